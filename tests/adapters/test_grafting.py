"""A sheet of the template in the user's workbook: every trap on its own."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from tests.adapters import patterns
from tests.adapters.packages import PARTS, SHEET, WORKBOOK, archive
from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, Formula, Link, NewColumn, SetCell
from xl_cobranza.errors import Refused

DAY = date(2026, 11, 22)
PANEL = AddSheet("Panel", "Tramos", [], [], "Panel")
OTHER = AddSheet("Otra", "", [], [], "Otra")
LOG = AddSheet(
    "Gestiones",
    "Gestiones",
    [NewColumn("Id", "text", 9), NewColumn("Cliente", "text", 20), NewColumn("Fecha", "date", 12)],
    [],
    "Gestiones",
)
TEXT = {"font_name": "Courier New", "bg_color": "#DDEEFF"}


@pytest.fixture(scope="session")
def rich(tmp_path_factory) -> Path:
    return patterns.save(tmp_path_factory.mktemp("rich") / "template.xlsx")


@pytest.fixture(scope="session")
def blank(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "template.xlsx"
    template.build(path, sample=False)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of a person's with a chart, a table, colours and a chart sheet."""
    path = tmp_path / "cartera.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        text, money = workbook.add_format(TEXT), workbook.add_format({"num_format": '0.0 "€"', "italic": True})
        sheet = workbook.add_worksheet("Cartera")
        sheet.write_row(1, 0, ["1", "Ana"], text)
        sheet.write_number(1, 2, 5, money)
        sheet.write_formula("D2", "=C2*2", money, 10)
        sheet.add_table("A1:C2", {"name": "Cartera", "columns": [{"header": h} for h in ("Folio", "Cliente", "Saldo")]})
        sheet.conditional_format("C2:C9", {"type": "cell", "criteria": ">", "value": 3, "format": text})
        for where in (sheet, workbook.add_chartsheet("Gráfica")):
            chart = workbook.add_chart({"type": "line"})
            chart.add_series({"values": "=Cartera!$C$2:$C$3"})
            sheet.insert_chart("F2", chart) if where is sheet else where.set_chart(chart)
        workbook.add_worksheet("Última")
    return path


def apply(path: Path, patterns: Path | None, *patches, output: Path | None = None):
    book = XlsxBook(path, output, (lambda _: patterns) if patterns else None)
    return book.apply(patches, book.digest())


def part(path: Path, name: str) -> str:
    with ZipFile(path) as package:
        return package.read(name).decode()


def sheet_xml(path: Path, sheet: str) -> str:
    return part(path, XlsxBook(path)._package.sheets[sheet])


def opened(path: Path, sheet: str):
    return openpyxl.load_workbook(path)[sheet]


def look(cell, *but: str) -> dict[str, str]:
    """How a cell looks, in words: openpyxl's own objects are never equal."""
    names = ("font", "fill", "border", "number_format", "alignment")
    return {name: repr(getattr(cell, name)) for name in names if name not in but}


# looks

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # of what openpyxl does not know


def test_cells_keep_the_look_they_have_in_the_template(path, rich):
    before = opened(path, "Cartera")
    apply(path, rich, PANEL, OTHER)

    ours, theirs = opened(path, "Panel"), opened(rich, "Panel")
    for ref in ("A4", "B5", "C6", "B10", "A22"):
        assert look(ours[ref]) == look(theirs[ref]), ref
    after = opened(path, "Cartera")
    assert [after[ref].font.name for ref in ("A2", "C2")] == [before[ref].font.name for ref in ("A2", "C2")]
    assert (after["C2"].number_format, after["A2"].fill.fgColor.rgb) == ('0.0 "€"', "FFDDEEFF")


def test_colours_by_condition_stay(path, rich):
    apply(path, rich, PANEL, OTHER)

    def colours(file: Path, sheet: str) -> list:
        rules = opened(file, sheet).conditional_formatting
        return [
            (str(r.sqref), rule.type, rule.formula, rule.dxf and rule.dxf.fill.bgColor.rgb)
            for r in rules
            for rule in r.rules
        ]

    assert colours(path, "Panel") == colours(rich, "Panel")
    assert [colour for *_, colour in colours(path, "Cartera")] == ["FFDDEEFF"]
    assert "x14:dataBar" in sheet_xml(path, "Panel")


