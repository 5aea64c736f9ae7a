"""Rectangles of cells as Excel writes them: `F14`, `A1:D5`, `B:B`."""

import re
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.cells import LAST_COLUMN, LAST_ROW, column_number, reference

_AREA = re.compile(r"\$?([A-Z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Z]{1,3})?\$?(\d{1,7})?)?", re.IGNORECASE)


class Area(NamedTuple):
    """A rectangle of cells, all four ends included, 1-based.

    >>> Area.parse("$B$2:D9"), str(Area(1, 1, 9, 28)), Area.parse("C:C").last_row
    (Area(first_row=2, first_column=2, last_row=9, last_column=4), 'A1:AB9', 1048576)
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, text: str) -> "Area":
        """Of a cell, a range, whole columns or whole rows."""
        match = _AREA.fullmatch(text.strip())
        if match is None or not ((match[1] and match[2]) or (match[1] and match[3]) or (match[2] and match[4])):
            raise ValueError(text)
        last = match[3] or match[1], match[4] or match[2]
        rows = (int(match[2]), int(last[1])) if match[2] and last[1] else (1, LAST_ROW)
        columns = (
            (column_number(match[1].upper()), column_number(last[0].upper()))
            if match[1] and last[0]
            else (1, LAST_COLUMN)
        )
        return cls(min(rows), min(columns), max(rows), max(columns))

    def meets(self, other: "Area") -> bool:
        """Whether the two have a cell in common."""
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )

    def __str__(self) -> str:
        first, last = reference(self.first_row, self.first_column), reference(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"
