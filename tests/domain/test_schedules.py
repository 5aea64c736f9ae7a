"""Schedules against published figures. Source of each: see `design/money-and-time.md`; the books and pages are named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledgers import day
from xl_cobranza.domain.agreements.instalments import PeriodRate, count_for, instalment
from xl_cobranza.domain.agreements.schedule import schedule
from xl_cobranza.domain.agreements.terms import Method, Shift, Terms, Unworkable
from xl_cobranza.domain.days.dates import Frequency
from xl_cobranza.domain.days.working_days import WorkingCalendar

MEXICO = WorkingCalendar("MX")


def terms(balance, count=None, rate="0", **others):
    known = {
        "method": Method.FRENCH if Decimal(rate) else Method.INTEREST_FREE,
        "signed_on": day("2026-11-22"),
        "first_on": day("2026-12-15"),
        "currency": "EUR",
    }
    return Terms(Decimal(balance), count=count, rate=Decimal(rate), **{**known, **others})


def column(rows, field):
    return [str(getattr(row, field)) for row in rows]


def dates(rows):
    return [f"{row.due:%d/%m/%y}" for row in rows]


def why(agreed):
    with pytest.raises(Unworkable) as refused:
        schedule(agreed)
    return refused.value.kind, refused.value.figures


def test_the_three_yearly_payments_of_yirepa_with_the_cents_posted():
    rows = schedule(terms(5000, 3, "0.05", frequency=Frequency.YEARLY))

    assert column(rows, "amount") == ["1836.04", "1836.04", "1836.05"]
    assert column(rows, "interest") == ["250.00", "170.70", "87.43"]
    assert column(rows, "principal") == ["1586.04", "1665.34", "1748.62"]


def test_the_twelve_months_of_the_docstring_of_numpy_financial():
    rows = schedule(terms(2500, 12, "0.0824"))

    # the last is published as 1.49, when nothing is posted
    assert " ".join(column(rows, "interest")) == "17.17 15.79 14.40 13.01 11.60 10.18 8.76 7.32 5.88 4.42 2.96 1.48"
    assert sum(row.interest for row in rows) == Decimal("112.97")
    assert column(rows, "balance")[:3] == ["2299.42", "2097.46", "1894.11"]


@pytest.mark.parametrize(
    ("balance", "yearly", "months", "published"),
    [
        (27845, "0.073", 48, "670.67"),  # OpenStax, Contemporary Mathematics, 6.3
        (23660, "0.0476", 60, "443.90"),
        (10000, "0.0475", 240, "64.62"),  # the same, 6.8
        (200000, "0.075", 180, "1854.02"),  # numpy-financial, `pmt`
    ],
)
def test_instalments_as_they_are_published(balance, yearly, months, published):
    assert instalment(Decimal(balance), months, Decimal(yearly) / 12) == Decimal(published)


def test_the_long_loan_of_openstax():
    rows = schedule(terms(10000, 240, "0.0475"))

    assert rows[14].balance == Decimal("9613.83")
    assert rows[9].interest == Decimal("38.68")
    # the book posts no cents: half a cent a row
    assert abs(sum(row.interest for row in rows[:18]) - Decimal("697.01")) <= 18 * Decimal("0.005")


def test_equal_thirds():
    assert column(schedule(terms(30000, 3)), "amount") == ["10000.00", "10000.00", "10000.00"]
    assert column(schedule(terms(1000, 3)), "amount") == ["333.33", "333.33", "333.34"]
    assert column(schedule(terms(1000, 3, currency="CLP")), "amount") == ["333", "333", "334"]


def test_numpy_financial_agrees_period_by_period():
    financial = pytest.importorskip("numpy_financial")
    rows = schedule(terms(18400, 36, "0.179"))

    theirs = -financial.ipmt(0.179 / 12, range(1, 37), 36, 18400)
    assert max(abs(float(row.interest) - ours) for row, ours in zip(rows, theirs, strict=True)) < 0.02
    assert rows[0].amount == Decimal(str(round(-financial.pmt(0.179 / 12, 36, 18400), 2)))


def test_equal_principal_pays_less_each_time():
    rows = schedule(terms(1200, 4, "0.12", method=Method.EQUAL_PRINCIPAL))

    assert column(rows, "principal") == ["300.00"] * 4
    assert column(rows, "interest") == ["12.00", "9.00", "6.00", "3.00"]
    assert column(rows, "amount") == ["312.00", "309.00", "306.00", "303.00"]


def test_a_tie_of_half_a_cent_is_not_lost_in_the_rate_of_a_month():
    # 1 200·k + 6 is divisible by 7 for k = 6: 1 029.43 · 0.07 / 12 is 6.00500833…, 258 · 0.07 / 12 = 1.505 exactly
    (first, *_) = schedule(terms(258, 2, "0.07"))

    assert first.interest == Decimal("1.51")


def test_the_interest_of_hand_made_dates_goes_by_days_as_in_hledger_interest():
    agreed = terms(
        1000, rate="0.05", method=Method.CUSTOM, frequency=None, signed_on=day("2010-09-26"),
        first_on=day("2010-12-11"),
        dates=(day("2010-12-11"), day("2011-03-07"), day("2011-08-21"), day("2011-09-26")),
        amounts=(Decimal(150), Decimal(300), Decimal(150)),
    )  # fmt: skip

    rows = schedule(agreed)

    assert rows[0].interest == Decimal("10.41")  # 76 days of 1 000, published
    assert column(rows, "amount")[:3] == ["150.00", "300.00", "150.00"]
    assert sum(row.principal for row in rows) == 1000


def test_part_payments_as_they_are_published_but_rounded_half_up():
    def first_row(balance, rate, days, paid):
        start = date(2026, 1, 1)
        on = (start + (date(2026, 1, 2) - start) * days, date(2027, 6, 1))
        agreed = terms(
            balance, rate=rate, method=Method.CUSTOM, frequency=None, signed_on=start, first_on=on[0], dates=on,
            amounts=(Decimal(paid),),
        )  # fmt: skip
        row = schedule(agreed)[0]
        return str(row.interest), str(row.balance)

    # hledger-interest, README: what is owed on each day that something is paid, or the year ends
    assert first_row("860.41", "0.05", 20, 100)[0] == "2.36"
    assert first_row("862.77", "0.05", 66, 300) == ("7.80", "570.57")
    assert first_row("570.57", "0.05", 167, 150)[0] == "13.05"
    assert first_row(45500, "0.118", 50, 20000) == ("735.48", "26235.48")
    assert first_row(150000, "0.0585", 70, 50000) == ("1682.88", "101682.88")
    assert first_row(18400, "0.179", 45, 7500) == ("406.06", "11306.06")  # the book rounds up: 406.07


def test_the_end_of_the_month_is_counted_from_the_original_day():
    rows = schedule(terms(400, 4, first_on=day("2026-12-31")))

    assert dates(rows) == ["31/12/26", "31/01/27", "28/02/27", "31/03/27"]


def test_a_day_that_is_not_worked_moves_the_plan_and_the_legal_day_stays_known():
    rows = schedule(terms(300, 3, first_on=day("2027-01-31"), shift=Shift.MODIFIED_FOLLOWING, calendar=MEXICO))

    assert dates(rows) == ["29/01/27", "26/02/27", "31/03/27"]
    assert [f"{row.legal:%d/%m}" for row in rows] == ["31/01", "28/02", "31/03"]


def test_two_weeks_never_fall_on_one_day_however_long_the_holidays():
    closed = frozenset(date(2027, 4, n) for n in range(1, 16))
    agreed = terms(
        500, 5, frequency=Frequency.WEEKLY, first_on=day("2027-03-29"), shift=Shift.FOLLOWING,
        calendar=WorkingCalendar("", closed),
    )  # fmt: skip

    assert dates(schedule(agreed)) == ["29/03/27", "16/04/27", "19/04/27", "20/04/27", "26/04/27"]


def test_fortnights_are_twice_a_month():
    rows = schedule(terms(400, 4, "0.24", frequency=Frequency.FORTNIGHTLY, first_on=day("2026-12-15")))

    assert dates(rows) == ["15/12/26", "30/12/26", "15/01/27", "30/01/27"]
    assert rows[0].interest == Decimal("4.00")  # a twenty-fourth of a year


def test_a_down_payment_is_due_on_the_day_of_the_signature():
    down, first, *_ = schedule(terms(1000, 3, down_payment=Decimal(250)))

    assert (down.number, down.due, down.amount, down.balance) == (0, day("2026-11-22"), 250, 750)
    assert (first.number, first.amount) == (1, 250)


def test_in_the_months_of_grace_only_the_interest_is_paid():
    rows = schedule(terms(1200, 3, "0.12", grace=2))

    assert column(rows, "amount")[:2] == ["12.00", "12.00"]
    assert column(rows, "balance")[:3] == ["1200.00", "1200.00", "803.97"]
    assert len(rows) == 5


def test_grace_without_interest_is_a_later_beginning():
    rows = schedule(terms(1200, 3, grace=2))

    assert dates(rows) == ["15/02/27", "15/03/27", "15/04/27"]
    assert [row.number for row in rows] == [1, 2, 3]


def test_instalments_in_tens_leave_the_residual_to_the_last():
    rows = schedule(terms(1000, 3, unit=Decimal(10)))

    assert column(rows, "amount") == ["330.00", "330.00", "340.00"]


def test_what_the_customer_can_pay_tells_how_many_instalments_there_are():
    rows = schedule(terms(4500, payment=Decimal(1000)))

    assert column(rows, "amount") == ["1000.00"] * 4 + ["500.00"]


def test_a_cent_is_no_instalment_more():
    assert column(schedule(terms(1000, payment=Decimal("333.33"))), "amount") == ["333.33", "333.33", "333.34"]


def test_with_interest_too():
    rows = schedule(terms(5000, payment=Decimal(1000), rate="0.12"))

    assert len(rows) == count_for(Decimal(1000), Decimal(5000), PeriodRate(Decimal("0.12"), 12)) == 6
    assert rows[-1].amount < 1000 == rows[0].amount


def test_a_payment_that_only_feeds_the_interest_is_refused_with_the_least_that_works():
    kind, figures = why(terms(10000, payment=Decimal(100), rate="0.12"))

    assert (kind, figures["interest"]) == ("payment_below_interest", 100)
    assert schedule(terms(10000, payment=figures["least"], rate="0.12"))[-1].balance == 0


def test_what_would_never_end_is_refused_with_the_least_that_ends():
    kind, figures = why(terms(10000, payment=Decimal(1)))

    assert kind == "too_many_instalments"
    assert len(schedule(terms(10000, payment=figures["least"]))) <= figures["most"]


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        ({"balance": 0}, "nothing_owed"),
        ({"balance": -5}, "nothing_owed"),
        ({"count": None}, "count_or_payment"),
        ({"first_on": date(2026, 11, 21)}, "first_date_passed"),
        ({"down_payment": Decimal(1000)}, "down_payment_too_high"),
        ({"unit": Decimal(1000)}, "instalments_too_small"),
        ({"count": 400}, "count_too_high"),
        ({"frequency": None, "dates": (date(2027, 1, 2), date(2027, 1, 2))}, "dates_not_in_order"),
    ],
)
def test_what_cannot_work_is_refused(others, kind):
    assert why(replace(terms(1000, 3), **{**others, "balance": Decimal(others.get("balance", 1000))}))[0] == kind


def test_hand_made_amounts_that_do_not_add_up_are_told_by_how_much():
    by_hand = {"method": Method.CUSTOM, "frequency": None, "dates": (date(2027, 1, 2), date(2027, 2, 2))}

    assert why(terms(1000, amounts=(Decimal(400), Decimal(500)), **by_hand)) == (
        "amounts_do_not_add_up", {"rest": Decimal("100.00"), "balance": Decimal(1000)},
    )  # fmt: skip
    assert column(schedule(terms(1000, amounts=(Decimal(400),), **by_hand)), "amount") == ["400.00", "600.00"]
