"""What a person reads in the terminal: summary, dry run, problems. The words are in `wording`."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from xl_cobranza.book import layout
from xl_cobranza.domain.policy import DEFAULT_STAGES
from xl_cobranza.errors import Problem, Severity
from xl_cobranza.faces import console
from xl_cobranza.faces.preview import Preview
from xl_cobranza.faces.recalculation import Outcome, Wanted
from xl_cobranza.wording import figures
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from xl_cobranza.flows.plan import Plan

_SHOWN_PROBLEMS: Final = 30
_SHOWN_TO_KNOW: Final = 5
_CURRENCY_COLUMNS: Final = 3  # more do not fit in 80 columns
_MARKS: Final = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_RUNGS: Final = {stage.key: place for place, stage in enumerate(DEFAULT_STAGES)}
_NEXT: Final[dict[Wanted, str]] = {"decisions": "next_decisions", "today": "next_today", "sheets": "next_sheets"}
STEPS: Final = ("reading", "deciding", "writing")


def line(outcome: Outcome) -> str:
    """One workbook of many in one line: a mark, then what came of it."""
    if outcome.error is not None:
        why = wording.refusal(outcome.error, outcome.language).removeprefix(f"{PurePath(outcome.workbook).name}: ")
        return f"✗ {outcome.workbook}: {why}"
    applied, plan = outcome.applied, outcome.plan
    cells = applied.changed_cells if applied else 0
    key = "book_done" if cells else "book_unchanged"
    rows = _rows(plan.rows if plan else 0, outcome.language)
    text = message(key, outcome.language, workbook=outcome.workbook, rows=rows, cells=cells)
    doubts = sum(problem.severity is not Severity.INFO for problem in outcome.problems)
    if not doubts:
        return f"✓ {text}"
    return "! " + message("book_doubts", outcome.language, text=text, count=doubts)


def summary(outcome: Outcome) -> str:
    """What a recalculation did, for the person who will open the workbook next."""
    plan, language = outcome.plan, outcome.language
    assert plan is not None
    rows, day = _rows(plan.rows, language), _day(outcome.as_of, language)
    title = message("summary", language, sheet=_sheet(plan), rows=rows, as_of=day)
    parts = [title, _work(plan, language) if outcome.wants == "today" else _stages(outcome)]
    if plan.moved:
        parts.append(message("moved", language, count=plan.moved))
    if outcome.problems:
        parts.append(problem_list(outcome, limit=_SHOWN_PROBLEMS))
    parts.append(_dry_run(outcome, outcome.preview) if outcome.preview else _written(outcome))
    return "\n\n".join(part for part in parts if part)


def problem_list(outcome: Outcome, limit: int | None = None) -> str:
    """What needs a person, then what is only good to know, each in sheet order; past `limit`, how many more."""
    urgent = [problem for problem in outcome.problems if problem.severity is not Severity.INFO]
    to_know = [problem for problem in outcome.problems if problem.severity is Severity.INFO]
    groups = [("problems", urgent, limit), ("to_know", to_know, limit and _SHOWN_TO_KNOW)]
    return "\n\n".join(_group(title, some, outcome, most) for title, some, most in groups if some)


def _group(title: str, problems: Sequence[Problem], outcome: Outcome, limit: int | None) -> str:
    language, workbook = outcome.language, outcome.workbook
    lines = [message(title, language, count=len(problems))]
    for problem in problems[:limit]:
        told = wording.problem(problem, language, outcome.country)
        lines.append(console.wrapped(f"  {_MARKS[problem.severity]} {told}", indent="    "))
    if limit is not None and len(problems) > limit:
        lines.append("  " + message("more_problems", language, count=len(problems) - limit, workbook=workbook))
    return "\n".join(lines)


def _stages(outcome: Outcome) -> str:
    """Invoices and balance by stage; a currency is a column of its own, never added to another."""
    assert outcome.plan is not None
    counts: Counter[tuple[str, str]] = Counter()
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in outcome.plan.decisions:
        counts[row.stage_id, row.stage] += 1
        if row.balance is not None:
            sums[row.stage_id, row.currency or ""] += row.balance
    currencies = sorted({currency for _, currency in sums})
    columns = currencies if len(currencies) <= _CURRENCY_COLUMNS else []
    language = outcome.language

    def money(total: Decimal | None) -> str:
        return "" if total is None else figures.number(total, figures.at_home(currencies, outcome.country), language)

    headings = (message("stage", language), message("invoices", language))
    table = columns_of(*headings, *(c or message("no_currency", language) for c in columns), right_from=1)
    for stage_id, stage in sorted(counts, key=_along_the_ladder):
        table.add_row(stage, str(counts[stage_id, stage]), *(money(sums.get((stage_id, c))) for c in columns))
    totals: dict[str | None, Decimal] = {
        c: sum((sums[key] for key in sums if key[1] == c), Decimal()) for c in currencies
    }
    table.add_section()
    table.add_row(message("total", language), str(counts.total()), *(money(totals[c]) for c in columns))
    below = (
        "" if columns or not currencies else "\n\n" + console.wrapped(figures.sums(totals, outcome.country, language))
    )
    return console.rendered(table) + below


def _work(plan: "Plan", language: str) -> str:
    """Today's rows in the order in which to make the calls."""
    if not plan.today:
        return message("nobody_today", language)
    columns = layout.TODAY.by_field
    fields = ("customer", "phone", "action", "owed")
    table = columns_of(*(columns[f].heading_in(language) for f in fields))
    for place in (1, 3):  # a number that is cut in two is read wrong
        table.columns[place].no_wrap = True
    for row in plan.today:
        table.add_row(*(row[field] for field in fields))
    return console.rendered(table)


