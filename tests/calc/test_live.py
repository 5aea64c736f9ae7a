"""The traps of a live Excel, each set by the stand-in: what would go wrong if nobody thought of it."""

import os
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlwings as xw
from xlwings.base_classes import empty_autofilter_criteria

from tests.calc.cells import ComError, Filter
from tests.calc.engine import ShapeLink
from tests.contract.subjects import Content, InExcel
from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, CellError, Formula, NewColumn, SetCell, TableInfo
from xl_cobranza.errors import Refused

DAY = date(2026, 11, 22)
LEDGER = [["Folio", "Cliente", "Importe", "Etapa"], *([f"00{n}", f"C{n}", float(n), "x"] for n in range(1, 6))]
TABLE = TableInfo("Facturas", "Facturas", 1, 6, 1, 4, 0)
OURS = {"_cobranza.stage": "Facturas!$D$1"}


@pytest.fixture
def subject(tmp_path):
    return InExcel(Content({"Facturas": LEDGER}, [TABLE], OURS), tmp_path)


@pytest.fixture
def cells(subject):
    return subject.book_impl.sheets("Facturas").cells_


def apply(subject, *patches):
    book = subject.book()
    return book.apply(patches, book.digest())


def stages(subject):
    return subject.book().read("Facturas").column(4, 2, 6)


RISKY = ["0012", "1-30", "31-60", "=1+1", "+52 55 5555", "-5", "@ana", "'x", "VERDADERO", "FALSE", "#N/A", "12%", "1,5"]


@pytest.mark.parametrize("text", RISKY)
def test_a_text_stays_the_text_it_is(subject, text):
    apply(subject, SetCell("Facturas", 2, 4, text), SetCell("Facturas", 5, 4, "al corriente"))

    assert stages(subject) == [text, "x", "x", "al corriente", "x"]


@pytest.mark.parametrize("text", RISKY)
def test_a_text_written_without_care_becomes_something_else(cells, text):
    try:
        cells.type(9, 9, text)
    except ComError:
        return

    assert cells.values[9, 9] != text


def test_texts_among_the_figures_of_a_column_leave_the_figures_figures(subject):
    apply(subject, *(SetCell("Facturas", row, 4, value) for row, value in ((2, 7.0), (3, "1-30"), (4, 8.5), (6, 9.0))))

    assert stages(subject) == [7.0, "1-30", 8.5, "x", 9.0]


def test_a_figure_in_a_text_cell_is_a_figure(subject, cells):
    cells.formats[2, 4] = "@"
    applied = apply(subject, SetCell("Facturas", 2, 4, 5.0), SetCell("Facturas", 3, 4, DAY))

    assert stages(subject)[:2] == [5.0, DAY]
    assert applied.problems == () or not applied.problems


def test_the_formats_of_the_user_stay_where_they_serve(subject, cells):
    cells.formats.update({(2, 4): "#,##0.0", (3, 4): "yyyy-mm-dd", (4, 4): "@"})
    apply(subject, *(SetCell("Facturas", row, 4, value) for row, value in ((2, 5.0), (3, DAY), (4, 6.0), (5, 7.0))))

    assert stages(subject)[:4] == [5.0, DAY, 6.0, 7.0]
    assert [cells.formats.get((row, 4)) for row in (2, 3, 4, 5)] == ["#,##0.0", "yyyy-mm-dd", "General", None]


def test_what_became_something_else_in_spite_of_all_is_told(subject, cells):
    cells.values[3, 4] = None
    cells.formats[3, 4] = "@"  # a blank text cell, which nobody can see from its value

    (problem,) = apply(subject, SetCell("Facturas", 3, 4, 5.0)).problems

    assert (problem.kind, problem.ref, problem.found) == ("written_otherwise", "Facturas!D3", "1")


