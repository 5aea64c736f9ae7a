"""Day-count conventions: how much of a year lies between two days.

Every convention is a whole number of units over a whole base, so that interest is divided once.
Source: ISDA 2006 definitions, section 4.16; the US 30/360 with its end-of-February rule, as `YEARFRAC`.
"""

from calendar import isleap
from datetime import date, timedelta
from typing import Final

from xl_cobranza.domain.policy import DayCount

_BASE: Final = {
    DayCount.ACT_365: 365,
    DayCount.ACT_360: 360,
    DayCount.ACT_ACT: 365 * 366,
    DayCount.THIRTY_360_US: 360,
    DayCount.THIRTY_E_360: 360,
}


def base(day_count: DayCount) -> int:
    """The units of a year."""
    return _BASE[day_count]


def units(start: date, end: date, day_count: DayCount) -> int:
    """The units from one day to a later one: the first day is not counted, the last is.

    >>> units(date(2026, 1, 31), date(2026, 3, 31), DayCount.ACT_365)
    59
    >>> units(date(2026, 1, 31), date(2026, 3, 31), DayCount.THIRTY_360_US)
    60
    """
    if day_count is DayCount.THIRTY_360_US or day_count is DayCount.THIRTY_E_360:
        return days(start, end, day_count)
    if day_count is DayCount.ACT_ACT:
        return _actual_over_actual(start, end)
    return (end - start).days


def days(start: date, end: date, day_count: DayCount) -> int:
    """The days from one day to a later one, as the convention counts them.

    >>> days(date(2026, 1, 31), date(2026, 3, 31), DayCount.ACT_ACT)
    59
    """
    if day_count is DayCount.THIRTY_360_US:
        return _thirty(start, end, *_us_days(start, end))
    if day_count is DayCount.THIRTY_E_360:
        return _thirty(start, end, min(start.day, 30), min(end.day, 30))
    return (end - start).days


def _thirty(start: date, end: date, first: int, last: int) -> int:
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def _us_days(start: date, end: date) -> tuple[int, int]:
    first, last = start.day, end.day
    if _ends_february(start):
        first, last = 30, 30 if _ends_february(end) else last
    if last == 31 and first >= 30:
        last = 30
    return min(first, 30), last


def _ends_february(day: date) -> bool:
    return day.month == 2 and (day + timedelta(days=1)).month == 3


def _actual_over_actual(start: date, end: date) -> int:
    total, day = 0, start
    while day.year < end.year:
        new_year = date(day.year + 1, 1, 1)
        total += (new_year - day).days * _per_day(day.year)
        day = new_year
    return total + (end - day).days * _per_day(end.year)


def _per_day(year: int) -> int:
    return 365 if isleap(year) else 366
