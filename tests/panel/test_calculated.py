"""The formulas of the dashboard, calculated by LibreOffice, against the figures of Python: they must be the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.panel.runs import Seen, calculated, differences, run, with_new_panel
from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.port import SetCell

pytestmark = pytest.mark.calc
CHOSEN = (1, 13)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("panel") / "sample.xlsx"
    template.build(path, sample=True)
    run(path)
    return path


def a_copy(path: Path, name: str) -> Path:
    (path.parent / name).write_bytes(path.read_bytes())
    return path.parent / name


def pick(path: Path, currency: str) -> None:
    book = XlsxBook(str(path))
    book.read("Panel")
    book.apply([SetCell("Panel", *CHOSEN, currency)], book.digest())


def test_the_sample_on_its_day(sample: Path) -> None:
    assert differences(calculated(sample), Seen(XlsxBook(str(sample))).expected("MXN")) == {}


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_another_currency_is_picked_and_nothing_is_run(sample: Path, currency: str) -> None:
    """Every figure is that of the currency, the ones that no formula works out too; one that nobody owes has none."""
    path = a_copy(sample, f"{currency}.xlsx")
    pick(path, currency)

    assert differences(calculated(path), Seen(XlsxBook(str(sample))).expected(currency)) == {}


def test_before_the_first_run_there_is_no_error_and_no_figure(tmp_path: Path) -> None:
    template.build(tmp_path / "blank.xlsx", sample=False)

    shown = calculated(tmp_path / "blank.xlsx")

    assert not [at for at, value in shown.items() if str(value).startswith(("#", "Err:"))]
    assert {shown[at] for at in ("B4", "D4", "F4", "J4", "L4")} == {0}
    assert shown["H4"] == "–"


def rows_of(worksheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in worksheet.iter_rows(min_row=2)]


def test_rows_are_sorted_and_filtered_and_nothing_is_run(sample: Path) -> None:
    expected = Seen(XlsxBook(str(sample))).expected("MXN")
    path = a_copy(sample, "sorted.xlsx")
    workbook = load_workbook(path)
    ledger = workbook["Facturas"]
    rows = sorted(rows_of(ledger), key=lambda row: str(row[2]), reverse=True)
    for r, row in enumerate(rows, 2):
        for c, value in enumerate(row, 1):
            ledger.cell(r, c).value = value
        ledger.row_dimensions[r].hidden = r % 3 == 0
    workbook.save(path)

    assert differences(calculated(path), expected) == {}


def test_a_row_is_typed_below_the_others_and_the_sums_follow_at_once(sample: Path) -> None:
    before = calculated(sample)
    path = a_copy(sample, "longer.xlsx")
    workbook = load_workbook(path)
    ledger = workbook["Facturas"]
    typed = {
        "Folio": "09001", "Cliente": "Laboratorios Nóvak", "Moneda": "MXN", "Importe": 1000, "Saldo": 1000,
        "Emisión": date(2026, 9, 6), "Vencimiento": date(2026, 10, 6), "Días vencidos": 45,
    }  # fmt: skip
    table, row = ledger.tables["Facturas"], ledger.max_row + 1
    for cell in ledger[1]:
        ledger.cell(row, cell.column).value = typed.get(cell.value)
    table.ref = table.autoFilter.ref = table.ref.replace(str(row - 1), str(row))
    workbook.save(path)

    after = calculated(path)

    assert after["B4"] - before["B4"] == after["D4"] - before["D4"] == after["I21"] - before["I21"] == 1000
    assert after["I22"] - before["I22"] == 1000  # the customer that owes most
    run(path)
    assert differences(calculated(path), Seen(XlsxBook(str(path))).expected("MXN")) == {}


INVOICES = [
    ("Nº factura", "Total", "Vence", "Razón social", "Divisa", "Fecha", "Dispute"),
    ("A-1", 1000.10, date(2026, 10, 1), "Olmo, S.A.", "pesos", date(2026, 9, 1), None),
    ("A-2", 250, date(2026, 12, 1), "OLMO SA", "MXN", date(2026, 11, 1), None),
    ("A-3", 90, date(2026, 11, 10), "Haya", None, date(2026, 10, 10), None),
    ("A-4", -40, None, "Haya", "M.N.", date(2026, 10, 10), None),
    ("A-5", 700, date(2026, 6, 1), "Encina*", "dls", date(2026, 5, 1), None),
    ("A-6", 300, date(2026, 11, 25), "Encina*", "USD", date(2026, 10, 25), "Sí"),
    ("A-7", 12, date(2026, 11, 1), ">Fresno", "Mxn", date(2026, 10, 1), None),
    ("A-8", 55, date(2026, 11, 1), "Encina uno", "mxn", date(2026, 10, 1), None),
]


def theirs(path: Path, columns: range) -> None:
    """A ledger as a person keeps it, below two lines of their own, on a sheet with a name of its own."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Mis facturas"
    sheet["A1"].value = "Cartera"
    for row in INVOICES:
        sheet.append([None, *(row[c] for c in columns)])
    policy = workbook.create_sheet("Parámetros")
    for line in (("Clave", "Valor"), ("Moneda", "MXN"), ("País", "MX")):
        policy.append(line)
    policy.title = "Política"
    workbook.save(path)


@pytest.mark.parametrize(
    ("columns", "currencies"),
    [
        pytest.param(range(7), ["MXN", "USD"], id="each currency written in several ways"),
        pytest.param([0, 1, 2, 3, 5], ["MXN"], id="no column for the currency"),
        pytest.param([3, 1, 2, 0], ["MXN"], id="the smallest ledger"),
    ],
)
def test_a_ledger_of_somebody_else(tmp_path: Path, columns: Any, currencies: list[str]) -> None:
    path = tmp_path / "theirs.xlsx"
    theirs(path, columns)
    seen = with_new_panel(path)

    assert [*seen.portfolio.figures] == currencies
    for currency in currencies:
        workbook = load_workbook(path)
        workbook["Panel"].cell(*CHOSEN).value = currency
        workbook.save(path)
        assert differences(calculated(path), seen.expected(currency)) == {}


def test_a_policy_with_other_limits_of_age(tmp_path: Path) -> None:
    for limits in ("15", "8; 15; 30; 60; 90; 180"):
        path = tmp_path / f"{len(limits)}.xlsx"
        theirs(path, range(7))
        workbook = load_workbook(path)
        workbook["Política"].append(("Tramos", limits))
        workbook.save(path)
        seen = with_new_panel(path)

        assert differences(calculated(path), seen.expected("MXN")) == {}
