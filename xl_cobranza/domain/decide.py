"""Decide the whole ledger: one decision per row, one action per customer.

gather (balances, conversations, promises) → judge each case → one lead row per customer → dates,
interest, priority. Nothing here knows the clock, a file or a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.conversation import Conversations, Judged
from xl_cobranza.domain.case.facts import ANSWER, Judge
from xl_cobranza.domain.case.gathering import Cases
from xl_cobranza.domain.case.history import Contacts
from xl_cobranza.domain.case.ladder import Fact
from xl_cobranza.domain.case.priority import Scale, priority, scale
from xl_cobranza.domain.case.promises import Promise, PromiseState
from xl_cobranza.domain.cash import ageing
from xl_cobranza.domain.cash.agreements import AgreementState, AgreementStatus
from xl_cobranza.domain.cash.allocation import Allocation, Ref, allocate
from xl_cobranza.domain.cash.interest import RateGap, interest_of, rates_of
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.ledger import Channel, Ledger
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem


@dataclass(slots=True)
class Decision:
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


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions in the order of the rows, with what they rest on."""

    decisions: Sequence[Decision]
    allocation: Allocation
    contacts: Mapping[str, Contacts]
    promises: Mapping[str, Sequence[Promise]]  # by customer; one about several invoices counts once
    promised: Mapping[int, Sequence[Promise]]  # by row, for the rows about which something was promised
    problems: Sequence[Problem]
    agreed: Mapping[int, AgreementState] = field(default_factory=dict)  # by row, for the rows under an agreement
    agreements: Mapping[str, AgreementStatus] = field(default_factory=dict)  # by id, those replaced too


def decide(ledger: Ledger, policy: Policy, as_of: date, ref: Ref) -> Decided:
    """Decide every row of the ledger on a date.

    `ref` names a row of a kind («invoice», «payment», «log», «agreement») as Excel shows it, for the problems found.
    """
    calendar = WorkingCalendar(policy.parameters.country, policy.holidays)
    allocation = allocate(ledger.invoices, ledger.payments, policy.parameters, as_of, ref, ledger.agreements)
    cases = Cases(ledger, policy, allocation, calendar, as_of)
    groups = [list(_judged(group, allocation)) for group in cases.groups()]
    judged = [one for group in groups for one in group]
    balances = scale((one.case.invoice.currency, one.size) for one in judged if not one.verdict.closed)
    decisions = [_unreadable(row.row) for row in ledger.unreadable]
    decider = _Decider(policy, calendar, balances)
    for group in groups:
        decisions += decider.customer(group)
    decisions.sort(key=_row)
    problems = [*allocation.problems, *cases.problems(ref), *_rate_gaps(judged, ref)]
    promised = {one.case.invoice.row: one.case.promises for one in judged if one.case.promises}
    agreed = (
        {one.case.invoice.row: one.case.agreement for one in judged if one.case.agreement} if cases.agreements else {}
    )
    statuses = {key: one.status for key, one in cases.agreements.items()}
    return Decided(decisions, allocation, cases.contacts, _promises(judged), promised, problems, agreed, statuses)


def _judged(group: Sequence[Case], allocation: Allocation) -> Iterator[Judged]:
    """The verdicts on the cases of one customer."""
    judge, first = Judge(group[0]), group[0]
    is_charged = rates_of(first.customer, first.policy) is not None
    for case in group:
        invoice, due = case.invoice, case.invoice.due
        rule, verdict = judge(case)
        interest = None
        if is_charged:
            interest = interest_of(invoice, case.customer, case.policy, allocation.positions[invoice.row], case.as_of)
        days = 0 if due is None else days_overdue(due, case.as_of)
        yield Judged(case, rule, verdict, days, interest, float(case.balance))


def _rate_gaps(judged: Iterable[Judged], ref: Ref) -> Iterator[Problem]:
    """One problem for each day that no rate covers, at the first row that needs it."""
    first: dict[date, int] = {}
    for one in judged:
        if isinstance(one.interest, RateGap):
            row, day = one.case.invoice.row, one.interest.day
            first[day] = min(row, first.get(day, row))
    for day, row in sorted(first.items()):
        yield Problem("rate_gap", ref("invoice", row), f"{day:%d/%m/%Y}")


