"""Drafts in classic Outlook on Windows, through COM: saved, never sent. The new Outlook has no COM.

pywin32 comes with xlwings on Windows; nothing of it is imported until a draft is made.
"""

from collections.abc import Iterable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, Final

from xl_cobranza.errors import Refused

_MAIL_ITEM: Final = 0  # OlItemType.olMailItem
_HTML: Final = 2  # OlBodyFormat.olFormatHTML


def outlook() -> Any:  # noqa: ANN401 - COM has no types
    """Classic Outlook, started if need be. Raises Refused("no_outlook")."""
    try:
        from win32com.client import Dispatch

        return Dispatch("Outlook.Application")
    except Exception as fault:  # COM's errors have a class of their own, which is only there on Windows
        raise Refused("no_outlook", found=type(fault).__name__) from fault


def drafts(program: Any, messages: Iterable[bytes]) -> int:  # noqa: ANN401 - COM has no types
    """One draft for each RFC 5322 message, in the folder Drafts of the person; how many."""
    count = 0
    for content in messages:
        _draft(program, message_from_bytes(content, policy=default))
        count += 1
    return count


def _draft(outlook: Any, message: EmailMessage) -> None:  # noqa: ANN401 - COM has no types
    item = outlook.CreateItem(_MAIL_ITEM)
    item.To = "; ".join(address.addr_spec for address in message["To"].addresses) if message["To"] else ""
    item.Subject = str(message["Subject"] or "")
    html, plain = message.get_body(("html",)), message.get_body(("plain",))
    if html is not None:
        item.BodyFormat = _HTML
        item.HTMLBody = html.get_content()
    elif plain is not None:
        item.Body = plain.get_content()
    with TemporaryDirectory() as folder:  # Outlook takes files only, and copies them
        for number, attachment in enumerate(message.iter_attachments(), 1):
            place = Path(folder) / str(number)
            place.mkdir()
            path = place / PurePath(attachment.get_filename() or f"{number}").name
            content = attachment.get_payload(decode=True)
            path.write_bytes(content if isinstance(content, bytes) else b"")
            item.Attachments.Add(str(path))
        item.Save()
