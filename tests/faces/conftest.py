"""Workbooks on disk, as a person would have made them, and a home of its own for the program's logs."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from xl_cobranza.faces.cli import run

HEADINGS = ["Folio", "Cliente", "Vencimiento", "Importe", "Moneda"]
ROWS = [
    ["F-1", "Panadería Sol", date(2026, 11, 30), 1000, "MXN"],
    ["F-2", "Panadería Sol", date(2026, 11, 1), 2500.5, "MXN"],
    ["F-3", "ACME", date(2026, 8, 1), 90, "EUR"],
]
FAULTY = [["F-4", "ACME", "30/02/2026", 10, "EUR"], ["F-5", "ACME", date(2026, 10, 1), "1.234", "EUR"]]
AS_OF = "2026-11-22"


@pytest.fixture(autouse=True)
def state(tmp_path_factory, monkeypatch) -> Path:
    """The logs of a test go to a folder of its own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def ledger(tmp_path):
    """Write a ledger: its rows below the headings."""

    def write(name: str = "libro.xlsx", rows=ROWS, headings=HEADINGS) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "Facturas"
        for row in [headings, *rows]:
            sheet.append(row)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    return write


@pytest.fixture
def told(capsys):
    """Run a command: its exit code, and what it said on standard output and standard error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return command


@pytest.fixture
def told_json(told):
    """Run a command with `--json`: its exit code and its object, which must be alone on standard output."""

    def command(*arguments: object) -> tuple[int, dict]:
        code, out, _ = told(*arguments, "--json")
        assert out.count("\n") == 1
        return code, json.loads(out)

    return command
