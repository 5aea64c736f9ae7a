"""`cobranza lote`: many workbooks, one line each in the order they were named, whatever happens to any of them."""

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces import console, pool, terminal
from xl_cobranza.faces.recalculation import Request

SUFFIXES: Final = (".xlsx", ".xlsm")


def workbooks(paths: Iterable[str]) -> list[str]:
    """The workbooks named by files, folders (searched throughout) and patterns, each once, in that order."""
    found: dict[str, None] = {}
    for path in paths:
        if Path(path).is_dir():
            found.update(dict.fromkeys(str(p) for p in sorted(Path(path).rglob("*")) if _is_workbook(p)))
        elif not Path(path).exists() and glob.has_magic(path):
            hits = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
            found.update(dict.fromkeys(hit for hit in hits if _is_workbook(Path(hit))))
        else:
            found[path] = None
    if not found:
        raise WrongUsage("no_workbooks", found=", ".join(paths))
    return list(found)


def _is_workbook(path: Path) -> bool:
    """Neither a lock that Excel left (`~$x.xlsx`) nor one of our own backups."""
    ours_or_locks = path.name.startswith("~$") or ".cobranza" in path.parts
    return path.suffix.lower() in SUFFIXES and not ours_or_locks and path.is_file()


def run(requests: Sequence[Request], *, workers: int | None, as_objects: bool) -> int:
    """Recalculate them all and print a line for each; answer the highest exit code."""
    language = requests[0].language or "es"
    finished: dict[int, pool.Result] = {}
    shown = highest = 0
    with terminal.progress(language, "books", total=len(requests)) as advance:
        for index, result in pool.results(requests, workers or os.cpu_count() or 1, as_objects=as_objects):
            finished[index] = result
            highest = max(highest, result.code)
            advance()
            while shown in finished:
                console.answer(finished.pop(shown).line)
                shown += 1
    return highest
