from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledgers import applied, balances, day, found, invoice, payment
from xl_cobranza.domain.ledger import Situation
from xl_cobranza.domain.policy import AllocationOrder

OLMO, NOBODY = "Olmo", ""


def unapplied(allocation):
    return {key: str(amount) for key, amount in allocation.unapplied.items()}


def test_without_payments_a_row_owes_its_amount_less_what_was_withheld_and_paid():
    rows = [invoice(2), invoice(3, amount="116", withheld="10.6667"), invoice(4, paid="40.50"), invoice(5, amount="0")]

    allocation = applied(rows)

    assert balances(allocation) == ["100.00", "105.33", "59.50", "0.00"]
    assert not allocation.problems


def test_a_balance_is_rounded_to_what_can_be_paid_in_its_currency():
    rows = [invoice(2, amount="1000.5", currency="CLP"), invoice(3, amount="0.30000000000000004", currency="MXN")]

    assert balances(applied(rows)) == ["1001", "0.30"]


@pytest.mark.parametrize("written", ["A-001", "A001", "a 001", "A/001", "001"])
def test_a_folio_is_found_however_it_is_written(written):
    rows = [invoice(2, folio="002", series="A"), invoice(3, folio="001", series="A")]

    assert balances(applied(rows, [payment(folio=written)])) == ["100.00", "0.00"]


def test_the_series_tells_two_equal_folios_apart():
    rows = [invoice(2, series="A"), invoice(3, series="B")]

    allocation = applied(rows, [payment(folio="B-001", amount="30"), payment(3, folio="001", amount="5")])

    assert balances(allocation) == ["100.00", "70.00"]
    assert found(allocation) == [("ambiguous_folio", "payment!3", "001")]
    assert unapplied(allocation) == {(OLMO, None): "5.00"}


def test_a_folio_with_its_series_in_one_cell_is_preferred_to_the_folio_of_another_series():
    rows = [invoice(2, folio="A001"), invoice(3, folio="A001", series="Z")]

    assert balances(applied(rows, [payment(folio="A001")])) == ["0.00", "100.00"]


def test_leading_zeros_are_part_of_a_folio():
    allocation = applied([invoice(2, folio="001")], [payment(folio="1")])

    assert balances(allocation) == ["100.00"]
    assert found(allocation) == [("unknown_folio", "payment!2", "1")]
    assert unapplied(allocation) == {(OLMO, None): "100.00"}


def test_the_same_folio_of_two_customers_needs_the_customer():
    rows = [invoice(2), invoice(3, customer="Roble")]

    told = applied(rows, [payment(folio="001", customer="Roble")])
    untold = applied(rows, [payment(folio="001", customer=NOBODY)])

    assert balances(told) == ["100.00", "0.00"]
    assert balances(untold) == ["100.00", "100.00"]
    assert found(untold) == [("ambiguous_folio", "payment!2", "001")]
    assert unapplied(untold) == {(NOBODY, None): "100.00"}


def test_a_folio_is_enough_to_know_the_customer():
    allocation = applied([invoice(2)], [payment(folio="001", amount="130", customer=NOBODY)])

    assert unapplied(allocation) == {(OLMO, None): "30.00"}


def test_an_invoice_of_several_due_dates_is_paid_from_the_earliest():
    rows = [invoice(2, due="2026-12-01"), invoice(3, due="2026-10-01"), invoice(4, due="2026-11-01")]

    assert balances(applied(rows, [payment(folio="001", amount="150")])) == ["100.00", "0.00", "50.00"]


def test_what_exceeds_the_invoice_it_names_stays_with_the_customer_and_is_said():
    rows = [invoice(2), invoice(3, folio="002")]

    allocation = applied(rows, [payment(folio="001", amount="120")])

    assert balances(allocation) == ["0.00", "100.00"]
    assert unapplied(allocation) == {(OLMO, None): "20.00"}
    assert found(allocation) == [("overpaid", "payment!2", "20.00")]


def test_a_payment_that_names_an_agreement_pays_what_it_covers_from_the_earliest():
    rows = [
        invoice(2, folio="9", due="2026-09-02", agreement="AC-1"),
        invoice(3, folio="8", due="2026-09-01", agreement="AC-1"),
        invoice(4, folio="7", due="2026-08-01"),
    ]

    assert balances(applied(rows, [payment(folio="AC-1", amount="150")])) == ["50.00", "0.00", "100.00"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (AllocationOrder.OLDEST_FIRST, ["25.00", "40.00", "0.00"]),
        (AllocationOrder.NEWEST_FIRST, ["5.00", "0.00", "60.00"]),
        (AllocationOrder.LARGEST_FIRST, ["30.00", "35.00", "0.00"]),
        (AllocationOrder.SMALLEST_FIRST, ["0.00", "5.00", "60.00"]),
        (AllocationOrder.PRO_RATA, ["15.00", "20.00", "30.00"]),
    ],
)
def test_a_payment_without_folio_is_spread_in_the_order_of_the_policy(order, expected):
    rows = [
        invoice(2, "1", "30", due="2026-09-02"),
        invoice(3, "2", "40", due="2026-09-03"),
        invoice(4, "3", "60", due="2026-09-01"),
    ]

    assert balances(applied(rows, [payment(amount="65")], allocation=order)) == expected


