import pytest

from tests.book.ledger_text import ledger
from xl_cobranza.book import layout, ownership
from xl_cobranza.book.finding import find_ledger, find_sheet
from xl_cobranza.errors import Refused

OURS = [column.field for column in layout.LEDGER.ours]


def owned(text, language="es"):
    book = ledger(text)
    return ownership.columns(book, find_ledger(book), language)


def test_everything_is_missing_at_first_and_goes_right_of_the_table_in_our_order():
    found = owned("""
        [Facturas desde B2: tabla Facturas]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        """)

    assert found.ours == {}
    assert [m.field for m in found.missing] == OURS
    assert [m.column for m in found.missing] == list(range(6, 6 + len(OURS)))
    assert found.missing[0][1:] == ("Saldo", 6, "_cobranza.balance")


def test_a_plain_range_gets_them_right_of_all_that_the_sheet_holds():
    found = owned("""
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1       | | | nota
        """)

    assert found.missing[0].column == 8


def test_a_column_is_ours_by_its_name_wherever_it_was_moved_and_whatever_it_is_called_now():
    found = owned("""
        Fase | Folio | Cliente | Vencimiento | Importe
             | A-1   | Acme    | 2026-10-01  | 1
        _cobranza.stage = Facturas!$A$1
        """)

    assert found.ours == {"stage": 1}
    assert "stage" not in [m.field for m in found.missing]
    assert found.problems == []


@pytest.mark.parametrize("target", ["#REF!", "Facturas!#REF!", "Otra!$A$1", "[1]Facturas!$A$1"])
def test_a_name_that_points_nowhere_on_the_sheet_counts_as_none(target):
    found = owned(f"""
        [Facturas]
        Folio | Cliente | Vencimiento | Importe
        _cobranza.stage = {target}
        """)

    assert found.ours == {}


def test_our_heading_without_the_name_is_theirs_told_once_and_ours_is_set_apart():
    found = owned("""
        Folio | Cliente | Vencimiento | Importe | etapa | Prioridad
        A-1   | Acme    | 2026-10-01  | 1       | vieja | alta
        """)

    assert [(p.kind, p.ref, p.found) for p in found.problems] == [
        ("their_column", "Facturas!E1", "etapa"),
        ("their_column", "Facturas!F1", "Prioridad"),
    ]
    headings = {m.field: m.heading for m in found.missing}
    assert (headings["stage"], headings["priority"], headings["step"]) == (
        "Etapa (Cobranza)",
        "Prioridad (Cobranza)",
        "Paso",
    )


def test_no_heading_is_used_twice_even_when_theirs_carries_our_suffix():
    found = owned("""
        Folio | Cliente | Vencimiento | Importe | Etapa | Etapa (Cobranza)
        A-1   | Acme    | 2026-10-01  | 1       | x     | y
        """)

    assert next(m.heading for m in found.missing if m.field == "stage") == "Etapa (Cobranza) 2"


def test_the_headings_are_english_where_the_policy_is():
    assert owned("Folio | Cliente | Vencimiento | Importe", "en").missing[3].heading == "Stage"


def test_something_right_of_a_table_is_refused_naming_the_cell():
    with pytest.raises(Refused) as caught:
        owned("""
            [Facturas: tabla Facturas]
            Folio | Cliente | Vencimiento | Importe
            A-1   | Acme    | 2026-10-01  | 1
            [Facturas desde H2]
            mío
            """)

    assert (caught.value.kind, caught.value.ref, caught.value.found) == ("cells_in_the_way", "Facturas!H2", "mío")


def test_what_stands_below_the_table_is_in_nobodys_way():
    found = owned("""
        [Facturas: tabla Facturas]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        [Facturas desde H4]
        nota
        """)

    assert len(found.missing) == len(OURS)


def test_a_workbook_of_a_newer_version_is_refused():
    with pytest.raises(Refused, match="newer_schema"):
        owned("Folio | Cliente | Vencimiento | Importe\n_cobranza.esquema = =2")


def test_the_columns_of_clientes_have_names_of_their_own():
    book = ledger("""
        [Clientes: tabla Clientes]
        Cliente | Saldo | Vencido
        Acme    | 1     | 0
        _cobranza.balance = Clientes!$C$1
        _cobranza.clientes.balance = Clientes!$B$1
        """)

    found = ownership.columns(book, find_sheet(book, layout.CUSTOMERS))

    assert found.ours == {"balance": 2}
    assert found.missing[0] == ("overdue", "Vencido (Cobranza)", 4, "_cobranza.clientes.overdue")
