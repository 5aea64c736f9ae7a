"""The same workbook, always the same bytes: fixed dates in the archive and in its properties."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE_ON: Final = datetime(2026, 11, 20)  # noqa: DTZ001  the properties of a workbook carry no zone
_DAY_ZERO: Final = date(1899, 12, 30)  # as workbooks count days
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FORMULA: Final = re.compile(
    rb"""<c(?P<attributes> r="(?P<at>[A-Z]+\d+)"(?: s="\d+")?)>(?P<formula><f>[^<]*</f>)<v ?/?>(?:</v>)?</c>"""
)
_FONT: Final = re.compile(rb"(?<=<font>).*?(?=</font>)")
_FONT_PART: Final = re.compile(rb"<(\w+)[^>]*/>")
_FONT_ORDER: Final = (  # openpyxl writes another one, which Microsoft's own validator reports
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign",
    b"sz", b"color", b"name", b"family", b"charset", b"scheme",
)  # fmt: skip


def reproducible(archive: bytes, results: Mapping[str, Mapping[str, object]]) -> bytes:
    """The archive again, with the clock of this machine taken out of it.

    `results` are what formulas come to, by part and cell: whoever does not calculate must not see blanks.
    """
    result = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            if name == "xl/styles.xml":
                part = _FONT.sub(_in_order, part)
            if name.startswith("xl/charts/"):  # else Excel makes a title of the only series
                part = part.replace(b"<chart><plotArea>", b'<chart><autoTitleDeleted val="1"/><plotArea>')
            if name in results:
                part = _FORMULA.sub(partial(_with_result, results[name]), part)
            info = ZipInfo(name)  # 1 January 1980
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, part)
    return result.getvalue()


def _with_result(results: Mapping[str, object], cell: re.Match[bytes]) -> bytes:
    result = results[cell["at"].decode()]
    if isinstance(result, date):
        result = (result - _DAY_ZERO).days
    kind = b' t="str"' if isinstance(result, str) else b""
    return b"<c%s%s>%s<v>%s</v></c>" % (cell["attributes"], kind, cell["formula"], escape(str(result)).encode())


def _in_order(font: re.Match[bytes]) -> bytes:
    parts = sorted(_FONT_PART.finditer(font[0]), key=lambda part: _FONT_ORDER.index(part[1]))
    return b"".join(part[0] for part in parts)