def test_a_payment_that_says_what_it_pays_comes_before_an_earlier_one_that_does_not():
    rows = [invoice(2, folio="001", due="2026-09-01"), invoice(3, folio="002", due="2026-10-01")]

    allocation = applied(rows, [payment(2, on="2026-10-02"), payment(3, on="2026-10-09", folio="001")])

    assert balances(allocation) == ["0.00", "0.00"]
    assert not allocation.unapplied


def test_money_beyond_what_the_customer_owes_stays_visible():
    allocation = applied([invoice(2)], [payment(2, "80"), payment(3, "70"), payment(4, "5", customer="Nuevo")])

    assert unapplied(allocation) == {(OLMO, None): "50.00", ("Nuevo", None): "5.00"}
    assert found(allocation) == [
        ("unapplied_payment", "payment!3", "50.00"),
        ("unapplied_payment", "payment!4", "5.00"),
    ]


def test_money_of_nobody_known_pays_nothing():
    allocation = applied([invoice(2, currency="MXN")], [payment(customer=NOBODY, currency="MXN")])

    assert balances(allocation) == ["100.00"]
    assert unapplied(allocation) == {(NOBODY, "MXN"): "100.00"}
    assert found(allocation) == [("unapplied_payment", "payment!2", "100.00 MXN")]


@pytest.mark.parametrize(("folio", "kind"), [("", "unapplied_payment"), ("001", "other_currency")])
def test_a_payment_in_another_currency_is_never_added(folio, kind):
    allocation = applied([invoice(2, currency="MXN")], [payment(currency="USD", folio=folio)])

    assert balances(allocation) == ["100.00"]
    assert unapplied(allocation) == {(OLMO, "USD"): "100.00"}
    assert found(allocation) == [(kind, "payment!2", "100.00 USD")]


def test_a_payment_without_currency_is_in_the_default_one_else_in_the_only_one_of_the_customer():
    both = [invoice(2, currency="MXN"), invoice(3, folio="002", currency="USD")]

    assert balances(applied(both, [payment()], currency="USD")) == ["100.00", "0.00"]
    assert balances(applied(both[1:], [payment()])) == ["0.00"]
    assert unapplied(applied(both, [payment()])) == {(OLMO, None): "100.00"}


def test_a_payment_after_the_day_is_ignored_and_said():
    rows, payments = [invoice(2)], [payment(on="2026-11-23")]

    today, tomorrow = applied(rows, payments), applied(rows, payments, as_of=date(2026, 11, 23))

    assert balances(today) == ["100.00"]
    assert found(today) == [("future_payment", "payment!2", "23/11/2026")]
    assert balances(tomorrow) == ["0.00"]


def test_a_typed_paid_wins_over_the_payments_that_name_the_invoice():
    agreed = applied([invoice(2, paid="40")], [payment(folio="001", amount="40")])
    more = applied([invoice(2, paid="40")], [payment(folio="001", amount="60")])
    less = applied([invoice(2, paid="40")], [payment(folio="001", amount="10")])

    assert [balances(agreed), found(agreed)] == [["60.00"], []]
    for other in (more, less):
        assert balances(other) == ["60.00"]
        assert found(other) == [("paid_disagrees", "invoice!2", "40.00")]
        assert not other.unapplied


def test_a_payment_without_folio_never_reaches_a_row_with_a_typed_figure():
    rows = [invoice(2, paid="40"), invoice(3, folio="002", their_balance="70"), invoice(4, folio="003")]

    assert balances(applied(rows, [payment(amount="150")])) == ["60.00", "70.00", "0.00"]


def test_a_payment_without_folio_may_be_the_money_that_was_typed_as_paid():
    rows = [invoice(2, paid="40"), invoice(3, folio="002", their_balance="70"), invoice(4, folio="003", amount="10")]

    whole, more = applied(rows, [payment(amount="80")]), applied(rows, [payment(amount="85")])

    assert not whole.unapplied
    assert not whole.problems
    assert unapplied(more) == {(OLMO, None): "5.00"}
    assert found(more) == [("unapplied_payment", "payment!2", "5.00")]


def test_a_balance_of_theirs_is_the_balance_and_what_it_lacks_was_paid():
    allocation = applied([invoice(2, their_balance="70")], [payment(folio="001", amount="20")])

    assert balances(allocation) == ["70.00"]
    assert allocation.positions[2].paid == 30
    assert found(allocation) == [("paid_disagrees", "invoice!2", "30.00")]


def test_the_payments_behind_a_typed_paid_tell_its_dates():
    (position,) = applied([invoice(2, paid="40")], [payment(folio="001", amount="40")]).positions.values()

    assert [(move.on, move.amount) for move in position.history] == [(day("2026-10-20"), 40)]


