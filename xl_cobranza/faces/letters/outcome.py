"""What came of a day's letters, for a person and for a program."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from xl_cobranza import __version__
from xl_cobranza.errors import CobranzaError, Problem, Severity
from xl_cobranza.faces import console
from xl_cobranza.faces.letters.batch import Done, OneLetter
from xl_cobranza.faces.letters.posting import wish
from xl_cobranza.faces.mailing import sending
from xl_cobranza.faces.mailing.sending import Sending
from xl_cobranza.faces.output.as_json import SCHEMA, error_object, problem_object
from xl_cobranza.faces.output.terminal import columns_of
from xl_cobranza.flows.letters.remind import LetterPlan
from xl_cobranza.wording import figures, mailing
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.messages import message
from xl_cobranza.wording.reminders.telling import told, why_not

_SHOWN: Final = 10  # problems; the letters are what was asked for
QUIET: Final = frozenset(
    {"prepared_today", "resting", "in_agreement", "promised", "on_hold", "documented"}
)  # counted, not listed


@dataclass(frozen=True, slots=True)
class Outcome:
    """`plan` is None when the workbook was refused, and `error` says why; `done` holds nothing in a dry run."""

    workbook: str
    language: str = "es"
    as_of: date | None = None
    plan: LetterPlan | None = None
    done: Done | None = None
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()
    error: CobranzaError | None = None
    dry_run: bool = False
    sending: Sending | None = None
    drafted: int | None = None  # drafts left in Outlook

    @property
    def country(self) -> str:
        return self.plan.policy.parameters.country if self.plan else ""

    @property
    def exit_code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        doubts = needing_somebody(self.problems)
        return max(int(bool(doubts)), self.sending.exit_code if self.sending else 0)


def as_object(outcome: Outcome) -> str:
    """The object of `--json`; money and days as texts."""
    plan, done = outcome.plan, outcome.done
    applied = done.applied if done else None
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "workbook": outcome.workbook,
        "as_of": outcome.as_of.isoformat() if outcome.as_of else None,
        "changed_cells": applied.changed_cells if applied else 0,
        "saved_to": applied.saved_to if applied else None,
        "folder": str(outcome.folder) if done and done.index else None,
        "index": str(done.index) if done and done.index else None,
        "problems": [problem_object(problem, outcome.language, outcome.country) for problem in outcome.problems],
        "letters": [_letter(one) for one in done.letters] if done else [],
        "skipped": _skipped(plan) if plan else [],
    }
    if outcome.sending is not None:
        found["sending"] = sending.as_object(outcome.sending)
    if outcome.error is not None:
        found["error"] = error_object(outcome.error, outcome.language)
    return json.dumps(found, ensure_ascii=False, default=str)


def _letter(one: OneLetter) -> Mapping[str, Any]:
    letter, made = one.made.letter, one.made
    return {
        "customer": letter.customer.key,
        "to": letter.to.name,
        "address": letter.address,
        "step_id": letter.step,
        "channel": letter.channel.value,
        "language": letter.language,
        "discreet": letter.discreet,
        "subject": one.subject,
        "reason": made.reason,
        "totals": {currency or "": str(total) for currency, total in letter.owed.items()},
        "invoices": list(dict.fromkeys(line.invoice.folio for line in letter.lines)),
        "files": [name for _, name in one.files],
        "whatsapp": one.chat,
        "ref": made.ref,
        "id": made.id,
    }


def _skipped(plan: LetterPlan) -> list[Mapping[str, Any]]:
    return [
        {
            "customer": one.customer.key,
            "reason_id": one.reason,
            "reason": why_not(one, plan.teller),
            "step_id": one.told.get("step"),
            "on": one.told.get("on"),
        }
        for one in plan.skipped
    ]


def as_text(outcome: Outcome) -> str:
    """For the person who will open the folder next."""
    plan, language = outcome.plan, outcome.language
    assert plan is not None
    parts = [_title(plan, language)]
    if plan.letters:
        parts.append(_letters(plan, language))
    parts += _without(plan, language)
    if outcome.problems:
        told_problems = problem_lines(outcome.problems, language, outcome.country, outcome.workbook)
        parts.append("\n".join(told_problems))
    parts += [_next(outcome), *_posted(outcome)]
    return "\n\n".join(part for part in parts if part)


def _title(plan: LetterPlan, language: str) -> str:
    count = len(plan.letters)
    key = "no_letters" if not count else "summary_one" if count == 1 else "summary"
    return told(key, language, sheet=plan.sheet, day=f"{plan.as_of:%d/%m/%Y}", count=count)


def _letters(plan: LetterPlan, language: str) -> str:
    country = plan.policy.parameters.country
    shown = columns_of(*(told(key, language) for key in ("customer", "step", "channel", "to", "owed")))
    shown.columns[4].no_wrap = True
    for prepared in plan.letters:
        letter = prepared.letter
        sums = figures.sums(letter.owed, country, language)
        to = letter.to.name or letter.address
        shown.add_row(
            letter.customer.display_name, plan.teller.stage(letter.step), plan.teller.channel(letter.channel), to, sums
        )
    return console.rendered(shown)


def _without(plan: LetterPlan, language: str) -> list[str]:
    """Those who get none: who needs somebody, by name; who is only left in peace, counted."""
    listed = [one for one in plan.skipped if one.reason not in QUIET]
    again = sum(one.reason == "prepared_today" for one in plan.skipped)
    quiet = len(plan.skipped) - len(listed) - again
    parts = [told("already", language, count=again)] if again else []
    if listed:
        lines = [told("skipped", language, count=len(listed))]
        for one in listed:
            text = f"  · {one.customer.display_name}: {why_not(one, plan.teller)}"
            lines.append(console.wrapped(text, indent="    "))
        parts.append("\n".join(lines))
    if quiet:
        parts.append(told("skipped_resting_one" if quiet == 1 else "skipped_resting", language, count=quiet))
    return parts


def needing_somebody(problems: Sequence[Problem]) -> list[Problem]:
    """Those that make the exit code 1."""
    return [problem for problem in problems if problem.severity is not Severity.INFO]


def problem_lines(problems: Sequence[Problem], language: str, country: str, workbook: str) -> list[str]:
    """Those that need somebody, the first ones in words."""
    urgent = needing_somebody(problems)
    if not urgent:
        return []
    lines = [message("problems", language, count=len(urgent))]
    sentences = (wording.problem(problem, language, country) for problem in urgent[:_SHOWN])
    lines += [console.wrapped(f"  ! {sentence}", indent="    ") for sentence in sentences]
    if len(urgent) > _SHOWN:
        more = message("more_problems", language, count=len(urgent) - _SHOWN, workbook=workbook)
        lines.append(f"  {more}")
    return lines


def _posted(outcome: Outcome) -> list[str]:
    """What became of the letters that went by mail, or to Outlook."""
    parts = []
    if outcome.drafted is not None:
        parts.append(mailing.message("drafted", outcome.language, count=outcome.drafted))
    if outcome.sending is not None and outcome.plan is not None:
        wanted = wish(outcome.workbook, outcome.plan, yes=True)
        parts.append("\n".join(console.wrapped(line, indent="    ") for line in sending.told(outcome.sending, wanted)))
    return parts


def _next(outcome: Outcome) -> str:
    done, language = outcome.done, outcome.language
    if outcome.dry_run:
        return told("dry_run", language) if outcome.plan and outcome.plan.letters else ""
    if done is None or done.index is None:
        saved = done.applied.saved_to if done and done.applied else None
        return told("previewed", language, path=saved) if saved and outcome.plan and outcome.plan.letters else ""
    lines = [told("saved", language, folder=outcome.folder)]
    if done.applied is not None and done.applied.backup:
        lines.append(message("backup", language, path=done.applied.backup))
    lines.append(console.wrapped(told("next_posted" if outcome.sending else "next", language, index=done.index)))
    return "\n".join(lines)
