from dataclasses import replace
from decimal import Decimal

import pytest

from tests.domain.ledgers import day
from xl_cobranza.domain.cash.agreements import AgreementStatus, state
from xl_cobranza.domain.ledger import Agreement, Instalment

GRACE = 5


def signed(*paid, balance="300", **others):
    """Three instalments of 100 on the first of October, November and December; `paid` is what was typed in each."""
    dues = ("2026-10-01", "2026-11-01", "2026-12-01")
    typed = [*paid, *[None] * (3 - len(paid))]
    schedule = tuple(
        Instalment(n + 2, n + 1, day(due), Decimal(100), None if money is None else Decimal(money))
        for n, (due, money) in enumerate(zip(dues, typed, strict=True))
    )
    return Agreement(
        2, "AC-1", day("2026-09-15"), "Olmo", ("001",), **{"balance": Decimal(balance), "schedule": schedule, **others}
    )


def stands(agreement, payments=(), as_of="2026-11-22", owed="300"):
    money = [(day(on), Decimal(amount)) for on, amount in payments]
    return state(agreement, money, Decimal(owed), day(as_of), GRACE)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-09-30", AgreementStatus.KEPT),
        ("2026-10-01", AgreementStatus.KEPT),
        ("2026-10-02", AgreementStatus.LATE),
        ("2026-10-06", AgreementStatus.LATE),
        ("2026-10-07", AgreementStatus.BROKEN),
    ],
)
def test_an_instalment_may_be_late_by_the_grace(as_of, status):
    assert stands(signed(), as_of=as_of).status is status


@pytest.mark.parametrize(("as_of", "holds"), [("2026-10-01", True), ("2026-10-06", True), ("2026-10-07", False)])
def test_the_ladder_waits_until_the_agreement_is_broken(as_of, holds):
    assert stands(signed(), as_of=as_of).holds is holds


def test_money_pays_the_oldest_instalment_first():
    found = stands(signed(), [("2026-10-01", "100"), ("2026-11-03", "60")], as_of="2026-11-05")

    assert found.status is AgreementStatus.LATE
    assert (found.next_due, found.next_amount, found.behind) == (day("2026-11-01"), 40, 40)


def test_what_is_behind_adds_up_over_the_instalments():
    found = stands(signed(), [("2026-10-01", "30")], as_of="2026-11-05")

    assert found.status is AgreementStatus.BROKEN
    assert (found.next_due, found.next_amount, found.behind) == (day("2026-10-01"), 70, 170)


def test_paying_ahead_keeps_the_agreement():
    found = stands(signed(), [("2026-09-20", "250")], as_of="2026-11-22")

    assert found.status is AgreementStatus.KEPT
    assert (found.next_due, found.next_amount, found.behind) == (day("2026-12-01"), 50, 0)


def test_payments_before_the_signature_do_not_count_and_those_of_its_day_do():
    assert stands(signed(), [("2026-09-14", "300")]).status is AgreementStatus.BROKEN
    assert stands(signed(), [("2026-09-15", "300")], owed="0").status is AgreementStatus.FULFILLED


def test_a_fulfilled_agreement_no_longer_holds_the_ladder():
    assert stands(signed(), [("2026-10-01", "300")]).holds is False


def test_a_broken_agreement_that_is_caught_up_is_kept_again():
    assert stands(signed(), [("2026-11-20", "200")], as_of="2026-11-22").status is AgreementStatus.KEPT


def test_what_the_invoices_owe_tells_what_was_paid_where_no_payments_are_recorded():
    found = stands(signed(), owed="100")

    assert found.status is AgreementStatus.KEPT
    assert found.next_due == day("2026-12-01")


def test_an_agreement_without_its_balance_rests_on_the_payments():
    agreement = replace(signed(), balance=None)

    assert stands(agreement, owed="0").status is AgreementStatus.BROKEN


def test_what_was_typed_in_an_instalment_wins():
    found = stands(signed("40"), [("2026-10-01", "100")], as_of="2026-10-03")

    assert (found.next_due, found.next_amount) == (day("2026-10-01"), 60)


def test_typed_instalments_are_enough_without_payments():
    assert stands(signed("100", "100")).status is AgreementStatus.KEPT
    assert stands(signed("100", "100", "100")).status is AgreementStatus.FULFILLED


def test_what_was_typed_beyond_an_instalment_pays_the_next():
    found = stands(signed("150"), as_of="2026-11-03")

    assert (found.next_due, found.next_amount) == (day("2026-11-01"), 50)


def test_an_agreement_that_a_person_closed_is_closed_whatever_was_paid():
    found = stands(signed(closed=True), [("2026-10-01", "300")])

    assert (found.status, found.holds) == (AgreementStatus.CANCELLED, False)


@pytest.mark.parametrize(
    ("payments", "as_of", "holds"),
    [
        ([], "2026-09-30", True),
        ([], "2026-10-01", False),
        ([("2026-10-10", "5")], "2026-10-25", True),
        ([("2026-10-10", "5")], "2026-10-26", False),
        ([("2026-10-10", "5"), ("2026-11-02", "5")], "2026-11-10", True),
    ],
)
def test_without_a_schedule_it_is_honoured_as_long_as_a_promise(payments, as_of, holds):
    found = stands(signed(schedule=()), payments, as_of=as_of)

    assert (found.status, found.holds) == (AgreementStatus.UNKNOWN, holds)
