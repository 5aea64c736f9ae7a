"""Where things are, as Excel names it: `Facturas!F14`, `'Mis facturas'!$A$1`, the area of a sheet of ours."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from xl_cobranza.book.port import Book, Grid, TableInfo
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.errors import Problem

_PLAIN_SHEET = re.compile(r"[^\W\d]\w*\Z")
_REF = re.compile(r"(.*)!([A-Z]*)([0-9]+)\Z", re.DOTALL)
_CELL = re.compile(r"\s*=?\s*(?:'((?:[^']|'')+)'|([^'!\[\]:,]+))!\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*\Z")


class Place(NamedTuple):
    """One cell, by 1-based row and column."""

    sheet: str
    row: int
    column: int


@cache
def letters(column: int) -> str:
    """The letters of a column.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def reference(sheet: str, row: int, column: int) -> str:
    """A cell as Excel shows it.

    >>> reference("Facturas", 14, 6), reference("Mis facturas", 1, 1)
    ('Facturas!F14', "'Mis facturas'!A1")
    """
    return f"{quoted(sheet)}!{letters(column)}{row}"


@cache
def quoted(sheet: str) -> str:
    """A sheet name as formulas write it."""
    return sheet if _PLAIN_SHEET.match(sheet) else "'" + sheet.replace("'", "''") + "'"


def place(formula: str) -> Place | None:
    """The one cell a defined name points at; None for ranges, other workbooks and `#REF!`.

    >>> place("'Mis facturas'!$AB$5")
    Place(sheet='Mis facturas', row=5, column=28)
    >>> place("#REF!$A$1") is None
    True
    """
    match = _CELL.match(formula)
    if match is None or "#REF" in formula:
        return None
    quoted_name, plain, column, row = match.groups()
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return Place(quoted_name.replace("''", "'") if quoted_name else plain, int(row), number)


@dataclass(frozen=True, slots=True)
class Area:
    """Where one sheet of ours lies. `columns` holds what we read; the columns that we made are not among them."""

    layout: Sheet
    sheet: str
    table: TableInfo | None
    heading_row: int
    first_row: int
    last_row: int  # without the totals rows of a table; below first_row when there is no data
    columns: Mapping[str, int]
    last_column: int  # of the table, or of all that the sheet holds
    grid: Grid
    date1904: bool = False

    def ref(self, row: int, column: int) -> str:
        """A cell of this sheet as Excel shows it."""
        return reference(self.sheet, row, column)


def in_sheet_order(problems: Iterable[Problem], book: Book) -> tuple[Problem, ...]:
    """The problems by sheet, row and column; those of no cell come last. Equal ones are told once."""
    tabs = {quoted(sheet): place for place, sheet in enumerate(book.sheets)}

    def place(problem: Problem) -> tuple[int, int, int, str]:
        match = _REF.match(problem.ref)
        if match is None:
            return (tabs.get(problem.ref, len(tabs)), 0, 0, "")
        sheet, column, row = match.groups()
        return (tabs.get(sheet, len(tabs)), int(row), len(column), column)

    unique = {(p.kind, p.ref, p.found): p for p in problems}
    return tuple(sorted(unique.values(), key=place))
