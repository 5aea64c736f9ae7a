"""Decide the whole ledger: one decision per row, one action per customer.

gather (balances, conversations, promises) → judge each case → one lead row per customer → dates,
interest, priority. Nothing here knows the clock, a file or a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.domain import ageing
from xl_cobranza.domain.allocation import Allocation, Ref, allocate
from xl_cobranza.domain.cases import Cases
from xl_cobranza.domain.dates import days_overdue
from xl_cobranza.domain.facts import (
    ANSWER,
    CHECK_BANK,
    CORRECT,
    IDENTIFY,
    RENEGOTIATE,
    RESOLVE,
    USE_CREDIT,
    Case,
    Verdict,
    judge,
)
from xl_cobranza.domain.history import THANKS, Contacts, wait
from xl_cobranza.domain.interest import RateGap, interest_of
from xl_cobranza.domain.ladder import Fact
from xl_cobranza.domain.ledger import Channel, Customer, Ledger
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.priority import Scale, broken_commitment, priority, scale
from xl_cobranza.domain.promises import Promise, PromiseState
from xl_cobranza.domain.working_days import WorkingCalendar
from xl_cobranza.errors import Problem

FACT_CHANNELS: Final[Mapping[str, Channel]] = {
    ANSWER: Channel.EMAIL,
    IDENTIFY: Channel.INTERNAL,
    CHECK_BANK: Channel.INTERNAL,
    RESOLVE: Channel.INTERNAL,
    CORRECT: Channel.INTERNAL,
    USE_CREDIT: Channel.INTERNAL,
    RENEGOTIATE: Channel.PHONE,
    THANKS: Channel.EMAIL,
}
# What concerns one invoice only and is done in our own office; the rest is one conversation per customer.
_OWN_ROW: Final = frozenset({RESOLVE, CORRECT, USE_CREDIT})
_AT_ONCE: Final = (ANSWER, IDENTIFY, CHECK_BANK)  # lead in this order, without waiting


class Decision(NamedTuple):
    """What to do about one row. Blank (None) where there is nothing to say; `facts` say why."""

    row: int
    rule: str
    stage: str
    step: str | None
    balance: Decimal | None
    days_overdue: int | None
    bucket: str | None
    channel: Channel | None
    next_action_on: date | None
    included_in: str | None  # the folio whose action covers this row
    facts: tuple[Fact, ...]
    drivers: tuple[str, ...]  # the heaviest reasons of the priority
    interest: Decimal | None
    priority: int | None


class _Judged(NamedTuple):
    case: Case
    rule: str
    verdict: Verdict
    days: int
    interest: Decimal | RateGap | None


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions in the order of the rows, with what they rest on."""

    decisions: Sequence[Decision]
    allocation: Allocation
    contacts: Mapping[str, Contacts]
    promises: Mapping[str, Sequence[Promise]]  # by customer; one about several invoices counts once
    problems: Sequence[Problem]


def decide(ledger: Ledger, policy: Policy, as_of: date, ref: Ref) -> Decided:
    """Decide every row of the ledger on a date.

    `ref` names a row of a kind («invoice», «payment», «agreement») as Excel shows it, for the problems found.
    """
    calendar = WorkingCalendar(policy.parameters.country, policy.holidays)
    allocation = allocate(ledger.invoices, ledger.payments, policy.parameters, as_of, ref)
    cases = Cases(ledger, policy, allocation, calendar, as_of)
    judged = [_judge(case, allocation) for case in cases]
    balances = scale((one.case.invoice.currency, one.case.balance) for one in judged if not one.verdict.closed)
    decisions = [_unreadable(row.row) for row in ledger.unreadable]
    for group in _by_customer(judged):
        decisions += _customer(group, policy, calendar, balances)
    decisions.sort(key=_row)
    problems = [*allocation.problems, *cases.problems(ref), *_rate_gaps(judged, ref)]
    return Decided(decisions, allocation, cases.contacts, _promises(judged), problems)


def _judge(case: Case, allocation: Allocation) -> _Judged:
    due = case.invoice.due
    rule, verdict = judge(case)
    position = allocation.positions[case.invoice.row]
    interest = interest_of(case.invoice, case.customer, case.policy, position, case.as_of)
    return _Judged(case, rule, verdict, 0 if due is None else days_overdue(due, case.as_of), interest)


def _rate_gaps(judged: Iterable[_Judged], ref: Ref) -> Iterator[Problem]:
    """One problem for each day that no rate covers, at the first row that needs it."""
    seen: set[date] = set()
    for one in judged:
        if isinstance(one.interest, RateGap) and one.interest.day not in seen:
            seen.add(one.interest.day)
            yield Problem("rate_gap", ref("invoice", one.case.invoice.row), one.interest.day.isoformat())


def _promises(judged: Iterable[_Judged]) -> Mapping[str, Sequence[Promise]]:
    made: dict[str, dict[object, Promise]] = {}
    for one in judged:
        for promise in one.case.promises:
            one_promise = (promise.made_on, promise.due, promise.amount)
            made.setdefault(one.case.invoice.customer, {})[one_promise] = promise
    return {customer: tuple(found.values()) for customer, found in made.items()}


def _row(decision: Decision) -> int:
    return decision.row


def _by_customer(judged: Iterable[_Judged]) -> Iterable[list[_Judged]]:
    groups: dict[str, list[_Judged]] = {}
    for one in judged:
        groups.setdefault(one.case.invoice.customer, []).append(one)
    return groups.values()


