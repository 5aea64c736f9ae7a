"""A zip archive, read: its members by name, inflated as a stream, checked against their checksums."""

import errno
import hashlib
import io
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Self

from xl_cobranza.adapters.xlsx.zip.codec import INFLATE_ERRORS, crc32, inflater
from xl_cobranza.adapters.xlsx.zip.records import (
    BLOCK,
    DEFLATED,
    ENCRYPTED,
    STORED,
    Damaged,
    Directory,
    Member,
    blocks,
    read_directory,
)
from xl_cobranza.adapters.xlsx.zip.rewriting import Content, rewrite
from xl_cobranza.errors import Refused

IN_MEMORY: Final = 64 << 20  # a bigger file is read from disk, member by member
NO_CONTENT: Final[Mapping[str, Content]] = {}


class Archive:
    """The members of a zip archive.

    No handle stays open: a small file is held whole, a bigger one is opened for each use and refused
    as `changed_meanwhile` when it is no longer the file that was opened. So Windows can replace it.

    >>> from io import BytesIO; from zipfile import ZipFile
    >>> file = BytesIO(); package = ZipFile(file, "w"); package.writestr("xl/workbook.xml", "<workbook/>"); package.close()
    >>> archive = Archive(file.getvalue())
    >>> archive.names, archive.find("/XL/Workbook.xml"), archive.read("xl/workbook.xml")
    (('xl/workbook.xml',), 'xl/workbook.xml', b'<workbook/>')
    """

    def __init__(self, source: bytes | Path, name: str = "") -> None:
        """`source` is the whole archive or where it is. Raises `Refused("damaged_file")`."""
        self._source, self.file_name = source, name
        self._stamp = _stamp(source.stat()) if isinstance(source, Path) else None
        self._digest = ""
        try:
            with self.opened() as file:
                self.directory: Directory = read_directory(file)
        except Damaged as fault:
            raise Refused("damaged_file", name, detail=str(fault)) from fault
        self._members = {m.name: m for m in self.directory.members}
        self._parts = {part_key(m.name): m.name for m in self.directory.members}

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open a file. Raises `OSError`, or `Refused("damaged_file")` when it is no sound archive."""
        path = Path(path)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            source = path.absolute() if size > IN_MEMORY else file.read()
        return cls(source, path.name)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The bytes of the whole file, from the start."""
        if not isinstance(self._source, Path):
            yield io.BytesIO(self._source)
            return
        try:
            file = self._source.open("rb")
        except OSError as fault:
            raise Refused("cannot_read", self.file_name, os_code(fault)) from fault
        with file:
            if _stamp(os.fstat(file.fileno())) != self._stamp:
                raise Refused("changed_meanwhile", self.file_name)
            yield file

    @property
    def names(self) -> tuple[str, ...]:
        """The members, in the order of the directory."""
        return tuple(m.name for m in self.directory.members)

    def find(self, name: str) -> str | None:
        """The member that is this part: letter case, a leading slash and backslashes do not count."""
        return self._parts.get(part_key(name))

    def member(self, name: str) -> Member:
        """The record of a member. Raises `KeyError`."""
        return self._members[name]

    def size(self, name: str) -> int:
        """Bytes once inflated."""
        return self._members[name].size

    def read(self, name: str) -> bytes:
        """A member, inflated whole. Raises `Refused("damaged_part")`."""
        return b"".join(self.stream(name, max(BLOCK, self._members[name].size)))

    def stream(self, name: str, chunk: int = BLOCK) -> Iterator[bytes]:
        """A member, inflated by pieces of at most `chunk` bytes; the checksum is known at the end.

        Raises `Refused("damaged_part")`: use nothing of the pieces when that happens.
        """
        member = self._members[name]
        if member.flags & ENCRYPTED:
            raise Refused("encrypted_part", self.file_name, name)
        if member.method not in (STORED, DEFLATED):
            raise Refused("unknown_compression", self.file_name, name, method=str(member.method))
        crc = size = 0
        try:
            for piece in self._pieces(member, chunk):
                crc, size = crc32(piece, crc), size + len(piece)
                if size > member.size:
                    break
                yield piece
        except INFLATE_ERRORS as fault:
            raise Refused("damaged_part", self.file_name, name) from fault
        if size != member.size or crc != member.crc:
            raise Refused("damaged_part", self.file_name, name)

    def _pieces(self, member: Member, chunk: int) -> Iterator[bytes]:
        with self.opened() as file:
            file.seek(member.start)
            if member.method == STORED:
                yield from blocks(file, member.packed, chunk)
                return
            inflate = inflater()
            for block in blocks(file, member.packed, BLOCK):
                piece = inflate.decompress(block, chunk)
                while piece:
                    yield piece
                    piece = b"" if inflate.eof else inflate.decompress(inflate.unconsumed_tail, chunk)

    def digest(self) -> str:
        """A fingerprint of the whole file (blake2b, hexadecimal)."""
        if not self._digest:
            with self.opened() as file:
                self._digest = fingerprint(file)
        return self._digest


def write(
    archive: Archive,
    out: BinaryIO,
    replace: Mapping[str, Content] = NO_CONTENT,
    add: Mapping[str, Content] = NO_CONTENT,
    drop: Collection[str] = (),
) -> tuple[str, ...]:
    """Write the archive to `out` (empty, seekable) and return the members that were deflated anew.

    What is neither replaced nor dropped keeps its very bytes. An iterable is deflated piece by piece:
    memory is one piece; a function is asked for its bytes once the other members are written. A member
    that is replaced keeps its date and attributes; members added go last. Raises `KeyError` for a name to replace or drop that is not there, or one to add that is.
    """
    names = set(archive.names)
    if wrong := ({*replace, *drop} - names) | (names & {*add}):
        raise KeyError(*sorted(wrong))
    with archive.opened() as source:
        return rewrite(source, archive.directory, out, replace, add, drop)


def fingerprint(file: BinaryIO) -> str:
    """blake2b of what is left of an open file, in hexadecimal."""
    sums = hashlib.blake2b()
    while block := file.read(BLOCK):
        sums.update(block)
    return sums.hexdigest()


def os_code(fault: OSError) -> str:
    """The code of an error of the system, which is the same in every language: `EACCES`."""
    return errno.errorcode.get(fault.errno or 0, "")


def part_key(name: str) -> str:
    """What makes two names the same part (OPC, ECMA-376 part 2, 6.3.5; some writers use backslashes)."""
    return name.replace("\\", "/").lstrip("/").lower()


def _stamp(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
