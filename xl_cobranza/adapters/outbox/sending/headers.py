"""The last changes to a message: who sends it, when and under which identity. The body stays as it was, byte by byte."""

from datetime import datetime
from email.headerregistry import Address
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final, NamedTuple

_AS_IT_IS: Final = SMTP.clone(refold_source="none")  # a header that we do not touch keeps its bytes
_END: Final = b"\r\n\r\n"
_OURS: Final = ("X-Unsent", "From", "Sender", "Date", "Message-ID")  # a draft is no longer one
_COPIES: Final = ("Cc", "Bcc")


class Sender(NamedTuple):
    """An address, and whose it is as the customer reads it."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def sealed(content: bytes, sender: Sender, key: str, at: datetime) -> bytes:
    """The message as it goes. The same key gives the same Message-ID."""
    head, _, body = content.partition(_END)
    message = BytesHeaderParser(policy=_AS_IT_IS).parsebytes(head + _END)
    for name in _OURS:
        del message[name]
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{key}@{sender.domain}>"
    return message.as_bytes() + body


def redirected(content: bytes, to: str, meant_for: tuple[str, ...], mark: str) -> bytes:
    """The same message to another address alone, the subject saying for whom it was; `mark` is the word for a test."""
    head, _, body = content.partition(_END)
    message = BytesHeaderParser(policy=_AS_IT_IS).parsebytes(head + _END)
    subject = str(message["Subject"] or "")
    for name in ("To", "Subject", *_COPIES):
        del message[name]
    message["To"] = to
    message["Subject"] = f"[{mark} → {', '.join(meant_for)}] {subject}"
    return message.as_bytes() + body
