"""Everything that is known of one customer's debt, in one place: what a document or a dossier is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.case.promises import Promise
from xl_cobranza.domain.cash.agreements import AgreementState
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.claims.claim import Claim, Line
from xl_cobranza.domain.claims.particulars import AgreedTerms, CustomerCard, LogNote, Particulars, ScheduleLine
from xl_cobranza.domain.ledger import Agreement, Customer, Invoice, Ledger, LogEntry, Payment
from xl_cobranza.domain.policy import Policy


class Applied(NamedTuple):
    """A part of a payment and the invoice it went to."""

    invoice: Invoice
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One customer's file. `log` is None where the workbook keeps none; `states` is by id of agreement."""

    claim: Claim
    policy: Policy
    particulars: Particulars = field(default_factory=Particulars)
    agreements: Sequence[Agreement] = ()
    states: Mapping[str, AgreementState] = field(default_factory=dict)
    payments: Sequence[Payment] = ()
    log: Sequence[LogEntry] | None = None
    promises: Sequence[Promise] = ()

    @property
    def customer(self) -> Customer:
        return self.claim.customer

    @property
    def country(self) -> str:
        """Where the customer is, whose words and courts these are; else that of the business."""
        return self.customer.country or self.policy.parameters.country

    @property
    def card(self) -> CustomerCard:
        return self.particulars.customers.get(self.customer.key, CustomerCard())

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its invoices, owed or not."""
        return (*self.claim.lines, *self.claim.settled)

    def note(self, entry: LogEntry) -> LogNote:
        return self.particulars.log.get(entry.row, LogNote())

    def terms(self, agreement: Agreement) -> AgreedTerms:
        return self.particulars.terms.get(agreement.id, AgreedTerms())

    def schedule(self, agreement: Agreement) -> tuple[ScheduleLine, ...]:
        return self.particulars.schedules.get(agreement.id, ())

    def covered(self, agreement: Agreement) -> tuple[Line, ...]:
        """The invoices of an agreement: those it lists and those that point at it."""
        return tuple(line for line in self.lines if _is_covered(line.invoice, agreement))

    def applied(self, payment: Payment) -> list[Applied]:
        """Where a payment went."""
        return [
            Applied(line.invoice, move.amount)
            for line in self.lines
            for move in line.position.history
            if move.payment == payment.row
        ]

    def unapplied(self, payment: Payment) -> Decimal:
        """What is left of a payment that found no invoice."""
        return max(payment.amount - sum((part.amount for part in self.applied(payment)), ZERO), ZERO)


def case_file(
    ledger: Ledger,
    policy: Policy,
    claim: Claim,
    particulars: Particulars,
    states: Mapping[str, AgreementState],
    promises: Sequence[Promise],
) -> CaseFile:
    """The file of the customer of a claim, each part in order of date; what is later than the claim is left out."""
    key, as_of = claim.customer.key, claim.as_of
    rows = {move.payment for line in (*claim.lines, *claim.settled) for move in line.position.history}
    payments = [one for one in ledger.payments if one.customer == key or one.row in rows]
    log = None if ledger.log is None else [entry for entry in ledger.log if entry.customer == key and entry.on <= as_of]
    agreements = [one for one in ledger.agreements.values() if one.customer == key and one.signed_on <= as_of]
    return CaseFile(
        claim,
        policy,
        particulars,
        sorted(agreements, key=lambda one: (one.signed_on, one.row)),
        states,
        sorted((one for one in payments if one.paid_on <= as_of), key=lambda one: (one.paid_on, one.row)),
        log if log is None else sorted(log, key=lambda entry: (entry.on, entry.row)),
        sorted(promises, key=lambda promise: (promise.made_on or date.min, promise.due)),
    )


def _is_covered(invoice: Invoice, agreement: Agreement) -> bool:
    names = {invoice.folio, invoice.series + invoice.folio, f"{invoice.series}-{invoice.folio}"}
    return invoice.agreement == agreement.id or bool(names.intersection(agreement.folios))
