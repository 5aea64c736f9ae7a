from itertools import permutations

import pytest

from tests.book.ledger_text import ledger
from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_ledger, find_named, find_sheet, misfit
from xl_cobranza.errors import Refused


def refused(text, sheet=None):
    with pytest.raises(Refused) as caught:
        find_ledger(ledger(text), sheet)
    return caught.value


def columns(text):
    return dict(find_ledger(ledger(text)).columns)


def test_the_table_called_facturas_wins_over_any_other_place():
    area = find_ledger(
        ledger("""
        [Facturas]
        Folio | Cliente | Vencimiento | Importe
        [Otra: tabla FACTURAS]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        """)
    )

    assert (area.sheet, area.table.name, area.first_row, area.last_row) == ("Otra", "FACTURAS", 2, 2)


@pytest.mark.parametrize("name", ["facturas", "FACTURAS", "Cartera", "Cuentas por cobrar", "CxC", "Invoices"])
def test_the_sheet_is_known_by_its_name_whatever_else_looks_like_a_ledger(name):
    area = find_ledger(
        ledger(f"""
        [Copia de marzo]
        Folio | Cliente | Vencimiento | Importe
        [{name}]
        Folio | Cliente | Vencimiento | Importe
        """)
    )

    assert area.sheet == name


def test_a_sheet_called_facturas_without_the_columns_gives_way_to_the_only_one_that_has_them():
    area = find_ledger(
        ledger("""
        [Facturas]
        Resumen | 2026
        [Detalle]
        Folio | Cliente | Vencimiento | Importe
        """)
    )

    assert area.sheet == "Detalle"


def test_a_table_on_the_sheet_is_preferred_to_the_range_around_it():
    area = find_ledger(
        ledger("""
        [Facturas]
        Folio | Cliente | Vencimiento | Importe
        [Facturas desde G3: tabla Tabla1]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        """)
    )

    assert area.table.name == "Tabla1"
    assert area.columns["folio"] == 7


def test_the_totals_row_of_a_table_is_no_data():
    area = find_ledger(
        ledger("""
        [Facturas: tabla Facturas con totales]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        Total |         |             | =1
        """)
    )

    assert (area.first_row, area.last_row) == (2, 2)


def test_the_headings_may_stand_below_a_letterhead_and_right_of_a_margin():
    area = find_ledger(
        ledger("""
        [Hoja1 desde C4]
        Comercial Altavista, S.A.
        Cartera al 22 de noviembre

        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        """)
    )

    assert (area.heading_row, area.first_row, area.columns["folio"]) == (7, 8, 3)


def test_headings_merged_downward_are_read_from_the_row_above():
    found = ledger("""
        Folio | Cliente | Fecha   |             | Importe
              |         | Emisión | Vencimiento |
        A-1   | Acme    | 2026-09-01 | 2026-10-01 | 1
        """)

    area = find_ledger(found)

    assert (area.heading_row, area.first_row) == (2, 3)
    assert dict(area.columns) == {"folio": 1, "customer": 2, "issued": 3, "due": 4, "amount": 5}


def test_a_heading_merged_across_holds_its_data_in_its_first_column():
    assert columns("Folio | Cliente | | Vencimiento | Importe") == {"folio": 1, "customer": 2, "due": 4, "amount": 5}


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_the_columns_does_not_matter(order):
    headings = ("Folio", "Cliente", "Vencimiento", "Importe")

    found = columns(" | ".join(headings[place] for place in order))

    assert found == {field: order.index(i) + 1 for i, field in enumerate(("folio", "customer", "due", "amount"))}


def test_an_exact_heading_beats_a_synonym():
    found = columns("Documento | Folio | Cliente | Razón social | Vence | Vencimiento | Monto | Importe")

    assert (found["folio"], found["customer"], found["due"], found["amount"]) == (2, 3, 6, 8)


@pytest.mark.parametrize("beside", ["IVA", "Base imponible", "Subtotal", "IGV", "VAT"])
def test_the_total_is_the_amount_where_a_tax_stands_beside_it(beside):
    assert columns(f"Folio | Cliente | Vencimiento | Importe | {beside} | Total")["amount"] == 6


def test_the_amount_is_the_amount_where_no_tax_stands_beside_the_total():
    assert columns("Folio | Cliente | Vencimiento | Importe | Total")["amount"] == 4


