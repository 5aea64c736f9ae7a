"""The worksheet functions and the command say the same of the same rows: stage, days, ageing, action, interest.

The command reads a real file. The functions are called plainly, and through xlwings' own `udfs.py` over a workbook in
memory. By days: rows without facts, each of its own customer. COBRANZA_CARTERA: whole cases. Hundreds by default,
thousands with `-m heavy`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import xlwings

from tests.faces.worksheet.windows import Excel
from tests.memory_book import MemoryBook
from xl_cobranza import formulas, review
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.faces.worksheet import calling
from xl_cobranza.flows.plan import DecisionRow

AS_OF = date(2026, 11, 22)

# What a workbook may decide, as rows of Parámetros; and the timeline of rates, which begins too late for some rows.
PARAMETERS: dict[str, list[list[Any]]] = {
    "defaults": [],
    "pesos and a fixed rate": [["Moneda", "CLP"], ["País", "CL"], ["Tasa moratoria", 0.13], ["Tolerancia", 2]],
    "360 days": [["Moneda", "MXN"], ["Base de días", "30/360"], ["Tasa moratoria", 0.24]],
    "no visits": [["Pasos omitidos", "Visita y recordatorios; Suspensión"], ["Tramos de antigüedad", "15; 45"]],
    "the bank is behind": [["Conciliado hasta", date(2026, 11, 1)], ["Idioma", "Inglés"]],
}
RATES = [["Desde", "Tasa"], [date(2026, 3, 1), 0.08], [date(2026, 7, 1), 0.105]]
LADDER = [
    ["Clave", "Etapa", "Desde (días)", "Acción"],
    ["emitida", "", "emisión", ""],
    ["recordatorio", "Saludo", 2, "Saludar con cariño"],
    ["negociacion", "", 20, ""],
    ["requerimiento", "", 40, ""],
    ["legal", "El abogado", 90, ""],
]
CUSTOMER = "Cliente {n:05} Ltda"


def rules(name: str) -> dict[str, list[list[Any]]]:
    sheets = {"Parámetros": [["Parámetro", "Valor"], *PARAMETERS[name]], "Corte": [[AS_OF]]}
    if name == "no visits":
        sheets |= {"Intereses": RATES}
    return sheets | ({"Etapas": LADDER} if name in {"360 days", "no visits"} else {})


def plain_rows(chance: Random, count: int) -> Iterator[list[Any]]:
    """Rows without facts: a due date as people type it, an amount."""
    for n in range(count):
        due = AS_OF + timedelta(
            chance.choice((chance.randint(-400, 60), chance.randint(-60, 5), chance.randint(-9, 30)))
        )
        typed = chance.choice((due, due, due, f"{due:%d/%m/%Y}", float((due - date(1899, 12, 30)).days)))
        amount = chance.choice(
            (round(chance.uniform(0.01, 90_000), 2), chance.randint(1, 9) * 1000.0, 1.5, 0.0, -75.25)
        )
        yield [f"F-{n}", CUSTOMER.format(n=n), typed, amount]


def write(sheets: dict[str, list[list[Any]]], path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.defined_names["FechaCorte"] = openpyxl.workbook.defined_name.DefinedName("FechaCorte", attr_text="Corte!$A$1")
    book.save(path)
    return path


def nameless(action: str, n: int, language: str) -> str:
    """The action without the name that only the ledger knows."""
    name = CUSTOMER.format(n=n)
    if language == "en":
        return action.replace(name, "the customer")
    return action.replace(f"a {name}", "al cliente").replace(f"de {name}", "del cliente").replace(name, "el cliente")


def agree(row: DecisionRow, n: int, said: dict[str, Any], language: str) -> None:
    """One decision of the command and what each function says of its row."""
    assert said["stage"] == row.stage, (n, row)
    assert (said["action"] or "") == nameless(row.action, n, language), (n, row)
    if row.balance is None or row.balance <= 0:
        return
    assert (said["days"], said["bucket"]) == (row.days_overdue, row.bucket), (n, row)
    if row.interest is None and row.days_overdue is not None and row.days_overdue > 0:
        assert isinstance(said["interest"], str), (n, row)
    else:
        assert said["interest"] == float(row.interest or 0), (n, row)


def by_functions(call: Any, due: Any, amount: Any, count: int) -> list[dict[str, Any]]:
    columns = {
        "days": call("COBRANZA_DIAS", due),
        "bucket": call("COBRANZA_ANTIGUEDAD", due),
        "stage": call("COBRANZA_ETAPA", due, amount),
        "action": call("COBRANZA_ACCION", due, amount),
        "interest": call("COBRANZA_INTERES", amount, due),
    }
    assert {len(column) for column in columns.values()} == {count}
    return [{name: column[i][0] for name, column in columns.items()} for i in range(count)]


@pytest.mark.parametrize(
    "count", [pytest.param(60, id="hundreds"), pytest.param(1000, id="thousands", marks=pytest.mark.heavy)]
)
@pytest.mark.parametrize("name", PARAMETERS)
def test_by_days_a_function_says_what_the_command_says(excel: Excel, tmp_path: Path, name: str, count: int) -> None:
    rows = list(plain_rows(Random(f"{name} {count}"), count))
    sheets = {"Facturas": [["Folio", "Cliente", "Vencimiento", "Importe"], *rows], **rules(name)}
    plan = review(XlsxBook(write(sheets, tmp_path / "libro.xlsx")), AS_OF)
    excel.open(MemoryBook(sheets, names={"FechaCorte": "Corte!$A$1"}, name=f"{name}.xlsx"))
    due, amount = excel.range("Facturas", f"C2:C{count + 1}"), excel.range("Facturas", f"D2:D{count + 1}")

    def plainly(function: str, *arguments: Any) -> Any:
        return getattr(formulas, function)(*arguments, caller=xlwings.Range(impl=due))

    through_xlwings = by_functions(excel.call, due, amount, count)
    called_plainly = by_functions(plainly, [[row[2]] for row in rows], [[row[3]] for row in rows], count)

    assert len(plan.decisions) == count
    assert {problem.kind for problem in plan.problems} <= {"rate_gap"}
    for n, row in enumerate(plan.decisions):
        agree(row, n, called_plainly[n], plan.language)
        agree(row, n, through_xlwings[n], plan.language)
    assert len({row.stage for row in plan.decisions}) >= 4


def whole_rows(chance: Random, count: int) -> Iterator[list[Any]]:
    """Rows of a few customers with all that a person may note on them."""
    for n in range(count):
        due = AS_OF + timedelta(chance.randint(-200, 20))
        near = AS_OF + timedelta(chance.randint(-20, 20))
        amount = round(chance.uniform(-500, 9000), 2)
        odd = chance.random() < 0.5
        yield [
            f"F-{n}", CUSTOMER.format(n=n % max(2, count // 3)), chance.choice((due, f"{due:%d/%m/%Y}", due, "pronto")),
            amount, chance.choice(("MXN", "USD", None)), round(amount / 3, 2) if chance.random() < 0.2 else None,
            chance.choice((None, "Sí", 100.0)) if odd else None,
            chance.choice((None, "Cancelada", "Incobrable", "Pagada", "Vencida")) if odd else None,
            chance.choice((None, near)) if odd else None, chance.choice((None, near)) if odd else None,
            chance.choice((None, "Vía legal", "Recordatorio", "?")) if odd else None,
        ]  # fmt: skip


WHOLE = ["Folio", "Cliente", "Vencimiento", "Importe", "Moneda", "Pagado", "En disputa", "Situación", "Promesa",
         "En pausa hasta", "Etapa manual"]  # fmt: skip


def log_rows(chance: Random, count: int) -> Iterator[list[Any]]:
    for _ in range(count):
        customer = CUSTOMER.format(n=chance.randrange(max(2, count // 3)))
        yield [
            AS_OF - timedelta(chance.randint(0, 60)), customer,
            chance.choice(("recordatorio", "otro_contacto", "aviso_suspension", None)),
            chance.choice(("Enviado", "Sin respuesta", "Rechazo", "Disputa", "Pide plazo")),
            chance.choice(("Entregado", None)),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "count", [pytest.param(60, id="hundreds"), pytest.param(1000, id="thousands", marks=pytest.mark.heavy)]
)
@pytest.mark.parametrize("with_log", [False, True], ids=["no log", "a log and payments"])
@pytest.mark.parametrize("name", ["defaults", "no visits"])
def test_a_whole_ledger_says_what_the_command_says(
    excel: Excel, tmp_path: Path, name: str, with_log: bool, count: int
) -> None:
    chance = Random(f"{name} {count} {with_log}")
    sheets = {"Facturas": [WHOLE, *whole_rows(chance, count)], **rules(name)}
    if with_log:
        sheets["Gestiones"] = [["Fecha", "Cliente", "Paso", "Resultado", "Evidencia"], *log_rows(chance, count)]
        paid = [[AS_OF - timedelta(9), f"F-{n}", 50.0, "MXN"] for n in range(0, count, 7)]
        sheets["Pagos"] = [["Fecha", "Folio", "Importe", "Moneda"], *paid]
    plan = review(XlsxBook(write(sheets, tmp_path / "libro.xlsx")), AS_OF)
    memory = MemoryBook(sheets, names={"FechaCorte": "Corte!$A$1"}, name=f"{name}.xlsx")
    excel.open(memory)
    expected = [[row.stage, row.step or "", row.action, row.reason] for row in plan.decisions]

    assert excel.call("COBRANZA_CARTERA", excel.range("Facturas", f"A1:K{count + 1}"))[1:] == expected
    assert len({row.stage_id for row in plan.decisions}) >= 8
    if not with_log and name == "defaults":
        plainly = formulas.COBRANZA_CARTERA(sheets["Facturas"], AS_OF)
        assert [[cell or "" for cell in row] for row in plainly[1:]] == expected


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_cobranza.faces.worksheet.answering._calculation", calling.Calculation())
