"""Recording a payment or a contact: one row more, where a person would have typed it."""

from datetime import date

import pytest

from tests.memory_book import MemoryBook
from xl_cobranza.book.layout import LOG, PAYMENTS
from xl_cobranza.book.port import TableInfo
from xl_cobranza.errors import Refused
from xl_cobranza.flows.register import register

DUE = date(2026, 10, 1)
LEDGER = [
    ["Serie", "Folio", "Cliente", "Vencimiento", "Importe"],
    ["A", "101", "ACME", DUE, 1500.0],
    ["A", "102", "Panadería Sol", DUE, 200.0],
    ["B", "7", "ACME", DUE, 900.0],
]
CUSTOMERS = [["Cliente", "Nombre"], ["ACME", "Acme Industrial, S.A."], ["SOL", "Panadería Sol"]]
PAID = {"customer": "ACME", "amount": 50.0, "paid_on": date(2026, 11, 22)}


def _book(**sheets) -> MemoryBook:
    return MemoryBook({"Facturas": LEDGER, "Clientes": CUSTOMERS, **sheets})


def _record(book, sheet=PAYMENTS, language="es", **values):
    done = register(book, sheet, {**PAID, **values}, language)
    book.apply(done.patches, done.digest)
    return done


def _row(book, sheet: str, row: int) -> dict[str, object]:
    grid = book.read(sheet)
    return {
        str(heading): grid.row(row).get(column) for column, heading in grid.row(1).items() if grid.row(row).get(column)
    }


def test_the_row_goes_below_the_last_one_with_the_next_id() -> None:
    book = _book(Pagos=[["Id", "Fecha", "Cliente", "Importe"], ["P-0041", DUE, "SOL", 10.0]])

    done = _record(book)

    assert (done.ref, done.id) == ("Pagos!A3", "P-0042")
    assert _row(book, "Pagos", 3) == {"Id": "P-0042", "Fecha": date(2026, 11, 22), "Cliente": "ACME", "Importe": 50.0}


@pytest.mark.parametrize(
    ("ids", "following"),
    [
        (["2026/9", "2026/10"], "2026/11"),
        (["P-0009", "P-0002"], "P-0010"),
        (["A-7000", "P-0002"], "P-0003"),
        ([3.0, 8.0], 9.0),
        (["recibo", "otro"], "P-0001"),
        (["PAGO-099"], "PAGO-100"),
        (["X-7", None], "X-8"),
    ],
)
def test_the_id_follows_the_series_of_the_person(ids, following) -> None:
    book = _book(Pagos=[["Id", "Fecha", "Importe"], *([number, DUE, 1.0] for number in ids)])

    _record(book)

    assert book.read("Pagos").row(2 + len(ids))[1] == following


def test_a_workbook_without_the_sheet_gets_it() -> None:
    book = _book()

    done = _record(book, folio="A-101")

    assert book.sheets[-1] == "Pagos"
    assert done.ref == "Pagos!A2"
    assert _row(book, "Pagos", 2) == {
        "Id": "P-0001", "Fecha": date(2026, 11, 22), "Cliente": "ACME", "Folio": "A-101", "Importe": 50.0,
    }  # fmt: skip


def test_a_second_row_follows_the_first_of_a_sheet_we_made() -> None:
    book = _book()
    _record(book)

    done = _record(book)

    assert (done.ref, done.id) == ("Pagos!A3", "P-0002")


def test_the_sheet_is_named_in_the_language_of_the_workbook() -> None:
    book = _book()

    _record(book, LOG, "en", on=DUE)

    assert book.sheets[-1] == "Contact log"


def test_the_blank_row_of_a_new_table_is_used() -> None:
    blank = [["Id", "Fecha", "Cliente", "Importe"], [None, None, None, None]]
    book = MemoryBook({"Facturas": LEDGER, "Pagos": blank}, [TableInfo("Pagos", "Pagos", 1, 2, 1, 4, 0)])

    done = _record(book)

    assert done.ref == "Pagos!A2"


def test_a_table_grows_over_the_row() -> None:
    rows = [["Id", "Fecha", "Cliente", "Importe"], ["P-0001", DUE, "ACME", 5.0]]
    book = MemoryBook({"Facturas": LEDGER, "Pagos": rows}, [TableInfo("Pagos", "Pagos", 1, 2, 1, 4, 0)])

    _record(book)

    assert book.tables[0].last_row == 3


def test_a_table_with_totals_is_refused_naming_the_row() -> None:
    rows = [["Id", "Fecha", "Cliente", "Importe"], ["P-0001", DUE, "ACME", 5.0], ["Total", None, None, 5.0]]
    book = MemoryBook({"Facturas": LEDGER, "Pagos": rows}, [TableInfo("Pagos", "Pagos", 1, 3, 1, 4, 1)])

    with pytest.raises(Refused) as refused:
        register(book, PAYMENTS, PAID)

    assert (refused.value.kind, refused.value.ref) == ("table_has_totals", "Pagos!A3")


@pytest.mark.parametrize(
    ("typed", "written"), [("acme", "ACME"), ("ACME INDUSTRIAL SA", "ACME"), ("panaderia sol", "Panadería Sol")]
)
def test_the_customer_is_written_as_the_workbook_writes_it(typed, written) -> None:
    book = _book()

    _record(book, customer=typed)

    assert _row(book, "Pagos", 2)["Cliente"] == written


def test_an_unknown_customer_is_refused_with_the_likely_ones() -> None:
    with pytest.raises(Refused) as refused:
        register(_book(), PAYMENTS, {**PAID, "customer": "Panadria Sol"})

    assert refused.value.kind == "customer_misspelt"
    assert "Panadería Sol" in refused.value.data["suggestion"]


def test_a_customer_like_no_other_is_refused_plainly() -> None:
    with pytest.raises(Refused, match="customer_not_found"):
        register(_book(), PAYMENTS, {**PAID, "customer": "Zzyzx"})


@pytest.mark.parametrize("folio", ["101", "A101", "a-101", "B-7"])
def test_an_invoice_is_known_with_its_series_or_without(folio) -> None:
    assert _record(_book(), folio=folio).id == "P-0001"


def test_an_invoice_of_another_customer_is_refused_naming_theirs() -> None:
    with pytest.raises(Refused) as refused:
        register(_book(), PAYMENTS, {**PAID, "folio": "102"})

    assert refused.value.kind == "folio_not_found"
    assert refused.value.data["known"] == "A-101, B-7"


def test_a_ledger_that_names_customers_finds_the_invoices_of_a_key() -> None:
    assert _record(_book(), customer="SOL", folio="A-102").id == "P-0001"


def test_a_column_that_the_person_filled_with_formulas_gets_no_id() -> None:
    rows = [["Id", "Fecha", "Cliente", "Importe"], ["1", DUE, "ACME", 5.0]]
    book = MemoryBook({"Facturas": LEDGER, "Pagos": rows}, formulas=[("Pagos", 2, 1)])

    done = _record(book)

    assert done.id == ""
    assert "Id" not in _row(book, "Pagos", 3)


def test_a_sheet_of_that_name_without_its_columns_is_refused_rather_than_guessed() -> None:
    with pytest.raises(Refused, match="sheet_without_columns"):
        register(_book(Pagos=[["Lo que sea"], ["x"]]), PAYMENTS, PAID)
