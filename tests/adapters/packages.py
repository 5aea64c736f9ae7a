"""Makers of workbook packages for the tests: a sound one, and every bad one we know how to make."""

import io
import os
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msoffcrypto.format.ooxml
import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPC = "http://schemas.openxmlformats.org/package/2006"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")

CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_OPC}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
WORKBOOK = (
    f'{_HEAD}<workbook xmlns="{_SML}" xmlns:r="{_REL}"><sheets>'
    '<sheet name="Facturas" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = f'{_HEAD}<worksheet xmlns="{_SML}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'


def _related(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_OPC}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/{kind}" Target="{target}"/></Relationships>'
    )


PARTS: Mapping[str, str] = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": SHEET,
}


def corpus() -> list[Path]:
    """The real workbooks; where they are missing only continuous integration complains."""
    files = sorted(path for path in CORPUS.glob("*") if path.suffix.startswith(".xl"))
    if not files and "CI" in os.environ:
        pytest.fail("the corpus is missing")
    return files


def workbook(changed: Mapping[str, str | bytes | None] | None = None, method: int = ZIP_DEFLATED) -> bytes:
    """A sound workbook, with some parts changed, added, or (None) left out."""
    return archive({**PARTS, **(changed or {})}, method)


def archive(parts: Mapping[str, str | bytes | None], method: int = ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in parts.items():
            if content is not None:
                info = ZipInfo(name, (2024, 2, 29, 13, 14, 16))
                info.compress_type = method
                package.writestr(info, content)
    return file.getvalue()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def data_of(data: bytes, name: str) -> int:
    """Where the compressed bytes of a member begin."""
    offset = ZipFile(io.BytesIO(data)).getinfo(name).header_offset
    lengths = struct.unpack_from("<2H", data, offset + 26)
    return offset + 30 + sum(lengths)


def patched(data: bytes, name: str, at: int, value: bytes, local: int | None = None) -> bytes:
    """Write into the central record of a member, and into its local header where `local` says."""
    mark = data.find(b"PK\1\2")
    while data[mark + 46 : mark + 46 + len(name)] != name.encode():
        mark = data.find(b"PK\1\2", mark + 4)
    data = data[: mark + at] + value + data[mark + at + len(value) :]
    if local is not None:
        place = ZipFile(io.BytesIO(data)).getinfo(name).header_offset + local
        data = data[:place] + value + data[place + len(value) :]
    return data


def with_descriptors(parts: Mapping[str, str] = PARTS) -> bytes:
    """As a program that writes to a pipe does: the sizes stand behind the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name, (2024, 2, 29, 13, 14, 16)), content, ZIP_DEFLATED)
    return pipe.written


def with_zip64_end(data: bytes) -> bytes:
    """The same archive with zip64 end records, as some writers always do."""
    end = data.rindex(b"PK\5\6")
    count, size, offset = struct.unpack_from("<H2L", data, end + 10)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    saturated = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + saturated


def ole(stream: str) -> bytes:
    """The least of an OLE file: a header, and one sector of its directory."""
    entry = stream.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", 2 * len(stream) + 2, 2)
    return (OLE + bytes(16) + bytes.fromhex("3E000300FEFF0900")).ljust(512, b"\0") + entry.ljust(512, b"\0")


def encrypted() -> bytes:
    file = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(workbook())).encrypt("secreto", file)
    return file.getvalue()


def _doubled(first: str, second: str) -> bytes:
    return archive({**PARTS, first: SHEET, second.ljust(len(first), "_"): SHEET}).replace(
        second.ljust(len(first), "_").encode(), first.encode()
    )


def _overlapping() -> bytes:
    """Two members over the same bytes: the second one's record points at the first."""
    data = workbook({"xl/a.xml": SHEET, "xl/b.xml": SHEET}, ZIP_STORED)
    first = ZipFile(io.BytesIO(data)).getinfo("xl/a.xml").header_offset
    return patched(data, "xl/b.xml", 42, struct.pack("<L", first))


def _nested() -> bytes:
    """A member whose data swallow the header of the next one (the trick of the better zip bombs)."""
    data = workbook({"xl/a.xml": SHEET, "xl/b.xml": SHEET}, ZIP_STORED)
    return patched(data, "xl/a.xml", 20, struct.pack("<2L", len(SHEET) + 100, len(SHEET) + 100))


def _other(main: str) -> bytes:
    return workbook({"[Content_Types].xml": CONTENT_TYPES.replace(MAIN, main)})


_SOUND = workbook()
_DOCTYPE = WORKBOOK.replace("<workbook", '<!DOCTYPE workbook [<!ENTITY a "b">]>\n<workbook')
_BOMB = SHEET.replace("<row", " " * (20 << 20) + "<row")

# name → (its bytes, the kind of refusal, what was found: for a person, or for the log)
BAD: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing in it": (lambda: b"", "empty_file", ""),
    "password": (encrypted, "password_protected", ""),
    "xls of Excel 97": (lambda: ole("Workbook"), "old_xls", ""),
    "xls of Excel 5": (lambda: ole("Book"), "old_xls", ""),
    "xls of Excel 4": (lambda: bytes.fromhex("0904060000001000") + bytes(30), "old_xls", ""),
    "xls that speaks of encryption": (
        lambda: ole("Workbook") + b"." + "EncryptedPackage\0".encode("utf-16-le"),
        "old_xls",
        "",
    ),
    "doc of Word 97": (lambda: ole("WordDocument"), "not_a_workbook", ""),
    "xlsb": (lambda: _other("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "binary_xlsb", ""),
    "ods": (lambda: archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods_file", ""),
    "docx": (
        lambda: _other("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        "not_a_workbook",
        "DOCX",
    ),
    "plain zip": (lambda: archive({"leeme.txt": "hola"}), "not_a_workbook", "ZIP"),
    "empty zip": (lambda: archive({}), "not_a_workbook", "ZIP"),
    "csv": (lambda: "Folio;Cliente\n1;Peña\n".encode("cp1252"), "text_file", "CSV"),
    "csv in utf-16": (lambda: "Folio\tCliente\n1\tPeña\n".encode("utf-16"), "text_file", "CSV"),
    "a page of prose": (lambda: b"# Cobranza\n\nUn texto, y nada que sea una tabla.\n", "not_a_workbook", "TXT"),
    "web page": (lambda: b"\n<!DOCTYPE html>\n<html><table><tr><td>1</table></html>", "text_file", "HTML"),
    "table of a web page": (lambda: b"\xef\xbb\xbf<table border=1><tr><td>1</table>", "text_file", "HTML"),
    "xml of Excel 2003": (lambda: b'<?xml version="1.0"?><Workbook/>', "text_file", "XML"),
    "pdf": (lambda: b"%PDF-1.7\n1 0 obj", "not_a_workbook", "PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_workbook", "PNG"),
    "half a download": (lambda: _SOUND[: len(_SOUND) // 2], "incomplete_file", "no end record"),
    "only zeros behind the start": (lambda: _SOUND[:40] + bytes(len(_SOUND) - 40), "incomplete_file", "no end record"),
    "first half missing": (lambda: _SOUND[len(_SOUND) // 2 :], "not_a_workbook", ""),
    "a byte lost in the middle": (
        lambda: _SOUND[:400] + _SOUND[401:],
        "damaged_file",
        "the directory does not fit before its end",
    ),
    "one of several volumes": (
        lambda: _SOUND[:-18] + b"\1\0" + _SOUND[-16:],
        "damaged_file",
        "one volume of several",
    ),
    "entries missing in the directory": (
        lambda: _SOUND[:-14] + b"\x09\0\x09\0" + _SOUND[-10:],
        "damaged_file",
        "a directory entry is missing",
    ),
    "another name in the local header": (
        lambda: _SOUND.replace(b"xl/workbook.xml", b"xl/workbooc.xml", 1),
        "damaged_file",
        "a member is not where the directory says",
    ),
    "two members in one place": (_overlapping, "damaged_file", "two members share one place"),
    "a member within another": (_nested, "damaged_file", "a member runs into the next"),
    "no content types": (lambda: workbook({"[Content_Types].xml": None}), "missing_part", "[Content_Types].xml"),
    "no relationships": (lambda: workbook({"_rels/.rels": None}), "missing_part", "_rels/.rels"),
    "no workbook": (lambda: workbook({"xl/workbook.xml": None}), "missing_part", "xl/workbook.xml"),
    "no document among the relationships": (
        lambda: workbook({"_rels/.rels": _related("thumbnail", "a.png")}),
        "missing_part",
        "xl/workbook.xml",
    ),
    "workbook that does not inflate": (
        lambda: flipped(_SOUND, data_of(_SOUND, "xl/workbook.xml")),
        "damaged_part",
        "xl/workbook.xml",
    ),
    "workbook with another checksum": (
        lambda: patched(_SOUND, "xl/workbook.xml", 16, b"\1\2\3\4"),
        "damaged_part",
        "xl/workbook.xml",
    ),
    "workbook of another size": (
        lambda: patched(_SOUND, "xl/workbook.xml", 24, b"\1\0\0\0"),
        "damaged_part",
        "xl/workbook.xml",
    ),
    "workbook cut short": (
        lambda: patched(_SOUND, "xl/workbook.xml", 20, b"\7\0\0\0"),
        "damaged_part",
        "xl/workbook.xml",
    ),
    "content types that are no XML": (
        lambda: workbook({"[Content_Types].xml": "<Types><"}),
        "damaged_part",
        "[Content_Types].xml",
    ),
    "workbook that is no XML": (lambda: workbook({"xl/workbook.xml": b"\0\1\2"}), "damaged_part", "xl/workbook.xml"),
    "workbook that is another part": (lambda: workbook({"xl/workbook.xml": SHEET}), "damaged_part", "xl/workbook.xml"),
    "workbook in an unknown compression": (
        lambda: patched(_SOUND, "xl/workbook.xml", 10, b"\x0e\0"),
        "unknown_compression",
        "xl/workbook.xml",
    ),
    "a part that inflates a thousand times": (
        lambda: workbook({"xl/worksheets/sheet1.xml": _BOMB}),
        "zip_bomb",
        "xl/worksheets/sheet1.xml",
    ),
    "many parts that do so together": (
        lambda: workbook({f"xl/worksheets/sheet{n}.xml": " " * 1_000_000 for n in range(2, 40)}),
        "zip_bomb",
        "",
    ),
    "document type": (lambda: workbook({"xl/workbook.xml": _DOCTYPE}), "doctype", "xl/workbook.xml"),
    "document type in utf-16": (
        lambda: workbook({"xl/workbook.xml": _DOCTYPE.replace("UTF-8", "UTF-16").encode("utf-16")}),
        "doctype",
        "xl/workbook.xml",
    ),
    "document type behind comments": (
        lambda: workbook({"xl/workbook.xml": _DOCTYPE.replace("<!DOC", "<!-- a --> <?b c?>" * 200 + "<!DOC")}),
        "doctype",
        "xl/workbook.xml",
    ),
    "document type in the content types": (
        lambda: workbook({"[Content_Types].xml": CONTENT_TYPES.replace("<Types", "<!DOCTYPE Types><Types")}),
        "doctype",
        "[Content_Types].xml",
    ),
    "part with a password of its own": (
        lambda: patched(_SOUND, "xl/worksheets/sheet1.xml", 8, b"\1\0", local=6),
        "encrypted_part",
        "xl/worksheets/sheet1.xml",
    ),
    "two parts of one name": (
        lambda: _doubled("xl/worksheets/sheet2.xml", "xl/worksheets/sheet_.xml"),
        "duplicate_part",
        "xl/worksheets/sheet2.xml",
    ),
    "two parts that differ in case": (
        lambda: workbook({"xl/Workbook.xml": WORKBOOK}),
        "duplicate_part",
        "xl/workbook.xml",
    ),
    "part that climbs out": (lambda: workbook({"xl/../../etc/cron": "x"}), "unsafe_part_name", "xl/../../etc/cron"),
    "part that climbs out backwards": (lambda: workbook({"..\\a.xml": "x"}), "unsafe_part_name", "..\\a.xml"),
    "part on a drive": (lambda: workbook({"C:\\a.xml": "x"}), "unsafe_part_name", "C:\\a.xml"),
}
