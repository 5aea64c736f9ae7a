"""The case: one invoice with all that the rules may look at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xl_cobranza.domain.case.history import Contacts, Events
from xl_cobranza.domain.case.promises import Promise
from xl_cobranza.domain.case.rungs import Ladder
from xl_cobranza.domain.cash.agreements import AgreementState
from xl_cobranza.domain.ledger import Customer, Invoice
from xl_cobranza.domain.policy import Policy


@dataclass(slots=True)  # not frozen: see `domain.ledger`
class Case:
    """One invoice with all that is known about it on the as-of date."""

    invoice: Invoice
    balance: Decimal
    last_paid_on: date | None
    customer: Customer
    contacts: Contacts
    events: Events
    promises: tuple[Promise, ...]
    agreement: AgreementState | None
    unapplied: bool  # the customer has money or credit that is not applied yet
    has_log: bool
    rungs: Ladder
    ladder_due: date | None  # the due date, moved to the customer's next pay day
    policy: Policy
    as_of: date

    @property
    def disputed(self) -> Decimal:
        """The part of the balance that is in dispute."""
        disputed = self.invoice.disputed
        if disputed is None or disputed is False:
            return Decimal(0)
        return self.balance if disputed is True else min(Decimal(disputed), self.balance)
