"""Allocation: which payment pays which invoice, and what each row still owes.

What a person typed wins: `Pagado` of a row, or a balance column of theirs. A payment that names an
invoice goes to it, and what exceeds it stays with the customer. A payment without a folio is spread over
the customer's invoices, in the order of the policy; never over a row with a typed figure (it can only be the
money behind it), nor one that a person took out of the ordinary (`Situación`). Currencies are never mixed. Money that finds no invoice
stays visible as unapplied. Named money comes first: the debtor's own declaration outranks any order
(for instance Spain, Código Civil, art. 1172).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from xl_cobranza.domain.cash import money
from xl_cobranza.domain.cash.accounts import Account, Position, standing
from xl_cobranza.domain.cash.agreements import Chain
from xl_cobranza.domain.cash.charges import charges
from xl_cobranza.domain.cash.folios import FolioIndex
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.ledger import Agreement, Invoice, Payment, Situation
from xl_cobranza.domain.policy import AllocationOrder, Parameters
from xl_cobranza.errors import Problem

Ref: TypeAlias = Callable[[str, int], str]  # names a row of a kind («payment», «invoice») as Excel shows it
_When: TypeAlias = tuple[date, bool, int]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where each row stands, by row number, and what found no invoice, by customer and currency (`""`: of nobody known)."""

    positions: Mapping[int, Position]
    unapplied: Mapping[tuple[str, str | None], Decimal]
    problems: Sequence[Problem]
    interest: Mapping[str, Sequence[tuple[date, Decimal]]] = field(default_factory=dict)  # that agreements received


def allocate(
    invoices: Sequence[Invoice],
    payments: Iterable[Payment],
    parameters: Parameters,
    as_of: date,
    ref: Ref,
    agreements: Mapping[str, Agreement] | None = None,
) -> Allocation:
    """Apply the credit notes and the payments up to a day; later ones are left out, and said.

    A payment that names an agreement pays the invoices it covers, the oldest due date first, after the interest that
    the agreement adds to them.
    """
    work = _CashApplication(invoices, parameters, ref, agreements or {}, as_of)
    known = []
    for payment in payments:
        if payment.paid_on <= as_of:
            known.append(payment)
        else:
            work.problems.append(Problem("future_payment", ref("payment", payment.row), f"{payment.paid_on:%d/%m/%Y}"))
    notes = [i for i, row in enumerate(invoices) if row.applies_to and _is_note(row, as_of)]
    if known or notes:
        work.apply_named(notes, [payment for payment in known if payment.folio])
        work.spread([payment for payment in known if not payment.folio])
    unapplied = {key: left for key, left in work.unapplied.items() if left}
    return Allocation(work.positions(), unapplied, work.problems, work.interest())


