"""A customer's statement of account: what was invoiced and paid, day by day, and what is left, by currency.

What was cancelled, sold or written off (`Situación`) is no part of it, as it is none of the balance in `Clientes`. The
last balance of each currency is the sum of the rows of the ledger less the money that pays nothing yet; a difference
that no record explains is a movement of its own, so that the figures always add up.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from xl_cobranza.domain.agenda import Line
from xl_cobranza.domain.cash import ageing
from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.domain.letters import DueInstalment, LetterLine
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.reminders.contents import due_instalments, lines_of


class Kind(IntEnum):
    """What moved, in the order of one day."""

    INVOICE = 1
    CREDIT_NOTE = 2
    WITHHELD = 3
    INTEREST = 4  # of an agreement
    PAYMENT = 5
    EARLIER = 6  # paid, nobody noted when
    UNAPPLIED = 7  # received, and not put down to any invoice
    ADJUSTMENT = 8


class Entry(NamedTuple):
    """One movement: `names` are the invoices (or the agreement) it is about; `amount` is negative when it lowers the balance."""

    on: date | None
    kind: Kind
    names: tuple[str, ...]
    amount: Decimal
    due: date | None = None
    balance: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class CurrencyAccount:
    """The movements in one currency, each with the balance after it, and the ages of what is left (bucket → sum)."""

    currency: str | None
    entries: tuple[Entry, ...]
    ages: Mapping[str, Decimal]

    @property
    def balance(self) -> Decimal:
        return self.entries[-1].balance if self.entries else ZERO


@dataclass(frozen=True, slots=True)
class Statement:
    """All of one customer, on a day; payments are known up to `payments_until`; `lines` are the rows that are open."""

    customer: str
    on: date
    payments_until: date
    accounts: tuple[CurrencyAccount, ...]
    instalments: tuple[DueInstalment, ...] = ()
    lines: tuple[LetterLine, ...] = ()


def statement(ledger: Ledger, decided: Decided, policy: Policy, customer: str, as_of: date) -> Statement:
    """The statement of a customer of the ledger; one without movements has no accounts."""
    mine = [line for line in theirs(ledger, decided, customer) if line.invoice.situation is None]
    desk = _Desk(ledger, decided, customer)
    for invoice, _ in mine:
        desk.invoice(invoice, decided.allocation.positions[invoice.row])
    desk.agreed_interest()
    desk.unapplied()
    limits = policy.parameters.bucket_limits
    accounts = [
        CurrencyAccount(
            currency, tuple(_running(entries)), _ages(mine, currency, desk.loose.get(currency, ZERO), limits)
        )
        for currency, entries in desk.entries(mine).items()
    ]
    until = policy.parameters.reconciled_until
    until = min(until, as_of) if until is not None else as_of
    return Statement(
        customer, as_of, until, tuple(accounts), due_instalments(mine, decided), lines_of(mine, whole=True)
    )


def theirs(ledger: Ledger, decided: Decided, customer: str) -> list[Line]:
    """The rows of one customer with what was decided about them."""
    decisions = {decision.row: decision for decision in decided.decisions}
    return [Line(invoice, decisions[invoice.row]) for invoice in ledger.invoices if invoice.customer == customer]


@dataclass(slots=True)
class _Payment:
    """A payment while it is put together from the invoices that it reached."""

    on: date
    amount: Decimal = ZERO
    names: list[str] = field(default_factory=list)


class _Desk:
    """Where the movements of one customer are gathered."""

    def __init__(self, ledger: Ledger, decided: Decided, customer: str) -> None:
        self._ledger, self._decided, self._customer = ledger, decided, customer
        self._entries: defaultdict[str | None, list[Entry]] = defaultdict(list)
        self._payments: dict[tuple[int, str | None], _Payment] = {}
        unapplied = decided.allocation.unapplied.items()
        self.loose = {currency: left for (who, currency), left in unapplied if who == customer}

    def invoice(self, invoice: Invoice, position: Position) -> None:
        """The invoice and what is known of how it was paid."""
        here, name, issued = self._entries[invoice.currency], name_of(invoice), invoice.issued or invoice.due
        kind = Kind.CREDIT_NOTE if invoice.is_credit else Kind.INVOICE
        here.append(Entry(issued, kind, (name,), round_money(invoice.amount, invoice.currency), invoice.due))
        withheld = round_money(abs(invoice.withheld) if invoice.is_credit else -invoice.withheld, invoice.currency)
        if withheld:
            here.append(Entry(issued, Kind.WITHHELD, (name,), withheld))
        for move in position.history:
            if move.payment is not None:
                paid = self._payments.setdefault((move.payment, invoice.currency), _Payment(move.on))
                paid.amount += move.amount
                paid.names.append(name)
        if position.undated:
            here.append(Entry(issued, Kind.EARLIER, (name,), -position.undated))

    def agreed_interest(self) -> None:
        """The interest that agreements added: it was owed on the day on which it was paid."""
        mine = {i.agreement: i.currency for i in self._ledger.invoices if i.customer == self._customer and i.agreement}
        for agreement, history in self._decided.allocation.interest.items():
            if (
                agreement not in self._ledger.agreements
                or self._ledger.agreements[agreement].customer != self._customer
            ):
                continue
            currency = mine.get(agreement, next(iter(mine.values()), None))
            for on, amount in history:
                self._entries[currency].append(Entry(on, Kind.INTEREST, (agreement,), amount))
                self._paid_on(on, currency).amount += amount

    def _paid_on(self, on: date, currency: str | None) -> _Payment:
        same = (paid for (_, other), paid in self._payments.items() if paid.on == on and other == currency)
        return next(same, None) or self._payments.setdefault((-on.toordinal(), currency), _Payment(on))

    def unapplied(self) -> None:
        """Money that pays nothing yet belongs to the payments that are larger than what they reached, the last first."""
        left = dict(self.loose)
        for payment in sorted(self._ledger.payments, key=lambda one: (one.paid_on, one.row), reverse=True):
            if payment.customer != self._customer:
                continue
            for currency in [one for one in left if payment.currency in {None, one}]:
                known = self._payments.get((payment.row, currency))
                rest = min(payment.amount - (known.amount if known else ZERO), left[currency])
                if rest > ZERO:
                    self._payments.setdefault((payment.row, currency), _Payment(payment.paid_on)).amount += rest
                    left[currency] -= rest
        for currency, rest in left.items():
            if rest:
                self._entries[currency].append(Entry(None, Kind.UNAPPLIED, (), -rest))

    def entries(self, mine: Sequence[Line]) -> Mapping[str | None, list[Entry]]:
        """Everything by currency, in time, made to end at what is owed."""
        for (_, currency), paid in self._payments.items():
            self._entries[currency].append(Entry(paid.on, Kind.PAYMENT, tuple(dict.fromkeys(paid.names)), -paid.amount))
        for currency, found in self._entries.items():
            found.sort(key=lambda entry: (entry.on or date.max, entry.kind))
            owed = sum((decision.balance or ZERO for i, decision in mine if i.currency == currency), ZERO)
            off = owed - self.loose.get(currency, ZERO) - sum((entry.amount for entry in found), ZERO)
            if off:
                found.append(Entry(None, Kind.ADJUSTMENT, (), off))
        return self._entries


def _running(entries: Sequence[Entry]) -> Iterator[Entry]:
    balance = ZERO
    for entry in entries:
        balance += entry.amount
        yield entry._replace(balance=balance)


def _ages(mine: Sequence[Line], currency: str | None, loose: Decimal, limits: tuple[int, ...]) -> Mapping[str, Decimal]:
    """What is left by bucket, in the order of the buckets; money not applied lowers its own."""
    last = ageing.unapplied_bucket(limits)
    ages = {ageing.bucket_key(place, limits): ZERO for place in range(last + 1)}
    for invoice, decision in mine:
        if invoice.currency == currency and decision.bucket is not None:
            ages[decision.bucket] += decision.balance or ZERO
    ages[ageing.bucket_key(last, limits)] -= loose
    return ages
