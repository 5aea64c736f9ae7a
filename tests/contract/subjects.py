"""The same workbook as every adapter has it: in memory, and as a file made by XlsxWriter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import xlsxwriter

from tests.memory_book import MemoryBook
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.port import Book, CellError, TableInfo, Value


@dataclass(frozen=True)
class Content:
    """What a workbook holds. `formulas`: (sheet, row, column) → text; the result stands in the rows, None for none.

    `links`: (sheet, row, column) → address; the text stands in the rows. `patterns` is the blank template.
    """

    sheets: Mapping[str, Sequence[Sequence[Value]]]
    tables: Sequence[TableInfo] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    formulas: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    date1904: bool = False
    links: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    patterns: "Content | None" = None


class Subject(Protocol):
    """A workbook under test; `book` reads it anew."""

    def book(self) -> Book: ...


class InMemory:
    def __init__(self, content: Content) -> None:
        self._book = _in_memory(content)

    def book(self) -> MemoryBook:
        return self._book


class InFile:
    def __init__(self, content: Content, folder: Path) -> None:
        self.path, self._patterns = folder / "book.xlsx", folder / "template.xlsx"
        save(content, self.path)
        if content.patterns:
            save(content.patterns, self._patterns)

    def book(self) -> XlsxBook:
        return XlsxBook(self.path, None, lambda: self._patterns)


def _in_memory(content: Content) -> MemoryBook:
    patterns = _in_memory(content.patterns) if content.patterns else None
    rest = {"links": content.links, "patterns": patterns}
    return MemoryBook(content.sheets, content.tables, content.names, content.formulas, **rest)


def save(content: Content, path: Path) -> None:
    """The content as a file."""
    options = {"date_1904": content.date1904, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        day, moment = (workbook.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
        for name, rows in content.sheets.items():
            sheet = workbook.add_worksheet(name)
            for table in (table for table in content.tables if table.sheet == name):
                sheet.add_table(*_range(table), _table_options(table, rows))
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    place = name, row + 1, column + 1
                    _write(sheet, row, column, value, content.formulas.get(place), day, moment)
                    if place in content.links:
                        sheet.write_url(row, column, content.links[place], None, value)
        for name, formula in content.names.items():
            workbook.define_name(name, f"={formula}")


def _range(table: TableInfo) -> Iterable[int]:
    return table.first_row - 1, table.first_column - 1, table.last_row - 1, table.last_column - 1


def _table_options(table: TableInfo, rows: Sequence[Sequence[Value]]) -> dict[str, object]:
    headings = rows[table.first_row - 1][table.first_column - 1 : table.last_column]
    return {
        "name": table.name,
        "columns": [{"header": heading} for heading in headings],
        "total_row": bool(table.totals_rows),
    }


def _write(sheet, row, column, value, formula, day, moment) -> None:
    if formula is not None:
        sheet.write_formula(row, column, formula, None, "" if value is None else value)
    elif isinstance(value, CellError):
        sheet.write_formula(row, column, "=NA()", None, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)
