"""What a pattern sheet is related to, copied part by part: drawings, charts with their looks, pictures, comments."""

import posixpath
import re

from xl_cobranza.adapters.xlsx.formulas.named import renamed
from xl_cobranza.adapters.xlsx.grafting.pattern import Template
from xl_cobranza.adapters.xlsx.grafting.style_map import StyleMap
from xl_cobranza.adapters.xlsx.parts import content_types
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.tables import TablePart
from xl_cobranza.adapters.xlsx.parts.xml_offsets import XmlPart

_STEM = re.compile(r"(.*?)\d*(\.\w+)")


class PartsCopy:
    """The parts below one sheet, each copied once; the ids by which they are named stay."""

    def __init__(self, package: Package, template: Template, rename: tuple[str, str], styles: StyleMap) -> None:
        """`rename` is how the sheet is called in the template, and how here."""
        self._package, self._template, self._rename, self._styles = package, template, rename, styles
        self._copies: dict[str, str] = {}
        self.tables: list[TablePart] = []

    def relate(self, source: str, copy: str) -> None:
        """Give the copy of a part all that the part is related to. Raises `Refused("table_exists")`."""
        for rel in self._template.package.relationships(source).all:
            target = rel.target if rel.external else self._copied(rel.target)
            self._package.relate(copy, rel.type, target, external=rel.external, rel_id=rel.id)

    def _copied(self, part: str) -> str:
        if part in self._copies:
            return self._copies[part]
        theirs = self._template.package
        folder = posixpath.dirname(theirs.workbook_name) + "/"
        match = _STEM.fullmatch(part.removeprefix(folder) if part.startswith(folder) else posixpath.basename(part))
        name = self._package.free_name(*match.groups()) if match else self._package.free_name(part)
        kind = theirs.types.of(part)
        self._copies[part] = name
        if kind == content_types.TABLE:
            table = self._table(part)
            self._package.add(name, kind, table.edited)
        else:
            data = self._renamed(part) if kind.endswith("chart+xml") else theirs.read(part)
            self._package.add(name, kind, lambda: data)
        self.relate(part, name)
        return name

    def _table(self, part: str) -> TablePart:
        xml = XmlPart(self._template.package.read(part), part)
        number = self._package.claim_table(xml.root.get("displayName") or xml.root.get("name"))
        xml.set(xml.root, "id", str(number))
        for element in (xml.root, *(element for element, _ in xml.root.walk())):
            for key in [key for key in element.attributes if key.lower().endswith("dxfid")]:
                xml.set(element, key, str(self._styles.differential(element.number(key))))
        table = TablePart(xml.edited(), part)
        self.tables.append(table)
        return table

    def _renamed(self, part: str) -> bytes:
        """A chart, its series where the sheet is called otherwise."""
        xml = XmlPart(self._template.package.read(part), part)
        for element, _ in xml.root.walk():
            if element.name == "f":
                xml.set_text(element, renamed(element.text, *self._rename))
        return xml.edited()
