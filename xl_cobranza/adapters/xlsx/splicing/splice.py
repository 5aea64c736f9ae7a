"""Writing into a sheet: byte for byte the same, but for the cells that are ours.

The byte scan goes block by block; where it is not sure of what it sees, expat goes on from that block.
Both engines write the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from xl_cobranza.adapters.xlsx.cells import LAST_ROW
from xl_cobranza.adapters.xlsx.edits import NeedExpat, SheetEdits, SpliceFacts
from xl_cobranza.adapters.xlsx.reading.sheet_stream import SheetStream
from xl_cobranza.adapters.xlsx.splicing.appended_columns import AppendedColumns
from xl_cobranza.adapters.xlsx.splicing.block_splice import BlockSplicer
from xl_cobranza.adapters.xlsx.splicing.cell_writer import CellWriter
from xl_cobranza.adapters.xlsx.splicing.head_splice import spliced_head
from xl_cobranza.adapters.xlsx.splicing.row_splice import RowSplicer
from xl_cobranza.adapters.xlsx.splicing.splice_expat import splice_rows
from xl_cobranza.adapters.xlsx.splicing.tail_splice import spliced_tail
from xl_cobranza.adapters.xlsx.xml_text import encoded


def splice_sheet(
    open_stream: Callable[[], Iterable[bytes]], edits: SheetEdits, date1904: bool
) -> tuple[Iterable[bytes], SpliceFacts]:
    """The bytes of a sheet part with the edits in it, and what was done: complete once the bytes were taken.

    Memory is one block, whatever the size. Every byte that is not ours stays as it is. Without edits the stream
    is given back untouched. Raises, here or while the bytes are taken, `Refused`: `doctype`,
    `unsupported_encoding`, `damaged_sheet`, `formula_in_the_way`, `not_a_formula`, `unwritable_value`; so
    take them into a temporary file.
    """
    facts = SpliceFacts(edits.relinked)
    if not edits:
        return open_stream(), facts
    sheet = SheetStream(open_stream())
    return encoded(_Splice(sheet, edits, date1904, facts).chunks(), sheet.codec), facts


class _Splice:
    """One pass over one sheet."""

    def __init__(self, sheet: SheetStream, edits: SheetEdits, date1904: bool, facts: SpliceFacts) -> None:
        self._sheet, self._edits, self._facts = sheet, edits, facts
        writer = CellWriter(sheet.prefix, date1904)
        self._splicer = RowSplicer(edits, sheet.columns, writer, sheet.prefix, facts)
        self._block = BlockSplicer(self._splicer, AppendedColumns(edits.columns, writer), sheet.prefix, facts)

    def chunks(self) -> Iterator[bytes]:
        sheet = self._sheet
        yield spliced_head(sheet, self._edits)
        if sheet.is_empty:
            yield from self._into_empty()
            return
        yield sheet.tag
        block = b""
        try:
            for block in sheet.rows():  # it is what expat begins with
                yield self._block.splice(block)
        except NeedExpat:
            self._facts.engine = "expat"
            rest = chain((sheet.head + sheet.tag,), sheet.resumed(block))
            rows = splice_rows(rest, len(sheet.head + sheet.tag), self._splicer, self._block.last_row)
            yield from self._linked(rows)
            return
        self._facts.engine = "bytes"
        yield from self._splicer.new_rows(self._block.last_row + 1, LAST_ROW + 1)
        yield from self._linked(sheet.tail)

    def _into_empty(self) -> Iterator[bytes]:
        """`<sheetData/>` is opened when there is a row to write."""
        self._facts.engine = "bytes"
        tag = self._sheet.tag
        rows = self._splicer.new_rows(1, LAST_ROW + 1)
        first = next(rows, b"")
        yield tag[:-2].rstrip() + b">" if first else tag
        yield first
        yield from rows
        if first:
            yield b"</%ssheetData>" % self._sheet.prefix
        yield from self._linked(self._sheet.tail)

    def _linked(self, rest: Iterable[bytes]) -> Iterable[bytes]:
        """What follows the rows, from anywhere within them on."""
        sheet, links = self._sheet, self._edits.links
        return spliced_tail(sheet.head + sheet.tag, sheet.prefix, rest, links) if links else rest
