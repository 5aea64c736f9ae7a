"""The styles part, append-only: what is there keeps its bytes and its number, ours come behind."""

from collections.abc import Sequence
from typing import Final

from xl_cobranza.adapters.xlsx.parts.xml_offsets import Element, XmlPart, quoted, tag
from xl_cobranza.adapters.xlsx.reading.number_formats import Shown, built_in, cell_formats, shown, shown_as
from xl_cobranza.book.port import Look

_MINIMAL: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns=%s>'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    b'</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b"</styleSheet>"
)
_STANDARD: Final = {
    "text": 0,  # General
    "date": 14,  # the short date of whoever opens the file
    "money": 4,  # #,##0.00
    "integer": 1,  # 0
}
_BUILT_IN_RATES: Final = frozenset([9, 10, 11, 12, 13, 48])  # percentages, fractions, powers of ten
# what the schema wants behind <b>, in this order; some programs write another, which is not worth copying
_FONT_ORDER: Final = ("i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
                      "family", "charset", "scheme")  # fmt: skip
_COLLECTIONS: Final = (  # the children of <styleSheet>, in the order of the schema
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
FIRST_FREE_FORMAT: Final = 164  # below are the built-in ones
_NEVER_INHERITED: Final = ("quotePrefix", "pivotButton", "numFmtId", "applyNumberFormat")


def minimal(uri: str) -> bytes:
    """A styles part with one plain format, for a workbook without any."""
    return _MINIMAL % quoted(uri)


class Styles:
    """The cell formats (`cellXfs`) by number, and new ones derived from them.

    >>> styles = Styles(minimal(""))
    >>> styles.derive(0, "date"), styles.derive(0, "date"), styles.derive(0, "money"), styles.derive(0, "text")
    (1, 1, 2, 0)
    >>> styles.is_date(1)
    True
    """

    def __init__(self, data: bytes, name: str = "") -> None:
        self._part = XmlPart(data, name)
        root = self._part.root
        self._formats = root.child("cellXfs")
        self._xfs = list(self._formats.all("xf")) if self._formats is not None else []
        codes = root.child("numFmts")
        self._codes = {c.number("numFmtId"): c.get("formatCode") for c in (codes.all("numFmt") if codes else ())}
        self._shown: list[Shown] = cell_formats(data)
        self._number_formats = [xf.number("numFmtId") for xf in self._xfs]
        self._derived: dict[tuple[int, Look], int] = {}
        self._known: dict[str, list[bytes]] = {}
        self._homes: dict[Element, XmlPart] = {}  # of the formats that were added, where their source is

    def is_date(self, xf: int) -> bool:
        """Whether the format shows a number as a day."""
        return shown(self._shown, xf) == "date"

    def is_amount(self, xf: int) -> bool:
        """Whether a person chose the format for figures; General and percentages are none."""
        number_format = self._number_formats[xf] if 0 <= xf < len(self._number_formats) else 0
        code = self._codes.get(number_format, "%" if number_format in _BUILT_IN_RATES else "0")
        return number_format != 0 and shown(self._shown, xf) == "number" and "%" not in code and "E" not in code

    def is_locked(self, xf: int) -> bool:
        """Whether the protection of the sheet covers a cell of that format."""
        protection = self._xfs[xf].child("protection") if 0 <= xf < len(self._xfs) else None
        return protection is None or protection.flag("locked", default=True)

    def derive(self, xf: int, look: Look) -> int:
        """The number of a format that looks like `xf` and suits a kind of value; appended when there is none."""
        key = (xf if 0 <= xf < len(self._xfs) else 0, look)
        if key not in self._derived:
            self._derived[key] = key[0] if self._suits(key[0], look) else self._append(*key)
        return self._derived[key]

    @property
    def shown(self) -> Sequence[Shown]:
        """What each format makes of a number."""
        return self._shown

    def element(self, collection: str, index: int) -> Element | None:
        """One font, fill, border, format… as the part has it."""
        found = self._part.root.child(collection)
        return found.children[index] if found is not None and 0 <= index < len(found.children) else None

    def append(self, collection: str, xml: bytes) -> int:
        """The place of an element in a collection; put behind the others, in one made for it, when it is not there."""
        found = self._part.root.child(collection)
        if found is None:
            return self._part.make(self._part.root, collection, xml, _COLLECTIONS[_COLLECTIONS.index(collection) + 1 :])
        return self._appended(found, xml)

    def append_format(self, xml: bytes, number_format: int) -> int:
        """A cell format that names its parts by their numbers here."""
        if self._formats is None:
            return 0
        number = self._appended(self._formats, xml)
        code = self._codes.get(number_format)
        self._learn(number, xml, number_format, shown_as(code) if code else built_in(number_format))
        return number

    def code(self, number_format: int) -> str:
        """The code of a number format that is no built-in one, else ""."""
        return self._codes.get(number_format, "")

    def number_format(self, code: str) -> int:
        """The id of a format code; appended when there is none."""
        for known, theirs in self._codes.items():
            if theirs == code:
                return known
        number = max([FIRST_FREE_FORMAT - 1, *self._codes]) + 1
        name = tag(self._part.root, "numFmt")
        self.append("numFmts", b'<%s numFmtId="%d" formatCode=%s/>' % (name, number, quoted(code)))
        self._codes[number] = code
        return number

    @property
    def root(self) -> Element:
        """What all elements of the part are within, and whose prefix they have."""
        return self._part.root

    def edited(self) -> bytes:
        return self._part.edited()

    def _suits(self, xf: int, look: Look) -> bool:
        if look == "date":
            return self.is_date(xf)
        if look == "money":
            return self.is_amount(xf)
        number_format = self._number_formats[xf] if xf < len(self._number_formats) else 0
        return number_format == _STANDARD[look] and not self._pushed_right(xf, look)

    def _pushed_right(self, xf: int, look: Look) -> bool:
        alignment = self._xfs[xf].child("alignment") if xf < len(self._xfs) else None
        return look == "text" and alignment is not None and alignment.get("horizontal") == "right"

    def heading(self) -> int:
        """The format of a heading of ours: bold, over as many lines as it needs."""
        fonts = self._part.root.child("fonts")
        if self._formats is None or not self._xfs or fonts is None or not fonts.children:
            return 0
        plain = fonts.children[min(self._xfs[0].number("fontId"), len(fonts.children) - 1)]
        others = sorted((c for c in plain.children if c.name in _FONT_ORDER), key=lambda c: _FONT_ORDER.index(c.name))
        inside = b"<%s/>" % tag(plain, "b") + b"".join(self._part.source(child) for child in others)
        font = self._appended(fonts, b"<%s>%s</%s>" % (tag(plain, "font"), inside, tag(plain, "font")))
        xf, alignment = tag(self._formats, "xf"), tag(self._formats, "alignment")
        formatted = b'numFmtId="0" fontId="%d" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"' % font
        aligned = b'<%s vertical="center" wrapText="1"/>' % alignment
        return self._appended(self._formats, b"<%s %s>%s</%s>" % (xf, formatted, aligned, xf))

    def _append(self, xf: int, look: Look) -> int:
        if self._formats is None:
            return 0
        xml = self._clone(self._xfs[xf] if self._xfs else None, _STANDARD[look])
        number = self._appended(self._formats, xml)
        self._learn(number, xml, _STANDARD[look], "date" if look == "date" else "number")
        return number

    def _learn(self, number: int, xml: bytes, number_format: int, shown: Shown) -> None:
        """Know a format that was added as well as the others: more may be derived from it."""
        if number < len(self._xfs):
            return
        uri, prefix = quoted(self._part.root.uri), self._part.root.prefix.encode()
        bound = b" xmlns:%s=%s" % (prefix, uri) if prefix else b""
        home = XmlPart(b"<formats xmlns=%s%s>%s</formats>" % (uri, bound, xml))
        self._homes[home.root.children[0]] = home
        self._xfs.append(home.root.children[0])
        self._number_formats.append(number_format)
        self._shown.append(shown)

    def _appended(self, collection: Element, xml: bytes) -> int:
        """The place of an element in a collection; put behind the others when it is not there."""
        known = self._known.setdefault(collection.name, [self._part.source(child) for child in collection.children])
        if xml not in known:
            known.append(xml)
            self._part.append(collection, xml)
            if "count" in collection.attributes:
                self._part.set(collection, "count", str(len(known)))
        return known.index(xml)

    def _clone(self, xf: Element | None, number_format: int) -> bytes:
        assert self._formats is not None
        kept = {k: v for k, v in (xf.attributes if xf else {}).items() if k not in _NEVER_INHERITED and "{" not in k}
        values = {"numFmtId": str(number_format)} | kept | {"applyNumberFormat": "1"}
        attributes = b"".join(b" %s=%s" % (key.encode(), quoted(value)) for key, value in values.items())
        home = self._homes.get(xf, self._part) if xf else self._part
        children = b"".join(self._natural(child, home) for child in (xf.children if xf else ()))
        name = tag(self._formats, "xf")
        return b"<%s%s>%s</%s>" % (name, attributes, children, name) if children else b"<%s%s/>" % (name, attributes)

    def _natural(self, child: Element, home: XmlPart) -> bytes:
        """A child of a cloned format; an alignment to one side, meant for another kind of value, falls away."""
        if child.name != "alignment" or child.get("horizontal") not in ("left", "right"):
            return home.source(child)
        kept = {k: v for k, v in child.attributes.items() if k not in ("horizontal", "indent") and "{" not in k}
        attributes = b"".join(b" %s=%s" % (key.encode(), quoted(value)) for key, value in kept.items())
        return b"<%s%s/>" % (tag(child, child.name), attributes) if kept else b""
