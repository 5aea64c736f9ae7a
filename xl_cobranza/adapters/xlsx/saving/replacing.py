"""A new file in the place of the old one, in a single step that cannot be seen half done."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE
from typing import BinaryIO

from xl_cobranza.adapters.xlsx.archive import Archive, fingerprint
from xl_cobranza.adapters.xlsx.saving import backups
from xl_cobranza.adapters.xlsx.saving.faults import reported
from xl_cobranza.errors import Refused

Writer = Callable[[BinaryIO], Iterable[str]]  # writes a whole archive; names the members to verify


def replace_atomically(path: str | os.PathLike[str], digest_seen: str | None, writer: Writer) -> Path | None:
    """Write the file aside, verify it, and put it in the place of the old one; the backup, if there was one.

    `digest_seen` is that of the file the edit is based on: when the file on disk is another by now,
    `Refused("changed_meanwhile")`. None when the file is new. Mode, owner and extended attributes stay.
    Whatever is raised, the file is as it was and nothing is left beside it. Call it within `editing`.
    """
    real = Path(os.path.realpath(path))
    aside = real.with_name(f"{_prefix(real)}{os.urandom(4).hex()}.tmp")
    try:
        with reported(real):
            written = _write(real, aside, writer)
            _verify(real, aside, written)
            backup = _swap(real, aside, digest_seen)
    finally:
        with suppress(OSError):
            aside.unlink()
    with suppress(OSError):  # it is written: what is left is tidiness
        sync_folder(real.parent)
        backups.prune(real)
    return backup


def clear_remains(real: Path) -> None:
    """Remove what a killed run wrote aside. Only the holder of the lock may."""
    for aside in real.parent.glob(f"{_prefix(real)}*.tmp"):
        aside.unlink(missing_ok=True)


def _prefix(real: Path) -> str:
    """Says whose it is in few characters: a long name and more would not fit in a name."""
    return f".cobranza-{hashlib.blake2b(os.fsencode(real.name), digest_size=4).hexdigest()}-"


def _write(real: Path, aside: Path, writer: Writer) -> tuple[str, ...]:
    # nobody may read it who could not read the old one
    mode = S_IMODE(real.stat().st_mode) if real.exists() else 0o666
    with open(aside, "x+b", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        written = tuple(writer(file))
        file.flush()
        os.fsync(file.fileno())
    return written


def _verify(real: Path, aside: Path, written: Iterable[str]) -> None:
    """The archive opens, and what was deflated inflates to its checksum."""
    try:
        archive = Archive.open(aside)
        for name in written:
            for _ in archive.stream(name):
                pass
    except (Refused, KeyError) as fault:
        raise Refused("write_failed", real.name, detail=str(fault)) from fault


def _swap(real: Path, aside: Path, digest_seen: str | None) -> Path | None:
    backup = None
    try:
        if real.exists():
            _copy_attributes(real, aside)
            backup = backups.keep(real)
        if digest_seen is not None:
            with real.open("rb") as file:
                if fingerprint(file) != digest_seen:
                    raise Refused("changed_meanwhile", real.name)
        aside.replace(real)
    except BaseException:
        if backup and aside.exists():  # an interruption may also arrive once all is done
            backup.unlink()
        raise
    return backup


def _copy_attributes(real: Path, aside: Path) -> None:
    """All but the dates; the owner where we may."""
    shutil.copystat(real, aside)
    os.utime(aside)
    if sys.platform != "win32":
        status = real.stat()
        for uid, gid in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(aside, uid, gid)


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