def test_money_keeps_its_cents_and_gets_no_currency_format(subject, cells):
    apply(subject, SetCell("Facturas", 2, 4, Decimal("1234.56789")))

    assert cells.values[2, 4] == 1234.56789
    assert "$" not in cells.formats.get((2, 4), "")


def test_a_cell_with_a_currency_format_is_read_whole(subject, cells):
    cells.values[2, 3], cells.formats[2, 3] = 0.123456789, "$#,##0.00"

    assert subject.book().read("Facturas").column(3, 2, 3) == [0.123456789, 2.0]


def test_a_moment_keeps_its_time_and_loses_its_zone(subject):
    apply(subject, SetCell("Facturas", 2, 4, datetime(2026, 11, 22, 18, 30)))

    assert stages(subject)[0] == datetime(2026, 11, 22, 18, 30)


def test_a_time_without_a_day_is_a_number(subject, cells):
    cells.values[2, 4], cells.formats[2, 4] = 0.75, "h:mm"

    assert stages(subject)[0] == 0.75


def test_a_text_that_looks_like_a_formula_is_none(subject, cells):
    cells.values[2, 4] = "=esto es texto"
    grid = subject.book().read("Facturas")

    assert (grid.formulas(4), grid.column(4, 2, 2)) == (frozenset(), ["=esto es texto"])


def test_errors_are_told_from_texts_and_never_written_again(subject, cells):
    cells.values[3, 4] = -2146826246

    apply(subject, SetCell("Facturas", 2, 4, "a"), SetCell("Facturas", 6, 4, "b"))

    assert stages(subject) == ["a", CellError("#N/A"), "x", "x", "b"]


def filter_on(cells, subject, criterion):
    cells.filters[0].criteria[2] = {**empty_autofilter_criteria(2), **criterion}
    return {2: {**cells.filters[0].criteria[2]}}


ONLY_C5 = {"type": "values", "values": ["C5", "="]}


def test_the_stand_in_writes_through_a_filter_into_the_wrong_rows(cells, subject):
    filter_on(cells, subject, ONLY_C5)
    xw.Book(impl=subject.book_impl).sheets["Facturas"].range("D2:D3").value = [["a"], ["b"]]

    assert [cells.values.get((row, 4)) for row in (2, 3, 6, 7)] == ["x", "x", "a", "b"]


@pytest.mark.parametrize("criterion", [ONLY_C5, {"type": "comparison", "operator": "equal_to", "value1": "C5"}])
def test_a_filtered_ledger_is_written_where_it_should_and_filtered_again(cells, subject, criterion):
    before = filter_on(cells, subject, criterion)

    apply(subject, *(SetCell("Facturas", row, 4, f"e{row}") for row in range(2, 7)))

    assert stages(subject) == ["e2", "e3", "e4", "e5", "e6"]
    assert cells.filters[0].criteria == before
    assert 2 in cells.hidden_rows()


@pytest.mark.parametrize(
    "criterion",
    [
        {"type": "unknown"},
        {"type": "top_items"},
        {"type": "bottom_percent"},
        {"type": "comparison", "operator": "equal_to", "value1": "*C5*"},
        {"type": "values", "values": ["¿C5?"]},
    ],
)
def test_a_filter_that_could_not_be_put_back_is_refused(cells, subject, criterion):
    before = filter_on(cells, subject, criterion)

    with pytest.raises(Refused, match="filter_unreadable Facturas"):
        apply(subject, SetCell("Facturas", 2, 4, "a"))
    assert (cells.filters[0].criteria, stages(subject)) == (before, ["x"] * 5)


def test_an_advanced_filter_is_refused(cells, subject):
    cells.advanced_filter = True

    with pytest.raises(Refused, match="filter_unreadable"):
        apply(subject, SetCell("Facturas", 2, 4, "a"))


