"""Who gets what today, and who gets nothing and why."""

from datetime import date
from decimal import Decimal

import pytest

from tests.flows.letters.letter_books import (
    bill,
    client,
    left_out,
    letter_book,
    listed,
    logged,
    mark,
    run,
    said,
    written,
)
from tests.flows.today_books import FRIDAY, MONDAY
from xl_cobranza import review
from xl_cobranza.domain.letters import Section
from xl_cobranza.errors import Refused, WrongUsage

TWO = [bill("A1", "Olmo", 10), bill("A2", "Tilo", 20)]
BOTH = [client("Olmo"), client("Tilo")]


def test_one_letter_a_customer_with_all_their_invoices_apart_by_what_they_are():
    bills = [
        bill("A1", "Olmo", 10, 100.0), bill("A2", "Olmo", 40, 200.0, "USD"), bill("A3", "Olmo", -20, 300.0),
        bill("A4", "Olmo", 12, 400.0, disputed="Sí"), bill("A5", "Olmo", 3, 500.0, disputed=120.0),
    ]  # fmt: skip
    (only,) = run(letter_book(bills, BOTH)).letters
    lines = {(line.section, line.invoice.folio): line.amount for line in only.letter.lines}

    assert lines == {
        (Section.OVERDUE, "A2"): 200, (Section.OVERDUE, "A1"): 100, (Section.OVERDUE, "A5"): 380,
        (Section.UPCOMING, "A3"): 300, (Section.DISPUTED, "A4"): 400, (Section.DISPUTED, "A5"): 120,
    }  # fmt: skip
    assert only.letter.total(Section.OVERDUE) == {"MXN": Decimal(480), "USD": Decimal(200)}
    assert only.said.subject == "3 facturas pendientes: ¿está todo en orden?"


def test_the_step_picks_the_letter_and_never_the_stage():
    (only,) = run(letter_book([bill("A1", "Olmo", 300)], BOTH)).letters

    assert only.letter.step == "recordatorio"  # nobody ever wrote: the first contact is soft at any age
    assert review(letter_book([bill("A1", "Olmo", 300)], BOTH), FRIDAY).decisions[0].stage_id == "legal"


def test_each_letter_is_a_row_of_the_log_that_opens_no_gate():
    book = letter_book(TWO, BOTH)
    plan = run(book)

    assert [(row["Cliente"], row["Resultado"], row["Evidencia"], row["Notas"]) for row in logged(book)] == [
        ("Tilo", "Preparado", "Ninguna", "Persona Tilo, tilo@x.example"),
        ("Olmo", "Preparado", "Ninguna", "Persona Olmo, olmo@x.example"),
    ]
    assert [one.ref for one in plan.letters] == ["Gestiones!A2", "Gestiones!A3"]
    assert [row.step_id for row in review(book, MONDAY).decisions] == ["recordatorio", "recordatorio"]


def test_a_second_run_on_the_same_day_makes_nothing_new_and_says_so():
    book = letter_book(TWO, BOTH)
    run(book)
    again = run(book)

    assert (again.letters, list(again.patches)) == ([], [])
    assert left_out(again) == {"Olmo": "prepared_today", "Tilo": "prepared_today"}
    assert set(written(run(book, MONDAY))) == {"Olmo", "Tilo"}  # never sent: it is prepared again


ANSWERED = said("Olmo", 2, outcome="Respondió", Sentido="Entrante")
UNANSWERED = [said("Olmo", 14, outcome="Sin respuesta"), said("Olmo", 8, outcome="Sin respuesta")]
TWICE_MORE = [said("Olmo", days, "Otro contacto", "Sin respuesta", "Teléfono") for days in (30, 24)]
ANNOUNCED = [said("Olmo", days, "Aviso de suspensión", channel="Carta") for days in (19, 10)]


