"""The sheet `Hoy` as it is born: what the program will fill has its name, what a person types is offered."""

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from xl_cobranza import template
from xl_cobranza.book import layout, words
from xl_cobranza.book.ownership import owner_name

TYPED = ("Resultado", "Compromiso", "Importe", "Notas")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("today") / "blank.xlsx"
    template.build(path, sample=False)
    return load_workbook(path)


@pytest.fixture(scope="module")
def today(workbook):
    return workbook["Hoy"]


@pytest.fixture(scope="module")
def headings(today):
    left, top, right, _ = range_boundaries(today.tables["Hoy"].ref)
    return {today.cell(top, column).value: today.cell(top, column) for column in range(left, right + 1)}


def offered(today, cell):
    (found,) = [v for v in today.data_validations.dataValidation if cell.offset(1).coordinate in v.sqref]
    return found


def test_it_is_the_sheet_after_the_instructions(workbook):
    assert workbook.sheetnames[:2] == ["Instrucciones", "Hoy"]


def test_its_table_has_the_columns_of_the_layout_and_one_blank_row(today, headings):
    left, top, right, bottom = range_boundaries(today.tables["Hoy"].ref)

    assert list(headings) == [column.heading for column in layout.TODAY.columns]
    assert bottom == top + 1
    assert {today.cell(bottom, column).value for column in range(left, right + 1)} == {None}


@pytest.mark.parametrize("line", layout.TODAY_LINES)
def test_each_line_above_the_table_has_a_hidden_name_at_an_empty_cell(workbook, headings, line):
    name = workbook.defined_names[owner_name(layout.TODAY, line)]
    ((sheet, cell),) = name.destinations

    assert name.hidden
    assert workbook[sheet][cell].value is None
    assert workbook[sheet][cell].row < headings["Cliente"].row


def test_the_four_cells_look_like_cells_to_type_in(today, headings):
    first = headings["Resultado"].offset(1).coordinate
    fills = [
        rule.dxf.fill
        for area in today.conditional_formatting
        if first in area.sqref and headings["Cliente"].offset(1).coordinate not in area.sqref
        for rule in area.rules
    ]

    assert [headings[name].column for name in TYPED] == list(
        range(headings["Resultado"].column, headings["Notas"].column + 1)
    )
    assert any(fill is not None for fill in fills)


def test_only_words_that_a_person_can_know_after_a_contact_are_offered(today, headings):
    choice = offered(today, headings["Resultado"])
    keys = [words.key("outcome", word) for word in choice.formula1.strip('"').split(",")]

    assert None not in keys
    assert len(set(keys)) == len(keys) >= 8
    assert not {"prepared", "uncertain"} & set(keys)


def test_a_day_and_an_amount_are_asked_for_softly(today, headings):
    day, amount = offered(today, headings["Compromiso"]), offered(today, headings["Importe"])

    assert (day.type, day.operator) == ("date", "greaterThan")
    assert date(1899, 12, 30) + timedelta(int(day.formula1)) < date(2026, 1, 1)
    assert (amount.type, amount.operator, amount.formula1) == ("decimal", "greaterThan", "0")
    assert {choice.errorStyle for choice in today.data_validations.dataValidation} == {"warning"}


def test_lines_and_colours_are_ready_for_two_thousand_customers(today, headings):
    reach = dict.fromkeys(headings, 0)
    for area in today.conditional_formatting:
        for name, cell in headings.items():
            if cell.offset(1).coordinate in area.sqref:
                reach[name] = max(reach[name], *(part.max_row for part in area.sqref.ranges))

    assert min(reach.values()) >= 2000


def test_the_customer_and_the_headings_stay_in_sight(today, headings):
    assert today.freeze_panes == headings["Cliente"].offset(1, 1).coordinate


def test_paper_shows_up_to_the_notes_with_headings_on_each_page(today, headings):
    left, _, right, _ = range_boundaries(today.print_area.split("!")[1].replace("$", ""))
    row = headings["Cliente"].row

    assert (left, right) == (headings["Cliente"].column, headings["Notas"].column)
    assert today.print_title_rows == f"${row}:${row}"
    assert (today.page_setup.orientation, today.page_setup.fitToWidth, today.page_setup.fitToHeight) == (
        "landscape",
        None,
        0,
    )
    assert today.oddFooter.right.text == "&P / &N"


def test_what_the_paper_leaves_out_is_grouped_but_open(today, headings):
    beside = [cell for cell in headings.values() if cell.column > headings["Notas"].column]

    assert [cell.value for cell in beside] == [
        "Correo",
        "WhatsApp",
        "Última conversación",
        "Por qué",
        "Paso",
        "Canal",
    ]
    columns = [today.column_dimensions[cell.column_letter] for cell in beside]
    assert {(column.outlineLevel, column.hidden) for column in columns} == {(1, False)}


def test_a_screen_of_1920_pixels_shows_it_up_to_the_notes(today, headings):
    pixels_of_a_character, margins = 7, 60  # Calibri 11; the row numbers and the scroll bar
    shown = [c for c in headings.values() if c.column <= headings["Notas"].column]
    width = sum(today.column_dimensions[cell.column_letter].width for cell in shown)

    assert width * pixels_of_a_character + margins <= 1920
