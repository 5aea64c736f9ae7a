"""Reading sheets: our two readers, openpyxl and calamine on real workbooks; and what each spelling means."""

import tracemalloc
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
import python_calamine

from tests.adapters.packages import CORPUS
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.adapters.xlsx.cells import letters
from xl_cobranza.adapters.xlsx.reading import scan
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.adapters.xlsx.reading.scan import read_sheet
from xl_cobranza.book.port import NOT_CALCULATED, CellError, Value
from xl_cobranza.errors import Refused

FILES = sorted(path for path in CORPUS.glob("*") if path.suffix.startswith(".xl"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
FORMATS = ["number", "date", "time", "elapsed", "text"]
STRINGS = ["Rosa", "Díaz"]


def sheet(rows: str, head: str = "", tail: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="m">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()


def read(data: bytes, date1904: bool = False) -> SheetGrid:
    return read_sheet(data, STRINGS, FORMATS, date1904)


@pytest.fixture(params=["scan", "expat"])
def reader(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both readers, one after the other."""
    if request.param == "scan":
        with patch.object(scan, "read_rows", side_effect=AssertionError("the scan should have read this")):
            yield
    else:
        with patch.object(scan, "is_odd", return_value=True):
            yield


def cells(grid: SheetGrid) -> dict[tuple[int, int], Value]:
    return {(row, column): value for row in range(1, grid.rows + 1) for column, value in grid.row(row).items()}


@each_file
def test_both_readers_agree_on_real_workbooks(path):
    fast, slow = XlsxBook(path), XlsxBook(path)
    for name in fast.sheets:
        ours = fast.read(name)
        with patch.object(scan, "is_odd", return_value=True):
            theirs = slow.read(name)
        assert cells(ours) == cells(theirs)
        assert [type(value) for value in cells(ours).values()] == [type(value) for value in cells(theirs).values()]
        columns = range(1, ours.columns + 1)
        assert [ours.formulas(column) for column in columns] == [theirs.formulas(column) for column in columns]


def tolerated(ours: Value, theirs: object) -> bool:
    """Every difference to another reader that is not a fault of ours, with its reason."""
    if theirs is None:
        # they take an empty text for a blank; calamine shows no errors; nobody else knows what was not calculated
        return (isinstance(ours, str) and not ours.strip()) or isinstance(ours, CellError) or ours is NOT_CALCULATED
    if isinstance(ours, float) and isinstance(theirs, time):
        return ours < 1  # the port keeps a time of day as the number it is
    if isinstance(ours, float) and isinstance(theirs, datetime):
        return ours < 0  # openpyxl has days before 1900, Excel shows ####
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.strip() == theirs  # calamine trims what does not say xml:space="preserve"
    # openpyxl does not know the built-in date formats of East Asia
    return isinstance(ours, date) and isinstance(theirs, int)


def agree(ours: Value, theirs: object) -> bool:
    if isinstance(ours, date) and not isinstance(ours, datetime) and isinstance(theirs, datetime):
        return theirs == datetime(ours.year, ours.month, ours.day)
    if isinstance(ours, float) and isinstance(theirs, int | float) and not isinstance(theirs, bool):
        return ours == theirs
    return ours == theirs and (type(ours) is type(theirs) or isinstance(ours, CellError))


def as_openpyxl(path: Path) -> dict[str, dict[tuple[int, int], object]]:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found = {}
    for theirs in book.worksheets:
        theirs.reset_dimensions()
        rows = ((cell.row, cell.column, cell.value) for row in theirs.rows for cell in row if cell.value is not None)
        found[theirs.title] = {(row, column): value for row, column, value in rows}
    book.close()
    return found


def as_calamine(path: Path) -> dict[str, dict[tuple[int, int], object]]:
    book = python_calamine.load_workbook(str(path))
    found = {}
    for title in book.sheet_names:
        rows = enumerate(book.get_sheet_by_name(title).to_python(skip_empty_area=False), 1)
        found[title] = {(row, column): v for row, values in rows for column, v in enumerate(values, 1) if v != ""}
    return found


@each_file
@pytest.mark.parametrize("peer", [as_openpyxl, as_calamine])
def test_other_readers_see_what_we_see(path, peer):
    try:
        with warnings.catch_warnings(action="ignore"):
            theirs = peer(path)
    except Exception as fault:  # noqa: BLE001  # they raise anything
        pytest.skip(f"{peer.__name__[3:]} cannot: {fault!r:.60}")
    book = XlsxBook(path)
    for name in set(book.sheets) & set(theirs):
        here, there = cells(book.read(name)), theirs[name]
        wrong = {
            place: (here.get(place), there.get(place))
            for place in {*here, *there}
            if not agree(here.get(place), there.get(place)) and not tolerated(here.get(place), there.get(place))
        }
        assert not wrong


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>1.5</v></c>', 1.5),
        ('<c r="A1" t="n"><v>30</v></c>', 30.0),
        ('<c r="A1" s="1"><v>46348</v></c>', date(2026, 11, 22)),
        ('<c r="A1" s="1"><v>46348.5</v></c>', datetime(2026, 11, 22, 12)),
        ('<c r="A1" s="1"><v>60</v></c>', 60.0),
        ('<c r="A1" s="1"><v>0</v></c>', 0.0),
        ('<c r="A1" s="2"><v>0.5</v></c>', 0.5),
        ('<c r="A1" s="2"><v>46348.5</v></c>', datetime(2026, 11, 22, 12)),
        ('<c r="A1" s="3"><v>46348.5</v></c>', 46348.5),
        ('<c r="A1" s="99"><v>46348</v></c>', 46348.0),
        ('<c r="A1" t="s"><v>1</v></c>', "Díaz"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c r="A1" t="d"><v>2026-11-22</v></c>', date(2026, 11, 22)),
        ('<c r="A1" t="d"><v>2026-11-22T10:30:00Z</v></c>', datetime(2026, 11, 22, 10, 30)),
        ('<c r="A1" t="inlineStr"><is><t>a&lt;b</t></is></c>', "a<b"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>', " a"),
        ('<c r="A1" t="str"><f>B1</f><v>x_x000A_y</v></c>', "x\ny"),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', ""),
        ('<c r="A1" t="str"><f>B1</f><v/></c>', ""),
        ('<c r="A1" t="str"><f>B1</f></c>', NOT_CALCULATED),
        ('<c r="A1"><f>B1</f></c>', NOT_CALCULATED),
        ('<c r="A1"><f>B1</f><v></v></c>', NOT_CALCULATED),
        ('<c r="A1"><f t="shared" si="0"/><v>7</v></c>', 7.0),
        ('<c r="A1"><v>abc</v></c>', "abc"),
        ('<c r="A1"><v>nan</v></c>', "nan"),
        ('<c r="A1" s="4"/>', None),
        ('<c r="A1" s="4"></c>', None),
        ('<c r="A1"><v></v></c>', None),
        ('<c r="A1" cm="1" vm="1" t="e"><v>#VALUE!</v></c>', CellError("#VALUE!")),
    ],
)
@pytest.mark.usefixtures("reader")
def test_a_cell_shows_its_value(cell, value):
    found = read(sheet(f'<row r="1">{cell}</row>')).column(1, 1, 1)
    assert found == [value]
    assert type(found[0]) is type(value)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="inlineStr"><is><r><t>Ro</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>sa</t></r></is></c>',
        '<c r="A1" t="inlineStr"><is><t><![CDATA[Rosa]]></t></is></c>',
        '<c t="s"><v>0</v></c>',
        "<c r='A1' t='s'><v>0</v></c>",
        '<c t="s" r="A1"><v>0</v></c>',
        '<c r="A1" t="s"><v><!-- 1 -->0</v></c>',
        '<c r="A1" t="s"><v>&#48;</v></c>',
    ],
)
def test_odd_spellings_mean_the_same(cell):
    assert read(sheet(f'<row r="1">{cell}</row>')).row(1) == {1: "Rosa"}


@pytest.mark.usefixtures("reader")
def test_days_of_the_1904_system():
    rows = '<row r="1"><c r="A1" s="1"><v>44886</v></c><c r="B1" s="1"><v>0</v></c></row>'
    assert read(sheet(rows), date1904=True).row(1) == {1: date(2026, 11, 22), 2: date(1904, 1, 1)}


@pytest.mark.usefixtures("reader")
def test_formulas_are_known_with_all_cells_of_arrays_and_data_tables():
    rows = (
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f t="array" ref="B1:C3">ROW()</f><v>1</v></c><c r="C1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2</f><v>1</v></c><c r="D2"><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="7"><c r="E7"><f t="dataTable" ref="E7:E8" dt2D="0" r1="A1"/><v>1</v></c></row>'
    )
    grid = read(sheet(rows))
    assert [sorted(grid.formulas(column)) for column in range(1, 6)] == [[1, 2, 3], [1, 2, 3], [1, 2, 3], [], [7, 8]]
    assert (grid.rows, grid.columns) == (8, 5)


@pytest.mark.usefixtures("reader")
def test_gaps_are_blank_and_blanks_have_no_extent():
    grid = read(
        sheet(
            '<row r="3"><c r="B3"><v>1</v></c></row><row r="90"><c r="B90"><v>2</v></c><c r="F90" s="1"/></row><row r="95"/>'
        )
    )
    assert (grid.rows, grid.columns) == (90, 2)
    assert grid.column(2, 1, 4) == [None, None, 1.0, None]
    assert grid.column(2, 89, 92) == [None, 2.0, None, None]
    assert grid.column(2, 4, 3) == []
    assert grid.column(9, 1, 2) == [None, None]
    assert grid.row(4) == {}
    assert (read(sheet("")).rows, read(b"<worksheet><sheetData/></worksheet>").columns) == (0, 0)


def test_a_column_that_changes_its_looks_is_read_on():
    """Headings, two types, a blank, a formula, an inline text: each look is a surprise to the scan."""
    looks = [
        '<c r="A{0}" t="s"><v>0</v></c>',
        '<c r="A{0}" s="1"><v>{0}</v></c>',
        '<c r="A{0}"><v>{0}</v></c>',
        '<c r="A{0}" s="3"/>',
        '<c r="A{0}"><f>B{0}</f><v>{0}</v></c>',
        '<c r="A{0}" t="inlineStr"><is><t>t{0}</t></is></c>',
        '<c r="A{0}" t="s"><v>1</v></c><c r="C{0}"><v>3</v></c>',
    ]
    rows = "".join(f'<row r="{n}">{looks[n * n // 700 % 7].format(n)}</row>' for n in range(1, 9000))
    fast = read(sheet(rows))
    with patch.object(scan, "is_odd", return_value=True):
        assert cells(fast) == cells(read(sheet(rows)))
    assert len(fast.formulas(1)) > 700


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
        '<row r="1">',
    ],
)
def test_a_sheet_that_excel_calls_damaged_is_refused(rows):
    with pytest.raises(Refused, match="damaged_sheet"):
        read(sheet(rows))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "damaged_sheet"),
        (b"<worksheet/>", "damaged_sheet"),
        (b"<worksheet><sheetData>", "damaged_sheet"),
        (b"<worksheet><sheetData", "damaged_sheet"),
        (b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>', "doctype"),
        (b'<?xml version="1.0" encoding="ebcdic"?><worksheet><sheetData/></worksheet>', "unsupported_encoding"),
        ("\ufeff<worksheet><sheetData/></worksheet>".encode("utf-32"), "unsupported_encoding"),
        (sheet('<row r="1"><c r="A1" t="str"><v>ñ</v></c></row>').replace("ñ".encode(), b"\xf1"), "damaged_sheet"),
    ],
)
def test_what_is_no_sheet_is_refused(data, kind):
    with pytest.raises(Refused, match=kind):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_every_encoding_that_a_declaration_may_name(encoding):
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><w><sheetData><row r="1"><c r="A1" t="str"><v>Ñandú</v></c></row></sheetData></w>'
    assert read(text.encode(encoding)).row(1) == {1: "Ñandú"}


def peak(data: bytes) -> int:
    tracemalloc.start()
    read(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_stray_cell_in_the_last_corner_costs_nothing():
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    grid = read(data)
    assert (grid.rows, grid.columns) == (1_048_576, 16_384)
    assert grid.row(1_048_576) == {16_384: 2.0}
    assert peak(data) < 1 << 21


def test_one_huge_row_is_read():
    row = "".join(f'<c r="{letters(n)}1"><v>{n}</v></c>' for n in range(1, 16_385))
    grid = read(sheet(f'<row r="1">{row}</row>'))
    assert grid.columns == 16_384
    assert grid.row(1)[16_384] == 16_384


def test_a_cell_a_row_in_ever_another_column_takes_no_matrix():
    rows = "".join(f'<row r="{n}"><c r="{letters(1 + n % 300)}{n}"><v>{n}</v></c></row>' for n in range(1, 20_000))
    assert peak(sheet(rows)) < 30 << 20  # a matrix of it takes 48 MB
