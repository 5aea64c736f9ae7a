"""Workers side by side, none able to stop the others.

The pool is ours because a worker may be killed (no memory, a person, a fault below Python): the job
it was on must be named, and `concurrent.futures` gives up the whole pool instead.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar, cast

_SPAWN: Final = get_context("spawn")  # the only way that Windows has, hence the same everywhere

Job = TypeVar("Job")
Result = TypeVar("Result")


def results(jobs: Sequence[Job], work: Callable[[Job], Result], workers: int) -> Iterator[tuple[int, Result | None]]:
    """The place and the result of each job as it is done; None when its worker died.

    `work` and the jobs cross to other processes, so they are pickled. Left early, it lets each worker
    end the job in hand.
    """
    waiting = iter(enumerate(jobs))
    busy: dict[Connection[Any, Any], tuple[_Worker, int]] = {}

    def assign(worker: _Worker) -> None:
        for index, job in waiting:
            busy[worker.line] = (worker, index)
            with suppress(BrokenPipeError):  # it died meanwhile: its closed line will say so
                worker.line.send(job)
            return
        worker.dismiss()

    try:
        for _ in range(min(workers, len(jobs))):
            assign(_Worker(work))
        while busy:
            for line in cast("list[Connection[Any, Result]]", wait(list(busy))):
                worker, index = busy.pop(line)
                try:
                    yield index, line.recv()
                except (EOFError, ConnectionResetError):
                    worker.dismiss()
                    yield index, None
                    worker = _Worker(work)
                assign(worker)
    finally:
        for worker, _ in busy.values():
            worker.dismiss()


class _Worker:
    """One process and our end of the line to it."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.line, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_obey, args=(theirs, work), daemon=True)
        # Ctrl-C reaches every process of a terminal: a worker is born deaf to it, and ends its job
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        theirs.close()  # else we would hold the line open after its death

    def dismiss(self) -> None:
        """Let it end what it has in hand, and wait for that."""
        self.line.close()
        self.process.join()


def _obey(home: "Connection[Any, Any]", work: Callable[[Any], Any]) -> None:
    """The life of a worker: a job in, a result out, until the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where children do not inherit it
    with suppress(EOFError, ConnectionError):
        while True:
            home.send(work(home.recv()))
