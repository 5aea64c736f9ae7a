"""What a run writes into a dashboard: only what is ours, only where it differs, wherever the blocks now are."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.book.ledger_text import ledger
from tests.memory_book import MemoryBook
from tests.panel.runs import Seen, run
from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.panel.layout import blocks, sums
from xl_cobranza.book.panel.places import picked
from xl_cobranza.book.panel.refresh import panel_doubts
from xl_cobranza.book.port import AddSheet, CacheValue, Formula, SetCell
from xl_cobranza.wording.problems import problem

LEDGER = """
    [Facturas]
    Folio | Cliente | Vencimiento | Importe | Moneda | Emisión
    A-1   | Acme    | 2026-10-01  | 1500    | MXN    | 2026-09-01
    A-2   | Beta    | 2026-12-01  | 900     | MXN    | 2026-11-01
    A-3   | Beta    | 2026-11-01  | 10      | USD    | 2026-10-01
"""
CHOSEN = (1, 13)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("panel") / "blank.xlsx"
    template.build(path, sample=False)
    return path


def with_panel(blank: Path, moved: Callable[[int], int] = lambda row: row) -> MemoryBook:
    """A small ledger and the dashboard of the template, its rows moved as Excel moves them when some are inserted."""
    source = load_workbook(blank)
    book = ledger(LEDGER)
    cells, formulas = {}, []
    for row in source["Panel"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("=") and cell.data_type == "f":
                formulas.append((moved(cell.row), cell.column))
            elif cell.value is not None:
                cells[moved(cell.row), cell.column] = cell.value
    width, height = 13, max(row for row, _ in [*cells, *formulas])
    rows = [[cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, height + 1)]
    names = {}
    for name, defined in source.defined_names.items():
        if name.startswith("_cobranza.panel."):
            sheet, _, at = defined.attr_text.rpartition("!$")
            column, _, row_text = at.partition("$")
            names[name] = f"{sheet}!${column}${moved(int(row_text))}"
    other = {name: [[*_row(book, name, r)] for r in range(1, 5)] for name in book.sheets}
    return MemoryBook({**other, "Panel": rows}, names=names, formulas=[("Panel", r, c) for r, c in formulas])


def _row(book: MemoryBook, sheet: str, row: int) -> list[Any]:
    held = book.read(sheet).row(row)
    return [held.get(column) for column in range(1, 7)]


def refreshed(book: MemoryBook) -> MemoryBook:
    patches = Seen(book).patches()
    book.apply(patches, book.digest())
    return book


def shown(book: MemoryBook, *at: int) -> Any:
    row, column = at
    return book.read("Panel").row(row).get(column)


def test_the_first_run_fills_it_and_the_second_finds_nothing_to_do(blank: Path) -> None:
    book = refreshed(with_panel(blank))

    assert (shown(book, *CHOSEN), shown(book, 1, 10)) == ("MXN", date(2026, 11, 20))
    assert (shown(book, 4, 2), shown(book, 4, 4), shown(book, 22, 2)) == (2400.0, 1500.0, "Acme")
    assert Seen(book).patches() == []


def test_a_formula_gets_its_result_and_nothing_else(blank: Path) -> None:
    patches = Seen(with_panel(blank)).patches()
    formulas = {(cell.row, cell.column) for block in blocks(sums(_Anywhere())) for cell in block.cells if cell.formula}

    assert {(p.row, p.column) for p in patches if isinstance(p, CacheValue)} <= formulas
    assert {(p.row, p.column) for p in patches if isinstance(p, SetCell)} & formulas == set()


class _Anywhere(dict[str, str]):
    def __missing__(self, field: str) -> str:
        return "X"


def test_the_currency_that_a_person_picked_stays_and_its_figures_are_shown(blank: Path) -> None:
    book = with_panel(blank)
    book._grids["Panel"].cells[CHOSEN] = "USD"

    refreshed(book)

    assert (shown(book, *CHOSEN), shown(book, 4, 2)) == ("USD", 10.0)


def test_a_figure_typed_over_a_formula_and_a_formula_typed_over_a_value_are_left_alone(blank: Path) -> None:
    book = with_panel(blank)
    grid = book._grids["Panel"]
    grid.formula_cells.pop((4, 2), None)
    grid.cells[4, 2] = "ya lo sé"
    grid.formula_cells[33, 6] = ""
    grid.cells[33, 6] = "suyo"

    refreshed(book)

    assert (shown(book, 4, 2), shown(book, 33, 6)) == ("ya lo sé", "suyo")


def test_blocks_are_found_below_rows_that_were_inserted_above(blank: Path) -> None:
    plain, lower = (refreshed(with_panel(blank, lambda row, by=by: row + by)) for by in (0, 3))

    assert [lower.read("Panel").row(row + 3) for row in range(1, 150)] == [
        plain.read("Panel").row(row) for row in range(1, 150)
    ]


def test_a_block_with_a_row_inserted_inside_is_left_alone_and_told_and_the_others_are_refreshed(blank: Path) -> None:
    book = with_panel(blank, lambda row: row + (row >= 24))  # between two customers
    before = {at: value for at, value in book._grids["Panel"].cells.items() if 19 <= at[0] <= 30}

    seen = Seen(book)
    told = list(panel_doubts(book, seen.area, seen.ledger))
    refreshed(book)

    assert [(one.kind, one.ref, one.found) for one in told] == [("panel_block_changed", "Panel!B19", "owed")]
    assert "Panel!B19" in problem(told[0])
    assert {at: value for at, value in book._grids["Panel"].cells.items() if 19 <= at[0] <= 30} == before
    assert shown(book, 4, 2) == 2400.0


def test_a_workbook_without_a_dashboard_gets_no_patch() -> None:
    seen = Seen(ledger(LEDGER))

    assert seen.patches() == []
    assert list(panel_doubts(seen.book, seen.area, seen.ledger)) == []


def test_a_currency_written_inside_the_amount_is_told(blank: Path) -> None:
    book = with_panel(blank)
    cells = book._grids["Facturas"].cells
    cells[2, 4], cells[2, 5], cells[3, 5] = "US$ 1500", None, None

    told = panel_doubts(book, Seen(book).area, Seen(book).ledger)

    assert [(one.kind, one.ref, one.found) for one in told] == [("panel_currencies", "Facturas!E1", "—")]


def test_the_new_dashboard_reads_the_columns_where_they_are() -> None:
    book = ledger("""
        [Mis facturas]
        Importe | Cliente | Folio | Vencimiento
        1500    | Acme    | A-1   | 2026-10-01
    """)

    sheet, *cells = Seen(book).new()
    formulas: Mapping[Any, Any] = {(c.row, c.column): c.value for c in cells if isinstance(c, SetCell)}

    assert isinstance(sheet, AddSheet)
    assert sheet.pattern == "Panel"
    assert formulas[4, 2] == Formula("$E$21", 1500.0)
    assert formulas[21, 12].text.startswith("SUMIFS('Mis facturas'!$E:$E,")
    assert f"'Mis facturas'!$B:$B,{picked('customer.0.way.0')}" in formulas[22, 8].text


def test_on_disk_a_second_run_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sample.xlsx"
    template.build(path, sample=True)
    run(path)
    before = (path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime))

    run(path)

    assert (path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime)) == before


def test_the_charts_read_cells_of_the_dashboard_and_are_three(blank: Path) -> None:
    charts = load_workbook(blank)["Panel"]._charts

    assert len(charts) == 3
    for chart in charts:
        for series in chart.series:
            assert series.val.numRef.f.startswith("'Panel'!")


def test_only_functions_that_every_excel_since_2016_knows_are_used(blank: Path) -> None:
    texts = [c.value for row in load_workbook(blank)["Panel"].iter_rows() for c in row if c.data_type == "f"]
    used = {name for text in texts for name in re.findall(r"([A-Z.]+)\(", text)}

    assert used <= {"SUM", "SUMIFS", "COUNTIFS", "SUMPRODUCT", "IF", "IFERROR", "INDEX", "MATCH", "MAX", "N"}
    assert max(map(len, texts)) < 8192


def test_every_cell_of_the_table_has_a_place_of_its_own_inside_its_block() -> None:
    taken: dict[tuple[int, int], str] = {}
    for block in blocks(sums(_Anywhere())):
        for cell in block.cells:
            assert block.first[0] <= cell.row <= block.last[0]
            assert block.first[1] <= cell.column <= block.last[1]
            assert taken.setdefault((cell.row, cell.column), cell.key) == cell.key


def test_opened_in_the_program_every_formula_of_the_kept_template_has_a_result() -> None:
    kept = Path(__file__).parents[2] / "workbook_template.xlsx"
    grid = XlsxBook(str(kept)).read("Panel")
    results = load_workbook(kept, data_only=True)["Panel"]

    assert grid.formulas(2)
    assert results["H4"].value == "–"
    assert results["B4"].value == 0
