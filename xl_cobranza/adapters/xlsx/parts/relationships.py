"""The relationships of a package part: which other parts it names, by id and type (OPC, ECMA-376 part 2).

A relationship type is known by its last word (`worksheet`, `table`, …): transitional and strict
files spell the rest differently (`TRANSITIONAL`, `STRICT`).
"""

import posixpath
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import unquote

from xl_cobranza.adapters.xlsx.parts.xml_offsets import Element, XmlPart, quoted, tag

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
EMPTY: Final = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE}"/>'.encode()


class Relationship(NamedTuple):
    """`target` is a part name without a leading slash, or an address when `external`."""

    id: str
    type: str
    target: str
    external: bool


class Relationships:
    """What one part (`source`, "" for the package) is related to.

    >>> rels = Relationships("xl/workbook.xml", EMPTY)
    >>> rels.add(TRANSITIONAL + "/worksheet", "xl/worksheets/sheet1.xml")
    'rId1'
    >>> rels.by_type("worksheet")[0].target
    'xl/worksheets/sheet1.xml'
    """

    def __init__(self, source: str, data: bytes) -> None:
        self.source = source
        self._part = XmlPart(data, rels_name(source))
        self._elements: dict[str, Element] = {}
        for element in self._part.root.all("Relationship"):
            self._elements.setdefault(element.get("Id"), element)
        self._all = {rel_id: self._relationship(element) for rel_id, element in self._elements.items()}
        self._taken = {rel_id.lower() for rel_id in self._all}

    def by_id(self, rel_id: str) -> Relationship | None:
        return self._all.get(rel_id)

    def by_type(self, last_word: str) -> list[Relationship]:
        """The internal ones of a type, in the order written."""
        return [rel for rel in self._all.values() if not rel.external and rel.type.rpartition("/")[2] == last_word]

    @property
    def all(self) -> Sequence[Relationship]:
        """In the order written."""
        return list(self._all.values())

    def externals(self, last_word: str) -> list[Relationship]:
        """Those of a type that lead out of the package, in the order written."""
        return [rel for rel in self._all.values() if rel.external and rel.type.rpartition("/")[2] == last_word]

    def add(self, type_uri: str, target: str, *, external: bool = False, rel_id: str = "") -> str:
        """Relate to a part, by its absolute name, or to an address outside the package; the new id, this one if given."""
        number = len(self._taken) + 1
        while f"rid{number}" in self._taken:
            number += 1
        new = Relationship(rel_id or f"rId{number}", type_uri, target, external)
        self._all[new.id] = new
        self._taken.add(new.id.lower())
        name = tag(self._part.root, "Relationship")
        mode = b' TargetMode="External"' if external else b""
        values = (name, quoted(new.id), quoted(type_uri), quoted(target if external else "/" + target), mode)
        self._part.append(self._part.root, b"<%s Id=%s Type=%s Target=%s%s/>" % values)
        return new.id

    def remove(self, rel_id: str) -> None:
        """Forget a relationship that was there when the part was read."""
        if self._all.pop(rel_id, None):
            self._part.remove(self._elements[rel_id])

    def edited(self) -> bytes:
        return self._part.edited()

    def _relationship(self, element: Element) -> Relationship:
        target, external = element.get("Target"), element.get("TargetMode") == "External"
        return Relationship(
            element.get("Id"), element.get("Type"), target if external else _resolved(self.source, target), external
        )


def rels_name(part: str) -> str:
    """The part that holds the relationships of another.

    >>> rels_name("xl/workbook.xml"), rels_name("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _resolved(source: str, target: str) -> str:
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path)).removeprefix("../")
