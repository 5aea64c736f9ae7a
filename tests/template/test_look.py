"""What a person sees: nothing clipped, colours that say the same in grey, paper that shows what it may."""

import re
from itertools import pairwise
from textwrap import wrap

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from xl_cobranza import template
from xl_cobranza.book import layout

INTERNAL = {
    "Facturas": ("Paso", "Canal", "Prioridad", "Motivo"),
    "Clientes": ("Perfil", "Notas"),
    "Hoy": ("Por qué", "Paso", "Canal", "Última conversación"),
}
TAB_OF = {
    "Hoy": "ours", "Cartas": "ours", "Política": "rules", "Intereses": "rules", "Festivos": "rules", "Reglas de contacto": "rules",
    "Plantillas": "rules",
}  # fmt: skip
COLOURED = {
    "Facturas": ("Antigüedad", "Etapa", "Prioridad"),
    "Clientes": ("Cliente", "Vencido", "Disponible", "Retraso medio"),
    "Pagos": ("Cliente",),
    "Gestiones": ("Sentido",),
    "Acuerdos": ("Estado",),
    "Hoy": tuple(column.heading for column in layout.TODAY.columns),
}


@pytest.fixture(scope="module", params=["blank", "sample"])
def workbook(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("look") / "workbook.xlsx"
    template.build(path, sample=request.param == "sample")
    return load_workbook(path)


def lists(workbook):
    """The sheets but those of agreements, which are papers to sign: see test_agreements."""
    return [worksheet for worksheet in workbook.worksheets if not worksheet.title.startswith("Acuerdo AC-")]


def tables(workbook):
    for worksheet in lists(workbook):
        for table in worksheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            yield worksheet, top, bottom, [worksheet.cell(top, column) for column in range(left, right + 1)]


def heading(worksheet, text):
    (found,) = [cell for *_, cells in tables(worksheet.parent) for cell in cells if named(cell, worksheet, text)]
    return found


def named(cell, worksheet, text):
    return cell.parent is worksheet and cell.value == text


def rules_of(worksheet, cell):
    return [rule for area in worksheet.conditional_formatting if cell in area.sqref for rule in area.rules]


def luminance(argb):
    """How light a colour is, from 0 to 1. Source: WCAG 2.2, relative luminance."""
    parts = [int(argb[at : at + 2], 16) / 255 for at in (2, 4, 6)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_no_heading_is_clipped(workbook):
    for worksheet, top, _, cells in tables(workbook):
        assert worksheet.row_dimensions[top].height >= 2 * 15
        for cell in cells:
            width = worksheet.column_dimensions[cell.column_letter].width
            assert cell.alignment.wrap_text
            assert max(map(len, cell.value.split())) + 3 <= width, cell.value


def test_every_value_of_one_line_fits_its_cell_unless_nothing_stands_beside_it(workbook):
    clipped = [
        (worksheet.title, cell.coordinate, cell.value)
        for worksheet, top, bottom, headings in tables(workbook)
        for row in worksheet.iter_rows(top + 1, bottom, headings[0].column, headings[-1].column - 1)
        for cell in row
        if isinstance(cell.value, str) and not cell.alignment.wrap_text
        if len(cell.value)
        > worksheet.column_dimensions[cell.column_letter].width * 1.2  # letters are thinner than figures
    ]

    assert clipped == []


def test_a_whole_letter_is_seen_in_its_row(workbook):
    worksheet = workbook["Plantillas"]
    width = worksheet.column_dimensions["G"].width * 1.2  # small letters are thinner than figures
    for row in range(2, worksheet.max_row + 1):
        body = worksheet.cell(row, 7)
        lines = sum(max(1, len(wrap(line, width))) for line in body.value.split("\n"))
        assert body.font.sz * 1.25 * lines <= worksheet.row_dimensions[row].height <= 409, worksheet.cell(row, 1).value


def test_every_amount_fits_its_cell(workbook):
    for worksheet, top, bottom, headings in tables(workbook):
        for cell in (
            cell for row in worksheet.iter_rows(top + 1, bottom) for cell in row if cell.number_format == "#,##0.00"
        ):
            if isinstance(cell.value, int | float):
                width = worksheet.column_dimensions[headings[cell.column - headings[0].column].column_letter].width
                assert len(f"{cell.value:,.2f}") + 1 <= width, (worksheet.title, cell.coordinate)


def test_the_headings_stay_in_sight(workbook):
    for worksheet, top, _, _ in tables(workbook):
        _, row, *_ = range_boundaries(worksheet.freeze_panes)
        assert row == top + 1


def test_every_sheet_prints_across_one_page_with_its_number(workbook):
    for worksheet in lists(workbook):
        assert worksheet.page_setup.orientation == "landscape"
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert worksheet.page_setup.fitToHeight == int(worksheet.title == "Panel")  # the dashboard is one page
        assert "&P" in worksheet.oddFooter.right.text


def test_every_page_repeats_the_headings(workbook):
    for worksheet, top, _, _ in tables(workbook):
        assert worksheet.print_title_rows == f"${top}:${top}"


@pytest.mark.parametrize("name", INTERNAL)
def test_paper_leaves_out_what_is_only_for_our_eyes(workbook, name):
    worksheet = workbook[name]
    _, _, last_printed, _ = range_boundaries(worksheet.print_area.split("!")[1].replace("$", ""))

    for text in INTERNAL[name]:
        cell = heading(worksheet, text)
        assert cell.column > last_printed, text
        assert worksheet.column_dimensions[cell.column_letter].outlineLevel == 1, text


@pytest.mark.parametrize("name", COLOURED)
def test_colours_wait_for_the_rows_to_come(workbook, name):
    worksheet = workbook[name]
    for text in COLOURED[name]:
        cell = heading(worksheet, text)
        assert rules_of(worksheet, f"{cell.column_letter}{cell.row + 1}"), text
        assert rules_of(worksheet, f"{cell.column_letter}2000"), text


def test_every_coloured_text_can_be_read(workbook):
    read = 0
    for worksheet in workbook.worksheets:
        for area in worksheet.conditional_formatting:
            for rule in area.rules:
                if rule.dxf is not None and rule.dxf.font is not None and rule.dxf.fill is not None:
                    read += 1
                    assert contrast(rule.dxf.font.color.rgb, rule.dxf.fill.bgColor.rgb) >= 4.5, rule.formula
    assert read > 10


def test_harder_is_darker_so_that_grey_says_the_same(workbook):
    ledger = workbook["Facturas"]
    for text in ("Antigüedad", "Etapa"):
        cell = heading(ledger, text)
        fills = [
            rule.dxf.fill.bgColor.rgb
            for rule in sorted(rules_of(ledger, f"{cell.column_letter}2"), key=lambda rule: rule.priority)
            if "MATCH" in rule.formula[0] or text == "Antigüedad"
        ]
        light = [luminance(fill) for fill in fills]
        assert len(light) >= 3
        assert light == sorted(light)
        assert min(after - before for before, after in pairwise(light)) > 0.05


def test_a_customer_beyond_the_limit_is_dark_and_bold(workbook):
    customers = workbook["Clientes"]
    cell = heading(customers, "Disponible")
    (rule,) = [rule for rule in rules_of(customers, f"{cell.column_letter}2") if rule.dxf and rule.dxf.fill]

    assert rule.formula == [f"N(${cell.column_letter}2)<0"]
    assert rule.dxf.font.b
    assert luminance(rule.dxf.fill.bgColor.rgb) < 0.2


def test_tabs_are_coloured_by_whose_the_sheet_is(workbook):
    colours = {}
    for worksheet in workbook.worksheets[1:]:
        if worksheet.title == "Panel":
            continue
        kind = TAB_OF.get(worksheet.title, "theirs")
        colours.setdefault(kind, set()).add(worksheet.sheet_properties.tabColor.rgb)

    assert {kind: len(found) for kind, found in colours.items()} == {"ours": 1, "theirs": 1, "rules": 1}
    assert len(set.union(*colours.values())) == 3


def test_the_instructions_fit_the_smallest_screen(workbook):
    worksheet = workbook["Instrucciones"]
    rows = [worksheet.row_dimensions[row].height for row in range(1, worksheet.max_row + 1)]
    widths = [worksheet.column_dimensions[letter].width for letter in "AB"]

    assert worksheet.max_row <= 30
    assert None not in rows
    assert sum(rows) / 0.75 <= 500  # of 768 pixels, less what Excel itself takes; a point is 3/4 of one
    assert sum(widths) * 7 <= 1366 - 60
    for (text,) in worksheet.iter_rows(min_col=2, max_col=2, values_only=True):
        assert len(text or "") <= widths[1] * 1.15


def test_the_instructions_are_shown_first_and_lead_to_the_sheets(workbook):
    worksheet = workbook["Instrucciones"]
    targets = {
        re.fullmatch(r"'(.+)'!A1", cell.hyperlink.location)[1]: cell.value
        for (cell,) in worksheet.iter_rows(max_col=1)
        if cell.hyperlink
    }

    assert workbook.active is worksheet
    assert set(targets) >= {"Hoy", "Facturas", "Clientes", "Pagos", "Gestiones", "Acuerdos", "Política"}
    assert set(targets) <= set(workbook.sheetnames)
    assert all(sheet == told for sheet, told in targets.items())


def test_the_instructions_tell_of_the_four_cells_the_panel_and_the_command(workbook):
    told = " ".join(str(value) for row in workbook["Instrucciones"].values for value in row if value)

    for wanted in ("Resultado", "Compromiso", "Importe", "Panel", "cobranza recalcular"):
        assert wanted in told
