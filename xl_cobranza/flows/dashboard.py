"""The dashboard: where the workbook has it, its figures follow the run; a workbook that is adopted gets it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from xl_cobranza.book import ownership
from xl_cobranza.book.finding import Area
from xl_cobranza.book.panel.refresh import has_panel, new_panel, panel_doubts, panel_patches
from xl_cobranza.book.port import Book, Patch
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.portfolio.portfolio import portfolio
from xl_cobranza.errors import Problem
from xl_cobranza.wording.decisions import Teller


class Dashboard(NamedTuple):
    """What differs in it, and what keeps it from being right."""

    patches: Sequence[Patch] = ()
    doubts: Sequence[Problem] = ()


def show_panel(
    book: Book, area: Area, ledger: Ledger, decided: Decided, policy: Policy, teller: Teller, as_of: date
) -> Dashboard:
    """Refresh the dashboard; a workbook without one pays nothing for its figures."""
    if not has_panel(book):
        return Dashboard()
    figures = portfolio(ledger, decided, policy, as_of)
    doubts = list(panel_doubts(book, area, ledger))
    return Dashboard(list(panel_patches(book, area, ledger, figures, teller)), doubts)


def add_panel(
    book: Book, area: Area, ledger: Ledger, decided: Decided, policy: Policy, teller: Teller, as_of: date
) -> Iterator[Patch]:
    """The dashboard for a workbook that has none, over its own columns and those of ours that it has or will have."""
    if not has_panel(book):
        owned = ownership.columns(book, area, teller.language)
        yield from new_panel(area, owned, ledger, portfolio(ledger, decided, policy, as_of), teller)
