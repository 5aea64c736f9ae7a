"""The claim on one customer: each invoice with its late interest period by period, and sums by currency.

Interest and compensation are worked out and shown; to charge them is a decision that nobody takes here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.allocation import Allocation
from xl_cobranza.domain.cash.interest import Balances, Period, RateGap, declining, liquidation, rates_of
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.ledger import Customer, Invoice, Ledger, Situation
from xl_cobranza.domain.policy import Policy

Compensations: TypeAlias = Mapping[str | None, Decimal]  # the fixed sum for each late invoice, by currency


class Line(NamedTuple):
    """One invoice: what it owes, and why. `gap` is a day that no rate covers: then its interest is not told."""

    invoice: Invoice
    position: Position
    disputed: Decimal
    days: int  # overdue; 0 or less: not yet
    periods: tuple[Period, ...] = ()
    interest: Decimal = ZERO
    gap: date | None = None
    compensation: Decimal = ZERO

    @property
    def balance(self) -> Decimal:
        return self.position.balance


class Sums(NamedTuple):
    """All in one currency."""

    principal: Decimal = ZERO
    overdue: Decimal = ZERO
    disputed: Decimal = ZERO
    interest: Decimal = ZERO
    compensation: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Principal, interest and compensation, with what is disputed."""
        return self.principal + self.interest + self.compensation


@dataclass(frozen=True, slots=True)
class Claim:
    """What a customer owes on a day. `credits` are its credit notes and money that found no invoice, by currency."""

    customer: Customer
    as_of: date
    lines: tuple[Line, ...]
    settled: tuple[Line, ...]  # invoices that owe nothing
    credits: Mapping[str | None, Decimal]

    @property
    def sums(self) -> dict[str | None, Sums]:
        """By currency, in the order of the invoices: currencies are never added together."""
        found: dict[str | None, Sums] = {}
        for line in self.lines:
            before = found.get(line.invoice.currency, Sums())
            found[line.invoice.currency] = Sums(
                before.principal + line.balance,
                before.overdue + (line.balance if line.days > 0 else ZERO),
                before.disputed + line.disputed,
                before.interest + line.interest,
                before.compensation + line.compensation,
            )
        return found


def claim(
    ledger: Ledger,
    allocation: Allocation,
    policy: Policy,
    customer: Customer,
    as_of: date,
    compensations: Compensations | None = None,
) -> Claim:
    """The claim on a customer, its invoices by due date.

    An invoice that was paid late and still owes interest is claimed too. What a person cancelled, or what a factor or a
    bank collects, is not; nor is a fixed compensation where late charges were not agreed.
    """
    mine = [row for row in ledger.invoices if row.customer == customer.key]
    lines = [
        _line(row, allocation.positions[row.row], policy, customer, as_of, compensations or {})
        for row in sorted(mine, key=_by_due)
        if not row.is_credit and row.situation not in _OUT_OF_REACH
    ]
    owing = [line for line in lines if line.balance > 0 or line.interest or line.gap]
    settled = [line for line in lines if line not in owing]
    return Claim(customer, as_of, tuple(owing), tuple(settled), dict(_credits(mine, allocation, customer.key)))


_OUT_OF_REACH = (Situation.CANCELLED, Situation.ASSIGNED, Situation.CONFIRMED)


def posted(periods: Sequence[Period], total: Decimal, currency: str | None) -> list[Decimal]:
    """The interest of each period at the minor unit, so that they add up to the total: the last takes the rest.

    >>> from datetime import date
    >>> third = Period(date(2026, 1, 1), date(2026, 1, 2), 1, Decimal(1), Decimal(1), Decimal(1) / 3)
    >>> [str(part) for part in posted([third, third, third], Decimal("1.00"), "EUR")]
    ['0.33', '0.33', '0.34']
    """
    parts = [round_money(period.interest, currency) for period in periods[:-1]]
    return [*parts, total - sum(parts, ZERO)] if periods else []


def _line(
    invoice: Invoice, position: Position, policy: Policy, customer: Customer, as_of: date, fixed: Compensations
) -> Line:
    days = 0 if invoice.due is None else days_overdue(invoice.due, as_of)
    line = Line(invoice, position, _disputed(invoice, position.balance), days)
    rates = rates_of(customer, policy)
    if invoice.due is None or (days <= 0 and not position.history):
        return line
    if position.balance > 0 and days > 0 and customer.late_charges is not False:
        line = line._replace(compensation=fixed.get(invoice.currency, ZERO))
    if rates is None:
        return line
    balances: Balances = declining(invoice.due, position.balance, ((m.on, m.amount) for m in position.history))
    periods = liquidation(balances, rates, as_of, policy.parameters.day_count)
    if isinstance(periods, RateGap):
        return line._replace(gap=periods.day)
    interest = round_money(sum((period.interest for period in periods), ZERO), invoice.currency)
    return line._replace(periods=tuple(periods), interest=interest)


def _disputed(invoice: Invoice, balance: Decimal) -> Decimal:
    if invoice.disputed is None or invoice.disputed is False or balance <= 0:
        return ZERO
    return balance if invoice.disputed is True else min(Decimal(invoice.disputed), balance)


def _by_due(invoice: Invoice) -> tuple[date, str, str]:
    return (invoice.due or date.max, invoice.series, invoice.folio)


def _credits(invoices: Sequence[Invoice], allocation: Allocation, key: str) -> Iterator[tuple[str | None, Decimal]]:
    """What there is in the customer's favour, positive, by currency."""
    found: dict[str | None, Decimal] = {}
    for row in invoices:
        balance = allocation.positions[row.row].balance
        if balance < 0 and row.situation is not Situation.CANCELLED:
            found[row.currency] = found.get(row.currency, ZERO) - balance
    for (customer, currency), left in allocation.unapplied.items():
        if customer == key and left > 0:
            found[currency] = found.get(currency, ZERO) + left
    yield from found.items()
