"""How the ledger writes its currencies and customers, as the criteria of formulas: a sum must find every spelling."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from xl_cobranza.book.finding import Area
from xl_cobranza.book.panel.places import SPELLINGS
from xl_cobranza.book.panel.sums import ANY_ROW, criterion
from xl_cobranza.book.port import Value
from xl_cobranza.book.references import quoted
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.errors import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ways:
    """The criteria of each, the most frequent first. `mixed` are texts that stand for two currencies."""

    currencies: Mapping[str | None, Sequence[str]] = field(default_factory=dict)
    customers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mixed: Sequence[str] = ()


def ways(area: Area, ledger: Ledger) -> Ways:
    """Every way in which the rows of the ledger write what they were read as. Capitals tell nothing to a formula."""
    customers, currencies = _cells(area, "customer"), _cells(area, "currency")
    rows = [(invoice, invoice.row - area.first_row) for invoice in ledger.invoices]
    of_currency = _spellings((invoice.currency, currencies[i] if currencies else ANY_ROW) for invoice, i in rows)
    owners: dict[str, str | None] = {}
    found: dict[str | None, list[str]] = {}
    mixed: list[str] = []
    for code, text in of_currency:
        if owners.setdefault(text.lower(), code) == code:
            found.setdefault(code, []).append(text)
        else:
            mixed.append(text)
    named: dict[str, list[str]] = {}
    for customer, text in _spellings((invoice.customer, customers[i]) for invoice, i in rows):
        named.setdefault(customer, []).append(text)
    return Ways(found, named, mixed)


def _spellings(pairs: Iterable[tuple[T, str]]) -> list[tuple[T, str]]:
    """Each different pair, the most frequent first."""
    first: dict[tuple[T, str], str] = {}
    count: Counter[tuple[T, str]] = Counter()
    for known, text in pairs:
        key = known, text.lower()
        first.setdefault(key, text)
        count[key] += 1
    return [(key[0], first[key]) for key, _ in count.most_common()]


def doubts(area: Area, found: Ways) -> Iterator[Problem]:
    """Currencies that no formula could tell apart, or that are written in more ways than there is room for."""
    told = [*found.mixed, *(text for texts in found.currencies.values() for text in texts[SPELLINGS:])]
    if told:
        shown = ", ".join("—" if text == criterion(None) else text for text in told)
        column = area.columns.get("currency")
        yield Problem("panel_currencies", area.ref(area.heading_row, column) if column else quoted(area.sheet), shown)


def _cells(area: Area, name: str) -> list[str]:
    """The criterion of each row; nothing where the ledger has no such column."""
    column = area.columns.get(name)
    if column is None:
        return []
    return [_criterion(cell) for cell in area.grid.column(column, area.first_row, area.last_row)]


def _criterion(cell: Value) -> str:
    if isinstance(cell, str):
        return criterion(cell)
    return criterion(None if cell is None else read_text(cell))
