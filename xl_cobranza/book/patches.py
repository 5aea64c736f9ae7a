"""From decisions to cells: only ours, and only where the value differs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.book.finding import Area
from xl_cobranza.book.ownership import Ownership
from xl_cobranza.book.port import AddColumn, Look, Patch, SetCell, Value
from xl_cobranza.book.sheet import Column
from xl_cobranza.errors import Problem


class Shown(NamedTuple):
    """What the columns of ours should show: `columns` maps a field to one value for each of `rows`."""

    rows: Sequence[int]
    columns: Mapping[str, Sequence[object]]


_NUMBERS: Final = frozenset({Decimal, int})  # looked up: a million cells are asked
_LOOKS: Final[Mapping[str, Look]] = {"amount": "money", "number": "integer", "date": "date"}


def patches(area: Area, owned: Ownership, shown: Shown) -> Iterator[Patch]:
    """The cells of ours that differ, then the columns of ours that are missing.

    A cell of ours in which the user put a formula is left alone.
    """
    for field, place in owned.ours.items():
        if field in shown.columns:
            yield from _differing(area, place, shown.rows, _values(shown.columns[field]))
    for missing in owned.missing:
        column = area.layout.by_field[missing.field]
        yield AddColumn(
            sheet=area.sheet,
            table=area.table.name if area.table else None,
            heading_row=area.heading_row,
            column=missing.column,
            heading=missing.heading,
            owner_name=missing.owner_name,
            values=_placed(area, shown.rows, _values(shown.columns[missing.field])),
            look=_LOOKS.get(column.kind, "text"),
            like=_like(area, column),
        )


def ownership_doubts(area: Area, owned: Ownership) -> Iterator[Problem]:
    """Columns of theirs with our heading, and formulas the user put in ours: said once a column, at its first cell."""
    yield from owned.problems
    for column in owned.ours.values():
        rows = [row for row in area.grid.formulas(column) if area.first_row <= row <= area.last_row]
        if rows:
            yield Problem("formula_in_our_cell", area.ref(min(rows), column), str(len(rows)))


def _differing(area: Area, column: int, rows: Sequence[int], wanted: Sequence[Value]) -> Iterator[SetCell]:
    formulas = area.grid.formulas(column)
    present = area.grid.column(column, area.first_row, area.last_row)
    for row, new in zip(rows, wanted, strict=True):
        old = present[row - area.first_row]
        if (new != old or type(new) is not type(old)) and row not in formulas:
            yield SetCell(area.sheet, row, column, new)


def _placed(area: Area, rows: Sequence[int], wanted: Sequence[Value]) -> Sequence[Value]:
    """One value for each row of the area, blank where nothing was decided."""
    size = area.last_row - area.first_row + 1
    if len(rows) == size:
        return wanted
    placed: list[Value] = [None] * size
    for row, value in zip(rows, wanted, strict=True):
        placed[row - area.first_row] = value
    return placed


def _values(wanted: Sequence[object]) -> list[Value]:
    """What the cells hold: numbers as floats, a blank for nothing to say; dates and texts as they are."""
    kinds = set(map(type, wanted))
    if kinds <= _NUMBERS:
        return list(map(float, wanted))  # type: ignore[arg-type]
    if kinds == {date} or (kinds == {str} and "" not in wanted):
        return list(wanted)  # type: ignore[arg-type]
    return [float(v) if type(v) in _NUMBERS else v or None for v in wanted]  # type: ignore[arg-type, misc]


def _like(area: Area, column: Column) -> int | None:
    """The user's column whose look ours takes: the one named in the layout, else the customer's."""
    fields = (column.like or "customer", "customer")
    return next((area.columns[field] for field in fields if field in area.columns), None)
