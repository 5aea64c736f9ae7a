"""The workbook of the calling cell: its rules, its language, its cut-off date, and for a ledger all its sheets."""

import gc
import weakref
from datetime import date, datetime

import pytest

from tests.book.ledger_text import ledger
from tests.faces.worksheet.windows import Excel
from tests.memory_book import MemoryBook
from xl_cobranza import review
from xl_cobranza.faces.worksheet import calling

DAY = date(2026, 11, 22)
POLICY = """
    [Etapas]
    Clave        | Etapa           | Desde (días)
    emitida      |                 | emisión
    recordatorio | Saludo          | 1
    legal        | Al abogado      | 60
    [Parámetros]
    Parámetro             | Valor
    Moneda                | CLP
    Tramos de antigüedad  | 10; 20
    Tolerancia            | 5
    [Intereses]
    Desde      | Tasa
    2026-07-01 | 0.10
    [Política]
    Fecha de corte | 2026-11-22
    FechaCorte = Política!$B$1
"""


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_cobranza.faces.worksheet.answering._calculation", calling.Calculation())


def test_stages_buckets_rates_and_dates_are_those_of_the_workbook(excel: Excel) -> None:
    excel.open(ledger(POLICY))

    assert excel.call("COBRANZA_DIAS", "01/10/2026") == [[52]]
    assert excel.call("COBRANZA_DIAS", "01/10/2026", "02/10/2026") == [[1]]
    assert excel.call("COBRANZA_ANTIGUEDAD", "12/11/2026") == [["1-10"]]
    assert excel.call("COBRANZA_ANTIGUEDAD", "01/10/2026") == [["Más de 20"]]
    assert excel.call("COBRANZA_ETAPA", "01/10/2026") == [["Saludo"]]
    assert excel.call("COBRANZA_ETAPA", "01/09/2026", 4.0) == [["Diferencia menor"]]
    assert excel.call("COBRANZA_ETAPA", "01/09/2026") == [["Al abogado"]]
    assert excel.call("COBRANZA_INTERES", 100000.0, "01/10/2026") == [[1425.0]]  # pesos have no cents
    assert excel.call("COBRANZA_EN_LETRAS", 21000.4) == [["veintiún mil pesos"]]
    assert excel.call("COBRANZA_EN_LETRAS", 21.0, "DLS") == [["veintiún dólares"]]
    assert excel.call("COBRANZA_INTERES", 100000.0, "01/06/2026") == [
        ["No hay tasa de interés para 02/06/2026; completa la hoja Intereses."]
    ]


def test_a_year_of_360_days_counts_for_a_discount_too(excel: Excel) -> None:
    excel.open(ledger("[Parámetros]\nParámetro | Valor\nBase de días | ACT/360"))

    ((cost,),) = excel.call("COBRANZA_PRONTO_PAGO", 0.02, 10.0, 30.0)

    assert round(cost, 3) == 0.367


def test_the_answers_are_in_the_language_of_the_workbook(excel: Excel) -> None:
    excel.open(ledger("[Parámetros]\nParámetro | Valor\nIdioma | Inglés"))

    assert excel.call("COBRANZA_ETAPA", "01/10/2026", 1.0, DAY) == [["Negotiation"]]
    assert excel.call("COBRANZA_ACCION", "20/11/2026", 1.0, DAY)[0][0].startswith("Write to the customer: ")
    assert excel.call("COBRANZA_DIAS", "pronto") == [["“pronto” is not a date; type it as dd/mm/yyyy."]]
    table = [["Folio", "Cliente", "Vencimiento", "Importe"], ["A", "Acme", "01/10/2026", 5.0]]
    assert excel.call("COBRANZA_CARTERA", table, DAY)[0] == ["Stage", "Step", "Suggested action", "Reason"]


