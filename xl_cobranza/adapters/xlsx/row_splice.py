"""One row and what is to be written in it; both engines find rows and cells their own way and splice here."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.cached_result import with_result
from xl_cobranza.adapters.xlsx.cell_writer import CellWriter
from xl_cobranza.adapters.xlsx.cells import area, reference
from xl_cobranza.adapters.xlsx.edits import ColumnEdit, SheetEdits, SpliceFacts, Written
from xl_cobranza.adapters.xlsx.sheet_stream import Column
from xl_cobranza.adapters.xlsx.xml_text import ATTRIBUTE, TAG
from xl_cobranza.errors import Refused


class Cell(NamedTuple):
    """A cell of a row: where it is in the bytes of the row, and what we must know of it."""

    column: int
    start: int
    end: int
    xf: int
    has_formula: bool


class _Edit(NamedTuple):
    value: Written
    xf: int | None = None
    like: int | None = None
    style_for: Callable[[int], int] | None = None
    is_result: bool = False


class RowSplicer:
    """Splices the rows of one sheet."""

    def __init__(
        self, edits: SheetEdits, columns: Sequence[Column], writer: CellWriter, prefix: bytes, facts: SpliceFacts
    ) -> None:
        self._edits, self._columns, self._writer, self._prefix, self._facts = edits, columns, writer, prefix, facts
        self._headings = {edit.heading[0] for edit in edits.columns if edit.heading}
        self._single = sorted({*edits.cells, *edits.cached, *self._headings})
        self.single = frozenset(self._single)
        self.areas: set[tuple[int, int, int, int]] = set()  # array formulas and data tables met so far

    def meet_formula(self, attributes: Mapping[str, str]) -> None:
        """Remember the cells of an array formula or a data table: they are not ours to write in."""
        cells = area(attributes.get("ref", ""))
        if cells and attributes.get("t") in ("array", "dataTable"):
            self.areas.add(cells)

    def touches(self, row: int) -> bool:
        """Whether something may be written in the row."""
        return row in self.single or any(_in_range(edit, row) for edit in self._edits.columns)

    def set_cells(self, row: int) -> Sequence[int]:
        """The columns we write in, in order, where no cell follows the xf of another; else none."""
        edits = self._of(row)
        return sorted(edits) if not any(edit.like for edit in edits.values()) else ()

    def _of(self, row: int) -> dict[int, _Edit]:
        edits: dict[int, _Edit] = {}
        for column in self._edits.columns:
            if _in_range(column, row):
                value = column.values[row - column.first_row]
                edits[column.column] = _Edit(value, None, column.like, column.style_for)
            if column.heading and column.heading[0] == row:
                edits[column.column] = _Edit(column.heading[1], column.heading[2])
        for at, (value, xf) in self._edits.cells.get(row, {}).items():
            edits[at] = _Edit(value, xf)
        for at, result in self._edits.cached.get(row, {}).items():
            edits[at] = _Edit(result, is_result=True)
        return edits

    def splice(self, row: int, data: bytes, cells: Sequence[Cell]) -> bytes:
        """The bytes of a row with our cells in it; `cells` in order, see `wanted`, or all of them.

        Raises `Refused`: `formula_in_the_way`, `unwritable_value`.
        """
        tag = TAG.match(data)
        assert tag
        there = {cell.column: cell for cell in cells}
        changes: list[tuple[int, int, bytes]] = []
        added: list[int] = []
        for column, edit in sorted(self._of(row).items()):
            old = there.get(column)
            new = self._cell(row, column, edit, there, data, tag[0])
            if new is None or (old and data[old.start : old.end] == new):
                continue
            self._facts.changed_cells += 1
            if old:
                changes.append((old.start, old.end, new))
            else:
                at = next((cell.start for cell in cells if cell.column > column), cells[-1].end if cells else tag.end())
                changes.append((at, at, new))
                added.append(column)
        return _joined(data, tag[0], changes, added) if changes else data

    def _cell(
        self, row: int, column: int, edit: _Edit, there: dict[int, Cell], data: bytes, row_tag: bytes
    ) -> bytes | None:
        """Our cell; None where nothing is to be written."""
        old = there.get(column)
        in_area = any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas)
        if edit.is_result:
            if not old or not (old.has_formula or in_area):
                raise Refused("not_a_formula", reference(row, column))
            return with_result(data[old.start : old.end], *self._result(row, column, edit.value))
        if in_area or (old and old.has_formula):
            raise Refused("formula_in_the_way", reference(row, column))
        xf = edit.xf
        if edit.style_for:
            followed = there.get(edit.like or 0)
            xf = edit.style_for(followed.xf if followed else 0)
            if edit.value is None and not old and not (followed and followed.xf):
                return None
        elif edit.value is None and not old and not xf:
            return None
        if xf is None:
            xf = old.xf if old else self._inherited(column, row_tag)
        return self._writer.cell(row, column, edit.value, xf)

    def _result(self, row: int, column: int, value: Written) -> tuple[str, str]:
        try:
            return ("str", "") if value is None else self._writer.typed(value)
        except Refused as fault:
            raise Refused(fault.kind, reference(row, column), fault.found) from None

    def _inherited(self, column: int, row_tag: bytes) -> int:
        """The xf of a cell that does not exist: its row's, else its column's."""
        found = {name: value[1:-1] for name, value in ATTRIBUTE.findall(row_tag)}
        if found.get(b"customFormat") in (b"1", b"true"):
            return int(found.get(b"s", b"0"))
        return next((there.xf for there in self._columns if there.first <= column <= there.last), 0)

    def new_rows(self, first: int, stop: int) -> Iterator[bytes]:
        """The rows from `first` on, before `stop`, that do not exist and that we write in."""
        single = self._single[bisect_left(self._single, first) : bisect_left(self._single, stop)]
        ranges = [
            range(max(first, edit.first_row), min(stop, edit.first_row + len(edit.values)))
            for edit in self._edits.columns
        ]
        for row, _ in groupby(merge(single, *ranges)):
            if new := self._new_row(row):
                yield new

    def _new_row(self, row: int) -> bytes:
        start, end = b'<%srow r="%d">' % (self._prefix, row), b"</%srow>" % self._prefix
        spliced = self.splice(row, start + end, ())
        return b"" if spliced == start + end else spliced


def _in_range(edit: ColumnEdit, row: int) -> bool:
    return edit.first_row <= row < edit.first_row + len(edit.values)


def _joined(data: bytes, tag: bytes, changes: list[tuple[int, int, bytes]], added: list[int]) -> bytes:
    """The row with its changes; `<row/>` is opened for them, `spans` widened where there is one."""
    start, end = (tag, b"") if not tag.endswith(b"/>") else (tag[:-2].rstrip() + b">", _end_tag(tag))
    pieces = [widened(start, min(added), max(added)) if added else start]
    position = len(tag)
    for at, to, new in changes:
        pieces += [data[position:at], new]
        position = to
    return b"".join([*pieces, end, data[position:]])


def _end_tag(tag: bytes) -> bytes:
    return b"</" + tag[1:].split(None, 1)[0].rstrip(b"/>") + b">"


def widened(tag: bytes, first: int, last: int) -> bytes:
    """The start tag of a row with its `spans` holding these columns too.

    >>> widened(b'<row r="1" spans="1:3">', 4, 6), widened(b'<row r="1">', 4, 6)
    (b'<row r="1" spans="1:6">', b'<row r="1">')
    """
    for attribute in ATTRIBUTE.finditer(tag):
        if attribute[1] == b"spans":
            numbers = [int(n) for part in attribute[2][1:-1].split() for n in part.split(b":") if n.isdigit()]
            if not numbers or (min(numbers) <= first and last <= max(numbers)):
                return tag
            spans = b"%d:%d" % (min(first, *numbers), max(last, *numbers))
            return tag[: attribute.start(2) + 1] + spans + tag[attribute.end(2) - 1 :]
    return tag
