"""The buttons of the add-in, pressed in a stand-in for Excel with the workbook of the template in it."""

import json
import subprocess
import sys
from datetime import date
from random import Random
from types import SimpleNamespace

import pytest
import xlwings as xw
from openpyxl import load_workbook

from tests.addin.files import MACROS
from tests.calc.cells import ComError
from tests.calc.engine import Range, start
from tests.calc.opened import content_of, open_file
from tests.contract.subjects import Content, open_book
from tests.faces.worksheet.test_conformance import WHOLE, rules, whole_rows, write
from xl_cobranza import review, template
from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.agreements.shape import Shape
from xl_cobranza.book.port import TableInfo
from xl_cobranza.faces.ribbon import ACTIONS, run

AS_OF = template.SAMPLE_AS_OF
HEADINGS = ["Folio", "Cliente", "Vencimiento", "Importe"]
ROWS = [["001", "Ana", date(2026, 11, 1), 1500.0], ["002", "Luis", date(2026, 12, 30), 20.0]]
PLAIN = Content({"Facturas": [HEADINGS, *ROWS]}, [TableInfo("Facturas", "Facturas", 1, 3, 1, 4, 0)])


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "cobranza_demo.xlsx"
    template.copy_template(path)
    return path


@pytest.fixture(scope="module")
def blank_content():
    return content_of(template.blank())


@pytest.fixture
def app(monkeypatch, blank_content):
    """An Excel that has the blank template where the program finds it."""
    app = start()
    app.api, app.selection = SimpleNamespace(InputBox=None), None
    blank = open_book(app, template.blank().name, blank_content)
    app.books.clear()
    app.files[str(template.blank())] = blank
    monkeypatch.setattr("xl_cobranza.faces.as_of.today", lambda timezone="": AS_OF)
    monkeypatch.setattr("xl_cobranza.faces.buttons.recording.today", lambda timezone="": AS_OF)
    yield app
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


def pressed(app, action):
    """The messages that the person gets."""
    del app.alerts[:]
    xw.Book(impl=app.books[0]).set_mock_caller()
    run(action)
    assert app.status_bar is False
    return "\n".join(app.alerts)


def opened(app, content=PLAIN):
    return open_book(app, "libro.xlsx", content)


def shown(book, sheet="Facturas"):
    there = LiveBook(xw.Book(impl=book)).read(sheet)
    return [there.row(row) for row in range(1, there.rows + 1)]


def test_recalcular_writes_the_columns_and_says_so(app):
    book = opened(app)
    text = pressed(app, "recalcular")

    assert "Listo: 2 filas al 20/11/2026" in text
    headings, first, _ = shown(book)
    said = {headings[column]: value for column, value in first.items()}
    assert (said["Días vencidos"], said["Folio"]) == (19.0, "001")
    assert "ya estaba al día" in pressed(app, "recalcular")


def test_a_press_can_be_undone_once(app):
    book = opened(app)
    before = shown(book)
    pressed(app, "recalcular")

    assert "Deshecho" in pressed(app, "deshacer")
    assert shown(book) == before
    assert "no hay ningún cambio" in pressed(app, "deshacer")


def test_revisar_lists_the_problems_and_writes_nothing(app):
    rows = [["003", "Ana", "30/02/2026", 10.0], *([f"{n:03}", "Ana", "mañana", 10.0] for n in range(4, 20))]
    book = opened(app, Content({"Facturas": [HEADINGS, *rows]}))
    before = shown(book)

    text = pressed(app, "revisar")

    assert "Por revisar (17)" in text
    assert "Facturas!C2: «30/02/2026» no es una fecha que exista" in text
    assert "… y 11 más" in text
    assert len(text) < 1000
    assert shown(book) == before


def test_data_in_order_are_said_to_be(app):
    opened(app)
    assert "no hay nada que revisar" in pressed(app, "revisar")


def test_hoy_and_panel_are_made_from_the_template_and_shown(app):
    book = opened(app)

    assert "Listo" in pressed(app, "hoy")
    assert (book.sheets.active.name, [b.name for b in app.books]) == ("Hoy", ["libro.xlsx"])
    assert any("Ana" in row.values() for row in shown(book, "Hoy"))
    assert "Listo" in pressed(app, "panel")
    assert book.sheets.active.name == "Panel"
    assert not [
        text for sheet in book.sheets for text in sheet.cells_.formulas.values() if "[" in text and "]'" in text
    ]


