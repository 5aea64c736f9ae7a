"""Published dates: public holidays of Mexico and Spain, and the month ends of every calendar."""

import pytest

from tests.domain.ledgers import day
from xl_cobranza.domain.days.dates import Frequency, add_months, days_overdue, steps
from xl_cobranza.domain.days.working_days import WorkingCalendar, next_pay_day


@pytest.mark.parametrize(("as_of", "days"), [("2026-11-26", 0), ("2026-11-27", 1), ("2026-11-25", -1)])
def test_the_due_day_itself_is_not_late(as_of, days):
    assert days_overdue(day("2026-11-26"), day(as_of)) == days


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-31", 13, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(start, months, expected):
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("frequency", "first", "expected"),
    [
        (Frequency.MONTHLY, "2026-01-31", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (Frequency.WEEKLY, "2026-12-25", ["2026-12-25", "2027-01-01", "2027-01-08"]),
        (Frequency.YEARLY, "2028-02-29", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        (Frequency.FORTNIGHTLY, "2026-01-15", ["2026-01-15", "2026-01-30", "2026-02-15", "2026-02-28", "2026-03-15"]),
        (Frequency.FORTNIGHTLY, "2026-12-16", ["2026-12-16", "2027-01-01", "2027-01-16"]),
    ],
)
def test_steps_are_counted_from_the_original_day(frequency, first, expected):
    assert steps(day(first), frequency, len(expected)) == [day(text) for text in expected]


def test_public_holidays_are_those_of_the_country():
    assert not WorkingCalendar("MX").is_working(day("2026-09-16"))  # Independencia
    assert WorkingCalendar("ES").is_working(day("2026-09-16"))
    assert not WorkingCalendar("ES").is_working(day("2026-10-12"))  # Fiesta Nacional


@pytest.mark.parametrize("country", ["", "ZZ", "Narnia"])
def test_without_a_known_country_only_weekends_are_not_worked(country):
    calendar = WorkingCalendar(country)

    assert calendar.is_working(day("2026-12-25"))
    assert not calendar.is_working(day("2026-12-26"))


def test_the_holidays_of_the_sheet_add_to_those_of_the_country():
    calendar = WorkingCalendar("ES", frozenset({day("2026-11-09")}))

    assert not calendar.is_working(day("2026-11-09"))
    assert not calendar.is_working(day("2026-12-08"))


@pytest.mark.parametrize(
    ("on", "following", "modified", "preceding"),
    [
        ("2026-11-18", "2026-11-18", "2026-11-18", "2026-11-18"),
        ("2026-11-14", "2026-11-16", "2026-11-16", "2026-11-13"),
        ("2026-10-31", "2026-11-02", "2026-10-30", "2026-10-30"),
    ],
)
def test_a_day_that_is_not_worked_is_shifted_as_the_convention_says(on, following, modified, preceding):
    calendar = WorkingCalendar()

    assert calendar.following(day(on)) == day(following)
    assert calendar.modified_following(day(on)) == day(modified)
    assert calendar.preceding(day(on)) == day(preceding)


@pytest.mark.parametrize(
    ("on", "count", "expected"),
    [("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 1, "2026-11-23"), ("2026-11-23", -1, "2026-11-20")],
)
def test_working_days_are_counted_over_weekends(on, count, expected):
    assert WorkingCalendar().add(day(on), count) == day(expected)


def test_no_working_days_later_is_the_same_day():
    assert WorkingCalendar().add(day("2026-11-21"), 0) == day("2026-11-21")


@pytest.mark.parametrize(
    ("due", "pay_days", "expected"),
    [
        ("2026-11-03", (), "2026-11-03"),
        ("2026-11-03", (10, 25), "2026-11-10"),
        ("2026-11-10", (10, 25), "2026-11-10"),
        ("2026-11-11", (10, 25), "2026-11-25"),
        ("2026-11-26", (10, 25), "2026-12-10"),
        ("2027-02-10", (31,), "2027-03-01"),  # the last of February is a Sunday, paid on Monday
        ("2026-11-02", (31,), "2026-11-02"),  # 31 October is a Saturday, paid on Monday the 2nd
        ("2026-11-18", (-5,), "2026-11-20"),
        ("2026-11-21", (-5,), "2026-11-27"),
        ("2026-11-21", (-5, 30), "2026-11-27"),
        ("2026-11-22", (-7,), "2026-11-23"),  # Sundays, paid on Monday
    ],
)
def test_the_customer_pays_on_the_next_pay_day(due, pay_days, expected):
    assert next_pay_day(day(due), pay_days, WorkingCalendar()) == day(expected)


def test_a_pay_day_on_a_holiday_is_paid_on_the_next_working_day():
    calendar = WorkingCalendar("MX")

    assert next_pay_day(day("2026-12-20"), (25,), calendar) == day("2026-12-28")
    assert next_pay_day(day("2026-12-26"), (-5,), calendar) == day("2026-12-28")  # the Friday before was Christmas
