"""The policy as the workbook states it; the defaults where it says nothing, or nothing that can be used.

`Clave` is stable: a rung may be renamed, moved or left out, and a new one added. A blank cell means
the default of its key.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_sheet, misfit
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Book, Value
from xl_cobranza.book.records.columns import Columns, pass_over, read_columns
from xl_cobranza.book.records.contact_rules import read_contact_rules
from xl_cobranza.book.records.parameters import read_parameters
from xl_cobranza.book.references import quoted
from xl_cobranza.book.rows import find_sheets
from xl_cobranza.book.typed.amounts import read_whole
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.book.typed.values import read_choice
from xl_cobranza.book.words import ON_ISSUE
from xl_cobranza.domain.contacting.defaults import DEFAULT_RULES
from xl_cobranza.domain.contacting.rules import ContactRules
from xl_cobranza.domain.ledger import Channel
from xl_cobranza.domain.policy import DEFAULT_STAGES, RATE_DAYS, Gate, Parameters, Policy, RatePeriod, Stage
from xl_cobranza.errors import Problem
from xl_cobranza.wording import decisions_en, decisions_es
from xl_cobranza.wording.workbook import LADDER_ACTIONS

_ISSUE: Final = "issue"
_NEW: Final = Stage("", "", 1, 1, 7, Channel.EMAIL)  # what a rung of the person's own has where it says nothing
_DEFAULTS: Final = {fold(stage.key): stage for stage in DEFAULT_STAGES}


def read_policy(book: Book) -> tuple[Policy, list[Problem]]:
    """`Etapas`, `Parámetros`, `Intereses`, `Festivos` and `Reglas de contacto`; a bad row is a problem and its default stays."""
    ladder, table = find_sheet(book, layout.STAGES), find_sheet(book, layout.PARAMETERS)
    found, problems = find_sheets(book, (layout.RATES, layout.HOLIDAYS, layout.CONTACT_RULES))
    if ladder is None and table is None and (odd := misfit(book, layout.STAGES)):
        problems.append(Problem("sheet_without_columns", quoted(odd[0]), ", ".join(odd[1])))
    stages, told = _read_stages(ladder) if ladder else (DEFAULT_STAGES, [])
    problems += told
    parameters, told = read_parameters(table, stages) if table else (Parameters(), [])
    problems += told
    rates, told = _read_rates(found["rates"]) if "rates" in found else ((), [])
    problems += told
    holidays = read_columns(found["holidays"], ("on",)) if "holidays" in found else None
    if holidays is not None:
        pass_over(holidays, ("on",))
    days = frozenset(holidays["on"][i] for i in holidays.records(("on",))) if holidays else frozenset()
    problems += holidays.problems() if holidays else []
    contact_rules, told = read_contact_rules(found["contact_rules"]) if "contact_rules" in found else ((), [])
    problems += told
    return Policy(stages, parameters, rates, days, ContactRules(contact_rules or DEFAULT_RULES)), problems


def _read_stages(area: Area) -> tuple[tuple[Stage, ...], list[Problem]]:
    special = {
        "from_day": _read_from_day,
        "channel": read_choice("channel", Channel),
        "requires": read_choice("requires", Gate),
    }
    columns = read_columns(
        area, ("key", "stage", "from_day", "times", "wait", "action", "channel", "requires"), special
    )
    stages: dict[str, Stage] = {}
    for i in keyed_rows(columns):
        key = fold(columns["key"][i])
        if key in {fold(known) for known in stages}:
            columns.tell("repeated_in_policy", i, "key", columns["key"][i])
            continue
        stage = _stage(columns, i, _DEFAULTS.get(key, replace(_NEW, key=columns["key"][i])))
        stages[stage.key] = stage
    ladder = sorted(stages.values(), key=lambda stage: (stage.from_day is not None, stage.from_day or 0))
    return tuple(ladder) or DEFAULT_STAGES, columns.problems()


def keyed_rows(columns: Columns) -> Iterator[int]:
    """The rows with a key; in a plain range a blank key, or the headings of the next table, end it."""
    headings = {
        fold(word)
        for word in (columns.area.layout.by_field["key"].heading, columns.area.layout.by_field["key"].english)
    }
    for i, key in enumerate(columns["key"]):
        if columns.area.table is None and (not key or fold(key) in headings):
            return
        if key:
            yield i


def _stage(columns: Columns, i: int, default: Stage) -> Stage:
    """One rung; what a cell does not say, or not rightly, is as in the default of its key."""
    said: dict[str, Any] = {
        "from_day": columns["from_day"][i],
        "times": _at_least(columns, i, "times", 1),
        "wait": _at_least(columns, i, "wait", 0),
        "channel": columns["channel"][i],
        "gate": columns["requires"][i],
    }
    for name, field in (
        ("from_day", "from_day"),
        ("times", "times"),
        ("wait", "wait"),
        ("channel", "channel"),
        ("gate", "requires"),
    ):
        fault = columns.faults.get(field, {}).get(i)
        if fault is not None:
            columns.tell("bad_policy", i, field, fault.found)
            said[name] = None
    changes = {name: value for name, value in said.items() if value is not None}
    if changes.get("from_day") == _ISSUE:
        changes["from_day"] = None
    named, worded = columns["stage"][i] or "", columns["action"][i] or ""
    own_name = fold(named) not in {
        fold(table.get(default.key, "")) for table in (decisions_es.STAGES, decisions_en.STAGES)
    }
    own_action = fold(worded) != fold(LADDER_ACTIONS.get(default.key, ""))
    return replace(default, name=named if own_name else "", action=worded if own_action else "", **changes)


def _at_least(columns: Columns, i: int, name: str, least: int) -> int | None:
    number: int | None = columns[name][i]
    if number is not None and number < least:
        columns.tell("bad_policy", i, name, str(number))
        return None
    return number


def _read_from_day(value: Value) -> int | str | Fault | None:
    """A day counted from the due date, or the word for the day of issue."""
    return _ISSUE if isinstance(value, str) and fold(read_text(value)) in ON_ISSUE else read_whole(value)


def _read_rates(area: Area) -> tuple[tuple[RatePeriod, ...], list[Problem]]:
    columns = read_columns(area, ("since", "rate"))
    pass_over(columns, ("since", "rate"))
    periods: dict[object, RatePeriod] = {}
    unread = columns.faults.get("rate", {})
    for i in columns.records(("since",)):
        if columns["rate"][i] is None and i not in unread:
            columns.tell("blank_cell", i, "rate")
        period = RatePeriod(columns["since"][i], columns["rate"][i])
        if period.since in periods:
            columns.tell("repeated_in_policy", i, "since", f"{period.since:%d/%m/%Y}")
        else:
            periods[period.since] = period
    return tuple(sorted(periods.values(), key=lambda period: period.since)), columns.problems()


def stale_rates(book: Book, policy: Policy, as_of: date) -> list[Problem]:
    """The last rate, when it is so old that a newer one may be missing; a fixed rate of `Parámetros` outranks them all."""
    area = find_sheet(book, layout.RATES)
    begun = [period.since for period in policy.rates if period.since <= as_of]
    if area is None or not begun or policy.parameters.late_rate is not None:
        return []
    if (as_of - begun[-1]).days <= RATE_DAYS:
        return []
    since = read_columns(area, ("since",))["since"]
    ref = area.ref(area.first_row + since.index(begun[-1]), area.columns["since"])
    return [Problem("stale_rate", ref, f"{begun[-1]:%d/%m/%Y}")]
