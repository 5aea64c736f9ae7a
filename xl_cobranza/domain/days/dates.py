"""Calendar days and month steps. The due day is not counted, the payment day is."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class Frequency(StrEnum):
    """How often an instalment falls due."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"  # «quincenal»: twice a month, 24 a year
    MONTHLY = "monthly"
    YEARLY = "yearly"


def days_overdue(due: date, as_of: date) -> int:
    """Calendar days since the due date: 0 on the due day, negative before it.

    >>> days_overdue(date(2026, 10, 1), date(2026, 11, 22))
    52
    """
    return (as_of - due).days


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day.

    Step from the ORIGINAL day each time, else 31 Jan → 28 Feb → 28 Mar loses three days.

    >>> [add_months(date(2026, 1, 31), n).isoformat() for n in (1, 2)]
    ['2026-02-28', '2026-03-31']
    """
    return on_day(start.year, start.month + months, start.day)


def on_day(year: int, month: int, day: int) -> date:
    """That day of a month, or its last day where it has none; a month beyond 1..12 runs into other years.

    >>> on_day(2026, 14, 30)
    datetime.date(2027, 2, 28)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def steps(first: date, frequency: Frequency, count: int) -> list[date]:
    """So many dates from the first on, that day included, before any working-day shift.

    Fortnightly steps alternate the day of the first and the day half a month of thirty days away.

    >>> [step.isoformat() for step in steps(date(2026, 1, 31), Frequency.FORTNIGHTLY, 4)]
    ['2026-01-31', '2026-02-15', '2026-02-28', '2026-03-15']
    """
    if frequency is Frequency.WEEKLY:
        return [first + timedelta(weeks=n) for n in range(count)]
    if frequency is Frequency.FORTNIGHTLY:
        return [add_months(first, n // 2) if n % 2 == 0 else _half_month_after(first, n // 2) for n in range(count)]
    months = 12 if frequency is Frequency.YEARLY else 1
    return [add_months(first, n * months) for n in range(count)]


def _half_month_after(first: date, months: int) -> date:
    if first.day <= 15:
        return on_day(first.year, first.month + months, first.day + 15)
    return on_day(first.year, first.month + months + 1, min(first.day, 30) - 15)
