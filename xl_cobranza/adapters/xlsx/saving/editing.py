"""A workbook held for one run: nobody has it open, no other run works on it, remains are cleared."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xl_cobranza.adapters.xlsx.saving import backups, lock, replacing
from xl_cobranza.adapters.xlsx.saving.faults import reported
from xl_cobranza.adapters.xlsx.saving.owner_files import opened_elsewhere
from xl_cobranza.errors import Refused


@contextmanager
def editing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Hold the file at `path`, which need not exist yet; gives the real one, symbolic links followed.

    Raises `Refused`: `no_such_folder`, `read_only_file`, `folder_read_only`, `open_in_excel`,
    `open_in_libreoffice` (data `user`), `locked_by_run` (data `host`, `pid`), `no_backup_folder`, and
    what the system refuses, see `faults`.
    """
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        raise Refused("no_such_folder", real.name, str(real.parent))
    if real.is_dir():
        raise Refused("is_a_folder", real.name)
    with reported(real):
        if real.exists() and not os.access(real, os.W_OK):
            raise Refused("read_only_file", real.name)
        if someone := opened_elsewhere(path):
            raise Refused(someone.kind, real.name, someone.user, user=someone.user)
        held = lock.acquire(real)
    try:
        with reported(real):
            lock.clear_remains(real)
            replacing.clear_remains(real)
            backups.clear_remains(real)
        yield real
    finally:
        lock.release(held)