def test_a_subtotal_is_the_amount_only_when_there_is_no_other():
    assert columns("Folio | Cliente | Vencimiento | Subtotal")["amount"] == 4
    assert columns("Folio | Cliente | Vencimiento | Subtotal | Monto")["amount"] == 5


def test_a_number_of_the_row_does_not_pass_for_the_invoice():
    assert columns("Nº | Factura | Cliente | Vencimiento | Importe")["folio"] == 2


def test_a_fiscal_id_is_never_the_folio():
    assert refused("Folio fiscal | UUID | Cliente | Vencimiento | Importe").kind == "missing_columns"


def test_a_unit_in_the_heading_does_not_hide_it():
    assert columns("Folio | Cliente | Vencimiento | Importe (MXN)")["amount"] == 4


def test_a_balance_stands_in_for_the_amount_that_is_missing():
    found = columns("Folio | Cliente | Vencimiento | Saldo pendiente")

    assert found == {"folio": 1, "customer": 2, "due": 3, "amount": 4}


def test_a_balance_of_theirs_counts_only_where_nothing_says_what_was_paid():
    assert columns("Folio | Cliente | Vencimiento | Importe | Saldo")["their_balance"] == 5
    assert "their_balance" not in columns("Folio | Cliente | Vencimiento | Importe | Pagado | Saldo")


def test_a_balance_of_ours_is_never_read_back():
    found = find_ledger(
        ledger("""
        Folio | Cliente | Vencimiento | Importe | Saldo
        _cobranza.balance = Facturas!$E$1
        """)
    )

    assert "their_balance" not in found.columns


def test_a_summary_beside_the_ledger_behind_a_blank_column_does_not_confuse():
    found = columns("""
        Folio | Cliente | Vencimiento | Importe | | Cliente | Importe
        A-1   | Acme    | 2026-10-01  | 1       | | Acme    | 1
        """)

    assert found == {"folio": 1, "customer": 2, "due": 3, "amount": 4}


def test_the_sheet_or_table_that_the_person_names_is_taken():
    book = ledger("""
        [2025]
        Folio | Cliente | Vencimiento | Importe
        [Año 2026: tabla Ventas]
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1
        """)

    assert find_ledger(book, "2025").sheet == "2025"
    assert find_ledger(book, "año 2026").sheet == "Año 2026"
    assert find_ledger(book, "ventas").table.name == "Ventas"


def test_a_sheet_that_is_not_there_is_refused_naming_those_that_are():
    error = refused("Folio | Cliente | Vencimiento | Importe", "Ventas")

    assert (error.kind, error.found, error.data) == ("unknown_sheet", "Ventas", {"sheets": "Facturas"})


def test_a_sheet_whose_name_is_nearly_right_is_suggested():
    error = refused("Folio | Cliente | Vencimiento | Importe", "factura")

    assert (error.kind, error.data) == ("sheet_misspelt", {"suggestion": "Facturas"})


def test_a_named_sheet_without_the_columns_is_refused_naming_what_it_lacks():
    error = refused("Folio | Cliente | Total", "facturas")

    assert (error.kind, error.ref, error.found) == ("missing_columns", "Facturas", "Vencimiento")


def test_other_sheets_of_ours_are_no_ledger():
    assert refused("[Acuerdos]\nFolio | Cliente | Vencimiento | Importe").kind == "no_ledger"


def test_an_optional_sheet_is_found_by_table_by_name_by_synonym_or_not_at_all():
    book = ledger("""
        [Hoja9: tabla Pagos]
        Fecha      | Importe
        2026-10-01 | 5
        [Bitácora de cobranza]
        Fecha | Cliente
        """)

    assert find_sheet(book, layout.PAYMENTS).sheet == "Hoja9"
    assert find_sheet(book, layout.LOG).sheet == "Bitácora de cobranza"
    assert find_sheet(book, layout.CUSTOMERS) is None


def test_a_sheet_with_the_name_but_not_the_columns_is_told():
    book = ledger("[Pagos]\nProveedor | Concepto\nLuz | Recibo")

    assert misfit(book, layout.PAYMENTS) == ("Pagos", ["Fecha", "Importe"])
    assert misfit(book, layout.LOG) is None


def test_the_schedule_of_an_agreement_has_a_sheet_of_its_own():
    book = ledger("[Acuerdo AC-7]\nN.º | Fecha | Cuota")

    assert find_named(book, layout.SCHEDULE, "Acuerdo AC-7").sheet == "Acuerdo AC-7"
    assert find_named(book, layout.SCHEDULE, "Acuerdo AC-8") is None
