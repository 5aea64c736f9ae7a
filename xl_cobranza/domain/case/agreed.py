"""What an agreement asks for: each instalment has its own reminders, and a broken one is talked about again.

An instalment is announced as an invoice is, some days before its date, and asked for once it is late, within the grace.
A broken agreement is talked about as often as one negotiates; then the ladder goes on behind that rung.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.history import AHEAD, INSTALMENT_AHEAD, INSTALMENT_LATE, RENEGOTIATE, counts
from xl_cobranza.domain.case.ladder import Fact, resumed
from xl_cobranza.domain.case.promises import PromiseState, pauses
from xl_cobranza.domain.cash.agreements import AgreementState, AgreementStatus, Part
from xl_cobranza.domain.policy import BROKEN_PROMISES, FIRST_CHASING, NEGOTIATION

KEPT, BROKEN, FORGIVE = "en_acuerdo", "acuerdo_incumplido", "condonar"


class Course(NamedTuple):
    """What to do about a case under an agreement; as a verdict says it."""

    stage: str
    step: str | None
    facts: tuple[Fact, ...]
    not_before: date | None = None


class Instalment(NamedTuple):
    """An instalment as it is told: which one, of how many and of which agreement, what is left of it, and when it is due."""

    agreement: str
    number: int
    of: int
    left: Decimal
    whole: Decimal
    currency: str | None
    due: date


class Money(NamedTuple):
    """An amount as it is told."""

    amount: Decimal
    currency: str | None


def course(case: Case) -> Course | None:
    """What the agreement says about a case; None where it says nothing (any more)."""
    state = case.agreement
    found = None if state is None else COURSES.get(state.status)
    return None if state is None or found is None else found(case, state)


def instalment(facts: Sequence[Fact]) -> Instalment | None:
    """The instalment that a decision is about, if it is about one."""
    return next((value for fact in facts for value in fact[1:] if isinstance(value, Instalment)), None)


def _kept(case: Case, state: AgreementState) -> Course:
    """Announced once in the days before it is due; else in peace until then."""
    part = state.left[0]
    opens = part.due + timedelta(_days_ahead(case))
    facts = _told("agreement", case, state, part)
    if opens >= part.due or case.as_of < opens:
        return Course(KEPT, None, facts, min(opens, part.due))
    said = _last_said(case, opens, {INSTALMENT_AHEAD, AHEAD})
    if said is not None:
        return Course(KEPT, None, (*facts, ("instalment_reminded", said)), part.due + timedelta(1))
    return Course(KEPT, INSTALMENT_AHEAD, facts)


def _late(case: Case, state: AgreementState) -> Course:
    """Asked for as often as an invoice is reminded of, while the grace lasts."""
    part, stage = state.left[0], case.policy.stage(FIRST_CHASING)
    facts = _told("agreement_late", case, state, part)
    promised = _promised(case, state)
    if promised is not None:
        return Course(KEPT, None, (*facts, ("promised", promised)), state.breaks_on)
    times = 0 if INSTALMENT_LATE in case.policy.parameters.skipped_steps else stage.times if stage else 1
    said = _said(case, part.due, {INSTALMENT_LATE})
    if said:
        facts = (*facts, ("instalment_reminded", said[-1]))
    if len(said) >= times:
        return Course(KEPT, None, facts, state.breaks_on)
    return Course(KEPT, INSTALMENT_LATE, facts)


def _broken(case: Case, state: AgreementState) -> Course:
    """Talk and find another; what is promised meanwhile is waited for, and then the ladder goes on."""
    part, facts = state.left[0], _told("agreement_broken", case, state, state.left[0])
    promised = _promised(case, state)
    if promised is not None:
        until = promised + timedelta(case.policy.parameters.bank_margin + 1)
        return Course(BROKEN, None, (*facts, ("promised", promised)), until)
    stage = case.policy.stage(NEGOTIATION)
    times, said = stage.times if stage else 1, _said(case, part.due, {RENEGOTIATE, NEGOTIATION})
    if len(said) < times or not case.has_log:
        tries: tuple[Fact, ...] = (("time", len(said) + 1, times),) if case.has_log and times > 1 else ()
        return Course(BROKEN, RENEGOTIATE, (*facts, *tries))
    step = resumed(case, NEGOTIATION)
    waits = step.key == NEGOTIATION and step.not_before is not None
    return Course(BROKEN, RENEGOTIATE if waits else step.key, (*facts, *step.facts), step.not_before)


def _unknown(_: Case, state: AgreementState) -> Course | None:
    return Course(KEPT, None, (("agreement_unknown", state.id),)) if state.holds else None


def _fulfilled(case: Case, state: AgreementState) -> Course | None:
    """What was forgiven is ours to write off, not the customer's to pay."""
    if not state.forgiven:
        return None
    return Course(KEPT, FORGIVE, (("agreement_fulfilled", state.id, Money(state.forgiven, case.invoice.currency)),))


COURSES: Final[Mapping[AgreementStatus, Callable[[Case, AgreementState], Course | None]]] = {
    AgreementStatus.KEPT: _kept,
    AgreementStatus.LATE: _late,
    AgreementStatus.BROKEN: _broken,
    AgreementStatus.UNKNOWN: _unknown,
    AgreementStatus.FULFILLED: _fulfilled,
}


def _told(key: str, case: Case, state: AgreementState, part: Part) -> tuple[Fact, ...]:
    """The instalment that counts now, what else is behind, and what went before."""
    currency = case.invoice.currency
    told = Instalment(state.id, part.number, part.of, part.left, part.whole, currency, part.due)
    last = () if state.breaks_on is None else (state.breaks_on - timedelta(1),)
    facts: list[Fact] = [(key, state.id, told, part.due, *last)]
    if state.accelerated:
        facts.append(("agreement_accelerated", Money(state.behind, currency)))
    elif state.behind > part.left:
        facts.append(("agreement_behind", Money(state.behind, currency)))
    if state.renegotiations:
        facts.append(("renegotiated", state.renegotiations))
    return tuple(facts)


def _days_ahead(case: Case) -> int:
    """When an instalment is announced, in days from its date; 0 when it is not."""
    stage, skipped = case.policy.stage(AHEAD), case.policy.parameters.skipped_steps
    return 0 if stage is None or stage.from_day is None or skipped & {AHEAD, INSTALMENT_AHEAD} else stage.from_day


def _said(case: Case, after: date, steps: set[str]) -> list[date]:
    """The days after a date on which one of the steps was taken."""
    entries = case.contacts.entries
    return [entry.on for entry in entries if entry.step in steps and entry.on > after and counts(entry)]


def _last_said(case: Case, since: date, steps: set[str]) -> date | None:
    said = _said(case, since - timedelta(1), steps)
    return said[-1] if said else None


def _promised(case: Case, state: AgreementState) -> date | None:
    """The day promised for what is behind, by a promise made since the instalment was due that may still be kept."""
    broken = sum(promise.state is PromiseState.BROKEN for promise in case.promises)
    for promise in case.promises:
        made_since = promise.made_on is None or promise.made_on > state.left[0].due
        enough = promise.amount is None or promise.amount >= state.behind
        if made_since and enough and pauses(promise, broken, BROKEN_PROMISES, case.as_of):
            return promise.due
    return None
