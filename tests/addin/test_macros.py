"""The macros are run: in an interpreter of VBA, in LibreOffice, and what they hand over in a Python of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyvbaanalysis import analyze_office_file

from tests.addin.files import ADDIN, MACROS, WORKBOOK, made, with_stand_in

OFFICE_PYTHON = "/usr/bin/python3"  # the one that LibreOffice's own bridge is made for
THEIRS = {"xlwings", "Dictionary", "xlwings_udfs"}
NOT_PLAIN = ["x'); import os; ('", "", "a" * 41, "Hoy", "hoy ", "recálculo", "hoy\n", 'x"y', "x&y", "ñ"]
# Writes what the macros answer into cells, since a macro of LibreOffice that fails says nothing.
PROBE = """Attribute VB_Name = "OfTheTest"
Option Explicit
Public Sub WriteHere()
    WriteWhatIsKnown ThisWorkbook.Worksheets(1)
End Sub
Public Sub KnowPython(ByVal told As String)
    ThisWorkbook.Worksheets(1).Range("H2").Value = told
End Sub
"""


@pytest.mark.parametrize("name", [ADDIN, WORKBOOK])
def test_an_analysis_of_the_macros_finds_nothing_in_ours_and_no_error_in_theirs(name, tmp_path):
    (tmp_path / name).write_bytes(made()[name])

    found = [
        (module, finding.code, finding.message)
        for module, findings in analyze_office_file(str(tmp_path / name)).items()
        for finding in findings
        if module not in THEIRS or finding.severity.value == "error"
    ]

    assert found == []


def buttons():
    raw = json.loads((MACROS / "ribbon.json").read_text("utf-8"))
    return [button for group in raw["groups"] for button in group["buttons"]]


def actions():
    return [button["action"] for button in buttons()]


@pytest.fixture
def interpreter(tmp_path):
    return ExcelApplication.open(with_stand_in(tmp_path, PROBE))


def test_each_action_becomes_a_command_for_python(interpreter):
    interpreter.run("KnowPython", "here")

    for action in actions():
        interpreter.run("PythonCommand", action)
        assert interpreter.run("WhatPrevents", action) == ""
        assert interpreter.run("PythonCommand", action) == f"import xl_cobranza.faces.ribbon as r; r.run('{action}')"


@pytest.mark.parametrize("action", NOT_PLAIN)
def test_a_tag_that_is_no_plain_word_is_refused(interpreter, action):
    interpreter.run("KnowPython", "here")

    assert interpreter.run("WhatPrevents", action) == "unknown_action"


@pytest.mark.parametrize("told", ["", "nowhere"])
def test_without_a_python_that_exists_nothing_is_started(interpreter, told):
    interpreter.run("KnowPython", told)

    assert interpreter.run("WhatPrevents", "hoy") == "no_python"


@pytest.mark.parametrize(
    ("name", "can"), [("C:\\Mis libros\\Ñandú & Cía (2).xlsx", True), ("C:\\a;b\\x.xlsx", False), ("x=y.xlsx", False)]
)
def test_a_name_that_xlwings_would_cut_is_refused(interpreter, name, can):
    assert interpreter.run("CanBeHandedOver", name) is can


def test_the_command_is_one_that_python_runs(interpreter, tmp_path):
    package = tmp_path / "elsewhere" / "xl_cobranza" / "faces"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "ribbon.py").write_text("def run(action): print('asked for', action)\n")
    command = interpreter.run("PythonCommand", "registrar_pago")

    done = subprocess.run(
        [sys.executable, "-c", command], cwd=package.parent.parent, capture_output=True, text=True, check=True
    )

    assert done.stdout == "asked for registrar_pago\n"
    assert '"' not in command
    assert command.isascii()


def in_libreoffice(path, calls):
    """What the macros of a workbook do in LibreOffice."""
    has_bridge = Path(OFFICE_PYTHON).exists() and not subprocess.call(
        [OFFICE_PYTHON, "-c", "import uno"], stderr=subprocess.DEVNULL
    )
    if not has_bridge or shutil.which("soffice") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs LibreOffice and python3-uno")
        pytest.skip("needs LibreOffice and python3-uno")
    script = Path(__file__).with_name("office_macros.py")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [OFFICE_PYTHON, script, path, path.parent / "profile", json.dumps(calls)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.calc
def test_the_macros_work_in_libreoffice(tmp_path):
    path = with_stand_in(tmp_path, PROBE)
    macro = "CobranzaAddin.{}.{}".format
    told = in_libreoffice(
        path,
        [
            [macro("OfTheTest", "KnowPython"), [sys.executable]],
            [macro("OfTheTest", "WriteHere"), []],
            [macro("CobranzaRibbon", "RunAction"), ["registrar_pago"]],
            *([macro("CobranzaRibbon", "WhatPrevents"), [action]] for action in NOT_PLAIN),
        ],
    )

    cells = told["cells"]
    assert told["returned"][3:] == ["unknown_action"] * len(NOT_PLAIN)
    assert cells["H1"] == "import xl_cobranza.faces.ribbon as r; r.run('registrar_pago')"
    for row, button in enumerate(buttons(), 2):
        assert [cells.get(f"{column}{row}", "") for column in "ABCD"] == [
            button["action"], button["label"]["es"], button["label"]["en"], "",
        ]  # fmt: skip


@pytest.mark.calc
def test_the_self_test_writes_into_a_new_workbook_and_leaves_the_one_in_front_alone(tmp_path):
    path = with_stand_in(tmp_path)

    told = in_libreoffice(path, [["CobranzaAddin.CobranzaSelfTest.Cobranza_SelfTest", []]])

    (new,) = told["others"]
    before = in_libreoffice(path, [])["cells"]
    assert [new[f"A{row}"] for row in range(2, 2 + len(actions()))] == actions()
    assert told["cells"] == before
