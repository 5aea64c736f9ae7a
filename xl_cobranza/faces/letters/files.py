"""One letter as files: the formats that suit its channel, or those that were asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from xl_cobranza.adapters.outbox.chat import whatsapp_link
from xl_cobranza.adapters.outbox.file_names import file_name
from xl_cobranza.adapters.outbox.mail import eml
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.addresses import is_address
from xl_cobranza.domain.case.history import THANKS
from xl_cobranza.domain.documents import Document, PageBreak
from xl_cobranza.domain.ledger import Channel
from xl_cobranza.domain.letters import Attachment, Letter, Message
from xl_cobranza.domain.reminders.statement import Statement, statement
from xl_cobranza.errors import Problem, WrongUsage
from xl_cobranza.faces.letters.own_word import OwnWord
from xl_cobranza.flows.letters.remind import LetterPlan, Prepared
from xl_cobranza.wording.letters import Composed
from xl_cobranza.wording.reminders.documents import (
    STATEMENT,
    document,
    statement_blocks,
    statement_document,
)
from xl_cobranza.wording.reminders.words import Reader

FORMATS: Final = ("pdf", "docx", "eml", "txt", "whatsapp")
_BY_CHANNEL: Final[Mapping[Channel, str]] = {Channel.EMAIL: "eml", Channel.WHATSAPP: "whatsapp"}
_ON_PAPER: Final = frozenset({"pdf", "docx"})
_WITH_STATEMENT: Final = frozenset(
    {"aviso_suspension", "visita", "negociacion", "requerimiento", "externa", "legal", "renegociar"}
)
_NO_REMINDERS: Final = frozenset({THANKS, "emitida"})  # nobody wants to be taken off these


class LetterFile(NamedTuple):
    """A file of a letter; `format` is one of `FORMATS`."""

    format: str
    name: str
    content: bytes


class MadeLetter(NamedTuple):
    """A letter with its words, its files, and the link that opens WhatsApp with it, if any."""

    prepared: Prepared
    subject: str
    files: tuple[LetterFile, ...]
    chat: str | None = None


def read_formats(text: str | None) -> tuple[str, ...]:
    """The formats as typed, separated by commas; none for those of each letter's channel. Raises WrongUsage."""
    asked = [part.strip().casefold() for part in (text or "").split(",") if part.strip()]
    unknown = next((part for part in asked if part not in FORMATS), None)
    if unknown is not None:
        raise WrongUsage("unknown_letter_format", "--formato", unknown, known=", ".join(FORMATS))
    return tuple(dict.fromkeys(asked))


def needs_address(formats: Sequence[str]) -> bool:
    """Whether the customer must have an address or a number: not when none of the formats that were asked for goes there."""
    return not formats or not {*_BY_CHANNEL.values()}.isdisjoint(formats)


class Maker:
    """Makes the letters of one plan, one at a time; in Word by the files of the person's own beside the `workbook`."""

    def __init__(self, plan: LetterPlan, formats: Sequence[str] = (), workbook: str = "") -> None:
        self._plan, self._formats = plan, tuple(formats)
        self._own = OwnWord(plan, workbook if "docx" in self._formats else "")

    def check(self) -> tuple[Problem, ...]:
        """The doubts about the Word files of the person's own. Raises Refused of `OwnWord.check`."""
        return self._own.check()

    def letters(self) -> Iterator[MadeLetter]:
        """Every letter in turn, so that no more than one is held. Raises Refused: extra_missing, no_template, …"""
        yield from map(self.letter, self._plan.letters)

    def unwritten(self) -> Iterator[MadeLetter]:
        """Every letter without its files."""
        return (MadeLetter(prepared, prepared.said.subject, ()) for prepared in self._plan.letters)

    def letter(self, prepared: Prepared) -> MadeLetter:
        """A letter in its formats; at least one always suits it."""
        letter = prepared.letter
        said = prepared.said
        own = _BY_CHANNEL.get(letter.channel, "pdf")
        made = self._made(letter, said, self._formats or (own,)) or self._made(letter, said, (own,))
        chat = self._chat(letter, said) if "whatsapp" in (self._formats or (own,)) else None
        if not made and chat is None:
            made = self._made(letter, said, ("txt",))
        return MadeLetter(prepared, said.subject, tuple(made), chat)

    def mail(self, prepared: Prepared) -> LetterFile | None:
        """A letter as a draft of a mail; None without an address."""
        return self._mail(prepared.letter, prepared.said)

    def _made(self, letter: Letter, said: Composed, formats: Sequence[str]) -> list[LetterFile]:
        return [file for one in formats if (file := self._file(letter, said, one)) is not None]

    def _file(self, letter: Letter, said: Composed, format_: str) -> LetterFile | None:
        if format_ == "whatsapp":
            return None  # it is a link, not a file
        if format_ == "eml":
            return self._mail(letter, said)
        own = self._own.file(letter) if format_ == "docx" else None
        if own is not None:
            told = self._told(letter) if _wants_statement(letter) else None
            return LetterFile(format_, self._name(letter, ".docx"), self._own.filled(own, letter, told))
        plain = document(letter, said, self._plan.policy, on_paper=format_ in _ON_PAPER)
        content = write(self._with_statement(letter, plain) if format_ in _ON_PAPER else plain, format_)
        return LetterFile(format_, self._name(letter, f".{format_}"), content)

    def _mail(self, letter: Letter, said: Composed) -> LetterFile | None:
        if not is_address(letter.to.email):
            return None
        parameters = self._plan.policy.parameters
        ours = parameters.email if is_address(parameters.email) else ""
        message = Message(
            (letter.to.email,),
            said.subject,
            document(letter, said, self._plan.policy, on_paper=False),
            tuple(self._attachments(letter)),
            reply_to=ours,
            unsubscribe="" if letter.step in _NO_REMINDERS else ours,
        )
        return LetterFile("eml", self._name(letter, ".eml"), eml(message))

    def _attachments(self, letter: Letter) -> Iterator[Attachment]:
        if _wants_statement(letter):
            name = file_name(
                [STATEMENT, letter.customer.display_name, letter.on.isoformat()], ".pdf", letter.customer.key
            )
            yield Attachment(name, "application/pdf", write(self._statement(letter), "pdf"))

    def _with_statement(self, letter: Letter, written: Document) -> Document:
        """The letter with the figures of the account on a page of their own behind it."""
        if not _wants_statement(letter):
            return written
        figures = statement_blocks(self._told(letter), Reader(letter.language, letter.country))
        return replace(written, blocks=(*written.blocks, PageBreak(), *figures))

    def _statement(self, letter: Letter) -> Document:
        return statement_document(self._told(letter), letter, self._plan.policy, self._plan.templates)

    def _told(self, letter: Letter) -> Statement:
        plan = self._plan
        return statement(plan.ledger, plan.decided, plan.policy, letter.customer.key, plan.as_of)

    def _chat(self, letter: Letter, said: Composed) -> str | None:
        plain = document(letter, said, self._plan.policy, on_paper=False)
        text = write(plain, "whatsapp").decode()
        return whatsapp_link(letter.to.phone, text, letter.country) if letter.to.phone else None

    def _name(self, letter: Letter, suffix: str) -> str:
        """The same for the same letter of the same day; it says nothing that the reader of the folder may not see."""
        parts = [letter.on.isoformat(), letter.customer.display_name, letter.step]
        return file_name(parts, suffix, f"{letter.customer.key}\x1f{letter.channel.value}")


def _wants_statement(letter: Letter) -> bool:
    return letter.step in _WITH_STATEMENT and not letter.discreet
