"""Workers that recalculate workbooks side by side, none able to stop the others.

The pool is ours because a worker may be killed (no memory, a person, a fault below Python): the
workbook it was on must be named, and `concurrent.futures` gives up the whole pool instead.
"""

import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Final, NamedTuple, cast

from xl_cobranza.errors import CobranzaError
from xl_cobranza.faces import as_json, crash_log, terminal
from xl_cobranza.faces.recalculation import Outcome, Request, recalculate

_SPAWN: Final = get_context("spawn")  # the only way that Windows has, hence the same everywhere


class Result(NamedTuple):
    """What a worker sends home: the exit code of one workbook and its line."""

    code: int
    line: str


def results(requests: Sequence[Request], workers: int, *, as_objects: bool) -> Iterator[tuple[int, Result]]:
    """Each request's place and result, as they are done. Left early, it lets each worker end its workbook."""
    waiting = iter(enumerate(requests))
    busy: dict[Connection[Any, Any], tuple[_Worker, int]] = {}

    def assign(worker: _Worker) -> None:
        index, request = next(waiting, (None, None))
        if index is None or request is None:
            worker.dismiss()
            return
        busy[worker.line] = (worker, index)
        with suppress(BrokenPipeError):  # it died meanwhile: the closed line will say so
            worker.line.send(request)

    try:
        for _ in range(min(workers, len(requests))):
            assign(_Worker(as_objects))
        while busy:
            for line in cast("list[Connection[Any, Result]]", wait(list(busy))):
                worker, index = busy.pop(line)
                try:
                    yield index, line.recv()
                except (EOFError, ConnectionResetError):
                    worker.dismiss()
                    yield index, _told(_refused(requests[index], "worker_died"), as_objects)
                    worker = _Worker(as_objects)
                assign(worker)
    finally:
        for worker, _ in busy.values():
            worker.dismiss()


class _Worker:
    """One process and our end of the line to it."""

    def __init__(self, as_objects: bool) -> None:
        self.line, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_work, args=(theirs, as_objects), daemon=True)
        # Ctrl-C reaches every process of a terminal: a worker is born deaf to it, and ends its workbook
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


def _work(home: "Connection[Result, Request]", as_objects: bool) -> None:
    """The life of a worker: a request in, a result out, until the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where children do not inherit it
    with suppress(EOFError, OSError):
        while True:
            home.send(_one(home.recv(), as_objects))


def _one(request: Request, as_objects: bool) -> Result:
    try:
        outcome = recalculate(request)
    except Exception as error:  # noqa: BLE001 - the other workbooks go on
        outcome = _refused(request, "unexpected", crash_log.write_down(error))
    return _told(outcome, as_objects)


def _refused(request: Request, kind: str, found: str = "") -> Outcome:
    error = CobranzaError(kind, request.workbook, found)
    return Outcome(request.workbook, request.language or "es", error=error)


def _told(outcome: Outcome, as_objects: bool) -> Result:
    line = "".join(as_json.chunks(outcome)) if as_objects else terminal.line(outcome)
    return Result(outcome.exit_code, line)
