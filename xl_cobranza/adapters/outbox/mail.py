"""A message as mail programs exchange it: a draft for a person to open and send, which `sending` seals when we send it.

The same message makes the same bytes: what a mail program would draw by lot comes from the content.
"""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from xl_cobranza.adapters.outbox import plain, web
from xl_cobranza.adapters.outbox.legible import legible_document, one_line
from xl_cobranza.domain.addresses import fault_of
from xl_cobranza.domain.letters import Message
from xl_cobranza.errors import Refused
from xl_cobranza.wording.outbox import word
from xl_cobranza.wording.today import links


def eml(message: Message) -> bytes:
    """A draft. Outlook on Windows opens it for editing (`X-Unsent`); the mail program adds who sends it, and when."""
    made = _made(message)
    made["X-Unsent"] = "1"
    return _marked(made).as_bytes()


def _made(message: Message) -> EmailMessage:
    document = legible_document(message.document)
    made = EmailMessage(policy=SMTP)
    made["To"] = [_address(address) for address in message.to]
    made["Subject"] = one_line(message.subject)
    made["Content-Language"] = one_line(document.language)
    if message.reply_to:
        made["Reply-To"] = _address(message.reply_to)
    if message.unsubscribe:
        address = str(_address(message.unsubscribe))
        made["List-Unsubscribe"] = f"<{links.mail(address, word('unsubscribe_subject', document.language))}>"
    made.set_content(plain.as_mail(document), cte="quoted-printable")
    made.add_alternative(web.as_page(document), subtype="html", cte="quoted-printable")
    for attachment in message.attachments:
        kind, _, subtype = attachment.media_type.partition("/")
        made.add_attachment(attachment.content, maintype=kind, subtype=subtype, filename=one_line(attachment.file_name))
    return made


def _address(text: str) -> Address:
    """One address; refused when it is none or several, so that nobody else ever reads the letter."""
    if kind := fault_of(text):
        raise Refused(kind, found=one_line(text))
    return Address(addr_spec=text.strip())


def _marked(made: EmailMessage) -> EmailMessage:
    """The same with the borders between its parts, which else would differ every time."""
    mark = _digest(made)
    for number, part in enumerate(part for part in made.walk() if part.is_multipart()):
        part.set_boundary(f"={mark}-{number}=")
    return made


def _digest(made: EmailMessage) -> str:
    """A mark of the headers and all parts; no part can hold it, for it would have to hold its own hash."""
    content = hashlib.sha256(repr(sorted(made.items())).encode())
    for part in made.walk():
        if not part.is_multipart():
            content.update(part.as_bytes())
    return content.hexdigest()[:32]