def _customer(
    group: Sequence[_Judged], policy: Policy, calendar: WorkingCalendar, balances: Scale
) -> Iterable[Decision]:
    """The decisions of one customer: the lead row carries the action, the others point at it."""
    talks = [one for one in group if one.verdict.step is not None and one.verdict.step not in _OWN_ROW]
    lead = _lead(talks, policy)
    when = None if lead is None else _when(lead, policy, calendar)
    for one in group:
        step, included = one.verdict.step, None
        if step is None:
            next_on = _wait_until(one, calendar)
        elif lead is None or step in _OWN_ROW:
            next_on = calendar.following(one.case.as_of)
        else:
            next_on = when
            included = None if one is lead else lead.case.invoice.folio
        yield _decision(one, policy, next_on, included, lead, balances)


def _lead(talks: Sequence[_Judged], policy: Policy) -> _Judged | None:
    """The row to speak about: what cannot wait first, then what may be done soonest, then the hardest, oldest, largest."""
    ladder = [stage.key for stage in policy.stages]

    def weight(one: _Judged) -> tuple[object, ...]:
        step = one.verdict.step or ""
        urgent = _AT_ONCE.index(step) if step in _AT_ONCE else len(_AT_ONCE)
        rung = ladder.index(step) if step in ladder else (-1 if step == THANKS else len(ladder))
        soon = max(one.verdict.not_before or one.case.as_of, one.case.as_of)
        return (urgent, soon, -rung, -one.days, -one.case.balance, one.case.invoice.row)

    return min(talks, key=weight, default=None)


def _when(lead: _Judged, policy: Policy, calendar: WorkingCalendar) -> date:
    """The first working day on which the customer may be contacted: waiting times and caps count per customer."""
    case, step = lead.case, lead.verdict.step
    day = max(case.as_of, lead.verdict.not_before or case.as_of)
    contacts = case.contacts
    if step not in _AT_ONCE and step != THANKS:
        if contacts.last is not None:
            day = max(day, contacts.last.on + timedelta(wait(contacts.last, policy)))
        cap = policy.parameters.contacts_per_week
        if cap and len(contacts.days) >= cap:
            day = max(day, contacts.days[-cap] + timedelta(7))
    if contacts.prepared_on == day:
        day += timedelta(1)
    return calendar.following(day)


def _wait_until(one: _Judged, calendar: WorkingCalendar) -> date | None:
    until = one.verdict.not_before
    return None if until is None else calendar.following(max(until, one.case.as_of))


def _decision(
    one: _Judged,
    policy: Policy,
    next_on: date | None,
    included: str | None,
    lead: _Judged | None,
    balances: Scale,
) -> Decision:
    case, verdict = one.case, one.verdict
    invoice, owes = case.invoice, case.balance != 0
    limits = policy.parameters.bucket_limits
    broken = broken_commitment(case)
    points, drivers = (
        priority(case, one.days, broken, balances) if case.balance > 0 and not verdict.closed else (None, ())
    )
    if points is not None and lead is not None and lead.verdict.step == ANSWER:
        points, drivers = 100, ("answer",)
    bucket = ageing.unapplied_bucket(limits) if case.balance < 0 else ageing.bucket(one.days, limits)
    speaker = one if included is None or lead is None else lead
    return Decision(
        row=invoice.row,
        rule=one.rule,
        stage=verdict.stage or "",
        step=verdict.step,
        balance=case.balance,
        days_overdue=one.days if owes and invoice.due is not None and case.balance > 0 else None,
        bucket=ageing.bucket_key(bucket, limits) if owes else None,
        channel=_channel(speaker.verdict.step, case.customer, policy),
        next_action_on=next_on,
        included_in=included,
        facts=_facts(one) if owes else verdict.facts,
        drivers=drivers,
        interest=_shown_interest(one),
        priority=points,
    )


def _shown_interest(one: _Judged) -> Decimal | None:
    """Blank before the due date, where no rate reaches, and for what was paid in time."""
    if one.days <= 0 or isinstance(one.interest, RateGap):
        return None
    return one.interest if one.interest or one.case.balance > 0 else None


def _facts(one: _Judged) -> tuple[Fact, ...]:
    """Why, in the order in which it is told: the days, what was broken or is apart, then the rule's own."""
    case = one.case
    told: list[Fact] = []
    if case.invoice.due is not None and case.balance > 0:
        told.append(("days", one.days))
    broken = [p for p in case.promises if p.state is PromiseState.BROKEN]
    if broken:
        told.append(("broken_promise", broken[-1].due, len(broken)))
    if 0 < case.disputed < case.balance:
        told.append(("part_disputed", case.disputed, case.invoice.currency))
    told += (("part_promised", p.due) for p in case.promises if p.state is PromiseState.WAITING and not p.covers)
    if one.rule == "by_days" and one.days > 0:
        told += _contact_facts(case)
    return (*told, *one.verdict.facts)


def _contact_facts(case: Case) -> Iterable[Fact]:
    if not case.has_log:
        return
    if case.contacts.last is None:
        yield ("first_contact",)
    elif case.contacts.unanswered:
        yield ("unanswered", len(case.contacts.unanswered), case.contacts.last.on)
    else:
        yield ("last_contact", case.contacts.last.on)


def _channel(step: str | None, customer: Customer, policy: Policy) -> Channel | None:
    """The step's channel, or the next one by which the customer can be reached."""
    if step is None:
        return None
    stage = policy.stage(step)
    channel = FACT_CHANNELS.get(step) or (stage.channel if stage else Channel.EMAIL)
    contact = customer.contacts[0] if customer.contacts else None
    if contact is None:
        return channel
    if channel is Channel.EMAIL and not contact.email and contact.phone:
        return Channel.PHONE
    if channel in (Channel.PHONE, Channel.WHATSAPP) and not contact.phone and contact.email:
        return Channel.EMAIL
    return channel


def _unreadable(row: int) -> Decision:
    return Decision(row, "unreadable", "revisar", None, None, None, None, None, None, None, (), (), None, None)
