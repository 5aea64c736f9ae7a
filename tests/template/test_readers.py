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
