"""The stored result of a formula: `<v>` and `t` change, the formula and all else keep their bytes."""

from xl_cobranza.adapters.xlsx.xml_text import ATTRIBUTE, TAG, new_parser


class _Anatomy:
    """Where the parts of a cell are, by expat: it may hold comments, CDATA, any prefix."""

    def __init__(self, cell: bytes) -> None:
        self._cell = cell
        self._parser = new_parser()
        self._starts: list[int] = []
        self.formula_end: int | None = None
        self.value: tuple[int, int] | None = None
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.Parse(cell, True)

    def _start(self, *_: object) -> None:
        self._starts.append(self._parser.CurrentByteIndex)

    def _end(self, name: str) -> None:
        start, depth = self._starts.pop(), len(self._starts)
        tag = TAG.match(self._cell, start)
        assert tag
        # behind the end tag; that of `<v/>` is the tag itself
        end = tag.end() if tag[0].endswith(b"/>") else self._cell.index(b">", self._parser.CurrentByteIndex) + 1
        local = name.rpartition(":")[2]
        if depth == 1 and local == "f":
            self.formula_end = end
        elif depth == 1 and local in ("v", "is"):
            self.value = start, end


def with_result(cell: bytes, kind: str, text: str) -> bytes:
    """The bytes of a formula cell with another result: its type `t` ("" for a number) and the text of `<v>`.

    >>> with_result(b'<c r="A1" t="str" s="2"><f>B1</f><v>x</v></c>', "", "3")
    b'<c r="A1" s="2"><f>B1</f><v>3</v></c>'
    """
    tag = TAG.match(cell)
    assert tag
    name = tag[0][1:].split(None, 1)[0].rstrip(b"/>")
    prefix = name[: name.rfind(b":") + 1]
    value = b"<%sv>%s</%sv>" % (prefix, text.encode(), prefix)
    if tag[0].endswith(b"/>"):
        return _retyped(tag[0][:-2].rstrip() + b">", kind) + value + b"</%s>" % name
    anatomy = _Anatomy(cell)
    at = anatomy.formula_end or tag.end()
    start, end = anatomy.value or (at, at)
    return _retyped(tag[0], kind) + cell[tag.end() : start] + value + cell[end:]


def _retyped(tag: bytes, kind: str) -> bytes:
    """The start tag with this `t`, and without `vm`: that belonged to the old result."""
    kept = []
    position = 0
    for attribute in ATTRIBUTE.finditer(tag):
        if attribute[1] == b"vm" or (attribute[1] == b"t" and attribute[2][1:-1] != kind.encode()):
            kept.append(tag[position : attribute.start()])
            position = attribute.end()
        elif attribute[1] == b"t":
            kind = ""
    kept.append(tag[position:])
    retyped = b"".join(kept)
    return retyped[:-1] + b' t="%s">' % kind.encode() if kind else retyped
