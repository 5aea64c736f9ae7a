"""The ladder: the stage follows the days, the step follows the events.

Source: the contract `workbook.md`, «The ladder». With a log the step is the first one, from the first
chasing rung upward, that is not yet done and may be done; a customer nobody has contacted gets the
soft first contact at any age. Without a log the step is the stage, unless its gate is shut.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from xl_cobranza.domain.case.history import Events
from xl_cobranza.domain.ledger import Customer, Profile
from xl_cobranza.domain.policy import (
    ANNOUNCED_DAYS,
    ANNOUNCEMENT,
    DEMAND,
    FIRST_HARD,
    NEGOTIATION,
    REFUSALS,
    SHIFT,
    SUSPENSION,
    VISIT,
    Gate,
    Policy,
    Stage,
)

Fact = tuple[str, *tuple[object, ...]]  # a key of the wording and its values

_ALWAYS: Final = -1_000_000  # «issue»: reached from the first day


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a policy with the days at which one customer's debts reach them."""

    stages: tuple[Stage, ...]
    starts: tuple[int, ...]  # days after the due date; never falling
    keys: tuple[str, ...]
    first: int  # the first rung that chases

    def at(self, day: int) -> int:
        """The rung reached `day` days after the due date.

        >>> rungs = ladder(Policy(), 0)
        >>> [rungs.keys[rungs.at(day)] for day in (-30, -5, 0, 1, 12, 500)]
        ['emitida', 'por_vencer', 'por_vencer', 'recordatorio', 'otro_contacto', 'legal']
        """
        return max(bisect_right(self.starts, day) - 1, 0)

    def place(self, key: str) -> int | None:
        """The position of a rung, if the policy has it."""
        return self.keys.index(key) if key in self.keys else None


def ladder(policy: Policy, shift: int) -> Ladder:
    """The ladder of a policy, its hard rungs moved by `shift` days; a hard rung never overtakes a soft one."""
    keys = tuple(stage.key for stage in policy.stages)
    hard = keys.index(FIRST_HARD) if FIRST_HARD in keys else len(keys)
    starts: list[int] = []
    for place, stage in enumerate(policy.stages):
        start = _ALWAYS if stage.from_day is None else stage.from_day + (shift if place >= hard else 0)
        starts.append(max(start, starts[-1]) if starts else start)
    first = next((i for i, s in enumerate(policy.stages) if s.from_day is not None and s.from_day > 0), len(keys))
    return Ladder(policy.stages, tuple(starts), keys, first)


def shift_of(customer: Customer) -> int:
    """Days by which a customer's hard rungs move: its own, else those of its profile."""
    return SHIFT[customer.profile] if customer.shift is None else customer.shift


class Step(NamedTuple):
    """The step to take, and why; `not_before` when it has to wait for a day of its own."""

    key: str
    facts: tuple[Fact, ...] = ()
    not_before: date | None = None
    held: bool = False  # everything up to the stage is done: wait for the next rung


def without_log(rungs: Ladder, top: int, customer: Customer, *, manual: bool, skipped: frozenset[str]) -> Step:
    """The step is the stage; a gated rung falls back to the missing step, since nothing proves it was taken.

    >>> without_log(ladder(Policy(), 0), 5, Customer("A"), manual=False, skipped=frozenset()).key
    'aviso_suspension'
    """
    idle = skipped | frozenset(_left_out(customer, manual=manual, unanswered=1, at_once=False))
    while top > rungs.first and rungs.keys[top] in idle:
        top -= 1
    stage = rungs.stages[top]
    missing = {Gate.ANNOUNCED: ANNOUNCEMENT, Gate.OFFERED_AND_DEMANDED: NEGOTIATION, Gate.DEMANDED: DEMAND}
    key = missing.get(stage.gate, stage.key)
    if key == stage.key or key not in rungs.keys:
        return Step(stage.key)
    return Step(key, (("gate", stage.key, key),))


def next_step(
    rungs: Ladder,
    top: int,
    events: Events,
    customer: Customer,
    *,
    unanswered: int,
    manual: bool,
    skipped: frozenset[str],
    due: date,
    as_of: date,
) -> Step:
    """The earliest step up to rung `top` that is not done and may be done."""
    if top < rungs.first:
        return _before_due(rungs, top, events, due)
    at_once = _negotiates_at_once(rungs, events)
    if at_once is not None and not _is_done(rungs, at_once, events):
        return Step(NEGOTIATION, (("at_once", events.refusals),))
    start = rungs.first if at_once is None else at_once
    idle = skipped | frozenset(_left_out(customer, manual=manual, unanswered=unanswered, at_once=at_once is not None))
    last = start
    for place in range(start, top + 1):
        stage = rungs.stages[place]
        if stage.key in idle:
            continue
        last = place
        if place < events.furthest or _is_done(rungs, place, events):
            continue
        return _through_gate(rungs, place, events, as_of)
    following = next((p for p in range(top + 1, len(rungs.stages)) if rungs.keys[p] not in idle), None)
    opens = None if following is None else due + timedelta(rungs.starts[following])
    return Step(rungs.keys[last], (("all_done",),), opens, held=True)


def _before_due(rungs: Ladder, top: int, events: Events, due: date) -> Step:
    if not _is_done(rungs, top, events):
        return Step(rungs.keys[top])
    return Step(rungs.keys[top], (("all_done",),), due + timedelta(rungs.starts[top + 1]), held=True)


def _is_done(rungs: Ladder, place: int, events: Events) -> bool:
    return events.done.get(rungs.keys[place], 0) >= rungs.stages[place].times


def _negotiates_at_once(rungs: Ladder, events: Events) -> int | None:
    """Two refusals, a difficulty or a request for terms: talk, do not suspend or visit."""
    return rungs.place(NEGOTIATION) if events.refusals >= REFUSALS or events.needs_terms else None


def _left_out(customer: Customer, *, manual: bool, unanswered: int, at_once: bool) -> Iterator[str]:
    """The optional rungs that this case skips; they are not waited for."""
    preferred = customer.profile is Profile.PREFERRED and not manual
    if customer.suspension_clause is False or preferred or at_once:
        yield from (ANNOUNCEMENT, SUSPENSION)
    if at_once:
        yield VISIT
    if not unanswered:
        yield "otro_contacto"


def _through_gate(rungs: Ladder, place: int, events: Events, as_of: date) -> Step:
    """The step, or the missing one that its gate asks for."""
    stage = rungs.stages[place]
    count = events.done.get(stage.key, 0)
    facts: tuple[Fact, ...] = (("time", count + 1, stage.times),) if stage.times > 1 else ()
    if stage.gate is Gate.ANNOUNCED:
        if events.announced_on is None:
            return Step(ANNOUNCEMENT, (("gate", stage.key, ANNOUNCEMENT),))
        opens = events.announced_on + timedelta(ANNOUNCED_DAYS)
        return Step(stage.key, (("announced", events.announced_on),), opens if opens > as_of else None)
    if stage.gate is Gate.OFFERED_AND_DEMANDED and not events.offered:
        return Step(NEGOTIATION, (("gate", stage.key, NEGOTIATION),))
    if stage.gate in (Gate.OFFERED_AND_DEMANDED, Gate.DEMANDED) and not events.demanded:
        return Step(DEMAND, (("gate", stage.key, DEMAND),))
    return Step(stage.key, facts)
