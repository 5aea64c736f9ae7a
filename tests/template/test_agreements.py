"""The agreements of the sample: their sheets are those that the command makes, and show what a calculation gives."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.agreements.books import add_rows, sign
from tests.panel.runs import differences, plain, recalculated
from xl_cobranza import Proposal, review, template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout

KEPT = Path(__file__).parent.parent.parent / "workbook_template.xlsx"
SHEETS = ("Acuerdo AC-001", "Acuerdo AC-002")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    path = tmp_path / "sample.xlsx"
    template.copy_template(path)
    return path


def shown(path: Path) -> dict:
    """Every cell of both sheets, with the results that the file holds."""
    workbook = load_workbook(path, data_only=True)
    return {title: cells(workbook[title]) for title in SHEETS}


def cells(worksheet) -> dict:
    return {cell.coordinate: plain(cell.value) for row in worksheet.iter_rows() for cell in row}


def recalculate(path: Path) -> None:
    book = XlsxBook(path)
    plan = review(book, template.SAMPLE_AS_OF)
    book.apply(plan.patches, plan.digest)


def statuses(found: dict) -> list:
    """Of the agreement, then of its instalments."""
    return [value for value in found.values() if value in {"Al corriente", "Atrasado", "Incumplido", "Cumplido"}]


def unsigned(path: Path) -> None:
    """The sample as it was before anybody agreed on anything."""
    workbook = load_workbook(path)
    for title in SHEETS:
        del workbook[title]
    for title, field in ((layout.AGREEMENTS.name, None), (layout.LEDGER.name, "Acuerdo")):
        for heading in workbook[title][1]:
            if field in {None, heading.value}:
                for row in range(2, workbook[title].max_row + 1):
                    workbook[title].cell(row, heading.column).value = None
    workbook.save(path)


def styles(cell) -> tuple:
    return cell.font, cell.fill, cell.border, cell.alignment, cell.protection


def looks(worksheet) -> dict:
    """What each cell holds and how it looks, with all that is set for the whole sheet."""
    known = {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, *map(repr, styles(cell)))
        for row in worksheet.iter_rows()
        for cell in row
    }
    return known | {
        "merged": sorted(map(str, worksheet.merged_cells.ranges)),
        "columns": {key: (one.width, one.hidden) for key, one in worksheet.column_dimensions.items()},
        "rows": {key: one.height for key, one in worksheet.row_dimensions.items()},
        "page": (worksheet.print_area, worksheet.page_setup.orientation, worksheet.page_setup.fitToHeight),
        "footer": worksheet.oddFooter.right.text,
        "locked": worksheet.protection.sheet,
        "tables": [(table.name, table.ref) for table in worksheet.tables.values()],
        "colours": [str(area.sqref) for area in worksheet.conditional_formatting],
    }


def test_they_are_those_that_the_command_makes(copied):
    wanted = load_workbook(copied)
    unsigned(copied)
    sign(copied, Proposal(("01029", "01030", "01031"), count=3, first_on=date(2026, 10, 21)), date(2026, 9, 20))
    sign(copied, Proposal(("01032", "01033"), count=3, first_on=date(2026, 10, 26)), date(2026, 10, 11))
    made = load_workbook(copied)

    for title in SHEETS:
        one, other = looks(made[title]), looks(wanted[title])
        assert {key: (one.get(key), other[key]) for key in other if one.get(key) != other[key]} == {}
        assert one.keys() == other.keys()


@pytest.mark.parametrize("title", SHEETS)
def test_each_is_one_page_to_sign_without_a_clipped_figure(title):
    worksheet, told = load_workbook(KEPT)[title], load_workbook(KEPT, data_only=True)[title]
    (table,) = worksheet.tables.values()

    assert worksheet.page_setup.orientation == "portrait"
    assert (worksheet.sheet_properties.pageSetUpPr.fitToPage, worksheet.page_setup.fitToHeight) == (True, 1)
    for row in told[table.ref]:
        for cell in row:
            text = f"{cell.value:,.2f}" if isinstance(cell.value, float) else f"{plain(cell.value)}"
            assert len(text) + 2 <= worksheet.column_dimensions[cell.column_letter].width, cell.coordinate


def test_they_say_before_any_calculation_what_the_decisions_say(copied):
    found = shown(copied)

    assert statuses(found["Acuerdo AC-001"]) == ["Al corriente", "Cumplido", "Al corriente", "Al corriente"]
    assert statuses(found["Acuerdo AC-002"]) == ["Incumplido", "Incumplido", "Al corriente", "Al corriente"]
    plan = review(XlsxBook(copied), template.SAMPLE_AS_OF)
    assert dict(plan.agreements) == {"AC-001": "kept", "AC-002": "broken"}


@pytest.mark.calc
@pytest.mark.parametrize("first", [lambda path: None, recalculate], ids=["as it comes", "after recalcular"])
def test_what_they_show_is_what_a_calculation_gives(copied, first):
    wanted = shown(copied)
    first(copied)

    workbook = recalculated(copied)

    assert {title: differences(cells(workbook[title]), wanted[title]) for title in SHEETS} == {
        title: {} for title in SHEETS
    }


@pytest.mark.calc
def test_money_that_names_nothing_is_seen_there_once_the_workbook_is_recalculated(copied):
    payment = {"paid_on": date(2026, 11, 19), "customer": "Viveros Las Lomas", "amount": 10000.0}
    add_rows(copied, layout.PAYMENTS, [payment])
    recalculate(copied)

    found = cells(recalculated(copied)["Acuerdo AC-001"])

    assert 26000 in found.values()
    assert statuses(found) == ["Al corriente", "Cumplido", "Al corriente", "Al corriente"]
