"""Whole new columns right of the last cell of their rows, rendered column by column for many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
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
    texts: Memo[int, Memo[Written, bytes]]  # by its xf, what stands behind the row number of a value


class AppendedColumns:
    """The column edits of a sheet, for the rows that all of them reach: from `first` on, before `stop`."""

    def __init__(self, edits: Sequence[ColumnEdit], writer: CellWriter) -> None:
        self._columns = [
            _Column(edit, writer.opening(edit.column), Memo(edit.style_for), Memo(self._texts))
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
        columns: list[tuple[int, list[bytes]]] = []
        written = 0
        for column in self._columns:
            start = first - column.edit.first_row
            values = column.edit.values[start : start + len(rows)]
            cells = self._tails(column, values, likes.get(column.edit.like or 0) or (0,) * len(rows))
            gaps = cells.count(b"")
            if gaps == len(cells):
                continue
            columns.append((column.edit.column, cells))
            written += len(cells) - gaps
            if gaps:
                whole = zip(rows, cells, strict=True)
                pieces.append([column.opening + row + tail if tail else tail for row, tail in whole])
            else:
                pieces += (repeat(column.opening), rows, cells)
        return Appended(pieces, _ends(columns, len(rows)), written)

    def _texts(self, xf: int) -> Memo[Written, bytes]:
        return Memo(lambda value: self._writer.tail(value, xf))

    def _tails(self, column: _Column, values: Sequence[Written], likes: Sequence[int]) -> list[bytes]:
        """What stands behind the row number of each cell; nothing where nothing is to be written."""
        styles = set(likes)
        if len(styles) > 1:
            by_style = {like: column.xf[like] for like in styles}
            known = Memo[tuple[type, Written, int], bytes](lambda key: self._writer.tail(key[1], key[2]))
            tails = [known[type(v), v, by_style[like]] for v, like in zip(values, likes, strict=True)]
        else:
            xf = column.xf[likes[0]]
            tails = self._writer.tails(values, xf, column.texts[xf])
        if 0 in styles and None in values:
            return [
                tail if value is not None or like else b""
                for tail, value, like in zip(tails, values, likes, strict=True)
            ]
        return tails


def _ends(columns: Sequence[tuple[int, list[bytes]]], size: int) -> Sequence[tuple[int, int]]:
    """The first and the last column written in each row, (0, 0) where none is."""
    if not columns:
        return [(0, 0)] * size
    (first, first_cells), (last, last_cells) = columns[0], columns[-1]
    if b"" not in first_cells and b"" not in last_cells:
        return [(first, last)] * size
    numbers = [number for number, _ in columns]
    ends = []
    for across in zip(*(cells for _, cells in columns), strict=True):
        if across[0] and across[-1]:
            ends.append((first, last))
        else:
            filled = [number for number, tail in zip(numbers, across, strict=True) if tail]
            ends.append((filled[0], filled[-1]) if filled else (0, 0))
    return ends
