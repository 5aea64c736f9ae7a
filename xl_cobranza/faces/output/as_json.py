"""What `--json` prints: one object, the keys of the contract, and nothing else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from xl_cobranza import __version__
from xl_cobranza.errors import NOTHING, CobranzaError, Problem
from xl_cobranza.faces.recalculation import Outcome
from xl_cobranza.wording import problems as wording

if TYPE_CHECKING:
    from xl_cobranza.flows.plan import DecisionRow

SCHEMA: Final = 1
_ROWS_A_CHUNK: Final = 1000
_encoded: Final = json.JSONEncoder(
    ensure_ascii=False, default=str
).encode  # money and days as text: 1500.00, 2026-10-01


def text(keys: Mapping[str, Any]) -> str:
    """An object of other keys than those of a run, with the two that every one has."""
    return _encoded({"schema": SCHEMA, "version": __version__, **keys})


def error_object(error: CobranzaError, language: str) -> dict[str, str]:
    """Why nothing was done."""
    return {"kind": error.kind, "ref": error.ref, "found": error.found, "message": wording.refusal(error, language)}


def problem_object(problem: Problem, language: str, country: str = "") -> dict[str, str]:
    """One problem, with its sentence."""
    return {
        "ref": problem.ref,
        "kind": problem.kind,
        "severity": problem.severity.value,
        "found": problem.found,
        "message": wording.problem(problem, language, country),
    }


def chunks(outcome: Outcome, more: Mapping[str, Any] = NOTHING, *, decisions: bool = True) -> Iterator[str]:
    """The object as text, piece by piece: a ledger may hold a million rows.

    A refused run has every key, empty, and `error` besides; `more` are keys of one command only.
    """
    plan, applied, preview = outcome.plan, outcome.applied, outcome.preview
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "workbook": outcome.workbook,
        "as_of": outcome.as_of.isoformat() if outcome.as_of else None,
        "rows": plan.rows if plan else 0,
        "changed_cells": applied.changed_cells if applied else preview.cells if preview else 0,
        "saved_to": applied.saved_to if applied else None,
        "problems": [problem_object(problem, outcome.language, outcome.country) for problem in outcome.problems],
        **more,
    }
    if outcome.wants == "today":
        head["today"] = list(plan.today) if plan else []
    if outcome.error is not None:
        head["error"] = error_object(outcome.error, outcome.language)
    yield _encoded(head)[:-1] + ', "decisions": ['
    yield from _rows(plan.decisions) if plan and decisions else ()
    yield "]}"


def _rows(rows: Sequence["DecisionRow"]) -> Iterator[str]:
    """The items of the list, some at a time."""
    for first in range(0, len(rows), _ROWS_A_CHUNK):
        some = _encoded([row._asdict() for row in rows[first : first + _ROWS_A_CHUNK]])[1:-1]
        yield some if first == 0 else ", " + some
