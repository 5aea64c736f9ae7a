"""Drafts and messages, read by the parser of another generation and by a real mail server."""

import smtplib
import socket
from email import message_from_bytes, policy
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Received

from tests.outbox.letters import LETTERS
from xl_cobranza.adapters.outbox.mail import eml
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.letters import Attachment, Message
from xl_cobranza.errors import Refused

LETTER = LETTERS["one-invoice"]
PDF = write(LETTER, "pdf")
MESSAGE = Message(
    ("rosa.diaz@example.com",), "Recordatorio: factura A-01000 de Peñalver", LETTER,
    (Attachment("recordatorio_la-n_1.pdf", "application/pdf", PDF),),
    reply_to="norma@example.org", unsubscribe="baja@example.org",
)  # fmt: skip


def decoded(header: str) -> str:
    from email.header import decode_header, make_header

    return str(make_header(decode_header(header)))


def parts(content: bytes) -> dict[str, bytes]:
    """By media type, with the parser that knows nothing of the new policies."""
    old = message_from_bytes(content, policy=policy.compat32)
    return {part.get_content_type(): part.get_payload(decode=True) for part in old.walk() if not part.is_multipart()}


def test_a_draft_opens_for_editing_and_lets_the_program_say_who_sends_it_and_when():
    draft = message_from_bytes(eml(MESSAGE), policy=policy.compat32)

    assert draft["X-Unsent"] == "1"
    assert draft["Reply-To"] == "norma@example.org"
    assert draft["To"] == "rosa.diaz@example.com"
    assert decoded(draft["Subject"]) == MESSAGE.subject
    assert draft["List-Unsubscribe"] == "<mailto:baja@example.org?subject=Baja%20de%20recordatorios>"
    assert [draft[name] for name in ("From", "Date", "Message-ID", "Bcc", "Cc")] == [None] * 5


def test_a_reader_gets_text_and_html_of_one_letter_and_the_file():
    found = parts(eml(MESSAGE))

    assert list(found) == ["text/plain", "text/html", "application/pdf"]
    assert found["application/pdf"] == PDF
    assert "Estimada Rosa:" in found["text/plain"].decode()
    assert "<strong>algún error en la factura</strong>" in found["text/html"].decode()
    assert "Calle 60" not in found["text/plain"].decode()  # the address of the letter is the mail's own


def test_the_parts_are_nested_as_mail_programs_expect():
    whole = BytesParser(policy=policy.default).parsebytes(eml(MESSAGE))

    assert [part.get_content_type() for part in whole.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert [part.get_filename() for part in whole.iter_attachments()] == ["recordatorio_la-n_1.pdf"]
    assert [part.defects for part in whole.walk() if part.defects] == []


def test_every_line_is_short_and_plain_for_any_server():
    content = eml(MESSAGE)

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_the_same_message_makes_the_same_bytes_and_another_does_not():
    other = Message(MESSAGE.to, MESSAGE.subject, LETTERS["agreement"])

    assert eml(MESSAGE) == eml(MESSAGE)
    assert eml(other) != eml(MESSAGE)


def test_without_attachments_it_is_only_a_letter():
    whole = message_from_bytes(eml(Message(("a@example.com",), "Gracias", LETTER)), policy=policy.compat32)

    assert [part.get_content_type() for part in whole.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert whole["List-Unsubscribe"] is None


class Kept(Received):
    def __init__(self):
        super().__init__()
        self.messages = []

    def handle_message(self, message):
        self.messages.append(message)


def test_a_mail_server_gets_what_was_written():
    kept = Kept()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.sendmail("cobranza@example.org", list(MESSAGE.to), eml(MESSAGE))
    finally:
        controller.stop()

    (message,) = kept.messages
    assert message["X-RcptTo"] == "rosa.diaz@example.com"
    assert decoded(message["Subject"]) == MESSAGE.subject
    assert [
        part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "application/pdf"
    ] == [PDF]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("a@b.mx,x@evil.com", "several_addresses"),
        ("a@b.mx; x@evil.com", "several_addresses"),
        ("a@b.mx x@evil.com", "several_addresses"),
        ("a@b.mx\r\nBcc: x@evil.com", "several_addresses"),
        ("Rosa <a@b.mx>", "not_an_address"),
        ("a@b.mx?bcc=x", "not_an_address"),
        ('"a b"@b.mx', "not_an_address"),
        ("a@[127.0.0.1]", "not_an_address"),
        ("a..b@b.mx", "not_an_address"),
        ("rosa@", "not_an_address"),
        ("", "not_an_address"),
    ],
)
@pytest.mark.parametrize("field", ["to", "reply_to", "unsubscribe"])
def test_what_is_not_one_address_is_refused_before_anything_is_written(address, kind, field):
    if field != "to" and not address:
        pytest.skip("a message without it has none")
    given = {"to": ("a@example.com",), field: (address,) if field == "to" else address}

    with pytest.raises(Refused) as refused:
        eml(Message(subject="Hola", document=LETTER, **given))

    assert refused.value.kind == kind


def test_blanks_around_an_address_are_none_of_it():
    assert message_from_bytes(eml(Message((" a@example.com ",), "Hola", LETTER)))["To"] == "a@example.com"