def _promises(judged: Iterable[Judged]) -> Mapping[str, Sequence[Promise]]:
    made: dict[str, dict[object, Promise]] = {}
    for one in judged:
        for promise in one.case.promises:
            one_promise = (promise.made_on, promise.due, promise.amount)
            mine = made.setdefault(one.case.invoice.customer, {})
            if promise.state is not PromiseState.KEPT or one_promise not in mine:  # kept by every invoice, or not kept
                mine[one_promise] = promise
    return {customer: tuple(found.values()) for customer, found in made.items()}


def _row(decision: Decision) -> int:
    return decision.row


class _Decider:
    """Decides customer by customer."""

    def __init__(self, policy: Policy, calendar: WorkingCalendar, balances: Scale) -> None:
        self._talk, self._balances = Conversations(policy, calendar), balances
        limits = policy.parameters.bucket_limits
        self._limits, self._unapplied = limits, ageing.unapplied_bucket(limits)
        self._buckets = [ageing.bucket_key(index, limits) for index in range(self._unapplied + 1)]

    def customer(self, group: Sequence[Judged]) -> Iterator[Decision]:
        """The decisions of one customer: the lead row carries the action, the others point at it."""
        lead = self._talk.lead(group)
        day = None if lead is None else self._talk.day(lead)
        said = tuple(_contact_facts(group[0].case))
        channels: dict[str | None, Channel | None] = {}  # by step
        for one in group:
            next_on, included = self._talk.place(one, lead, day)
            case, verdict = one.case, one.verdict
            balance, due = case.balance, case.invoice.due
            points, drivers = self._priority(one, lead)
            step = verdict.step if included is None or lead is None else lead.verdict.step
            if step not in channels:
                channels[step] = self._talk.channel(step, case.customer)
            days = one.days if balance > ZERO and due is not None else None
            facts = _facts(one, said) if balance else verdict.facts
            yield Decision(
                case.invoice.row, one.rule, verdict.stage or "", verdict.step, balance, days,
                self._bucket(balance, one.days), channels[step], next_on, included, facts, drivers,
                _shown_interest(one), points,
            )  # fmt: skip

    def _bucket(self, balance: Decimal, days: int) -> str | None:
        if not balance:
            return None
        return self._buckets[self._unapplied if balance < ZERO else ageing.bucket(days, self._limits)]

    def _priority(self, one: Judged, lead: Judged | None) -> tuple[int | None, tuple[str, ...]]:
        if one.case.balance <= ZERO or one.verdict.closed:
            return None, ()
        if lead is not None and lead.verdict.step == ANSWER:
            return 100, ("answer",)
        return priority(one.case, one.days, one.size, self._balances)


def _shown_interest(one: Judged) -> Decimal | None:
    """Blank before the due date, where no rate reaches, and for what was paid in time."""
    if one.days <= 0 or one.interest is None or isinstance(one.interest, RateGap):
        return None
    return one.interest if one.interest or one.case.balance > ZERO else None


def _facts(one: Judged, said: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Why, in the order in which it is told: the days, what was broken or is apart, then the rule's own."""
    case, due, ladder_due = one.case, one.case.invoice.due, one.case.ladder_due
    told: list[Fact] = []
    if due is not None and case.balance > ZERO:
        told.append(("days", one.days))
    if case.promises:
        told += _promise_facts(case.promises)
    if case.invoice.disputed is not None and ZERO < case.disputed < case.balance:
        told.append(("part_disputed", case.disputed, case.invoice.currency))
    if ladder_due is not due and ladder_due is not None and ladder_due != due:
        told.append(("pay_day", ladder_due))
    if one.rule == "by_days" and ladder_due is not None and ladder_due < case.as_of:
        told += said
    return (*told, *one.verdict.facts)


def _promise_facts(promises: Sequence[Promise]) -> Iterator[Fact]:
    broken = [promise for promise in promises if promise.state is PromiseState.BROKEN]
    if broken:
        yield ("broken_promise", broken[-1].due, len(broken))
    yield from (("part_promised", p.due) for p in promises if p.state is PromiseState.WAITING and not p.covers)


def _contact_facts(case: Case) -> Iterator[Fact]:
    """Whether the customer was spoken to, and answered."""
    if not case.has_log:
        return
    if case.contacts.last is None:
        if all(entry.outgoing for entry in case.contacts.entries):  # else the customer was first
            yield ("first_contact",)
    elif case.contacts.unanswered:
        yield ("unanswered", len(case.contacts.unanswered), case.contacts.last.on)
    else:
        yield ("last_contact", case.contacts.last.on)


def _unreadable(row: int) -> Decision:
    return Decision(row, "unreadable", "revisar", None, None, None, None, None, None, None, (), (), None, None)
