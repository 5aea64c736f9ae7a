"""The nouns: what a ledger holds once it is read. Immutable; money is `Decimal`, days are `date`.

The long ones are `NamedTuple`: a ledger may hold a million invoices, and a named tuple is built in a
third of the time of a frozen dataclass. What the rules make of a row (`Case`, `Decision` and their like) is
read more often than it is built: those are dataclasses with slots, whose fields are reached four times as fast,
and not frozen, since that makes them slow to build; nobody changes them all the same. `row` is the row as Excel numbers it; the domain only hands
it back. `customer` is the identity of a customer: its key in `Clientes`, else its name as typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple


class Situation(StrEnum):
    """What a person declared of an invoice; outranks the ladder. The value is the stage it gives."""

    CANCELLED = "cancelada"
    WRITTEN_OFF = "incobrable"
    ASSIGNED = "cedida"
    CONFIRMED = "confirmada"
    INSOLVENCY = "concurso"


class CustomerKind(StrEnum):
    COMPANY = "company"
    CONSUMER = "consumer"
    PUBLIC = "public"
    RELATED = "related"


class Profile(StrEnum):
    PREFERRED = "preferred"
    STANDARD = "standard"
    WATCHED = "watched"


class Outcome(StrEnum):
    """What came of a contact."""

    PREPARED = "prepared"  # blocks a second preparation that day, opens no gate
    SENT = "sent"
    UNCERTAIN = "uncertain"
    NO_ANSWER = "no_answer"
    ANSWERED = "answered"
    ACCEPTED = "accepted"  # «Recibida y conforme»
    PROMISE = "promise"
    ASKS_TERMS = "asks_terms"
    REFUSAL = "refusal"
    DISPUTE = "dispute"
    RETURNED = "returned"
    OFFER_MADE = "offer_made"


class Cause(StrEnum):
    """Why it is not paid; ours are the ones that we must mend before we may remind."""

    FORGOTTEN = "forgotten"
    NO_INVOICE = "no_invoice"
    INVOICE_ERROR = "invoice_error"
    MISSING_DOCUMENT = "missing_document"
    INTERNAL_APPROVAL = "internal_approval"
    DIFFICULTY = "difficulty"
    DISPUTE = "dispute"
    NOT_FOUND = "not_found"

    @property
    def is_ours(self) -> bool:
        return self in (Cause.NO_INVOICE, Cause.INVOICE_ERROR, Cause.MISSING_DOCUMENT)


class Evidence(IntEnum):
    """How well a contact can be proved, weakest first."""

    NONE = 0
    SENT = 1
    DELIVERED = 2
    READ = 3
    ANSWERED = 4
    CERTIFIED = 5


class Channel(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    LETTER = "letter"
    VISIT = "visit"
    INTERNAL = "internal"


class Invoice(NamedTuple):
    """One row of the ledger: an invoice, one of its due dates, or a credit (negative amount)."""

    row: int
    series: str
    folio: str
    customer: str
    issued: date | None
    due: date | None  # None only for credits
    amount: Decimal
    currency: str | None
    withheld: Decimal
    paid: Decimal | None  # typed; wins over allocated payments
    their_balance: Decimal | None  # a balance column of the user's, when it is the balance
    disputed: Decimal | bool | None  # True: the whole balance
    dispute_reason: str
    dispute_owner: str
    situation: Situation | None
    instrument: bool  # pagaré, cheque, letra, recibo in a batch
    instrument_due: date | None
    on_hold_until: date | None
    promise_date: date | None
    promise_amount: Decimal | None
    discount: Decimal | None
    discount_until: date | None
    applies_to: str
    agreement: str
    manual_stage: str  # the key of a stage of the policy, or ""

    @property
    def is_credit(self) -> bool:
        return self.amount < 0

    @property
    def is_marked(self) -> bool:
        """Whether a person noted anything on the row that a fact may rest on; most rows carry nothing."""
        return self[_MARKS] != _UNMARKED or self.agreement != ""


_MARKS: Final = slice(Invoice._fields.index("disputed"), Invoice._fields.index("discount"))
_UNMARKED: Final = (None, "", "", None, False, None, None, None, None)


class Unreadable(NamedTuple):
    """A row with a fault: decided `Revisar`, never stops the others."""

    row: int
    folio: str
    customer: str


class Payment(NamedTuple):
    """One row of `Pagos`. A blank folio is allocated by policy; a blank customer is unidentified."""

    row: int
    id: str
    paid_on: date
    customer: str
    folio: str
    amount: Decimal
    currency: str | None


class LogEntry(NamedTuple):
    """One row of `Gestiones`. A blank folio covers the customer's invoices open that day."""

    row: int
    on: date
    customer: str
    folio: str
    outgoing: bool
    channel: Channel | None
    step: str  # the key of a step, or ""
    outcome: Outcome | None
    promise_date: date | None
    promise_amount: Decimal | None
    cause: Cause | None
    evidence: Evidence


class Contact(NamedTuple):
    """A person at the customer's."""

    name: str
    position: str
    email: str
    phone: str
    may_discuss: bool | None


class Instalment(NamedTuple):
    """One row of an agreement's schedule; `paid` is what a person typed there, if anything."""

    row: int
    number: int
    due: date
    amount: Decimal
    paid: Decimal | None
    interest: Decimal | None = None  # the part of the amount that is no principal, where the sheet says it


@dataclass(frozen=True, slots=True)
class Agreement:
    """One row of `Acuerdos` with its schedule (empty when the sheet is missing)."""

    row: int
    id: str
    signed_on: date
    customer: str
    folios: tuple[str, ...]
    balance: Decimal | None = None
    closed: bool = False  # cancelled or renegotiated by a person
    schedule: tuple[Instalment, ...] = ()
    renegotiated: bool = False  # of a closed one: the person says that another takes its place
    acceleration: bool = False  # all that is left falls due when it is broken
    replaces: tuple[str, ...] = ()  # the agreements whose place it takes


@dataclass(frozen=True, slots=True)
class Customer:
    """One row of `Clientes`; a customer met only in the ledger has a key and nothing else."""

    key: str
    row: int | None = None
    name: str = ""
    country: str = ""
    kind: CustomerKind | None = None
    profile: Profile = Profile.STANDARD
    shift: int | None = None
    contacts: tuple[Contact, ...] = ()  # in the order to try them; the first is the main one
    language: str = ""
    credit_limit: Decimal | None = None
    term: int | None = None
    pay_days: tuple[int, ...] = ()  # 1..31 days of the month; -1..-7 Monday..Sunday
    suspension_clause: bool | None = None
    late_charges: bool | None = None
    late_rate: Decimal | None = None
    no_contact: bool = False
    agreed_channels: frozenset[Channel] = frozenset()  # by which they agreed to be contacted; none noted: any

    @property
    def people(self) -> tuple[Contact, ...]:
        """Those to whom the debt may be mentioned, in the order to try them."""
        return tuple(contact for contact in self.contacts if contact.may_discuss is not False)

    @property
    def display_name(self) -> str:
        return self.name or self.key


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that was read. `log` is None when the workbook has no `Gestiones` at all."""

    invoices: Sequence[Invoice]
    unreadable: Sequence[Unreadable] = ()
    payments: Sequence[Payment] = ()
    log: Sequence[LogEntry] | None = None
    customers: Mapping[str, Customer] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
