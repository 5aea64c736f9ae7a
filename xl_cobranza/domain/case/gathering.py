"""Gather what is known about each invoice: balance, conversation, promises, agreement, the customer's ladder."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.history import (
    NO_CONTACTS,
    NO_EVENTS,
    Contacts,
    CustomerLog,
    Events,
    contacts,
    names_in,
    names_of,
)
from xl_cobranza.domain.case.promises import Promise, PromiseState, Purse, promises
from xl_cobranza.domain.case.rungs import Ladder, ladder, shift_of
from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.agreements import AgreementState, AgreementStatus, Chain, outstanding, state
from xl_cobranza.domain.cash.allocation import Allocation, Ref
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.working_days import WorkingCalendar, next_pay_day
from xl_cobranza.domain.ledger import Agreement, Customer, Invoice, Ledger, LogEntry
from xl_cobranza.domain.policy import DORMANT_DAYS, MANUAL_STAGE_DAYS, Policy
from xl_cobranza.errors import Problem

_Row: TypeAlias = tuple[Invoice, Position]


class Cases:
    """The cases of a ledger on a date."""

    def __init__(
        self, ledger: Ledger, policy: Policy, allocation: Allocation, calendar: WorkingCalendar, as_of: date
    ) -> None:
        self._ledger, self._policy, self._allocation = ledger, policy, allocation
        self._calendar, self._as_of = calendar, as_of
        self._log = _by_customer(ledger.log or ())
        self._steps = [stage.key for stage in policy.stages]
        self._rows = defaultdict[str, list[_Row]](list)
        for invoice in ledger.invoices:
            self._rows[invoice.customer].append((invoice, allocation.positions[invoice.row]))
        self.contacts: Mapping[str, Contacts] = {
            customer: contacts(entries, policy, as_of, self._last_paid_on(customer))
            for customer, entries in self._log.items()
        }
        self._ladders: dict[int, Ladder] = {}
        self._purses: dict[tuple[str, str | None], Purse] = {}
        self._unapplied = _with_unapplied_money(ledger.invoices, allocation)
        self._chain = Chain(ledger.agreements, as_of)
        self._received: dict[str, list[tuple[date, Decimal]]] = {}  # by agreement
        self.agreements = dict(self._agreement_states())

    def groups(self) -> Iterator[list[Case]]:
        """The cases customer by customer, in the order in which the customers appear."""
        for customer, rows in self._rows.items():
            yield list(self._of_customer(customer, rows))

    def _of_customer(self, key: str, rows: Sequence[_Row]) -> Iterator[Case]:
        customer = self._ledger.customers.get(key) or Customer(key)
        talk = self.contacts.get(key, NO_CONTACTS)
        log = CustomerLog(talk.entries, self._steps) if talk.entries else None
        rungs, unapplied = self._rungs(customer), key in self._unapplied
        has_log, pay_days, policy, as_of = self._ledger.log is not None, customer.pay_days, self._policy, self._as_of
        for invoice, position in rows:
            was_paid = bool(position.history)
            said = NO_EVENTS if log is None else log.events(invoice, position.settled_on if was_paid else None)
            day = invoice.due  # the ladder counts from the pay day; the legal due date stays what it is
            if pay_days and day:
                day = next_pay_day(day, pay_days, self._calendar)
            told = self._promises(invoice, position, said) if said.promises or invoice.promise_date else ()
            agreement = self.agreements.get(self._chain.current(invoice.agreement)) if invoice.agreement else None
            paid_on = position.last_paid_on if was_paid else None
            yield Case(
                invoice, position.balance, paid_on, customer, talk, said, told, agreement, unapplied, has_log, rungs,
                day, policy, as_of,
            )  # fmt: skip

    def _last_paid_on(self, customer: str) -> date | None:
        paid = [position.last_paid_on for _, position in self._rows.get(customer, ()) if position.history]
        return max((day for day in paid if day is not None), default=None)

    def _promises(self, invoice: Invoice, position: Position, said: Events) -> tuple[Promise, ...]:
        margin, mine = self._policy.parameters.bank_margin, Purse(position.balance, _paid(position))
        # only what was said of no folio is about all that they owe
        theirs = self._purse(invoice.customer, invoice.currency) if said.promises else mine
        found = promises(invoice, said.promises, mine, theirs, margin, self._as_of)
        signed = self._chain.in_force.get(self._chain.current(invoice.agreement)) if invoice.agreement else None
        if signed is None or not signed.schedule:
            return found
        return tuple(replace(p, state=PromiseState.KEPT) if self._kept_under(signed, p) else p for p in found)

    def _kept_under(self, signed: Agreement, promise: Promise) -> bool:
        """Whether a promise without an amount was about an instalment, and all that was due by its day was paid in time."""
        since = promise.due if promise.made_on is None else promise.made_on
        if promise.state is not PromiseState.BROKEN or promise.amount is not None or since < signed.signed_on:
            return False
        last = promise.due + timedelta(self._policy.parameters.bank_margin)
        paid = [(on, amount) for on, amount in self._received[signed.id] if on <= last]
        return all(part.due > promise.due for part in outstanding(signed, paid, signed.balance or ZERO))

    def _purse(self, customer: str, currency: str | None) -> Purse:
        """What a customer owes and has paid in one currency."""
        found = self._purses.get((customer, currency))
        if found is None:
            mine = [row for row in self._rows[customer] if row[0].currency == currency]
            owed = (position.balance for invoice, position in mine if invoice.situation is None)
            paid = [money for _, position in mine for money in _paid(position)]
            found = self._purses[customer, currency] = Purse(sum((b for b in owed if b > ZERO), ZERO), paid)
        return found

    def _rungs(self, customer: Customer) -> Ladder:
        shift = shift_of(customer)
        found = self._ladders.get(shift)
        if found is None:
            found = self._ladders[shift] = ladder(self._policy, shift)
        return found

    def _agreement_states(self) -> Iterator[tuple[str, AgreementState]]:
        covered = defaultdict[str, list[Invoice]](list)
        for invoice in self._ledger.invoices:
            if invoice.agreement:
                covered[self._chain.current(invoice.agreement)].append(invoice)
        for key, agreement in self._chain.in_force.items():
            if self._chain.is_replaced(key):
                yield key, AgreementState(AgreementStatus.RENEGOTIATED, holds=False, id=key)
            else:
                yield key, self._state(agreement, covered[key])

    def _state(self, agreement: Agreement, invoices: Sequence[Invoice]) -> AgreementState:
        positions = [self._allocation.positions[invoice.row] for invoice in invoices]
        paid = [(move.on, move.amount) for position in positions for move in position.history]
        paid += self._allocation.interest.get(agreement.id, ())
        owed = sum((position.balance for position in positions), ZERO)
        grace, before = self._policy.parameters.agreement_grace, self._chain.before(agreement.id)
        self._received[agreement.id] = paid
        return state(agreement, paid, owed, self._as_of, grace, before, self._policy.parameters.tolerance)

    def problems(self, ref: Ref) -> Iterator[Problem]:
        """What the ledger names and the workbook does not hold, and decisions that have grown old."""
        known = self._ledger.agreements
        for invoice in self._ledger.invoices:
            if invoice.agreement and invoice.agreement not in known:
                yield Problem("unknown_agreement", ref("invoice", invoice.row), invoice.agreement)
            if invoice.manual_stage and self._is_old(invoice):
                yield Problem("old_manual_stage", ref("invoice", invoice.row), invoice.manual_stage)
        yield from self._log_problems(ref)
        for agreement in known.values():
            if not agreement.schedule and not agreement.closed:
                yield Problem("agreement_without_schedule", ref("agreement", agreement.row), agreement.id)

    def _log_problems(self, ref: Ref) -> Iterator[Problem]:
        """Entries that do not count. Of old ones nothing is said: what they named may be gone from the ledger."""
        since = self._as_of - timedelta(DORMANT_DAYS)
        known = dict[str, set[str]]()
        for entry in self._ledger.log or ():
            if entry.on > self._as_of:
                yield Problem("future_contact", ref("log", entry.row), f"{entry.on:%d/%m/%Y}")
            elif entry.folio and entry.on >= since:
                if entry.customer not in known:
                    theirs = self._rows.get(entry.customer, ())
                    known[entry.customer] = {name for invoice, _ in theirs for name in names_of(invoice)}
                if known[entry.customer].isdisjoint(names_in(entry.folio)):
                    yield Problem("unknown_log_folio", ref("log", entry.row), entry.folio)

    def _is_old(self, invoice: Invoice) -> bool:
        """A decision has no date of its own: it is old when nobody spoke about the debt for so long."""
        last = self.contacts.get(invoice.customer, NO_CONTACTS).last
        since = last.on if last else invoice.due
        return since is not None and (self._as_of - since).days > MANUAL_STAGE_DAYS


def _paid(position: Position) -> list[tuple[date, Decimal]]:
    """The money behind a row by day; what was typed without a day counts as paid before any other."""
    if not position.history and not position.paid:
        return []
    dated = [(move.on, move.amount) for move in position.history]
    return [(date.min, position.undated), *dated] if position.undated > 0 else dated


def _by_customer(entries: Sequence[LogEntry]) -> Mapping[str, list[LogEntry]]:
    log = defaultdict[str, list[LogEntry]](list)
    for entry in entries:
        log[entry.customer].append(entry)
    return log


def _with_unapplied_money(invoices: Sequence[Invoice], allocation: Allocation) -> frozenset[str]:
    """The customers with money or credit of theirs that pays nothing yet."""
    paid = {customer for (customer, _), amount in allocation.unapplied.items() if customer and amount > 0}
    credit = {
        invoice.customer
        for invoice in invoices
        if allocation.positions[invoice.row].balance < ZERO and invoice.situation is None
    }
    return frozenset(paid | credit)
