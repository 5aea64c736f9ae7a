"""The days of the instalments: stepped from the ORIGINAL day, then moved off the days that are not worked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from xl_cobranza.domain.agreements.terms import Shift, Terms, Unworkable
from xl_cobranza.domain.days.dates import steps
from xl_cobranza.domain.days.working_days import WorkingCalendar

_DAY: Final = timedelta(days=1)
_SHIFTS: Final[Mapping[Shift, Callable[[WorkingCalendar, date], date]]] = {
    Shift.NONE: lambda _, day: day,
    Shift.FOLLOWING: WorkingCalendar.following,
    Shift.MODIFIED_FOLLOWING: WorkingCalendar.modified_following,
    Shift.PRECEDING: WorkingCalendar.preceding,
}


class PlanDay(NamedTuple):
    """The day on which an instalment is asked for, and the legal day behind it."""

    due: date
    legal: date


def plan_days(terms: Terms, count: int) -> list[PlanDay]:
    """So many days, each later than the one before; the first is not before the signature.

    >>> from decimal import Decimal
    >>> terms = Terms(Decimal(300), date(2026, 1, 10), date(2026, 1, 31), 3, shift=Shift.MODIFIED_FOLLOWING)
    >>> [f"{day.due:%d/%m} ({day.legal:%d/%m})" for day in plan_days(terms, 3)]
    ['30/01 (31/01)', '27/02 (28/02)', '31/03 (31/03)']

    Raises `Unworkable`: first_date_passed, dates_not_in_order.
    """
    legal = list(terms.dates) if terms.frequency is None else steps(terms.first_on, terms.frequency, count)
    if legal[0] < terms.signed_on:
        raise Unworkable("first_date_passed", first=legal[0], signed=terms.signed_on)
    for before, after in pairwise(legal):
        if after <= before:
            raise Unworkable("dates_not_in_order", before=before, after=after)
    return list(_moved(legal, terms))


def _moved(legal: Iterable[date], terms: Terms) -> Iterator[PlanDay]:
    earliest = terms.signed_on
    for day in legal:
        due = _SHIFTS[terms.shift](terms.calendar, day)
        if due < earliest:  # moved back before the signature, or a week of holidays moved two to one day
            due = terms.calendar.following(earliest)
        yield PlanDay(due, day)
        earliest = due + _DAY
