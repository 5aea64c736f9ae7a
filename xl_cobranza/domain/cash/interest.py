"""Late interest: simple, on the declining balance, split wherever the rate changes, rounded once.

The due day is not counted and the payment day is; a rate that changes on a day is that day's rate.
Days are counted from the first day of the whole history and cut there, so that the periods of any
convention add up to the days between its ends. A daily rate is never rounded: 5 000 at 12.25 % in
101 days is 169.49 (a published 169.68 rounds the rate of a day).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.days import day_count as counting
from xl_cobranza.domain.ledger import Customer, Invoice, Situation
from xl_cobranza.domain.policy import DayCount, Policy, RatePeriod

_DAY: Final = timedelta(days=1)

Rates: TypeAlias = Decimal | Sequence[RatePeriod]  # one yearly rate, or a timeline in order of `since`
Balances: TypeAlias = Sequence[tuple[date, Decimal]]  # from that day on, that balance; in order


class RateGap(NamedTuple):
    """No rate covers this day: interest cannot be told, and is never guessed."""

    day: date


class Period(NamedTuple):
    """Days of one balance at one rate; `since` is the first day counted, `interest` is not rounded."""

    since: date
    until: date
    days: int
    balance: Decimal
    rate: Decimal
    interest: Decimal


def interest_of(
    invoice: Invoice, customer: Customer, policy: Policy, position: Position, as_of: date
) -> Decimal | RateGap | None:
    """The late interest of an invoice to a day: shown, never charged by itself.

    None where there is none to show: a credit, a cancelled invoice, a customer without late charges, or no rate
    configured at all. The rate agreed with the customer comes first, then that of the policy, then the timeline.
    What was paid late still owes its interest.
    """
    rates = rates_of(customer, policy)
    if rates is None or invoice.due is None or invoice.is_credit or invoice.situation is Situation.CANCELLED:
        return None
    balances: Balances = [(invoice.due, position.balance)]
    if position.history:
        balances = declining(invoice.due, position.balance, ((move.on, move.amount) for move in position.history))
    return late_interest(balances, rates, as_of, policy.parameters.day_count, invoice.currency)


def rates_of(customer: Customer, policy: Policy) -> Rates | None:
    """What a customer is charged for being late; None for nothing."""
    if customer.late_charges is False:
        return None
    agreed = customer.late_rate if customer.late_rate is not None else policy.parameters.late_rate
    return policy.rates or None if agreed is None else agreed


def late_interest(
    balances: Balances, rates: Rates, until: date, day_count: DayCount, currency: str | None
) -> Decimal | RateGap:
    """The interest accrued on a declining balance until a day, at the currency's minor unit.

    `balances` begins on the due date. Only what is owed bears interest: a negative balance bears none.

    >>> due, paid = date(2026, 6, 1), date(2026, 7, 1)
    >>> late_interest([(due, Decimal(4500))], Decimal("0.11"), paid, DayCount.ACT_365, "EUR")
    Decimal('40.68')
    >>> late_interest([(due, Decimal(4500))], [RatePeriod(paid, Decimal("0.11"))], paid, DayCount.ACT_365, "EUR")
    RateGap(day=datetime.date(2026, 6, 2))
    """
    if isinstance(rates, Decimal) and len(balances) == 1:  # by far the most common: one division, no periods
        ((due, balance),) = balances
        if until <= due or balance <= 0:
            return ZERO
        return round_money(balance * rates * counting.units(due, until, day_count) / counting.base(day_count), currency)
    total, origin = ZERO, balances[0][0] if balances else until
    for balance, rate, start, stop in _spans(balances, rates, until):
        if rate is None:
            return RateGap(start + _DAY)
        counted = counting.units(origin, stop, day_count) - counting.units(origin, start, day_count)
        total += balance * rate * counted
    return round_money(total / counting.base(day_count), currency)


def liquidation(balances: Balances, rates: Rates, until: date, day_count: DayCount) -> list[Period] | RateGap:
    """The same, period by period and not rounded, as an annex shows it.

    >>> due, changed, paid = date(2022, 11, 30), date(2023, 1, 1), date(2023, 1, 31)
    >>> timeline = [RatePeriod(date(2022, 7, 1), Decimal("0.08")), RatePeriod(changed, Decimal("0.105"))]
    >>> periods = liquidation([(due, Decimal(10000))], timeline, paid, DayCount.ACT_365)
    >>> [(period.days, str(period.rate), str(round(period.interest, 4))) for period in periods]
    [(31, '0.08', '67.9452'), (31, '0.105', '89.1781')]
    """
    periods, origin = [], balances[0][0] if balances else until
    for balance, rate, start, stop in _spans(balances, rates, until):
        if rate is None:
            return RateGap(start + _DAY)
        counted = counting.units(origin, stop, day_count) - counting.units(origin, start, day_count)
        days = counting.days(origin, stop, day_count) - counting.days(origin, start, day_count)
        interest = balance * rate * counted / counting.base(day_count)
        periods.append(Period(start + _DAY, stop, days, balance, rate, interest))
    return periods


def declining(due: date, balance: Decimal, payments: Iterable[tuple[date, Decimal]]) -> list[tuple[date, Decimal]]:
    """The balances from the due date on that led, payment by payment, to the balance of today.

    >>> declining(date(2026, 6, 1), Decimal(70), [(date(2026, 6, 20), Decimal(30)), (date(2026, 5, 2), Decimal(5))])
    [(datetime.date(2026, 6, 1), Decimal('100')), (datetime.date(2026, 6, 20), Decimal('70'))]
    """
    later = sorted(payment for payment in payments if payment[0] > due)
    owed = balance + sum((amount for _, amount in later), ZERO)
    balances = [(due, owed)]
    for on, amount in later:
        owed -= amount
        balances.append((on, owed))
    return balances


def _spans(balances: Balances, rates: Rates, until: date) -> Iterator[tuple[Decimal, Decimal | None, date, date]]:
    """The days after a start up to a stop, of one balance at one rate; a rate of None is a gap."""
    for n, (begin, balance) in enumerate(balances):
        end = min(balances[n + 1][0], until) if n + 1 < len(balances) else until
        if balance > 0 and begin < end:
            for rate, start, stop in _rates(begin, end, rates):
                yield balance, rate, start, stop


def _rates(begin: date, end: date, rates: Rates) -> Iterator[tuple[Decimal | None, date, date]]:
    if isinstance(rates, Decimal):
        yield rates, begin, end
        return
    following = bisect_right(rates, begin + _DAY, key=_since)
    if not following:
        yield None, begin, end
        return
    for n in range(following, len(rates) + 1):
        stop = min(rates[n].since - _DAY, end) if n < len(rates) else end
        yield rates[n - 1].rate, begin, stop
        if stop == end:
            return
        begin = stop


def _since(period: RatePeriod) -> date:
    return period.since
