"""What is written to a customer: the template that a person edits, and the letter that is ready to be written."""

from dataclasses import dataclass
from typing import NamedTuple

from xl_cobranza.domain.documents import Document


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


class Attachment(NamedTuple):
    """A file that goes with a message: its name, its media type (`application/pdf`) and its bytes."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A letter on its way by mail.

    `to` and `reply_to` are addresses, one each. `sender` is the address that sends it and `sender_name` whose it is; a
    draft has neither, for the mail program knows them. `unsubscribe` is the address that takes «no more reminders»,
    "" for what is no reminder. `message_id` is without its angle brackets; a draft may lack it.

    >>> Message(("rosa@example.com",), "Factura A-1", Document("Recordatorio", ())).attachments
    ()
    """

    to: tuple[str, ...]
    subject: str
    document: Document
    attachments: tuple[Attachment, ...] = ()
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    unsubscribe: str = ""
    message_id: str = ""


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
