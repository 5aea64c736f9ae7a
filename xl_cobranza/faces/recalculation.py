"""One workbook recalculated, or only reviewed: the same few steps for every command that needs them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from xl_cobranza.errors import CobranzaError, Problem, Severity
from xl_cobranza.faces.preview import Preview, preview

if TYPE_CHECKING:
    from xl_cobranza.book.port import Applied, Book
    from xl_cobranza.flows.plan import Plan

Progress = Callable[[str], None]
Wanted = Literal["decisions", "today", "sheets"]  # the columns of ours; those and the sheet `Hoy`; the sheets it lacks


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as plain data: it crosses to the workers of `lote`."""

    workbook: str
    as_of: date | None = None
    sheet: str | None = None
    output: str | None = None
    dry_run: bool = False
    language: str | None = None  # None: the workbook's own
    wants: Wanted = "decisions"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `plan` is None when the workbook was refused, and `error` says why."""

    workbook: str
    language: str = "es"
    country: str = ""
    as_of: date | None = None
    plan: "Plan | None" = None
    problems: tuple[Problem, ...] = ()
    applied: "Applied | None" = None
    preview: Preview | None = None
    error: CobranzaError | None = None
    wants: Wanted = "decisions"

    @property
    def exit_code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        return int(any(problem.severity is not Severity.INFO for problem in self.problems))


def recalculate(request: Request, on_step: Progress = lambda _: None) -> Outcome:
    """Read, decide and, unless it is a dry run, write. A refusal is an outcome like any other.

    `on_step` is told the name of each step after the first, which is «reading», as it begins.
    """
    outcome = Outcome(request.workbook, request.language or "es", wants=request.wants)
    try:
        return _steps(request, outcome, on_step)
    except CobranzaError as error:
        return replace(outcome, error=error)


def _steps(request: Request, outcome: Outcome, on_step: Progress) -> Outcome:
    from xl_cobranza import template
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.book.policy_sheet import read_policy
    from xl_cobranza.faces.as_of import settle

    book = XlsxBook(request.workbook, request.output, template.blank)
    parameters = read_policy(book)[0].parameters
    as_of, doubts = settle(book, request.as_of, parameters.timezone)
    doubts += _mail(request, book, parameters.timezone)
    on_step("deciding")
    plan = _plan(request, book, as_of)
    outcome = replace(
        outcome,
        language=plan.language,
        country=parameters.country,
        as_of=as_of,
        plan=plan,
        problems=(*doubts, *plan.problems),
    )
    if request.dry_run:
        return replace(outcome, preview=preview(book, plan.patches))
    on_step("writing")
    applied = book.apply(plan.patches, plan.digest)
    on_step("done")
    return replace(outcome, applied=applied, problems=(*outcome.problems, *applied.problems))


def _mail(request: Request, book: "Book", timezone: str) -> tuple[Problem, ...]:
    """What was sent and could not be written down goes into the workbook first, so that the decisions know it."""
    from xl_cobranza.adapters.outbox.sending.send_log import exists

    if not exists(request.workbook):
        return ()
    from xl_cobranza.faces.mailing.written import tell_book

    write = not request.dry_run and request.output is None
    return tell_book(book, request.workbook, timezone, write=write).problems


def _plan(request: Request, book: "Book", as_of: date) -> "Plan":
    if request.wants == "sheets":
        from xl_cobranza.flows.adopt import adopt

        return adopt(book, as_of, sheet=request.sheet, language=request.language)
    from xl_cobranza.flows.review import review

    today = request.wants == "today"
    return review(book, as_of, sheet=request.sheet, language=request.language, today=today)
