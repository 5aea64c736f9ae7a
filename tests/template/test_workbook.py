"""The template against the table of headings: what a person opens is what the program knows."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from xl_cobranza import template
from xl_cobranza.book import layout, words
from xl_cobranza.book.ownership import owner_name
from xl_cobranza.book.typed.currencies import CODES

KEPT = Path(__file__).parent.parent.parent / "workbook_template.xlsx"
SCHEDULES = ("Acuerdo AC-001", "Acuerdo AC-002")
READ_ELSEWHERE = {"currency": {code: code for code in CODES}.get, "frequency": str, "method": str}
ONE_PER_SHEET = [sheet for sheet in layout.SHEETS if sheet is not layout.SCHEDULE]


@pytest.fixture(scope="module")
def sample():
    return load_workbook(KEPT)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "blank.xlsx"
    template.build(path, sample=False)
    return load_workbook(path)


def headings(workbook, sheet_name, table_name):
    worksheet = workbook[sheet_name]
    left, top, right, _ = range_boundaries(worksheet.tables[table_name].ref)
    return [worksheet.cell(top, column).value for column in range(left, right + 1)]


def parts(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_kept_file_is_what_the_script_makes(tmp_path):
    template.build(tmp_path / "again.xlsx", sample=True)

    assert parts(tmp_path / "again.xlsx") == parts(KEPT)


def test_the_same_script_makes_the_same_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        template.build(tmp_path / name, sample=False)

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_copy_is_the_kept_file_and_overwrites_nothing(tmp_path):
    template.copy_template(tmp_path / "copy.xlsx")

    assert (tmp_path / "copy.xlsx").read_bytes() == KEPT.read_bytes()
    with pytest.raises(FileExistsError):
        template.copy_template(tmp_path / "copy.xlsx")


@pytest.mark.parametrize("sheet", ONE_PER_SHEET, ids=lambda sheet: sheet.key)
@pytest.mark.parametrize("kind", ["sample", "blank"])
def test_every_sheet_is_a_table_with_the_headings_of_the_layout(kind, sheet, request):
    workbook = request.getfixturevalue(kind)
    expected = {column.heading for column in sheet.columns} - {"Pagado", "Pendiente"}

    assert set(headings(workbook, sheet.name, sheet.table)) == expected


@pytest.mark.parametrize("name", SCHEDULES)
def test_each_agreement_has_its_schedule(sample, name):
    (table,) = sample[name].tables
    said = [{"Cuota": "Parcialidad"}.get(column.heading, column.heading) for column in layout.SCHEDULE.columns]

    assert headings(sample, name, table) == said  # as Mexico says it


@pytest.mark.parametrize("kind", ["sample", "blank"])
@pytest.mark.parametrize("sheet", [layout.LEDGER, layout.CUSTOMERS, layout.TODAY], ids=lambda sheet: sheet.key)
def test_each_of_our_columns_is_ours_from_birth(kind, sheet, request):
    workbook = request.getfixturevalue(kind)

    for column in sheet.ours:
        name = workbook.defined_names[owner_name(sheet, column.field)]
        ((where, cell),) = name.destinations
        assert name.hidden
        assert workbook[where][cell].value == column.heading


def test_none_of_our_cells_is_filled_before_the_first_run(sample):
    for sheet in (layout.LEDGER, layout.CUSTOMERS):
        worksheet = sample[sheet.name]
        for column in sheet.ours:
            ((_, cell),) = sample.defined_names[owner_name(sheet, column.field)].destinations
            heading = worksheet[cell.replace("$", "")]
            below = worksheet.iter_rows(heading.row + 1, worksheet.max_row, heading.column, heading.column)
            assert {cell.value for (cell,) in below} == {None}


def test_the_workbook_says_its_schema_and_its_cut_off_date(sample, blank):
    for workbook, expected in ((sample, datetime(2026, 11, 20)), (blank, None)):
        ((sheet, cell),) = workbook.defined_names[layout.AS_OF_NAME].destinations
        schema = workbook.defined_names[layout.SCHEMA_NAME]
        assert workbook[sheet][cell].value == expected
        assert (schema.attr_text, schema.hidden) == (str(layout.SCHEMA), True)


def test_a_blank_workbook_has_no_invoice_and_no_customer(blank):
    for sheet in (layout.LEDGER, layout.CUSTOMERS, layout.CONTACTS, layout.PAYMENTS, layout.LOG, layout.AGREEMENTS):
        cells = [cell for row in blank[sheet.name].iter_rows(min_row=2, values_only=True) for cell in row]
        assert set(cells) == {None}, sheet.name


def test_every_cell_of_the_sample_holds_what_its_column_wants(sample):
    wanted = {
        "date": date | None,
        "amount": float | int | None,
        "number": float | int | None,
        "rate": float | int | None,
    }
    for sheet in (*ONE_PER_SHEET[:6], layout.RATES, layout.HOLIDAYS):
        rows = sample[sheet.name].iter_rows(min_row=2, values_only=True)
        kinds = {column.heading: column.kind for column in sheet.columns}
        order = [kinds[heading] for heading in headings(sample, sheet.name, sheet.table)]
        for row in rows:
            for kind, value in zip(order, row, strict=True):
                assert isinstance(value, wanted.get(kind, object)), (sheet.name, row)


def test_what_is_only_for_our_eyes_is_grouped_and_not_printed(sample):
    for sheet, private in ((layout.LEDGER, ("Motivo", "Prioridad")), (layout.CUSTOMERS, ("Perfil",))):
        worksheet = sample[sheet.name]
        _, _, last_printed, _ = range_boundaries(worksheet.print_area.split("!")[1])
        for cell in worksheet[1]:
            if cell.value in private:
                assert worksheet.column_dimensions[cell.column_letter].outlineLevel == 1
                assert cell.column > last_printed


def test_the_words_offered_are_words_we_read(sample):
    offered = 0
    for sheet in ONE_PER_SHEET:
        worksheet = sample[sheet.name]
        together = [other for other in ONE_PER_SHEET if other.name == sheet.name]
        by_heading = {column.heading: column.field for other in together for column in other.columns}
        for choice in worksheet.data_validations.dataValidation:
            if choice.formula1.startswith('"'):
                (area,) = choice.sqref.ranges
                parameter = words.key("parameter", str(worksheet.cell(area.min_row, area.min_col - 1).value))
                field = parameter or by_heading[worksheet.cell(area.min_row - 1, area.min_col).value]
                for word in choice.formula1.strip('"').split(","):
                    offered += field not in READ_ELSEWHERE
                    assert READ_ELSEWHERE.get(field, partial(words.key, field))(word) is not None, (field, word)
    assert offered > 50


def test_a_list_fits_the_length_that_excel_allows(sample):
    lists = [c.formula1 for sheet in sample.worksheets for c in sheet.data_validations.dataValidation]

    assert max(map(len, lists)) <= 255
