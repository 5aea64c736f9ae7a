"""The slow engine: positions from expat, right for any XML; the splice itself is the same."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.cells import LAST_ROW
from xl_cobranza.adapters.xlsx.reading.scan_expat import Place, style_index
from xl_cobranza.adapters.xlsx.splicing.row_splice import Cell, RowSplicer
from xl_cobranza.adapters.xlsx.xml_text import TAG, new_parser
from xl_cobranza.errors import Refused


def splice_rows(chunks: Iterable[bytes], skip: int, splicer: RowSplicer, last_row: int) -> Iterator[bytes]:
    """A part from its start, of which the first `skip` bytes are only to be parsed; its rows lie below `last_row`.

    Raises `Refused`: `damaged_sheet` and those of `RowSplicer.splice`.
    """
    engine = _Engine(splicer, skip, last_row)
    try:
        for chunk in chunks:
            yield engine.feed(chunk)
        yield engine.finish()
    except (expat.ExpatError, ValueError) as error:
        raise Refused("damaged_sheet", found=str(error)) from None


class _Engine:
    """The handlers of expat. Positions are those of the part; `_buffer` starts at `_base`."""

    def __init__(self, splicer: RowSplicer, skip: int, last_row: int) -> None:
        self._splicer = splicer
        self._place = Place(last_row)
        self._parser = new_parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._path: list[str] = []
        self._tags: list[tuple[int, int, bool]] = []  # start, end, is `<x/>`: of the open elements
        self._buffer, self._base = b"", 0
        self._done = skip  # up to here it was given out
        self._safe = 0  # up to here nothing more will change, but for the row that is open
        self._out: list[bytes] = []
        self._cells: list[Cell] | None = None  # of the open row, when we write in it
        self._xf, self._has_formula = 0, False

    def feed(self, chunk: bytes) -> bytes:
        """What can be given out once this chunk was parsed."""
        self._buffer += chunk
        self._parser.Parse(chunk, False)
        self._copy(self._tags[2][0] if self._cells is not None else self._safe)
        self._buffer = self._buffer[self._done - self._base :] if self._done > self._base else self._buffer
        self._base = max(self._base, self._done)
        given, self._out = b"".join(self._out), []
        return given

    def finish(self) -> bytes:
        """The end of the part."""
        self._parser.Parse(b"", True)
        self._copy(self._base + len(self._buffer))
        return b"".join(self._out)

    def _bytes(self, start: int, end: int) -> bytes:
        return self._buffer[start - self._base : end - self._base]

    def _copy(self, end: int) -> None:
        if end > self._done:
            self._out.append(self._bytes(self._done, end))
            self._done = end

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
            end = tag_end if is_closed else at + self._buffer.index(b">", at - self._base) - (at - self._base) + 1
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
