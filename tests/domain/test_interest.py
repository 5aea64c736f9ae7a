"""Late interest against published figures.

Sources: fiscavo.com (4 500 at 11 %); Ley 3/2004 rates of Spain (BOE), pieces worked out by hand; README of
hledger-interest; OpenStax Contemporary Mathematics 6.3 (prints interest rounded UP); the US Rule; Apple Numbers,
YEARFRAC; ISDA, «EMU and market conventions» (ACT/ACT) and QuantLib's tests of 30/360 US, both as dates and figures.
"""

from decimal import Decimal
from itertools import pairwise

import pytest

from tests.domain.ledgers import applied, day, invoice, payment
from xl_cobranza.domain.cash.interest import RateGap, declining, interest_of, late_interest, liquidation
from xl_cobranza.domain.days.day_count import base, units
from xl_cobranza.domain.ledger import Customer, Situation
from xl_cobranza.domain.policy import DayCount, Parameters, Policy, RatePeriod

ACT_365, ACT_360 = DayCount.ACT_365, DayCount.ACT_360

SPAIN = [
    RatePeriod(day(since), Decimal(rate))
    for since, rate in [
        ("2022-07-01", "0.08"), ("2023-01-01", "0.105"), ("2023-07-01", "0.12"), ("2024-01-01", "0.125"),
        ("2024-07-01", "0.1225"), ("2025-01-01", "0.1115"),
    ]
]  # fmt: skip


def simple(amount, rate, since, until, day_count=ACT_365):
    return str(late_interest([(day(since), Decimal(amount))], Decimal(rate), day(until), day_count, "EUR"))


@pytest.mark.parametrize(
    ("amount", "rate", "since", "until", "interest"),
    [
        ("4500", "0.11", "2026-06-01", "2026-07-01", "40.68"),  # fiscavo.com, 30 days
        ("1000", "0.085", "2025-03-01", "2026-03-01", "85.00"),  # gov.uk
        ("1000", "0.05", "2010-09-26", "2010-12-31", "13.15"),  # hledger-interest, 96 days
        ("1000", "0.05", "2010-12-31", "2011-08-22", "32.05"),  # 234 days, simple
        ("1013.15", "0.05", "2010-12-31", "2011-08-22", "32.48"),  # the same, capitalised at the end of the year
        ("1000", "0.05", "2010-09-26", "2010-12-11", "10.41"),  # with payments, capitalised
        ("860.41", "0.05", "2010-12-11", "2010-12-31", "2.36"),
        ("862.77", "0.05", "2010-12-31", "2011-03-07", "7.80"),
        ("570.57", "0.05", "2011-03-07", "2011-08-21", "13.05"),
        ("35", "0.0512", "2010-09-15", "2010-12-31", "0.53"),  # § 288 BGB
        ("35", "0.0512", "2010-12-31", "2011-03-17", "0.37"),
        ("35", "0.0512", "2010-09-15", "2011-03-17", "0.90"),
        ("45500", "0.118", "2026-01-01", "2026-02-20", "735.48"),  # OpenStax 6.3, 50 days
        ("150000", "0.0585", "2026-01-01", "2026-03-12", "1682.88"),
        ("18400", "0.179", "2026-01-01", "2026-02-15", "406.06"),  # prints 406.07, rounded up
        ("6500", "0.126", "2026-01-01", "2026-02-15", "100.97"),  # prints 100.98, rounded up
    ],
)
def test_simple_interest_is_that_of_the_published_figures(amount, rate, since, until, interest):
    assert simple(amount, rate, since, until) == interest


def test_a_daily_rate_is_not_rounded():
    published_with_a_rounded_daily_rate = "169.68"

    assert simple("5000", "0.1225", "2026-01-01", "2026-04-12") == "169.49" != published_with_a_rounded_daily_rate
    assert simple("1000", "0.0375", "2026-01-01", "2026-05-01") == "12.33"  # emprendepyme.net prints 12.38


def test_the_us_rule_counts_a_year_of_360_days():
    assert simple("7000", "0.11", "2026-01-01", "2026-04-01", ACT_360) == "192.50"
    assert simple("10500", "0.095", "2026-01-01", "2026-04-07", ACT_360) == "266.00"
    assert simple("6146", "0.095", "2026-04-07", "2026-08-29", ACT_360) == "233.55"


