"""Sending from a real workbook by a real mail server, and the command `correo`."""

import getpass
import io
import shutil
import sys
import time
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from tests.outbox.sending.conftest import open_office  # noqa: F401 - a fixture
from tests.outbox.sending.post_office import Handler, PostOffice, mail
from xl_cobranza import template
from xl_cobranza.adapters.outbox.sending import batch
from xl_cobranza.adapters.outbox.sending.passwords import VARIABLE
from xl_cobranza.adapters.outbox.sending.send_log import held, seen
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.domain import hours
from xl_cobranza.domain.ledger import Customer
from xl_cobranza.domain.mailing import State
from xl_cobranza.errors import Refused
from xl_cobranza.faces.as_of import now, today
from xl_cobranza.faces.cli import run
from xl_cobranza.faces.mailing import sending
from xl_cobranza.faces.mailing.sending import Wish

ZONE = "America/Mexico_City"
ACCOUNT = {"Seguridad": "Ninguna", "Correo": "cobranza@altavista.example", "Servidor de correo": "127.0.0.1"}


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch):
    """The keyring of the person who runs the tests is none of our business."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture(autouse=True)
def always_open(monkeypatch):
    """The hours are tested elsewhere; these tests run at any."""
    monkeypatch.setattr(sending, "may_send", lambda *_: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "libro.xlsx"
    run(["nuevo", str(path), "--ejemplo"])
    return path


@pytest.fixture
def sample(made, tmp_path):
    """The sample workbook with a mail server."""

    def make(**parameters) -> str:
        path = tmp_path / "libro.xlsx"
        shutil.copy(made, path)
        book = load_workbook(path)
        sheet = book["Política"]
        for row in sheet.iter_rows():
            for cell, beside in pairwise(row):
                if cell.value in {**ACCOUNT, **parameters}:
                    beside.value = {**ACCOUNT, **parameters}[cell.value]
        book.save(path)
        return str(path)

    return make


def log(path: str) -> list[tuple[str, str]]:
    """Customer and outcome of the mails in the log of contacts."""
    headings, *rows = load_workbook(path)["Gestiones"].iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    return [(row["Cliente"], row["Resultado"]) for row in found if "ref. " in str(row["Notas"])]


def letters(*customers: str):
    return [mail(customer, today(ZONE)) for customer in customers]


def send(path: str, mails, *, yes: bool = True, as_of: date | None = None, customers=None):
    book = XlsxBook(path, None, template.blank)
    policy, _ = read_policy(book)
    found = sending.check(policy, as_of or today(ZONE), yes=yes)
    return sending.send(book, mails, Wish(path, policy, customers or {}, "es", yes), found)


def test_what_is_sent_is_in_the_workbook_and_goes_once(sample, open_office):  # noqa: F811
    office = open_office("", "rcpt 550 5.1.1 no such user", "taken and lost")
    path = sample(Puerto=office.port)

    first = send(path, letters("Uno", "Dos", "Tres"))
    again = send(path, letters("Uno", "Dos", "Tres"))

    assert (first.exit_code, first.rows) == (1, 3)
    assert log(path) == [("Uno", "Enviado"), ("Dos", "Devuelto"), ("Tres", "Incierto")]
    assert (again.exit_code, again.report.postings, len(again.report.held)) == (1, [], 3)
    assert len(office.handler.taken) == 2


def test_a_workbook_that_is_open_is_told_by_the_next_run_before_it_decides(sample, told, tmp_path, open_office):  # noqa: F811
    office = open_office()
    path = sample(Puerto=office.port)
    owner = tmp_path / ".~lock.libro.xlsx#"
    owner.write_text(",Laura,otro,27.11.2026 10:00,file:///x;", "utf-8")

    done = send(path, letters("Uno"))
    owner.unlink()
    dry = told("recalcular", path, "--simular")
    before = log(path)
    first, second = told("recalcular", path), told("recalcular", path)

    assert done.unwritten.kind == "open_in_libreoffice"
    assert done.exit_code == 1
    assert "correos enviados que el libro aún no dice: 1" in dry[1]
    assert before == []
    assert log(path) == [("Uno", "Enviado")]
    assert first[0] == second[0]


def test_a_run_that_dies_between_the_workbook_and_the_log_writes_no_row_twice(sample, told, open_office, monkeypatch):  # noqa: F811
    office = open_office()
    path = sample(Puerto=office.port)
    with monkeypatch.context() as patch:
        patch.setattr("xl_cobranza.adapters.outbox.sending.send_log.SendLog.written", _die)
        with pytest.raises(MemoryError):
            send(path, letters("Uno"))

    told("recalcular", path)

    assert log(path) == [("Uno", "Enviado")]
    assert all(posting.written for posting in seen(path).values())


def _die(*_):
    raise MemoryError


def test_a_crash_while_sending_is_told_by_the_next_run(sample, told):
    path = sample()
    with held(path, lambda: now(ZONE)) as record:
        record.begin(letters("Uno")[0])

    code, out, _ = told("recalcular", path)

    assert code == 1
    assert "Uno: no se sabe si llegó el correo a uno@cliente.example" in " ".join(out.split())
    assert log(path) == [("Uno", "Incierto")]


@pytest.mark.parametrize(
    ("found_out", "outcomes"), [("enviada", ["Incierto", "Enviado"]), ("no-enviada", ["Incierto"])]
)
def test_what_a_person_found_out_is_heeded(sample, told, open_office, found_out, outcomes):  # noqa: F811
    office = open_office("taken and lost")
    path = sample(Puerto=office.port)
    send(path, letters("Uno"))
    listed = told("correo", path)

    done = told("correo", path, "--resolver", found_out)
    again = send(path, letters("Uno"))

    assert (listed[0], done[0]) == (1, 0)
    assert "Uno <uno@cliente.example>" in listed[1]
    assert again.report.count(State.SENT) == (found_out == "no-enviada")
    assert [outcome for _, outcome in log(path)] == outcomes + ["Enviado"] * (found_out == "no-enviada")


def test_with_several_customers_in_doubt_one_is_chosen(sample, told, open_office, monkeypatch):  # noqa: F811
    monkeypatch.setattr(batch, "BACK_OFF", (0.0, 0.0, 0.0))  # how long is waited is tested elsewhere
    office = open_office("lost late", "lost late")
    path = sample(Puerto=office.port)
    send(path, letters("Uno", "Dos"))

    assert told("correo", path, "--resolver", "enviada")[0] == 2
    assert told("correo", path, "--resolver", "enviada", "--cliente", "nadie")[0] == 3
    assert told("correo", path, "--resolver", "quizá")[0] == 2
    assert told("correo", path, "--resolver", "enviada", "--cliente", "dos")[0] == 0
    assert told("correo", path)[0] == 1


def test_a_test_goes_to_one_address_and_counts_for_nothing(sample, open_office):  # noqa: F811
    office = open_office()
    path = sample(Puerto=office.port, **{"Redirigir a": "yo@altavista.example"})

    done = send(path, letters("Uno", "Dos"), as_of=date(2020, 1, 1))
    send(path, letters("Uno", "Dos"))

    assert (done.tested, done.exit_code) == (2, 0)
    assert {tuple(to) for to, _ in office.handler.messages} == {("yo@altavista.example",)}
    assert len({*office.handler.taken}) == 4
    assert seen(path) == {}
    assert log(path) == []


def test_who_may_not_be_contacted_gets_nothing(sample, open_office, monkeypatch):  # noqa: F811
    office = open_office()
    monkeypatch.setattr(sending, "may_send", hours.may_send)
    path = sample(Puerto=office.port)
    never = {"Uno": Customer("Uno", name="Uno, S.A.", no_contact=True)}

    done = send(path, letters("Uno"), customers=never)

    wish = Wish(path, read_policy(XlsxBook(path))[0], never)
    assert office.handler.taken == []
    assert "Uno, S.A.: a este cliente no se le puede escribir" in "\n".join(sending.told(done, wish))


def test_the_hours_are_those_of_the_clock_of_the_customer(sample, monkeypatch):
    monkeypatch.setattr(sending, "may_send", hours.may_send)
    path = sample(Puerto=25)
    customers = {key: Customer(key, country=key) for key in ("ES", "MX", "CN")}
    wish = Wish(path, read_policy(XlsxBook(path))[0], customers)
    late_in_spain = datetime(2026, 11, 27, 14, 10, tzinfo=ZoneInfo(ZONE))  # 21:10 there
    monkeypatch.setattr(sending, "now", lambda _: late_in_spain)

    done = sending.preview([mail(key, date(2026, 11, 27)) for key in customers], wish)

    assert [one.identity.customer for one in done.report.postings] == ["MX", "CN"]
    (held,) = done.report.held
    assert (held.mail.identity.customer, held.until) == ("ES", datetime(2026, 11, 30, 1))


def test_without_a_terminal_or_a_yes_nothing_goes(sample, open_office):  # noqa: F811
    office = open_office()

    with pytest.raises(Refused) as refused:
        send(sample(Puerto=office.port), letters("Uno"), yes=False)

    assert refused.value.kind == "send_needs_a_yes"
    assert office.handler.taken == []


@pytest.mark.parametrize(("typed", "went"), [("2", 2), ("1", 0), ("sí", 0), ("", 0)])
def test_the_person_types_how_many(sample, open_office, monkeypatch, typed, went):  # noqa: F811
    office = open_office()
    path = sample(Puerto=office.port)
    monkeypatch.setattr(sys, "stdin", _Terminal(io.StringIO(typed + "\n")))
    monkeypatch.setattr(sys, "stderr", _Terminal(sys.stderr))

    done = send(path, letters("Uno", "Dos"), yes=False)

    assert (done.refused, len(office.handler.taken)) == (went == 0, went)


class _Terminal:
    def __init__(self, stream) -> None:
        self._stream = stream

    def isatty(self) -> bool:
        return True

    def __getattr__(self, name):
        return getattr(self._stream, name)


def test_letters_of_another_day_do_not_go(sample, open_office):  # noqa: F811
    office = open_office()

    with pytest.raises(Refused) as refused:
        send(sample(Puerto=office.port), letters("Uno"), as_of=date(2026, 1, 7))

    assert (refused.value.kind, refused.value.found) == ("send_of_another_day", "07/01/2026")


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"Servidor de correo": None}, "mail_not_set_up"),
        ({"Correo": "Laura", "Usuario de correo": "laura@altavista.example"}, "mail_not_set_up"),
        ({"Redirigir a": "yo@altavista"}, "mail_bad_redirect"),
        ({"Redirigir a": "a@altavista.example; b@altavista.example"}, "mail_bad_redirect"),
        ({"Usuario de correo": "laura"}, "no_mail_password"),
    ],
)
def test_what_is_missing_is_named_before_anything_goes(sample, parameters, kind):
    with pytest.raises(Refused) as refused:
        send(sample(**parameters), letters("Uno"))

    assert refused.value.kind == kind


def test_a_server_that_cannot_be_reached_is_told_and_nothing_is_noted(sample):
    path = sample(Puerto=9)

    done = send(path, letters("Uno"))

    assert (done.exit_code, done.report.stopped.kind) == (1, "mail_unreachable")
    assert seen(path) == {}


def test_what_became_of_each_is_told(sample, open_office):  # noqa: F811
    office = open_office("", "rcpt 550 5.1.1 no such user", "lost late")
    path = sample(Puerto=office.port)
    wish = Wish(path, read_policy(XlsxBook(path, None, template.blank))[0], {}, "es", yes=True)

    text = "\n".join(sending.told(send(path, letters("Uno", "Dos", "Tres")), wish))
    again = "\n".join(sending.told(send(path, letters("Uno", "Dos", "Tres")), wish))

    assert "Enviados: 1." in text
    assert "Dos <dos@cliente.example>: 550 5.1.1 no such user" in text
    assert "Inciertos: 1." in text
    assert "Anotados en Gestiones: 3." in text
    assert "Uno: ya se le envió el" in again
    assert "Dos: el servidor devolvió esa dirección el" in again
    assert "Tres: hay uno incierto del" in again


def test_a_wait_that_a_person_notices_is_told(sample, open_office, monkeypatch, capsys):  # noqa: F811
    office, slept = open_office("451 4.7.1 slow down"), []
    monkeypatch.setattr(time, "sleep", slept.append)

    send(sample(Puerto=office.port), letters("Uno", "Dos"))

    assert max(slept) == 60
    assert "Espero 60 s antes del siguiente correo." in capsys.readouterr().err


def test_the_desk_shows_the_server_and_what_is_missing(sample, told):
    path = sample(**{"Usuario de correo": "laura", "Redirigir a": "yo@altavista.example", "Puerto": 2525})

    code, out, _ = told("correo", path)

    text = " ".join(out.split())
    assert code == 0
    assert (
        "Servidor: 127.0.0.1:2525. Seguridad: Ninguna. Usuario: laura. Se envía desde: cobranza@altavista.example."
        in text
    )
    assert "Contraseña: falta." in text
    assert "Redirigir a: yo@altavista.example." in text
    assert told("correo", sample(**{"Servidor de correo": None}))[0] == 1


def test_a_test_mail_goes_to_ourselves_with_the_password_of_the_variable(sample, told, open_office, monkeypatch):  # noqa: F811
    office = open_office(auth_required=True)
    path = sample(**{"Usuario de correo": "laura", "Puerto": office.port})
    without = told("correo", path, "--probar")
    monkeypatch.setenv(VARIABLE, "secreta")

    code, out, err = told("correo", path, "--probar")

    assert without[0] == 3
    assert VARIABLE in without[2]
    assert (code, err) == (0, "")
    assert "cobranza@altavista.example" in out
    assert [to for to, _ in office.handler.messages] == [["cobranza@altavista.example"]]
    assert seen(path) == {}


def test_the_password_is_kept_by_the_system_and_nowhere_else(sample, told, monkeypatch):
    kept = {}
    keyring = type(sys)("keyring")
    keyring.set_password = lambda service, user, secret: kept.update({(service, user): secret})
    keyring.get_password = lambda service, user: kept.get((service, user))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setattr(sys, "stdin", _Terminal(sys.stdin))
    monkeypatch.setattr(getpass, "getpass", lambda _: "muy secreta")
    path = sample(**{"Usuario de correo": "laura"})
    before = Path(path).read_bytes()

    done = told("correo", path, "--guardar-clave")

    assert Path(path).read_bytes() == before
    assert kept == {("xl-cobranza", "laura"): "muy secreta"}
    assert done[0] == 0
    assert "secreta" not in done[1] + done[2]
    assert "Contraseña: guardada" in told("correo", path)[1]


def test_the_password_shows_nowhere(sample, told, open_office, monkeypatch):  # noqa: F811
    office = PostOffice(Handler(login=False))
    office.start()
    monkeypatch.setenv(VARIABLE, "muy secreta")

    code, out, err = told("correo", sample(**{"Usuario de correo": "laura", "Puerto": office.port}), "--probar")

    office.stop()
    assert code == 3
    assert "no aceptó el usuario laura" in err
    assert "secreta" not in out + err