def test_the_template_gives_live_and_on_disk_the_same_cells(app, sample):
    book = open_file(app, sample)
    on_disk = XlsxBook(sample, patterns=template.blank)
    plan = review(on_disk, AS_OF, today=True)

    pressed(app, "hoy")

    live = LiveBook(xw.Book(impl=book))
    again = review(live, AS_OF, today=True)
    assert again.decisions == plan.decisions
    assert again.problems == plan.problems
    on_disk.apply(plan.patches, plan.digest)
    for sheet in ("Facturas", "Clientes", "Hoy", "Gestiones"):
        theirs, ours = on_disk.read(sheet), live.read(sheet)
        assert [ours.row(row) for row in range(1, 200)] == [theirs.row(row) for row in range(1, 200)]


def test_the_guide_is_shown_and_brought_where_it_lacks(app):
    book = opened(app)
    assert pressed(app, "guia") == ""
    assert book.sheets.active.name == "Instrucciones"


def test_the_check_up_says_what_is_there(app):
    opened(app)
    assert "todo está en orden" in pressed(app, "diagnostico")


def answers(app, *typed):
    """What the person types into one box after another; None cancels."""
    asked, left = [], [*typed]

    def box(prompt, title, default, Type):  # noqa: N803 - as COM says it
        asked.append((prompt, default))
        answer = left.pop(0)
        return False if answer is None else default if answer == "=" else answer

    app.api.InputBox = box
    return asked


def test_a_payment_is_begun_with_the_selected_row(app):
    book = opened(app)
    pressed(app, "recalcular")
    app.selection = Range(book.sheets("Facturas"), 2, 1, 2, 1)
    asked = answers(app, "=", "=", "500,50", "=", "")

    text = pressed(app, "registrar_pago")

    assert "Anotado en Pagos!A2 (Id P-0001)" in text
    assert [default for _, default in asked] == ["Ana", "001", "1500.00", "20/11/2026", ""]
    assert list(shown(book, "Pagos")[1].values()) == ["P-0001", AS_OF, "Ana", "001", 500.5]


def test_a_contact_with_a_promise_is_asked_for_its_day(app):
    book = opened(app)
    asked = answers(app, "Ana", "", "Teléfono", "Promesa", "30/11/2026", "", "llamar antes de las 10")

    assert "Anotado en Gestiones!A2" in pressed(app, "registrar_gestion")
    assert "Fecha compromiso" in asked[4][0]
    assert date(2026, 11, 30) in shown(book, "Gestiones")[1].values()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["Nadie", "", "5", "", ""], "No hay ningún cliente «Nadie»"),
        (["Ana", "", "mucho", "", ""], "Importe: «mucho» no es un importe"),
        (["", "", "5", "", ""], "Cliente: el valor está vacío"),
    ],
)
def test_what_cannot_be_noted_is_said_in_the_words_of_the_sheet(app, typed, told):
    book = opened(app)
    answers(app, *typed)

    assert told in pressed(app, "registrar_pago")
    assert [sheet.name for sheet in book.sheets] == ["Facturas"]


def test_cancelling_notes_nothing_and_says_nothing(app):
    book = opened(app)
    answers(app, "Ana", None)

    assert pressed(app, "registrar_pago") == ""
    assert [sheet.name for sheet in book.sheets] == ["Facturas"]


def lay_ready(app, shape):
    """The pattern of an agreement's sheet, where the program finds it."""
    path = template.blank(shape.pattern)
    book = app.files[str(path)] = open_file(app, path)
    book.sheets[0].cells_.is_protected = True  # as Excel opens it
    app.books.pop()


def test_an_agreement_is_asked_for_and_its_sheet_is_shown(app):
    book = opened(app)
    lay_ready(app, Shape(1, 4, 2, "es", "", "AC_001"))
    app.selection = Range(book.sheets("Facturas"), 2, 1, 2, 1)
    asked = answers(app, "=", "=", "3", "12", "", "15/12/2026", "300", "")

    text = pressed(app, "acuerdo")

    assert "Acuerdo AC-001: mira la hoja «Acuerdo AC-001»" in text
    assert [default for _, default in asked[:2]] == ["Ana", "001"]
    assert book.sheets.active.name == "Acuerdo AC-001"
    assert book.sheets("Acuerdo AC-001").cells_.is_protected
    assert [b.name for b in app.books] == ["libro.xlsx"]
    listed = shown(book, "Acuerdos")[1]
    assert {"AC-001", "Ana", "001", 1500.0, 300.0, 3.0, "frances"} <= set(listed.values())
    assert any(row.get(1) == 1.0 and row.get(3) == 408.03 for row in shown(book, "Acuerdo AC-001"))


