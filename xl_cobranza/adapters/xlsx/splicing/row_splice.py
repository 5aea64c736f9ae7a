"""One row and what is to be written in it; both engines find rows and cells their own way and splice here."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.cells import area, reference
from xl_cobranza.adapters.xlsx.edits import ColumnEdit, SheetEdits, SpliceFacts, Written
from xl_cobranza.adapters.xlsx.reading.sheet_stream import Column
from xl_cobranza.adapters.xlsx.splicing.cached_result import with_result
from xl_cobranza.adapters.xlsx.splicing.cell_writer import CellWriter
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
        """What to write in a row, the cells that others may follow first."""
        edits = {at: _Edit(value, xf) for at, (value, xf) in self._edits.cells.get(row, {}).items()}
        for at, result in self._edits.cached.get(row, {}).items():
            edits.setdefault(at, _Edit(result, is_result=True))
        for edit in self._edits.columns:
            if edit.heading and edit.heading[0] == row:
                edits.setdefault(edit.column, _Edit(edit.heading[1], edit.heading[2]))
            elif _in_range(edit, row):
                value = edit.values[row - edit.first_row]
                edits.setdefault(edit.column, _Edit(value, None, edit.like, edit.style_for))
        return edits

    def splice(self, row: int, data: bytes, cells: Sequence[Cell]) -> bytes:
        """The bytes of a row with our cells in it; `cells` in order, all of them or those of `set_cells`.

        Raises `Refused`: `formula_in_the_way`, `unwritable_value`.
        """
        tag = TAG.match(data)
        assert tag
        there = {cell.column: cell for cell in cells}
        xfs = {cell.column: cell.xf for cell in cells}
        changes: list[tuple[int, int, int, bytes]] = []
        blanks = 0
        for column, edit in self._of(row).items():
            old = there.get(column)
            self._check(row, column, edit, old)
            if edit.is_result and old:
                new = with_result(data[old.start : old.end], *self._result(row, column, edit.value))
            else:
                xf = self._xf(column, edit, xfs, tag[0])
                if xf is None:
                    continue
                new = self._writer.cell(row, column, edit.value, xf)
                if not edit.style_for:
                    xfs[column] = xf
            if old and data[old.start : old.end] != new:
                changes.append((old.start, old.end, column, new))
            elif not old:
                at = next((cell.start for cell in cells if cell.column > column), cells[-1].end if cells else tag.end())
                changes.append((at, at, column, new))
                blanks += edit.value is None  # nothing was there, and nothing is: a look alone
        self._facts.changed_cells += len(changes) - blanks
        return _joined(data, tag[0], sorted(changes)) if changes else data

    def _check(self, row: int, column: int, edit: _Edit, old: Cell | None) -> None:
        """Raises `Refused` where a formula is not ours to write over, or there is none to have a result."""
        in_area = any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas)
        is_calculated = in_area or bool(old and old.has_formula)
        if edit.is_result and not (old and is_calculated):
            raise Refused("not_a_formula", reference(row, column))
        if is_calculated and not edit.is_result and (in_area or not self._edits.is_draft):
            raise Refused("formula_in_the_way", reference(row, column))

    def _xf(self, column: int, edit: _Edit, xfs: Mapping[int, int], row_tag: bytes) -> int | None:
        """The xf of our cell; None where nothing is to be written. `xfs` are those of the cells that are there."""
        is_new_blank = edit.value is None and column not in xfs
        if edit.style_for:
            followed = xfs.get(edit.like or 0, 0)
            return None if is_new_blank and not followed else edit.style_for(followed)
        if is_new_blank and not edit.xf:
            return None
        if edit.xf is not None:
            return edit.xf
        return xfs[column] if column in xfs else self._inherited(column, row_tag)

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


def _joined(data: bytes, tag: bytes, changes: list[tuple[int, int, int, bytes]]) -> bytes:
    """The row with its changes (from, to, column, new); `<row/>` is opened for them, `spans` widened where there is one."""
    added = [column for at, to, column, _ in changes if at == to]
    start, end = (tag, b"") if not tag.endswith(b"/>") else (tag[:-2].rstrip() + b">", _end_tag(tag))
    pieces = [widened(start, min(added), max(added)) if added else start]
    position = len(tag)
    for at, to, _, new in changes:
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
