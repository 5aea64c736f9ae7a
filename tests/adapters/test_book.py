"""The workbook on disk: what only a file can show."""

import os
import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.layout import LEDGER
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, CacheValue, NewColumn, SetCell
from xl_cobranza.errors import Refused, WrongUsage

DAY = date(2026, 11, 22)
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger as a person keeps one: Arial with borders, a formula, a blank column to the right of it."""
    path = tmp_path / "cartera.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        heading = workbook.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 1})
        text, day, money = (
            workbook.add_format({"font_name": "Arial", "border": 1, "num_format": code})
            for code in ("@", "dd-mm-yy", '#,##0.00 "€"')
        )
        sheet = workbook.add_worksheet("Facturas")
        sheet.write_row(0, 0, ["Folio", "Vencimiento", "Importe"], heading)
        for row in range(1, 4):
            sheet.write(row, 0, f"00{row}", text)
            sheet.write_datetime(row, 1, DAY, day)
            sheet.write(row, 2, 100.0 * row, money)
        workbook.add_worksheet("Resumen").write_formula("A1", "=SUM(Facturas!C2:C4)", None, 600)
    return path


def apply(path: Path, *patches, output: Path | None = None):
    book = XlsxBook(path, output)
    return book.apply(patches, book.digest())


def ours(column: int = 4, look: str = "text", values=("a", "b", None), like: int = 1, **more) -> AddColumn:
    heading, owner = f"Nuestra {column}", f"_cobranza.c{column}"
    return AddColumn("Facturas", None, 1, column, heading, owner, list(values), look, like)._replace(**more)


def rewritten(path: Path, part: str, *changes: tuple[bytes, bytes]) -> None:
    """Change a part as another program would have written it."""
    with ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for before, after in changes:
        assert re.search(before, members[part])
        members[part] = re.sub(before, after, members[part])
    with ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)


def part(path: Path, name: str) -> bytes:
    with ZipFile(path) as package:
        return package.read(name)


# looks


def test_our_cells_look_like_the_users(path):
    columns = [
        ours(4),
        ours(5, "date", [DAY] * 3, like=2),
        ours(6, "money", [1.0] * 3, like=3),
        ours(7, "integer", [1.0] * 3, like=3),
        ours(8, "date", [DAY] * 3, like=1),
    ]
    apply(path, *columns)

    sheet = openpyxl.load_workbook(path)["Facturas"]
    assert [sheet.cell(2, at).number_format for at in range(4, 9)] == [
        "General", "dd-mm-yy", '#,##0.00 "€"', "0", "mm-dd-yy",
    ]  # fmt: skip  # the last is format 14, the short date of whoever opens it
    assert {sheet.cell(row, at).font.name for row in (2, 4) for at in range(4, 9)} == {"Arial"}
    assert {sheet.cell(row, at).border.left.style for row in (1, 2, 4) for at in range(4, 9)} == {"thin"}
    assert {sheet.cell(1, at).fill.fgColor.rgb for at in range(3, 9)} == {"FFDDEEFF"}


def test_new_columns_are_wide_enough_for_heading_and_figures(path):
    apply(path, ours(4, "money", [123_456_789.5, None, None]), ours(5, heading="Acción sugerida"))

    sheet = openpyxl.load_workbook(path)["Facturas"]
    assert sheet.column_dimensions["D"].width >= len("123,456,789.50")
    assert sheet.column_dimensions["E"].width == LEDGER.by_field["action"].width


def test_a_width_the_user_chose_is_kept(path):
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        (rb"<sheetData>", rb'<cols><col min="4" max="9" width="33"/></cols><sheetData>'),
    )
    apply(path, ours(4))

    assert b'<cols><col min="4" max="9" width="33"/></cols>' in part(path, "xl/worksheets/sheet1.xml")


def test_a_new_row_looks_like_the_one_above(path):
    apply(
        path,
        AppendRow("Facturas", None, 5, {1: "004", 2: DAY, 3: 5.0}),
        AppendRow("Facturas", None, 6, {1: "005", 3: 6.0}),
    )

    sheet = openpyxl.load_workbook(path)["Facturas"]
    for row in (5, 6):
        assert (sheet.cell(row, 1).font.name, sheet.cell(row, 2).number_format, sheet.cell(row, 3).number_format) == (
            "Arial", "dd-mm-yy", '#,##0.00 "€"',
        ) or row == 6  # fmt: skip
    assert sheet["B5"].value.date() == DAY
    assert sheet["A6"].font.name == "Arial"


def test_the_first_row_below_a_heading_does_not_look_like_it(path):
    apply(path, AddSheet("Gestiones", "Gestiones", [NewColumn("Id", "text", 9), NewColumn("Fecha", "date", 12)], []))
    apply(path, AppendRow("Gestiones", "Gestiones", 2, {1: "G-1", 2: DAY}))
    apply(path, AppendRow("Gestiones", "Gestiones", 3, {1: "G-2", 2: DAY}))

    sheet = openpyxl.load_workbook(path)["Gestiones"]
    assert [sheet.cell(row, 1).font.b for row in (1, 2, 3)] == [True, False, False]
    assert [sheet.cell(row, 2).is_date for row in (2, 3)] == [True, True]
    assert sheet.tables["Gestiones"].ref == "A1:B3"


def test_a_cell_that_was_never_there_looks_like_the_one_above_it(path):
    apply(path, ours(4, "date", [DAY, DAY, None], like=2))
    rewritten(path, "xl/worksheets/sheet1.xml", (rb'<c r="D4"[^>]*/>', b""))
    apply(path, SetCell("Facturas", 4, 4, DAY))

    sheet = openpyxl.load_workbook(path)["Facturas"]
    assert (sheet["D4"].number_format, sheet["D4"].font.name) == ("dd-mm-yy", "Arial")


def test_cells_of_many_rows_added_by_another_program_look_like_the_last_one_there(path):
    apply(path, ours(4, "date", [DAY] * 3, like=2))
    apply(path, *(AppendRow("Facturas", None, row, {1: f"{row:03}"}) for row in range(5, 405)))
    apply(path, *(SetCell("Facturas", row, 4, DAY) for row in range(5, 405)))

    sheet = openpyxl.load_workbook(path)["Facturas"]
    assert {sheet.cell(row, 4).number_format for row in range(2, 405)} == {"dd-mm-yy"}
    assert {sheet.cell(row, 4).font.name for row in range(2, 405)} == {"Arial"}


def test_a_new_sheet_shows_its_headings_while_it_scrolls(path):
    apply(path, AddSheet("Gestiones", "Gestiones", [NewColumn("Id", "text", 9)], [["=1+1"]]))

    sheet = openpyxl.load_workbook(path)["Gestiones"]
    assert (sheet.freeze_panes, sheet.column_dimensions["A"].width, sheet["A1"].font.b) == ("A2", 9, True)
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


# recalculation


def calculates_on_load(path: Path) -> bool:
    return b'fullCalcOnLoad="1"' in part(path, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("patch", "recalculated"),
    [
        (SetCell("Facturas", 2, 3, 7.0), True),
        (SetCell("Facturas", 2, 1, "009"), False),
        (ours(), False),
        (AppendRow("Facturas", None, 5, {3: 1.0}), False),
        (CacheValue("Resumen", 1, 1, 601.0), False),
    ],
)
def test_excel_is_asked_to_recalculate_only_when_formulas_read_what_we_wrote(path, patch, recalculated):
    rewritten(path, "xl/workbook.xml", (rb' fullCalcOnLoad="1"', b""))
    apply(path, patch)

    assert calculates_on_load(path) is recalculated


def test_functions_of_an_absent_add_in_keep_their_results(path):
    rewritten(path, "xl/workbook.xml", (rb' fullCalcOnLoad="1"', b""))
    rewritten(path, "xl/worksheets/sheet2.xml", (rb"SUM\(Facturas", b"_xll.TOTAL(Facturas"))
    applied = apply(path, SetCell("Facturas", 2, 3, 7.0))

    assert not calculates_on_load(path)
    assert [(problem.kind, problem.found) for problem in applied.problems] == [("not_recalculated", "_xll.TOTAL")]


def test_a_broken_signature_is_said(path):
    with ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/origin.sigs", b"")
    applied = apply(path, SetCell("Facturas", 2, 3, 7.0))

    assert [problem.kind for problem in applied.problems] == ["signature_broken"]


# where it is written


def test_the_workbook_before_is_kept(path):
    before = path.read_bytes()
    applied = apply(path, ours())

    assert applied.saved_to == str(path)
    assert Path(applied.backup).read_bytes() == before


def test_an_output_leaves_the_workbook_alone(path, tmp_path):
    before, output = path.read_bytes(), tmp_path / "salida.xlsx"
    applied = apply(path, ours(), output=output)

    assert path.read_bytes() == before
    assert (applied.saved_to, applied.backup) == (str(output), None)
    assert XlsxBook(output).names["_cobranza.c4"] == "Facturas!$D$1"


def test_an_output_that_exists_is_replaced_after_a_backup(path, tmp_path):
    output = tmp_path / "salida.xlsx"
    output.write_bytes(b"anything")
    applied = apply(path, ours(), output=output)

    assert Path(applied.backup).read_bytes() == b"anything"
    assert XlsxBook(output).names["_cobranza.c4"]


def test_nothing_to_do_with_an_output_is_a_copy(path, tmp_path):
    output = tmp_path / "salida.xlsx"
    applied = apply(path, output=output)

    assert (applied.changed_cells, applied.saved_to) == (0, str(output))
    assert output.read_bytes() == path.read_bytes()


def test_an_open_workbook_is_refused_in_place_and_read_for_an_output(path, tmp_path):
    (tmp_path / "~$cartera.xlsx").write_bytes(b"\x03Ana".ljust(165, b"\0"))

    with pytest.raises(Refused, match="open_in_excel"):
        apply(path, ours())
    assert apply(path, ours(), output=tmp_path / "salida.xlsx").saved_to


@pytest.mark.parametrize("name", ["salida.xlsm", "salida.xls", "salida", "salida.csv"])
def test_an_output_that_excel_would_not_open_is_wrong_usage(path, tmp_path, name):
    with pytest.raises(WrongUsage, match="output_extension"):
        XlsxBook(path, tmp_path / name)


@pytest.mark.parametrize(
    ("extension", "declared"),
    [
        (".xlsm", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        (".xltx", MAIN.replace(b"sheet.main", b"template.main")),
    ],
)
def test_a_workbook_of_another_kind_stays_of_its_kind(path, extension, declared):
    rewritten(path, "[Content_Types].xml", (re.escape(MAIN), declared))
    other = path.rename(path.with_suffix(extension))
    apply(other, ours())

    assert declared in part(other, "[Content_Types].xml")
    assert XlsxBook(other).read("Facturas").column(4, 1, 2) == ["Nuestra 4", "a"]
    with pytest.raises(WrongUsage, match="output_extension"):
        XlsxBook(other, other.with_suffix(".xlsx"))


def test_a_link_is_followed(path, tmp_path):
    link = tmp_path / "enlace.xlsx"
    link.symlink_to(path)
    apply(link, ours())

    assert link.is_symlink()
    assert XlsxBook(path).names["_cobranza.c4"]


# where we may not write


def protect(path: Path) -> None:
    rewritten(path, "xl/worksheets/sheet1.xml", (rb"</sheetData>", rb'</sheetData><sheetProtection sheet="1"/>'))


@pytest.mark.parametrize("patch", [SetCell("Facturas", 2, 1, "x"), ours(), AppendRow("Facturas", None, 5, {1: "x"})])
def test_a_protected_sheet_is_refused_whole(path, patch):
    protect(path)
    before = path.read_bytes()

    with pytest.raises(Refused, match="protected_sheet"):
        apply(path, SetCell("Resumen", 5, 5, "x"), patch)
    assert path.read_bytes() == before


def test_unlocked_cells_of_a_protected_sheet_are_written(path):
    rewritten(path, "xl/styles.xml", (rb'applyBorder="1"/>', rb'applyBorder="1"><protection locked="0"/></xf>'))
    protect(path)

    assert apply(path, SetCell("Facturas", 2, 1, "x")).changed_cells == 1


def test_a_protected_structure_takes_no_new_sheet(path):
    rewritten(path, "xl/workbook.xml", (rb"<bookViews>", rb'<workbookProtection lockStructure="1"/><bookViews>'))

    with pytest.raises(Refused, match="protected_structure"):
        apply(path, AddSheet("Otra", "Otra", [NewColumn("Id", "text", 9)], []))
    assert apply(path, ours()).saved_to


def test_merged_cells_in_the_way_are_named(path):
    merged = rb'</sheetData><mergeCells count="1"><mergeCell ref="C3:E3"/></mergeCells>'
    rewritten(path, "xl/worksheets/sheet1.xml", (rb"</sheetData>", merged))

    with pytest.raises(Refused) as refusal:
        apply(path, ours())
    assert (refusal.value.kind, refusal.value.ref, refusal.value.found) == ("merged_cells", "Facturas!C3", "C3:E3")


def test_a_taken_cell_is_named(path):
    apply(path, SetCell("Facturas", 3, 4, "apunte"))

    with pytest.raises(Refused) as refusal:
        apply(path, ours())
    assert (refusal.value.kind, refusal.value.ref, refusal.value.found) == ("no_room", "Facturas!D3", "apunte")


def test_only_worksheets_are_sheets(path):
    rels = (rb'(Target="worksheets/sheet2.xml")', rb"\1")
    rewritten(
        path,
        "xl/_rels/workbook.xml.rels",
        rels,
        (
            rb"relationships/worksheet\" Target=\"worksheets/sheet2",
            b'relationships/chartsheet" Target="worksheets/sheet2',
        ),
    )

    assert tuple(XlsxBook(path).sheets) == ("Facturas",)


def test_a_workbook_without_styles_gets_the_formats_it_needs(path):
    rewritten(path, "xl/_rels/workbook.xml.rels", (rb'<Relationship [^>]*relationships/styles"[^>]*/>', b""))
    rewritten(path, "xl/worksheets/sheet1.xml", (rb' s="\d+"', b""))
    apply(path, ours(4, "date", [DAY] * 3))

    assert XlsxBook(path).read("Facturas").column(4, 2, 4) == [DAY] * 3


def test_parts_that_say_the_same_keep_their_bytes(path):
    apply(path, ours())
    before = raw_members(path)
    apply(path, SetCell("Facturas", 2, 4, "otra"), CacheValue("Resumen", 1, 1, 601.0))

    after = raw_members(path)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }


def raw_members(path: Path) -> dict[str, bytes]:
    """The members of an archive as they are deflated."""
    data = path.read_bytes()
    with ZipFile(path) as package:
        starts = {info.filename: info.header_offset + 30 + len(info.filename) for info in package.infolist()}
        return {info.filename: data[starts[info.filename] :][: info.compress_size] for info in package.infolist()}


def test_the_bytes_written_depend_on_nothing_but_the_input(path, tmp_path):
    copies = [tmp_path / "a" / "x.xlsx", tmp_path / "b" / "x.xlsx"]
    for copy in copies:
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (0, 0))
        apply(copy, ours(), AddSheet("Otra", "Otra", [NewColumn("Id", "text", 9)], []))

    assert copies[0].read_bytes() == copies[1].read_bytes()
