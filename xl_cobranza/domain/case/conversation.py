"""One conversation per customer: the row that leads it, and the first day on which it may be held.

Waiting times and caps count per customer; the day is never one that is not worked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.case.agreed import FORGIVE
from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.facts import (
    ANSWER,
    CHECK_BANK,
    CORRECT,
    IDENTIFY,
    RESOLVE,
    USE_CREDIT,
    Verdict,
)
from xl_cobranza.domain.case.history import (
    INSTALMENT_AHEAD,
    INSTALMENT_LATE,
    LIKE,
    RENEGOTIATE,
    THANKS,
    Contacts,
    counts,
    wait,
)
from xl_cobranza.domain.cash.interest import RateGap
from xl_cobranza.domain.contacting.rules import Limits
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.ledger import Channel, Customer
from xl_cobranza.domain.policy import OTHER_CONTACT, Policy

FACT_CHANNELS: Final[Mapping[str, Channel]] = {
    ANSWER: Channel.EMAIL,
    IDENTIFY: Channel.INTERNAL,
    CHECK_BANK: Channel.INTERNAL,
    RESOLVE: Channel.INTERNAL,
    CORRECT: Channel.INTERNAL,
    USE_CREDIT: Channel.INTERNAL,
    RENEGOTIATE: Channel.PHONE,
    INSTALMENT_AHEAD: Channel.EMAIL,
    INSTALMENT_LATE: Channel.EMAIL,
    FORGIVE: Channel.INTERNAL,
    THANKS: Channel.EMAIL,
}
# What concerns one invoice only and is done in our own office; the rest is one conversation per customer.
_OWN_ROW: Final = frozenset({RESOLVE, CORRECT, USE_CREDIT, FORGIVE})
_AT_ONCE: Final = (ANSWER, IDENTIFY, CHECK_BANK)  # lead in this order, without waiting
_BEYOND: Final = (len(_AT_ONCE), -1_000)  # a broken agreement comes before any rung


@dataclass(slots=True)
class Judged:
    """A case with the verdict on it, its days overdue, the interest it has accrued, and its balance to be ranked by."""

    case: Case
    rule: str
    verdict: Verdict
    days: int
    interest: Decimal | RateGap | None
    size: float


class Conversations:
    """How the customers of one workbook are spoken to."""

    def __init__(self, policy: Policy, calendar: WorkingCalendar) -> None:
        self._policy, self._calendar = policy, calendar
        self._channels = {**{stage.key: stage.channel for stage in policy.stages}, **FACT_CHANNELS}
        later = len(_AT_ONCE)
        self._order = {stage.key: (later, -place) for place, stage in enumerate(policy.stages)}
        self._order |= {step: (place, 0) for place, step in enumerate(_AT_ONCE)} | {THANKS: (later, 1)}
        for step in (INSTALMENT_AHEAD, INSTALMENT_LATE):  # as soft as an invoice's own
            self._order[step] = self._order.get(LIKE[step], (later, 0))

    def lead(self, group: Sequence[Judged]) -> Judged | None:
        """The row to speak about: what cannot wait, then what may be done soonest, then the hardest, oldest, largest."""
        talks = [one for one in group if one.verdict.step is not None and one.verdict.step not in _OWN_ROW]
        first = talks[0] if len(talks) == 1 else self._heaviest(talks)
        if first is None or first.verdict.step in _AT_ONCE or self._rests_until(first.case) <= first.case.as_of:
            return first
        return next((one for one in talks if one.verdict.step == THANKS), first)  # thanks need not wait

    def _heaviest(self, talks: Sequence[Judged]) -> Judged | None:
        weights = [self._weight(one) for one in talks]
        first = min(weights, default=None)
        alike = [one for one, weight in zip(talks, weights, strict=True) if weight == first]
        return min(alike, key=lambda one: (-one.case.balance, one.case.invoice.row), default=None)

    def _weight(self, one: Judged) -> tuple[int, date, int, int]:
        verdict, as_of = one.verdict, one.case.as_of
        urgent, rung = self._order.get(verdict.step or "", _BEYOND)
        soon = as_of if verdict.not_before is None else max(verdict.not_before, as_of)
        return urgent, soon, rung, -one.days

    def day(self, lead: Judged) -> date:
        """The first working day on which the customer may be contacted about the lead row."""
        case, step = lead.case, lead.verdict.step
        day = max(case.as_of, lead.verdict.not_before or case.as_of)
        if step not in _AT_ONCE:
            day = max(day, self._limited_until(case, self.channel(step, case.customer)))
            if step != THANKS:
                day = max(day, self._rests_until(case))
        if case.contacts.prepared_on == day:
            day += timedelta(1)
        return self._calendar.following(day)

    def _limited_until(self, case: Case, channel: Channel | None) -> date:
        """The day until which the rules of the customer's country allow no more contacts, or none by this channel."""
        limits, contacts = self._limits(case), case.contacts
        if not contacts.days:
            return date.min
        until = date.min
        if limits.per_day and contacts.days.count(contacts.days[-1]) >= limits.per_day:
            until = contacts.days[-1] + timedelta(1)
        if limits.channels_per_week:
            until = max(until, _channel_free_on(contacts, channel, limits.channels_per_week, case.as_of))
        return until

    def _limits(self, case: Case) -> Limits:
        customer = case.customer
        country = customer.country or self._policy.parameters.country
        return self._policy.contact_rules.limits(country, customer.kind, case.as_of)

    def _rests_until(self, case: Case) -> date:
        """The day until which the customer is left in peace after our last contacts."""
        contacts, cap = case.contacts, self._policy.parameters.contacts_per_week
        per_week = self._limits(case).per_week if contacts.days else None
        cap = min(cap, per_week) if per_week else cap
        day = date.min
        if contacts.last is not None:
            day = contacts.last.on + timedelta(wait(contacts.last, self._policy))
        if cap and len(contacts.days) >= cap:
            day = max(day, contacts.days[-cap] + timedelta(7))
        return day

    def place(self, one: Judged, lead: Judged | None, day: date | None) -> tuple[date | None, str | None]:
        """When the row comes up next, and the folio whose conversation it is part of, unless it leads."""
        step, case = one.verdict.step, one.case
        if step is None:
            until = one.verdict.not_before
            return None if until is None else self._calendar.following(max(until, case.as_of)), None
        if lead is None or step in _OWN_ROW:
            return self._calendar.following(case.as_of), None
        return day, None if one is lead else lead.case.invoice.folio

    def channel(self, step: str | None, customer: Customer) -> Channel | None:
        """The step's channel, or the next one by which the person it speaks to can be reached."""
        if step is None:
            return None
        channel = self._channels[step]
        if not customer.contacts or channel is Channel.INTERNAL:
            return channel
        people = customer.people[step == OTHER_CONTACT :]  # whom another contact is asked of is the second one
        if not people:
            return channel
        contact, agreed = people[0], customer.agreed_channels
        if channel is Channel.EMAIL and not contact.email and contact.phone:
            channel = Channel.PHONE
        elif channel in (Channel.PHONE, Channel.WHATSAPP) and not contact.phone and contact.email:
            channel = Channel.EMAIL
        if agreed and channel not in agreed:  # by which they can be reached, in the order of the enum
            reach = {Channel.EMAIL: contact.email, Channel.PHONE: contact.phone, Channel.WHATSAPP: contact.phone}
            return next((other for other in Channel if other in agreed and reach.get(other, "–")), channel)
        return channel


def _channel_free_on(contacts: Contacts, channel: Channel | None, most: int, as_of: date) -> date:
    """The day from which `channel` is one of so many within seven days."""
    used: dict[Channel | None, date] = {}
    for entry in contacts.entries:
        if counts(entry) and entry.channel is not Channel.INTERNAL and entry.on > as_of - timedelta(7):
            used[entry.channel] = entry.on
    others = sorted((on for other, on in used.items() if other is not channel), reverse=True)
    return others[most - 1] + timedelta(7) if len(others) >= most else date.min
