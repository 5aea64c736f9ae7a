"""What is written to a customer: the template that a person edits, and the letter that is ready to be written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from xl_cobranza.domain.documents import Document
from xl_cobranza.domain.ledger import Channel, Contact, Customer, Invoice

_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class LetterTemplate(NamedTuple):
    """One row of `Plantillas`, or one of ours. A blank `step`, `profile`, `language` or `channel` fits any.

    `step` is the key of a step (`recordatorio`), `profile` and `channel` the values of their enums, `language` `es`
    or `en`. `row` is the row of the sheet, None for one of ours.
    """

    key: str
    step: str
    profile: str
    language: str
    channel: str
    subject: str
    body: str
    row: int | None = None


class Section(StrEnum):
    """What a row of the letter is to the customer; only the first two are asked for."""

    OVERDUE = "overdue"
    UPCOMING = "upcoming"
    AGREED = "agreed"  # in an agreement that holds, or that was broken
    PROMISED = "promised"  # with a promise, a pause or a document that is not due yet
    DISPUTED = "disputed"
    CREDIT = "credit"


class LetterLine(NamedTuple):
    """A row of the ledger, or the part of it that belongs to a section; `days` overdue, negative before the due date.

    A credit has a negative amount. `step` is the one that the decision names. Currencies are never added.
    """

    section: Section
    invoice: Invoice
    amount: Decimal
    days: int
    step: str = ""
    interest: Decimal | None = None


class PaidInvoice(NamedTuple):
    """What we give thanks for: the invoice, the day of its last payment, and what was paid that day."""

    invoice: Invoice
    on: date
    amount: Decimal


class DueInstalment(NamedTuple):
    """An instalment of an agreement that is not paid: its number (0: the down payment), its day, what is left of it."""

    agreement: str
    number: int
    of: int
    due: date
    left: Decimal
    whole: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One customer's letter of one day, before it has words.

    `to` is the person it is addressed to; `discreet` when they must not learn of the debt. `step` picks the tone, with
    the customer's profile and `language`. `channel` is how it leaves. `lead` is the row it is about, if any. `deadline` is the
    day proposed to pay or answer by; `pauses_on` the one from which a suspension would hold. `last_contact` is the
    last time that we wrote and were not answered.
    """

    customer: Customer
    to: Contact
    step: str
    channel: Channel
    on: date
    language: str
    country: str
    lead: Invoice | None
    lines: tuple[LetterLine, ...] = ()
    instalments: tuple[DueInstalment, ...] = ()
    thanked: tuple[PaidInvoice, ...] = ()
    discreet: bool = False
    deadline: date | None = None
    pauses_on: date | None = None
    last_contact: date | None = None

    @property
    def asked(self) -> tuple[LetterLine, ...]:
        """What the letter asks for: all that is overdue; ahead of time, what the same step is about."""
        overdue = tuple(line for line in self.lines if line.section is Section.OVERDUE)
        return overdue or tuple(line for line in self.lines if self._is_ahead(line))

    def _is_ahead(self, line: LetterLine) -> bool:
        return line.section is Section.UPCOMING and line.step == self.step

    @property
    def owed(self) -> Mapping[str | None, Decimal]:
        """What it is about in money: what it asks for, else the instalment that is due next."""
        asked = {currency: total for currency, total in totals(self.asked).items() if total}
        due = self.instalments[0] if self.instalments else None
        return asked if asked or due is None else {due.currency: due.left}

    @property
    def address(self) -> str:
        """Where it goes: the mail address, the number, or nothing for a letter on paper."""
        return {Channel.EMAIL: self.to.email, Channel.WHATSAPP: self.to.phone}.get(self.channel, "")

    def total(self, *sections: Section) -> Mapping[str | None, Decimal]:
        """What is owed in those sections (all when none is named), by currency."""
        return totals(line for line in self.lines if not sections or line.section in sections)


def totals(lines: Iterable[LetterLine]) -> dict[str | None, Decimal]:
    """What the lines sum up to in each currency."""
    sums: dict[str | None, Decimal] = {}
    for line in lines:
        sums[line.invoice.currency] = sums.get(line.invoice.currency, Decimal(0)) + line.amount
    return sums


class Skipped(NamedTuple):
    """A customer who owes something, or is to be contacted, and gets no letter today: why, and what is known of it."""

    customer: Customer
    reason: str
    told: Mapping[str, object] = _NOTHING  # `on`: from which day on; `step`; `channel`; `found`: what was typed


class Attachment(NamedTuple):
    """A file that goes with a message: its name, its media type (`application/pdf`) and its bytes."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A letter on its way by mail. Who sends it is no part of it: the mail program knows, or `sending`.

    `to` and `reply_to` are addresses, one each. `unsubscribe` is the address that takes «no more reminders», "" for
    what is no reminder.

    >>> Message(("rosa@example.com",), "Factura A-1", Document("Recordatorio", ())).attachments
    ()
    """

    to: tuple[str, ...]
    subject: str
    document: Document
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""
    unsubscribe: str = ""


class BatchLink(NamedTuple):
    """What a person can open from the page of a batch: the words to press, and a file beside it or an address."""

    words: str
    target: str


class BatchLetter(NamedTuple):
    """One letter of a batch, as its page shows it; all texts are ready to be read.

    `amounts` are the totals, one for each currency. `status` is what became of it, "" for a draft.
    """

    customer: str
    addressee: str
    step: str
    reason: str
    amounts: tuple[str, ...]
    channel: str = ""
    links: tuple[BatchLink, ...] = ()
    status: str = ""


class SkippedLetter(NamedTuple):
    """A customer who gets none, and why."""

    customer: str
    reason: str


class Batch(NamedTuple):
    """The letters of one run: `title` says of whom and of which day."""

    title: str
    letters: tuple[BatchLetter, ...]
    skipped: tuple[SkippedLetter, ...] = ()
    language: str = "es"
