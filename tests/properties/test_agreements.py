"""What holds for every schedule, whatever was agreed."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.properties.agreed import terms
from xl_cobranza.domain.agreements.schedule import schedule
from xl_cobranza.domain.agreements.terms import Method, Shift, Unworkable
from xl_cobranza.domain.cash.money import minor_unit, round_money
from xl_cobranza.domain.days.dates import Frequency, on_day

BY_RULE = (Method.FRENCH, Method.EQUAL_PRINCIPAL, Method.INTEREST_FREE)


def rows_of(agreed):
    """The schedule, where there is one: a rate may eat what a hand-made or rounded instalment pays."""
    try:
        return schedule(agreed)
    except Unworkable as refused:
        assume(refused.kind in {"payment_below_interest", "instalments_too_small", "amounts_do_not_add_up"})
        assume(False)
        raise


@given(terms())
def test_the_principals_add_up_to_the_balance_and_none_is_negative(agreed):
    rows = rows_of(agreed)

    assert sum(row.principal for row in rows) == agreed.balance
    assert all(row.principal >= 0 and row.interest >= 0 for row in rows)
    assert all(row.amount == row.principal + row.interest > 0 for row in rows)
    assert rows[-1].balance == 0


@given(terms())
def test_each_row_opens_with_what_the_one_before_left_in_whole_units(agreed):
    rows = rows_of(agreed)

    left = agreed.balance
    for row in rows:
        assert row.balance == left - row.principal
        assert all(round_money(figure, agreed.currency) == figure for figure in row[2:6])
        left = row.balance


@given(terms(BY_RULE))
def test_all_instalments_but_the_last_are_alike_and_of_the_unit(agreed):
    rows = [row for row in rows_of(agreed) if row.number and row.principal]  # in the grace there is only interest
    alike = {row.principal if agreed.method is Method.EQUAL_PRINCIPAL else row.amount for row in rows[:-1]}

    assert len(alike) <= 1
    assert all(amount % max(agreed.unit, minor_unit(agreed.currency)) == 0 for amount in alike)


@given(terms())
def test_the_days_strictly_increase_and_are_worked_where_they_must(agreed):
    rows = rows_of(agreed)

    # the down payment shares the day of the signature with a first instalment due on it
    assert all(before.due < after.due for before, after in pairwise(rows) if before.number)
    assert all(before.legal < after.legal for before, after in pairwise(rows) if before.number)
    if agreed.shift is not Shift.NONE:
        assert all(agreed.calendar.is_working(row.due) for row in rows if row.number)


@given(terms(BY_RULE))
def test_months_keep_the_original_day_where_they_have_it(agreed):
    rows = rows_of(replace(agreed, frequency=Frequency.MONTHLY))

    first, legal = agreed.first_on, [row.legal for row in rows if row.number]
    skipped = agreed.count + agreed.grace - len(legal)  # a grace without interest has no rows
    assert legal == [on_day(first.year, first.month + skipped + n, first.day) for n in range(len(legal))]
    assert skipped in {0, agreed.grace}


@given(terms(BY_RULE), st.integers(2, 40))
@settings(max_examples=50)
def test_who_pays_what_the_instalment_says_needs_no_more_of_them(agreed, count):
    agreed = replace(agreed, count=count, grace=0, unit=Decimal(0), down_payment=Decimal(0))
    rows = rows_of(agreed)
    highest = max(row.amount for row in rows)

    again = rows_of(replace(agreed, count=None, payment=highest))

    assert len(again) <= count
    assert max(row.amount for row in again) <= highest * Decimal("1.01")


@given(st.lists(terms(BY_RULE), min_size=2, max_size=4))
def test_debts_put_together_are_divided_as_their_sum(debts):
    first, *_ = debts
    together = replace(first, balance=sum(debt.balance for debt in debts if debt.currency == first.currency))

    assert sum(row.principal for row in rows_of(together)) == together.balance
