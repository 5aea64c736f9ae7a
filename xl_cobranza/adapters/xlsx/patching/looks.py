"""How wide a column of ours must be, and whether a value is there already."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from xl_cobranza.adapters.xlsx.edits import Written
from xl_cobranza.book import layout
from xl_cobranza.book.port import AddColumn, Formula, Link, Look, Value

_BY_LOOK: Final[Mapping[Look, float]] = {"text": 20.0, "date": 12.0, "money": 14.0, "integer": 10.0}
_FILTER_BUTTON: Final = 3  # characters that the arrow beside a heading covers
_NUMBERS: Final = (int, float, Decimal)  # a tuple: a union is made anew for each of a million values
_WIDEST: Final = 60.0  # a longer heading goes on in a second line


def width(patch: AddColumn) -> float:
    """Characters that show the heading, and figures whole: a figure that does not fit is shown as `####`."""
    heading = patch.heading.removesuffix(layout.OURS_SUFFIX)
    known = [c.width for sheet in layout.SHEETS for c in sheet.ours if heading in (c.heading, c.english)]
    numbers = patch.values if patch.look in ("money", "integer") else ()
    figures = [value for value in numbers if isinstance(value, _NUMBERS)]
    longest = [len(f"{float(value):,.2f}") + 2 for value in (min(figures), max(figures))] if figures else []
    return max([*(known or [_BY_LOOK[patch.look]]), min(len(patch.heading) + _FILTER_BUTTON, _WIDEST), *longest])


def shown(value: Written) -> Written:
    """What a cell with this value shows: of a formula its result."""
    return value.result if isinstance(value, Formula) else value


def same(ours: Written, there: Value) -> bool:
    """Whether a cell shows our value already; of a link its text, and a formula is never what it shows.

    >>> same(Decimal("1.50"), 1.5), same("1", 1.0), same(True, 1.0), same(None, None), same(Formula("A1", 1.0), 1.0)
    (True, False, False, True, False)
    """
    if isinstance(ours, bool) or isinstance(there, bool):
        return ours is there
    if isinstance(ours, int | float | Decimal):
        return isinstance(there, float) and float(ours) == there
    if isinstance(ours, date):
        return isinstance(there, date) and isinstance(ours, datetime) == isinstance(there, datetime) and ours == there
    return (str if isinstance(ours, Link) else type(ours)) is type(there) and ours == there
