"""What each function answers, whatever Excel makes of its arguments; called plainly and through xlwings' own udfs.py."""

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy_financial
import pytest

from tests.book.ledger_text import ledger
from tests.faces.worksheet.windows import ERRORS, Excel
from xl_cobranza import formulas
from xl_cobranza.book.port import CellError
from xl_cobranza.faces import as_of
from xl_cobranza.faces.worksheet import by_days

DAY = date(2026, 11, 22)
DUE = date(2026, 10, 1)


@pytest.mark.parametrize(
    "due",
    [
        pytest.param(DUE, id="a date"),
        pytest.param(datetime(2026, 10, 1), id="a date cell"),
        pytest.param(46296.0, id="an expression"),
        pytest.param(46296, id="a whole number"),
        pytest.param(Decimal("46296.0000"), id="a cell in a currency format"),
        pytest.param("01/10/2026", id="a text"),
        pytest.param("1 de octubre de 2026", id="a text in words"),
    ],
)
def test_a_due_date_is_read_however_it_comes(excel: Excel, due: Any) -> None:
    assert formulas.COBRANZA_DIAS(due, DAY) == 52
    assert excel.call("COBRANZA_DIAS", due, DAY) == [[52]]


def test_a_blank_answers_nothing_and_an_error_is_no_blank(excel: Excel) -> None:
    excel.open(ledger("[Hoja1]\n2026-10-01\n#N/A\n\n'30/02/2026"))

    assert excel.call("COBRANZA_DIAS", excel.range("Hoja1", "A1:A4"), DAY) == [
        [52],
        ["La celda muestra el error #N/A; corrige su fórmula o escribe el dato."],
        [""],
        ["«30/02/2026» no es una fecha que exista; escríbela como dd/mm/aaaa."],
    ]
    assert excel.call("COBRANZA_DIAS", ERRORS["#REF!"], DAY)[0][0].startswith("La celda muestra el error #REF!")
    assert formulas.COBRANZA_DIAS(None, DAY) is None


def test_an_answer_has_the_shape_of_its_arguments() -> None:
    assert formulas.COBRANZA_DIAS(DUE, DAY) == 52
    assert formulas.COBRANZA_DIAS([DUE, DAY], DAY) == [52, 0]
    assert formulas.COBRANZA_DIAS([[DUE], [DAY]], DAY) == [[52], [0]]
    assert formulas.COBRANZA_DIAS([[DUE, DAY]], DAY) == [[52, 0]]
    assert formulas.COBRANZA_DIAS([[DUE], [DAY]], [[DAY, DUE]]) == [[52, 0], [0, -52]]
    assert formulas.COBRANZA_DIAS([]) == [None]


def test_ranges_of_different_sizes_are_told() -> None:
    said = formulas.COBRANZA_DIAS([[DUE], [DUE]], [[DAY]] * 3)

    assert said == "Los rangos no tienen el mismo tamaño; elige las mismas filas en todos, o una sola celda."


def test_the_ageing_of_a_column() -> None:
    days = [date(2026, 12, 1), DAY, date(2026, 11, 21), DUE, date(2026, 1, 1)]

    assert formulas.COBRANZA_ANTIGUEDAD(days, DAY) == ["Por vencer", "Por vencer", "1-30", "31-60", "Más de 90"]


def test_the_stage_follows_days_and_balance() -> None:
    assert formulas.COBRANZA_ETAPA([DUE] * 5, [None, 1500, 0, -20, "mucho"], DAY) == [
        "Negociación",
        "Negociación",
        "Pagada",
        "A favor del cliente",
        "«mucho» no es un importe; escribe solo el número, sin letras.",
    ]
    assert formulas.COBRANZA_ETAPA(DUE, fecha=DAY) == "Negociación"


def test_an_action_speaks_of_a_customer_without_a_name() -> None:
    ages = [date(2026, 12, 22), date(2026, 11, 20), date(2026, 11, 10), DUE]

    assert formulas.COBRANZA_ACCION(ages, None, DAY) == [
        "Escribir al cliente y confirmar recepción, conformidad y condiciones de pago",
        "Escribir al cliente: recordatorio suave; preguntar si hay dudas o un error en la factura",
        "Llamar a otra persona del cliente y pedirle ayuda",
        "Llamar al cliente: negociar plazos o un descuento por pago único",
    ]
    assert formulas.COBRANZA_ACCION(DUE, 0, DAY) is None


