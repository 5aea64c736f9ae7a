"""What is owed: by age, by customer, and how much of it hangs on a few."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.cash.ageing import bucket, unapplied_bucket
from xl_cobranza.domain.cash.allocation import Allocation
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Invoice, Ledger


class Item(NamedTuple):
    """One row that counts, as it was decided. `balance` is negative for a credit."""

    row: int
    customer: str
    balance: Decimal
    days: int  # overdue; 0 where nothing is
    stage: str


class CustomerAge(NamedTuple):
    """What one customer owes, credits apart; `buckets` as in `ageing`, without the last."""

    customer: str
    owed: Decimal
    overdue: Decimal
    buckets: tuple[Decimal, ...]


class Owed(NamedTuple):
    """What is owed in one currency. `buckets` add up to the balance; the last holds credits and unapplied money."""

    balance: Decimal
    gross: Decimal  # before credits and unapplied money
    overdue: Decimal
    unapplied_payments: Decimal  # money received that found no invoice
    buckets: tuple[Decimal, ...]
    customers: tuple[CustomerAge, ...]  # the one that owes most first
    invoices: int
    overdue_invoices: int

    def concentration(self, customers: int) -> Decimal:
        """The share of the largest customers in what is owed, credits apart; 0 when nothing is.

        >>> items = [Item(2, "Olmo", Decimal(60), 0, ""), Item(3, "Haya", Decimal(40), 9, "")]
        >>> owed(items, ZERO, (30,)).concentration(1)
        Decimal('0.6')
        """
        return sum((c.owed for c in self.customers[:customers]), ZERO) / self.gross if self.gross else ZERO


def items(ledger: Ledger, decided: Decided) -> Mapping[str | None, list[Item]]:
    """The rows that count, by currency."""
    found: dict[str | None, list[Item]] = {}
    invoices = {invoice.row: invoice for invoice in ledger.invoices if invoice.situation is None}
    for decision in decided.decisions:
        invoice = invoices.get(decision.row)
        if invoice is not None and decision.balance is not None:
            days = max(decision.days_overdue or 0, 0)
            item = Item(invoice.row, invoice.customer, decision.balance, days, decision.stage)
            found.setdefault(invoice.currency, []).append(item)
    return found


def standing_items(invoices: Iterable[Invoice], allocation: Allocation, day: date) -> Mapping[str | None, list[Item]]:
    """The rows that count as they stood on a day, by currency; their stage was not decided."""
    found: dict[str | None, list[Item]] = {}
    for invoice in invoices:
        if invoice.situation is None:
            balance = allocation.positions[invoice.row].balance
            days = max(days_overdue(invoice.due, day), 0) if invoice.due and balance > 0 else 0
            found.setdefault(invoice.currency, []).append(Item(invoice.row, invoice.customer, balance, days, ""))
    return found


def owed(rows: Iterable[Item], unapplied_payments: Decimal, limits: Sequence[int]) -> Owed:
    """The figures of one currency.

    >>> found = owed([Item(2, "Olmo", Decimal(100), 40, ""), Item(3, "Olmo", Decimal(-30), 0, "")], Decimal(5), (30,))
    >>> [str(part) for part in found.buckets], str(found.balance), str(found.overdue)
    (['0', '0', '100', '-35'], '65', '100')
    """
    last = unapplied_bucket(limits)
    sums = [ZERO] * (last + 1)
    sums[last] = -unapplied_payments
    by_customer: dict[str, list[Decimal]] = {}
    invoices = overdue_invoices = 0
    for row in rows:
        if row.balance < 0:
            sums[last] += row.balance
        elif row.balance:
            place = bucket(row.days, limits)
            sums[place] += row.balance
            by_customer.setdefault(row.customer, [ZERO] * last)[place] += row.balance
            invoices += 1
            overdue_invoices += row.days > 0
    customers = [
        CustomerAge(key, sum(ages, ZERO), sum(ages[1:], ZERO), tuple(ages)) for key, ages in by_customer.items()
    ]
    customers.sort(key=lambda one: (-one.owed, one.customer))
    gross = sum(sums[:last], ZERO)
    return Owed(
        gross + sums[last], gross, sum(sums[1:last], ZERO), unapplied_payments, tuple(sums), tuple(customers),
        invoices, overdue_invoices,
    )  # fmt: skip