def _rows(count: int, language: str) -> str:
    return message("row" if count == 1 else "rows", language, count=count)


def _along_the_ladder(stage: tuple[str, str]) -> int:
    """The rungs as they are climbed, then what stands outside the ladder."""
    return _RUNGS.get(stage[0], len(_RUNGS))


def _written(outcome: Outcome) -> str:
    applied, language = outcome.applied, outcome.language
    assert applied is not None
    if applied.saved_to is None:
        return message("nothing_to_do", language)
    columns = layout.LEDGER.by_field
    lines = [message("saved", language, path=applied.saved_to, cells=applied.changed_cells)]
    if applied.backup:
        lines.append(message("backup", language, path=applied.backup))
    action, reason = (columns[f].heading_in(language) for f in ("action", "reason"))
    lines.append(
        console.wrapped(
            message(_NEXT[_advice(outcome)], language, sheet=_sheet(outcome.plan), action=action, reason=reason)
        )
    )
    return "\n".join(lines)


def _advice(outcome: Outcome) -> Wanted:
    """What to look at next: the day's calls, where the workbook has them."""
    has_today = outcome.wants == "decisions" and outcome.plan is not None and outcome.plan.today
    return "today" if has_today else outcome.wants


def _dry_run(outcome: Outcome, preview: Preview) -> str:
    language = outcome.language
    book = PurePath(outcome.workbook).name
    parts = [message("dry_run", language, cells=preview.cells, workbook=book)]
    changes = columns_of(message("column", language), message("cells", language), right_from=1)
    for (sheet, heading), count in preview.columns.items():
        changes.add_row(f"{sheet} · {heading}", str(count))
    for (sheet, heading), count in preview.new_columns.items():
        changes.add_row(f"{sheet} · {heading}", message("new_column", language, count=count))
    for sheet, count in preview.new_rows.items():
        changes.add_row(sheet, message("new_rows", language, count=count))
    for sheet in preview.new_sheets:
        changes.add_row(sheet, message("new_sheet", language))
    if changes.row_count:
        parts.append(console.rendered(changes))
    if preview.refreshed:
        parts.append(message("refreshed", language, count=preview.refreshed))
    if preview.examples:
        examples = columns_of(*(message(heading, language) for heading in ("cell", "old", "new")))
        for example in preview.examples:
            examples.add_row(example.ref, _shown(example.old, language), _shown(example.new, language))
        parts.append(console.rendered(examples))
    return "\n\n".join(parts)


def _sheet(plan: "Plan | None") -> str:
    """The sheet of the ledger, which need not be named as in our template."""
    return plan.decisions[0].ref.rpartition("!")[0] if plan and plan.decisions else layout.LEDGER.name


def columns_of(*headings: str, right_from: int | None = None) -> Any:  # noqa: ANN401 - rich is imported when it is used
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if right_from is not None and place >= right_from else "left")
    return table


def _day(day: date | None, language: str) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}" if language == "es" else f"{day:%d %b %Y}"


def _shown(value: object, language: str) -> str:
    if value is None:
        return message("blank", language)
    if isinstance(value, date):
        return _day(value, language)
    return f"{value:g}" if isinstance(value, float) else str(value)