def test_interest_against_a_published_figure_and_what_is_missing() -> None:
    assert formulas.COBRANZA_INTERES(4500, "01/06/2026", "01/07/2026", 0.11) == 40.68
    assert formulas.COBRANZA_INTERES(Decimal("4500.0000"), "01/06/2026", "01/07/2026", "11 %") == 40.68
    assert formulas.COBRANZA_INTERES(4500, "01/07/2026", "01/06/2026", 0.11) == 0
    assert formulas.COBRANZA_INTERES(4500, None, DAY, 0.11) is None
    assert formulas.COBRANZA_INTERES(4500, DUE, DAY) == (
        "No hay tasa de interés; escríbela como cuarto dato, en Política o en Intereses."
    )
    assert formulas.COBRANZA_INTERES(4500, DUE, DAY, 11).startswith("La tasa «11» es mayor que 100 %")


def test_an_instalment_against_published_figures_and_what_cannot_be_divided() -> None:
    assert formulas.COBRANZA_CUOTA(27845, 48, 0.073) == 670.67  # OpenStax, Contemporary Mathematics 6.3
    assert formulas.COBRANZA_CUOTA([[30000], [1000], [None], ["1.500,00"]], 3) == [[10000], [333.33], [None], [500]]
    expected = [round(-float(numpy_financial.pmt(0.11 / 12, count, 1000)), 2) for count in (3, 6, 12)]
    assert formulas.COBRANZA_CUOTA(1000, [3, 6, 12], "11 %") == expected
    assert formulas.COBRANZA_CUOTA(1000, None) is None
    assert formulas.COBRANZA_CUOTA(1000, 0) == "«0» no es un número de cuotas; escribe uno entre 1 y 360."
    assert formulas.COBRANZA_CUOTA(-5, 3) == "Un saldo de -5 no da para 3 cuotas; revisa el saldo, o pide menos cuotas."
    assert formulas.COBRANZA_CUOTA(1000, 2.5).startswith("«2.5» no es un número entero")
    assert formulas.COBRANZA_CUOTA(1000, 3, 11).startswith("La tasa «11» es mayor que 100 %")


def test_a_plan_has_headings_and_a_row_an_instalment_and_the_last_takes_the_residual() -> None:
    assert formulas.COBRANZA_PLAN(1000, 3, None, "31/01/2027") == [
        ["N.º", "Fecha", "Cuota", "Interés", "Capital", "Saldo"],
        [1, date(2027, 1, 31), 333.33, 0, 333.33, 666.67],
        [2, date(2027, 2, 28), 333.33, 0, 333.33, 333.34],
        [3, date(2027, 3, 31), 333.34, 0, 333.34, 0],
    ]
    published = formulas.COBRANZA_PLAN(2500, 12, 0.0824, "01/01/2027")  # numpy-financial, with the cents posted
    assert [row[3] for row in published[1:4]] == [17.17, 15.79, 14.40]
    assert round(sum(row[3] for row in published[1:]), 2) == 112.97


def test_what_has_no_plan_is_told() -> None:
    assert formulas.COBRANZA_PLAN(None, 3) == "Un saldo de 0 no da para 3 cuotas; revisa el saldo, o pide menos cuotas."
    assert formulas.COBRANZA_PLAN(1000, None) == "«0» no es un número de cuotas; escribe uno entre 1 y 360."


def test_a_past_first_day_is_no_reason_to_refuse_in_a_cell() -> None:
    assert formulas.COBRANZA_PLAN(100, 1, None, "01/01/2020")[1][1] == date(2020, 1, 1)


def test_the_cost_of_a_discount_let_go() -> None:
    assert round(formulas.COBRANZA_PRONTO_PAGO(0.02, 10, 30), 3) == 0.372
    assert formulas.COBRANZA_PRONTO_PAGO(0.02, None, 30) is None
    assert formulas.COBRANZA_PRONTO_PAGO(0.02, 30, 10) == (
        "El descuento dura 30 días y el plazo 10; el plazo tiene que ser más largo."
    )
    assert formulas.COBRANZA_PRONTO_PAGO(0, 10, 30).startswith("«0» no es un descuento")


def test_an_amount_in_words_in_the_currency_that_is_said_or_none() -> None:
    assert formulas.COBRANZA_EN_LETRAS(1836.05, "€") == "mil ochocientos treinta y seis euros con cinco céntimos"
    assert formulas.COBRANZA_EN_LETRAS([[1], [None], ["1.500,00"]], "USD") == [
        ["un dólar"],
        [None],
        ["mil quinientos dólares"],
    ]
    assert formulas.COBRANZA_EN_LETRAS(21) == "veintiuno"
    assert formulas.COBRANZA_EN_LETRAS(21, "doblones") == (
        "No se sabe qué moneda es «doblones»; escribe su código de tres letras, como MXN o EUR."
    )
    assert formulas.COBRANZA_EN_LETRAS("1.234", "EUR").startswith("«1.234» puede leerse como miles")


