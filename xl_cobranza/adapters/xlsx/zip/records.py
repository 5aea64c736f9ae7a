"""The records of a zip archive: local header, central directory, end record, and their zip64 forms.

Layouts from PKWARE's APPNOTE 6.3.10. Reads everything before any member is believed; what
contradicts itself raises `Damaged`. Offsets are kept as positions in the file; `Directory.shift` is
how far they are from the stored ones (an archive glued behind other data).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

LOCAL: Final = struct.Struct("<4s5H3L2H")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
END64: Final = struct.Struct("<4sQ2H2L4Q")
LOCATOR64: Final = struct.Struct("<4sLQL")
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF  # «look in the zip64 record»
ZIP64: Final = 1  # the tag of the zip64 extra field
STORED, DEFLATED = 0, 8
BLOCK: Final = 1 << 20
CUT_SHORT: Final = "no end record"
ENCRYPTED, UTF8_NAME = 0x1, 0x800  # flags of a member


class Damaged(ValueError):
    """The bytes are not a sound zip archive; the text says which rule broke (for a log, not for a person)."""


class Member(NamedTuple):
    """One member: its central directory record, and where its bytes are in the file."""

    name: str
    raw_name: bytes
    made_by: int
    needs: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    internal: int
    external: int
    extra: bytes
    comment: bytes
    record: bytes  # the whole central record, as read
    offset: int  # of the local header
    start: int  # of the data
    end: int  # of whatever comes next: another member or the directory


@dataclass(frozen=True, slots=True)
class Directory:
    """The central directory: `members` in its order, which need not be the order of the data."""

    members: tuple[Member, ...]
    shift: int
    start: int
    end64: bytes  # the zip64 end record and its locator as read, or b""
    tail: bytes  # end record, archive comment and whatever data follows

    @property
    def prefix(self) -> int:
        """Bytes before the first member."""
        return min((m.offset for m in self.members), default=self.start)


def read_directory(file: BinaryIO) -> Directory:
    """Read and check the directory of an open file."""
    end64, tail, start, size, shift, count = _find_directory(file)
    file.seek(start)
    members = list(_central_records(file.read(size), count, shift))
    edges = sorted([m.offset for m in members] + [start])
    following = dict(pairwise(edges))
    if len(following) != len(members):
        raise Damaged("two members share one place")
    placed = tuple(_located(file, m, following.get(m.offset, -1)) for m in members)
    return Directory(placed, shift, start, end64, tail)


def _find_directory(file: BinaryIO) -> tuple[bytes, bytes, int, int, int, int]:
    total = file.seek(0, 2)
    base = max(0, total - END.size - FULL16)
    file.seek(base)
    block = file.read()
    at = block.rfind(b"PK\5\6")
    while at >= 0 and at + END.size + int.from_bytes(block[at + 20 : at + 22], "little") > len(block):
        at = block.rfind(b"PK\5\6", 0, at)
    if at < 0:
        raise Damaged(CUT_SHORT)
    _, disk, first_disk, here, count, size, offset, _ = END.unpack_from(block, at)
    edge, end64 = base + at, b""
    if FULL16 in (here, count) or FULL32 in (size, offset) or block[max(0, at - 20) : at][:4] == b"PK\6\7":
        found = _zip64_end(file, base + at)
        if found:
            edge, end64 = found
            short = here, count, size, offset
            _, _, _, _, disk, first_disk, here, count, size, offset = END64.unpack_from(end64)
            wide = here, count, size, offset
            full = FULL16, FULL16, FULL32, FULL32
            if any(a not in {b, c} for a, b, c in zip(short, wide, full, strict=True)):
                raise Damaged("two end records that disagree")
    if disk or first_disk or here != count:
        raise Damaged("one volume of several")
    shift = edge - size - offset
    if shift < 0:
        raise Damaged("the directory does not fit before its end")
    if end64 and edge != shift + int.from_bytes(end64[-12:-4], "little"):
        raise Damaged("the zip64 end record is not where its locator says")
    return end64, block[at:], offset + shift, size, shift, count


def _zip64_end(file: BinaryIO, end_at: int) -> tuple[int, bytes] | None:
    if end_at < LOCATOR64.size:
        return None
    file.seek(end_at - LOCATOR64.size)
    locator = file.read(LOCATOR64.size)
    sign, _, stated, _ = LOCATOR64.unpack(locator)
    if sign != b"PK\6\7":
        return None
    # data glued in front shifts the stated place; the record then still ends at its locator
    for at in (stated, end_at - LOCATOR64.size - END64.size):
        if 0 <= at <= end_at - LOCATOR64.size - END64.size:
            file.seek(at)
            record = file.read(end_at - LOCATOR64.size - at if at == stated else END64.size)
            if record[:4] == b"PK\6\6" and int.from_bytes(record[4:12], "little") + 12 == len(record):
                return at, record + locator
    raise Damaged("no zip64 end record")


def _central_records(block: bytes, count: int, shift: int) -> Iterator[Member]:
    at = 0
    for _ in range(count):
        if block[at : at + 4] != b"PK\1\2" or at + CENTRAL.size > len(block):
            raise Damaged("a directory entry is missing")
        (_, made_by, needs, flags, method, time, date, crc, packed, size,
         n, x, c, disk, internal, external, offset) = CENTRAL.unpack_from(block, at)  # fmt: skip
        name_at = at + CENTRAL.size
        edge = name_at + n + x + c
        if edge > len(block) or disk not in (0, FULL16):
            raise Damaged("a directory entry is cut")
        raw_name, extra = block[name_at : name_at + n], block[name_at + n : name_at + n + x]
        size, packed, offset = _widened(extra, size, packed, offset)
        yield Member(
            _decoded(raw_name, flags), raw_name, made_by, needs, flags, method, time, date, crc, packed, size,
            internal, external, extra, block[edge - c : edge], block[at:edge], offset + shift, 0, 0,
        )  # fmt: skip
        at = edge
    if at != len(block):
        raise Damaged("the directory is longer than its entries")


def _decoded(raw: bytes, flags: int) -> str:
    """UTF-8 where it is UTF-8: many writers forget the flag."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        if flags & UTF8_NAME:
            raise Damaged("a name is not UTF-8") from None
        return raw.decode("cp437")


