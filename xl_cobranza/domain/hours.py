"""When a message may leave: contact hours bind sending, not preparing.

A letter on paper has no hour. Days and hours are those of the customer's country (`contacting.zones`).
"""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from xl_cobranza.domain.contacting.rules import Hours, Limits
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.ledger import Channel, Customer
from xl_cobranza.domain.policy import Policy

_NO_HOUR: Final = frozenset({Channel.LETTER, Channel.INTERNAL})
_LOOKED_AHEAD: Final = 31  # days; rules that open no hour in a month open none
_SATURDAY, _SUNDAY = 5, 6


class Later(NamedTuple):
    """Why not now: `hours`, `saturday`, `sunday`, `holiday` or `no_contact`; and from when on, None for never."""

    reason: str
    at: datetime | None


def may_send(customer: Customer, channel: Channel, moment: datetime, policy: Policy) -> Later | None:
    """None when a message may leave at this moment (the customer's local time, without a zone), else why not and when.

    >>> from xl_cobranza.domain.ledger import CustomerKind
    >>> ana = Customer("Ana", country="CO", kind=CustomerKind.CONSUMER)
    >>> may_send(ana, Channel.EMAIL, datetime(2026, 11, 28, 15, 30), Policy())  # a Saturday
    Later(reason='hours', at=datetime.datetime(2026, 11, 30, 7, 0))
    >>> may_send(ana, Channel.EMAIL, datetime(2026, 11, 30, 7, 0), Policy()) is None
    True
    """
    if customer.no_contact:
        return Later("no_contact", None)
    if channel in _NO_HOUR:
        return None
    country = customer.country or policy.parameters.country
    calendar = WorkingCalendar(country, policy.holidays)

    def open_on(day: date) -> tuple[str, Hours]:
        return _kind_and_hours(day, calendar, policy.contact_rules.limits(country, customer.kind, day))

    kind, hours = open_on(moment.date())
    if not hours.is_closed and hours.begin <= moment.time() < hours.end:
        return None
    reason = kind if hours.is_closed else "hours"
    if not hours.is_closed and moment.time() < hours.begin:
        return Later(reason, datetime.combine(moment.date(), hours.begin))
    for ahead in range(1, _LOOKED_AHEAD + 1):
        day = moment.date() + timedelta(ahead)
        _, hours = open_on(day)
        if not hours.is_closed:
            return Later(reason, datetime.combine(day, hours.begin))
    return Later(reason, None)


def _kind_and_hours(day: date, calendar: WorkingCalendar, limits: Limits) -> tuple[str, Hours]:
    if day.weekday() == _SUNDAY:
        return "sunday", limits.sunday
    if calendar.is_holiday(day):
        return "holiday", limits.sunday
    if day.weekday() == _SATURDAY:
        return "saturday", limits.saturday
    return "hours", limits.weekdays
