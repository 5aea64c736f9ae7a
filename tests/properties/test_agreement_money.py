"""Money under agreements: none is lost between principal and interest, and the sheet's arithmetic agrees with the state."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import ago, invoice, payment, review
from xl_cobranza.domain.agreements.schedule import schedule
from xl_cobranza.domain.agreements.standing import overall, standings
from xl_cobranza.domain.agreements.terms import Method, Terms
from xl_cobranza.domain.cash.agreements import state
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.ledger import Agreement, Instalment
from xl_cobranza.domain.policy import AllocationOrder, Parameters, Policy

SIGNED = ago(200)
GRACE = 5

cents = st.integers(1, 5_000_00).map(lambda amount: Decimal(amount) / 100)


@st.composite
def agreed(draw: st.DrawFn) -> tuple[list[Decimal], Agreement]:
    """What some invoices owe, and an agreement over them: with interest, without, or with late interest included."""
    owed = draw(st.lists(cents, min_size=1, max_size=3))
    balance = sum(owed, ZERO)
    included = draw(st.one_of(st.just(ZERO), cents))
    method = draw(st.sampled_from([Method.FRENCH, Method.EQUAL_PRINCIPAL, Method.INTEREST_FREE]))
    rate = draw(st.sampled_from(["0", "0.12", "0.48"]))
    count = min(draw(st.integers(1, 12)), int((balance + included) * 100))
    terms = Terms(
        balance + included, SIGNED, SIGNED + timedelta(draw(st.integers(1, 40))), count, method=method,
        rate=Decimal(rate), currency="MXN",
    )  # fmt: skip
    rows = tuple(Instalment(r.number, r.number, r.due, r.amount, None, r.interest) for r in schedule(terms))
    return owed, Agreement(2, "AC-1", SIGNED, "Olmo", (), balance, schedule=rows)


def spread(total: Decimal, weights: list[int]) -> list[Decimal]:
    """A total in as many payments, none of them of nothing."""
    parts = [(total * weight / sum(weights)).quantize(Decimal("0.01")) for weight in weights[:-1]]
    return [part for part in (*parts, total - sum(parts, ZERO)) if part > 0]


@given(
    agreed(),
    st.lists(st.integers(1, 9), min_size=1, max_size=6),
    st.sampled_from([Decimal("0.4"), Decimal(1), Decimal("1.3")]),
    st.booleans(),
    st.sampled_from(AllocationOrder),
)
def test_every_cent_is_principal_interest_or_left_over(
    one: tuple[list[Decimal], Agreement],
    weights: list[int],
    share: Decimal,
    named: bool,
    order: AllocationOrder,
) -> None:
    owed, agreement = one
    asked = sum((row.amount for row in agreement.schedule), ZERO)
    balance = sum(owed, ZERO)
    paid = spread((asked * share).quantize(Decimal("0.01")), weights)
    rows = [invoice(f"A{n}", late=220 - n, amount=str(amount), agreement="AC-1") for n, amount in enumerate(owed, 1)]
    money = [payment(190 - 20 * n, str(amount), "AC-1" if named else "") for n, amount in enumerate(paid)]  # type: ignore[arg-type]

    found = review(
        *rows, agreements=[agreement], payments=money, policy=Policy(parameters=Parameters(allocation=order))
    )

    left = [decision.balance or ZERO for decision in found.decisions]
    interest = sum((amount for _, amount in found.allocation.interest.get("AC-1", ())), ZERO)
    loose = sum(found.allocation.unapplied.values(), ZERO)
    assert (balance - sum(left, ZERO)) + interest + loose == sum(paid, ZERO)
    assert all(0 <= rest <= amount for rest, amount in zip(left, owed, strict=True))
    assert 0 <= interest <= asked - balance
    if share >= 1:
        assert (sum(left, ZERO), interest) == (0, asked - balance)
        assert loose == sum(paid, ZERO) - asked


@given(agreed(), st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 12), st.integers(0, 400))
def test_the_sheet_and_the_decision_say_the_same_of_an_agreement(
    one: tuple[list[Decimal], Agreement], weights: list[int], tenths: int, later: int
) -> None:
    owed, agreement = one
    asked = sum((row.amount for row in agreement.schedule), ZERO)
    received = min((asked * tenths / 10).quantize(Decimal("0.01")), asked)
    as_of: date = SIGNED + timedelta(later)
    money = [(SIGNED + timedelta(1), amount) for amount in spread(received, weights)] if received else []

    found = state(agreement, money, sum(owed, ZERO), as_of, GRACE)

    rows = [_Row(row) for row in agreement.schedule]
    told = standings(rows, received, as_of, GRACE)  # type: ignore[arg-type]
    assert found.status is overall(told)
    assert sum((part.left for part in found.left), ZERO) == asked - sum((standing.paid for standing in told), ZERO)


class _Row:
    """A row of the sheet, as far as its standing goes."""

    def __init__(self, instalment: Instalment) -> None:
        self.due, self.amount = instalment.due, instalment.amount


def test_a_returned_payment_leaves_everything_as_it_was() -> None:
    rows = [invoice(f"A{n}", late=220 - n, amount=500, agreement="AC-1") for n in (1, 2)]
    terms = Terms(
        Decimal(1000), SIGNED, SIGNED + timedelta(30), 6, method=Method.FRENCH, rate=Decimal("0.4"), currency="MXN"
    )
    plan = tuple(Instalment(r.number, r.number, r.due, r.amount, None, r.interest) for r in schedule(terms))
    agreement = Agreement(2, "AC-1", SIGNED, "Olmo", (), Decimal(1000), schedule=plan)
    before = [payment(150, 400.0, "AC-1"), payment(120, 350.0, "AC-1")]

    kept = review(*rows, agreements=[agreement], payments=before)
    again = review(
        *rows, agreements=[agreement], payments=[*before, payment(90, 333.33, "AC-1"), payment(80, -333.33, "AC-1")]
    )

    assert [d.balance for d in again.decisions] == [d.balance for d in kept.decisions]
    assert sum(a for _, a in again.allocation.interest["AC-1"]) == sum(a for _, a in kept.allocation.interest["AC-1"])
