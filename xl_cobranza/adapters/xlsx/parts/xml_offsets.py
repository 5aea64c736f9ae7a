"""A small XML part read with the byte offsets of its elements, so that it can be edited in place.

Nothing is serialised again: an edit replaces exactly the bytes it names; comments, prefixes, quotes
and white space around it stay as they were. Any prefix and any encoding Python knows; a DOCTYPE is
refused. Made for workbook.xml, styles, tables, relationships: parts that fit in memory.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.xml_text import TAG, as_utf8, encoded
from xl_cobranza.errors import Refused

_ATTRIBUTE = re.compile(rb"""([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_NAME = re.compile(rb"<([^\s/>]+)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True, eq=False)
class Element:
    """One element: `start`..`open_end` is its start tag, `close_start`..`end` its end tag (empty for `<a/>`)."""

    uri: str
    name: str
    prefix: str
    attributes: Mapping[str, str]  # local names; one in a namespace as `{uri}local`
    start: int
    open_end: int
    close_start: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    @property
    def is_empty_tag(self) -> bool:
        return self.close_start == self.end

    def child(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def all(self, name: str) -> "Iterator[Element]":
        """The children of that local name in this element's own namespace."""
        return (child for child in self.children if child.name == name and child.uri == self.uri)

    def walk(self) -> "Iterator[tuple[Element, Element]]":
        """Every element below this one with its parent, in the order written."""
        for child in self.children:
            yield child, self
            yield from child.walk()

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def flag(self, name: str, default: bool = False) -> bool:
        """An `xsd:boolean` attribute."""
        value = self.attributes.get(name)
        return default if value is None else value.strip() in ("1", "true")

    def number(self, name: str, default: int = 0) -> int:
        value = self.attributes.get(name, "").strip()
        return int(value) if value.lstrip("-").isdigit() else default


class XmlPart:
    """The elements of a part and the edits collected for it.

    >>> part = XmlPart(b'<a><!-- kept --><b x="1"/></a>')
    >>> part.set(part.root.children[0], "x", "2"); part.append(part.root, b"<c/>")
    >>> part.edited()
    b'<a><!-- kept --><b x="2"/><c/></a>'
    """

    def __init__(self, data: bytes, name: str = "") -> None:
        self._original = data
        self._codec, pieces = as_utf8((data,))
        self._utf8 = b"".join(pieces)
        self._edits: list[tuple[int, int, bytes]] = []
        self._appended: dict[Element, list[bytes]] = {}
        self._made: dict[tuple[Element, str], tuple[int, list[bytes]]] = {}
        self._set: dict[tuple[Element, str], str | None] = {}
        self.root = _parse(self._utf8, name)

    def set(self, element: Element, attribute: str, value: str) -> None:
        """Give an attribute (unprefixed) a value; added behind the others when it was not there."""
        if element.attributes.get(attribute) != value:
            self._set[element, attribute] = value

    def unset(self, element: Element, attribute: str) -> None:
        """Take an attribute (unprefixed) away."""
        if attribute in element.attributes:
            self._set[element, attribute] = None

    def set_text(self, element: Element, text: str) -> None:
        """Give an element that has a text another one."""
        if element.text != text:
            self._edits.append((element.open_end, element.close_start, escaped(text)))

    def replace(self, element: Element, xml: bytes) -> None:
        self._edits.append((element.start, element.end, xml))

    def make(self, parent: Element, name: str, xml: bytes, before: Collection[str]) -> int:
        """Put XML in a child that the parent lacks, made before the first of these others; its place there."""
        follower = next((child.start for child in parent.children if child.name in before), parent.close_start)
        _, pieces = self._made.setdefault((parent, name), (follower, []))
        if xml not in pieces:
            pieces.append(xml)
        return pieces.index(xml)

    def append(self, parent: Element, xml: bytes) -> None:
        """Put XML behind the last child."""
        self._appended.setdefault(parent, []).append(xml)

    def insert(self, offset: int, xml: bytes) -> None:
        """Put XML at a byte offset (an element's `start` or `end`)."""
        self._edits.append((offset, offset, xml))

    def remove(self, element: Element) -> None:
        self._edits.append((element.start, element.end, b""))

    def source(self, element: Element) -> bytes:
        """The element as written, in UTF-8."""
        return self._utf8[element.start : element.end]

    def edited(self) -> bytes:
        """The part with its edits, in the encoding it came in; the very same bytes when there are none."""
        edits = list(self._edits)
        edits += [self._appending(parent, parts) for parent, parts in self._appended.items()]
        edits += [self._setting(*key, value) for key, value in self._set.items()]
        edits += [self._making(*key, *made) for key, made in self._made.items()]
        if not edits:
            return self._original
        out, position = [], 0
        for start, end, xml in sorted(edits, key=lambda edit: edit[:2]):  # stable: equal offsets keep their order
            if start >= position:  # else it is in an element that was removed
                out += [self._utf8[position:start], xml]
                position = end
        return b"".join(encoded((*out, self._utf8[position:]), self._codec))

    def _making(self, parent: Element, name: str, offset: int, pieces: list[bytes]) -> tuple[int, int, bytes]:
        made = tag(parent, name)
        return offset, offset, b'<%s count="%d">%s</%s>' % (made, len(pieces), b"".join(pieces), made)

    def _setting(self, element: Element, attribute: str, value: str | None) -> tuple[int, int, bytes]:
        start_tag = self._utf8[element.start : element.open_end]
        behind = len(_TAG_NAME.match(start_tag)[0])  # type: ignore[index]  # a start tag has a name
        for found in _ATTRIBUTE.finditer(start_tag):
            before, behind = behind, found.end()
            if found[1] == attribute.encode() and value is None:
                return element.start + before, element.start + behind, b""
            if found[1] == attribute.encode() and value is not None:
                return element.start + found.start(2), element.start + behind, quoted(value)
        behind += element.start
        return behind, behind, b" %s=%s" % (attribute.encode(), quoted(value or ""))

    def _appending(self, parent: Element, parts: list[bytes]) -> tuple[int, int, bytes]:
        body = b"".join(parts)
        if not parent.is_empty_tag:
            return parent.close_start, parent.close_start, body
        slash = self._utf8.rindex(b"/", parent.start, parent.open_end)
        return slash, parent.open_end, b">%s</%s>" % (body, tag(parent, parent.name))


def tag(like: Element, name: str) -> bytes:
    """A tag name with the prefix of another element of its namespace."""
    return f"{like.prefix}:{name}".encode() if like.prefix else name.encode()


def escaped(text: str) -> bytes:
    """Text as element content; characters XML cannot hold are dropped."""
    clean = _NOT_IN_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def quoted(value: str) -> bytes:
    r"""An attribute value in double quotes; line ends and tabs survive reading.

    >>> quoted('a "b" & c\n')
    b'"a &quot;b&quot; &amp; c&#10;"'
    """
    text = escaped(value).replace(b'"', b"&quot;")
    return b'"%s"' % text.replace(b"\n", b"&#10;").replace(b"\r", b"&#13;").replace(b"\t", b"&#9;")


def _parse(utf8: bytes, name: str) -> Element:
    parser = expat.ParserCreate("utf-8", " ")  # the bytes are UTF-8 now, whatever the declaration says
    parser.namespace_prefixes = True
    parser.buffer_text = True
    open_elements: list[Element] = []
    roots: list[Element] = []

    def start(qualified: str, attributes: dict[str, str]) -> None:
        offset = parser.CurrentByteIndex
        uri, local, prefix = _split(qualified)
        named = {_attribute_name(key): value for key, value in attributes.items()}
        open_end = TAG.match(utf8, offset).end()  # type: ignore[union-attr]  # expat found a tag here
        element = Element(uri, local, prefix, named, offset, open_end)
        (open_elements[-1].children if open_elements else roots).append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        element = open_elements.pop()
        offset = parser.CurrentByteIndex
        empty = utf8[element.open_end - 2 : element.open_end] == b"/>"
        element.close_start = element.open_end if empty else offset
        element.end = element.open_end if empty else utf8.index(b">", offset) + 1

    def text(data: str) -> None:
        open_elements[-1].text += data

    def doctype(*_: object) -> None:
        raise Refused("doctype", name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError as error:
        raise Refused("damaged_part", name, str(error)) from error
    return roots[0]


def _split(qualified: str) -> tuple[str, str, str]:
    parts = qualified.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _attribute_name(qualified: str) -> str:
    uri, local, _ = _split(qualified)
    return f"{{{uri}}}{local}" if uri else local
