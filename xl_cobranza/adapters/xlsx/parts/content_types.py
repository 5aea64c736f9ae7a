"""`[Content_Types].xml`: what each part of the package is."""

from typing import Final
from urllib.parse import unquote

from xl_cobranza.adapters.xlsx.parts.xml_offsets import XmlPart, quoted, tag

PART_NAME: Final = "[Content_Types].xml"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
WORKSHEET: Final = _MAIN + "worksheet+xml"
TABLE: Final = _MAIN + "table+xml"
RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"

# the extension Excel demands of a file, by what its workbook part declares itself to be
EXTENSIONS: Final = {
    _MAIN + "sheet.main+xml": ".xlsx",
    _MAIN + "template.main+xml": ".xltx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
}


class ContentTypes:
    """The types by part (`Override`) and by extension (`Default`).

    >>> types = ContentTypes(b'<Types><Default Extension="xml" ContentType="application/xml"/></Types>')
    >>> types.declare("xl/tables/table1.xml", TABLE); types.of("xl/tables/table1.xml") == TABLE
    True
    """

    def __init__(self, data: bytes) -> None:
        self._part = XmlPart(data, PART_NAME)
        root = self._part.root
        self._by_part = {
            unquote(element.get("PartName")).lstrip("/").lower(): element.get("ContentType")
            for element in root.all("Override")
        }
        self._by_extension = {
            element.get("Extension").lower(): element.get("ContentType") for element in root.all("Default")
        }

    def of(self, part: str) -> str:
        """The content type of a part, "" when none is declared."""
        return self._by_part.get(part.lower()) or self._by_extension.get(part.rpartition(".")[2].lower(), "")

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part is, unless its extension says it already."""
        if self.of(part) == content_type:
            return
        self._by_part[part.lower()] = content_type
        name = tag(self._part.root, "Override")
        values = (name, quoted("/" + part), quoted(content_type))
        self._part.append(self._part.root, b"<%s PartName=%s ContentType=%s/>" % values)

    def withdraw(self, part: str) -> None:
        """Say nothing any more of a part that was there when the package was read."""
        self._by_part.pop(part.lower(), None)
        for element in self._part.root.all("Override"):
            if unquote(element.get("PartName")).lstrip("/").lower() == part.lower():
                self._part.remove(element)

    def edited(self) -> bytes:
        return self._part.edited()
