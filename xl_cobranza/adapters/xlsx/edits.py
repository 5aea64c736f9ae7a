"""What is to change in one sheet part, as data: the contract between the package and the splicers.

Rows and columns are 1-based. An `xf` is an index into `cellXfs` of the styles part. A value is one
of `book.port`, or a `Decimal` or `int`, which are written digit for digit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from xl_cobranza.book.port import Value

Written = Value | int | Decimal


def _nothing() -> Mapping[int, Any]:
    return MappingProxyType({})


class ColumnEdit(NamedTuple):
    """A whole column of ours, cheap for a million rows: `values[i]` belongs to row `first_row + i`.

    `style_for` is given the xf of the cell of column `like` in the same row (0 when there is none, or
    no such cell) and answers the xf of ours. None writes a blank cell where that cell has a
    style of its own, so that the look of the row goes on, and nothing elsewhere.
    """

    column: int
    first_row: int
    values: Sequence[Written]
    like: int | None
    style_for: Callable[[int], int]
    heading: tuple[int, str, int] | None  # row, text, xf


class LinkEdits(NamedTuple):
    """The links to add and to remove: (row, column) → id of the relationship; `stay` others are left alone.

    `namespace` is that of the ids in this workbook.
    """

    add: Mapping[tuple[int, int], str]
    remove: Mapping[tuple[int, int], str]
    stay: int
    namespace: str


@dataclass(frozen=True, slots=True)
class SheetEdits:
    """Everything that is to change in one sheet.

    `cells`: row → column → (value, xf). An xf of None keeps the cell's own; where there is no cell, the
    row's (`customFormat`), else the column's (`<col style>`), else 0.
    `cached`: row → column → the fresh result of a formula; the text of the formula keeps its bytes.
    `widths`: column → width in characters, for columns that no `<col>` covers yet.
    `relinked`: how many cells get another link and keep their text, so that `cells` does not have them.
    `is_draft`: nothing in the sheet is the user's yet, so that a formula may be written over.
    A cell named twice: `cells` wins over `columns`.
    """

    cells: Mapping[int, Mapping[int, tuple[Written, int | None]]] = field(default_factory=_nothing)
    columns: Sequence[ColumnEdit] = ()
    cached: Mapping[int, Mapping[int, Value]] = field(default_factory=_nothing)
    widths: Mapping[int, float] = field(default_factory=_nothing)
    links: LinkEdits | None = None
    relinked: int = 0
    is_draft: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells or self.columns or self.cached or self.widths or self.links)


@dataclass(slots=True)
class SpliceFacts:
    """What a splice did; complete once its last chunk was taken.

    No formula cell is ever removed: a splice that would have to raises `Refused("formula_in_the_way")`. Whoever
    gives it a `Formula` to write drops `calcChain`, which would not name it.
    """

    changed_cells: int = 0
    engine: str = ""  # "bytes" or "expat"


class NeedExpat(Exception):
    """The byte scan is not sure of this XML; the caller starts again with expat. Carries why."""
