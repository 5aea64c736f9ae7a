"""What could be offered to a customer who cannot pay it all now, and what each offer is worth to us today.

The claim is what is owed today with the late interest accrued; an offer is a few payments on a few days. Its present
value discounts each payment by a yearly rate, compounded by days of 365; what is missing to the claim is its cost.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from xl_cobranza.domain.agreements.schedule import schedule
from xl_cobranza.domain.agreements.terms import Shift, Terms, Unworkable
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.days.dates import add_months
from xl_cobranza.domain.days.working_days import WorkingCalendar

SOON_DAYS: Final = 10  # within which a single payment with a concession has to come
LATER_MONTHS: Final = 1  # how far a new date is moved
DISCOUNT: Final = Decimal("0.05")  # for one payment, where the ledger offers no discount of its own
FIRST_PART: Final = Decimal("0.3")  # of a partial payment now
COUNTS: Final = (3, 6, 12)  # instalments, a month apart
DEFAULT_RATE: Final = Decimal("0.1")  # yearly, where neither the policy nor a late rate says one: short-term credit
_YEAR: Final = 365


class OfferKind(StrEnum):
    NO_INTEREST = "sin_intereses"  # all of it soon, the interest waived
    DISCOUNT = "descuento"  # less than that, in one payment, soon
    NEW_DATE = "nueva_fecha"  # all of it with its interest, later
    PARTIAL = "pago_parcial"  # a part now, the rest on the new date
    INSTALMENTS = "cuotas"  # so many, a month apart


class Payment(NamedTuple):
    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """What is owed today in one currency. `discount` is what the ledger already offers for an early payment."""

    balance: Decimal
    interest: Decimal
    currency: str | None
    as_of: date
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    discount: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return self.balance + self.interest

    def rounded(self, amount: Decimal) -> Decimal:
        return round_money(amount, self.currency)


@dataclass(frozen=True, slots=True)
class Offer:
    """`interest_waived` is whether the interest accrued is given up; `discount` the share of the balance forgiven."""

    kind: OfferKind
    payments: tuple[Payment, ...]
    interest_waived: bool
    present_value: Decimal
    cost: Decimal
    claim: Claim
    discount: Decimal = ZERO

    @property
    def id(self) -> str:
        return f"{self.kind}_{len(self.payments)}" if self.kind is OfferKind.INSTALMENTS else self.kind.value

    @property
    def recovered(self) -> Decimal:
        return sum((payment.amount for payment in self.payments), ZERO)

    @property
    def last_on(self) -> date:
        return self.payments[-1].on

    @property
    def largest(self) -> Decimal:
        """The most that is asked for at once."""
        return max(payment.amount for payment in self.payments)

    @property
    def cost_share(self) -> Decimal:
        """The cost as a fraction of the claim."""
        return self.cost / self.claim.total


def present_value(payments: Iterator[Payment] | tuple[Payment, ...], rate: Decimal, as_of: date) -> Decimal:
    """What payments to come are worth on a day, at a yearly rate (a fraction); not rounded.

    >>> year = (Payment(date(2027, 11, 27), Decimal(110)), Payment(date(2028, 11, 26), Decimal(121)))
    >>> round(present_value(year, Decimal("0.1"), date(2026, 11, 27)), 2)
    Decimal('200.00')
    """
    growth = 1 + rate
    return sum(
        (payment.amount / growth ** (Decimal((payment.on - as_of).days) / _YEAR) for payment in payments), ZERO
    )  # fmt: skip


def offers(claim: Claim, rate: Decimal) -> list[Offer]:
    """What could be offered, in the order of the table; what makes no sense for the claim is left out."""
    found = []
    for kind, make in _MAKERS.items():
        for payments, waived, discount in make(claim):
            worth = claim.rounded(present_value(payments, rate, claim.as_of))
            found.append(Offer(kind, payments, waived, worth, claim.total - worth, claim, discount))
    return found


class _Made(NamedTuple):
    payments: tuple[Payment, ...]
    interest_waived: bool
    discount: Decimal = ZERO


def _soon(claim: Claim) -> date:
    return claim.calendar.following(claim.as_of + timedelta(SOON_DAYS))


def _later(claim: Claim) -> date:
    return claim.calendar.following(add_months(claim.as_of, LATER_MONTHS))


def _no_interest(claim: Claim) -> Iterator[_Made]:
    if claim.interest:
        yield _Made((Payment(_soon(claim), claim.balance),), interest_waived=True)


def _discounted(claim: Claim) -> Iterator[_Made]:
    share = DISCOUNT if claim.discount is None else claim.discount
    amount = claim.balance - claim.rounded(claim.balance * share)
    if amount > 0:
        yield _Made((Payment(_soon(claim), amount),), interest_waived=True, discount=share)


def _new_date(claim: Claim) -> Iterator[_Made]:
    yield _Made((Payment(_later(claim), claim.total),), interest_waived=False)


def _partial(claim: Claim) -> Iterator[_Made]:
    now = claim.rounded(claim.balance * FIRST_PART)
    if 0 < now < claim.balance:
        today = claim.calendar.following(claim.as_of)
        yield _Made((Payment(today, now), Payment(_later(claim), claim.balance - now)), interest_waived=True)


def _instalments(claim: Claim) -> Iterator[_Made]:
    for count in COUNTS:
        terms = Terms(
            claim.balance, claim.as_of, add_months(claim.as_of, 1), count, currency=claim.currency,
            shift=Shift.NONE, calendar=claim.calendar,
        )  # fmt: skip
        try:
            rows = schedule(terms)
        except Unworkable:  # too small to be divided so often
            continue
        yield _Made(tuple(Payment(row.due, row.amount) for row in rows), interest_waived=True)


_MAKERS: Final[dict[OfferKind, Callable[[Claim], Iterator[_Made]]]] = {
    OfferKind.NO_INTEREST: _no_interest,
    OfferKind.DISCOUNT: _discounted,
    OfferKind.NEW_DATE: _new_date,
    OfferKind.PARTIAL: _partial,
    OfferKind.INSTALMENTS: _instalments,
}