def test_what_the_customer_can_pay_may_be_typed_instead(app):
    book = opened(app)
    lay_ready(app, Shape(1, 3, 2, "es", "", "AC_001"))
    answers(app, "Ana", "", "600 cada vez", "", "quincenal", "", "", "")

    assert "Acuerdo AC-001" in pressed(app, "acuerdo")
    assert shown(book, "Acuerdos")[1][9] == 3.0


def test_an_agreement_that_cannot_be_is_refused_in_words(app):
    book = opened(app)
    answers(app, "Ana", "", "mil", "", "", "", "", "")

    text = pressed(app, "acuerdo")

    assert "«mil» no es un número entero" in text
    assert "--" not in text
    assert [sheet.name for sheet in book.sheets] == ["Facturas"]


def test_where_excel_cannot_ask_it_is_said(app):
    opened(app)
    assert "no deja preguntar" in pressed(app, "registrar_pago")


def test_among_several_ledgers_it_is_the_one_in_sight(app):
    book = opened(app, Content({"Norte": [HEADINGS, *ROWS], "Sur": [HEADINGS, *ROWS], "Notas": [["x"]]}))
    book.sheets.active = book.sheets("Notas")
    assert "ponte en la hoja de una de ellas" in pressed(app, "recalcular")

    book.sheets.active = book.sheets("Sur")
    assert "Listo" in pressed(app, "recalcular")
    assert (len(shown(book, "Norte")[0]), len(shown(book, "Sur")[0]) > 10) == (4, True)


def test_a_refusal_is_told_in_the_language_of_the_workbook(app):
    parameters = [["Parámetro", "Valor"], ["Idioma", "en"]]
    opened(app, Content({"Notas": [["x"]], "Parámetros": parameters}))
    assert "No sheet has the columns" in pressed(app, "recalcular")


def test_an_unknown_button_is_told_and_does_nothing(app):
    book = opened(app)
    before = shown(book)

    assert "No existe el botón «formatear»" in pressed(app, "formatear")
    assert shown(book) == before


def test_without_a_workbook_it_is_said_on_the_console(app, capsys):
    run("recalcular")
    assert "No hay ningún libro abierto" in capsys.readouterr().err


def test_a_busy_excel_is_told_from_a_fault(app, monkeypatch, state):
    opened(app)
    busy = ComError(-2147418111, "Call was rejected by callee.", None, None)
    monkeypatch.setattr(LiveBook, "apply", lambda *_: (_ for _ in ()).throw(busy))

    assert "Excel está ocupado" in pressed(app, "recalcular")
    assert not list(state.rglob("*.log"))


def test_a_fault_is_written_down_and_told_without_a_traceback(app, monkeypatch, state):
    opened(app)
    monkeypatch.setattr(LiveBook, "apply", lambda *_: 1 / 0)
    text = pressed(app, "recalcular")

    (log,) = state.rglob("*.log")
    assert str(log) in text
    assert "Traceback" not in text
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_an_excel_that_is_gone_raises_nothing(app, monkeypatch, capsys):
    opened(app)
    xw.Book(impl=app.books[0]).set_mock_caller()
    monkeypatch.setattr(type(app), "alert", lambda *_: 1 / 0)
    run("recalcular")

    assert "algo falló por dentro" in capsys.readouterr().err.lower()


def test_the_buttons_and_the_actions_are_the_same():
    groups = json.loads((MACROS / "ribbon.json").read_text("utf-8"))["groups"]

    assert {button["action"] for group in groups for button in group["buttons"]} == {*ACTIONS}


def test_the_sample_reads_the_same_in_the_stand_in(sample):
    assert [*content_of(sample).sheets] == load_workbook(sample).sheetnames


@pytest.mark.parametrize("name", ["defaults", "no visits"])
def test_of_generated_rows_the_button_writes_what_the_command_writes(app, name, tmp_path):
    chance = Random(name)
    path = write({"Facturas": [WHOLE, *whole_rows(chance, 1000)], **rules(name)}, tmp_path / "libro.xlsx")
    book = open_file(app, path)

    assert "Listo: 1000 filas" in pressed(app, "recalcular")
    command = [sys.executable, "-m", "xl_cobranza", "recalcular", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    expected = XlsxBook(path).read("Facturas")
    assert shown(book) == [expected.row(row) for row in range(1, expected.rows + 1)]