def test_a_ledger_is_answered_row_by_row_beside_its_headings() -> None:
    table = [
        ["Cartera de noviembre", None, None, None, None],
        ["Folio", "Cliente", "Vencimiento", "Importe", "Situación"],
        ["A-1", "Acme", datetime(2026, 10, 1), 1500, None],
        ["A-2", "Beta", "1/10/2026", "1.500,00", "Incobrable"],
        [None] * 5,
        ["A-3", "Acme", "pronto", 900.0, None],
        ["Total", None, None, 3900.0, None],
    ]

    rows = formulas.COBRANZA_CARTERA(table, DAY)

    assert len(rows) == len(table)
    assert rows[1] == ["Etapa", "Paso", "Acción sugerida", "Motivo"]
    assert [row[0] for row in rows] == [None, "Etapa", "Negociación", "Incobrable", None, "Revisar", None]
    assert rows[2][2] == "Llamar a Acme: negociar plazos o un descuento por pago único"
    assert rows[3][1:] == [None, "Nada que reclamar", "52 días de vencida; marcada como «Incobrable»"]


@pytest.mark.parametrize("table", [[["hola", "mundo"]], 5, None, [], [["Folio", "Cliente"], ["A", "B"]], [[]]])
def test_a_range_that_is_no_ledger_is_told_in_its_cell(excel: Excel, table: Any) -> None:
    said = formulas.COBRANZA_CARTERA(table, DAY)

    assert said.startswith("Al rango le falta: ")
    assert said.endswith("; elige también la fila de encabezados.")
    assert table in (None, [], [[]]) or excel.call("COBRANZA_CARTERA", table, DAY) == [[said]]


def test_a_cut_off_date_that_is_none_is_told() -> None:
    table = [["Folio", "Cliente", "Vencimiento", "Importe"], ["A-1", "Acme", DUE, 1]]

    assert formulas.COBRANZA_CARTERA(table, CellError("#N/A")).startswith("La celda muestra el error #N/A; ")
    assert formulas.COBRANZA_CARTERA(table, "ayer") == "«ayer» no es una fecha; escríbela como dd/mm/aaaa."


def test_two_headings_for_one_column_are_told() -> None:
    table = [["Folio", "Cliente", "Vencimiento", "Importe", "Importe"], ["A-1", "Acme", DUE, 1, 2]]

    assert "dos encabezados podrían ser Importe" in formulas.COBRANZA_CARTERA(table, DAY)


def test_without_a_date_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_cobranza.faces.worksheet.calling.today", lambda: DAY)

    assert formulas.COBRANZA_DIAS(DUE) == 52
    assert as_of.today() != DUE


def test_what_fails_inside_is_a_short_text_and_a_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(by_days, "days", broken)

    said = formulas.COBRANZA_DIAS(DUE, DAY)

    (log,) = tmp_path.rglob("error-*.log")
    assert said == (
        f"Algo falló por dentro; vuelve a calcular; si se repite, envía este archivo a quien te da soporte: {log}."
    )
    assert "ZeroDivisionError" in log.read_text("utf-8")


ODD: list[Any] = [
    None, "", " ", True, False, 0, -1, 1e300, float("nan"), float("inf"), 10**400, Decimal("NaN"), "=1+1", "#N/A",
    CellError("#¡VALOR!"), -2146826246, b"x", object(), {}, [], [[]], [[], [1]], [None], ((1, 2), (3,)), DAY, [[DAY, "x"]],
]  # fmt: skip
NAMES = sorted(name for name in vars(formulas) if name.startswith("COBRANZA_"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_nothing_is_ever_raised_into_a_cell(name: str, odd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_cobranza.faces.worksheet.answering.write_down", lambda error: pytest.fail(repr(error)))
    function = getattr(formulas, name)
    count = function.__code__.co_argcount - 1
    good = [DUE, DAY, DAY, 0.1] if name == "COBRANZA_INTERES" else [DUE] * count
    for place in range(count):
        arguments = [*good[:place], odd, *good[place + 1 : count]]

        answer = function(*arguments)

        assert isinstance(answer, str | int | float | list | None)


def test_the_module_imports_and_works_where_there_is_no_excel() -> None:
    code = """
import sys
sys.modules.update(dict.fromkeys(("pythoncom", "pywintypes", "win32com", "appscript")))
from xl_cobranza.formulas import COBRANZA_DIAS
print(COBRANZA_DIAS("01/10/2026", "22/11/2026"))
"""

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "52\n"
