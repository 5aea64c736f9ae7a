"""From decisions to cells: only ours, and only where the value differs."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from xl_cobranza.book.finding import Area
from xl_cobranza.book.layout import Column
from xl_cobranza.book.ownership import Ownership
from xl_cobranza.book.port import AddColumn, Look, Patch, SetCell, Value
from xl_cobranza.errors import Problem

Cells = Mapping[str, Mapping[int, object]]  # field → row → what the cell should show

_LOOKS: Final[Mapping[str, Look]] = {"amount": "money", "number": "integer", "date": "date"}


def patches(area: Area, owned: Ownership, cells: Cells) -> Iterator[Patch]:
    """The cells of ours that differ, then the columns of ours that are missing.

    A cell of ours in which the user put a formula is left alone.
    """
    for field, place in owned.ours.items():
        if field in cells:
            yield from _differing(area, place, cells[field])
    for missing in owned.missing:
        column = area.layout.by_field[missing.field]
        wanted = cells.get(missing.field, {})
        yield AddColumn(
            sheet=area.sheet,
            table=area.table.name if area.table else None,
            heading_row=area.heading_row,
            column=missing.column,
            heading=missing.heading,
            owner_name=missing.owner_name,
            values=[_value(wanted.get(row)) for row in range(area.first_row, area.last_row + 1)],
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


def _differing(area: Area, column: int, wanted: Mapping[int, object]) -> Iterator[SetCell]:
    formulas = area.grid.formulas(column)
    present = area.grid.column(column, area.first_row, area.last_row)
    for row, old in enumerate(present, area.first_row):
        if row in wanted and row not in formulas:
            new = _value(wanted[row])
            if new != old or type(new) is not type(old):
                yield SetCell(area.sheet, row, column, new)


def _value(wanted: object) -> Value:
    """What a cell holds: numbers as floats, a blank for nothing to say."""
    if isinstance(wanted, Decimal | int):
        return float(wanted)
    if wanted is None or wanted == "":
        return None
    if isinstance(wanted, str | float | date):
        return wanted
    raise TypeError(f"no cell holds a {type(wanted).__name__}")


def _like(area: Area, column: Column) -> int | None:
    """The user's column whose look ours takes: the one named in the layout, else the customer's."""
    fields = (column.like or "customer", "customer")
    return next((area.columns[field] for field in fields if field in area.columns), None)
