"""Generar, Vista previa and Estado de cuenta, pressed in a stand-in for Excel."""

from datetime import date
from types import SimpleNamespace

import pytest
import xlwings as xw
from openpyxl import load_workbook

from tests.calc.engine import Range, start
from tests.calc.opened import content_of, open_file
from tests.contract.subjects import Content, open_book
from xl_cobranza import template
from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.faces.ribbon import run

DAY = date(2026, 11, 20)
CLIENTS = [
    ["Cliente", "Contacto", "Correo"],
    ["Ana", "Ana Ruiz", "ana@x.example"],
    ["Luis", "Luis Gil", "luis@x.example"],
]
ROWS = [["001", "Ana", date(2026, 11, 1), 1500.0], ["002", "Luis", date(2026, 11, 10), 20.0]]
SHEETS = Content({"Facturas": [["Folio", "Cliente", "Vencimiento", "Importe"], *ROWS], "Clientes": CLIENTS})


@pytest.fixture
def app(monkeypatch):
    """An Excel that has the blank template where the program finds it; what would be opened is kept in `opened`."""
    app = start()
    app.api, app.selection, app.opened_files = SimpleNamespace(InputBox=None), None, []
    blank = open_book(app, template.blank().name, content_of(template.blank()))
    app.books.clear()
    app.files[str(template.blank())] = blank
    monkeypatch.setattr("xl_cobranza.faces.as_of.today", lambda timezone="": DAY)
    monkeypatch.setattr("xl_cobranza.faces.buttons.letters.webbrowser.open", app.opened_files.append)
    yield app
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


def pressed(app, action):
    del app.alerts[:]
    xw.Book(impl=app.books[0]).set_mock_caller()
    run(action)
    return "\n".join(app.alerts)


@pytest.fixture
def book(app, tmp_path, monkeypatch):
    monkeypatch.setattr("xl_cobranza.adapters.live.program.Program.folder", tmp_path)
    return open_book(app, "libro.xlsx", SHEETS)


def shown(book, sheet):
    there = LiveBook(xw.Book(impl=book)).read(sheet)
    return [there.row(row) for row in range(1, there.rows + 1)]


def test_generar_leaves_the_letters_beside_the_workbook_and_opens_their_page(app, book, tmp_path):
    text = pressed(app, "generar")

    folder = tmp_path / "Cartas 2026-11-20"
    assert "Cartas del 20/11/2026: 2" in text
    assert len(list(folder.glob("*.eml"))) == 2
    assert app.opened_files == [(folder / "indice.html").as_uri()]
    assert [row[5] for row in shown(book, "Gestiones")[1:]] == ["Ana", "Luis"]
    assert "ninguna carta" in pressed(app, "generar")


def test_whoever_is_marked_in_the_preview_gets_none(app, book, tmp_path):
    assert "Cartas del 20/11/2026: 2" in pressed(app, "vista_previa")
    assert book.sheets.active.name == "Cartas"
    assert not list(tmp_path.iterdir())
    headings, first, _ = shown(book, "Cartas")
    column = next(at for at, heading in headings.items() if heading == "No enviar")
    xw.Book(impl=book).sheets["Cartas"][1, column - 1].value = "Sí"

    pressed(app, "generar")

    left_out = first[1]
    assert [row[5] for row in shown(book, "Gestiones")[1:]] == [name for name in ("Ana", "Luis") if name != left_out]


def test_estado_de_cuenta_asks_for_the_customer_of_the_selected_row(app, book, tmp_path):
    asked = []

    def box(question, title, default, **_):
        asked.append((question, default))
        return default

    book.sheets("Facturas").activate()
    app.selection = Range(book.sheets("Facturas"), 3, 2, 3, 2)
    app.api.InputBox = box

    text = pressed(app, "estado_cuenta")

    assert asked == [("Cliente:", "Luis")]
    (pdf,), (sheet,) = (list((tmp_path / "Cartas 2026-11-20").glob(f"*.{kind}")) for kind in ("pdf", "xlsx"))
    assert "Estado de cuenta de Luis al 20/11/2026" in text
    assert app.opened_files == [pdf.as_uri()]
    assert any(20 in row for row in load_workbook(sheet).worksheets[0].iter_rows(values_only=True))


def test_a_workbook_in_no_folder_is_told_to_be_saved_first(app):
    open_file(app, template.blank())
    app.books.clear()
    unsaved = open_book(app, "Libro1", SHEETS)

    assert "guárdalo en una carpeta" in pressed(app, "generar")
    assert "Gestiones" not in [sheet.name for sheet in unsaved.sheets]
