"""A zip archive, written again: what is not replaced keeps its very bytes.

Every member that stays is copied from its local header to the next one, gaps and all, and so are a
prefix, the archive comment and whatever follows it. Nothing replaced gives the same file.
"""

import struct
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import BinaryIO, Final, NamedTuple

from xl_cobranza.adapters.xlsx.zip import records
from xl_cobranza.adapters.xlsx.zip.codec import crc32, deflater
from xl_cobranza.adapters.xlsx.zip.records import FULL16, FULL32, Directory, Member, blocks

Content = bytes | Iterable[bytes] | Callable[[], bytes]  # a function is asked last: it may depend on the streams
NEW_YEAR_1980: Final = 1 << 5 | 1  # the date of an added member: bytes depend on nothing but the input
# Room in a local header for 64-bit sizes that are known only afterwards, disguised as the «growth hint»
# that Excel itself writes there: a zip64 field that proves needless makes Excel offer a repair.
GROWTH_HINT: Final = struct.pack("<3HH12x", 0xA220, 16, 0xA028, 0)
_ROOM_TAGS: Final = (records.ZIP64, 0xA220)


class _Entry(NamedTuple):
    """A member as it is in the new file."""

    member: Member
    offset: int
    is_copy: bool


def rewrite(
    source: BinaryIO,
    directory: Directory,
    out: BinaryIO,
    replace: Mapping[str, Content],
    add: Mapping[str, Content],
    drop: Collection[str],
) -> tuple[str, ...]:
    """Write the archive again to `out` (empty, seekable); the names of the members that were deflated anew."""
    entries: dict[int, _Entry] = {}
    _copy(source, out, 0, directory.prefix)
    for member in sorted(directory.members, key=lambda m: (callable(replace.get(m.name)), m.offset)):
        if member.name in drop:
            continue
        if member.name in replace:
            source.seek(member.offset + records.LOCAL.size + len(member.raw_name))
            extra = source.read(member.start - source.tell())
            entries[member.offset] = _deflate(out, member, extra, replace[member.name])
        else:
            entries[member.offset] = _Entry(member, out.tell(), True)
            _copy(source, out, member.offset, member.end)
    in_order = [entries[m.offset] for m in directory.members if m.offset in entries]
    in_order += [_deflate(out, _new_member(name), b"", content) for name, content in add.items()]
    _write_directory(out, directory, in_order)
    return tuple(e.member.name for e in in_order if not e.is_copy)


def _copy(source: BinaryIO, out: BinaryIO, start: int, end: int) -> None:
    source.seek(start)
    out.writelines(blocks(source, end - start))


def _new_member(name: str) -> Member:
    raw = name.encode()
    flags = 0 if raw.isascii() else records.UTF8_NAME
    return Member(name, raw, 20, 20, flags, 8, 0, NEW_YEAR_1980, 0, 0, 0, 0, 0, b"", b"", b"", 0, 0, 0)


def _deflate(out: BinaryIO, old: Member, local_extra: bytes, content: Content) -> _Entry:
    """Write one member: its sizes are filled in once they are known."""
    offset = out.tell()
    content = content() if callable(content) else content
    room = b"" if isinstance(content, bytes) and len(content) < FULL32 - (1 << 20) else GROWTH_HINT
    extra = _without(local_extra, _ROOM_TAGS) + room
    out.write(bytes(records.LOCAL.size) + old.raw_name + extra)
    stream, crc, size, start = deflater(), 0, 0, out.tell()
    for piece in (content,) if isinstance(content, bytes) else content:
        crc, size = crc32(piece, crc), size + len(piece)
        out.write(stream.compress(piece))
    out.write(stream.flush())
    end = out.tell()
    member = old._replace(
        flags=old.flags & records.UTF8_NAME, method=records.DEFLATED, crc=crc, packed=end - start, size=size, record=b""
    )
    if room and max(size, member.packed) >= FULL32:
        extra = extra[: -len(room)] + struct.pack("<2H2Q", records.ZIP64, 16, size, member.packed)
        member = member._replace(needs=max(45, old.needs))
        sizes = FULL32, FULL32
    else:
        sizes = member.packed, size
    out.seek(offset)
    out.write(
        records.LOCAL.pack(
            b"PK\3\4", member.needs, member.flags, member.method, member.time, member.date, crc, *sizes,
            len(member.raw_name), len(extra),
        ) + member.raw_name + extra
    )  # fmt: skip
    out.seek(end)
    return _Entry(member, offset, False)


def _without(extra: bytes, tags: Collection[int]) -> bytes:
    return b"".join(
        struct.pack("<2H", tag, len(data)) + data for tag, data in records.extra_fields(extra) if tag not in tags
    )


def _write_directory(out: BinaryIO, directory: Directory, entries: list[_Entry]) -> None:
    start = out.tell()
    out.writelines(_central_record(entry, directory.shift) for entry in entries)
    end = out.tell()
    out.write(_end_records(directory, len(entries), end - start, start - directory.shift, end - directory.shift))


def _central_record(entry: _Entry, shift: int) -> bytes:
    member, offset = entry.member, entry.offset
    if entry.is_copy and offset == member.offset:
        return member.record
    stated = offset - shift
    extra, sizes, needs = _without(member.extra, (records.ZIP64,)), (member.packed, member.size, stated), member.needs
    if (entry.is_copy and len(extra) != len(member.extra)) or max(sizes) >= FULL32:
        extra = struct.pack("<2H3Q", records.ZIP64, 24, member.size, member.packed, stated) + extra
        sizes, needs = (FULL32, FULL32, FULL32), max(45, needs)
    packed, size, place = sizes
    return records.CENTRAL.pack(
        b"PK\1\2", member.made_by, needs, member.flags, member.method, member.time, member.date, member.crc,
        packed, size, len(member.raw_name), len(extra), len(member.comment), 0, member.internal, member.external, place,
    ) + member.raw_name + extra + member.comment  # fmt: skip


def _end_records(directory: Directory, count: int, size: int, offset: int, end: int) -> bytes:
    """The end record, patched; with its zip64 form when the old file had one or the new one needs it."""
    sign, disk, first, _, was_count, was_size, was_offset, comment = records.END.unpack_from(directory.tail)
    end64 = directory.end64
    if not end64 and (count >= FULL16 or max(size, offset) >= FULL32):
        end64 = records.END64.pack(b"PK\6\6", records.END64.size - 12, 45, 45, 0, 0, 0, 0, 0, 0)
        end64 += records.LOCATOR64.pack(b"PK\6\7", 0, 0, 1)
    wide = b""
    if end64:
        head = records.END64.unpack_from(end64)[:6]
        wide = records.END64.pack(*head, count, count, size, offset) + end64[records.END64.size : -12]
        wide += struct.pack("<Q", end) + end64[-4:]
    # a field that was full stays full: «look in the zip64 record»
    short = FULL16 if end64 and was_count == FULL16 else min(count, FULL16)
    fields = (FULL32 if end64 and was == FULL32 else min(now, FULL32)
              for now, was in ((size, was_size), (offset, was_offset)))  # fmt: skip
    end_record = records.END.pack(sign, disk, first, short, short, *fields, comment)
    return wide + end_record + directory.tail[records.END.size :]
