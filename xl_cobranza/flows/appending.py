"""Rows at the end of an append-only sheet, each under an `Id` of its own; the sheet is made when there is none."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from xl_cobranza.book.finding import Area, find_sheet, misfit
from xl_cobranza.book.port import AddSheet, AppendRow, Book, Look, NewColumn, Patch, Value
from xl_cobranza.book.references import reference
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.errors import Refused

_SERIES: Final[Mapping[str, str]] = {"payments": "P-0000", "log": "G-0000", "agreements": "AC-000"}
_LOOKS: Final[Mapping[str, Look]] = {"amount": "money", "number": "integer", "date": "date"}
_NUMBERED: Final = re.compile(r"(.*?)(\d+)\Z", re.DOTALL)


class Appended(NamedTuple):
    """The patches, and for each row where it goes and its `Id` (blank where the sheet has no such column)."""

    patches: tuple[Patch, ...]
    rows: tuple[int, ...]
    refs: tuple[str, ...]
    ids: tuple[str, ...]


def append_rows(book: Book, sheet: Sheet, rows: Sequence[Mapping[str, Value]], language: str = "es") -> Appended:
    """Rows below the last one that holds anything, by field; one that says its `id` keeps it.

    Raises Refused: sheet_without_columns, where the name is taken by a sheet of another kind; table_has_totals.
    """
    area = find_sheet(book, sheet)
    return _new_sheet(book, sheet, rows, language) if area is None else _next_rows(area, rows)


def _new_sheet(book: Book, sheet: Sheet, rows: Sequence[Mapping[str, Value]], language: str) -> Appended:
    unfit = misfit(book, sheet)
    if unfit is not None:
        raise Refused("sheet_without_columns", unfit[0], ", ".join(unfit[1]))
    name = sheet.english if language == "en" else sheet.name
    columns = [NewColumn(c.heading_in(language), _LOOKS.get(c.kind, "text"), c.width) for c in sheet.columns]
    ids: list[Value] = []
    cells = []
    for row in rows:
        ids.append(row.get("id") or next_id(ids, _SERIES[sheet.key]))
        cells.append([{**row, "id": ids[-1]}.get(column.field) for column in sheet.columns])
    places = tuple(range(2, len(rows) + 2))
    refs = tuple(reference(name, place, 1) for place in places)
    pattern = sheet.name if name == sheet.name else None  # the template speaks Spanish
    return Appended((AddSheet(name, sheet.table, columns, cells, pattern),), places, refs, tuple(map(str, ids)))


def _next_rows(area: Area, rows: Sequence[Mapping[str, Value]]) -> Appended:
    first = _free_row(area)
    column = area.columns.get("id")
    numbered = column is not None and not area.grid.formulas(column)
    present = area.grid.column(column, area.first_row, first - 1) if column is not None else []
    patches, refs, ids = [], [], []
    for place, row in enumerate(rows, first):
        cells: dict[int, Value] = {
            area.columns[f]: value for f, value in row.items() if f in area.columns and value is not None
        }
        number: Value = None
        if numbered and column is not None:
            number = cells[column] = row.get("id") or next_id(present, _SERIES[area.layout.key])
            present.append(number)
        patches.append(AppendRow(area.sheet, area.table.name if area.table else None, place, cells))
        refs.append(area.ref(place, column or min(cells)))
        ids.append(read_text(number))
    return Appended(tuple(patches), tuple(range(first, first + len(rows))), tuple(refs), tuple(ids))


def _free_row(area: Area) -> int:
    """The row below the last that holds anything; a new table has a blank row, which is used."""
    first = area.table.first_column if area.table else 1
    inside = range(first, area.last_column + 1)
    used = (row for row in range(area.last_row, area.heading_row, -1) if area.grid.row(row).keys() & set(inside))
    row = next(used, area.heading_row) + 1
    if area.table and area.table.totals_rows and row > area.last_row:
        raise Refused("table_has_totals", area.ref(row, first), area.table.name)
    return row


def next_id(present: Iterable[Value], default: str) -> Value:
    """The Id after the last one, in the person's own series if they have one.

    >>> next_id(["P-0007", "P-0012"], "P-0000"), next_id(["2026/9"], "P-0000"), next_id([4.0], "P-0000")
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
