"""Formats of the template in the styles of the user's workbook: put behind theirs, each once."""

from functools import cache
from typing import Final

from xl_cobranza.adapters.xlsx.parts.styles import FIRST_FREE_FORMAT, Styles
from xl_cobranza.adapters.xlsx.parts.xml_offsets import Element, escaped, quoted, tag

_APPLIED: Final = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment", "applyProtection")
_PARTS: Final = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


class StyleMap:
    """The number that a format of the template has, or gets, in the user's workbook.

    What the template leaves at its standard takes that of the user's workbook.
    """

    def __init__(self, theirs: Styles, template: Styles) -> None:
        self._theirs, self._template = theirs, template
        self.cell_format = cache(self._cell_format)
        self.differential = cache(self._differential)

    def _cell_format(self, index: int) -> int:
        xf = self._template.element("cellXfs", index)
        if index == 0 or xf is None:
            return 0
        number_format = self._number_format(xf.number("numFmtId"))
        values = {"numFmtId": number_format} | {key: self._part(name, xf.number(key)) for key, name in _PARTS}
        kept = {key: xf.get(key) for key in ("quotePrefix", "pivotButton") if xf.flag(key)}
        written = (
            {key: str(value) for key, value in values.items()} | {"xfId": "0"} | kept | dict.fromkeys(_APPLIED, "1")
        )
        attributes = b"".join(b" %s=%s" % (key.encode(), quoted(value)) for key, value in written.items())
        name = tag(self._theirs.root, "xf")
        inside = b"".join(self._rendered(child) for child in xf.children if child.name != "extLst")
        return self._theirs.append_format(b"<%s%s>%s</%s>" % (name, attributes, inside, name), number_format)

    def _differential(self, index: int) -> int:
        """One of `dxfs`, which colour by condition."""
        found = self._template.element("dxfs", index)
        return self._theirs.append("dxfs", self._rendered(found)) if found is not None else 0

    def _number_format(self, number: int) -> int:
        code = self._template.code(number)
        return self._theirs.number_format(code) if number >= FIRST_FREE_FORMAT and code else number

    def _part(self, collection: str, index: int) -> int:
        found = self._template.element(collection, index)
        if index == 0 or found is None:
            standard = self._theirs.element("cellXfs", 0)
            key = next(key for key, name in _PARTS if name == collection)
            return standard.number(key) if standard is not None else 0
        return self._theirs.append(collection, self._rendered(found))

    def _rendered(self, element: Element) -> bytes:
        """The element as the user's styles part would write it: with its prefix, without extensions."""
        name = tag(self._theirs.root, element.name)
        own = {key: value for key, value in element.attributes.items() if "{" not in key}
        attributes = b"".join(b" %s=%s" % (key.encode(), quoted(value)) for key, value in own.items())
        children = [child for child in element.children if child.uri == element.uri and child.name != "extLst"]
        inside = b"".join(map(self._rendered, children)) or escaped(element.text.strip())
        return b"<%s%s>%s</%s>" % (name, attributes, inside, name) if inside else b"<%s%s/>" % (name, attributes)
