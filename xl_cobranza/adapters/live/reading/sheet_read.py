"""A whole sheet in two calls: what its cells show, and what was typed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import xlwings as xw

from xl_cobranza.adapters.live import native
from xl_cobranza.adapters.xlsx.cells import from_serial
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.book.port import CellError, Value

Rows = Sequence[Sequence[Any]]

_ERRORS: Final = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}  # fmt: skip
_ERROR_TEXTS: Final = frozenset(_ERRORS.values())
_ERROR_BASE: Final = -2_146_826_288 - 2000  # an error comes as a whole number, which no other value does
_COM_EPOCH: Final = datetime.fromisoformat("1899-12-30")
_ENORMOUS: Final = 3_000_000  # cells; a ledger of a hundred thousand rows has fewer
_TRUE_DAYS: Final = datetime.fromisoformat("1900-03-01")  # before, Excel's days and those of COM are one apart


@dataclass(frozen=True)
class SheetRead:
    """One sheet as it was read, from A1 to the last cell in use."""

    formulas: Rows  # of a cell without a formula, the text of its value
    values: Rows
    is_whole: bool = True  # all that the program calls used: what holds something, is formatted or is merged

    @cached_property
    def grid(self) -> SheetGrid:
        """The values, and where there are formulas."""
        grid = SheetGrid()
        for column, values in enumerate(zip(*self.values, strict=True), 1):
            grid.extend(column, 1, values)
        for row, column in self.texts:
            grid.add_formulas(column, (row,))
        return grid

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """The formulas, without their `=`, by row and column. A text that begins with `=` shows itself."""
        return {
            (row, column): typed[1:]
            for row, (line, shown) in enumerate(zip(self.formulas, self.values, strict=True), 1)
            for column, typed in enumerate(line, 1)
            if typed[:1] == "=" and shown[column - 1] != typed
        }


def read(sheet: xw.Sheet) -> SheetRead:
    """All that the sheet holds. Three calls where a cell has a currency format: its value comes cut to four decimals."""
    area, is_whole = used(sheet)
    formulas = formulas_in(area)
    return SheetRead(formulas, values_in(area, formulas), is_whole)


def used(sheet: xw.Sheet) -> tuple[xw.Range, bool]:
    """From A1 to the last cell in use, and whether it is. Where formats alone make it enormous, to the last that holds something."""
    last = sheet.used_range.last_cell
    ends = last.row, last.column
    held = native.last_held(sheet) if ends[0] * ends[1] > _ENORMOUS else None
    return sheet.range((1, 1), held or ends), held is None


def formulas_in(area: xw.Range) -> Rows:
    """What was typed, as texts."""
    return [["" if typed is None else str(typed) for typed in row] for row in _as_rows(area.formula)]


def values_in(area: xw.Range, formulas: Rows | None = None) -> Rows:
    """What the cells show a program, as the port says it."""
    shown = area.options(ndim=2, err_to_str=True).value
    if any(type(value) is Decimal for row in shown for value in row):
        exact = _as_rows(native.ask(area, "Value2"))
        shown = [
            [exact[r][c] if type(value) is Decimal else value for c, value in enumerate(row)]
            for r, row in enumerate(shown)
        ]
    rows = [[value if type(value) in _PLAIN else _value(value) for value in row] for row in shown]
    if formulas is not None:
        _settle_texts(rows, formulas)
    return rows


_PLAIN: Final = frozenset({float, bool, type(None)})


def _value(shown: Any) -> Value:  # noqa: ANN401 - what the program answers
    match shown:
        case str():
            return CellError(shown) if shown in _ERROR_TEXTS else shown
        case datetime():
            return _moment(shown.replace(tzinfo=None))
        case date():
            return shown
        case int() if shown < _ERROR_BASE + 3000 and shown >= _ERROR_BASE + 2000:
            return CellError(_ERRORS.get(shown - _ERROR_BASE, "#ERROR!"))
        case _:
            return float(shown)


def _moment(shown: datetime) -> Value:
    """A whole day as its day; a time without a day as its part of one."""
    if shown < _TRUE_DAYS:
        serial = (shown - _COM_EPOCH) / timedelta(1)
        return (from_serial(serial, False) if serial >= 1 else None) or serial
    return shown.date() if shown.time() == datetime.min.time() else shown


def _settle_texts(rows: list[list[Value]], formulas: Rows) -> None:
    """A formula that shows nothing shows an empty text: the cell is no blank one."""
    for row, typed in zip(rows, formulas, strict=True):
        for at, text in enumerate(typed):
            if row[at] is None and text[:1] == "=":
                row[at] = ""


def _as_rows(answer: Any) -> Rows:  # noqa: ANN401 - a single cell answers bare, a single row on a Mac too
    if not isinstance(answer, list | tuple):
        return [[answer]]
    if answer and not isinstance(answer[0], list | tuple):
        return [answer]
    return answer