def test_the_filter_of_a_plain_range_is_seen_too(tmp_path):
    subject = InExcel(Content({"Facturas": LEDGER}, names=OURS), tmp_path)
    cells = subject.book_impl.sheets("Facturas").cells_
    cells.filters.append(Filter((1, 1, 6, 4)))
    before = filter_on(cells, subject, ONLY_C5)

    apply(subject, SetCell("Facturas", 2, 4, "a"), SetCell("Facturas", 3, 4, "b"))

    assert stages(subject) == ["a", "b", "x", "x", "x"]
    assert cells.filters[0].criteria == before


def test_a_filter_is_back_even_when_excel_fails(cells, subject, monkeypatch):
    before = filter_on(cells, subject, ONLY_C5)
    monkeypatch.setattr(type(cells), "write", fail_once(type(cells).write))

    with pytest.raises(ComError):
        apply(subject, SetCell("Facturas", 2, 4, "a"))
    assert cells.filters[0].criteria == before


def fail_once(real):
    """Excel fails at the first call and then no more."""
    calls = []

    def method(*args):
        calls.append(args)
        if len(calls) == 1:
            raise ComError("Excel is busy")
        return real(*args)

    return method


def test_a_locked_cell_of_a_protected_sheet_is_refused_and_an_unlocked_one_is_not(cells, subject):
    cells.is_protected = True
    cells.unlocked = {(2, 4)}

    with pytest.raises(Refused, match="protected_sheet Facturas!D2"):
        apply(subject, SetCell("Facturas", 2, 4, "a"), SetCell("Facturas", 3, 4, "b"))
    assert stages(subject) == ["x"] * 5
    apply(subject, SetCell("Facturas", 2, 4, "a"))
    assert stages(subject)[0] == "a"


def test_a_workbook_with_a_protected_structure_takes_no_sheet(subject):
    subject.book_impl.api.ProtectStructure = True

    with pytest.raises(Refused, match="protected_structure Pagos"):
        apply(subject, SetCell("Facturas", 2, 4, "a"), AddSheet("Pagos", "Pagos", [NewColumn("Id", "text", 9)], []))
    assert stages(subject) == ["x"] * 5


def test_merged_cells_are_refused_by_their_address(cells, subject):
    cells.merged.append((4, 4, 5, 4))

    with pytest.raises(Refused, match="merged_cells Facturas!D4 D4:D5"):
        apply(subject, *(SetCell("Facturas", row, 4, "a") for row in (2, 5)))
    assert stages(subject) == ["x"] * 5


@pytest.mark.parametrize("column", [5, 6])
def test_merged_cells_where_a_new_column_goes_are_refused_and_beside_it_are_not(cells, subject, column):
    """Excel counts what is merged as used, though it is blank: only beyond that is nothing asked."""
    cells.merged.append((3, column, 4, column))
    new = AddColumn("Facturas", None, 1, 5, "Motivo", "_cobranza.reason", ["a", "b", "c"], "text", 2)

    if column == 5:
        with pytest.raises(Refused, match="merged_cells Facturas!E3 E3:E4"):
            apply(subject, new)
    else:
        assert apply(subject, new).changed_cells == 4


def test_the_first_cell_of_merged_ones_may_be_set(cells, subject):
    cells.merged.append((9, 1, 9, 3))
    apply(subject, SetCell("Facturas", 9, 1, "Hoy"))

    assert cells.values[9, 1] == "Hoy"


def test_cells_that_are_not_ours_are_not_written_even_with_what_they_hold(subject, cells):
    written = []
    real = type(cells).type
    type(cells).type = lambda self, row, column, value: (written.append((row, column)), real(self, row, column, value))[
        1
    ]
    try:
        apply(subject, SetCell("Facturas", 2, 2, "a"), SetCell("Facturas", 5, 2, "b"), SetCell("Facturas", 5, 4, "c"))
    finally:
        type(cells).type = real

    assert written == [(2, 2), (5, 2), (5, 4)]


