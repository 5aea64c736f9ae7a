"""Whole new columns right of the last cell of their rows, rendered column by column for many rows at once."""

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.cell_writer import CellWriter
from xl_cobranza.adapters.xlsx.edits import ColumnEdit, Written
from xl_cobranza.adapters.xlsx.memo import Memo


class Appended(NamedTuple):
    """The XML of the cells to append to each of some rows ("" for none), and the first and last column of them."""

    cells: Sequence[bytes]
    columns: Sequence[tuple[int, int]]
    count: int


class AppendedColumns:
    """The column edits of a sheet, for the rows that all of them reach: from `first` on, before `stop`."""

    def __init__(self, edits: Sequence[ColumnEdit], writer: CellWriter) -> None:
        self._edits = sorted(edits, key=lambda edit: edit.column)
        self._writer = writer
        self._openings = [writer.opening(edit.column) for edit in self._edits]
        self._styles: list[dict[int, int]] = [{} for _ in edits]
        self._tails: dict[tuple[int, int, type, bytes], Memo[Written, bytes]] = {}
        self.left = min((edit.column for edit in edits), default=0)
        self.first = max((edit.first_row for edit in edits), default=0)
        self.stop = min((edit.first_row + len(edit.values) for edit in edits), default=0)
        self.likes = sorted({edit.like for edit in edits if edit.like})

    def render(self, first: int, rows: Sequence[bytes], likes: dict[int, list[int]]) -> Appended:
        """`rows` are the numbers from `first` on, as text; `likes` holds the xf of each row in each column of `likes`."""
        nothing = [0] * len(rows)
        columns: list[tuple[int, Sequence[Written], list[int]]] = []
        has_gaps = False
        for at, edit in enumerate(self._edits):
            start = first - edit.first_row
            values = edit.values[start : start + len(rows)]
            followed = likes.get(edit.like or 0, nothing)
            if None in values and 0 in followed:
                if not any(xf or value is not None for xf, value in zip(followed, values, strict=True)):
                    continue
                has_gaps = True
            columns.append((at, values, followed))
        if not columns:
            return Appended([b""] * len(rows), [(0, 0)] * len(rows), 0)
        return self._with_gaps(rows, columns) if has_gaps else self._without_gaps(rows, columns)

    def _without_gaps(
        self, rows: Sequence[bytes], columns: Sequence[tuple[int, Sequence[Written], list[int]]]
    ) -> Appended:
        """Every row has every cell: its number is what joins the pieces between."""
        openings = [self._openings[at] for at, _, _ in columns]
        pieces = [
            self._column(at, values, likes, suffix)
            for (at, values, likes), suffix in zip(columns, [*openings[1:], b""], strict=True)
        ]
        cells = list(map(bytes.join, rows, zip(repeat(openings[0]), *pieces)))  # `repeat` has no end
        ends = self._edits[columns[0][0]].column, self._edits[columns[-1][0]].column
        return Appended(cells, [ends] * len(rows), len(rows) * len(columns))

    def _with_gaps(
        self, rows: Sequence[bytes], columns: Sequence[tuple[int, Sequence[Written], list[int]]]
    ) -> Appended:
        openings = [self._openings[at] for at, _, _ in columns]
        numbers = [self._edits[at].column for at, _, _ in columns]
        pieces = [
            [
                b"" if value is None and not xf else tail
                for value, xf, tail in zip(values, likes, self._column(at, values, likes, b""), strict=True)
            ]
            for at, values, likes in columns
        ]
        cells: list[bytes] = []
        ends: list[tuple[int, int]] = []
        count = 0
        for row, tails in zip(rows, zip(*pieces, strict=True), strict=True):
            there = [opening + row + tail for opening, tail in zip(openings, tails, strict=True) if tail]
            cells.append(b"".join(there))
            count += len(there)
            filled = [number for number, tail in zip(numbers, tails, strict=True) if tail]
            ends.append((filled[0], filled[-1]) if filled else (0, 0))
        return Appended(cells, ends, count)

    def _column(self, at: int, values: Sequence[Written], likes: list[int], suffix: bytes) -> Sequence[bytes]:
        """What stands behind the row number of each cell of a column, and then the suffix."""
        kinds, styles = set(map(type, values)), set(likes)
        if len(kinds) == len(styles) == 1:
            return list(map(self._tails_of(at, styles.pop(), kinds.pop(), suffix).__getitem__, values))
        tables = {(xf, kind): self._tails_of(at, xf, kind, suffix) for xf in styles for kind in kinds}
        return [tables[xf, type(value)][value] for value, xf in zip(values, likes, strict=True)]

    def _tails_of(self, at: int, like: int, kind: type, suffix: bytes) -> Memo[Written, bytes]:
        xf = self._styles[at].get(like)
        if xf is None:
            xf = self._styles[at][like] = self._edits[at].style_for(like)
        key = at, xf, kind, suffix
        if key not in self._tails:
            self._tails[key] = Memo(lambda value: self._writer.tail(value, xf) + suffix)
        return self._tails[key]