@pytest.mark.parametrize(
    ("bills", "clients", "log", "more", "reason"),
    [
        ([bill("A1", "Olmo", 10)], [client("Olmo", mail=None)], (), {}, "by_phone"),
        ([bill("A1", "Olmo", 10)], [client("Olmo", mail="olmo@x")], (), {}, "bad_email"),
        ([bill("A1", "Olmo", 10)], [client("Olmo", mail="a@x.example, b@x.example")], (), {}, "bad_email"),
        ([bill("A1", "Olmo", 10)], [client("Olmo", never="Sí")], (), {}, "no_contact"),
        ([bill("A1", "Olmo", 10)], [client("Olmo")], [ANSWERED], {}, "to_answer"),
        ([bill("A1", "Olmo", 15)], [client("Olmo", other="Eva")], UNANSWERED, {}, "by_phone"),
        ([bill("A1", "Olmo", 10, disputed="Sí")], [client("Olmo")], (), {}, "disputed"),
        ([bill("A1", "Olmo", 10)], [client("Olmo")], [said("Olmo", 2)], {}, "resting"),
        ([bill("A1", "Olmo", 10)], [client("Olmo")], (), {"payments": [[FRIDAY, "Olmo", "Z9", 50.0, "MXN"]]}, "unapplied_money"),
        ([bill("A1", "Ana", 10)], [client("Ana", country="CO", kind="Consumidor")], (), {}, "channel_not_agreed"),
        ([bill("A1", "Olmo", 60)], [client("Olmo", other="Eva")], [*[said("Olmo", d) for d in (50, 40)], *TWICE_MORE, *ANNOUNCED], {}, "proof_missing"),
    ],
)  # fmt: skip
def test_whoever_gets_no_letter_has_a_reason(bills, clients, log, more, reason):
    book = letter_book(bills, clients, log, **more)
    plan = run(book)

    assert (written(plan), set(left_out(plan).values())) == ({}, {reason})
    assert len(logged(book)) == len(log)


def test_a_spoken_step_is_written_when_somebody_asks_for_it_and_another_person_learns_nothing():
    clients = [client("Olmo", other="Eva Ríos", other_mail="eva@x.example")]
    book = letter_book([bill("A1", "Olmo", 15, 4321.0)], clients, UNANSWERED)
    (only,) = run(book, step="Otro contacto").letters
    said_to_her = " ".join(run.text for block in only.said.blocks for run in getattr(block, "runs", ()))

    assert (only.letter.to.name, only.letter.channel.value, only.letter.discreet) == ("Eva Ríos", "email", True)
    assert "A1" not in said_to_her
    assert "4" not in said_to_her.replace("2026", "")
    assert "Persona Olmo" in said_to_her


def test_who_may_discuss_the_debt_is_written_to_openly_and_nobody_else_where_it_is_forbidden():
    rule = [["MX", None, None, "Otra persona", "No", "prueba"]]
    clients = [client("Olmo", other="Eva Ríos", other_mail="eva@x.example")]
    forbidden = letter_book([bill("A1", "Olmo", 15)], clients, UNANSWERED, rules=rule)

    assert written(run(forbidden)) == {}
    assert left_out(run(forbidden)) == {"Olmo": "resting"}  # that rung is skipped, and the next one is not reached


def test_only_the_step_or_the_customer_that_was_asked_for():
    book = letter_book([bill("A1", "Olmo", 10), bill("A2", "Tilo", -3)], BOTH)

    assert set(written(run(book, step="por_vencer"))) == {"Tilo"}
    assert set(written(run(letter_book(TWO, BOTH), customer="olmo"))) == {"Olmo"}
    assert left_out(run(letter_book(TWO, BOTH), step="por_vencer", customer="Olmo")) == {"Olmo": "another_step"}
    with pytest.raises(Refused, match="customer_misspelt"):
        run(letter_book(TWO, BOTH), customer="Olmos")
    with pytest.raises(WrongUsage, match="bad_option_word"):
        run(letter_book(TWO, BOTH), step="amenazar")


def test_a_payment_is_thanked_by_name_of_what_it_paid():
    log = [said("Olmo", 9)]
    book = letter_book([bill("A1", "Olmo", 15, 800.0)], BOTH, log, payments=[[FRIDAY, "Olmo", "A1", 800.0, "MXN"]])
    (only,) = run(book).letters

    assert (only.letter.step, only.said.subject) == ("agradecer", "Muchas gracias por su pago")
    assert logged(book)[-1]["Folio"] == "A1"
    assert "800" in " ".join(run.text for block in only.said.blocks for run in block.runs)


