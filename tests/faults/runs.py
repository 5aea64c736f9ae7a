"""Runs of the adapter in processes of their own, which can be made to die or to fail at any step."""

import io
import os
import random
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import BinaryIO

from tests.adapters.packages import workbook
from xl_cobranza.adapters.xlsx.archive import Archive, write
from xl_cobranza.adapters.xlsx.opening import check
from xl_cobranza.adapters.xlsx.saving import editing, replace_atomically
from xl_cobranza.errors import Refused

PART = "xl/workbook.xml"
DONE, REFUSED, INTERRUPTED, FAILED = 0, 3, 130, 4
_TOUCHING = {
    "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.chown", "os.utime",
    "os.listdir", "os.scandir", "os.truncate", "shutil.copyfile",
}  # fmt: skip


def book_with(bulk: int = 0) -> bytes:
    """A workbook, with a picture of that size that does not compress."""
    return workbook({"xl/media/image1.png": random.Random(1).randbytes(bulk)})


class Watched:
    """An open file whose every write is a step."""

    def __init__(self, file: BinaryIO, step: Callable[[], None]) -> None:
        self._file, self._step = file, step

    def write(self, data) -> int:
        self._step()
        return self._file.write(data)

    def writelines(self, pieces) -> None:
        for piece in pieces:
            self.write(piece)

    def __getattr__(self, name: str):
        return getattr(self._file, name)


def save(path: Path, content: bytes, step: Callable[[], None] = lambda: None) -> Path | None:
    """Read the workbook, replace one part of it, save: the whole of what a run does to the disk."""
    with editing(path) as real:
        package = check(real)
        return replace_atomically(
            real, package.digest(), lambda out: write(package, Watched(out, step), {PART: content})
        )


def as_saved(old: bytes, content: bytes) -> bytes:
    """The bytes that `save` makes."""
    out = io.BytesIO()
    write(Archive(old), out, {PART: content})
    return out.getvalue()


def start(work: Callable[[], None]) -> int:
    """Run in a copy of this process, which is warm: a kill costs milliseconds. The process id."""
    child = os.fork()
    if child:
        return child
    code = FAILED
    try:
        work()
        code = DONE
    except Refused:
        code = REFUSED
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        os._exit(code)


def outcome(child: int) -> int:
    """The exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def watching(act: Callable[[int], None]) -> Callable[[], None]:
    """Call `act` with the number of each step that this process takes on the disk. For a forked child."""
    numbers = count(1)
    sync = os.fsync

    def step() -> None:
        act(next(numbers))

    def audit(event: str, _: object) -> None:
        if event in _TOUCHING:
            step()

    def watched_sync(handle: int) -> None:
        step()
        sync(handle)

    os.fsync = watched_sync
    sys.addaudithook(audit)
    return step


def steps_of(path: Path, content: bytes) -> int:
    """How many steps a run takes that nothing disturbs."""
    check(path)  # imports a codec, which only the first run would count as a step
    reading, writing = os.pipe()
    taken: list[int] = []

    def run() -> None:
        save(path, content, watching(taken.append))
        os.write(writing, b"%d" % len(taken))

    assert outcome(start(run)) == DONE
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        return int(pipe.read())


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
