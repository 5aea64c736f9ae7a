"""`cobranza cartas --enviar`: the letters of a day by a real mail server, from the sample workbook."""

import shutil
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from openpyxl import load_workbook

from tests.outbox.sending.conftest import open_office  # noqa: F401 - a fixture
from tests.outbox.sending.post_office import parsed
from xl_cobranza.adapters.outbox.sending.passwords import VARIABLE
from xl_cobranza.faces.cli import run
from xl_cobranza.faces.mailing import sending

SET = {"Seguridad": "Ninguna", "Servidor de correo": "127.0.0.1"}


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No keyring of a person, and any hour will do."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(sending, "may_send", lambda *_: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "libro.xlsx"
    run(["nuevo", str(path), "--ejemplo"])
    return path


@pytest.fixture
def sample(made, tmp_path):
    """The sample workbook of today, with a mail server; five customers less would be enough, but all are there."""

    def make(**parameters) -> Path:
        path = tmp_path / "libro.xlsx"
        shutil.copy(made, path)
        book = load_workbook(path)
        sheet = book["Política"]
        sheet["B1"].value = None
        (table,) = [table for table in sheet.tables.values() if table.name == "Parámetros"]
        for key, value in sheet[table.ref]:
            key_set = {**SET, **parameters}
            if key.value in key_set:
                value.value = key_set[key.value]
        book.save(path)
        return path

    return make


def outcomes(path: Path) -> Counter:
    """The outcomes of today's mails in the log of contacts: channel Correo, since the sample ends before today."""
    headings, *rows = load_workbook(path)["Gestiones"].iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    today = max(row["Fecha"] for row in found if row["Fecha"])
    return Counter(row["Resultado"] for row in found if row["Fecha"] == today and row["Canal"] == "Correo")


def letters(path: Path, *more: str) -> list[str]:
    return ["cartas", str(path), "--carpeta", str(path.parent / "cartas"), *more]


def test_what_was_prepared_and_looked_at_goes_later_and_once(sample, told, open_office):  # noqa: F811
    office = open_office()
    path = sample(Puerto=office.port)
    told(*letters(path))
    prepared = outcomes(path)["Preparado"]

    sent = told(*letters(path, "--enviar", "--si"))
    again = told(*letters(path, "--enviar", "--si"))

    assert prepared > 5
    assert outcomes(path) == {"Preparado": prepared, "Enviado": prepared}
    assert f"Enviados: {prepared}." in sent[1]
    assert "Nada se ha enviado" not in sent[1]
    assert "No hay ningún correo que enviar ahora." in again[1]
    assert len({*office.handler.taken}) == len(office.handler.taken) == prepared


def test_a_mail_has_our_address_and_both_forms_of_the_letter(sample, told, open_office):  # noqa: F811
    office = open_office()

    told(*letters(sample(Puerto=office.port), "--enviar", "--si"))

    for to, content in office.handler.messages:
        message = parsed(content)
        assert [address.addr_spec for address in message["To"].addresses] == to
        assert message["From"].addresses[0].display_name == "Comercial Altavista, S.A. de C.V."
        assert message["X-Unsent"] is None
        assert message.get_body(("html",)) is not None
        assert message.get_body(("plain",)) is not None


def test_an_address_that_came_back_is_left_alone_until_it_is_corrected(sample, told, open_office):  # noqa: F811
    office = open_office("rcpt 550 5.1.1 no such user")
    path = sample(Puerto=office.port)

    first = told(*letters(path, "--enviar", "--si"))
    again = told(*letters(path, "--enviar", "--si"))

    assert outcomes(path)["Devuelto"] == 1
    assert (first[0], again[0]) == (1, 1)
    assert "el servidor devolvió esa dirección" in again[1]


@pytest.mark.parametrize(
    ("parameters", "options", "kind"),
    [
        ({"Puerto": 9}, ["--si"], "mail_unreachable"),
        ({"Servidor de correo": None}, ["--si"], "mail_not_set_up"),
        ({}, [], "send_needs_a_yes"),
        ({}, ["--si", "--fecha", "2026-01-07"], "send_of_another_day"),
        ({}, ["--si", "--outlook"], "no_outlook"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_a_letter_is_made(
    sample, told_json, open_office, parameters, options, kind  # noqa: F811
):  # fmt: skip
    office = open_office()
    path = sample(**{"Puerto": office.port, **parameters})
    before = path.read_bytes()

    code, found = told_json(*letters(path, "--enviar", *options))

    assert (code, found["error"]["kind"]) == (3, kind)
    assert path.read_bytes() == before
    assert not (path.parent / "cartas").exists()
    assert office.handler.taken == []


def test_a_dry_run_says_how_many_would_go(sample, told, open_office):  # noqa: F811
    office = open_office()
    path = sample(Puerto=office.port)
    before = path.read_bytes()

    code, out, _ = told("cartas", path, "--enviar", "--simular")

    assert "Simulación: ahora se enviarían" in out
    assert path.read_bytes() == before
    assert office.handler.taken == []
    assert code in {0, 1}


def test_the_object_says_what_became_of_each(sample, told_json, open_office):  # noqa: F811
    office = open_office("rcpt 550 5.1.1 no such user")

    _, found = told_json(*letters(sample(Puerto=office.port), "--enviar", "--si"))

    mails = found["sending"]["mails"]
    assert Counter(mail["state"] for mail in mails) == {"rejected": 1, "sent": len(mails) - 1}
    assert {mail["customer"] for mail in mails} == {
        one["customer"] for one in found["letters"] if one["channel"] == "email"
    }


def test_drafts_go_to_outlook_where_it_is(sample, told, monkeypatch):
    saved = []

    def item(_):
        made = SimpleNamespace(Attachments=SimpleNamespace(Add=lambda path: None))
        made.Save = lambda: saved.append(made)
        return made

    client = ModuleType("win32com.client")
    client.Dispatch = lambda name: SimpleNamespace(CreateItem=item)
    monkeypatch.setitem(sys.modules, "win32com", ModuleType("win32com"))
    monkeypatch.setitem(sys.modules, "win32com.client", client)

    _, out, _ = told(*letters(sample(), "--outlook"))

    assert len(saved) > 5
    assert f"Borradores en Outlook: {len(saved)}." in out
