"""Ranges as a `Book` that can be read and not written: the range of an argument, the sheets of an open workbook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

from xl_cobranza.book.layout import AS_OF_NAME, OWNER_PREFIX
from xl_cobranza.book.port import Patch, TableInfo, Value
from xl_cobranza.errors import Refused
from xl_cobranza.faces.worksheet.arguments import block
from xl_cobranza.faces.worksheet.excel import ExcelBook, ExcelRange, ExcelSheet, ExcelTable

_NO_FORMULAS: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class RangeGrid:
    """Rows of cells whose first one is not always `A1`. `formulas_in` answers the rows with a formula in a column."""

    cells: Sequence[Sequence[Value]]
    top: int = 1
    left: int = 1
    formulas_in: Callable[[int], frozenset[int]] = lambda _: _NO_FORMULAS

    @property
    def rows(self) -> int:
        held = (row for row in range(len(self.cells), 0, -1) if any(cell is not None for cell in self.cells[row - 1]))
        last = next(held, 0)
        return self.top + last - 1 if last else 0

    @property
    def columns(self) -> int:
        last = max((at for row in self.cells for at, cell in enumerate(row, 1) if cell is not None), default=0)
        return self.left + last - 1 if last else 0

    def column(self, column: int, first: int, last: int) -> list[Value]:
        at, end = column - self.left, self.top + len(self.cells)
        if not 0 <= at < len(self.cells[0]):
            return [None] * (last - first + 1)
        return [self.cells[row - self.top][at] if self.top <= row < end else None for row in range(first, last + 1)]

    def row(self, row: int) -> dict[int, Value]:
        if not self.top <= row < self.top + len(self.cells):
            return {}
        cells = self.cells[row - self.top]
        return {column: cell for column, cell in enumerate(cells, self.left) if cell is not None}

    def formulas(self, column: int) -> frozenset[int]:
        return self.formulas_in(column)


@dataclass(frozen=True, slots=True)
class RangeBook:
    """A workbook of such grids; each is read when it is asked for, once."""

    name: str
    readers: Mapping[str, Callable[[], RangeGrid]]
    tables: Sequence[TableInfo] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False
    _read: dict[str, RangeGrid] = field(default_factory=dict)

    @property
    def sheets(self) -> Sequence[str]:
        return tuple(self.readers)

    def read(self, sheet: str) -> RangeGrid:
        if sheet not in self._read:
            if sheet not in self.readers:
                raise Refused("no_such_sheet", self.name, sheet)
            self._read[sheet] = self.readers[sheet]()
        return self._read[sheet]

    def links(self, _sheet: str) -> Mapping[tuple[int, int], str]:
        return {}  # only what writes asks for them

    def digest(self) -> str:
        return ""

    def apply(self, patches: Iterable[Patch], digest: str) -> NoReturn:
        raise NotImplementedError("a worksheet function writes no cells")

    def with_range(self, sheet: str, grid: RangeGrid) -> "RangeBook":
        """The same workbook with nothing on one sheet but that range, and the tables that lie within it."""
        bottom, right = grid.top + len(grid.cells) - 1, grid.left + len(grid.cells[0]) - 1
        tables = [
            table
            for table in self.tables
            if table.sheet != sheet
            or (
                (grid.top <= table.first_row and table.last_row <= bottom)
                and (grid.left <= table.first_column and table.last_column <= right)
            )
        ]
        readers = {**self.readers, sheet: lambda: grid}
        return RangeBook(self.name, readers, tables, self.names, self.date1904)


def open_book(workbook: ExcelBook) -> RangeBook:
    """An open workbook, as xlwings hands it over."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    tables = [_table(sheet.name, table) for sheet in sheets.values() for table in sheet.tables]
    names = {name.name: name.refers_to for name in workbook.names if _matters(name.name)}
    date1904 = bool(getattr(workbook.api, "Date1904", False))
    readers = {name: _reader(sheet) for name, sheet in sheets.items()}
    return RangeBook(workbook.name, readers, tables, names, date1904)


def _matters(name: str) -> bool:
    """Whether we look for it; a workbook may hold thousands of names, and each costs a question to Excel."""
    return name.casefold().startswith(OWNER_PREFIX) or name.casefold() == AS_OF_NAME.casefold()


def _reader(sheet: ExcelSheet) -> Callable[[], RangeGrid]:
    return lambda: range_grid(sheet.used_range)


def range_grid(cells: ExcelRange, values: object = None) -> RangeGrid:
    """A range at its place, as xlwings hands it over; `values` are its cells when they are known already."""
    if values is None:
        values = cells.options(ndim=2, err_to_str=True).value
    top, left, height = cells.row, cells.column, cells.shape[0]

    def formulas_in(column: int) -> frozenset[int]:
        formulas = cells.sheet.range((top, column), (top + height - 1, column)).formula
        texts = [formulas] if isinstance(formulas, str) else [row[0] for row in formulas]
        return frozenset(row for row, text in enumerate(texts, top) if str(text).startswith("="))

    return RangeGrid(block(values).rows, top, left, formulas_in)


def _table(sheet: str, table: ExcelTable) -> TableInfo:
    place, (height, width) = table.range, table.range.shape
    last_row, last_column = place.row + height - 1, place.column + width - 1
    return TableInfo(table.name, sheet, place.row, last_row, place.column, last_column, int(bool(table.show_totals)))