def test_more_typed_as_paid_than_owed_is_a_credit_of_the_customer_and_said():
    allocation = applied([invoice(2, paid="130", currency="EUR")])

    assert balances(allocation) == ["-30.00"]
    assert found(allocation) == [("overpaid", "invoice!2", "30.00 EUR")]


@pytest.mark.parametrize(
    ("situation", "named"),
    [(Situation.CANCELLED, "100.00"), (Situation.WRITTEN_OFF, "0.00"), (Situation.INSOLVENCY, "0.00")],
)
def test_a_row_taken_out_of_the_ordinary_is_paid_only_by_its_name_and_a_cancelled_one_not_at_all(situation, named):
    rows = [invoice(2, situation=situation)]

    assert balances(applied(rows, [payment()])) == ["100.00"]
    assert balances(applied(rows, [payment(folio="001")])) == [named]


def test_a_credit_note_reduces_the_invoice_it_belongs_to_and_keeps_the_rest():
    rows = [invoice(2, amount="100"), invoice(3, folio="NC1", amount="-130", due=None, applies_to="001")]

    allocation = applied(rows)

    assert balances(allocation) == ["0.00", "-30.00"]
    assert allocation.positions[2].paid == 0
    assert allocation.positions[2].last_paid_on is None


@pytest.mark.parametrize("other", [{"customer": "Roble"}, {"currency": "USD"}, {"their_balance": "100"}])
def test_a_credit_note_reaches_neither_another_customer_nor_currency_nor_a_balance_of_theirs(other):
    rows = [invoice(2, **other), invoice(3, folio="NC1", amount="-30", due=None, applies_to="001")]

    assert balances(applied(rows)) == ["100.00", "-30.00"]


def test_a_credit_note_of_an_invoice_that_is_not_there_is_said():
    allocation = applied([invoice(3, folio="NC1", amount="-30", due=None, applies_to="777")])

    assert balances(allocation) == ["-30.00"]
    assert found(allocation) == [("unknown_folio", "invoice!3", "777")]


def test_a_credit_note_without_an_invoice_is_left_to_a_person():
    rows = [invoice(2), invoice(3, folio="NC1", amount="-30", due=None)]

    allocation = applied(rows, [payment(amount="90")])

    assert balances(allocation) == ["10.00", "-30.00"]
    assert not allocation.problems


def test_a_credit_note_counts_from_its_own_day():
    rows = [invoice(2), invoice(3, "NC1", "-30", None, applies_to="001", issued=day("2026-11-22"))]

    assert balances(applied(rows, as_of=day("2026-11-21"))) == ["100.00", "-30.00"]
    assert balances(applied(rows, as_of=day("2026-11-22"))) == ["70.00", "0.00"]
    assert [move.on for move in applied(rows).positions[2].history] == [day("2026-11-22")]


def test_money_given_back_settles_a_credit_note():
    rows = [invoice(3, folio="NC1", amount="-30", due=None)]

    assert balances(applied(rows, [payment(folio="NC1", amount="-30")])) == ["0.00"]


def test_a_credit_note_that_was_used_comes_to_zero_whatever_the_sign_it_was_typed_with():
    rows = [invoice(2, amount="-30", due=None, paid="30"), invoice(3, folio="2", amount="-30", due=None, paid="-30")]

    assert balances(applied(rows)) == ["0.00", "0.00"]


def test_a_returned_payment_is_owed_again_from_that_day():
    payments = [payment(3, "-100", on="2026-10-20", folio="001"), payment(2, "100", on="2026-10-20", folio="001")]

    allocation = applied([invoice(2)], payments)

    assert balances(allocation) == ["100.00"]
    assert [move.amount for move in allocation.positions[2].history] == [100, -100]
    assert not allocation.unapplied


def test_a_returned_payment_is_taken_back_from_the_latest_due_date():
    rows = [invoice(2, due="2026-10-01"), invoice(3, due="2026-11-01")]
    payments = [payment(2, "150", folio="001"), payment(3, "-60", on="2026-10-25", folio="001")]

    assert balances(applied(rows, payments)) == ["10.00", "100.00"]


def test_a_returned_payment_that_was_never_received_stays_visible():
    allocation = applied([invoice(2)], [payment(amount="-40", folio="001")])

    assert balances(allocation) == ["100.00"]
    assert unapplied(allocation) == {(OLMO, None): "-40.00"}
    assert found(allocation) == [("unapplied_payment", "payment!2", "-40.00")]


def test_a_position_remembers_each_payment_with_its_day():
    allocation = applied([invoice(2)], [payment(2, "30", on="2026-10-05"), payment(3, "20", on="2026-10-25")])

    position = allocation.positions[2]

    assert [(move.on, move.amount, move.payment) for move in position.history] == [
        (day("2026-10-05"), Decimal(30), 2),
        (day("2026-10-25"), Decimal(20), 3),
    ]
    assert position.last_paid_on == day("2026-10-25")
    assert position.paid == 50
