"""Whole new columns right of the last cell of their rows, rendered column by column for many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.edits import ColumnEdit, Written
from xl_cobranza.adapters.xlsx.memo import Memo
from xl_cobranza.adapters.xlsx.splicing.cell_writer import CellWriter


class Appended(NamedTuple):
    """What to append to each of some rows.

    `pieces`: columns of bytes which, taken one from each, make the cells of a row. `ends`: the first and the
    last column of these cells, (0, 0) where there are none. `written`: how many cells that is.
    """

    pieces: Sequence[Iterable[bytes]]
    ends: Sequence[tuple[int, int]]
    written: int


class _Column(NamedTuple):
    edit: ColumnEdit
    opening: bytes  # what stands before the row number
    xf: Memo[int, int]  # that of the cell it is like → its own


class AppendedColumns:
    """The column edits of a sheet, for the rows that all of them reach: from `first` on, before `stop`."""

    def __init__(self, edits: Sequence[ColumnEdit], writer: CellWriter) -> None:
        self._columns = [
            _Column(edit, writer.opening(edit.column), Memo(edit.style_for))
            for edit in sorted(edits, key=lambda edit: edit.column)
        ]
        self._writer = writer
        self.left = min((edit.column for edit in edits), default=0)
        self.first = max((edit.first_row for edit in edits), default=0)
        self.stop = min((edit.first_row + len(edit.values) for edit in edits), default=0)
        self.likes = sorted({edit.like for edit in edits if edit.like})

    def render(self, first: int, rows: Sequence[bytes], likes: Mapping[int, Sequence[int]]) -> Appended:
        """`rows` are the numbers from `first` on, as text; `likes` the xf of each row in each column of `likes`."""
        pieces: list[Iterable[bytes]] = []
        columns: list[_Column] = []
        tails: list[list[bytes]] = []
        has_gaps = False
        for column in self._columns:
            start = first - column.edit.first_row
            values = column.edit.values[start : start + len(rows)]
            followed = likes.get(column.edit.like or 0) or (0,) * len(rows)
            cells = self._tails(column, values, followed)
            if any(cells):
                has_gaps = has_gaps or b"" in cells
                columns.append(column)
                tails.append(cells)
        if has_gaps:
            return _with_gaps(rows, columns, tails)
        for column, cells in zip(columns, tails, strict=True):
            pieces += (repeat(column.opening), rows, cells)
        ends = (columns[0].edit.column, columns[-1].edit.column) if columns else (0, 0)
        return Appended(pieces, [ends] * len(rows), len(rows) * len(columns))

    def _tails(self, column: _Column, values: Sequence[Written], likes: Sequence[int]) -> list[bytes]:
        """What stands behind the row number of each cell; nothing where nothing is to be written."""
        styles = set(likes)
        if len(styles) > 1:
            by_style = {like: column.xf[like] for like in styles}
            known = Memo[tuple[type, Written, int], bytes](lambda key: self._writer.tail(key[1], key[2]))
            tails = [known[type(v), v, by_style[like]] for v, like in zip(values, likes, strict=True)]
        else:
            tails = self._writer.tails(values, column.xf[likes[0]])
        if 0 in styles and None in values:
            return [
                tail if value is not None or like else b""
                for tail, value, like in zip(tails, values, likes, strict=True)
            ]
        return tails


def _with_gaps(rows: Sequence[bytes], columns: Sequence[_Column], tails: Sequence[list[bytes]]) -> Appended:
    """Some rows have only some of the cells."""
    cells: list[bytes] = []
    ends: list[tuple[int, int]] = []
    count = 0
    openings, numbers = [column.opening for column in columns], [column.edit.column for column in columns]
    for row, across in zip(rows, zip(*tails, strict=True), strict=True):
        there = [(opening, row, tail) for opening, tail in zip(openings, across, strict=True) if tail]
        cells.append(b"".join(chain.from_iterable(there)))
        count += len(there)
        filled = [number for number, tail in zip(numbers, across, strict=True) if tail]
        ends.append((filled[0], filled[-1]) if filled else (0, 0))
    return Appended([cells], ends, count)