@pytest.mark.parametrize(
    ("amount", "due", "paid", "pieces", "total"),
    [
        ("10000", "2022-11-30", "2023-08-31", [(31, "67.9452"), (181, "520.6849"), (62, "203.8356")], "792.47"),
        ("1000", "2024-06-15", "2025-02-28", [(15, "5.1370"), (184, "61.7534"), (59, "18.0233")], "84.91"),
    ],
)
def test_interest_is_split_where_the_rate_changes_and_rounded_once(amount, due, paid, pieces, total):
    balances = [(day(due), Decimal(amount))]

    periods = liquidation(balances, SPAIN, day(paid), ACT_365)

    assert [(period.days, f"{period.interest:.4f}") for period in periods] == pieces
    assert str(late_interest(balances, SPAIN, day(paid), ACT_365, "EUR")) == total


def test_the_periods_of_a_liquidation_follow_one_another_from_the_day_after_the_due_date():
    periods = liquidation(
        [(day("2022-11-30"), Decimal(1)), (day("2023-02-10"), Decimal(2))], SPAIN, day("2023-08-31"), ACT_365
    )

    assert periods[0].since == day("2022-12-01")
    assert [str(period.balance) for period in periods] == ["1", "1", "2", "2"]
    assert all((after.since - before.until).days == 1 for before, after in pairwise(periods))
    assert periods[-1].until == day("2023-08-31")


def test_a_day_before_the_first_rate_is_a_gap_and_never_guessed():
    balances = [(day("2022-06-25"), Decimal(100))]

    assert late_interest(balances, SPAIN, day("2023-01-31"), ACT_365, "EUR") == RateGap(day("2022-06-26"))
    assert liquidation(balances, SPAIN, day("2023-01-31"), ACT_365) == RateGap(day("2022-06-26"))
    assert late_interest(balances, [], day("2023-01-31"), ACT_365, "EUR") == RateGap(day("2022-06-26"))


def test_the_rate_of_the_day_after_the_due_date_is_enough():
    assert late_interest([(day("2022-06-30"), Decimal(36500))], SPAIN, day("2022-07-01"), ACT_365, "EUR") == 8


@pytest.mark.parametrize("rates", [Decimal("0.1"), SPAIN])
def test_nothing_accrues_before_the_due_date_nor_on_what_is_not_owed(rates):
    due, credit = [(day("2023-05-01"), Decimal(100))], [(day("2023-05-01"), Decimal(-100))]

    assert late_interest(due, rates, day("2023-05-01"), ACT_365, None) == 0
    assert late_interest(due, rates, day("2023-04-01"), ACT_365, None) == 0
    assert late_interest(credit, rates, day("2024-05-01"), ACT_365, None) == 0


def test_interest_runs_on_the_balance_that_each_payment_leaves():
    # 100 days on 1 000, 65 on 400 and 10 on 100, at 36.5 %: 1 a day for each 1 000
    payments = [(day("2026-06-15"), Decimal(300)), (day("2026-04-11"), Decimal(600))]
    balances = declining(day("2026-01-01"), Decimal(100), payments)

    assert late_interest(balances, Decimal("0.365"), day("2026-06-25"), ACT_365, "EUR") == 127


def test_interest_stays_owed_when_the_principal_was_paid_late():
    balances = declining(day("2026-01-01"), Decimal(0), [(day("2026-04-11"), Decimal(1000))])

    assert late_interest(balances, Decimal("0.365"), day("2026-12-31"), ACT_365, "EUR") == 100


def test_what_was_paid_by_the_due_date_never_bears_interest():
    balances = declining(day("2026-01-01"), Decimal(400), [(day("2026-01-01"), Decimal(600))])

    assert balances == [(day("2026-01-01"), 400)]


@pytest.mark.parametrize(
    ("day_count", "fraction"),
    [
        (DayCount.THIRTY_360_US, "0.5416666667"),
        (DayCount.ACT_ACT, "0.5397260274"),
        (DayCount.ACT_360, "0.5472222222"),
        (DayCount.ACT_365, "0.5397260274"),
        (DayCount.THIRTY_E_360, "0.5416666667"),
    ],
)
def test_the_fraction_of_a_year_is_that_of_yearfrac(day_count, fraction):
    counted = units(day("2009-12-15"), day("2010-06-30"), day_count)

    assert f"{counted / base(day_count):.10f}" == fraction