def _widened(extra: bytes, *fields: int) -> Iterator[int]:
    """The three 32-bit fields, each replaced by its 64-bit value where it is full."""
    wide = next((data for tag, data in extra_fields(extra) if tag == ZIP64), b"")
    at = 0
    for value in fields:
        if value != FULL32 or not wide:
            yield value
            continue
        if at + 8 > len(wide):
            raise Damaged("a zip64 field is cut")
        yield int.from_bytes(wide[at : at + 8], "little")
        at += 8


def extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The tagged fields of an extra block; padding that is no field ends it."""
    at = 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<2H", extra, at)
        if at + 4 + size > len(extra):
            return
        yield tag, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _located(file: BinaryIO, member: Member, end: int) -> Member:
    file.seek(member.offset)
    head = file.read(LOCAL.size + len(member.raw_name))
    if len(head) < LOCAL.size or head[:4] != b"PK\3\4" or head[LOCAL.size :] != member.raw_name:
        raise Damaged("a member is not where the directory says")
    n, x = struct.unpack_from("<2H", head, 26)
    start = member.offset + LOCAL.size + n + x
    if n != len(member.raw_name) or start + member.packed > end:
        raise Damaged("a member runs into the next")
    return member._replace(start=start, end=end)


def blocks(file: BinaryIO, size: int, block: int = BLOCK) -> Iterator[bytes]:
    """The next `size` bytes of a file, by blocks; less when the file ends before."""
    while size and (piece := file.read(min(block, size))):
        size -= len(piece)
        yield piece