def test_a_formula_of_theirs_among_our_cells_stays(subject, cells):
    cells.results["1+1"] = 2.0
    cells.formula((4, 4), "1+1")

    apply(subject, *(SetCell("Facturas", row, 4, "a") for row in (2, 3, 5, 6)))

    assert stages(subject) == ["a", "a", 2.0, "a", "a"]
    assert cells.formulas == {(4, 4): "1+1"}


def test_settings_of_excel_are_as_they_were_whatever_happens(subject, cells, monkeypatch):
    app = subject.book_impl.app
    app.calculation = "semiautomatic"
    seen = []
    real = type(cells).write
    monkeypatch.setattr(
        type(cells), "write",
        lambda *args: (seen.append((app.screen_updating, app.enable_events, app.calculation)), real(*args)),
    )  # fmt: skip
    apply(subject, SetCell("Facturas", 2, 4, "a"))
    monkeypatch.setattr(type(cells), "write", fail_once(real))
    with pytest.raises(ComError):
        apply(subject, SetCell("Facturas", 2, 4, "b"))

    assert seen == [(False, False, "manual")]
    assert (app.screen_updating, app.enable_events, app.calculation) == (True, True, "semiautomatic")


PLAN = [
    SetCell("Facturas", 2, 4, "1-30"),
    SetCell("Facturas", 6, 4, DAY),
    AddColumn("Facturas", "Facturas", 1, 5, "Motivo", "_cobranza.reason", ["a", None, "c"], "text", 2),
    AppendRow("Facturas", "Facturas", 7, {1: "006", 3: 6.0}),
    AddSheet(
        "Pagos", "Pagos", [NewColumn("Id", "text", 9), NewColumn("Día", "date", 9, "_cobranza.p.d")], [["1", DAY]]
    ),
]


def state(subject):
    book = subject.book()
    for sheet in book.sheets:
        book.read(sheet)
    return book.sheets, book.tables, book.names, [
        {row: book.read(sheet).row(row) for row in range(1, 9)} for sheet in book.sheets
    ]  # fmt: skip


@pytest.mark.parametrize("failing", range(1, 5))
def test_what_fails_half_way_is_put_back(subject, cells, monkeypatch, failing):
    before = state(subject)
    real, calls = type(cells).write, []

    def write(*args):
        calls.append(args)
        if len(calls) == failing:
            raise ComError("Excel is busy")
        real(*args)

    monkeypatch.setattr(type(cells), "write", write)
    try:
        apply(subject, *PLAN)
    except ComError:
        assert state(subject) == before
    else:
        assert len(calls) < failing


def test_the_last_change_is_undone_whole_and_once(subject, tmp_path):
    before = state(subject)
    book = LiveBook(xw.Book(impl=subject.book_impl), memory=tmp_path / "state")
    applied = book.apply(PLAN, book.digest())
    assert state(subject) != before
    assert applied.backup

    assert book.undo().changed_cells == 7

    assert state(subject) == before
    with pytest.raises(Refused, match="nothing_to_undo"):
        book.undo()


def test_nothing_is_undone_once_somebody_typed_over_it(subject, cells, tmp_path):
    book = LiveBook(xw.Book(impl=subject.book_impl), memory=tmp_path)
    book.apply(PLAN, book.digest())
    cells.type(2, 4, "mío")
    after = state(subject)

    with pytest.raises(Refused, match="changed_meanwhile Facturas!D2"):
        book.undo()
    assert state(subject) == after


def test_formats_far_below_are_no_cells_to_read(subject, cells):
    cells.formats[1_048_576, 40] = "0.00"
    filter_on(cells, subject, {"type": "comparison", "operator": "equal_to", "value1": "C1"})
    assert 6 in cells.hidden_rows()

    grid = subject.book().read("Facturas")

    assert (grid.rows, grid.columns) == (6, 4)
    assert grid.column(2, 6, 6) == ["C5"]


def test_the_link_of_a_picture_is_no_link_of_a_cell(subject):
    sheet = subject.book_impl.sheets("Facturas")
    sheet.shape_links.append(ShapeLink())
    sheet.cells_.links[2, 2] = "mailto:ana@b.mx"

    assert subject.book().links("Facturas") == {(2, 2): "mailto:ana@b.mx"}


