"""A morning with `Hoy`: a call is logged in one cell, and nothing that was typed is ever lost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.today_books import FIELDS, FRIDAY, HEADINGS, MONDAY, at, listed, logged, note, row_of, run, today_book
from tests.memory_book import MemoryBook
from xl_cobranza import review
from xl_cobranza.book.port import AddSheet
from xl_cobranza.errors import Refused


def problems(plan):
    return [(problem.ref, problem.kind) for problem in plan.problems]


def test_the_first_run_lists_whom_to_contact_the_most_urgent_first():
    book = today_book()
    plan = run(book)

    assert listed(book) == ["Haya", "Olmo", "Tilo"]
    assert [row["customer"] for row in plan.today] == ["Haya", "Olmo", "Tilo"]
    grid = book.read("Hoy")
    assert grid.row(1)[2] == FRIDAY
    assert grid.row(2)[2] == "3 clientes: 10,500.00 MXN"
    assert [grid.row(line)[2] for line in (4, 5, 6, 7)] == ["Nada pendiente"] * 4


def test_a_second_run_changes_nothing():
    book = today_book()
    run(book)

    assert list(review(book, FRIDAY).patches) == []


def test_one_cell_logs_a_call_and_only_that_row_moves():
    book = today_book()
    run(book)
    note(book, "Tilo", outcome="No contestó")
    plan = run(book)

    assert logged(book) == [
        {
            "Id": "G-0001", "Fecha": FRIDAY, "Cliente": "Tilo", "Sentido": "Saliente", "Canal": "Correo",
            "Paso": "Recordatorio", "Resultado": "Sin respuesta",
        },
    ]  # fmt: skip
    assert listed(book) == ["Haya", "Olmo"]
    assert plan.moved == 1
    assert list(review(book, FRIDAY).patches) == []


def test_a_promise_is_moved_with_its_day_and_sum_and_counts_in_the_same_run():
    book = today_book()
    run(book)
    note(
        book, "Haya", outcome="promesa", promise_date=date(2026, 11, 27), promise_amount=9000.0, notes="hablé con Juan"
    )
    plan = run(book)

    (entry,) = logged(book)
    assert entry["Resultado"] == "Promesa"
    assert (entry["Fecha compromiso"], entry["Importe compromiso"], entry["Notas"]) == (
        date(2026, 11, 27),
        9000.0,
        "hablé con Juan",
    )
    assert next(row for row in plan.decisions if row.id == "A2").stage_id == "promesa"


def test_what_was_noted_on_friday_and_read_on_monday_happened_on_friday():
    book = today_book()
    run(book)
    note(book, "Olmo", outcome="Respondió")
    run(book, MONDAY)

    assert [entry["Fecha"] for entry in logged(book)] == [FRIDAY]
    assert book.read("Hoy").row(1)[2] == MONDAY


@pytest.mark.parametrize(
    ("typed", "kind", "field"),
    [
        ({"outcome": "me colgó"}, "unknown_word", "outcome"),
        ({"notes": "llamar el lunes"}, "note_without_outcome", "outcome"),
        ({"promise_amount": 300.0}, "note_without_outcome", "outcome"),
        ({"outcome": "Promesa"}, "note_without_date", "promise_date"),
        ({"outcome": "Promesa", "promise_date": "30/02/2026"}, "impossible_date", "promise_date"),
        ({"outcome": "Promesa", "promise_date": date(2026, 12, 1), "promise_amount": "1.234"}, "ambiguous_amount", "promise_amount"),
    ],
)  # fmt: skip
def test_what_cannot_be_moved_stays_where_it_is_and_is_told(typed, kind, field):
    book = today_book()
    run(book)
    row = note(book, "Olmo", **typed)
    for _ in range(2):
        plan = run(book)

        grid = book.read("Hoy")
        assert {field: grid.row(row).get(at(field)) for field in typed} == typed
        assert grid.row(row)[at("customer")] == "Olmo"
        assert any(problem.kind == kind and problem.ref.startswith("Hoy!") for problem in plan.problems)
        assert plan.needs_a_person
        assert logged(book) == []


def test_a_row_that_stays_keeps_its_place_while_the_others_move_around_it():
    book = today_book()
    run(book)
    stays = note(book, "Haya", notes="pregunta por el pedido")
    note(book, "Tilo", outcome="Respondió")
    run(book)

    assert row_of(book, "Haya") == stays
    assert listed(book) == ["Haya", "Olmo"]


def test_a_note_of_a_customer_that_is_not_in_the_ledger_is_told():
    book = today_book()
    run(book)
    row = note(book, "Olmo", outcome="Respondió")
    book.type("Hoy", row, at("customer"), "Nadie")
    plan = run(book)

    assert ("Hoy!A" + str(row), "note_of_nobody") in problems(plan)
    assert book.read("Hoy").row(row)[at("outcome")] == "Respondió"


def test_a_formula_is_no_note():
    book = today_book()
    run(book)
    row = row_of(book, "Olmo")
    book.type("Hoy", row, at("outcome"), "Respondió", is_formula=True)
    plan = run(book)

    assert (f"Hoy!H{row}", "note_is_formula") in problems(plan)
    assert logged(book) == []


def test_a_column_of_the_persons_own_keeps_its_rows_with_their_customers():
    book = today_book()
    run(book)
    row = row_of(book, "Olmo")
    book.type("Hoy", row, len(FIELDS) + 1, "ojo: vacaciones")
    note(book, "Haya", outcome="Respondió")
    run(book)

    assert row_of(book, "Olmo") == row


def test_a_row_that_the_person_began_stays():
    """Typed right below the table, which Excel then grows."""
    book = today_book()
    run(book)
    row = HEADINGS + 4
    book.type("Hoy", row, at("customer"), "llamar al contador")
    book.grow("Hoy")
    note(book, "Olmo", outcome="Respondió")
    run(book)
    run(book, MONDAY)

    assert book.read("Hoy").row(row)[at("customer")] == "llamar al contador"
    assert listed(book) == ["Haya", "Tilo", "llamar al contador"]


def test_two_columns_that_could_both_be_the_notes_are_named():
    book = today_book()
    run(book)
    book.type("Hoy", HEADINGS, at("email"), "Notes")
    book.forget("_cobranza.hoy.email")

    with pytest.raises(Refused, match="ambiguous_headings Hoy!K9"):
        review(book, FRIDAY)


def test_a_sheet_of_the_persons_own_that_is_called_hoy_is_never_touched():
    ledger = [["Folio", "Cliente", "Vencimiento", "Importe"], ["A1", "Olmo", date(2026, 11, 12), 1000.0]]
    book = MemoryBook({"Hoy": [["Pendientes"], ["comprar café"]], "Facturas": ledger})
    plan = review(book, FRIDAY)

    assert all(getattr(patch, "sheet", "") != "Hoy" for patch in plan.patches)


def test_the_sheet_is_made_only_when_it_is_asked_for():
    ledger = [["Folio", "Cliente", "Vencimiento", "Importe"], ["A1", "Olmo", date(2026, 11, 12), 1000.0]]
    book = MemoryBook({"Facturas": ledger})

    assert not any(isinstance(patch, AddSheet) for patch in review(book, FRIDAY).patches)
    (made,) = [patch for patch in review(book, FRIDAY, today=True).patches if isinstance(patch, AddSheet)]
    assert (made.name, made.pattern) == ("Hoy", "Hoy")
    assert [row[0] for row in made.rows] == ["Olmo"]


def test_the_sheet_grows_and_is_emptied_with_the_work():
    rows = [["Folio", "Cliente", "Vencimiento", "Importe"]]
    rows += [[f"A{n}", f"Cliente {n}", date(2026, 11, 1), 100.0 + n] for n in range(1, 8)]
    book = today_book(rows)
    run(book)
    assert len(listed(book)) == 7
    assert book.tables[0].last_row == HEADINGS + 7

    for n in range(1, 8):
        note(book, f"Cliente {n}", outcome="Sin respuesta")
    run(book)

    assert listed(book) == []
    assert book.read("Hoy").row(2)[2] == "Hoy no hay que contactar a nadie."
    assert [entry["Id"] for entry in logged(book)] == [f"G-000{n}" for n in range(1, 8)]


texts = (
    st.none()
    | st.sampled_from(["Respondió", "Promesa", "Sin respuesta", "?", "1.234", "25/11/2026"])
    | st.text(max_size=6)
)


@settings(max_examples=25)
@given(st.lists(st.tuples(texts, texts, texts, texts), min_size=3, max_size=3))
def test_no_character_that_was_typed_is_lost(typed):
    book = today_book()
    run(book)
    fields = ("outcome", "promise_date", "promise_amount", "notes")
    rows = {}
    for customer, cells in zip(("Olmo", "Haya", "Tilo"), typed, strict=True):
        rows[customer] = note(book, customer, **dict(zip(fields, cells, strict=True)))
    run(book)

    moved = {entry["Cliente"] for entry in logged(book)}
    for customer, cells in zip(("Olmo", "Haya", "Tilo"), typed, strict=True):
        there = book.read("Hoy").row(rows[customer])
        if customer in moved:
            (entry,) = [entry for entry in logged(book) if entry["Cliente"] == customer]
            assert (entry.get("Notas") or "") == (cells[3] or "")
        elif any(cells):
            assert there[at("customer")] == customer
            assert [there.get(at(field)) or None for field in fields] == [cell or None for cell in cells]
