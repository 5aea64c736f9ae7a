"""Adopt a person's own workbook: the sheets it lacks are added after the template's pattern, and nothing else changes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_ledger, find_sheet
from xl_cobranza.book.headings import fold
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import AddSheet, Book, NewColumn, Patch
from xl_cobranza.book.references import in_sheet_order, quoted
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.book.today.notes import Notes
from xl_cobranza.book.today.sheet import find_today
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.errors import Problem
from xl_cobranza.flows.dashboard import add_panel
from xl_cobranza.flows.plan import Plan
from xl_cobranza.flows.review import Refs, decision_rows
from xl_cobranza.flows.today import Noted, show_today, texts
from xl_cobranza.wording.decisions import Teller

_ADDED: Final = (
    layout.CUSTOMERS, layout.CONTACTS, layout.PAYMENTS, layout.LOG, layout.AGREEMENTS, layout.STAGES, layout.RATES,
    layout.HOLIDAYS, layout.CONTACT_RULES, layout.TEMPLATES,
)  # fmt: skip


def adopt(book: Book, as_of: date, *, sheet: str | None = None, language: str | None = None) -> Plan:
    """The sheets that the workbook lacks: rules, log, the customers of the ledger, today's work. No column is added.

    A sheet of the person's own under one of our names is left alone, and told. Raises `Refused` as `review` does.
    """
    area = find_ledger(book, sheet)
    policy, policy_problems = read_policy(book)
    read, problems = read_ledger(book, area, policy, as_of)
    ledger = replace(read, log=read.log or [])  # from now on there is a log, though an empty one
    teller = Teller(policy, language or policy.parameters.language)
    decided = decide(ledger, policy, as_of, Refs(book, area))
    shown = show_today(book, Noted(None, Notes(), ledger), decided, policy, teller, as_of, make=True)
    panel = add_panel(book, area, ledger, decided, policy, teller, as_of)
    lacking: list[Patch] = [*(() if find_today(book) else shown.patches), *panel, *_lacking(book, ledger)]
    taken = {fold(name) for name in book.sheets}
    patches = [_under_free_name(book, patch) for patch in lacking if fold(_sheet(patch)) not in taken]
    names = dict.fromkeys(_sheet(patch) for patch in lacking if fold(_sheet(patch)) in taken)
    told = [*policy_problems, *problems, *(Problem("sheet_name_taken", quoted(name), name) for name in names)]
    rows = list(decision_rows(area, ledger, decided, teller))
    today = [texts(row) for row in shown.rows]
    return Plan(as_of, patches, in_sheet_order(told, book), rows, book.digest(), teller.language, today)


def _lacking(book: Book, ledger: Ledger) -> Iterator[AddSheet]:
    has_rules = any(find_sheet(book, sheet) for sheet in (layout.STAGES, layout.PARAMETERS))
    for sheet in _ADDED:
        if find_sheet(book, sheet) is None and not (sheet is layout.STAGES and has_rules):
            columns, rows = _customers(ledger) if sheet is layout.CUSTOMERS else ((), ())
            yield AddSheet(sheet.name, sheet.table, columns, rows, pattern=sheet.name)


def _customers(ledger: Ledger) -> tuple[Sequence[NewColumn], Sequence[Sequence[str]]]:
    """Everyone met in the ledger, in order of appearance."""
    column = layout.CUSTOMERS.by_field["customer"]
    known = dict.fromkeys(invoice.customer for invoice in ledger.invoices)
    return [NewColumn(column.heading, "text", column.width)], [[customer] for customer in known]


def _sheet(patch: Patch) -> str:
    return patch.name if isinstance(patch, AddSheet) else patch.sheet


def _under_free_name(book: Book, patch: Patch) -> Patch:
    """The table under a name that no other has; the sheet is known by its own."""
    if not isinstance(patch, AddSheet):
        return patch
    taken = {fold(name) for name in (*(table.name for table in book.tables), *book.names)}
    return patch._replace(table=next(name for name in _numbered(patch.table) if fold(name) not in taken))


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in count(2))
