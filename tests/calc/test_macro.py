"""The macros of the portable workbook in a window of LibreOffice: each button starts Python and changes its cells."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import xlwings as xw

from tests.addin.files import with_stand_in
from tests.calc.office import OwnOffice, is_there, start
from xl_cobranza.adapters.live.book import LiveBook

pytestmark = pytest.mark.calc

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "img" / "boton-en-libreoffice.png"
ANSWERS = {"Canal": "Llamada", "Resultado": "Contactado", "Importe": "10"}
# Stands in for xlwings' module, which LibreOffice does not compile: it starts Python and does not wait, as on a Mac.
RUNS_PYTHON = """Attribute VB_Name = "xlwings"
Public Const XLWINGS_VERSION As String = "stand-in"
Public Function RunPython(PythonCommand As String)
    Shell "{program}", 0, Chr(34) & PythonCommand & Chr(34), False
End Function
Public Function GetConfig(configKey As String) As String
    GetConfig = "{program}"
End Function
Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = True
End Function
"""


class Window:
    """The workbook with macros in a window, and whoever presses its buttons."""

    def __init__(self, office, display, folder):
        self.office, self.display, self.told = office, display, folder / "told.json"
        program = folder / "press"
        (folder / "answers.json").write_text(json.dumps(ANSWERS), "utf-8")
        program.write_text(
            f'#!/bin/sh\ncd "{ROOT}" && XDG_STATE_HOME="{folder}" exec "{sys.executable}" -m tests.calc.press'
            f' {office.pipe} "{folder}/answers.json" "{self.told}" "$1" 2> "{folder}/errors"\n'
        )
        program.chmod(0o755)
        self.errors = folder / "errors"
        self.app = start(office)
        self.book = self.app.books.open(str(with_stand_in(folder, stand_in=RUNS_PYTHON.format(program=program))))

    def press(self, action):
        """Run the macro of a button; what the person is told."""
        self.told.unlink(missing_ok=True)
        where = "vnd.sun.star.script:CobranzaAddin.CobranzaRibbon.RunAction?language=Basic&location=document"
        self.book.doc.getScriptProvider().getScript(where).invoke((action,), (), ())
        deadline = time.monotonic() + 120
        while not self.told.exists():
            told = self.errors.read_text() if self.errors.exists() else ""
            assert "Traceback" not in told, told
            assert time.monotonic() < deadline, told or "nothing started"
            time.sleep(0.05)
        return "\n".join(json.loads(self.told.read_text("utf-8")))

    def show(self, sheet, cell):
        shown = self.book.sheets(sheet)
        shown.activate()
        self.book.doc.CurrentController.select(shown.uno.getCellRangeByName(cell))

    def cells(self, sheet):
        read = LiveBook(xw.Book(impl=self.book)).read(sheet)
        return [read.row(row) for row in range(1, read.rows + 1)]


@contextmanager
def screen():
    """An X server of our own: the name of its display."""
    there, here = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(here), "-screen", "0", "1500x900x24", "-nolisten", "tcp"],
        pass_fds=[here], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(here)
    try:
        with os.fdopen(there) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def office_in_a_window():
    """A LibreOffice and its display. It is tried twice: where a screen has just gone, the next may not answer."""
    with ExitStack() as both:
        display = both.enter_context(screen())
        try:
            office = OwnOffice(display)
        except TimeoutError:
            display = both.enter_context(screen())
            office = OwnOffice(display)
        both.callback(office.close)
        yield office, display


@pytest.fixture
def window(tmp_path):
    if not is_there() or not (os.environ.get("CI") or (shutil.which("Xvfb") and shutil.which("import"))):
        pytest.skip("needs LibreOffice, Xvfb and ImageMagick")
    with office_in_a_window() as (office, display):
        yield Window(office, display, tmp_path)


def test_each_button_starts_python_which_changes_its_cells(window, tmp_path, accept):
    before = window.cells("Facturas")
    window.show("Facturas", "$A$5")

    assert "Listo" in window.press("recalcular")
    assert window.cells("Facturas") != before
    shot = PICTURE if accept else tmp_path / "shot.png"
    subprocess.run(["import", "-display", window.display, "-window", "root", shot], check=True)
    colours = subprocess.run(["identify", "-format", "%k", shot], check=True, capture_output=True, text=True)
    assert int(colours.stdout) > 50  # a window was drawn, not a black screen
    assert "Deshecho" in window.press("deshacer")
    assert window.cells("Facturas") == before

    window.press("revisar")
    assert window.cells("Facturas") == before
    for action, sheet in (("hoy", "Hoy"), ("registrar_pago", "Pagos"), ("registrar_gestion", "Gestiones")):
        old = window.cells(sheet)
        window.show("Facturas", "$A$5")
        told = window.press(action)
        assert window.cells(sheet) != old, (action, told)
    assert "78 filas" in window.press("panel")
    assert window.press("diagnostico")
    window.press("guia")
    assert window.book.sheets.active.name == "Instrucciones"
