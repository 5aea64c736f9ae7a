"""Drafts in Outlook, by a stand-in for its COM: saved and never sent."""

import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from xl_cobranza.adapters.live.outlook import drafts
from xl_cobranza.adapters.live.outlook import outlook as start
from xl_cobranza.errors import Refused


class Item(SimpleNamespace):
    """Has what a draft may use; anything else, as Send, is an error."""

    def __init__(self, outlook) -> None:
        super().__init__(saved=False, files={}, To="", Subject="")
        self.Attachments = SimpleNamespace(
            Add=lambda path: self.files.update({Path(path).name: Path(path).read_bytes()})
        )
        self._outlook = outlook

    def Save(self) -> None:  # noqa: N802 - as COM says it
        self._outlook.append(self)


@pytest.fixture
def outlook(monkeypatch):
    """The drafts that were saved."""
    saved = []
    client = ModuleType("win32com.client")
    client.Dispatch = lambda name: (
        SimpleNamespace(CreateItem=lambda kind: Item(saved)) if name.startswith("Outlook") else 0
    )
    monkeypatch.setitem(sys.modules, "win32com", ModuleType("win32com"))
    monkeypatch.setitem(sys.modules, "win32com.client", client)
    return saved


def written(html: bool = True) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["To"], message["Subject"], message["X-Unsent"] = "Rosa Díaz <rosa@acme.example>", "Factura Ñ-1", "1"
    message.set_content("Hola, Rosa.\n")
    if html:
        message.add_alternative("<p>Hola, <b>Rosa</b>.</p>", subtype="html")
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="../Estado Ñandú.pdf")
    return message.as_bytes()


def test_a_draft_has_all_of_the_message(outlook):
    assert drafts(start(), [written(), written(html=False)]) == 2

    rich, plain = outlook
    assert (rich.To, rich.Subject) == ("rosa@acme.example", "Factura Ñ-1")
    assert "<b>Rosa</b>" in rich.HTMLBody
    assert plain.Body.strip() == "Hola, Rosa."
    assert rich.files == {"Estado Ñandú.pdf": b"%PDF-1"}


def test_without_classic_outlook_it_is_refused():
    with pytest.raises(Refused) as refused:
        start()

    assert refused.value.kind == "no_outlook"