class _CashApplication:
    """The desk where money meets invoices: accounts are opened only for the rows that money reaches."""

    def __init__(
        self,
        invoices: Sequence[Invoice],
        parameters: Parameters,
        ref: Ref,
        agreements: Mapping[str, Agreement],
        as_of: date,
    ) -> None:
        self._invoices, self._parameters, self._ref = invoices, parameters, ref
        self._family = Chain(agreements, as_of).family
        self._charges = charges(invoices, agreements, as_of)
        self._accounts: dict[int, Account] = {}  # by index in `invoices`
        self.unapplied: dict[tuple[str, str | None], Decimal] = {}
        self.problems: list[Problem] = []

    def apply_named(self, credit_notes: Sequence[int], payments: Sequence[Payment]) -> None:
        """Apply in time what says what it pays."""
        names = [payment.folio for payment in payments] + [self._invoices[i].applies_to for i in credit_notes]
        index = FolioIndex(self._invoices, names, self._family)
        dated: list[tuple[_When, Payment | int]] = [(_in_time(payment), payment) for payment in payments]
        dated += [((_credited_on(self._invoices[i]), False, i), i) for i in credit_notes]
        for _, named in sorted(dated, key=lambda pair: pair[0]):
            if isinstance(named, Payment):
                self._pay_named(named, index)
            else:
                self._apply_credit(named, index)

    def _pay_named(self, payment: Payment, index: FolioIndex) -> None:
        rows = self._one_group("payment", payment.row, payment.folio, index.find(payment.folio, payment.customer))
        currency = payment.currency or self._only_currency(rows)
        rest = round_money(payment.amount, currency)
        if not rows:
            self._keep(payment.customer, currency, rest)
            return
        alive = self._alive(rows)
        accounts = self._open(alive, currency)
        for account in accounts if rest > 0 else reversed(accounts):
            rest = account.take(rest, payment.paid_on, payment.row)
        typed = [account for account in accounts if account.typed]
        if typed:  # what a person typed stands: the difference is reported there, it is not money left over
            typed[-1].received += rest
        elif rest:
            self._keep(self._invoices[rows[0]].customer, currency, rest)
            self._report(_left_over(accounts, alive, rest), payment, rest, currency)

    def _apply_credit(self, i: int, index: FolioIndex) -> None:
        credit = self._invoices[i]
        rows = self._one_group("invoice", credit.row, credit.applies_to, index.find(credit.applies_to, credit.customer))
        giver = self._account(i)
        for account in self._open((j for j in self._alive(rows) if j != i), credit.currency):
            amount = min(-giver.balance, account.balance)
            if amount > 0 and account.invoice.their_balance is None and credit.their_balance is None:
                account.take_credit(amount, _credited_on(credit))
                giver.give_credit(amount)

    def spread(self, payments: Sequence[Payment]) -> None:
        """Spread what names no invoice over those of its customer, in the order of the policy."""
        rows: dict[str, list[int]] = {payment.customer: [] for payment in payments if payment.customer}
        for i, invoice in enumerate(self._invoices) if rows else ():
            if invoice.customer in rows:
                rows[invoice.customer].append(i)
        only = {customer: self._only_currency(mine) for customer, mine in rows.items()}
        purses: dict[tuple[str, str | None], list[Payment]] = {}
        for payment in sorted(payments, key=_in_time):
            currency = payment.currency or only.get(payment.customer, self._parameters.currency)
            purses.setdefault((payment.customer, currency), []).append(payment)
        for (customer, currency), purse in purses.items():
            ordinary = (i for i in rows.get(customer, ()) if _is_ordinary(self._invoices[i]))
            accounts = _ORDERS[self._parameters.allocation](self._open(ordinary, currency))
            # money that a person already wrote down as paid is no money left over
            typed = sum((max(a.left, ZERO) for a in self._open(rows.get(customer, ()), currency) if a.typed), ZERO)
            for payment, poured in _pour(purse, accounts, currency, self._parameters.allocation):
                explained = max(min(poured, typed), ZERO)
                typed -= explained
                if poured != explained:
                    self._keep(customer, currency, poured - explained)
                    self._report("unapplied_payment", payment, poured - explained, currency)

    def positions(self) -> dict[int, Position]:
        """Where every row stands at the end; what a typed figure leaves unexplained is reported."""
        positions = {invoice.row: standing(invoice) for invoice in self._invoices}
        for account in self._accounts.values():
            invoice = account.invoice
            positions[invoice.row] = account.position()
            if account.typed and account.received and account.received != account.paid:
                self._problem("paid_disagrees", "invoice", invoice.row, account.paid, invoice.currency)
        for invoice in self._invoices:
            balance = positions[invoice.row].balance
            if balance < 0 < invoice.amount:
                self._problem("overpaid", "invoice", invoice.row, -balance, invoice.currency)
        return positions

    def interest(self) -> dict[str, Sequence[tuple[date, Decimal]]]:
        """The interest that each agreement received."""
        return {charge.id: charge.history for line in self._charges.values() for charge in line if charge.history}

    def _account(self, i: int) -> Account:
        account = self._accounts.get(i)
        if account is None:
            invoice = self._invoices[i]
            account = self._accounts[i] = Account(invoice, self._charges.get(invoice.agreement, ()))
        return account

    def _open(self, rows: Iterable[int], currency: str | None) -> list[Account]:
        """The accounts of those rows in one currency, the oldest due date first."""
        accounts = [self._account(i) for i in rows if self._invoices[i].currency == currency]
        return sorted(accounts, key=_by_age)

    def _alive(self, rows: Iterable[int]) -> list[int]:
        return [i for i in rows if self._invoices[i].situation is not Situation.CANCELLED]

    def _only_currency(self, rows: Iterable[int]) -> str | None:
        """What a blank currency of a payment means: the default one, else the only one of what it may pay."""
        if self._parameters.currency:
            return self._parameters.currency
        currencies = {self._invoices[i].currency for i in rows}
        return currencies.pop() if len(currencies) == 1 else None

    def _one_group(self, kind: str, row: int, folio: str, groups: list[list[int]]) -> list[int]:
        if len(groups) == 1:
            return groups[0]
        self.problems.append(Problem("ambiguous_folio" if groups else "unknown_folio", self._ref(kind, row), folio))
        return []

    def _keep(self, customer: str, currency: str | None, amount: Decimal) -> None:
        key = (customer, currency)
        self.unapplied[key] = self.unapplied.get(key, ZERO) + amount

    def _report(self, kind: str, payment: Payment, amount: Decimal, currency: str | None) -> None:
        self._problem(kind, "payment", payment.row, amount, currency)

    def _problem(self, kind: str, where: str, row: int, amount: Decimal, currency: str | None) -> None:
        self.problems.append(Problem(kind, self._ref(where, row), f"{amount} {currency or ''}".strip()))


