"""The computed columns of `Clientes`."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.domain.build import ago, contact, invoice, payment
from xl_cobranza.domain.customers import Summary, summaries, warnings
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Customer, Invoice, Ledger, Outcome
from xl_cobranza.domain.policy import Policy

OLMO = Customer("Olmo", row=2, credit_limit=Decimal(5000))


def _summary(*invoices: Invoice, **told: Any) -> Summary:
    ledger = Ledger(invoices, customers={"Olmo": OLMO}, **{"log": (), **told})
    return summaries(ledger, decide(ledger, Policy(), ago(0), _ref))["Olmo"]


def _warned(*invoices: Invoice, **told: Any) -> list[tuple[str, str, str]]:
    ledger = Ledger(invoices, customers={"Olmo": OLMO}, log=(), **told)
    found = warnings(ledger, summaries(ledger, decide(ledger, Policy(), ago(0), _ref)), _ref)
    return [(problem.kind, problem.ref, problem.found) for problem in found]


def _ref(kind: str, row: int) -> str:
    return f"{kind}!{row}"


def _paid_so_late(*delays: int) -> dict[str, Any]:
    """Invoices paid one after the other, a month apart, each so many days late."""
    ages = [30 * (len(delays) - n) for n in range(len(delays))]
    invoices = [invoice(f"A{n}", late=age + late) for n, (age, late) in enumerate(zip(ages, delays, strict=True))]
    payments = [payment(age, 1000, f"A{n}") for n, age in enumerate(ages)]
    return {"invoices": invoices, "payments": payments}


def test_what_is_owed_what_is_overdue_and_what_credit_is_left() -> None:
    found = _summary(invoice("A1", late=10, amount=1000), invoice("A2", late=-10, amount=500))

    assert (found.balance, found.overdue, found.available) == (
        {"MXN": Decimal(1500)},
        {"MXN": Decimal(1000)},
        Decimal(3500),
    )


def test_currencies_are_never_added_and_then_no_credit_left_is_claimed() -> None:
    found = _summary(invoice("A1", amount=1000), invoice("A2", amount=500, currency="USD"))

    assert (found.balance, found.available) == ({"MXN": Decimal(1000), "USD": Decimal(500)}, None)


def test_money_without_an_invoice_lowers_what_is_owed() -> None:
    found = _summary(invoice("A1", amount=1000), payments=[payment(3, 200, "unknown")])

    assert found.balance == {"MXN": Decimal(800)}


def test_the_average_delay_is_that_of_the_invoices_already_paid() -> None:
    paid = [payment(20, 1000, "A1"), payment(35, 1000, "A2")]

    found = _summary(invoice("A1", late=30), invoice("A2", late=30), invoice("A3", late=300), payments=paid)

    assert found.average_delay == 3  # ten days late and five early, 2.5 rounded half up


def test_promises_that_are_over_are_counted_once_each() -> None:
    log = [
        contact(50, outcome=Outcome.PROMISE, promise_date=ago(40)),
        contact(30, outcome=Outcome.PROMISE, promise_date=ago(20), promise_amount=Decimal(100)),
        contact(3, outcome=Outcome.PROMISE, promise_date=ago(-5)),
    ]

    found = _summary(
        invoice("A1", late=60),
        invoice("A2", late=60),
        log=log,
        payments=[payment(25, 200, "A1"), payment(25, 200, "A2")],
    )

    assert found.promises_kept == (1, 2)


def test_a_promise_about_several_invoices_is_kept_when_every_one_was_paid() -> None:
    debts = invoice("A1", late=60), invoice("A2", late=60)
    said = [contact(17, outcome=Outcome.PROMISE, promise_date=ago(10))]

    for order in (debts, debts[::-1]):
        assert _summary(*order, log=said, payments=[payment(11, 1000, "A1")]).promises_kept == (0, 1)
        assert _summary(*order, log=said, payments=[payment(11, 2000)]).promises_kept == (1, 1)


def test_the_last_contact_and_the_next() -> None:
    found = _summary(invoice("A1", late=60), log=[contact(9, "recordatorio"), contact(4, "recordatorio")])

    assert (found.last_contact, found.next_contact) == (ago(4), ago(0) + timedelta(3))


def test_a_customer_without_invoices_owes_nothing() -> None:
    found = _summary()

    assert (found.balance, found.available, found.next_contact) == ({}, Decimal(5000), None)


def test_the_habit_is_the_last_payments_against_those_before() -> None:
    history = _paid_so_late(0, 3, 3, 10, 12, 14)

    assert _summary(*reversed(history["invoices"]), payments=history["payments"]).habit == (2, 12)


@pytest.mark.parametrize(
    ("delays", "told"),
    [
        ((0, 3, 3, 10, 12, 14), [("habit_worsens", "customer!2", "12")]),
        ((10, 12, 14, 10, 12, 14), []),  # always late is no change
        ((0, 3, 10, 12, 14), []),  # too few to compare
        ((-30, -30, -30, 0, 0, 0), []),  # no longer early, and never late
        ((20, 20, 20, 0, 0, 0), []),  # better
    ],
)
def test_a_customer_who_pays_later_than_before_is_named(delays: tuple[int, ...], told: list[Any]) -> None:
    history = _paid_so_late(*delays)

    assert _warned(*history["invoices"], payments=history["payments"]) == told


@pytest.mark.parametrize(("amount", "told"), [(5000, []), (5000.01, [("over_limit", "customer!2", "0.01 MXN")])])
def test_a_customer_past_its_limit_is_named(amount: float, told: list[Any]) -> None:
    assert _warned(invoice("A1", amount=amount)) == told
