"""What documents quote, read apart so that a million rows are decided without it.

Nothing here is told as a problem: what cannot be read is blank in the document, and a person fills it in.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_named, find_sheet
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Book, Value
from xl_cobranza.book.records.columns import read_columns
from xl_cobranza.book.sheet import words_of
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.claims.particulars import AgreedTerms, CustomerCard, LogNote, Particulars, ScheduleLine

_SHEETS: Final = (layout.CUSTOMERS, layout.LOG, layout.PAYMENTS, layout.AGREEMENTS, layout.RATES)
_CARD: Final = ("customer", "name", "tax_id", "contract", "valid_until")
# Where a customer lives: no column of the template, but of many a workbook.
_ADDRESSES: Final = (
    "Domicilio; Domicilio fiscal; Dirección; Dirección fiscal; Domicilio social; Address; Registered address"
)
_ADDRESS_HEADINGS: Final = frozenset(map(fold, words_of(_ADDRESSES)))


def read_particulars(book: Book, customers: Iterable[str], agreements: Iterable[str]) -> Particulars:
    """What the sheets say of these customers (by key) and agreements (by id); a sheet that is not there says nothing."""
    areas = {sheet.key: find_sheet(book, sheet) for sheet in _SHEETS}
    terms = _rows(areas["agreements"], ("id", *AgreedTerms._fields))
    rates = _rows(areas["rates"], ("since", "source"))
    return Particulars(
        _cards(areas["customers"], customers),
        {row: LogNote(*map(_text, cells)) for row, cells in _rows(areas["log"], LogNote._fields)},
        {row: _text(reference) for row, (reference,) in _rows(areas["payments"], ("reference",))},
        {_text(key): AgreedTerms(*cells) for _, (key, *cells) in terms},
        {since: _text(source) for _, (since, source) in rates if since},
        {key: read_schedule_lines(book, key) for key in agreements},
    )


def read_schedule_lines(book: Book, agreement: str) -> tuple[ScheduleLine, ...]:
    """The rows of the sheet `Acuerdo <id>` that have a number, a day and an amount."""
    titles = (layout.SCHEDULE.name, layout.SCHEDULE.english)
    area = next(filter(None, (find_named(book, layout.SCHEDULE, f"{title} {agreement}") for title in titles)), None)
    rows = (ScheduleLine(*cells) for _, cells in _rows(area, ScheduleLine._fields))
    return tuple(row for row in rows if None not in row[:3])


def _rows(area: Area | None, fields: tuple[str, ...]) -> list[tuple[int, tuple[Any, ...]]]:
    """Each row with those fields; None where the sheet has no such column or the cell cannot be read."""
    if area is None:
        return []
    columns = read_columns(area, fields, {"time": _read_time})
    return [(columns.row(i), tuple(columns[name][i] for name in fields)) for i in range(len(columns))]


def _cards(area: Area | None, customers: Iterable[str]) -> Mapping[str, CustomerCard]:
    """The rows of those customers, as the directory of the ledger knows them: by key, else by name."""
    if area is None:
        return {}
    addresses = _addresses(area)
    found: dict[str, CustomerCard] = {}
    for row, (key, name, tax_id, contract, until) in _rows(area, _CARD):
        card = CustomerCard(_text(tax_id), addresses.get(row, ""), contract, until)
        found.setdefault(fold(_text(key) or _text(name)), card)
    return {key: found[fold(key)] for key in customers if fold(key) in found}


def _addresses(area: Area) -> Mapping[int, str]:
    """The column of addresses, which is not of the template but of many a workbook."""
    headings = area.grid.row(area.heading_row)
    column = next((c for c, cell in headings.items() if fold(read_text(cell)) in _ADDRESS_HEADINGS), None)
    if column is None:
        return {}
    cells = area.grid.column(column, area.first_row, area.last_row)
    return {area.first_row + i: read_text(cell) for i, cell in enumerate(cells)}


def _read_time(value: Value) -> str:
    """An hour of the day, which Excel keeps as a part of it.

    >>> _read_time(0.4027777777777778), _read_time("9.40 h")
    ('09:40', '9.40 h')
    """
    if isinstance(value, datetime):
        return f"{value:%H:%M}"
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return read_text(value)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)