def test_the_same_formats_are_put_into_the_styles_once(path, rich, tmp_path):
    apply(path, rich, PANEL)
    before = part(path, "xl/styles.xml")
    again = patterns.save(tmp_path / "again.xlsx")
    apply(path, again, PANEL._replace(name="Panel 2", pattern="Otra"))

    assert part(path, "xl/styles.xml") == before


def test_a_workbook_without_styles_or_with_prefixed_ones_gets_the_formats(tmp_path, rich):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    styles = (
        f'<x:styleSheet xmlns:x="{main}"><x:fonts><x:font><x:name val="Arial"/></x:font></x:fonts><x:fills><x:fill>'
        '<x:patternFill/></x:fill></x:fills><x:borders><x:border/></x:borders><x:cellXfs><x:xf fontId="0"/></x:cellXfs>'
        "</x:styleSheet>"
    )
    rel = '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    rels = PARTS["xl/_rels/workbook.xml.rels"].replace("</Relationships>", rel + "</Relationships>")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    types = PARTS["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/styles.xml" ContentType="{kind}"/></Types>'
    )
    prefixed = {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": types}
    for name, parts in (("bare.xlsx", PARTS), ("prefixed.xlsx", {**PARTS, **prefixed})):
        file = tmp_path / name
        file.write_bytes(archive(parts))
        apply(file, rich, PANEL)
        sheet = opened(file, "Panel")
        assert (sheet["B4"].number_format, sheet["B4"].font.name) == ('#,##0.00 "pesos"', "Georgia")
        assert sheet["A4"].fill.fgColor.rgb == "FF22506B"
        assert [rule.dxf.fill.bgColor.rgb for r in sheet.conditional_formatting for rule in r.rules if rule.dxf] == [
            "FFA93226"
        ]


def test_what_the_template_leaves_plain_is_as_plain_as_the_users(tmp_path, rich):
    path = tmp_path / "arial.xlsx"
    workbook = openpyxl.Workbook()
    workbook._fonts[0] = openpyxl.styles.Font(name="Arial", size=8)
    workbook.save(path)
    apply(path, rich, OTHER)

    assert (opened(path, "Otra")["A1"].value, opened(path, "Otra")["A1"].font.name) == ("Ana", "Arial")


# what it has


def test_charts_pictures_notes_and_links_come_along(path, rich):
    apply(path, rich, PANEL)

    sheet = opened(path, "Panel")
    assert [type(chart).__name__ for chart in sheet._charts] == ["BarChart", "PieChart"]
    assert sheet._charts[0].series[0].val.numRef.f == "Panel!$B$4:$B$8"
    assert sheet["A4"].comment.text.strip() == "una nota"
    assert (sheet["A22"].hyperlink.target, sheet["A23"].hyperlink.location) == ("https://xl.mx/?a=b&c=d", "Panel!A1")
    assert len(opened(path, "Cartera")._charts) == 1
    with ZipFile(path) as package:
        assert [name for name in package.namelist() if name.endswith(".png")] == ["xl/media/image1.png"]
        assert len([name for name in package.namelist() if "charts/chart" in name]) == 4


def test_texts_come_along_rich_ones_too(path, rich):
    apply(path, rich, PANEL)

    book = XlsxBook(path)
    assert book.read("Panel").row(1) == {1: "Panel de cobranza"}
    assert book.read("Panel").row(4) == {1: "Tramo 0", 2: 100.0, 3: date(2026, 1, 1)}
    assert "<rPr>" in sheet_xml(path, "Panel")


def test_the_page_and_the_panes_come_along(path, rich):
    apply(path, rich, PANEL)

    sheet = opened(path, "Panel")
    assert (sheet.freeze_panes, sheet.print_area, sheet.print_title_rows) == ("B4", "'Panel'!$A$1:$M$40", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.oddHeader.center.text) == ("landscape", "&A")
    assert (sheet.row_dimensions[15].hidden, sheet.column_dimensions["H"].outlineLevel) == (True, 1)
    assert sheet.sheet_properties.tabColor.rgb == "FF22506B"


def test_names_belong_to_the_sheet_they_point_into(path, rich):
    apply(path, rich, OTHER, PANEL)

    names = re.findall(r"<definedName ([^>]*)>([^<]*)<", part(path, "xl/workbook.xml"))
    assert {(found, formula) for found, formula in names if "Cartera" not in formula} == {
        ('name="Total"', "Panel!$B$10"),
        ('name="DeOtra"', "Otra!$A$1"),
        ('name="Primero" localSheetId="4"', "Panel!$B$4"),
        ('name="_xlnm.Print_Area" localSheetId="4"', "Panel!$A$1:$M$40"),
        ('name="_xlnm.Print_Titles" localSheetId="4"', "Panel!$3:$3"),
    }


def test_a_name_that_a_table_of_theirs_has_is_left_out(tmp_path, rich):
    path = tmp_path / "libro.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("A").add_table("A1:A2", {"name": "total"})
    apply(path, rich, PANEL)

    assert "Total" not in XlsxBook(path).names


def test_it_is_not_the_sheet_that_opens_nor_one_that_a_macro_knows(path, rich):
    apply(path, rich, PANEL)

    assert "tabSelected" not in sheet_xml(path, "Panel")
    assert "codeName" not in sheet_xml(path, "Panel")
    assert "tabSelected" in sheet_xml(path, "Cartera")


def test_a_workbook_without_windows_gets_no_view(tmp_path, rich):
    path = tmp_path / "libro.xlsx"
    path.write_bytes(archive(PARTS))
    apply(path, rich, PANEL)

    assert "sheetView" not in sheet_xml(path, "Panel")


def test_a_table_gets_an_id_of_its_own_and_its_looks(path, rich):
    apply(path, rich, PANEL, AddSheet("Pagos", "Pagos", [NewColumn("Id", "text", 9)], []))

    with ZipFile(path) as package:
        tables = [package.read(name).decode() for name in package.namelist() if "/tables/" in name]
    assert sorted(int(re.search(r'<table [^>]*?\sid="(\d+)"', table)[1]) for table in tables) == [1, 2, 3]
    (ours,) = [table for table in tables if 'displayName="Tramos"' in table]
    looks = [int(number) for number in re.findall(r'dataDxfId="(\d+)"', ours)]
    count = int(re.search(r'<dxfs count="(\d+)"', part(path, "xl/styles.xml"))[1])
    assert len(looks) == 2
    assert max(looks) < count


# what it would name


@pytest.mark.parametrize("patches", [[PANEL], [PANEL, OTHER], [OTHER, PANEL]])
def test_what_names_a_sheet_comes_only_with_that_sheet(path, rich, patches):
    apply(path, rich, *patches)

    xml = sheet_xml(path, "Panel")
    is_there = OTHER in patches
    assert ("Otra!$A$1:$A$5" in xml, "COUNTIF(Otra!" in xml, "Otra!A4:B4" in xml) == (is_there,) * 3
    assert f'<dataValidations count="{1 + is_there}">' in xml
    assert xml.count("<x14:sparkline>") == 1 + is_there
    assert xml.count("<conditionalFormatting ") == 2


def test_a_formula_on_what_is_not_there_leaves_a_blank(path, rich):
    apply(path, rich, PANEL)

    grid = XlsxBook(path).read("Panel")
    assert grid.column(2, 10, 13) == [1500.0, None, 1500.0, None]
    assert grid.formulas(2) == frozenset({10, 12})
    assert opened(path, "Panel")["B11"].font.name == "Georgia"


@pytest.mark.parametrize(
    ("formula", "is_kept"),
    [
        ("SUM(Cartera[Saldo])", True),
        ("SUM(CARTERA[[#All],[saldo]:[Cliente]])", True),
        ("COUNTA(Cartera[#Data])", True),
        ("SUM(Cartera[Etapa])", True),  # a column of the same plan
        ("SUM(Cartera[Importe])", False),
        ("SUM(Otra[Saldo])", False),
        ("SUM(Cartera!C2:C9)", True),
        ('"Nadie!A1"', True),
    ],
)
def test_a_formula_comes_when_the_table_has_the_columns_it_names(path, tmp_path, formula, is_kept):
    source = tmp_path / "template.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title, workbook.active["A1"] = "Panel", f"={formula}"
    workbook.save(source)
    stage = AddColumn("Cartera", "Cartera", 1, 4, "Etapa", "_cobranza.stage", [None], "text", 2)
    with ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["xl/worksheets/sheet1.xml"] = re.sub(rb'<c r="D2".*?</c>', b"", members["xl/worksheets/sheet1.xml"])
    path.write_bytes(archive(members))
    apply(path, source, PANEL, stage)

    assert (f"<f>{formula}</f>" in sheet_xml(path, "Panel").replace("&quot;", '"')) is is_kept


def test_a_list_goes_with_the_last_of_its_rules(tmp_path):
    source, path = tmp_path / "template.xlsx", tmp_path / "libro.xlsx"
    with xlsxwriter.Workbook(source) as workbook:
        sheet = workbook.add_worksheet("Panel")
        workbook.add_worksheet("Otra")
        sheet.data_validation("A1", {"validate": "list", "source": "=Otra!$A$1:$A$5"})
        sheet.conditional_format("A1", {"type": "formula", "criteria": "=Otra!$A$1>0"})
        sheet.add_sparkline("D5", {"range": "Otra!A4:B4"})
    path.write_bytes(archive(PARTS))
    apply(path, source, PANEL)

    xml = sheet_xml(path, "Panel")
    assert [word for word in ("dataValidations", "conditionalFormatting", "sparkline", "extLst") if word in xml] == []


def test_a_sheet_of_theirs_that_is_named_alike_will_do(tmp_path, rich):
    path = tmp_path / "libro.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title = "OTRA"
    workbook.save(path)
    apply(path, rich, PANEL)

    assert "Otra!$A$1:$A$5" in sheet_xml(path, "Panel")


def test_called_otherwise_it_names_itself_so(path, rich):
    apply(path, rich, PANEL._replace(name="Panel de Ana"))

    with ZipFile(path) as package:
        charts = "".join(package.read(name).decode() for name in package.namelist() if "charts/chart" in name)
    assert "<c:f>'Panel de Ana'!$B$4:$B$8</c:f>" in charts
    assert "Panel!" not in charts + sheet_xml(path, "Panel de Ana") + part(path, "xl/workbook.xml")
    assert "<f>SUM('Panel de Ana'!B4:B8)</f>" in sheet_xml(path, "Panel de Ana")


def test_formulas_without_results_have_excel_calculate(path, blank, rich):
    assert "calcChain" not in part(path, "[Content_Types].xml")
    before = part(path, "xl/workbook.xml").replace(' fullCalcOnLoad="1"', "")
    with ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    path.write_bytes(archive(members | {"xl/workbook.xml": before}))
    apply(path, rich, OTHER)
    assert "fullCalcOnLoad" not in part(path, "xl/workbook.xml")
    apply(path, rich, PANEL)
    assert 'fullCalcOnLoad="1"' in part(path, "xl/workbook.xml")


# rows


def test_rows_look_like_the_blank_one_of_the_template(path, blank):
    rows = [[f"G-{n}", Link("Ana", "mailto:a@b.mx") if n % 2 else None, DAY] for n in range(4)]
    apply(path, blank, LOG._replace(rows=rows))

    sheet, theirs = opened(path, "Gestiones"), opened(blank, "Gestiones")
    for row in range(2, 6):
        for column in range(1, 16):
            assert look(sheet.cell(row, column)) == look(theirs.cell(2, column))
    assert sheet.tables["Gestiones"].ref == "A1:O5" == sheet.tables["Gestiones"].autoFilter.ref
    assert [sheet.cell(row, 2).value.date() for row in range(2, 6)] == [DAY] * 4
    assert [bool(sheet.cell(row, 5).hyperlink) for row in range(2, 6)] == [False, True, False, True]


def test_rows_appended_later_look_like_the_blank_one_too(path, blank):
    apply(path, blank, LOG)
    apply(path, None, *(AppendRow("Gestiones", "Gestiones", row, {1: f"G-{row}", 2: DAY}) for row in (2, 3)))

    sheet, theirs = opened(path, "Gestiones"), opened(blank, "Gestiones")
    for row in (2, 3):
        assert [look(sheet.cell(row, at)) for at in range(1, 16)] == [look(theirs.cell(2, at)) for at in range(1, 16)]


def test_cells_set_below_the_blank_row_look_like_it(path, blank):
    apply(path, blank, LOG, *(SetCell("Gestiones", row, at, "x") for row in (2, 3, 9) for at in (1, 5)))

    sheet, theirs = opened(path, "Gestiones"), opened(blank, "Gestiones")
    for row in (2, 3, 9):
        assert [look(sheet.cell(row, at)) for at in (1, 5)] == [look(theirs.cell(2, at)) for at in (1, 5)]


def test_a_cell_set_over_a_text_of_the_pattern_keeps_its_look(path, rich):
    patches = (
        SetCell("Panel", 4, 1, Link("Ana", "tel:5512345678")), SetCell("Panel", 5, 2, 7.0),
        SetCell("Panel", 6, 2, Formula("B4*2", 200.0)), SetCell("Panel", 10, 2, Formula("SUM(Panel!B4:B8)", 9.0)),
    )  # fmt: skip
    applied = apply(path, rich, PANEL, *patches)

    sheet, theirs = opened(path, "Panel"), opened(rich, "Panel")
    assert applied.changed_cells == 4
    assert (sheet["A4"].value, sheet["A4"].hyperlink.target, sheet["B6"].value) == ("Ana", "tel:5512345678", "=B4*2")
    assert sheet["A22"].hyperlink.target == "https://xl.mx/?a=b&c=d"
    for ref in ("A4", "B5", "B6", "B10"):
        assert look(sheet[ref]) == look(theirs[ref])
    assert apply(path, rich, *patches).saved_to is None


def test_a_day_over_a_figure_of_the_pattern_keeps_the_rest_of_its_look(path, rich):
    apply(path, rich, PANEL, SetCell("Panel", 4, 2, DAY))

    cell = opened(path, "Panel")["B4"]
    assert (cell.is_date, cell.value.date(), cell.font.name) == (True, DAY, "Georgia")


# the template


def test_the_template_is_asked_for_only_when_a_sheet_is_made_after_it(path, rich):
    asked = set()

    def patterns(sheet: str) -> Path:
        asked.add(sheet)
        return rich

    book = XlsxBook(path, None, patterns)
    book.apply([AddSheet("Pagos", "Pagos", [NewColumn("Id", "text", 9)], [])], book.digest())
    assert asked == set()
    book.apply([PANEL, OTHER], book.digest())
    assert asked == {PANEL.pattern, OTHER.pattern}


def test_the_bytes_depend_on_nothing_but_the_input(path, rich, tmp_path):
    outputs = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for output in outputs:
        apply(path, rich, PANEL, OTHER, SetCell("Panel", 1, 1, "x"), output=output)

    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_the_properties_of_the_document_are_left_alone(path, rich):
    before = part(path, "docProps/app.xml"), part(path, "docProps/core.xml")
    apply(path, rich, PANEL)

    assert (part(path, "docProps/app.xml"), part(path, "docProps/core.xml")) == before


def test_a_strict_workbook_is_refused(tmp_path, rich):
    strict = [("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
              ("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")]  # fmt: skip
    texts = {"xl/workbook.xml": WORKBOOK, "xl/worksheets/sheet1.xml": SHEET}
    for word, other in strict:
        texts = {name: text.replace(word, other) for name, text in texts.items()}
    path = tmp_path / "libro.xlsx"
    path.write_bytes(archive({**PARTS, **texts}))
    before = path.read_bytes()

    with pytest.raises(Refused, match="strict_workbook"):
        apply(path, rich, PANEL)
    assert path.read_bytes() == before


def test_a_protected_structure_is_refused(tmp_path, rich):
    path = tmp_path / "libro.xlsx"
    workbook = openpyxl.Workbook()
    workbook.security.lockStructure = True
    workbook.save(path)

    with pytest.raises(Refused, match="protected_structure"):
        apply(path, rich, PANEL)
