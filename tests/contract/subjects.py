"""The same workbook as every adapter has it: in memory, as a file made by XlsxWriter, open in a stand-in for Excel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import xlsxwriter
import xlwings as xw

from tests.calc.cells import ERRORS
from tests.calc.engine import App, Table, start
from tests.calc.engine import Book as OpenBook
from tests.calc.office import Office
from tests.calc.office import start as start_office
from tests.memory_book import MemoryBook
from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.adapters.xlsx.cells import to_serial
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
        return XlsxBook(self.path, None, lambda _: self._patterns)


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
        sheet.write_formula(row, column, f"={value}", None, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


class InExcel:
    """Open in a program that misbehaves as Excel does; it calculates itself, so no results are stored by us."""

    def __init__(self, content: Content, folder: Path) -> None:
        app = start()
        self.book_impl = open_book(app, "libro.xlsx", content)
        self._patterns = folder / "plantilla.xlsx"
        if content.patterns:
            self._patterns.touch()
            template = open_book(app, self._patterns.name, content.patterns)
            app.files[str(self._patterns)] = template
            app.books.remove(template)

    def book(self) -> LiveBook:
        return LiveBook(xw.Book(impl=self.book_impl), lambda _: self._patterns)


class InOffice:
    """A file of XlsxWriter open in LibreOffice, nothing in between but xlwings."""

    def __init__(self, content: Content, folder: Path, office: Office) -> None:
        app, path = start_office(office), folder / "libro.xlsx"
        self._patterns = folder / "plantilla.xlsx"
        for name, one in ((path, content), (self._patterns, content.patterns)):
            if one:
                save(one, name)
        self.book_impl = app.books.open(str(path))

    def book(self) -> LiveBook:
        return LiveBook(xw.Book(impl=self.book_impl), lambda _: self._patterns)


# what a spreadsheet makes of the formulas that the suite writes
CALCULATED = {"1+1": 2.0, "1+2": 3.0, "2+2": 4.0, "2+3": 5.0, '"G-"&3': "G-3", "SUM(D2:D3)": 1480.5, "D2*2": 3001.0}


def open_book(app: App, name: str, content: Content) -> OpenBook:
    """The content as an open workbook."""
    book = app.books.add(name)
    book.api.Date1904 = content.date1904
    book.results.update(CALCULATED)
    for title, rows in content.sheets.items():
        cells = book.sheets.add(name=title).cells_
        for at, value in ((at, value) for at, value in _placed(rows) if value is not None):
            _keep(cells, at, value)
        for (_, *at), text in ((place, text) for place, text in content.formulas.items() if place[0] == title):
            formula = text.removeprefix("=")
            shown = content.sheets[title][at[0] - 1][at[1] - 1]
            book.results.setdefault(formula, shown)
            cells.formula(tuple(at), formula)
        cells.links.update({place[1:]: url for place, url in content.links.items() if place[0] == title})
    for table in content.tables:
        area = table.first_row, table.first_column, table.last_row, table.last_column
        sheet = book.sheets(table.sheet)
        sheet.tables.append(Table(sheet, table.name, area, bool(table.totals_rows)))
    for name_, target in content.names.items():
        book.names.add(name_, f"={target}")
    book.sheets.active = book.sheets[0]
    return book


def _placed(rows: Sequence[Sequence[Value]]) -> Iterable[tuple[tuple[int, int], Value]]:
    return (((r, c), value) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1))


def _keep(cells, at, value) -> None:
    """As a person typed it: texts as texts, days with a format of days."""
    if isinstance(value, CellError):
        cells.values[at] = ERRORS[value]
    elif isinstance(value, date):
        cells.formats[at] = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
        cells.values[at] = float(to_serial(value, cells.date1904))
    else:
        cells.values[at] = float(value) if type(value) is int else value
