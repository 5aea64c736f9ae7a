"""What changes behind the rows of a sheet: its hyperlinks."""

from collections.abc import Iterable, Iterator
from typing import Final

from xl_cobranza.adapters.xlsx.cells import area, reference
from xl_cobranza.adapters.xlsx.edits import LinkEdits
from xl_cobranza.adapters.xlsx.parts.xml_offsets import quoted
from xl_cobranza.adapters.xlsx.reading.hyperlinks import relationship_id
from xl_cobranza.adapters.xlsx.splicing.expat_copy import ExpatCopy
from xl_cobranza.adapters.xlsx.xml_text import TAG

# the children of <worksheet> that the schema puts between the rows and the hyperlinks
_BEFORE: Final = frozenset({
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
})  # fmt: skip


def spliced_tail(before: bytes, prefix: bytes, chunks: Iterable[bytes], edits: LinkEdits) -> Iterator[bytes]:
    """The rest of a part with its links edited; `before`, which has been given out, ends with the tag `<sheetData>`.

    Raises `Refused("damaged_sheet")`.
    """
    return _Engine(before, prefix.decode(), edits).run(chunks)


class _Engine(ExpatCopy):
    """Writes our links and leaves out those that go."""

    def __init__(self, before: bytes, prefix: str, edits: LinkEdits) -> None:
        super().__init__(len(before))
        self._prefix, self._edits = prefix, edits
        self._waits = edits.stay + len(edits.remove) > 0  # there is an element to put ours in
        self._placed = not edits.add
        self._path: list[str] = []
        self._tags: list[tuple[int, int]] = []  # where the open elements start; where a `<x/>` ends, else 0
        self._leaving: int | None = None  # how deep the element is that is being left out
        self._parse(before)

    def _copy(self, end: int) -> None:
        if self._leaving is None:
            super()._copy(end)
        else:
            self._done = max(end, self._done)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        self._safe = max(at, self._done)
        self._path.append(name)
        if at < self._done or self._leaving is not None or len(self._path) > 3:
            self._tags.append((at, 0))
            return
        tag = TAG.match(self._buffer, at - self._base)
        assert tag
        self._tags.append((at, tag.end() + self._base if tag[0].endswith(b"/>") else 0))
        own = name.removeprefix(self._prefix)
        if len(self._path) == 2 and own == "hyperlinks":
            if not self._edits.stay and not self._edits.add:
                self._leave(at)
        elif len(self._path) == 2 and not self._waits and own not in _BEFORE:
            self._place(at, "hyperlinks")
        elif self._path[1:] == [f"{self._prefix}hyperlinks", f"{self._prefix}hyperlink"]:
            cells = area(attributes.get("ref", "")) or (0, 0, 0, 0)
            if cells[:2] == cells[2:] and self._edits.remove.get(cells[:2]) == relationship_id(attributes):
                self._leave(at)

    def _end(self, name: str) -> None:
        at = self._parser.CurrentByteIndex
        (start, closed), depth = self._tags.pop(), len(self._path)
        self._path.pop()
        if self._leaving == depth:
            self._skip(closed or self._tag_end(at))
        elif depth == 2 and name == f"{self._prefix}hyperlinks" and not self._placed:
            if closed:  # `<hyperlinks/>`: not valid, and met
                self._copy(start)
                self._skip(closed)
            self._place(closed or at, "hyperlinks" if closed else "")
        elif depth == 1:
            self._place(at, "hyperlinks")
        self._safe = max(at, self._done)

    def _leave(self, at: int) -> None:
        """From here on nothing is given out, until the element that was just met ends."""
        self._copy(at)
        self._leaving = len(self._path)

    def _skip(self, end: int) -> None:
        """Leave out what has not been given out up to here."""
        self._done, self._leaving = end, None

    def _place(self, at: int, around: str = "") -> None:
        """Write our links here, once."""
        if self._placed:
            return
        self._copy(at)
        p = self._prefix
        if around:
            self._out.append(f"<{p}{around}>".encode())
        for place, rel_id in sorted(self._edits.add.items()):
            # the prefix is bound on the element itself: a prefixed or strict sheet may not know `r`
            bound = b"xmlns:r=%s r:id=%s" % (quoted(self._edits.namespace), quoted(rel_id))
            self._out.append(b'<%shyperlink ref="%s" %s/>' % (p.encode(), reference(*place).encode(), bound))
        if around:
            self._out.append(f"</{p}{around}>".encode())
        self._placed = True
