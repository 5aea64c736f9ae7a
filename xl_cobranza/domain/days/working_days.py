"""Working days: weekends, the public holidays of a country and those of the sheet `Festivos`.

A shift moves the date on which we act; the legal due date stays known beside it. The names of the
shifts are those of ISDA 2006, section 4.12 (business day conventions).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from xl_cobranza.domain.days.dates import on_day

_DAY = timedelta(days=1)
_SATURDAY = 5


class WorkingCalendar:
    """Which days are worked in a country. A country without a code, or unknown, has weekends only.

    >>> mexico = WorkingCalendar("MX", frozenset({date(2026, 9, 17)}))
    >>> mexico.is_working(date(2026, 9, 16)), mexico.following(date(2026, 9, 16))
    (False, datetime.date(2026, 9, 18))
    """

    def __init__(self, country: str = "", holidays: frozenset[date] = frozenset()) -> None:
        self._country, self._holidays = country, holidays
        self._closed: dict[int, frozenset[date]] = {}  # by year

    def is_working(self, day: date) -> bool:
        """Whether it is neither a weekend nor a holiday."""
        return day.weekday() < _SATURDAY and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether it is a holiday of the country or of the sheet, also on a weekend."""
        closed = self._closed.get(day.year)
        if closed is None:
            closed = self._closed[day.year] = self._holidays | _public_holidays(self._country, day.year)
        return day in closed

    def following(self, day: date) -> date:
        """The day itself when it is worked, else the next one that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def preceding(self, day: date) -> date:
        """The day itself when it is worked, else the last one before it that is."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def modified_following(self, day: date) -> date:
        """The following working day, unless that is in another month: then the preceding one."""
        following = self.following(day)
        return following if following.month == day.month else self.preceding(day)

    def add(self, day: date, working_days: int) -> date:
        """So many working days later (earlier when negative); the day itself for none.

        >>> WorkingCalendar().add(date(2026, 11, 20), 3)  # from a Friday
        datetime.date(2026, 11, 25)
        """
        step = _DAY if working_days > 0 else -_DAY
        for _ in range(abs(working_days)):
            day += step
            while not self.is_working(day):
                day += step
        return day


@lru_cache(maxsize=1 << 16)  # the rows of a ledger repeat their due dates
def next_pay_day(due: date, pay_days: tuple[int, ...], calendar: WorkingCalendar) -> date:
    """The first day, from the due date on, on which the customer pays.

    `pay_days`: 1..31 are days of the month (the last one where it has no such day), -1..-7 are Monday to
    Sunday; none → the due date itself. A pay day that is not worked is paid on the following working day.

    >>> next_pay_day(date(2026, 11, 3), (10, 25), WorkingCalendar())
    datetime.date(2026, 11, 10)
    >>> next_pay_day(date(2026, 11, 3), (-5,), WorkingCalendar())
    datetime.date(2026, 11, 6)
    """
    if not pay_days:
        return due
    shifted = map(calendar.following, _pay_days_around(due, pay_days))
    return min(day for day in shifted if day >= due)


def _pay_days_around(due: date, pay_days: tuple[int, ...]) -> Iterator[date]:
    # from the one before: a pay day before the due date may be shifted onto it or past it
    for pay_day in pay_days:
        if pay_day > 0:
            yield from (on_day(due.year, due.month + months, pay_day) for months in (-1, 0, 1))
        else:
            this_week = due + timedelta(days=-pay_day - 1 - due.weekday())
            yield from (this_week + timedelta(weeks=weeks) for weeks in (-1, 0, 1, 2))


@cache
def _public_holidays(country: str, year: int) -> frozenset[date]:
    if not country:
        return frozenset()
    from holidays import country_holidays  # late: 0.1 s, and the domain imports with the standard library alone

    try:
        return frozenset(country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
