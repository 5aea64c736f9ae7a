from decimal import Decimal

import pytest

from tests.domain.ledgers import applied, day, invoice, payment
from xl_cobranza.domain.cash.ageing import ageing, bucket, bucket_key, unapplied_bucket
from xl_cobranza.domain.days.dates import days_overdue

LIMITS = (30, 60, 90)


@pytest.mark.parametrize(
    ("days", "key"),
    [
        (-400, "not_due"),
        (0, "not_due"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "over_90"),
        (5000, "over_90"),
    ],
)
def test_each_day_falls_in_the_bucket_that_names_it(days, key):
    assert bucket_key(bucket(days, LIMITS), LIMITS) == key


@pytest.mark.parametrize(
    ("limits", "keys"),
    [
        ((7,), ["not_due", "1-7", "over_7", "unapplied"]),
        ((15, 30), ["not_due", "1-15", "16-30", "over_30", "unapplied"]),
    ],
)
def test_the_limits_are_those_of_the_policy(limits, keys):
    assert [bucket_key(index, limits) for index in range(unapplied_bucket(limits) + 1)] == keys


def aged(invoices, payments, as_of):
    """The ageing of a ledger on a day, unapplied money included, as a report would ask for it."""
    allocation = applied(invoices, payments, as_of=as_of)
    items = [
        (row.currency, None if row.due is None else days_overdue(row.due, as_of), allocation.positions[row.row].balance)
        for row in invoices
    ]
    items += [(currency, None, -left) for (_, currency), left in allocation.unapplied.items()]
    return {currency: [str(total) for total in sums] for currency, sums in ageing(items, LIMITS).items()}


def test_what_is_not_due_yet_and_what_is_not_applied_have_their_own_buckets():
    rows = [
        invoice(2, "1", "100", "2026-12-01"),
        invoice(3, "2", "200", "2026-10-01"),
        invoice(4, "NC", "-30", None),
        invoice(5, "3", "50", "2026-10-01", paid="60"),
    ]

    sums = aged(rows, [payment(amount="25", customer="Nadie")], day("2026-11-22"))

    assert sums == {None: ["100.00", "0", "200.00", "0", "0", "-65.00"]}


def test_currencies_are_never_added_together():
    rows = [invoice(2, currency="MXN"), invoice(3, currency="USD"), invoice(4, amount="7", currency="USD")]

    sums = aged(rows, [], day("2026-10-01"))

    assert sums == {"MXN": ["100.00", "0", "0", "0", "0", "0"], "USD": ["107.00", "0", "0", "0", "0", "0"]}


def test_at_a_past_date_later_payments_do_not_exist():
    rows, payments = [invoice(2, due="2026-08-01")], [payment(folio="001", amount="60", on="2026-10-20")]

    assert aged(rows, payments, day("2026-09-15")) == {None: ["0", "0", "100.00", "0", "0", "0"]}
    assert aged(rows, payments, day("2026-10-20")) == {None: ["0", "0", "0", "40.00", "0", "0"]}


def test_nothing_owed_makes_no_currency_appear():
    assert ageing([], LIMITS) == {}
    assert ageing([("EUR", 3, Decimal(0))], LIMITS) == {"EUR": [Decimal(0)] * 6}
