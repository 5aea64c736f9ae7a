"""Our own lock: one run at a time on a workbook.

A file `.cobranza/<workbook>.lock` that only one process can create, with its process id, host and
time. A crash must not block for ever: the lock is void when its process is dead on this host, or
when it is older than an hour (no run takes so long; the digest of the file still guards the data).
"""

import json
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from xl_cobranza.errors import Refused

FOLDER: Final = ".cobranza"
OLDEST: Final = 3600.0  # seconds
UNFINISHED: Final = 10.0  # seconds that a lock may stay without its text
_ATTEMPTS: Final = 5
_PAUSE: Final = 0.05  # seconds for the run that has just taken it to write its text


def acquire(real: Path) -> Path:
    """Take the lock of a workbook. Raises `Refused`: `locked_by_run`, `no_backup_folder`; and `OSError`."""
    lock = real.parent / FOLDER / f"{real.name}.lock"
    host = socket.gethostname()
    text = json.dumps({"pid": os.getpid(), "host": host, "since": time.time()})
    holder: dict[str, object] = {}
    for _ in range(_ATTEMPTS):
        _make_folder(lock.parent, real)
        try:
            _create(lock, text)
        except FileNotFoundError:
            continue  # another run has just finished and taken the empty folder with it
        except FileExistsError:
            with suppress(FileNotFoundError):
                seen = lock.read_bytes()
                age = time.time() - lock.stat().st_mtime
                holder = _holder(seen)
                if _is_void(holder, age, host):
                    _take_away(lock, seen)
                elif holder:
                    break
                else:
                    time.sleep(_PAUSE)
            continue
        return lock
    told = {key: str(holder[key]) for key in ("host", "pid") if key in holder}
    raise Refused("locked_by_run", real.name, **told)


def release(lock: Path) -> None:
    """Give the lock back; the folder goes too when nothing else is in it."""
    with suppress(OSError):
        lock.unlink()
        lock.parent.rmdir()


def clear_remains(real: Path) -> None:
    """Remove what a run left that was killed while it made its lock or took a void one away."""
    for aside in (real.parent / FOLDER).glob("*.lock.*"):
        name, _, pid = aside.name.rpartition(".")
        if name == f"{real.name}.lock" and pid.isdigit() and not _is_alive(int(pid)):
            aside.unlink(missing_ok=True)


def _make_folder(folder: Path, real: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError as fault:
        if folder.is_file():
            raise Refused("no_backup_folder", real.name, folder.name) from fault


def _create(lock: Path, text: str) -> None:
    """The lock appears with its text, in one step: without it, a killed run could not be told from a living one."""
    aside = _aside(lock)
    try:
        aside.write_text(text, "utf-8")
        os.link(aside, lock)
    except (FileExistsError, FileNotFoundError):
        raise
    except (OSError, NotImplementedError):  # a disk without links
        _create_in_two_steps(lock, text)
    finally:
        release(aside)


def _create_in_two_steps(lock: Path, text: str) -> None:
    with lock.open("x", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            release(lock)
            raise


def _holder(text: bytes) -> dict[str, object]:
    try:
        holder = json.loads(text)
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def _is_void(holder: dict[str, object], age: float, host: str) -> bool:
    if age > OLDEST or (not holder and age > UNFINISHED):
        return True
    pid = holder.get("pid")
    return holder.get("host") == host and isinstance(pid, int) and not _is_alive(pid)


def _take_away(lock: Path, seen: bytes) -> None:
    """Remove a void lock, unless another run has put its own there since we read it."""
    aside = _aside(lock)
    lock.rename(aside)
    if aside.read_bytes() == seen:
        aside.unlink()
    else:
        aside.rename(lock)


def _aside(lock: Path) -> Path:
    """A name beside it that only this run uses."""
    return lock.with_name(f"{lock.name}.{os.getpid()}")


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":  # there os.kill ends the process
        import ctypes

        kernel = ctypes.windll.kernel32
        process = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not process:
            return bool(kernel.GetLastError() == 5)  # access denied: it is somebody's
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(process, ctypes.byref(code))
        kernel.CloseHandle(process)
        return code.value == 259  # STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