def test_a_name_of_ours_is_hidden_and_one_of_the_template_is_not(subject):
    apply(subject, PLAN[2])

    shown = {name.name: name.api.Visible for name in subject.book_impl.names}
    assert shown == {"_cobranza.stage": True, "_cobranza.esquema": False, "_cobranza.reason": False}


def test_a_sheet_with_notes_in_it_is_not_taken_away_again(subject, tmp_path):
    book = LiveBook(xw.Book(impl=subject.book_impl), memory=tmp_path)
    book.apply(PLAN, book.digest())
    subject.book_impl.sheets("Pagos").cells_.type(9, 3, "una hora de notas")

    with pytest.raises(Refused, match="changed_meanwhile Pagos"):
        book.undo()
    assert subject.book_impl.sheets("Pagos").cells_.values[9, 3] == "una hora de notas"


def test_nothing_is_undone_under_a_filter_that_cannot_be_put_back(subject, cells, tmp_path):
    book = LiveBook(xw.Book(impl=subject.book_impl), memory=tmp_path)
    book.apply(PLAN, book.digest())
    after = state(subject)
    filter_on(cells, subject, {"type": "unknown"})

    with pytest.raises(Refused, match="filter_unreadable"):
        book.undo()
    assert state(subject) == after


def test_a_change_that_cannot_be_remembered_is_made_all_the_same(subject, tmp_path):
    (tmp_path / "file").write_text("in the way")
    book = LiveBook(xw.Book(impl=subject.book_impl), memory=tmp_path / "file" / "state")

    assert book.apply(PLAN[:1], book.digest()).backup is None
    assert stages(subject)[0] == "1-30"


def test_nothing_needs_the_part_of_xlwings_that_has_another_licence():
    assert not xw.__pro__
    assert "XLWINGS_LICENSE_KEY" not in os.environ


def test_a_formula_is_calculated_by_the_program(subject):
    apply(subject, SetCell("Facturas", 9, 1, Formula("2+3", 99.0)))

    assert subject.book().read("Facturas").row(9) == {1: 5.0}
    assert apply(subject, SetCell("Facturas", 9, 1, Formula("2+3", 99.0))).saved_to is None


def test_a_link_to_the_template_that_stays_is_told(tmp_path):
    template = Content({"Aviso": [["Suma"]], "Pagos": [["Id"]]}, names={"Lista": "Pagos!$A$1"})
    subject = InExcel(Content({"Facturas": LEDGER}, [TABLE], patterns=template), tmp_path)
    subject.book_impl.fullname = "https://d.docs.live.net/1/libro.xlsx"

    (problem,) = apply(subject, AddSheet("Aviso", "", [], [], "Aviso")).problems

    assert (problem.kind, problem.ref) == ("link_to_template", "libro.xlsx")


def test_a_sheet_of_the_template_speaks_of_its_new_workbook_and_the_template_is_closed(tmp_path):
    formulas, names = {("Aviso", 1, 2): "=SUM(Pagos!A1)"}, {"Lista": "Pagos!$A$1"}
    template = Content({"Aviso": [["Suma", 3.0]], "Pagos": [["Id"]]}, names=names, formulas=formulas)
    subject = InExcel(Content({"Facturas": LEDGER}, [TABLE], patterns=template), tmp_path)
    apply(subject, AddSheet("Aviso", "", [], [], "Aviso"))

    assert subject.book_impl.sheets("Aviso").cells_.formulas == {(1, 2): "SUM('Pagos'!A1)"}
    assert [book.name for book in subject.book_impl.app.books] == ["libro.xlsx"]
    assert subject.book_impl.links == set()
    assert [name.name for name in subject.book_impl.names] == []
    assert subject.book_impl.sheets.active.name == "Facturas"
