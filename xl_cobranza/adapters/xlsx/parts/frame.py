"""What stands around the values of a sheet: merged ranges, protection, and the formats of the rows asked for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.cells import position
from xl_cobranza.adapters.xlsx.edits import NeedExpat
from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.reading.sheet_stream import SheetStream
from xl_cobranza.adapters.xlsx.xml_text import as_utf8, new_parser
from xl_cobranza.errors import Refused


@dataclass(slots=True)
class Frame:
    """The rows and columns are 1-based; `formats` holds row → column → xf."""

    is_protected: bool = False
    merges: list[Area] = field(default_factory=list)
    columns: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, xf
    rows: dict[int, int] = field(default_factory=dict)  # those with a format of their own
    formats: dict[int, dict[int, int]] = field(default_factory=dict)

    def xf(self, row: int, column: int) -> int:
        """The format a cell has: its own, else its row's, else its column's."""
        own = self.formats.get(row, {}).get(column)
        if own is not None:
            return own
        in_column = (xf for first, last, xf in self.columns if first <= column <= last)
        return self.rows[row] if row in self.rows else next(in_column, 0)

    def has_width(self, column: int) -> bool:
        return any(first <= column <= last for first, last, _ in self.columns)


def read_frame(
    stream: Iterable[bytes], rows: Collection[int] | None = None, columns: Collection[int] | None = None
) -> Frame:
    """Read the frame of a sheet, with the formats of these rows and columns (None: of all).

    >>> frame = read_frame([b'<worksheet><sheetData><row r="1"><c r="B1" s="3"/></row></sheetData></worksheet>'])
    >>> frame.xf(1, 2), frame.xf(1, 3)
    (3, 0)
    """
    reader = _Reader(columns)
    parser = new_parser()
    parser.StartElementHandler = reader.start
    try:
        for piece in as_utf8(stream)[1] if rows is None else SheetStream(stream).thinned(rows):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, KeyError, NeedExpat) as error:
        raise Refused("damaged_sheet", found=str(error)) from None
    return reader.frame


class _Reader:
    def __init__(self, wanted: Collection[int] | None) -> None:
        self.frame = Frame()
        self._wanted = wanted
        self._row = self._column = 0
        self._prefix: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if self._prefix is None:
            self._prefix = prefix
        handler = _READERS.get(local) if prefix == self._prefix else None  # `xdr:col` of a control is none
        if handler is not None:
            handler(self, attributes)

    def row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        if attributes.get("customFormat") in ("1", "true"):
            self.frame.rows[self._row] = int(attributes.get("s", 0))

    def cell(self, attributes: Mapping[str, str]) -> None:
        place = position(attributes.get("r", ""))
        self._column = place[1] if place else self._column + 1
        if self._wanted is None or self._column in self._wanted:
            self.frame.formats.setdefault(self._row, {})[self._column] = int(attributes.get("s", 0))

    def column(self, attributes: Mapping[str, str]) -> None:
        self.frame.columns.append((int(attributes["min"]), int(attributes["max"]), int(attributes.get("style", 0))))

    def merge(self, attributes: Mapping[str, str]) -> None:
        self.frame.merges.append(Area.parse(attributes.get("ref", "")))

    def protection(self, attributes: Mapping[str, str]) -> None:
        self.frame.is_protected = attributes.get("sheet") in ("1", "true")


_READERS = {
    "row": _Reader.row,
    "c": _Reader.cell,
    "col": _Reader.column,
    "mergeCell": _Reader.merge,
    "sheetProtection": _Reader.protection,
}
