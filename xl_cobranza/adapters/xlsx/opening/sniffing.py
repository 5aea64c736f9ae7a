"""What a file that is no workbook is instead, from its first bytes or its members: (kind of refusal, found)."""

import re
from pathlib import Path
from typing import Final

from xl_cobranza.adapters.xlsx.archive import Archive
from xl_cobranza.adapters.xlsx.parts.content_types import PART_NAME

OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
OLD_BIFF: Final = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # Excel 2 to 4, and 5 without a container
DIRECTORY_ENTRY: Final = 128  # of an OLE file, from a sector boundary (MS-CFB 2.6.1)
_STREAMS: Final = (
    ("EncryptedPackage", "password_protected"),
    ("Workbook", "old_xls"),
    ("Book", "old_xls"),
)
_FORMATS: Final = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7Z", b"\x1f\x8b": "GZIP",
}  # fmt: skip
_DOCUMENTS: Final = {"wordprocessingml": "DOCX", "presentationml": "PPTX", "ms-word": "DOCM", "ms-powerpoint": "PPTM"}
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEPARATORS: Final = (";", "\t", ",")  # of the headings of a table in a text
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def ole_kind(path: Path, head: bytes) -> tuple[str, str] | None:
    """Old binary formats, and the container of a password-protected package."""
    if head[:2] in OLD_BIFF and head[2:4] in {b"\x04\x00", b"\x06\x00", b"\x08\x00", b"\x10\x00"}:
        return "old_xls", ""
    if not head.startswith(OLE):
        return None
    found = set()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found |= {kind for name, kind in _STREAMS if _has_entry(block, name)}
    return next(((kind, "") for _, kind in _STREAMS if kind in found), ("not_a_workbook", ""))


def _has_entry(block: bytes, name: str) -> bool:
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = block.find(wanted)
    while at >= 0 and at % DIRECTORY_ENTRY:
        at = block.find(wanted, at + 1)
    return at >= 0


def kind_of_text(head: bytes) -> tuple[str, str] | None:
    """A CSV, a page or a flat XML that was given the name of a workbook."""
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "cp1252")
    text = head[: len(head) & ~1].decode(encoding, "replace").removeprefix("\ufeff")
    if head.startswith((b"PK", *_FORMATS)) or _NOT_TEXT.search(text):
        return None
    if _HTML.match(text.encode()):
        return "text_file", "HTML"
    if text.lstrip().startswith("<"):
        return "text_file", "XML"
    is_table = any(sign in text.lstrip().partition("\n")[0] for sign in _SEPARATORS)
    return ("text_file", "CSV") if is_table else ("not_a_workbook", "TXT")


def kind_of_zip(archive: Archive) -> tuple[str, str] | None:
    """A zip that is no Open XML package: OpenDocument, or anything at all."""
    mimetype = archive.find("mimetype")
    if mimetype and archive.read(mimetype).startswith(b"application/vnd.oasis.opendocument"):
        return "ods_file", ""
    if archive.find(PART_NAME) or archive.find("xl/workbook.xml"):
        return None
    return "not_a_workbook", "ZIP"


def known_format(head: bytes) -> str:
    """What a binary file is, "" when it is nothing usual."""
    return next((name for sign, name in _FORMATS.items() if head.startswith(sign)), "")


def other_document(content_type: str) -> str:
    """The kind of document that a package declares instead of a workbook."""
    return next((name for word, name in _DOCUMENTS.items() if word in content_type), content_type)
