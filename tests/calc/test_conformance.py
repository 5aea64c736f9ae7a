"""The same workbook in memory, in the stand-in for Excel and in LibreOffice: the same plan, and the same cells after it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlwings as xw

from tests.book.ledger_text import ledger
from tests.contract.subjects import Content, InExcel, InOffice
from xl_cobranza import Proposal, agree, review, template
from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.layout import AS_OF_NAME
from xl_cobranza.book.port import NOT_CALCULATED, SetCell
from xl_cobranza.book.references import place
from xl_cobranza.errors import Refused

AS_OF = date(2026, 11, 22)
CASES = sorted((Path(__file__).parents[1] / "errors").glob("*/ledger.txt"))
TEXTS = {path.parent.name: path.read_text(encoding="utf-8") for path in CASES}
# An open program has calculated every formula
CALCULATED = {name: text for name, text in TEXTS.items() if "=?" not in text}
IN_OFFICE = [*CALCULATED][::4]


def content(text) -> Content:
    """What the text says, its formulas written so that they come to what it says of them."""
    book = ledger(text)
    sheets, formulas = {}, {}
    for name, grid in book._grids.items():
        sheets[name] = [[grid.cells.get((r, c)) for c in range(1, grid.columns + 1)] for r in range(1, grid.rows + 1)]
        for row, column in grid.formula_cells:
            shown = grid.cells[row, column]
            assert shown is not NOT_CALCULATED
            formulas[name, row, column] = f'="{shown}"' if isinstance(shown, str) else f"={shown!r}".upper()
    return Content(sheets, list(book.tables), book.names, formulas)


def outcome(book):
    """What is decided and told, or why nothing is."""
    try:
        plan = review(book, AS_OF, today=False)
    except Refused as error:
        return None, (error.kind, error.ref, error.found, dict(error.data))
    return plan, (plan.decisions, plan.problems, len(plan.patches))


def cells(book):
    grids = {sheet: book.read(sheet) for sheet in book.sheets}
    return {name: [grid.row(row) for row in range(1, grid.rows + 1)] for name, grid in grids.items()}


def assert_same(subject, reference):
    """Reviewed, applied, and reviewed again."""
    expected, told = outcome(reference)
    plan, told_live = outcome(subject.book())
    assert told_live == told
    if expected is None or plan is None:
        return
    reference.apply(expected.patches, expected.digest)
    book = subject.book()
    again = review(book, AS_OF)
    applied = book.apply(again.patches, again.digest)
    assert not applied.problems
    assert cells(subject.book()) == cells(reference)
    assert subject.book().tables == reference.tables
    assert subject.book().names == reference.names
    assert not review(subject.book(), AS_OF).patches


@pytest.mark.parametrize("name", CALCULATED)
def test_odd_ledgers_are_the_same_in_memory_and_in_the_stand_in(name, tmp_path):
    assert_same(InExcel(content(TEXTS[name]), tmp_path), ledger(TEXTS[name]))


@pytest.fixture
def clean_office(office):
    yield office
    office.close_books()


@pytest.mark.calc
@pytest.mark.parametrize("name", IN_OFFICE)
def test_odd_ledgers_are_the_same_in_memory_and_in_libreoffice(name, tmp_path, clean_office):
    assert_same(InOffice(content(TEXTS[name]), tmp_path, clean_office), ledger(TEXTS[name]))


def test_enough_odd_ledgers_are_tried():
    assert len(CALCULATED) >= 40
    assert len(IN_OFFICE) >= 10


@pytest.mark.calc
def test_the_template_is_the_same_on_disk_and_in_libreoffice(tmp_path, clean_office):
    from tests.calc.office import start

    path = tmp_path / "cobranza_demo.xlsx"
    template.copy_template(path)
    opened = start(clean_office).books.open(str(path))
    live, on_disk = (LiveBook(xw.Book(impl=opened), template.blank), XlsxBook(path, patterns=template.blank))
    plan, expected = (review(book, template.SAMPLE_AS_OF, today=True) for book in (live, on_disk))

    assert (plan.decisions, plan.problems) == (expected.decisions, expected.problems)
    assert not live.apply(plan.patches, plan.digest).problems
    on_disk.apply(expected.patches, expected.digest)
    for sheet in ("Facturas", "Clientes", "Hoy", "Gestiones", "Pagos"):
        ours, theirs = live.read(sheet), on_disk.read(sheet)
        assert [ours.row(row) for row in range(1, 200)] == [theirs.row(row) for row in range(1, 200)]
    assert live.links("Hoy") == on_disk.links("Hoy")
    assert not review(live, template.SAMPLE_AS_OF, today=True).patches


@pytest.mark.calc
def test_an_agreement_is_the_same_on_disk_and_in_libreoffice(tmp_path, clean_office):
    """The program calculates the formulas itself; the file holds the results that Python knows."""
    from tests.calc.office import start

    path, day = tmp_path / "cobranza_demo.xlsx", template.SAMPLE_AS_OF
    template.copy_template(path)
    opened = start(clean_office).books.open(str(path))
    live, on_disk = (LiveBook(xw.Book(impl=opened), template.blank), XlsxBook(path, patterns=template.blank))
    spot = place(on_disk.names[AS_OF_NAME])
    for book in (live, on_disk):
        book.read(spot.sheet)
        book.apply([SetCell(spot.sheet, spot.row, spot.column, day)], book.digest())
    proposal = Proposal(customer="Distribuidora Catrina", count=6, rate=Decimal("0.12"), down_payment=Decimal(5000))
    plan, expected = (agree(book, day, proposal) for book in (live, on_disk))

    assert (plan.schedule, plan.patches) == (expected.schedule, expected.patches)
    assert not live.apply(plan.patches, plan.digest).problems
    on_disk.apply(expected.patches, expected.digest)
    for sheet in (plan.sheet, "Acuerdos", "Gestiones", "Facturas"):
        ours, theirs = live.read(sheet), on_disk.read(sheet)
        assert [ours.row(row) for row in range(1, 120)] == [theirs.row(row) for row in range(1, 120)]
    assert opened.sheets(plan.sheet).api.ProtectContents
