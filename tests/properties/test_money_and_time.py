"""What holds for every ledger, not only for the examples."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ledgers import AS_OF, invoice, payment
from xl_cobranza.domain.cash.ageing import ageing, bucket, unapplied_bucket
from xl_cobranza.domain.cash.allocation import allocate
from xl_cobranza.domain.cash.interest import declining, late_interest, liquidation
from xl_cobranza.domain.cash.money import allocate as share
from xl_cobranza.domain.cash.money import minor_unit, round_money, split
from xl_cobranza.domain.days.dates import Frequency, add_months, days_overdue, steps
from xl_cobranza.domain.days.working_days import WorkingCalendar, next_pay_day
from xl_cobranza.domain.ledger import Situation
from xl_cobranza.domain.policy import AllocationOrder, DayCount, Parameters, RatePeriod

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
currencies = st.sampled_from(["EUR", "CLP", "KWD", None])
cents = st.integers(-(10**12), 10**12)
calendars = st.builds(WorkingCalendar, st.sampled_from(["", "MX", "ES"]), st.frozensets(days, max_size=5))


def money(count, currency):
    return count * minor_unit(currency)


@given(days, days)
def test_days_overdue_grow_by_one_a_day_and_reverse_their_sign(due, as_of):
    assert days_overdue(due, as_of) == -days_overdue(as_of, due)
    assert days_overdue(due, as_of + timedelta(1)) == days_overdue(due, as_of) + 1


@given(days, st.integers(-600, 600))
def test_a_month_step_never_skips_a_month_and_keeps_the_day_where_it_can(start, months):
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@given(days, st.sampled_from(Frequency), st.integers(1, 60))
def test_steps_begin_on_the_first_date_and_advance(first, frequency, count):
    dates = steps(first, frequency, count)

    assert dates[0] == first
    assert len(dates) == count
    assert all(before < after for before, after in pairwise(dates))


@given(days, calendars)
def test_a_working_day_shift_lands_on_a_working_day_and_rests_there(day, calendar):
    for shift in (calendar.following, calendar.preceding, calendar.modified_following):
        assert calendar.is_working(shift(day))
        assert shift(shift(day)) == shift(day)
    assert calendar.preceding(day) <= day <= calendar.following(day)
    assert calendar.modified_following(day).month == day.month


@given(days, st.integers(-40, 40), calendars)
def test_working_days_added_are_taken_away_again(day, count, calendar):
    start = calendar.following(day)

    assert calendar.add(calendar.add(start, count), -count) == start


@given(days, st.lists(st.integers(1, 31) | st.integers(-7, -1), min_size=1, max_size=4), calendars)
def test_a_pay_day_is_worked_comes_soon_and_is_its_own_next(due, pay_days, calendar):
    paid = next_pay_day(due, tuple(pay_days), calendar)

    assert calendar.is_working(paid)
    assert due <= paid <= due + timedelta(45)
    assert next_pay_day(paid, tuple(pay_days), calendar) == paid


@given(cents, st.integers(1, 60), currencies)
def test_a_split_loses_no_cent_and_never_changes_sign(count, parts, currency):
    total = money(count, currency)

    split_up = split(total, parts, currency)

    assert sum(split_up) == total
    assert len(split_up) == parts
    assert len(set(split_up[:-1])) <= 1
    assert all(part * total >= 0 and round_money(part, currency) == part for part in split_up)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any), st.fractions(0, 1), currencies)
def test_shares_lose_no_cent_and_never_exceed_what_they_are_shares_of(weights, fraction, currency):
    owed = [money(weight, currency) for weight in weights]
    total = money(int(sum(weights) * fraction), currency)

    shares = share(total, owed, currency)

    assert sum(shares) == total
    assert all(0 <= part <= weight for part, weight in zip(shares, owed, strict=True))


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5, unique=True).map(sorted), st.integers(-500, 500))
def test_a_bucket_never_falls_as_days_grow(limits, late):
    assert bucket(late, limits) <= bucket(late + 1, limits) < unapplied_bucket(limits)


amounts = st.integers(1, 50_000).map(lambda count: str(Decimal(count) / 100))
signed = st.integers(-50_000, 50_000).map(lambda count: str(Decimal(count) / 100))
due_days = st.integers(-200, 60).map(lambda n: (AS_OF + timedelta(n)).isoformat())
customers = st.sampled_from(["Olmo", "Roble"])
moneys = st.sampled_from(["MXN", "USD"])
folios = st.sampled_from(["1", "2", "3", "9"])
folios_or_none = folios | st.just("")


@st.composite
def ledgers(draw, typed=True, amount=signed):
    kinds = [{}, {}, {"situation": Situation.WRITTEN_OFF}, {"withheld": "1.5"}]
    kinds += [{"paid": "12.34"}, {"their_balance": "7"}, {"applies_to": "1"}] if typed else []
    return [
        invoice(
            row, draw(folios), draw(amount), draw(due_days), customer=draw(customers), currency=draw(moneys),
            issued=AS_OF - timedelta(250), **draw(st.sampled_from(kinds)),
        )
        for row in range(2, 2 + draw(st.integers(0, 8)))
    ]  # fmt: skip


@st.composite
def receipts(draw, folios=folios_or_none):
    return [
        payment(row, draw(signed), draw(due_days), draw(customers | st.just("")), draw(folios), draw(moneys))
        for row in range(2, 2 + draw(st.integers(0, 8)))
    ]


def applied(rows, payments, order=AllocationOrder.OLDEST_FIRST):
    return allocate(rows, payments, Parameters(allocation=order), AS_OF, lambda kind, row: f"{kind}!{row}")


def known_by(payments):
    return [one for one in payments if one.paid_on <= AS_OF]


def totals(pairs):
    sums = defaultdict(Decimal)
    for currency, amount in pairs:
        sums[currency] += amount
    return {currency: total for currency, total in sums.items() if total}


@given(ledgers(typed=False), receipts(), st.sampled_from(AllocationOrder))
def test_every_cent_received_is_applied_or_visible(rows, payments, order):
    allocation = applied(rows, payments, order)

    received = totals((one.currency, one.amount) for one in known_by(payments))
    kept = [(currency, left) for (_, currency), left in allocation.unapplied.items()]
    paid = [(row.currency, allocation.positions[row.row].paid) for row in rows]
    assert totals(kept + paid) == received


@given(ledgers(typed=False), receipts(), st.sampled_from(AllocationOrder))
def test_a_row_owes_what_it_was_for_less_what_reached_it(rows, payments, order):
    positions = applied(rows, payments, order).positions

    for row in rows:
        position = positions[row.row]
        standing = applied([row], []).positions[row.row]
        assert position.balance == standing.balance - sum(move.amount for move in position.history)
        assert position.balance >= min(standing.balance, 0)
        assert all(move.on <= AS_OF for move in position.history)


@given(ledgers(), receipts(folios=st.just("")))
def test_payments_that_name_nothing_leave_typed_figures_alone(rows, payments):
    before, after = applied(rows, []).positions, applied(rows, payments).positions

    typed = [row.row for row in rows if row.paid is not None or row.their_balance is not None]
    assert [before[row] for row in typed] == [after[row] for row in typed]


@given(ledgers())
def test_credit_notes_move_debt_but_neither_make_nor_lose_any(rows):
    apart = [applied([row], []).positions[row.row].balance for row in rows]
    together = [position.balance for position in applied(rows, []).positions.values()]

    assert sum(together) == sum(apart)


@given(ledgers(), receipts(), st.lists(st.integers(1, 120), min_size=1, max_size=4, unique=True).map(sorted))
def test_the_buckets_add_up_to_what_is_owed_less_what_is_not_applied(rows, payments, limits):
    allocation = applied(rows, payments)
    items = [(row.currency, days_overdue(row.due, AS_OF), allocation.positions[row.row].balance) for row in rows] + [
        (currency, None, -left) for (_, currency), left in allocation.unapplied.items()
    ]

    sums = ageing(items, limits)

    owed = totals((currency, balance) for currency, _, balance in items)
    assert {currency: sum(buckets) for currency, buckets in sums.items() if sum(buckets)} == owed


@given(ledgers(typed=False, amount=amounts), receipts(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_decides_nothing(rows, payments, random):
    shuffled_rows = [row._replace(folio=f"{row.folio}.{row.row}") for row in rows]
    shuffled_payments = list(payments)
    expected = applied(shuffled_rows, payments)
    random.shuffle(shuffled_rows)
    random.shuffle(shuffled_payments)

    found = applied(shuffled_rows, shuffled_payments)

    assert found.unapplied == expected.unapplied
    assert dict(found.positions) == dict(expected.positions)


rates = st.integers(1, 900).map(lambda n: Decimal(n) / 1000)
timelines = st.lists(st.tuples(days, rates), min_size=1, max_size=6, unique_by=lambda pair: pair[0]).map(
    lambda pairs: [RatePeriod(date(2000, 1, 1), Decimal("0.05")), *(RatePeriod(*pair) for pair in sorted(pairs))]
)


@given(days, st.integers(0, 3000), timelines, st.sampled_from(DayCount))
def test_the_periods_of_a_liquidation_cover_every_day_once(due, length, timeline, day_count):
    until = due + timedelta(length)

    periods = liquidation([(due, Decimal(1000))], timeline, until, day_count)

    covered = [period.since + timedelta(n) for period in periods for n in range((period.until - period.since).days + 1)]
    assert covered == [due + timedelta(n) for n in range(1, length + 1)]


@given(days, st.integers(0, 3000), st.integers(0, 3000), rates, st.sampled_from([DayCount.ACT_365, DayCount.ACT_360]))
def test_one_rate_written_as_a_timeline_changes_nothing(due, first, second, rate, day_count):
    cut, until = due + timedelta(first), due + timedelta(first + second)
    timeline = [RatePeriod(date(2000, 1, 1), rate), RatePeriod(cut, rate)]
    balances = [(due, Decimal(10**6))]

    assert late_interest(balances, timeline, until, day_count, None) == late_interest(
        balances, rate, until, day_count, None
    )


@given(days, rates, st.lists(st.tuples(days, amounts.map(Decimal)), max_size=5), st.integers(0, 2000))
def test_paying_never_makes_interest_grow(due, rate, payments, length):
    until = due + timedelta(length)
    payments = [(on, amount) for on, amount in payments if on <= until]
    owed = Decimal(10_000)
    paid = sum(amount for _, amount in payments)

    whole = late_interest([(due, owed)], rate, until, DayCount.ACT_365, "EUR")
    less = late_interest(declining(due, owed - paid, payments), rate, until, DayCount.ACT_365, "EUR")

    assert 0 <= less <= whole


@pytest.mark.parametrize("order", AllocationOrder)
def test_a_large_customer_is_served_in_every_order(order):
    rows = [invoice(row, str(row), "10", currency="MXN") for row in range(2, 302)]
    payments = [payment(row, "9", currency="MXN") for row in range(2, 302)]

    assert sum(position.balance for position in applied(rows, payments, order).positions.values()) == 300
