"""Is this file a workbook that we can edit? Says so before anything is believed, and never touches it."""

import re
from collections import Counter
from errno import ENAMETOOLONG
from os import PathLike
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from xl_cobranza.adapters.xlsx.archive import Archive, os_code, part_key
from xl_cobranza.adapters.xlsx.opening.sniffing import kind_of_text, kind_of_zip, known_format, ole_kind, other_document
from xl_cobranza.adapters.xlsx.parts.content_types import EXTENSIONS, PART_NAME, ContentTypes
from xl_cobranza.adapters.xlsx.parts.relationships import Relationships, rels_name
from xl_cobranza.adapters.xlsx.parts.xml_offsets import XmlPart
from xl_cobranza.adapters.xlsx.zip.records import CUT_SHORT, ENCRYPTED
from xl_cobranza.errors import Refused

# A part that inflates more than this is an attack. Measured on sheets: ledgers 5 to 6, columns of zeros 14,
# a million styled empty rows 19; the worst that is no attack, the same short row without references, 343.
# Deflate ends at 1032. Below a megabyte nothing inflates into harm. Size alone is never refused.
BOMB_RATIO: Final = 400
BOMB_FLOOR: Final = 1 << 20
_ESCAPES = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[A-Za-z]:|\0")


def check(path: str | PathLike[str]) -> Archive:
    """Open a workbook package. Raises `Refused`, with the file's name as `ref` and the part as `found`."""
    path = Path(path)
    head = _first_bytes(path)
    try:
        if other := ole_kind(path, head) or kind_of_text(head):
            raise Refused(other[0], path.name, other[1])
        archive = Archive.open(path)
    except OSError as fault:
        raise Refused("cannot_read", path.name, os_code(fault)) from fault
    except Refused as fault:
        if fault.kind == "damaged_file" and not head.startswith(b"PK"):
            raise Refused("not_a_workbook", path.name, known_format(head)) from fault
        if fault.data.get("detail") == CUT_SHORT:
            raise Refused("incomplete_file", path.name, detail=CUT_SHORT) from fault
        raise
    _refuse_tricks(archive)
    try:
        _refuse_other_packages(archive)
    except Refused as fault:
        if fault.ref == path.name:
            raise
        raise Refused(fault.kind, path.name, fault.ref) from fault  # from the readers of parts: `ref` is the part
    return archive


def _first_bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            raise Refused("is_a_folder", path.name)
        if not S_ISREG(mode):
            raise Refused("not_a_workbook", path.name)
        with path.open("rb") as file:
            head = file.read(4096)
    except (FileNotFoundError, NotADirectoryError, ValueError) as fault:
        raise Refused("no_such_file", path.name, str(path)) from fault
    except OSError as fault:
        kind = "name_too_long" if fault.errno == ENAMETOOLONG else "cannot_read"
        raise Refused(kind, path.name, os_code(fault)) from fault
    if not head:
        raise Refused("empty_file", path.name)
    return head


def _refuse_tricks(archive: Archive) -> None:
    """What the zip format allows and no workbook has."""
    file, members = archive.file_name, archive.directory.members
    for member in members:
        if member.flags & ENCRYPTED:
            raise Refused("encrypted_part", file, member.name)
        if _ESCAPES.search(member.name):
            raise Refused("unsafe_part_name", file, member.name)
    for name, count in Counter(part_key(member.name) for member in members).items():
        if count > 1:
            raise Refused("duplicate_part", file, name)
    read = [(m.name, m.size, m.packed) for m in members if part_key(m.name).endswith((".xml", ".rels"))]
    read.append(("", sum(size for _, size, _ in read), sum(packed for _, _, packed in read)))
    for name, size, packed in read:
        if size > BOMB_FLOOR and size > BOMB_RATIO * packed:
            raise Refused("zip_bomb", file, name)


def _refuse_other_packages(archive: Archive) -> None:
    if other := kind_of_zip(archive):
        raise Refused(other[0], archive.file_name, other[1])
    types = ContentTypes(_part(archive, PART_NAME))
    documents = Relationships("", _part(archive, rels_name(""))).by_type("officeDocument")
    if not documents:
        raise Refused("missing_part", archive.file_name, "xl/workbook.xml")
    main = documents[0].target
    declared = types.of(main)
    if "sheet.binary" in declared:
        raise Refused("binary_xlsb", archive.file_name)
    if declared not in EXTENSIONS:
        raise Refused("not_a_workbook", archive.file_name, other_document(declared))
    if XmlPart(_part(archive, main), main).root.name != "workbook":
        raise Refused("damaged_part", archive.file_name, main)


def _part(archive: Archive, name: str) -> bytes:
    member = archive.find(name)
    if member is None:
        raise Refused("missing_part", archive.file_name, name)
    return archive.read(member)