def test_the_preview_writes_no_log_and_who_is_marked_gets_none_that_day_only():
    book = letter_book(TWO, BOTH)
    run(book, preview=True)
    assert (listed(book), logged(book)) == ({"Tilo": "Por preparar", "Olmo": "Por preparar"}, [])
    mark(book, "Olmo", no_send="x")
    run(book, preview=True)
    plan = run(book)

    assert set(written(plan)) == {"Tilo"}
    assert left_out(plan) == {"Olmo": "not_wanted"}
    assert listed(book) == {"Tilo": "Preparada", "Olmo": "Por preparar"}
    assert set(written(run(book, MONDAY))) == {"Olmo", "Tilo"}
    assert [row["Cliente"] for row in logged(book)].count("Olmo") == 1


@pytest.mark.parametrize(("typed", "on"), [("Sí", FRIDAY), (FRIDAY, FRIDAY), (date(2026, 11, 22), date(2026, 11, 22))])
def test_a_letter_marked_as_sent_goes_into_the_log_once(typed, on):
    book = letter_book([bill("A1", "Olmo", 10)], BOTH)
    run(book)
    mark(book, "Olmo", sent=typed)
    plan = review(book, MONDAY)
    book.apply(plan.patches, plan.digest)

    assert plan.moved == 1
    assert [(r["Resultado"], r["Fecha"], r["Evidencia"], r["Paso"]) for r in logged(book)[1:]] == [
        ("Enviado", on, "Enviado", "Recordatorio")
    ]
    assert listed(book) == {"Olmo": "Enviada"}
    again = run(book, MONDAY)
    assert (again.letters, len(logged(book))) == ([], 2)


def test_the_next_letter_to_the_same_customer_begins_without_the_old_mark():
    later = date(2026, 11, 27)
    book = letter_book([bill("A1", "Olmo", 10)], BOTH)
    run(book)
    row = mark(book, "Olmo", sent="Sí")
    run(book, later)  # the mark is read late, and the second reminder is due on that very day

    assert [r["Resultado"] for r in logged(book)] == ["Preparado", "Enviado", "Preparado"]
    assert listed(book) == {"Olmo": "Preparada"}
    assert book.read("Cartas").row(row).get(4) is None
    assert list(review(book, later).patches) == list(review(book, later).patches)
    assert review(book, later).moved == 0


def test_a_letter_is_held_back_when_it_is_unclear_whether_it_may_go():
    book = letter_book(TWO, BOTH)
    remind_only = run(book, preview=True)
    row = mark(book, "Olmo", no_send="quizá")
    plan = run(book)

    assert set(written(remind_only)) == {"Olmo", "Tilo"}
    assert (set(written(plan)), left_out(plan)) == ({"Tilo"}, {"Olmo": "mark_unclear"})
    assert [p.ref for p in plan.problems if p.ref.startswith("Cartas!")] == [f"Cartas!C{row}"]
    assert book.read("Cartas").row(row)[3] == "quizá"


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        (None, ["Política"]),
        ([["Moneda", "MXN"]], ["Política"]),
        ([["Empresa", "Altavista"]], []),
        ([["Remitente", "Laura"]], []),
    ],
)
def test_letters_that_nobody_signs_are_told(parameters, told):
    plan = run(letter_book(TWO, BOTH, parameters=parameters))
    none = run(letter_book([], BOTH, parameters=parameters))

    assert [problem.ref for problem in plan.problems if problem.kind == "letters_unsigned"] == told
    assert "letters_unsigned" not in [problem.kind for problem in none.problems]


def test_a_mark_that_cannot_be_read_stays_and_is_told():
    book = letter_book([bill("A1", "Olmo", 10)], BOTH)
    run(book)
    row = mark(book, "Olmo", sent="ayer por la tarde")
    plan = run(book, MONDAY)

    assert [problem.ref for problem in plan.problems if problem.ref.startswith("Cartas!")] == [f"Cartas!D{row}"]
    assert book.read("Cartas").row(row)[4] == "ayer por la tarde"
