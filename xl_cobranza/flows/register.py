"""Record what happened: one row at the end of `Pagos` or `Gestiones`, for a customer the workbook knows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_ledger, find_sheet, misfit
from xl_cobranza.book.headings import fold
from xl_cobranza.book.layout import Sheet
from xl_cobranza.book.port import AddSheet, AppendRow, Book, Look, NewColumn, Patch, Value
from xl_cobranza.book.references import reference
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.errors import Refused

_SERIES: Final[Mapping[str, str]] = {"payments": "P-0000", "log": "G-0000"}
_LOOKS: Final[Mapping[str, Look]] = {"amount": "money", "number": "integer", "date": "date"}
_NUMBERED: Final = re.compile(r"(.*?)(\d+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Registration:
    """Where the row goes and under which `Id`; nothing is written until the book applies `patches`."""

    ref: str
    id: str
    patches: tuple[Patch, ...]
    digest: str


def register(
    book: Book, sheet: Sheet, values: Mapping[str, Value], language: str = "es", *, ledger_sheet: str | None = None
) -> Registration:
    """One row more, by field. The sheet is made when the workbook has none; `ledger_sheet` picks among several ledgers.

    Raises Refused: customer_misspelt, customer_not_found, folio_not_found, sheet_without_columns,
    table_has_totals, and what finding the ledger may raise.
    """
    ledger, customers = find_ledger(book, ledger_sheet), find_sheet(book, layout.CUSTOMERS)
    customer = _known_customer(str(values["customer"]), ledger, customers)
    _check_folio(str(values.get("folio") or ""), customer, ledger, customers)
    row = {**values, "customer": customer}
    area = find_sheet(book, sheet)
    if area is None:
        return _first_row(book, sheet, row, language)
    return _next_row(book, area, row)


def _known_customer(asked: str, ledger: Area, customers: Area | None) -> str:
    """The customer as the workbook writes it."""
    keys = list(_texts(customers, "customer"))
    known = {fold(text): text for text in (*_texts(ledger, "customer"), *keys) if text}
    for key, name in zip(keys, _texts(customers, "name"), strict=False):
        known.setdefault(fold(name), key)
    if fold(asked) in known:
        return known[fold(asked)]
    close = get_close_matches(fold(asked), known, n=3)
    if close:
        raise Refused("customer_misspelt", found=asked, suggestion=", ".join(known[word] for word in close))
    raise Refused("customer_not_found", found=asked)


def _check_folio(asked: str, customer: str, ledger: Area, customers: Area | None) -> None:
    """An invoice that is not the customer's would be paid by mistake."""
    if not asked:
        return
    series = list(_texts(ledger, "series")) or [""] * (ledger.last_row - ledger.first_row + 1)
    aliases = _aliases(customer, customers)
    rows = zip(_texts(ledger, "customer"), series, _texts(ledger, "folio"), strict=False)
    theirs = [(serie, folio) for name, serie, folio in rows if fold(name) in aliases]
    if fold(asked) not in {fold(text) for serie, folio in theirs for text in (folio, serie + folio)}:
        shown = sorted({f"{serie}-{folio}" if serie else folio for serie, folio in theirs})
        raise Refused("folio_not_found", found=asked, known=", ".join(shown[:12]) + (", …" if len(shown) > 12 else ""))


def _aliases(customer: str, customers: Area | None) -> set[str]:
    """The key and the name of a customer: a ledger may use either."""
    pairs = zip(_texts(customers, "customer"), _texts(customers, "name"), strict=False)
    same = {fold(text) for pair in pairs if fold(customer) in map(fold, pair) for text in pair if text}
    return same | {fold(customer)}


def _texts(area: Area | None, field: str) -> Iterator[str]:
    if area is None or field not in area.columns:
        return iter(())
    return map(read_text, area.grid.column(area.columns[field], area.first_row, area.last_row))


def _first_row(book: Book, sheet: Sheet, row: Mapping[str, Value], language: str) -> Registration:
    unfit = misfit(book, sheet)
    if unfit is not None:
        raise Refused("sheet_without_columns", unfit[0], ", ".join(unfit[1]))
    name = sheet.english if language == "en" else sheet.name
    number = _next_id((), _SERIES[sheet.key])
    columns = [
        NewColumn(c.english if language == "en" else c.heading, _LOOKS.get(c.kind, "text"), c.width)
        for c in sheet.columns
    ]
    cells = {**row, "id": number}
    added = AddSheet(name, sheet.table, columns, [[cells.get(column.field) for column in sheet.columns]])
    return Registration(reference(name, 2, 1), str(number), (added,), book.digest())


def _next_row(book: Book, area: Area, row: Mapping[str, Value]) -> Registration:
    place = _free_row(area)
    cells: dict[int, Value] = {
        area.columns[field]: value for field, value in row.items() if field in area.columns and value is not None
    }
    number: Value = None
    column = area.columns.get("id")
    if column is not None and not area.grid.formulas(column):
        present = area.grid.column(column, area.first_row, place - 1)
        number = cells[column] = _next_id(present, _SERIES[area.layout.key])
    patch = AppendRow(area.sheet, area.table.name if area.table else None, place, cells)
    first = column or min(cells)
    return Registration(area.ref(place, first), read_text(number), (patch,), book.digest())


def _free_row(area: Area) -> int:
    """The row below the last that holds anything; a new table has a blank row, which is used."""
    first = area.table.first_column if area.table else 1
    inside = range(first, area.last_column + 1)
    used = (row for row in range(area.last_row, area.heading_row, -1) if area.grid.row(row).keys() & set(inside))
    row = next(used, area.heading_row) + 1
    if area.table and area.table.totals_rows and row > area.last_row:
        raise Refused("table_has_totals", area.ref(row, first), area.table.name)
    return row


def _next_id(present: Iterable[Value], default: str) -> Value:
    """The Id after the last one, in the person's own series if they have one.

    >>> _next_id(["P-0007", "P-0012"], "P-0000"), _next_id(["2026/9"], "P-0000"), _next_id([4.0], "P-0000")
    ('P-0013', '2026/10', 5.0)
    """
    ids = [value for value in present if value is not None]
    numbers = [value for value in ids if isinstance(value, float)]
    if ids and len(numbers) == len(ids):
        return max(numbers) + 1
    matches = [match for match in map(_NUMBERED.match, map(read_text, ids)) if match]
    if not matches:
        matches = [match for match in (_NUMBERED.match(default),) if match]
    prefix, digits = matches[-1].groups()
    last = max(int(match[2]) for match in matches if match[1] == prefix)
    return f"{prefix}{last + 1:0{len(digits)}}"
