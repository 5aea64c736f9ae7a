"""The figures of the whole receivable: published examples, sums that must agree, and what a bookkeeper would count."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, ago, contact, invoice, payment
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Agreement, Customer, Instalment, Invoice, Ledger, LogEntry, Outcome, Situation
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.portfolio.portfolio import Figures, Portfolio, portfolio
from xl_cobranza.domain.portfolio.ratios import (
    collection_effectiveness,
    count_back,
    days_sales_outstanding,
    sales_by_month,
)


def figures_of(*invoices: Invoice, **told: Any) -> Portfolio:
    ledger = Ledger(list(invoices), **{"log": (), "customers": {"Olmo": Customer("Olmo")}, **told})
    return portfolio(ledger, decide(ledger, Policy(), AS_OF, lambda kind, row: f"{kind}!{row}"), Policy(), AS_OF)


def pesos(*invoices: Invoice, **told: Any) -> Figures:
    return figures_of(*invoices, **told).figures["MXN"]


def amounts(values: Any) -> list[int]:
    return [int(value) for value in values]


# --- published examples


def test_upflow_days_sales_outstanding() -> None:
    assert days_sales_outstanding(Decimal(200_000), Decimal(2_000_000), 365) == Decimal("36.5")


@pytest.mark.parametrize(
    ("receivable", "sales", "days"),
    [(212, (100, 80, 70), "73.7"), (405, (205, 158, 167, 159, 154), "67.5")],  # published rounded: 30 + 30 + 7.54 → 68
)
def test_benjipays_count_back(receivable: int, sales: tuple[int, ...], days: str) -> None:
    found = count_back(Decimal(receivable), [Decimal(one) for one in sales])

    assert found is not None
    assert found.quantize(Decimal("0.1")) == Decimal(days)


def test_gaviti_collection_effectiveness() -> None:
    found = collection_effectiveness(Decimal(100_000), Decimal(1_000_000), Decimal(120_000), Decimal(100_000))

    assert found is not None
    assert found.quantize(Decimal("0.01")) == Decimal("0.98")


def test_a_ratio_without_sales_is_not_claimed() -> None:
    assert days_sales_outstanding(Decimal(5), Decimal(0)) is None
    assert count_back(Decimal(5), [Decimal(0)] * 12) is None
    assert collection_effectiveness(Decimal(0), Decimal(5), Decimal(5), Decimal(5)) is None


def test_the_sales_of_a_month_end_on_the_as_of_date() -> None:
    sold = [invoice(f"A{n}", late=0, amount=n, issued=ago(days)) for n, days in enumerate((0, 29, 30, 359, 360), 1)]
    taken_back = invoice("A9", amount=-1, applies_to="A1", issued=ago(0))
    cancelled = invoice("A8", amount=500, issued=ago(0), situation=Situation.CANCELLED)

    assert amounts(sales_by_month([*sold, taken_back, cancelled], AS_OF)) == [2, 3, *[0] * 9, 4]


# --- what is owed


def test_every_bucket_customer_and_share() -> None:
    found = pesos(
        invoice("A1", late=-3, amount=100),
        invoice("A2", late=40, amount=300),
        invoice("A3", late=200, amount=400, customer="Haya"),
        invoice("A4", late=None, amount=-50),
        invoice("A5", late=5, amount=9999, situation=Situation.WRITTEN_OFF),
        payments=[payment(3, 20, customer="Nadie")],
    ).owed

    assert amounts(found.buckets) == [100, 0, 300, 0, 400, -70]
    assert (found.balance, found.gross, found.overdue) == (730, 800, 700)
    assert [(c.customer, int(c.owed), int(c.overdue)) for c in found.customers] == [
        ("Haya", 400, 400),
        ("Olmo", 400, 300),
    ]
    assert found.concentration(1) == Decimal("0.5")


def test_currencies_stay_apart_and_the_one_with_most_rows_comes_first() -> None:
    found = figures_of(
        invoice("A1", amount=10), invoice("A2", amount=20, currency="EUR"), invoice("A3", amount=30, currency="EUR")
    ).figures

    assert [(currency, int(one.owed.balance)) for currency, one in found.items()] == [("EUR", 50), ("MXN", 10)]


_ROWS = st.lists(
    st.builds(
        lambda n, late, amount, currency, customer, odd: invoice(
            f"A{n}", row=n, late=None if amount < 0 else late, amount=amount, currency=currency, customer=customer,
            issued=ago(late + 30), situation=odd,
        ),
        st.integers(2, 10**6),
        st.integers(-90, 300),
        st.decimals(-999, 9999, places=2),
        st.sampled_from(["MXN", "EUR", None]),
        st.sampled_from(["Olmo", "Haya", "Encina"]),
        st.sampled_from([None, None, None, Situation.CANCELLED]),
    ),
    unique_by=lambda made: made.row,
    max_size=12,
)  # fmt: skip
_PAYMENTS = st.lists(
    st.builds(
        lambda n, days, amount, customer: payment(days, amount, customer=customer)._replace(row=n),
        st.integers(2, 10**6), st.integers(0, 60), st.integers(1, 9999), st.sampled_from(["Olmo", "Haya", "Nadie"]),
    ),
    unique_by=lambda made: made.row,
    max_size=4,
)  # fmt: skip


@given(_ROWS, _PAYMENTS)
def test_whatever_the_ledger_the_sums_agree(rows: list[Invoice], payments: list[Any]) -> None:
    for currency, found in figures_of(*rows, payments=payments).figures.items():
        owed = found.owed
        ours = [one for one in rows if one.currency == currency and one.situation is None]
        assert sum(owed.buckets) == owed.balance
        assert sum(one.owed for one in owed.customers) == owed.gross
        assert sum(sum(one.buckets) for one in owed.customers) == owed.gross
        assert sum(found.expected.weeks) + found.expected.undated == owed.gross
        received = sum(move.amount for move in payments if currency == move.currency)
        assert owed.balance == sum(one.amount for one in ours) - received


@given(_ROWS, _PAYMENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(rows: list[Invoice], payments: list[Any], chance: Any) -> None:
    before = figures_of(*rows, payments=payments)
    chance.shuffle(rows)
    chance.shuffle(payments)

    assert figures_of(*rows, payments=payments) == before


# --- expected cash


def test_each_row_comes_in_when_what_is_known_of_it_says() -> None:
    found = pesos(
        invoice("A1", late=-3, amount=10),  # within the first week
        invoice("A2", late=-7, amount=20),  # the second
        invoice("A3", late=-80, amount=40),  # later than is counted
        invoice("A4", late=20, amount=80),  # overdue: no date
        invoice("A5", late=20, amount=160, promise_date=ago(-8), customer="Haya"),
        invoice("A6", late=20, amount=320, instrument=True, instrument_due=ago(-15), customer="Encina"),
        invoice("A7", late=-2, amount=640, disputed=True, customer="Fresno"),
        log=None,
    ).expected

    assert amounts(found.by_due_date) == [10, 20, 0, 0, 0, 0, 0, 0, 40]
    assert amounts(found.by_agreement) == [0, 160, 320, 0, 0, 0, 0, 0, 0]
    assert found.undated == 80 + 640


def test_a_promise_of_a_part_pays_the_oldest_first_and_the_rest_has_no_date() -> None:
    log = [contact(2, outcome=Outcome.PROMISE, promise_date=ago(-3), promise_amount=Decimal(150))]

    found = pesos(invoice("A1", late=50, amount=100), invoice("A2", late=20, amount=100), log=log).expected

    assert (amounts(found.by_agreement)[0], int(found.undated), int(found.undated_beside)) == (150, 50, -150)


def test_an_agreement_comes_in_by_its_instalments() -> None:
    schedule = tuple(
        Instalment(0, n, AS_OF + timedelta(days), Decimal(50), None) for n, days in enumerate((-40, 1, 29))
    )
    agreement = Agreement(2, "AC-1", ago(60), "Olmo", ("A1",), Decimal(150), schedule=schedule)

    found = pesos(
        invoice("A1", late=90, amount=150, agreement="AC-1"), payments=[payment(41, 50, "A1")],
        agreements={"AC-1": agreement},
    ).expected  # fmt: skip

    assert amounts(found.by_agreement) == [50, 0, 0, 0, 50, 0, 0, 0, 0]
    assert found.undated == 0


# --- what the steps and the promises brought in


def test_money_is_put_down_to_the_last_contact_before_it() -> None:
    log = [contact(30, "recordatorio"), contact(20, "otro_contacto", folio="A1"), contact(9, "visita")]
    payments = [payment(21, 1, "A1"), payment(10, 2, "A1"), payment(10, 4, "A2"), payment(9, 8, "A2")]

    found = pesos(invoice("A1", late=60), invoice("A2", late=60), log=log, payments=payments).recovery

    assert [(one.step, one.contacts, int(one.collected)) for one in found] == [
        ("otro_contacto", 1, 2),
        ("recordatorio", 1, 1),
        ("visita", 1, 8),
    ]  # the 4 came twenty days after the last contact about A2


def test_a_promise_about_several_invoices_counts_once() -> None:
    log = [
        contact(60, outcome=Outcome.PROMISE, promise_date=ago(50)),
        contact(30, outcome=Outcome.PROMISE, promise_date=ago(20)),
        contact(2, outcome=Outcome.PROMISE, promise_date=ago(-5)),
    ]

    found = pesos(invoice("A1", late=90, amount=100), invoice("A2", late=90, amount=100), log=log).promises

    assert (found.kept, found.broken, found.waiting) == (0, 2, 1)


# --- since last week


def test_what_changed_in_a_week() -> None:
    log: list[LogEntry] = []
    found = pesos(
        invoice("A1", late=3, amount=100, issued=ago(33)),  # fell due this week
        invoice("A2", late=40, amount=200, issued=ago(70)),
        invoice("A3", late=-20, amount=400, issued=ago(2)),  # is new
        invoice("A4", late=22, amount=800, issued=ago(50), customer="Haya"),  # got into a hard stage
        log=log,
        payments=[payment(2, 50, "A2"), payment(1, 7, customer="Nadie")],
    ).changes

    assert (found.balance_before, found.overdue_before) == (1100, 1000)
    assert (found.newly_overdue, found.collected, found.newly_hard) == (100, 57, ("Haya",))


def test_a_month_of_effectiveness() -> None:
    found = pesos(
        invoice("A1", late=10, amount=100, issued=ago(40)),
        invoice("A2", late=10, amount=300, issued=ago(40)),
        invoice("A3", late=-10, amount=200, issued=ago(20)),
        payments=[payment(5, 100, "A1")],
    )

    assert found.effectiveness == Decimal(100) / Decimal(400)


def test_the_work_of_the_day_counts_conversations_and_the_rows_they_are_about() -> None:
    found = figures_of(
        invoice("A1", late=3, amount=100),
        invoice("A2", late=4, amount=100),
        invoice("A3", late=3, amount=100, customer="Haya", disputed=True),
        invoice("A4", late=-20, amount=100, customer="Encina", issued=date(2026, 11, 19)),
    ).work

    assert {(one.step, one.actions, one.rows) for one in found.steps} == {
        ("recordatorio", 1, 2),
        ("resolver_disputa", 1, 1),
        ("emitida", 1, 1),
    }
    assert (found.errands, found.at_the_desk) == (2, 1)
