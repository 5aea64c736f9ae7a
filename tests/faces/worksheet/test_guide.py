"""The examples of the guide are true, and the sample workbook says in its cells what the command says of it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.faces.worksheet import windows
from tests.memory_book import MemoryBook
from xl_cobranza import formulas, review
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.faces.worksheet import calling
from xl_cobranza.template import copy_template
from xl_cobranza.template.sample import AS_OF

GUIDE = Path(__file__).parents[3] / "docs" / "guia.md"
EXAMPLES = re.findall(r"^\| `=(\w+)\((.*)\)` \| (.*?) \| ", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


def literal(text: str) -> Any:
    """An argument as Excel in Spanish writes it."""
    return text.strip('"') if text.startswith('"') else float(text.replace(",", "."))


def shown(answer: Any, example: str) -> str:
    """An answer as the guide writes it, in the format of its example; of a table, the headings."""
    if isinstance(answer, list):
        return ", ".join(answer[0])
    if isinstance(answer, str):
        return answer
    return (f"{answer:.1%}".replace("%", " %") if "%" in example else str(answer)).replace(".", ",")


def test_the_guide_shows_every_function() -> None:
    assert {name for name, _, _ in EXAMPLES} == {name for name in vars(formulas) if name.startswith("COBRANZA_")}


@pytest.mark.parametrize(("name", "arguments", "example"), [one for one in EXAMPLES if "[" not in one[1]])
def test_an_example_of_the_guide_is_true(name: str, arguments: str, example: str) -> None:
    given = [literal(argument) for argument in arguments.split("; ")]

    assert shown(getattr(formulas, name)(*given), example) == example


def as_memory(book: XlsxBook) -> MemoryBook:
    """The same workbook as Excel has it open."""
    grids = {sheet: book.read(sheet) for sheet in book.sheets}
    rows = {
        sheet: [[grid.row(row).get(column) for column in range(1, grid.columns + 1)] for row in range(1, grid.rows + 1)]
        for sheet, grid in grids.items()
    }
    formula_cells = [
        (sheet, row, column)
        for sheet, grid in grids.items()
        for column in range(1, grid.columns + 1)
        for row in grid.formulas(column)
    ]
    known = [at for at in formula_cells if at[1] <= len(rows[at[0]])]
    return MemoryBook(rows, book.tables, book.names, known, "cobranza_demo.xlsx", book.date1904)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> XlsxBook:
    """The sample with all its sheets, recalculated once, as a person has it the next morning."""
    path = tmp_path_factory.mktemp("sample") / "cobranza_demo.xlsx"
    copy_template(path)
    book = XlsxBook(path)
    plan = review(book, AS_OF)
    book.apply(plan.patches, plan.digest)
    return XlsxBook(path)


@pytest.mark.parametrize("day", [AS_OF, date(2026, 12, 4)], ids=["the same day", "two weeks later"])
def test_the_sample_says_in_its_cells_what_the_command_says(
    excel: windows.Excel, sample: XlsxBook, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_cobranza.faces.worksheet.answering._calculation", calling.Calculation())
    (example,) = [shown for name, _, shown in EXAMPLES if name == "COBRANZA_CARTERA"]
    plan = review(sample, day)
    excel.open(as_memory(sample))
    table = next(table for table in sample.tables if table.name == "Facturas")
    sheet = excel.book.sheets("Facturas")
    whole = windows.Range(
        sheet, table.first_row, table.first_column, table.last_row - table.first_row + 1, table.last_column
    )

    rows = excel.call("COBRANZA_CARTERA", whole, day)

    assert ", ".join(rows[0]) == example
    assert rows[1:] == [[row.stage, row.step or "", row.action, row.reason] for row in plan.decisions]
    assert len({row.stage_id for row in plan.decisions}) > 15
