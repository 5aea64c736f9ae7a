"""The folder where a batch is left: files are written aside, and appear all together once every one is whole.

A run that is killed leaves a hidden folder behind and no half letter; the next run on the folder takes it away. Files
that appeared and whose workbook then refused its rows are taken back, so that nobody sends a letter that is not in
the log.
"""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from xl_cobranza.errors import Refused, WrongUsage

_ASIDE: Final = ".cartas-"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_OLD: Final = 3600.0  # seconds: no batch takes an hour to be written, so what is older was left behind


class Staging:
    """The files of one batch on their way into the folder."""

    def __init__(self, place: Path, aside: Path) -> None:
        self.place, self._aside = place, aside
        self._names: dict[str, None] = {}
        self._published: list[Path] = []

    def add(self, name: str, content: bytes) -> str:
        """Write a file aside and answer its name. Raises Refused: folder_full, folder_refused."""
        with told(self.place):
            (self._aside / name).write_bytes(content)
        self._names[name] = None
        return name

    def free_name(self, stem: str, suffix: str) -> str:
        """A name that no file of the folder has: `indice.html`, `indice-2.html`, …"""
        number, name = 1, f"{stem}{suffix}"
        while (self.place / name).exists() or name in self._names:
            number += 1
            name = f"{stem}-{number}{suffix}"
        return name

    def publish(self) -> list[Path]:
        """Move every file into the folder; one of the same name, of an earlier run of the same day, is replaced."""
        try:
            with told(self.place):
                for name in self._names:
                    target = self.place / name
                    is_new = not target.exists()
                    (self._aside / name).replace(target)
                    if is_new:
                        self._published.append(target)
        except BaseException:
            self.withdraw()
            raise
        return [self.place / name for name in self._names]

    def withdraw(self) -> None:
        """Take back the files that were not there before."""
        for path in self._published:
            with suppress(OSError):
                path.unlink()
        self._published.clear()


@contextmanager
def staging(place: Path) -> Iterator[Staging]:
    """A batch for a folder, which is made when only it is missing.

    Raises WrongUsage: no_such_folder, not_a_folder; Refused: folder_refused, folder_full.
    """
    if place.exists() and not place.is_dir():
        raise WrongUsage("not_a_folder", found=str(place))
    if not place.parent.is_dir():
        raise WrongUsage("no_such_folder", found=str(place.parent))
    is_new = not place.exists()
    with told(place):
        place.mkdir(exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=place))
        _clear_remains(place, aside)
    try:
        yield Staging(place, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # it holds something by now
                place.rmdir()


def _clear_remains(place: Path, aside: Path) -> None:
    now = aside.stat().st_mtime
    for path in place.glob(f"{_ASIDE}*"):
        if path != aside and now - path.stat().st_mtime > _OLD:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn what the system refuses into `Refused` about the folder."""
    try:
        yield
    except OSError as fault:
        kind = "folder_full" if fault.errno in _FULL else "folder_refused"
        raise Refused(kind, found=str(place)) from fault


def keep(place: Path, name: str, content: bytes) -> Path:
    """One document in a folder, whole or not at all, and never in the place of another: the same again is no change.

    Raises Refused: file_differs, when one of that name says something else (a person may have edited it); folder_full,
    folder_refused.
    """
    path = place / name
    with told(place):
        place.mkdir(parents=True, exist_ok=True)
        if path.exists():
            if path.read_bytes() == content:
                return path
            raise Refused("file_differs", found=name, folder=str(place))
        aside = place / f"{_ASIDE}{name}.tmp"
        try:
            aside.write_bytes(content)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    return path
