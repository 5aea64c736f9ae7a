"""Excel on Windows as xlwings' own `udfs.py` meets it, with inert stand-ins for pywin32 and a workbook in memory.

What a cell hands over is what COM does: dates as datetimes with a zone, numbers as floats, currency cells as
Decimals cut to four places, errors as whole numbers, blanks as None. `Excel.call` goes through the real `call_udf`.
"""

import asyncio
import importlib
import io
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import ROUND_DOWN, Decimal
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings
from xlwings import base_classes, utils

from tests.memory_book import MemoryBook
from xl_cobranza.book.port import CellError, TableInfo

MODULE = "xl_cobranza.formulas"
MISSING = -2147352572  # what VBA hands over for an argument that was left out
ERRORS = {"#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
          "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246}  # fmt: skip
_TEXTS = {number: text for text, number in ERRORS.items()}


def as_com(value: Any) -> Any:
    """A cell's value as COM hands it over."""
    if isinstance(value, CellError):
        return ERRORS[value]
    if isinstance(value, date):
        whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return whole.replace(tzinfo=UTC)
    return value


class Engine:
    """The two ways in which xlwings' Windows engine treats a value, and nothing else of it."""

    name, type = "excel", "desktop"
    apps: Any = ()

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        assert not isinstance(value, Decimal), "pywin32 would cut it to four places"
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, dates: Any, empty: Any, numbers: Any, err_to_str: bool) -> Any:
        return [[_cleaned(cell, dates, empty, numbers, err_to_str) for cell in row] for row in data]


def _cleaned(cell: Any, dates: Any, empty: Any, numbers: Any, err_to_str: bool) -> Any:
    if cell in ("", None):
        return empty
    if isinstance(cell, datetime):
        parts = {
            part: getattr(cell, part) for part in ["year", "month", "day", "hour", "minute", "second", "microsecond"]
        }
        return dates(**parts, tzinfo=None)
    if numbers is not None and isinstance(cell, float):
        return numbers(cell)
    if type(cell) is int and cell in _TEXTS:
        return _TEXTS[cell] if err_to_str else None
    return cell


class Range(base_classes.Range):
    sheet = row = column = shape = options = None
    has_array = False
    api = True

    def __init__(self, sheet: "Sheet", row: int, column: int, height: int, width: int) -> None:
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (height, width)

    def _rows(self) -> Iterator[list[tuple[int, int]]]:
        for row in range(self.row, self.row + self.shape[0]):
            yield [(row, column) for column in range(self.column, self.column + self.shape[1])]

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def raw_value(self) -> Any:
        self.sheet.book.reads += 1
        rows = tuple(tuple(self.sheet.cell(*at) for at in row) for row in self._rows())
        return rows if len(self) > 1 else rows[0][0]

    @property
    def formula(self) -> Any:
        texts = self.sheet.grid.formula_cells
        rows = tuple(tuple(f"={texts[at] or 1}" if at in texts else "" for at in row) for row in self._rows())
        return rows if len(self) > 1 else rows[0][0]

    def get_address(self, *_: Any) -> str:
        return f"${utils.col_name(self.column)}${self.row}"

    address = property(get_address)


class Table(base_classes.Table):
    name = range = show_totals = None

    def __init__(self, sheet: "Sheet", table: TableInfo) -> None:
        height, width = table.last_row - table.first_row + 1, table.last_column - table.first_column + 1
        self.name, self.show_totals = table.name, bool(table.totals_rows)
        self.range = Range(sheet, table.first_row, table.first_column, height, width)


class Sheet(base_classes.Sheet):
    name = book = tables = None

    def __init__(self, book: "Book", name: str) -> None:
        self.name, self.book, self.grid = name, book, book.memory.read(name)
        self.tables = Things(Table(self, table) for table in book.memory.tables if table.sheet == name)

    def cell(self, row: int, column: int) -> Any:
        value = as_com(self.grid.cells.get((row, column)))
        money = (self.name, column) in self.book.currency_columns and isinstance(value, float)
        return Decimal(repr(value)).quantize(Decimal("0.0001"), ROUND_DOWN) if money else value

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            first, last = utils.a1_to_tuples(first)
        last = last or first
        return Range(self, *first, last[0] - first[0] + 1, last[1] - first[1] + 1)

    @property
    def used_range(self) -> Range:
        return Range(self, 1, 1, max(1, self.grid.rows), max(1, self.grid.columns))


