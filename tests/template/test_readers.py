"""The template as other programs read it: python-calamine, LibreOffice, and Microsoft's own validator."""

import json
import os
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

KEPT = Path(__file__).parent.parent.parent / "workbook_template.xlsx"
VALIDATOR = os.environ.get("COBRANZA_OOXML_VALIDATOR", "")


def plain(value):
    """One form for the values that each reader gives in its own."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, int | float) else value


def without_blank_rows_at_the_end(rows):
    """What stands there: a row that is only formatted is one for some readers and none for others."""
    last = max((number for number, row in enumerate(rows, 1) if any(value != "" for value in row)), default=0)
    return rows[:last]


def by_openpyxl(path):
    workbook = load_workbook(path, data_only=True)
    return {
        sheet.title: without_blank_rows_at_the_end(
            [[plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        )
        for sheet in workbook.worksheets
    }


def by_calamine(path):
    workbook = CalamineWorkbook.from_path(path)
    return {
        name: without_blank_rows_at_the_end(
            [
                [plain(value) for value in row]
                for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
        )
        for name in workbook.sheet_names
    }


def test_calamine_reads_what_openpyxl_reads():
    assert by_calamine(KEPT) == by_openpyxl(KEPT)


def office():
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI"):
        pytest.fail("CI needs LibreOffice")
    return found or pytest.skip("needs LibreOffice")


@pytest.mark.calc
def test_libreoffice_opens_it_and_finds_no_error_in_a_cell(tmp_path):
    profile = (tmp_path / "profile").as_uri()
    command = [
        office(),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path,
        KEPT,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    saved = by_openpyxl(tmp_path / KEPT.name)
    ours = by_openpyxl(KEPT)

    assert list(saved) == list(ours)
    for name, rows in ours.items():
        kept = [[value for value in row if value != ""] for row in saved[name]]
        assert kept[: len(rows)] == [[value for value in row if value != ""] for row in rows], name


def test_the_validator_of_microsoft_finds_nothing():
    if not VALIDATOR:
        if os.environ.get("CI"):
            pytest.fail("CI needs COBRANZA_OOXML_VALIDATOR")
        pytest.skip("needs COBRANZA_OOXML_VALIDATOR")
    found = subprocess.run([VALIDATOR, KEPT], capture_output=True, text=True, timeout=120, check=False)

    assert json.loads(found.stdout)["errors"] == []


def test_the_cut_off_date_is_a_date():
    assert date(2026, 11, 20) in by_calamine(KEPT)["Política"][0]


ROWS = {  # typed in the column of the currency → how many decimals an amount of 1234.5 shows
    "CLP": "#,##0",
    "jpy": "#,##0",
    "COP": "#,##0",
    "KWD": "#,##0.000",
    "MXN": "#,##0.00",
    "EUR": "#,##0.00",
    None: "#,##0",  # the currency of the whole workbook, here CLP
}


@pytest.mark.calc
def test_libreoffice_shows_as_many_decimals_as_the_currency_of_the_row_has(tmp_path):
    workbook = load_workbook(KEPT)
    ledger, policy = workbook["Facturas"], workbook["Política"]
    headings = {cell.value: cell for cell in ledger[1]}
    amount, currency = headings["Importe"].column_letter, headings["Moneda"].column_letter
    (default,) = [cell for row in policy.iter_rows() for cell in row if cell.value == "Moneda"]
    default.offset(0, 1).value = "CLP"
    rules = [
        (rule.formula[0], rule.dxf.numFmt.formatCode)
        for area in ledger.conditional_formatting
        if f"{amount}2" in area.sqref
        for rule in area.rules
    ]
    first = ledger.max_column + 1
    for row, code in enumerate(ROWS, 2):
        ledger[f"{currency}{row}"].value = code
        for column, (formula, _) in enumerate(rules, first):
            ledger.cell(row, column).value = "=" + formula.replace(f"${currency}2", f"${currency}{row}")
    workbook.save(tmp_path / "by_currency.xlsx")
    recalculated = tmp_path / "recalculated"
    convert = ["--headless", "--convert-to", "xlsx", "--outdir", recalculated, tmp_path / "by_currency.xlsx"]
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [office(), f"-env:UserInstallation={profile}", *convert], check=True, capture_output=True, timeout=120
    )

    answers = load_workbook(recalculated / "by_currency.xlsx", data_only=True)["Facturas"]
    shown = {
        code: next(
            (form for column, (_, form) in enumerate(rules, first) if answers.cell(row, column).value),
            ledger[f"{amount}{row}"].number_format,
        )
        for row, code in enumerate(ROWS, 2)
    }

    assert len(rules) >= 3
    assert shown == ROWS
