"""What the table of the dashboard is made of: cells in blocks, each block found by the hidden names at its corners."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from xl_cobranza.book.layout import OWNER_PREFIX
from xl_cobranza.book.references import letters

Shape = Literal["text", "money", "share", "days", "count", "date"]


class Cell(NamedTuple):
    """One cell by its place in the template. `key` names the figure; without a formula it is a value of ours."""

    row: int
    column: int
    key: str
    shape: Shape
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that keep together. Its names point at its first and last cell and follow when rows are inserted above."""

    name: str
    first: tuple[int, int]  # row, column in the template
    last: tuple[int, int]
    cells: Sequence[Cell]

    @property
    def names(self) -> tuple[str, str]:
        """The hidden names of the corners.

        >>> Block("owed", (1, 1), (2, 2), ()).names
        ('_cobranza.panel.owed', '_cobranza.panel.owed.end')
        """
        name = f"{OWNER_PREFIX}panel.{self.name}"
        return name, f"{name}.end"


def at(row: int, column: int) -> str:
    """A cell of the dashboard as its formulas write it.

    >>> at(3, 2)
    '$B$3'
    """
    return f"${letters(column)}${row}"


def across(row: int, first: int, last: int) -> str:
    return f"{at(row, first)}:{at(row, last)}"


def down(column: int, first: int, last: int) -> str:
    return f"{at(first, column)}:{at(last, column)}"
