"""The same Word file, byte for byte, whenever it is made: no time of day inside or outside its parts."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_TIMES = (f"{_TERMS}created", f"{_TERMS}modified", f"{_CORE}lastPrinted")


def packed(document: Document) -> bytes:
    """What python-docx would save, each part with the same date, in the order it has there."""
    saved = BytesIO()
    document.save(saved)
    result = BytesIO()
    with ZipFile(saved) as parts, ZipFile(result, "w") as archive:
        for part in parts.infolist():
            member = ZipInfo(part.filename)  # of 1 January 1980, the first day that a zip knows
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(member, parts.read(part))
    return result.getvalue()


def describe(document: Document, title: str, author: str, language: str) -> None:
    """The properties that Word shows: what it is and whose; not when, for that belongs to the file."""
    core = document.core_properties
    core.title, core.author, core.language = title[:255], author[:255], language
    core.comments, core.last_modified_by, core.revision = "", author[:255], 1
    element = core._element  # noqa: SLF001 -- python-docx has no way to say that there is no date
    for child in list(element):
        if child.tag in _TIMES:
            element.remove(child)
