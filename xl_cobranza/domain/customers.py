"""What `Clientes` shows of each customer: owed, overdue, credit left, habits, last and next contact.

Currencies are never added together: a figure is a sum per currency, in the order of first appearance.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xl_cobranza.domain.case.history import NO_CONTACTS
from xl_cobranza.domain.case.promises import PromiseState
from xl_cobranza.domain.cash.allocation import Allocation, Ref
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.decide import Decided, Decision
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.domain.policy import HABIT_DAYS, HABIT_PAYMENTS
from xl_cobranza.errors import Problem

ByCurrency = dict[str | None, Decimal]


@dataclass(slots=True)
class Summary:
    """One customer's figures.

    `average_delay` is in days, over the invoices that were paid; None without any. `habit` is that of the payments
    before the last ones, and of the last ones; None where there are too few to compare.
    """

    balance: ByCurrency = field(default_factory=lambda: defaultdict(lambda: ZERO))
    overdue: ByCurrency = field(default_factory=lambda: defaultdict(lambda: ZERO))
    available: Decimal | None = None
    average_delay: int | None = None
    habit: tuple[int, int] | None = None
    promises_kept: tuple[int, int] | None = None  # kept, of those that are over
    last_contact: date | None = None
    next_contact: date | None = None


def summaries(ledger: Ledger, decided: Decided) -> Mapping[str, Summary]:
    """The figures of every customer of `Clientes`, by key; those without an invoice owe nothing."""
    found = {key: Summary() for key, customer in ledger.customers.items() if customer.row is not None}
    delays = _delays(ledger.invoices, decided.allocation)
    invoices = {invoice.row: invoice for invoice in ledger.invoices}
    for decision in decided.decisions:
        invoice = invoices.get(decision.row)
        summary = found.get(invoice.customer) if invoice else None
        if invoice is not None and summary is not None and invoice.situation is None:
            _add(summary, invoice, decision)
    for (customer, currency), amount in decided.allocation.unapplied.items():
        if customer in found:
            found[customer].balance[currency] -= amount
    for key, summary in found.items():
        _finish(summary, ledger, key, decided, delays.get(key, ()))
    return found


def _add(summary: Summary, invoice: Invoice, decision: Decision) -> None:
    balance = decision.balance or ZERO
    if not balance:
        return
    summary.balance[invoice.currency] += balance
    if (decision.days_overdue or 0) > 0:
        summary.overdue[invoice.currency] += balance
    when = decision.next_action_on
    if when is not None and (summary.next_contact is None or when < summary.next_contact):
        summary.next_contact = when


def _finish(summary: Summary, ledger: Ledger, key: str, decided: Decided, delays: Sequence[int]) -> None:
    limit = ledger.customers[key].credit_limit
    if limit is not None and len(summary.balance) <= 1:
        summary.available = limit - sum(summary.balance.values(), ZERO)
    if delays:
        summary.average_delay = _mean(delays)
    if len(delays) >= 2 * HABIT_PAYMENTS:
        summary.habit = _mean(delays[:-HABIT_PAYMENTS]), _mean(delays[-HABIT_PAYMENTS:])
    over = [promise for promise in decided.promises.get(key, ()) if promise.state is not PromiseState.WAITING]
    if over:
        summary.promises_kept = (sum(promise.state is PromiseState.KEPT for promise in over), len(over))
    last = decided.contacts.get(key, NO_CONTACTS).last
    summary.last_contact = last.on if last else None


def warnings(ledger: Ledger, found: Mapping[str, Summary], ref: Ref) -> Iterator[Problem]:
    """The customers who owe more than their limit, and those who pay later than they used to.

    Early payments that turn into payments on the day are no worse habit: only who pays late is named.
    """
    for key, summary in found.items():
        row = ledger.customers[key].row
        if row is None:
            continue
        if summary.available is not None and summary.available < 0:
            currency = next(iter(summary.balance), None) or ""
            yield Problem("over_limit", ref("customer", row), f"{-summary.available:.2f} {currency}".rstrip())
        before, last = summary.habit or (0, 0)
        if last > 0 and last - before >= HABIT_DAYS:
            yield Problem("habit_worsens", ref("customer", row), str(last), {"before": str(before)})


def _mean(delays: Sequence[int]) -> int:
    return int((Decimal(sum(delays)) / len(delays)).to_integral_value(ROUND_HALF_UP))


def _delays(invoices: Sequence[Invoice], allocation: Allocation) -> Mapping[str, list[int]]:
    """Days between due date and last payment of each paid invoice, the last paid last; early ones are negative."""
    delays = defaultdict[str, list[tuple[date, int]]](list)
    for invoice, paid_on in _paid(invoices, allocation):
        if invoice.due is not None:
            delays[invoice.customer].append((paid_on, days_overdue(invoice.due, paid_on)))
    return {customer: [days for _, days in sorted(mine)] for customer, mine in delays.items()}


def _paid(invoices: Sequence[Invoice], allocation: Allocation) -> Iterator[tuple[Invoice, date]]:
    for invoice in invoices:
        position = allocation.positions[invoice.row]
        if position.balance == 0 and position.history and position.last_paid_on is not None:
            yield invoice, position.last_paid_on
