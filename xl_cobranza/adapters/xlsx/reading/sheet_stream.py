"""A sheet part as a stream: what stands before the rows, the rows in blocks, what stands behind them.

The head is always read by expat. Rows are cut at their end tags by searching bytes, which a comment or
a CDATA section can mislead: whoever takes a block that `is_odd` must go on with expat over `resumed(block)`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.edits import NeedExpat
from xl_cobranza.adapters.xlsx.xml_text import TAG, as_utf8, blocks, cut_behind, is_odd, new_parser
from xl_cobranza.errors import Refused

_ROW: Final = rb"<%srow(?=\s)[^>]*?\sr\s*=\s*[\"'](\d+)[\"'][^>]*>"


class Column(NamedTuple):
    """One `<col>`: the columns it covers, their xf, and where it starts in the head."""

    first: int
    last: int
    xf: int
    start: int


class _Found(Exception):
    """The parser has reached `<sheetData`."""


class _Head:
    """The handlers of expat for what stands before the rows."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.name = ""  # of `sheetData`, with its prefix
        self.end_at = 0
        self.columns: list[Column] = []
        self.dimension: int | None = None
        self.cols_end: int | None = None
        self._parser, self._depth = parser, 0
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local, at = name.rpartition(":")[2], self._parser.CurrentByteIndex
        if self._depth == 2 and local == "sheetData":
            self.name, self.end_at = name, at
            raise _Found
        if self._depth == 2 and local == "dimension":
            self.dimension = at
        elif self._depth == 3 and local == "col":
            first, last, xf = (int(attributes.get(key, "0")) for key in ("min", "max", "style"))
            self.columns.append(Column(first, last, xf, at))

    def _end(self, name: str) -> None:
        if self._depth == 2 and name.rpartition(":")[2] == "cols":
            self.cols_end = self._parser.CurrentByteIndex
        self._depth -= 1


class SheetStream:
    """One sheet part, being read from its start to its end, once."""

    def __init__(self, chunks: bytes | Iterable[bytes]) -> None:
        """Reads the head. Raises `Refused`: `doctype`, `unsupported_encoding`, `damaged_sheet`."""
        self.codec, self._rest = as_utf8(blocks(chunks))
        self.columns: list[Column]
        self.dimension: int | None  # where its tag starts
        self.cols_end: int | None  # where the tag `</cols>` starts
        self.prefix: bytes
        self.head: bytes  # up to and without the tag `<sheetData>`
        self._after: bytes
        self._read_head()
        tag = TAG.match(self._after)
        if not tag:
            raise Refused("damaged_sheet", found="sheetData")
        self.tag = tag[0]
        self._after = self._after[tag.end() :]
        self._behind: Iterator[bytes] | None = None
        # from `</sheetData>` on, once `rows` is exhausted; behind `<sheetData/>` at once
        self.tail: Iterator[bytes] = chain((self._after,), self._rest) if self.is_empty else iter(())

    @property
    def is_empty(self) -> bool:
        """Whether the tag is `<sheetData/>`."""
        return self.tag.endswith(b"/>")

    def _read_head(self) -> None:
        parser = new_parser()
        head = _Head(parser)
        read: list[bytes] = []
        try:
            for chunk in self._rest:
                read.append(chunk)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
            raise Refused("damaged_sheet", found="sheetData")
        except _Found:
            pass
        except (expat.ExpatError, ValueError) as error:
            raise Refused("damaged_sheet", found=str(error)) from None
        whole = b"".join(read)
        self.prefix = head.name[: -len("sheetData")].encode()
        self.columns, self.dimension, self.cols_end = head.columns, head.dimension, head.cols_end
        self.head, self._after = whole[: head.end_at], whole[head.end_at :]
        while b">" not in self._after and (chunk := next(self._rest, b"")):  # the tag goes on in the next chunk
            self._after += chunk

    def rows(self) -> Iterator[bytes]:
        """Blocks of whole rows; the last holds what follows the last end tag of a row.

        Raises `NeedExpat` where the part ends before its sheet data does.
        """
        if self.is_empty:
            return
        pieces = cut_behind(b"</%srow>" % self.prefix, self._before_end())
        self.tail = self._following(pieces)
        while (block := next(pieces, None)) is not None:  # `yield from` would close them with whoever stops early
            yield block
        if self._behind is None:
            raise NeedExpat("the part ends early")
        self.tail = self._behind

    def _before_end(self) -> Iterator[bytes]:
        """The bytes up to the end tag of the sheet data; what follows is not held, however long it is."""
        end = b"</%ssheetData" % self.prefix
        chunks, seam = chain((self._after,), self._rest), b""
        for chunk in chunks:
            held = seam + chunk
            at = held.find(end)
            if at >= 0:
                self._behind = chain((held[at:],), chunks)
                yield held[:at]
                return
            seam = held[1 - len(end) :]
            yield held[: len(held) - len(seam)]
        yield seam

    def _following(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        yield from pieces
        yield from self._behind or ()

    def thinned(self, rows: Collection[int]) -> Iterator[bytes]:
        """The part without the rows that nobody asked for; whole where the scan is not sure of it."""
        start_tag, wanted = re.compile(_ROW % self.prefix), {b"%d" % row for row in rows}
        close, unnumbered = b"</%srow>" % self.prefix, b"<%srow>" % self.prefix
        last = max(rows, default=0)
        yield self.head
        yield self.tag
        for block in self.rows():
            if is_odd(block) or (wanted and unnumbered in block):
                yield from self.resumed(block)
                return
            for row in start_tag.finditer(block) if wanted else ():
                if int(row[1]) > last:  # rows ascend in a sheet that could be read
                    wanted.clear()
                    break
                if row[1] in wanted:
                    end = row.end() if row[0].endswith(b"/>") else block.index(close, row.end()) + len(close)
                    yield block[row.start() : end]
        yield from self.tail

    def resumed(self, block: bytes) -> Iterator[bytes]:
        """The rest of the part from `block` on, the last one that `rows` gave."""
        return chain((block,), self.tail)
