"""The schedule: what falls due on which day, and what is left then.

Interest on the opening balance as posted, rounded once a row; the last row takes the residual, so that the
principals add up to the balance exactly.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.agreements.instalments import PeriodRate, count_for, level, to_step
from xl_cobranza.domain.agreements.plan_dates import PlanDay, plan_days
from xl_cobranza.domain.agreements.terms import MOST_INSTALMENTS, PERIODS, YEAR_DAYS, Method, Terms, Unworkable
from xl_cobranza.domain.cash.money import ZERO, round_money


class ScheduleRow(NamedTuple):
    """One instalment. `number` 0 is the down payment; `balance` is what is left after it; `legal` the day not moved."""

    number: int
    due: date
    amount: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal
    legal: date


def schedule(terms: Terms) -> tuple[ScheduleRow, ...]:
    """The rows of an agreement, in order.

    >>> terms = Terms(Decimal(5000), date(2026, 1, 1), date(2027, 1, 1), 3, method=Method.FRENCH, rate=Decimal("0.05"))
    >>> from dataclasses import replace
    >>> from xl_cobranza.domain.days.dates import Frequency
    >>> rows = schedule(replace(terms, frequency=Frequency.YEARLY, currency="EUR"))
    >>> [f"{row.amount} {row.interest} {row.principal} {row.balance}" for row in rows]
    ['1836.04 250.00 1586.04 3413.96', '1836.04 170.70 1665.34 1748.62', '1836.05 87.43 1748.62 0.00']

    Raises `Unworkable`: nothing_owed, down_payment_too_high, count_or_payment, payment_below_interest,
    too_many_instalments, count_too_high, instalments_too_small, first_date_passed, dates_not_in_order, amounts_do_not_add_up.
    """
    count = _count(terms)
    late = terms.grace if terms.frequency else 0
    days = plan_days(terms, late + count)
    rates = _rates(terms, days)
    grace = late if round_money(rates[0].of(terms.financed), terms.currency) else 0
    days, rates = days[late - grace :], rates[late - grace :]
    amounts = _amounts(terms, rates[grace:])
    return (*_down_payment(terms), *_rows(terms, days, rates, grace, amounts))


def _count(terms: Terms) -> int:
    """How many instalments there are besides those of the grace."""
    if terms.balance <= 0:
        raise Unworkable("nothing_owed", balance=terms.balance)
    if not 0 <= terms.down_payment < terms.balance:
        raise Unworkable("down_payment_too_high", down_payment=terms.down_payment, balance=terms.balance)
    if terms.frequency is None:
        count = len(terms.dates)
    elif terms.payment is not None and terms.count is None:
        rate = PeriodRate(terms.rate if terms.bears_interest else ZERO, PERIODS[terms.frequency])
        count = count_for(terms.payment, terms.financed, rate, terms.method, terms.currency)
    else:
        count = terms.count or 0
    if count < 1:
        raise Unworkable("count_or_payment")
    if count > MOST_INSTALMENTS:
        raise Unworkable("count_too_high", count=count, most=MOST_INSTALMENTS)
    return count


def _rates(terms: Terms, days: Sequence[PlanDay]) -> list[PeriodRate]:
    """The rate of each period."""
    if not terms.bears_interest:
        return [PeriodRate(ZERO)] * len(days)
    if terms.frequency is not None:
        return [PeriodRate(terms.rate, PERIODS[terms.frequency])] * len(days)
    starts = [terms.signed_on, *(day.due for day in days)]
    return [PeriodRate(terms.rate, YEAR_DAYS, (day.due - start).days) for start, day in zip(starts, days, strict=False)]


def _amounts(terms: Terms, rates: Sequence[PeriodRate]) -> list[Decimal]:
    """The instalments but the last; with equal principal the principals."""
    before_last = len(rates) - 1
    if terms.method is Method.CUSTOM:
        return list(terms.amounts[:before_last])
    if terms.method is Method.EQUAL_PRINCIPAL:
        part = to_step(terms.financed / len(rates), terms.step)
        if terms.payment is not None and terms.count is None:
            part = min(part, terms.payment - round_money(rates[0].of(terms.financed), terms.currency))
        return [part] * before_last
    if terms.payment is not None and terms.count is None:
        return [terms.payment] * before_last
    return [to_step(level(terms.financed, [rate.fraction for rate in rates]), terms.step)] * before_last


def _down_payment(terms: Terms) -> Iterator[ScheduleRow]:
    if terms.down_payment:
        paid, nothing = (round_money(amount, terms.currency) for amount in (terms.down_payment, ZERO))
        left = round_money(terms.financed, terms.currency)
        yield ScheduleRow(0, terms.signed_on, paid, nothing, paid, left, terms.signed_on)


def _rows(
    terms: Terms, days: Sequence[PlanDay], rates: Sequence[PeriodRate], grace: int, amounts: Sequence[Decimal]
) -> Iterator[ScheduleRow]:
    left = round_money(terms.financed, terms.currency)
    for number, (day, rate) in enumerate(zip(days, rates, strict=True), 1):
        interest = round_money(rate.of(left), terms.currency)
        if number == len(days):
            principal = left
            _check_last(terms, left + interest)
        elif number <= grace:
            principal = ZERO
        else:
            given = amounts[number - grace - 1]
            principal = given if terms.method is Method.EQUAL_PRINCIPAL else given - interest
            _check_row(terms, given, interest, principal, left)
        left -= principal
        yield ScheduleRow(number, day.due, principal + interest, interest, principal, left, day.legal)


def _check_row(terms: Terms, given: Decimal, interest: Decimal, principal: Decimal, left: Decimal) -> None:
    """Every instalment pays something off and leaves something to the last."""
    if interest and principal <= 0:
        least = interest + terms.step
        raise Unworkable("payment_below_interest", payment=given, interest=interest, least=least)
    if principal <= 0 or principal >= left:
        if terms.method is Method.CUSTOM:
            raise Unworkable("amounts_do_not_add_up", rest=left - principal, balance=terms.balance)
        raise Unworkable("instalments_too_small", step=terms.step, financed=terms.financed)


def _check_last(terms: Terms, rest: Decimal) -> None:
    given = terms.amounts[-1] if terms.method is Method.CUSTOM and len(terms.amounts) == len(terms.dates) else rest
    if given != rest:
        raise Unworkable("amounts_do_not_add_up", rest=rest - given, balance=terms.balance)
