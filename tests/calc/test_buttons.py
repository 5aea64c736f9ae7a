"""The buttons pressed in LibreOffice, on a plain ledger: what a person would see in the workbook and in the message."""

from datetime import date

import pytest
import xlwings as xw

from tests.calc.office import start
from tests.contract.subjects import Content, save
from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.book.port import TableInfo
from xl_cobranza.faces.ribbon import run

pytestmark = pytest.mark.calc

AS_OF = date(2026, 11, 20)
HEADINGS = ["Folio", "Cliente", "Vencimiento", "Importe", "Moneda"]
ROWS = [["001", "Ana", date(2026, 11, 1), 1500.0, "MXN"], ["002", "Luis", date(2026, 12, 30), 20.0, "MXN"]]
PLAIN = Content({"Facturas": [HEADINGS, *ROWS]}, [TableInfo("Facturas", "Facturas", 1, 3, 1, 5, 0)])


@pytest.fixture
def press(office, tmp_path, monkeypatch):
    """Presses a button: what the person is told, and the workbook."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("xl_cobranza.faces.as_of.today", lambda timezone="": AS_OF)
    app, path = start(office), tmp_path / "libro.xlsx"
    save(PLAIN, path)
    book = xw.Book(impl=app.books.open(str(path)))
    book.set_mock_caller()

    def pressed(action):
        del app.alerts[:]
        run(action)
        return "\n".join(app.alerts), LiveBook(book)

    yield pressed
    del xw.Book._mock_caller
    office.close_books()


def test_recalcular_and_deshacer(press):
    before = [*press("revisar")[1].read("Facturas").row(2).items()]
    said, book = press("recalcular")

    assert "Listo: 2 filas al 20/11/2026" in said
    headings, first = book.read("Facturas").row(1), book.read("Facturas").row(2)
    told = {headings[column]: value for column, value in first.items()}
    assert (told["Días vencidos"], told["Saldo"], told["Folio"]) == (19.0, 1500.0, "001")
    assert book.tables[0].last_column == max(headings)
    assert "ya estaba al día" in press("recalcular")[0]
    said, book = press("deshacer")
    assert "Deshecho" in said
    assert [*book.read("Facturas").row(2).items()] == before
    assert book.tables[0].last_column == 5


def test_hoy_and_panel_come_from_the_template_and_calculate(press):
    said, book = press("hoy")

    assert "Listo" in said
    assert "Hoy" in book.sheets
    assert any("Ana" in book.read("Hoy").row(row).values() for row in range(1, 15))
    said, book = press("panel")
    assert "Listo" in said
    panel = book.read("Panel")
    shown = [value for row in range(1, panel.rows + 1) for value in panel.row(row).values()]
    assert 1520.0 in shown
    assert not [value for value in shown if isinstance(value, str) and value.startswith("#")]
    assert "al día" in press("recalcular")[0]


def test_the_check_up_and_the_guide(press):
    assert "todo está en orden" in press("diagnostico")[0]
    said, book = press("guia")
    assert (said, book.sheets[-1]) == ("", "Instrucciones")