class Things(list[Any]):
    def __call__(self, key: Any) -> Any:
        return next(one for one in self if one.name == key) if isinstance(key, str) else self[key - 1]


class Names(Things):
    def snapshot(self) -> list[tuple[str, Any]]:
        return [(one.name, one) for one in self]


class Book(base_classes.Book):
    name = app = sheets = names = api = None

    def __init__(self, memory: MemoryBook, currency_columns: Any = ()) -> None:
        self.memory, self.currency_columns, self.reads = memory, frozenset(currency_columns), 0
        self.name, self.app = memory.name, SimpleNamespace(pid=1, engine=Engine())
        self.api = SimpleNamespace(Date1904=memory.date1904)
        self.sheets = Things(Sheet(self, name) for name in memory.sheets)
        self.names = Names(SimpleNamespace(name=n, refers_to=f"={f}") for n, f in memory.names.items())


class Excel:
    """A calling cell and the functions as Excel finds them."""

    def __init__(self, udfs: ModuleType) -> None:
        self.udfs = udfs
        self.book = Book(MemoryBook({"Hoja1": []}))

    def open(self, memory: MemoryBook, currency_columns: Any = ()) -> Book:
        self.book = Book(memory, currency_columns)
        return self.book

    def range(self, sheet: str, address: str) -> Range:
        return self.book.sheets(sheet).range(address)

    def call(self, function: str, *arguments: Any) -> Any:
        """The value of a cell with this function; arguments left out at the end are missing ones."""
        info = getattr(importlib.import_module(MODULE), function).__xlfunc__["args"]
        given = [as_com(argument) for argument in arguments]
        given += [MISSING] * (len(info) - 1 - len(given)) + [None]  # `caller`, which xlwings fills in
        caller = self.book.sheets(1).range((1, 30))
        return self.udfs.call_udf(MODULE, function, tuple(given), None, caller)

    def wrappers(self) -> str:
        """The VBA that xlwings writes for the functions in an add-in."""
        written = io.StringIO()
        module = importlib.import_module(MODULE)
        self.udfs.generate_vba_wrapper(MODULE, module, written, SimpleNamespace(Name="cobranza.xlam"))
        return written.getvalue()


def start(patch: pytest.MonkeyPatch) -> Excel:
    """The real `xlwings.udfs` over stand-ins, and our module as it is there: with decorators that do something."""
    error = type("com_error", (Exception,), {})
    stand_ins = {
        "pythoncom": {"CoInitialize": lambda: None, "ole_error": error},
        "pywintypes": {"com_error": error, "TimeType": datetime},
        "win32com": {},
        "win32com.client": {"Dispatch": lambda it: it},
        "xlwings.com_server": {"loop": asyncio.new_event_loop()},
    }
    for name, content in stand_ins.items():
        patch.setitem(sys.modules, name, SimpleNamespace(__name__=name, **content))  # type: ignore[arg-type]
    patch.delitem(sys.modules, "xlwings.udfs", raising=False)
    udfs = importlib.import_module("xlwings.udfs")
    patch.setitem(sys.modules, "xlwings.udfs", udfs)
    for name, real in (("func", udfs.xlfunc), ("arg", udfs.xlarg), ("ret", udfs.xlret)):
        patch.setattr(xlwings, name, real)
    seen = SimpleNamespace(Range=lambda xl: xl, is_range_instance=lambda it: isinstance(it, Range), BOOK_CALLER=None)
    patch.setattr(xlwings, "_xlwindows", seen, raising=False)
    patch.setattr(udfs, "ComRange", lambda it: it)
    patch.setitem(xlwings.engines.engines_by_name, "excel", xlwings.Engine(impl=Engine()))
    patch.delitem(sys.modules, MODULE, raising=False)
    return Excel(udfs)
