"""One sheet as it was read: the `Grid` of the port, stored by column in runs of rows.

A run is a first row and the values of the rows from there on. A ledger is one run a column; a stray
cell in XFD1048576 is a run of one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from xl_cobranza.adapters.xlsx.cells import LAST_ROW
from xl_cobranza.book.port import Value

_NO_ROWS: frozenset[int] = frozenset()
_CLOSE = 16  # a gap of so many rows is cheaper filled with blanks than begun anew


class _Runs:
    """The cells of one column, in the order of their rows."""

    __slots__ = ("_firsts", "_runs")

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._runs: list[list[Value]] = []

    def extend(self, row: int, values: Iterable[Value]) -> None:
        if self._runs:
            run = self._runs[-1]
            gap = row - self._firsts[-1] - len(run)
            if gap <= _CLOSE:
                run.extend([None] * gap)
                run.extend(values)
                return
        self._firsts.append(row)
        self._runs.append(list(values))

    def get(self, row: int) -> Value:
        at = bisect_right(self._firsts, row) - 1
        if at < 0 or row - self._firsts[at] >= len(self._runs[at]):
            return None
        return self._runs[at][row - self._firsts[at]]

    def between(self, first: int, last: int) -> list[Value]:
        out: list[Value] = []
        for at in range(max(bisect_right(self._firsts, first) - 1, 0), len(self._firsts)):
            start, run = self._firsts[at], self._runs[at]
            if start > last:
                break
            skip = max(first - start, 0)
            if skip < len(run):
                out.extend([None] * (start + skip - first - len(out)))
                out.extend(run[skip : last - start + 1])
        out.extend([None] * (last - first + 1 - len(out)))
        return out

    def last_filled(self) -> int:
        for first, run in zip(reversed(self._firsts), reversed(self._runs), strict=True):
            for offset in range(len(run) - 1, -1, -1):
                if run[offset] is not None:
                    return first + offset
        return 0


class SheetGrid:
    """A sheet that was read. Made by the readers, who add to each column from its top to its bottom."""

    __slots__ = ("_areas", "_columns", "_extent", "_formulas")

    def __init__(self) -> None:
        self._columns: dict[int, _Runs] = {}
        self._formulas: dict[int, set[int]] = {}
        self._areas: list[tuple[int, int, int, int]] = []
        self._extent: tuple[int, int] | None = None

    def extend(self, column: int, row: int, values: Sequence[Value]) -> None:
        """Add the cells of a column from `row` down; `row` lies below all that was added to it."""
        runs = self._columns.get(column)
        if runs is None:
            runs = self._columns[column] = _Runs()
        runs.extend(row, values)

    def add_formulas(self, column: int, rows: Iterable[int]) -> None:
        self._formulas.setdefault(column, set()).update(rows)

    def add_area(self, area: tuple[int, int, int, int]) -> None:
        """The cells of an array formula or a data table: first row, first column, last row, last column."""
        self._areas.append(area)

    @property
    def rows(self) -> int:
        return self._measured()[0]

    @property
    def columns(self) -> int:
        return self._measured()[1]

    def _measured(self) -> tuple[int, int]:
        if self._extent is None:
            lasts = {column: runs.last_filled() for column, runs in self._columns.items()}
            for column, rows in self._formulas.items():
                lasts[column] = max(lasts.get(column, 0), *rows)
            self._extent = (
                max([*lasts.values(), *(area[2] for area in self._areas)], default=0),
                max(
                    [*(column for column, last in lasts.items() if last), *(area[3] for area in self._areas)], default=0
                ),
            )
        return self._extent

    def column(self, column: int, first: int, last: int) -> list[Value]:
        if last < first:
            return []
        runs = self._columns.get(column)
        return runs.between(first, last) if runs else [None] * (last - first + 1)

    def row(self, row: int) -> dict[int, Value]:
        found = ((column, self._columns[column].get(row)) for column in sorted(self._columns))
        return {column: value for column, value in found if value is not None}

    def formulas(self, column: int) -> frozenset[int]:
        rows = self._formulas.get(column, _NO_ROWS)
        areas = [
            range(top, min(bottom, LAST_ROW) + 1) for top, left, bottom, right in self._areas if left <= column <= right
        ]
        return frozenset(rows).union(*areas)