@pytest.mark.parametrize(
    ("start", "end", "fraction"),
    [
        ("2003-11-01", "2004-05-01", 0.497724380567),
        ("1999-02-01", "1999-07-01", 0.410958904110),
        ("1999-07-01", "2000-07-01", 1.001377348600),
        ("2002-08-15", "2003-07-15", 0.915068493151),
        ("2003-07-15", "2004-01-15", 0.504004790778),
        ("1999-07-30", "2000-01-30", 0.503892506924),
    ],
)
def test_actual_over_actual_weighs_each_day_by_its_own_year(start, end, fraction):
    counted = units(day(start), day(end), DayCount.ACT_ACT)

    assert counted / base(DayCount.ACT_ACT) == pytest.approx(fraction, abs=1e-11)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2006-08-20", "2007-02-20", 180),
        ("2006-08-31", "2007-02-28", 178),
        ("2007-02-28", "2007-08-31", 180),
        ("2007-08-31", "2008-02-29", 179),
        ("2006-01-31", "2006-02-28", 28),
        ("2006-02-28", "2006-03-03", 3),
        ("2006-09-30", "2006-10-31", 30),
        ("2008-02-28", "2008-08-31", 183),
        ("2007-02-26", "2008-02-29", 363),
        ("2008-02-29", "2009-02-28", 360),
        ("2008-02-28", "2008-03-31", 33),
    ],
)
def test_thirty_days_a_month_with_the_february_rule_of_the_us(start, end, days):
    assert units(day(start), day(end), DayCount.THIRTY_360_US) == days


def test_thirty_days_a_month_in_europe_knows_no_february_rule():
    assert units(day("2007-02-28"), day("2007-08-31"), DayCount.THIRTY_E_360) == 182
    assert units(day("2006-02-14"), day("2006-03-31"), DayCount.THIRTY_E_360) == 46


def shown(customer=None, rates=(), rows=None, payments=(), **parameters):
    rows = rows or [invoice(amount="1000", due="2026-08-14")]
    position = applied(rows, payments).positions[2]
    policy = Policy(parameters=Parameters(**parameters), rates=tuple(rates))
    return interest_of(rows[0], customer or Customer("Olmo"), policy, position, day("2026-11-22"))


def test_without_any_rate_there_is_no_interest_to_show():
    assert shown() is None


def test_the_rate_agreed_with_the_customer_comes_before_that_of_the_policy_and_that_before_the_timeline():
    agreed, timeline = Customer("Olmo", late_rate=Decimal("0.0365")), [RatePeriod(day("2020-01-01"), Decimal("0.73"))]

    assert shown(agreed, timeline, late_rate=Decimal("0.365")) == 10
    assert shown(None, timeline, late_rate=Decimal("0.365")) == 100
    assert shown(None, timeline) == 200


def test_a_timeline_that_begins_too_late_says_since_when_it_lacks():
    assert shown(rates=[RatePeriod(day("2026-09-01"), Decimal("0.1"))]) == RateGap(day("2026-08-15"))


def test_a_rate_that_cannot_be_read_is_a_gap_and_never_the_one_before():
    timeline = [RatePeriod(day("2020-01-01"), Decimal("0.1")), RatePeriod(day("2026-09-01"), None)]

    assert shown(rates=timeline) == RateGap(day("2026-09-01"))


@pytest.mark.parametrize(
    "row",
    [
        invoice(amount="-1000", due="2026-08-14"),
        invoice(amount="-1000", due=None),
        invoice(amount="1000", due="2026-08-14", situation=Situation.CANCELLED),
    ],
)
def test_credits_and_cancelled_invoices_bear_no_interest(row):
    assert shown(rows=[row], late_rate=Decimal("0.365")) is None


def test_a_customer_without_late_charges_is_shown_none():
    assert shown(Customer("Olmo", late_charges=False), late_rate=Decimal("0.365")) is None


def test_the_interest_of_an_invoice_follows_its_payments():
    # 50 days on 1 000 and 50 on 500, at 1 a day for each 1 000
    paid = [payment(amount="500", on="2026-10-03")]

    assert shown(payments=paid, late_rate=Decimal("0.365")) == 75
