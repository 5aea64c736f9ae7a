"""The arguments of a worksheet function, whatever Excel made of them → cells as a workbook's adapter reads them.

A date cell arrives as a datetime, an expression such as `TODAY()` as a serial, a literal whole number as an int
or a float, a cell in a currency format as a Decimal, a blank or left-out argument as None, a range as rows of cells.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from math import isfinite, isnan
from typing import Final, NamedTuple, SupportsFloat

from xl_cobranza.book.port import CellError, Value
from xl_cobranza.errors import WrongUsage

# What an error is to a program that speaks with Excel. Source: `CVErr`, learn.microsoft.com, read 2026-11-27.
_ERRORS: Final = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}


def value(argument: object) -> Value:
    """One cell, as the `Book` port tells it.

    >>> from decimal import Decimal
    >>> value(46115), value(Decimal("12.5")), value(datetime(2026, 4, 3)), value(""), value(-2146826246)
    (46115.0, 12.5, datetime.date(2026, 4, 3), None, '#N/A')
    """
    match argument:
        case None | "":
            return None
        case bool() | CellError():
            return argument
        case str():
            return str(argument)
        case datetime():
            return _moment(argument)
        case date():
            return argument
        case int() if argument in _ERRORS:
            return CellError(_ERRORS[argument])
        case SupportsFloat():  # a whole number, a Decimal, the numbers of other libraries
            return _number(argument)
        case _:
            return str(argument)


def _number(argument: SupportsFloat) -> float | str | None:
    """What no cell can hold is a text, and can be told; «not a number» is how tables of other libraries write a blank."""
    try:
        number = float(argument)
    except (OverflowError, ValueError):
        return str(argument)
    if isnan(number):
        return None
    return number if isfinite(number) else str(argument)


def _moment(argument: datetime) -> date | datetime:
    """Without the time zone that COM adds, which is of no clock; a midnight is its day."""
    plain = datetime(*argument.timetuple()[:6])
    return plain.date() if (plain.hour, plain.minute, plain.second) == (0, 0, 0) else plain


class Block(NamedTuple):
    """One argument as rows of cells; `depth` says how it came: 0 a cell, 1 a list, 2 rows of cells."""

    rows: Sequence[Sequence[Value]]
    depth: int

    @property
    def width(self) -> int:
        return len(self.rows[0])


def block(argument: object) -> Block:
    """An argument as a block of at least one cell; a flat list stands for a column."""
    if not isinstance(argument, list | tuple):
        return Block([[value(argument)]], 0)
    if not argument or not isinstance(argument[0], list | tuple):
        return Block([[value(cell)] for cell in argument] or [[None]], 1)
    width = max(map(len, argument)) or 1
    return Block([[*map(value, row), *[None] * (width - len(row))] for row in argument], 2)


class Spread(NamedTuple):
    """Arguments spread over one another as Excel does: a single row, column or cell serves for all of the others."""

    columns: Sequence[Sequence[Value]]  # one list an argument, row after row
    width: int
    depth: int

    def shaped(self, answers: Sequence[object]) -> object:
        """The answers in the shape in which the widest argument came."""
        if self.depth == 0:
            return answers[0]
        if self.depth == 1:
            return list(answers)
        return [list(answers[start : start + self.width]) for start in range(0, len(answers), self.width)]


def spread(arguments: Sequence[object]) -> Spread:
    """Raises `WrongUsage` when two ranges have different sizes.

    >>> spread([[["a"], ["b"]], 7]).columns
    [['a', 'b'], [7.0, 7.0]]
    """
    blocks = [block(argument) for argument in arguments]
    height, width = max(len(one.rows) for one in blocks), max(one.width for one in blocks)
    for one in blocks:
        if len(one.rows) not in {1, height} or one.width not in {1, width}:
            raise WrongUsage("ranges_differ")
    columns = [list(_cells(one, height, width)) for one in blocks]
    return Spread(columns, width, max(one.depth for one in blocks))


def _cells(one: Block, height: int, width: int) -> Iterator[Value]:
    for row in one.rows if len(one.rows) == height else [*one.rows] * height:
        yield from row if len(row) == width else [*row] * width