def _left_over(accounts: Sequence[Account], alive: Sequence[int], rest: Decimal) -> str:
    """Why money that names an invoice was not taken by it."""
    if not accounts and alive:
        return "other_currency"
    return "overpaid" if accounts and rest > 0 else "unapplied_payment"


def _pour(
    purse: Iterable[Payment], accounts: Sequence[Account], currency: str | None, order: AllocationOrder
) -> Iterator[tuple[Payment, Decimal]]:
    """Pour the payments, in time, into the accounts; yields what is left of each that does not fit."""
    waiting = deque(account for account in accounts if account.left > 0)
    for payment in purse:
        rest = round_money(payment.amount, currency)
        if order is AllocationOrder.PRO_RATA and rest > 0 and waiting:
            rest = _share(rest, waiting, payment, currency)
            waiting = deque(account for account in waiting if account.left > 0)
        while rest > 0 and waiting:
            rest = waiting[0].take(rest, payment.paid_on, payment.row)
            if waiting[0].left <= 0:
                waiting.popleft()
        if rest:
            yield payment, rest


def _share(amount: Decimal, accounts: Iterable[Account], payment: Payment, currency: str | None) -> Decimal:
    """Give each account its share of a payment, by what it still owes; what exceeds them all is returned."""
    owed = [account.left for account in accounts]
    shared = min(amount, sum(owed, ZERO))
    for account, part in zip(accounts, money.allocate(shared, owed, currency), strict=True):
        account.take(part, payment.paid_on, payment.row)
    return amount - shared


def _in_time(payment: Payment) -> _When:
    """A returned payment comes after those of its day."""
    return (payment.paid_on, payment.amount < 0, payment.row)


def _is_note(row: Invoice, as_of: date) -> bool:
    """Whether a row is a credit note that counts on a day."""
    return row.amount < 0 and row.situation is not Situation.CANCELLED and _credited_on(row) <= as_of


def _credited_on(credit: Invoice) -> date:
    return credit.issued or credit.due or date.min  # undated: no interest runs on what it credits


def _is_ordinary(invoice: Invoice) -> bool:
    return invoice.amount > 0 and invoice.situation is None and invoice.paid is None and invoice.their_balance is None


def _by_age(account: Account) -> tuple[date, date, str, str, Decimal]:
    invoice = account.invoice
    return (invoice.due or date.max, invoice.issued or date.max, invoice.series, invoice.folio, account.left)


_ORDERS: Final[Mapping[AllocationOrder, Callable[[list[Account]], list[Account]]]] = {
    AllocationOrder.OLDEST_FIRST: lambda accounts: accounts,
    AllocationOrder.NEWEST_FIRST: lambda accounts: accounts[::-1],
    AllocationOrder.LARGEST_FIRST: lambda accounts: sorted(accounts, key=lambda account: -account.left),
    AllocationOrder.SMALLEST_FIRST: lambda accounts: sorted(accounts, key=lambda account: account.left),
    AllocationOrder.PRO_RATA: lambda accounts: accounts,
}
