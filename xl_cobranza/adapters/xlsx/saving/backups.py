"""The file as it was before each of our last writes: `.cobranza/<workbook>.<date>-<time>.xlsx`."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from xl_cobranza.adapters.xlsx.saving.lock import FOLDER

KEPT: Final = 10
_UNFINISHED: Final = ".part"


def keep(real: Path) -> Path:
    """Back the file up. A second name for the same bytes where the disk can, else a copy."""
    folder = real.parent / FOLDER
    folder.mkdir(exist_ok=True)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    taken = max((number for then, number, _ in _backups(real) if then == stamp), default=0)
    for number in count(taken + 1):
        suffix = f"-{number}" if number > 1 else ""
        backup = folder / f"{real.stem}.{stamp}{suffix}{real.suffix}"
        try:
            os.link(real, backup)
        except FileExistsError:
            continue
        except (OSError, NotImplementedError):
            if backup.exists():
                continue
            _copy(real, backup)
        return backup
    raise AssertionError


def prune(real: Path) -> None:
    """Leave the newest ones of this workbook."""
    for backup in sorted(_backups(real), key=lambda found: found[:2])[:-KEPT]:
        backup[2].unlink(missing_ok=True)


def clear_remains(real: Path) -> None:
    """Remove what a killed run left: a copy half made, a backup of a file that was never replaced."""
    for _, _, backup in list(_backups(real)):
        if real.exists() and backup.samefile(real):
            backup.unlink()
    for part in (real.parent / FOLDER).glob(f"*{_UNFINISHED}"):
        if _named(real).fullmatch(part.name.removesuffix(_UNFINISHED)):
            part.unlink()


def _copy(real: Path, backup: Path) -> None:
    part = backup.with_name(backup.name + _UNFINISHED)
    try:
        shutil.copyfile(real, part)
        shutil.copystat(real, part)
        part.rename(backup)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _named(real: Path) -> re.Pattern[str]:
    return re.compile(re.escape(real.stem) + r"\.(\d{8}-\d{6})(?:-(\d+))?" + re.escape(real.suffix))


def _backups(real: Path) -> Iterator[tuple[str, int, Path]]:
    named = _named(real)
    for path in (real.parent / FOLDER).glob("*"):
        if match := named.fullmatch(path.name):
            yield match[1], int(match[2] or 1), path
