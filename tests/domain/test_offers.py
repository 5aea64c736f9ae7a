"""What could be offered: worth and cost against numpy-financial, and whether the customer's track makes it plausible."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, ago, contact, invoice, payment, review
from xl_cobranza.domain.agreements.offers import Claim, Offer, OfferKind, Payment, offers, present_value
from xl_cobranza.domain.agreements.track import Plausibility, Track, judge, track
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.ledger import Agreement, Instalment, Outcome

RATE = Decimal("0.12")


def claim(balance: str = "30000", interest: str = "0", **told: Any) -> Claim:
    return Claim(Decimal(balance), Decimal(interest), "MXN", AS_OF, **told)


def by_id(found: Sequence[Offer]) -> dict[str, Offer]:
    return {offer.id: offer for offer in found}


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10**7)), min_size=1, max_size=12),
    st.decimals("0.001", "0.6", places=3),
)
def test_the_present_value_is_that_of_numpy_financial_day_by_day(paid: list[tuple[int, int]], rate: Decimal) -> None:
    financial = pytest.importorskip("numpy_financial")
    flow = [0.0] * 901
    for days, cents in paid:
        flow[days] += cents / 100
    payments = tuple(Payment(AS_OF + timedelta(days), Decimal(cents) / 100) for days, cents in paid)

    daily = (1 + float(rate)) ** (1 / 365) - 1
    assert float(present_value(payments, rate, AS_OF)) == pytest.approx(float(financial.npv(daily, flow)), rel=1e-9)


def test_yearly_payments_are_worth_what_numpy_financial_says() -> None:
    financial = pytest.importorskip("numpy_financial")
    payments = tuple(Payment(AS_OF + timedelta(365 * year), Decimal(1000)) for year in (1, 2, 3))

    assert float(present_value(payments, RATE, AS_OF)) == pytest.approx(
        float(financial.npv(0.12, [0, 1000, 1000, 1000]))
    )


def test_each_offer_says_what_comes_in_when_and_what_it_costs() -> None:
    found = by_id(offers(claim("30000", "450"), RATE))

    assert list(found) == [
        "sin_intereses",
        "descuento",
        "nueva_fecha",
        "pago_parcial",
        "cuotas_3",
        "cuotas_6",
        "cuotas_12",
    ]
    assert found["sin_intereses"].payments == (Payment(date(2026, 11, 30), Decimal(30000)),)
    assert (found["descuento"].recovered, found["descuento"].discount) == (28500, Decimal("0.05"))
    assert found["nueva_fecha"].payments == (Payment(date(2026, 12, 21), Decimal(30450)),)  # the 20th is a Sunday
    assert [(p.on, p.amount) for p in found["pago_parcial"].payments] == [(AS_OF, 9000), (date(2026, 12, 21), 21000)]
    assert [p.amount for p in found["cuotas_3"].payments] == [10000] * 3
    assert found["cuotas_12"].last_on == date(2027, 11, 20)
    for offer in found.values():
        assert offer.present_value + offer.cost == offer.claim.total == 30450
    assert found["cuotas_12"].cost > found["cuotas_6"].cost > found["cuotas_3"].cost > found["nueva_fecha"].cost > 0
    assert round(found["descuento"].cost_share, 3) == Decimal("0.067")


def test_without_interest_none_is_waived_and_what_cannot_be_divided_is_left_out() -> None:
    assert "sin_intereses" not in by_id(offers(claim(), RATE))
    assert list(by_id(offers(claim("0.05"), RATE))) == ["descuento", "nueva_fecha", "pago_parcial", "cuotas_3"]


def test_the_discount_that_the_ledger_offers_is_the_one_that_counts() -> None:
    assert by_id(offers(claim(discount=Decimal("0.02")), RATE))["descuento"].recovered == 29400


@given(st.integers(1, 10**9), st.integers(0, 10**6), st.sampled_from(["MXN", "CLP", "KWD", None]))
def test_no_offer_asks_for_more_than_the_claim_or_loses_a_cent_of_the_balance(
    cents: int, interest: int, currency: str | None
) -> None:
    unit = {"CLP": 0, "KWD": 3}.get(currency or "", 2)
    owed = Claim(Decimal(cents).scaleb(-unit), Decimal(interest).scaleb(-unit), currency, AS_OF)

    for offer in offers(owed, RATE):
        given_up = ZERO if not offer.interest_waived else owed.interest
        forgiven = owed.rounded(owed.balance * offer.discount)
        assert offer.recovered == owed.total - given_up - forgiven
        assert [p.on for p in offer.payments] == sorted({p.on for p in offer.payments})
        assert all(payment.amount > 0 for payment in offer.payments)
        assert offer.present_value <= offer.recovered


# --- the track


def instalments(count: int) -> Offer:
    return by_id(offers(claim(), RATE))[f"cuotas_{count}"]


PROMPT = Track(payments=6, largest=Decimal(20000), monthly=Decimal(12000), delay=3)


@pytest.mark.parametrize(
    ("known", "count", "says"),
    [
        (Track(), 3, Plausibility.UNKNOWN),
        (PROMPT, 3, Plausibility.LIKELY),
        (Track(payments=1, largest=Decimal(500), monthly=Decimal(500), delay=50), 3, Plausibility.DOUBTFUL),
        (Track(payments=6, largest=Decimal(20000), monthly=Decimal(4000), delay=20), 3, Plausibility.POSSIBLE),
        (Track(promises=4, promises_kept=1), 3, Plausibility.POSSIBLE),
        (Track(promises=4, promises_kept=1, agreements_broken=1), 3, Plausibility.DOUBTFUL),
        (Track(agreements_broken=1), 12, Plausibility.DOUBTFUL),
        (Track(agreements_broken=1, agreements_kept=1, promises=2, promises_kept=1), 3, Plausibility.POSSIBLE),
    ],
)
def test_the_track_speaks_for_an_offer_or_against(known: Track, count: int, says: Plausibility) -> None:
    assert judge(instalments(count), known).plausibility is says


def test_a_longer_plan_fits_a_month_that_a_shorter_one_does_not() -> None:
    known = Track(payments=3, largest=Decimal(2600), monthly=Decimal(2600))

    assert [judge(instalments(n), known).reasons[0].key for n in (3, 6, 12)] == ["never_so_much"] * 2 + ["fits_a_month"]


def test_the_track_is_read_from_payments_promises_and_agreements() -> None:
    schedule = (Instalment(2, 1, ago(60), Decimal(500), None), Instalment(3, 2, ago(-10), Decimal(500), None))
    broken = Agreement(2, "AC-1", ago(90), "Olmo", ("A3",), Decimal(1000), schedule=schedule)
    promise = contact(40, outcome=Outcome.PROMISE, promise_date=ago(30), promise_amount=Decimal(9000))
    rows = [
        invoice("A1", late=100, amount=300),
        invoice("A2", late=70, amount=600),
        invoice("A3", late=120, agreement="AC-1"),
    ]
    money = [payment(80, 300, "A1"), payment(20, 600, "A2")]

    decided = review(*rows, log=[promise], payments=money, agreements=[broken])
    found = track(rows, decided, "Olmo", AS_OF)

    assert found == Track(
        payments=2, largest=Decimal(600), monthly=Decimal(300), delay=35, promises=1, agreements_broken=1
    )


def test_one_payment_of_several_invoices_is_one_payment() -> None:
    rows = [invoice("A1", amount=300), invoice("A2", amount=600)]

    found = track(rows, review(*rows, payments=[payment(5, 900)]), "Olmo", AS_OF)

    assert (found.payments, found.largest, found.monthly) == (1, 900, 900)


def test_each_kind_of_offer_is_made_somewhere() -> None:
    assert {offer.kind for offer in offers(claim("30000", "450"), RATE)} == set(OfferKind)
