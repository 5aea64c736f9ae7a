"""One instalment, and how many of them: the two ways round of the same question.

`rates` are those of each period, as fractions: all alike where the dates are regular.
Source: the annuity A = P·r / (1 − (1 + r)^−n), any textbook; with unequal periods A = P / Σ Π 1/(1 + r).
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import count as numbers
from typing import Final, NamedTuple

from xl_cobranza.domain.agreements.terms import MOST_INSTALMENTS, Method, Unworkable
from xl_cobranza.domain.cash.money import ZERO, minor_unit, round_money

_EXACT: Final = Context(prec=50)
_CRUMB: Final = Decimal("0.01")  # of an instalment: less than that is no instalment more


class PeriodRate(NamedTuple):
    """A yearly rate (a fraction) over so many periods a year, or so many days of a year; divided last, so exact."""

    yearly: Decimal
    periods: int = 1
    times: int = 1

    def of(self, amount: Decimal) -> Decimal:
        """The interest of one period, not rounded.

        >>> PeriodRate(Decimal("0.07"), 12).of(Decimal(1200))
        Decimal('7.00')
        """
        return amount * self.yearly * self.times / self.periods

    @property
    def fraction(self) -> Decimal:
        return self.of(Decimal(1))


def level(balance: Decimal, rates: Sequence[Decimal]) -> Decimal:
    """The equal instalment that pays a balance off in as many periods as there are rates; not rounded.

    >>> round(level(Decimal(27845), [Decimal("0.073") / 12] * 48), 2)
    Decimal('670.67')
    """
    with localcontext(_EXACT):
        worth, factor = ZERO, Decimal(1)
        for rate in rates:
            factor /= 1 + rate
            worth += factor
        return balance / worth


def instalment(balance: Decimal, count: int, rate: Decimal, exponent: int = 2) -> Decimal:
    """The equal instalment of so many, at the rate of one period, with so many decimals.

    >>> instalment(Decimal(5000), 3, Decimal("0.05")), instalment(Decimal(1000), 3, Decimal(0), exponent=0)
    (Decimal('1836.04'), Decimal('333'))

    Raises `ValueError` for a count below one or a rate of −1 and below.
    """
    if count < 1 or rate <= -1:
        raise ValueError(f"no instalment: {count}, {rate}")
    return to_step(level(balance, [rate] * count), Decimal(1).scaleb(-exponent))


def to_step(amount: Decimal, step: Decimal) -> Decimal:
    """The nearest multiple of a unit, halves up.

    >>> to_step(Decimal("433.33"), Decimal(10)), to_step(Decimal("1836.0428"), Decimal("0.01"))
    (Decimal('430'), Decimal('1836.04'))
    """
    return (amount / step).quantize(Decimal(1), ROUND_HALF_UP, _EXACT) * step


def count_for(
    payment: Decimal, balance: Decimal, rate: PeriodRate, method: Method = Method.FRENCH, currency: str | None = None
) -> int:
    """How many instalments a customer needs who can pay so much each period.

    The last one may be smaller; less than a hundredth of an instalment is added to it rather than make one more.
    With equal principal the payment is the first instalment, the largest.

    >>> count_for(Decimal(1000), Decimal(4500), PeriodRate(Decimal(0)), Method.INTEREST_FREE)
    5
    >>> count_for(Decimal("1836.05"), Decimal(5000), PeriodRate(Decimal("0.05")))
    3

    Raises `Unworkable`: payment_below_interest (with the least that works), too_many_instalments (with the least
    that stays within the limit).
    """
    interest = round_money(rate.of(balance), currency)
    if payment <= interest:
        raise Unworkable(
            "payment_below_interest", payment=payment, interest=interest, least=_least(balance, rate, method, currency)
        )
    if method is Method.EQUAL_PRINCIPAL:
        found = max(1, int((balance / (payment - interest) - _CRUMB).to_integral_value(ROUND_CEILING)))
        return _within(found, payment, balance, rate, method, currency)
    left = balance
    for number in numbers(1):
        owed = left + round_money(rate.of(left), currency)
        if owed <= payment * (1 + _CRUMB):
            return number
        left = owed - payment
        if number >= MOST_INSTALMENTS:
            break
    return _within(MOST_INSTALMENTS + 1, payment, balance, rate, method, currency)


def _within(
    found: int, payment: Decimal, balance: Decimal, rate: PeriodRate, method: Method, currency: str | None
) -> int:
    if found > MOST_INSTALMENTS:
        least = _least(balance, rate, method, currency)
        raise Unworkable("too_many_instalments", payment=payment, most=MOST_INSTALMENTS, least=least)
    return found


def _least(balance: Decimal, rate: PeriodRate, method: Method, currency: str | None) -> Decimal:
    """The smallest payment that ends within the limit, rounded up to the currency's unit."""
    if method is Method.EQUAL_PRINCIPAL:
        exact = balance / MOST_INSTALMENTS + rate.of(balance)
    else:
        exact = level(balance, [rate.fraction] * MOST_INSTALMENTS)
    rounded = round_money(exact, currency)
    return rounded if rounded >= exact else rounded + minor_unit(currency)
