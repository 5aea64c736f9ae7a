"""The parts of a workbook file, as bytes by name, always zipped to the same bytes."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_cobranza.addin.making import ribbon
from xl_cobranza.addin.packaged import AUTHOR, PROPERTIES

Parts = dict[str, bytes]

ADDIN: Final = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
WITH_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = "_rels/.rels"

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_XML: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_EMPTY: Final[Mapping[str, str]] = {  # one sheet that nobody sees: an add-in needs a workbook around its macros
    _TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_PLAIN}"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPES}.styles+xml"/>'
    f'<Override PartName="/{PROPERTIES}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>",
    _RELATIONSHIPS: f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="{PROPERTIES}"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET_XML}" xmlns:r="{_OFFICE}">'
    '<workbookPr/><bookViews><workbookView visibility="hidden"/></bookViews>'
    '<sheets><sheet name="Cobranza" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET_XML}"><sheetData/></worksheet>',
    "xl/styles.xml": f'<styleSheet xmlns="{_SHEET_XML}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_PROPERTIES_TEXT: Final = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:title>Cobranza {{version}}</dc:title><dc:creator>{AUTHOR}</dc:creator>"
    "<cp:keywords>xlwings {xlwings}</cp:keywords><cp:version>{version}</cp:version></cp:coreProperties>"
)


def empty_workbook(version: str, xlwings: str) -> Parts:
    """A workbook with one blank sheet, that says which versions it is made of."""
    properties = _PROPERTIES_TEXT.format(version=escape(version), xlwings=escape(xlwings))
    return {name: (_XML + text).encode() for name, text in {**_EMPTY, PROPERTIES: properties}.items()}


def unzipped(data: bytes) -> Parts:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    """The file: its parts in one order and dated 1 January 1980, so that the same parts are the same bytes."""
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in _ordered(parts):
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # else the system of this machine is written into it
            archive.writestr(info, parts[name])
    return result.getvalue()


def _ordered(parts: Parts) -> Iterator[str]:
    first = (_TYPES, _RELATIONSHIPS)  # readers look for them first
    yield from first
    yield from sorted(parts.keys() - set(first))


def typed(parts: Parts, kind: str) -> Parts:
    """The same workbook as another kind of file: an add-in, or a workbook with macros."""
    types = parts[_TYPES].decode()
    for other in (_PLAIN, WITH_MACROS, ADDIN):
        types = types.replace(f'"{other}"', f'"{kind}"')
    return {**parts, _TYPES: types.encode()}


def with_ribbon(parts: Parts, custom_ui: bytes) -> Parts:
    """The workbook with a tab of its own."""
    link = f'<Relationship Id="rIdCobranza" Type="{ribbon.RELATIONSHIP}" Target="{ribbon.PART}"/>'
    relationships, count = re.subn(r"(?=</Relationships>\s*\Z)", link, parts[_RELATIONSHIPS].decode())
    if count != 1 or b'Extension="xml"' not in parts[_TYPES]:
        raise ValueError(_RELATIONSHIPS)  # not a workbook of ours
    return {**parts, _RELATIONSHIPS: relationships.encode(), ribbon.PART: custom_ui}
