"""From a workbook to a plan: what is written, what is left alone, and that a second look finds nothing to do."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.book.ledger_text import ledger
from tests.memory_book import MemoryBook
from xl_cobranza import review
from xl_cobranza.book.port import AddColumn, SetCell
from xl_cobranza.errors import Refused

AS_OF = date(2026, 11, 20)

SMALL = """
    Folio | Cliente | Vencimiento | Importe
    A-1   | Acme    | 2026-10-01  | 1500
    A-2   | Acme    | 2026-12-01  | 900
    A-3   | Beta    | 2026-11-01  | 0.1
"""


def applied(book: MemoryBook, as_of: date = AS_OF) -> MemoryBook:
    plan = review(book, as_of)
    book.apply(plan.patches, plan.digest)
    return book


def shown(book: MemoryBook, heading: str, sheet: str = "Facturas") -> list[Any]:
    """The column under a heading of row 1."""
    grid = book.read(sheet)
    column = next(c for c, value in grid.row(1).items() if value == heading)
    return grid.column(column, 2, grid.rows)


def test_the_smallest_ledger_gets_all_our_columns_and_keeps_its_own() -> None:
    book = ledger(SMALL)
    before = [book.read("Facturas").column(c, 1, 4) for c in range(1, 5)]

    applied(book)

    assert [book.read("Facturas").column(c, 1, 4) for c in range(1, 5)] == before
    assert shown(book, "Etapa") == ["Negociación", "Emitida", "Otro contacto"]
    assert shown(book, "Saldo") == [1500.0, 900.0, 0.1]
    assert shown(book, "Días vencidos") == [50.0, -11.0, 19.0]
    assert shown(book, "Acción sugerida")[1] == "Incluida en la gestión de A-1"


def test_columns_of_theirs_with_our_headings_are_read_and_never_written() -> None:
    """Saldo is the balance; Motivo and Prioridad are said once and ours stand beside them."""
    book = ledger("""
        Folio | Cliente | Vencimiento | Importe | Saldo | Motivo       | Prioridad
        A-1   | Acme    | 2026-10-01  | 1500    | 700   | por confirmar | alta
        A-2   | Beta    | 2026-10-01  | 900     | 0     |               |
    """)

    plan = review(book, AS_OF)
    book.apply(plan.patches, plan.digest)

    assert [row.balance for row in plan.decisions] == [700, 0]
    assert shown(book, "Saldo") == [700.0, 0.0]
    assert shown(book, "Motivo") == ["por confirmar", None]
    assert shown(book, "Prioridad") == ["alta", None]
    assert shown(book, "Prioridad (Cobranza)")[0] is not None
    told = [(p.kind, p.ref) for p in plan.problems]
    assert told == [("their_column", "Facturas!E1"), ("their_column", "Facturas!F1"), ("their_column", "Facturas!G1")]


def test_a_formula_the_user_put_in_a_cell_of_ours_is_left_alone() -> None:
    book = applied(ledger(SMALL))
    grid = book.read("Facturas")
    column = next(c for c, value in grid.row(1).items() if value == "Etapa")
    book._grids["Facturas"].formula_cells[2, column] = "1+1"  # what a person does in Excel

    plan = review(book, date(2027, 3, 1))

    assert (2, column) not in {(p.row, p.column) for p in plan.patches if isinstance(p, SetCell)}
    assert (3, column) in {(p.row, p.column) for p in plan.patches if isinstance(p, SetCell)}
    assert [(p.kind, p.found) for p in plan.problems] == [("formula_in_our_cell", "1")]


def test_a_column_of_ours_that_was_deleted_comes_back() -> None:
    book = applied(ledger(SMALL))
    book._names["_cobranza.priority"] = "#REF!"  # what Excel leaves of the name

    added = [patch for patch in review(book, AS_OF).patches if isinstance(patch, AddColumn)]

    assert [patch.owner_name for patch in added] == ["_cobranza.priority"]


def test_the_plan_is_refused_when_the_workbook_changed_meanwhile() -> None:
    book = ledger(SMALL)
    plan = review(book, AS_OF)
    book._grids["Facturas"].cells[2, 4] = 1.0

    with pytest.raises(Refused) as refused:
        book.apply(plan.patches, plan.digest)

    assert refused.value.kind == "changed_meanwhile"


def test_the_customers_sheet_is_filled_too() -> None:
    book = applied(
        ledger("""
        [Facturas]
        Folio | Cliente | Vencimiento | Importe | Moneda
        A-1   | ACME    | 2026-10-01  | 1500    | MXN
        A-2   | ACME    | 2026-12-01  | 900     | MXN
        A-3   | BETA    | 2026-10-01  | 10      | MXN
        A-4   | BETA    | 2026-10-01  | 20      | USD
        [Clientes]
        Cliente | Nombre | Límite de crédito
        ACME    | Acme   | 5000
        BETA    | Beta   | 100
    """)
    )

    assert shown(book, "Saldo", "Clientes") == [2400.0, "10.00 MXN · 20.00 USD"]
    assert shown(book, "Vencido", "Clientes")[0] == 1500.0
    assert shown(book, "Disponible", "Clientes") == [2600.0, None]


def test_one_bad_row_stops_no_other() -> None:
    book = ledger("""
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 31/02/2026  | 1500
        A-2   | Beta    | 2026-10-01  | 900
    """)

    plan = review(book, AS_OF)

    assert [(row.id, row.stage_id, row.balance) for row in plan.decisions] == [
        ("A-1", "revisar", None),
        ("A-2", "negociacion", 900),
    ]
    assert [(p.kind, p.ref, p.found) for p in plan.problems] == [("impossible_date", "Facturas!C2", "31/02/2026")]


def test_problems_come_in_the_order_of_the_sheets_and_rows() -> None:
    book = ledger("""
        [Pagos]
        Fecha      | Cliente | Folio | Importe
        2026-11-01 | Acme    | ZZZ   | 10
        [Facturas]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | x
        A-2   | Acme    | y           | 10
    """)

    assert [problem.ref for problem in review(book, AS_OF).problems] == ["Pagos!2", "Facturas!D2", "Facturas!C3"]


def test_english_headings_names_and_sentences_when_asked() -> None:
    plan = review(ledger(SMALL), AS_OF, language="en")

    assert [patch.heading for patch in plan.patches if isinstance(patch, AddColumn)][:3] == [
        "Balance",
        "Days overdue",
        "Ageing",
    ]
    assert plan.decisions[0].stage == "Negotiation"


def test_nothing_is_decided_where_there_is_no_ledger() -> None:
    with pytest.raises(Refused) as refused:
        review(ledger("[Notas]\nhola | mundo"), AS_OF)

    assert refused.value.kind == "no_ledger"


_rows = st.lists(
    st.tuples(
        st.sampled_from(["Acme", "Beta", "Ñandú, S.A.", "=1+1"]),
        st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        st.floats(-9999, 99999, allow_nan=False, width=32),
        st.sampled_from(["MXN", "USD", "", None]),
        st.sampled_from([None, "Sí", "Cancelada"]),
    ),
    min_size=1,
    max_size=8,
)


@given(_rows, st.booleans())
def test_a_second_review_of_the_same_day_finds_nothing_to_do(rows: list[tuple[Any, ...]], with_log: bool) -> None:
    sheets: dict[str, Any] = {
        "Facturas": [
            ["Folio", "Cliente", "Vencimiento", "Importe", "Moneda", "En disputa"],
            *(
                [f"A-{n}", customer, due, amount, currency, "Sí" if odd == "Sí" else None]
                for n, (customer, due, amount, currency, odd) in enumerate(rows)
            ),
        ],
    }
    if with_log:
        sheets["Gestiones"] = [["Fecha", "Cliente", "Paso"], [AS_OF, "Acme", "recordatorio"]]
    book = applied(MemoryBook(sheets))

    plan = review(book, AS_OF)

    assert list(plan.patches) == []
