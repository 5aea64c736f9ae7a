"""The slow engine: positions from expat, right for any XML; the splice itself is the same."""

from collections.abc import Iterable, Iterator

from xl_cobranza.adapters.xlsx.cells import LAST_ROW
from xl_cobranza.adapters.xlsx.reading.scan_expat import Place, style_index
from xl_cobranza.adapters.xlsx.splicing.expat_copy import ExpatCopy
from xl_cobranza.adapters.xlsx.splicing.row_splice import Cell, RowSplicer
from xl_cobranza.adapters.xlsx.xml_text import TAG


def splice_rows(chunks: Iterable[bytes], skip: int, splicer: RowSplicer, last_row: int) -> Iterator[bytes]:
    """A part from its start, of which the first `skip` bytes are only to be parsed; its rows lie below `last_row`.

    Raises `Refused`: `damaged_sheet` and those of `RowSplicer.splice`.
    """
    return _Engine(splicer, skip, last_row).run(chunks)


class _Engine(ExpatCopy):
    """Puts our cells into the rows that are touched; such a row is given out once it is whole."""

    def __init__(self, splicer: RowSplicer, skip: int, last_row: int) -> None:
        super().__init__(skip)
        self._splicer = splicer
        self._place = Place(last_row)
        self._path: list[str] = []
        self._tags: list[tuple[int, int, bool]] = []  # start, end, is `<x/>`: of the open elements
        self._cells: list[Cell] | None = None  # of the open row, when we write in it
        self._xf, self._has_formula = 0, False

    def _settled(self) -> int:
        return self._tags[2][0] if self._cells is not None else self._safe

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._safe = self._parser.CurrentByteIndex
        tag = TAG.match(self._buffer, at - self._base)
        assert tag
        self._path.append(name.rpartition(":")[2])
        self._tags.append((at, at + len(tag[0]), tag[0].endswith(b"/>")))
        path = self._path
        if path[1:2] != ["sheetData"]:
            return
        if path[2:] == ["row"]:
            self._open_row(at, attributes)
        elif path[2:] == ["row", "c"] and self._cells is not None:
            self._place.enter_cell(attributes.get("r"))
            self._xf, self._has_formula = style_index(attributes), False
        elif path[2:] == ["row", "c", "f"]:
            self._has_formula = True
            self._splicer.meet_formula(attributes)

    def _open_row(self, at: int, attributes: dict[str, str]) -> None:
        before = self._place.row
        self._place.enter_row(attributes.get("r"))
        row = self._place.row
        if new := list(self._splicer.new_rows(before + 1, row)):
            self._copy(at)
            self._out += new
        self._cells = [] if self._splicer.touches(row) else None

    def _end(self, _: str) -> None:
        at = self._safe = self._parser.CurrentByteIndex
        start, tag_end, is_closed = self._tags[-1]
        path = self._path
        if path[1:] == ["sheetData"]:
            self._copy(at)
            self._out += self._splicer.new_rows(self._place.row + 1, LAST_ROW + 1)
        elif self._cells is not None and path[1:] in (["sheetData", "row"], ["sheetData", "row", "c"]):
            end = tag_end if is_closed else self._tag_end(at)
            if path[-1] == "c":
                row_start = self._tags[2][0]
                cell = Cell(self._place.column, start - row_start, end - row_start, self._xf, self._has_formula)
                self._cells.append(cell)
            else:
                self._copy(start)
                self._out.append(self._splicer.splice(self._place.row, self._bytes(start, end), self._cells))
                self._done, self._cells = end, None
        self._path.pop()
        self._tags.pop()