def test_a_plan_takes_the_first_cell_of_a_range_and_tells_what_it_cannot_read(excel: Excel) -> None:
    book = ledger("[Parámetros]\nParámetro | Valor\nMoneda | CLP\nIdioma | Inglés\n[Hoja1]\n1000 | 3")
    excel.open(book)

    rows = excel.call("COBRANZA_PLAN", excel.range("Hoja1", "A1"), excel.range("Hoja1", "B1:B2"), 0.0, DAY)
    assert rows[0] == ["No.", "Date", "Instalment", "Interest", "Principal", "Balance"]
    assert [row[2] for row in rows[1:]] == [333, 333, 334]
    assert excel.call("COBRANZA_PLAN", -2146826265, 3.0)[0][0].startswith("The cell shows the error #REF!")


def test_serials_count_from_1904_where_the_workbook_does(excel: Excel) -> None:
    excel.open(MemoryBook({"Hoja1": [[1.0]]}, date1904=True))

    assert excel.call("COBRANZA_DIAS", 46296.0 - 1462, DAY) == [[52]]


def test_a_formula_in_the_cut_off_cell_counts_as_none(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_cobranza.faces.as_of.today", lambda zone="": DAY)
    excel.open(ledger("[Hoja1]\n=2020-01-01\nFechaCorte = Hoja1!$A$1"))

    assert excel.call("COBRANZA_DIAS", "01/10/2026") == [[52]]


def test_a_column_of_functions_reads_its_workbook_once_a_calculation(
    excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1000.0
    monkeypatch.setattr(calling, "monotonic", lambda: clock)
    book = excel.open(ledger(POLICY))

    for _ in range(100):
        excel.call("COBRANZA_ETAPA", "01/10/2026")
        clock += 0.5
    reads = book.reads
    book.sheets("Política").grid.cells[1, 2] = date(2026, 11, 23)
    clock += 3
    later = excel.call("COBRANZA_DIAS", "01/10/2026")

    assert reads <= 6
    assert later == [[53]]


def test_a_workbook_that_calculates_all_day_is_read_again_every_minute(
    excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1000.0
    monkeypatch.setattr(calling, "monotonic", lambda: clock)
    book = excel.open(ledger(POLICY))
    excel.call("COBRANZA_DIAS", "01/10/2026")
    book.sheets("Política").grid.cells[1, 2] = date(2026, 11, 23)

    answers = []
    for _ in range(70):
        clock += 1
        answers += excel.call("COBRANZA_DIAS", "01/10/2026")[0]

    assert answers == [52] * 60 + [53] * 10


def test_two_workbooks_keep_their_own_rules(excel: Excel) -> None:
    excel.open(ledger(POLICY))
    first = excel.call("COBRANZA_ETAPA", "01/10/2026", 1000.0, DAY)
    excel.open(MemoryBook({"Hoja1": []}, name="otro.xlsx"))

    assert (first, excel.call("COBRANZA_ETAPA", "01/10/2026", 1000.0, DAY)) == ([["Saludo"]], [["Negociación"]])


def test_what_is_remembered_holds_nothing_of_excel(excel: Excel) -> None:
    """A reference that is kept keeps Excel from closing."""
    book = weakref.ref(excel.open(ledger(POLICY)))
    excel.call("COBRANZA_ETAPA", "01/10/2026")
    excel.call("COBRANZA_CARTERA", excel.range("Política", "A1:B1"))

    excel.open(MemoryBook({"Hoja1": []}, name="otro.xlsx"))
    gc.collect()

    assert book() is None


WHOLE = """
    [Facturas]
    Folio | Cliente | Vencimiento | Importe | Moneda | Promesa    | En disputa
    A-1   | Acme    | 2026-10-01  | 1500    | MXN    |            |
    A-2   | Acme    | 2026-11-10  | 900     | MXN    | 2026-11-25 |
    A-3   | Beta    | 2026-11-01  | 10      | MXN    |            | Sí
    A-4   | Gama    | 2026-10-01  | 700     | MXN    |            |
    A-5   | Delta   | 2026-10-20  | 40      | MXN    |            |
    [Clientes]
    Cliente | Nombre       | Contacto  | Perfil
    Acme    | Acme, S.A.   | Rosa Díaz | Preferente
    Delta   | Delta, S.L.  |           |
    [Pagos]
    Fecha      | Cliente | Folio | Importe | Moneda
    2026-11-02 | Gama    | A-4   | 700     | MXN
    [Gestiones]
    Fecha      | Cliente | Paso         | Resultado
    2026-11-12 | Acme    | recordatorio | Sin respuesta
"""


def told(book: MemoryBook, day: date) -> list[list[str]]:
    rows = review(book, day).decisions
    return [[row.stage, row.step or "", row.action, row.reason] for row in rows]


def test_a_ledger_counts_with_all_that_its_workbook_holds(excel: Excel) -> None:
    book = ledger(WHOLE)
    excel.open(book)

    rows = excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A1:G6"), DAY)

    assert rows[1:] == told(book, DAY)
    assert [row[0] for row in rows[2:5]] == ["Promesa de pago", "En disputa", "Pagada"]
    assert "Rosa Díaz" in rows[1][2]


def test_our_own_columns_in_the_range_are_no_figures_of_theirs(excel: Excel) -> None:
    """Our Saldo of yesterday, read as theirs, would hide today's payment."""
    book = ledger(WHOLE)
    plan = review(book, DAY)
    book.apply(plan.patches, plan.digest)
    book.type("Pagos", 3, 1, date(2026, 11, 20))
    for column, typed in enumerate(("Acme", "A-1", 1500.0, "MXN"), 2):
        book.type("Pagos", 3, column, typed)
    excel.open(book)

    rows = excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A1:R6"), DAY)

    assert rows[1][0] == "Pagada"
    assert rows[1:] == told(book, DAY)


def test_part_of_a_ledger_is_decided_alone(excel: Excel) -> None:
    book = ledger(WHOLE)
    excel.open(book)

    rows = excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A1:G3"), DAY)

    assert len(rows) == 3
    assert [row[:3] for row in rows[1:]] == [row[:3] for row in told(book, DAY)[:2]]  # what weighs is relative


def test_a_range_without_its_headings_is_told(excel: Excel) -> None:
    excel.open(ledger(WHOLE))

    ((said,),) = excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A2:G6"), DAY)

    assert said.startswith("Al rango le falta: ")


def test_the_table_of_the_range_is_known_and_others_of_its_sheet_are_left_out(excel: Excel) -> None:
    text = WHOLE.replace("[Facturas]", "[Facturas: tabla Facturas]")
    book = ledger(text)
    excel.open(book)

    assert excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A1:G6"), DAY)[1:] == told(book, DAY)
    assert len(excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A1:G4"), DAY)) == 4


def test_cells_that_are_in_no_range_are_a_ledger_too(excel: Excel) -> None:
    """A filtered ledger, say: what the workbook holds about its customers still counts."""
    excel.open(ledger(WHOLE))
    cells = [
        [*["Folio", "Cliente", "Vencimiento", "Importe", "Moneda"]],
        ["A-4", "Gama", datetime(2026, 10, 1), 700.0, "MXN"],
    ]

    assert excel.call("COBRANZA_CARTERA", cells, DAY)[1][0] == "Pagada"


def test_a_ledger_of_another_workbook_keeps_its_log_and_gets_the_rules_of_the_calling_cell(excel: Excel) -> None:
    books = ledger(WHOLE), ledger(POLICY)
    for book, name in zip(books, ("cartera.xlsx", "informe.xlsx"), strict=True):
        book.name = name
    excel.open(books[0])
    table = excel.range("Facturas", "A1:G6")
    excel.open(books[1])

    rows = excel.call("COBRANZA_CARTERA", table)

    assert [row[0] for row in rows[1:]] == ["Saludo", "Promesa de pago", "En disputa", "Pagada", "Saludo"]


def test_amounts_in_currency_format_lose_no_cent(excel: Excel) -> None:
    excel.open(ledger(WHOLE), currency_columns={("Facturas", 4)})

    assert excel.call("COBRANZA_ETAPA", "01/10/2026", excel.range("Facturas", "D2:D3"), DAY) == [["Negociación"]] * 2
    assert excel.call("COBRANZA_CARTERA", excel.range("Facturas", "A1:G6"), DAY)[1:] == told(ledger(WHOLE), DAY)
