"""`cobranza lote`: many workbooks, one line each in the order they were named, whatever happens to any of them."""

import glob
import os
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from xl_cobranza.errors import CobranzaError, WrongUsage
from xl_cobranza.faces import console, crash_log
from xl_cobranza.faces.commands import pool
from xl_cobranza.faces.output import as_json, terminal
from xl_cobranza.faces.recalculation import Outcome, Request, recalculate

SUFFIXES: Final = (".xlsx", ".xlsm")


def workbooks(paths: Iterable[str]) -> list[str]:
    """The workbooks named by files, folders (searched throughout) and patterns, each once, in that order."""
    found: dict[str, str] = {}
    for path in chain.from_iterable(map(_named, paths)):
        found.setdefault(os.path.realpath(path), path)
    if not found:
        raise WrongUsage("no_workbooks", found=", ".join(paths))
    return list(found.values())


def _named(path: str) -> list[str]:
    if Path(path).is_dir():
        return [str(found) for found in sorted(Path(path).rglob("*")) if _is_workbook(found)]
    if not Path(path).exists() and glob.has_magic(path):
        hits = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
        return [hit for hit in hits if _is_workbook(Path(hit))]
    return [path]


def _is_workbook(path: Path) -> bool:
    """Neither a lock that Excel left (`~$x.xlsx`) nor one of our own backups."""
    ours_or_locks = path.name.startswith("~$") or ".cobranza" in path.parts
    return path.suffix.lower() in SUFFIXES and not ours_or_locks and path.is_file()


class Line(NamedTuple):
    """What is told of one workbook, and its exit code."""

    code: int
    text: str


def run(requests: Sequence[Request], *, workers: int | None, as_objects: bool) -> int:
    """Recalculate them all and print a line for each; answer the highest exit code."""
    language = requests[0].language or "es"
    work = partial(recalculate_one, as_object=as_objects)
    told: dict[int, Line] = {}
    shown = highest = 0
    with console.progress(language, "books", total=len(requests)) as advance:
        for index, line in pool.results(requests, work, workers or os.cpu_count() or 1):
            told[index] = line or _line(_refused(requests[index], CobranzaError("worker_died")), as_objects)
            highest = max(highest, told[index].code)
            advance()
            while shown in told:
                console.answer(told.pop(shown).text)
                shown += 1
    return highest


def recalculate_one(request: Request, *, as_object: bool) -> Line:
    """One workbook, whatever happens to it; runs in a worker."""
    try:
        outcome = recalculate(request)
    except Exception as error:  # noqa: BLE001 - the other workbooks go on
        outcome = _refused(request, CobranzaError("unexpected", found=crash_log.write_down(error)))
    return _line(outcome, as_object)


def _refused(request: Request, error: CobranzaError) -> Outcome:
    return Outcome(request.workbook, request.language or "es", error=error)


def _line(outcome: Outcome, as_object: bool) -> Line:
    text = "".join(as_json.chunks(outcome)) if as_object else terminal.line(outcome)
    return Line(outcome.exit_code, text)
