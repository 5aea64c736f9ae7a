"""What was sent becomes rows of the log of contacts, each once."""

from datetime import UTC, date, datetime

import pytest

from tests.book.ledger_text import ledger
from xl_cobranza.domain.mailing import Identity, Posting, State
from xl_cobranza.flows.letters.sent import sent

AT = datetime(2026, 11, 27, 10, 5, tzinfo=UTC)
BOOK = """
    [Facturas]
    Folio | Cliente | Vencimiento | Importe
    A-1   | Acme    | 2026-10-01  | 1500
    [Gestiones]
    Id     | Fecha      | Hora | Autor | Cliente | Folio | Sentido  | Canal  | Paso         | Resultado | Evidencia | Notas
    G-0001 | 2026-11-27 |      |       | Acme    |       | Saliente | Correo | Recordatorio | Preparado | Ninguna   |
    [Política]
    Clave     | Valor
    Remitente | Laura
    """


def posting(state: State, customer: str = "Acme", reply: str = "") -> Posting:
    identity = Identity("Altavista", customer, date(2026, 11, 27), "recordatorio", "email")
    return Posting(AT, state, identity, ("rosa@acme.example",), "libro.xlsx", reply)


def write(book, *postings) -> list[dict[str, object]]:
    """Apply what is to be written; the rows of the log from the third on."""
    plan = sent(book, postings)
    if plan.patches:
        book.apply(plan.patches, plan.digest)
    grid = book.read("Gestiones")
    headings = grid.row(1)
    return [{str(headings[c]): v for c, v in grid.row(row).items()} for row in range(3, grid.rows + 1)]


def test_a_message_that_went_is_a_row_with_its_evidence_and_its_reference():
    one = posting(State.SENT, reply="250 ok")

    (row,) = write(ledger(BOOK), one)

    assert row == {
        "Id": "G-0002", "Fecha": date(2026, 11, 27), "Hora": "10:05", "Autor": "Laura", "Cliente": "Acme",
        "Sentido": "Saliente", "Canal": "Correo", "Paso": "Recordatorio", "Resultado": "Enviado", "Evidencia": "Enviado",
        "Notas": f"Correo a rosa@acme.example (ref. {one.reference})",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "outcome", "evidence", "note"),
    [
        (State.REJECTED, "Devuelto", "Ninguna", "el servidor respondió «550 no»"),
        (State.UNCERTAIN, "Incierto", "Ninguna", "quizá llegó"),
        (State.CONFIRMED, "Enviado", "Enviado", "una persona confirma que llegó"),
    ],
)
def test_each_fate_has_its_outcome(state, outcome, evidence, note):
    (row,) = write(ledger(BOOK), posting(state, reply="550 no"))

    assert (row["Resultado"], row["Evidencia"]) == (outcome, evidence)
    assert note in row["Notas"]


@pytest.mark.parametrize("state", [State.SENDING, State.POSTPONED, State.RELEASED])
def test_what_is_on_its_way_is_no_row(state):
    assert write(ledger(BOOK), posting(state)) == []


def test_nothing_is_written_twice_and_what_was_found_out_is_a_row_of_its_own():
    book = ledger(BOOK)

    write(book, posting(State.UNCERTAIN), posting(State.SENT, "Beta"))
    rows = write(book, posting(State.UNCERTAIN), posting(State.SENT, "Beta"), posting(State.CONFIRMED))

    assert [(row["Cliente"], row["Resultado"]) for row in rows] == [
        ("Acme", "Incierto"), ("Beta", "Enviado"), ("Acme", "Enviado"),
    ]  # fmt: skip
