"""Put an agreement in the workbook: its own sheet, a row in `Acuerdos`, its id beside the invoices, a log entry."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

from xl_cobranza.book import layout, words
from xl_cobranza.book.agreements.cells import cells
from xl_cobranza.book.agreements.ledger_columns import ledger_columns
from xl_cobranza.book.agreements.shape import Shape
from xl_cobranza.book.finding import Area, find_sheet
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import AddSheet, Book, Patch, SetCell, Value
from xl_cobranza.book.references import quoted
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.agreements.deal import Deal
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.domain.policy import NEGOTIATION, Parameters
from xl_cobranza.errors import Problem
from xl_cobranza.flows.appending import append_rows, next_id
from xl_cobranza.wording.agreements import labels, log_note

_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_TITLES: Final = (layout.SCHEDULE.name, layout.SCHEDULE.english)


class Signed(NamedTuple):
    """The new sheet, all that is to be written, and what is good to know."""

    sheet: str
    patches: Sequence[Patch]
    problems: Sequence[Problem]


def free_id(book: Book, ledger: Ledger) -> str:
    """The id after the last: of `Acuerdos`, of the sheets of agreements whose row is gone, of what the ledger names."""
    area = find_sheet(book, layout.AGREEMENTS)
    listed = area.grid.column(area.columns["id"], area.first_row, area.last_row) if area else []
    starts = tuple(f"{title} " for title in _TITLES)
    named = [title.partition(" ")[2] for title in book.sheets if title.startswith(starts)]
    used: list[Value] = [*named, *sorted({i.agreement for i in ledger.invoices if i.agreement}), *listed]
    sheets = {fold(title) for title in book.sheets}
    while True:
        used.append(next_id(used, "AC-000"))
        id_ = read_text(used[-1])
        if sheets.isdisjoint(fold(start + id_) for start in starts):
            return id_


def sign(book: Book, area: Area, deal: Deal, invoices: Sequence[Invoice], parameters: Parameters) -> Signed:
    """Every patch of the agreement. Raises Refused: sheet_without_columns, table_has_totals."""
    language = parameters.language
    sheet = _sheet_name(deal.id, language)
    shape = Shape.for_deal(deal, language, parameters.country, _table_key(book, deal.id))
    where = ledger_columns(book, area, deal, [invoice.row for invoice in invoices])
    says = labels(language, parameters.country)
    listed = append_rows(book, layout.AGREEMENTS, [_row(deal, language)], language)
    logged = list(_logged(book, deal, parameters))
    patches: list[Patch] = [
        *listed.patches,
        AddSheet(sheet, shape.table, (), (), pattern=shape.pattern),
        *cells(sheet, deal, shape, where, says, parameters.agreement_grace),
        *_beside_invoices(area, invoices, deal.id),
        *logged,
    ]
    return Signed(sheet, patches, list(_to_know(book, area)))


def _sheet_name(id_: str, language: str) -> str:
    title = layout.SCHEDULE.english if language == "en" else layout.SCHEDULE.name
    return _NO_SHEET_NAME.sub("-", f"{title} {id_}")


def _table_key(book: Book, id_: str) -> str:
    """A name for the table that no other table or name has, and that a pattern can carry."""
    taken = {name.casefold() for name in (*(table.name for table in book.tables), *book.names)}
    plain = re.sub(r"\W", "_", id_)[:12]
    keys = (plain if number == 1 else f"{plain}_{number}" for number in count(1))
    return next(key for key in keys if f"{layout.SCHEDULE.table}_{key}".casefold() not in taken)


def _row(deal: Deal, language: str) -> Mapping[str, Value]:
    """The row of `Acuerdos`, in the words of the workbook's language."""
    told = words.english if language == "en" else words.spanish
    terms = deal.terms
    return {
        "id": deal.id,
        "signed_on": terms.signed_on,
        "customer": deal.customer,
        "folios": "; ".join(invoice.folio for invoice in deal.invoices),
        "balance": float(deal.balance),
        "interest_included": float(deal.interest_included),
        "waived": float(deal.waived),
        "down_payment": float(terms.down_payment),
        "instalments": float(len(deal.instalments)),
        "frequency": told("frequency", terms.frequency.value if terms.frequency else "on_dates"),
        "method": told("method", terms.method.value),
        "rate": float(terms.rate) if terms.bears_interest else 0.0,
        "first_on": deal.instalments[0].due,
        "acceleration": told("acceleration", words.YES if deal.acceleration else words.NO),
        "status": None,  # a person's, to call it off; how it stands is on its own sheet, and would be old here
        "replaces": deal.replaces or None,
    }


def _beside_invoices(area: Area, invoices: Iterable[Invoice], id_: str) -> Iterator[SetCell]:
    """The blank cells of the ledger's own column of agreements; the ones that hold something stay."""
    column = area.columns.get("agreement")
    if column is None:
        return
    formulas = area.grid.formulas(column)
    for invoice in invoices:
        if area.grid.row(invoice.row).get(column) is None and invoice.row not in formulas:
            yield SetCell(area.sheet, invoice.row, column, id_)


def _logged(book: Book, deal: Deal, parameters: Parameters) -> Iterator[Patch]:
    """The entry in the log, where there is one: to begin a log would restart every customer's ladder."""
    if find_sheet(book, layout.LOG) is None:
        return
    language = parameters.language
    told = words.english if language == "en" else words.spanish
    only = deal.invoices[0].folio if len(deal.invoices) == 1 else None
    row: dict[str, Value] = {
        "on": deal.terms.signed_on,
        "author": parameters.sender or None,
        "customer": deal.customer,
        "folio": only,
        "direction": told("direction", "out"),
        "channel": told("channel", "internal"),
        "step": told("step", NEGOTIATION),
        # interest forgiven is an offer made, and a person may have to prove it
        "outcome": told("outcome", "offer_made" if deal.waived else "answered"),
        "notes": log_note(deal, parameters.country, language),
    }
    yield from append_rows(book, layout.LOG, [row], language).patches


def _to_know(book: Book, area: Area) -> Iterator[Problem]:
    if "agreement" not in area.columns:
        yield Problem("agreement_by_folio", quoted(area.sheet))
    if find_sheet(book, layout.LOG) is None:
        yield Problem("agreement_not_logged", quoted(layout.LOG.name))
