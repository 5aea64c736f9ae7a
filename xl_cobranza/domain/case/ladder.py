"""The ladder: the stage follows the days, the step follows the events.

Source: the contract `workbook.md`, «The ladder». With a log the step is the first one, from the first
chasing rung upward, that is not yet done and may be done; a customer nobody has contacted gets the
soft first contact at any age. Without a log the step is the stage, unless its gate is shut.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Final

from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.history import Events
from xl_cobranza.domain.case.rungs import Ladder
from xl_cobranza.domain.contacting.rules import Others
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.ledger import Profile
from xl_cobranza.domain.policy import (
    ANNOUNCED_DAYS,
    ANNOUNCEMENT,
    DEMAND,
    NEGOTIATION,
    REFUSALS,
    SUSPENSION,
    VISIT,
    Gate,
    Stage,
)

Fact = tuple[str, *tuple[object, ...]]  # a key of the wording and its values

_NONE: Final = frozenset[str]()
_OPENS: Final = {Gate.ANNOUNCED: ANNOUNCEMENT, Gate.OFFERED_AND_DEMANDED: NEGOTIATION, Gate.DEMANDED: DEMAND}

# what is skipped by (may be suspended, negotiates at once)
_LEFT_OUT: Final = {
    (suspends, at_once): frozenset(
        [*((ANNOUNCEMENT, SUSPENSION) if not suspends else ()), *((VISIT,) if at_once else ())]
    )
    for suspends, at_once in product((False, True), repeat=2)
}


_PREFERRED: Final = Profile.PREFERRED  # to reach it through its class is slow, and every row asks


@dataclass(slots=True)
class Step:
    """The step to take, and why; `not_before` when it has to wait for a day of its own."""

    key: str
    facts: tuple[Fact, ...] = ()
    not_before: date | None = None


def step_of(case: Case, top: int, *, manual: bool = False) -> Step:
    """The step of a case whose stage is the rung `top`; `manual` when a person chose that stage."""
    customer, issued = case.customer, case.invoice.issued
    if top < case.rungs.first and issued is not None and issued > case.as_of:
        return Step(case.rungs.keys[top], (("not_issued", issued),), issued)
    preferred = customer.profile is _PREFERRED and not manual
    skipped = case.policy.parameters.skipped_steps
    may_suspend = not preferred and customer.suspension_clause is not False and SUSPENSION not in skipped
    if not case.has_log:
        return _without_log(case, top, _left_out(case, may_suspend, asked=True, at_once=False))
    return _next_step(case, top, may_suspend)


def resumed(case: Case, rung: str) -> Step:
    """The step of a case that goes on behind a rung which has been taken by other means."""
    due = case.ladder_due
    top = case.rungs.at(0 if due is None else days_overdue(due, case.as_of))
    place = case.rungs.place(rung)
    idle = _left_out(case, may_suspend=False, asked=True, at_once=True)
    start = case.rungs.first if place is None else place
    return _climb(case, start, top, idle | {rung})


def _without_log(case: Case, top: int, idle: frozenset[str]) -> Step:
    """The step is the stage; a gated rung falls back to the missing step, since nothing proves it was taken."""
    rungs = case.rungs
    while top > rungs.first and rungs.keys[top] in idle:
        top -= 1
    stage = rungs.stages[top]
    missing = _OPENS.get(stage.gate)
    if missing is None or missing not in rungs.keys:
        return Step(stage.key)
    return Step(missing, (("gate", stage.key, missing),))


def _next_step(case: Case, top: int, may_suspend: bool) -> Step:
    """The earliest step up to rung `top` that is not done and may be done."""
    rungs, events = case.rungs, case.events
    if top < rungs.first:
        return _before_due(case, top)
    at_once = _negotiates_at_once(rungs, events)
    if at_once is not None and not _is_done(rungs, at_once, events):
        return Step(NEGOTIATION, (("at_once", events.refusals),))
    start = rungs.first if at_once is None else at_once
    asked = bool(case.contacts.unanswered) and _may_ask_another(case)
    idle = _left_out(case, may_suspend, asked=asked, at_once=at_once is not None)
    return _climb(case, start, top, idle)


def _climb(case: Case, start: int, top: int, idle: frozenset[str]) -> Step:
    """The earliest step from one rung up to another that is not done and may be done; else the wait for the next."""
    rungs, events, last = case.rungs, case.events, start
    keys, done, furthest = rungs.keys, events.done, events.furthest
    for place in range(start, top + 1):
        key = keys[place]
        if key in idle:
            continue
        last = place
        if place >= furthest and (key not in done or not _is_done(rungs, place, events)):
            return _through_gate(case, place)
    following = next((p for p in range(max(top, start) + 1, len(rungs.stages)) if rungs.keys[p] not in idle), None)
    if following is None:
        return Step(rungs.keys[last], (("all_taken",),))
    return Step(rungs.keys[last], (("all_done",),), _opens(case, following))


def _before_due(case: Case, top: int) -> Step:
    if not _is_done(case.rungs, top, case.events):
        return Step(case.rungs.keys[top])
    return Step(case.rungs.keys[top], (("all_done",),), _opens(case, top + 1))


def _opens(case: Case, place: int) -> date:
    """The day on which the case reaches a rung."""
    return (case.ladder_due or case.as_of) + timedelta(case.rungs.starts[place])


def _is_done(rungs: Ladder, place: int, events: Events) -> bool:
    return events.done.get(rungs.keys[place], 0) >= rungs.stages[place].times


def _negotiates_at_once(rungs: Ladder, events: Events) -> int | None:
    """Two refusals, a difficulty or a request for terms: talk, do not suspend or visit."""
    return rungs.place(NEGOTIATION) if events.refusals >= REFUSALS or events.needs_terms else None


def _may_ask_another(case: Case) -> bool:
    """Whether another person may be spoken to: not where that is forbidden, unless they may discuss the debt."""
    customer, policy = case.customer, case.policy
    country = customer.country or policy.parameters.country
    if policy.contact_rules.limits(country, customer.kind, case.as_of).others is not Others.NEVER:
        return True
    return any(contact.may_discuss for contact in customer.people[1:])


def _left_out(case: Case, may_suspend: bool, *, asked: bool, at_once: bool) -> frozenset[str]:
    """The rungs that this case skips; they are not waited for."""
    asking = _NONE if asked else case.rungs.asking
    return _all_left_out(may_suspend and not at_once, at_once, case.policy.parameters.skipped_steps, asking)


@cache  # a union for each row of a ledger, and only a few different ones
def _all_left_out(suspends: bool, at_once: bool, skipped: frozenset[str], asking: frozenset[str]) -> frozenset[str]:
    return _LEFT_OUT[suspends, at_once] | skipped | asking


def _through_gate(case: Case, place: int) -> Step:
    """The step, or the missing one that its gate asks for."""
    stage, events = case.rungs.stages[place], case.events
    if stage.gate in _OPENS:
        shut = _at_gate(case, stage)
        if shut is not None:
            return shut
    count = events.done.get(stage.key, 0)
    return Step(stage.key, (("time", count + 1, stage.times),) if stage.times > 1 else ())


def _at_gate(case: Case, stage: Stage) -> Step | None:
    """The step that the gate of a stage decides: a missing one, or this one from a day of its own on."""
    events = case.events
    if stage.gate is Gate.ANNOUNCED:
        announced_on = _announced_on(case)
        if announced_on is None:
            return Step(ANNOUNCEMENT, (("gate", stage.key, ANNOUNCEMENT),))
        opens = announced_on + timedelta(ANNOUNCED_DAYS)
        return Step(stage.key, (("announced", announced_on),), opens if opens > case.as_of else None)
    if stage.gate is Gate.OFFERED_AND_DEMANDED and not events.offered:
        return Step(NEGOTIATION, (("gate", stage.key, NEGOTIATION),))
    if stage.gate in (Gate.OFFERED_AND_DEMANDED, Gate.DEMANDED) and not events.demanded:
        return Step(DEMAND, (("gate", stage.key, DEMAND),))
    return None


def _announced_on(case: Case) -> date | None:
    """The first announcement delivered for this debt once it was due."""
    due = case.invoice.due
    return min((day for day in case.events.announced if due is None or day > due), default=None)
