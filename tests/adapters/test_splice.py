"""Splicing cells into sheets: every trap on its own, with the bytes it must leave."""

import re
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import pytest

from tests.adapters.packages import CORPUS
from xl_cobranza.adapters.xlsx.edits import ColumnEdit, NeedExpat, SheetEdits, Written
from xl_cobranza.adapters.xlsx.splicing.block_splice import BlockSplicer
from xl_cobranza.adapters.xlsx.splicing.splice import splice_sheet
from xl_cobranza.book.port import CellError
from xl_cobranza.errors import Refused

FILES = sorted(path for path in CORPUS.glob("*") if path.suffix.startswith(".xl"))
Splice = Callable[..., str]


def same(xf: int) -> int:
    return xf


def whole(rows: str, head: str = "", tail: str = "") -> str:
    return f"<worksheet>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>"


def spliced(data: str | bytes, edits: SheetEdits, date1904: bool = False) -> bytes:
    raw = data.encode() if isinstance(data, str) else data
    return b"".join(splice_sheet(lambda: [raw], edits, date1904)[0])


@pytest.fixture(params=["bytes", "expat"])
def splice(request: pytest.FixtureRequest) -> Iterator[Splice]:
    """The rows of a sheet with edits in them, by either engine."""

    def in_rows(rows: str, edits: SheetEdits, **around: str) -> str:
        text = spliced(whole(rows, **around), edits).decode()
        head, tail = around.get("head", ""), around.get("tail", "")
        return text.removeprefix(f"<worksheet>{head}<sheetData>").removesuffix(f"</sheetData>{tail}</worksheet>")

    if request.param == "bytes":
        yield in_rows
    else:
        with patch.object(BlockSplicer, "splice", side_effect=NeedExpat("asked for")):
            yield in_rows


def one(row: int, column: int, value: Written, xf: int | None = None) -> SheetEdits:
    return SheetEdits(cells={row: {column: (value, xf)}})


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        ("Días & más", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">Días &amp; más</t></is></c>'),
        ("=1+1", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'),
        ("", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"></t></is></c>'),
        ("_x0041_\r", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">_x005F_x0041__x000D_</t></is></c>'),
        (60371.920000000006, '<c r="A1"><v>60371.920000000006</v></c>'),
        (30.0, '<c r="A1"><v>30</v></c>'),
        (-0.0, '<c r="A1"><v>0</v></c>'),
        (1e300, '<c r="A1"><v>1e+300</v></c>'),
        (7, '<c r="A1"><v>7</v></c>'),
        (123456789012345, '<c r="A1" t="inlineStr"><is><t xml:space="preserve">123456789012345</t></is></c>'),
        (Decimal("1500.10"), '<c r="A1"><v>1500.1</v></c>'),
        (Decimal("0.00"), '<c r="A1"><v>0</v></c>'),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (CellError("#N/A"), '<c r="A1" t="e"><v>#N/A</v></c>'),
        (date(2026, 11, 22), '<c r="A1"><v>46348</v></c>'),
        (datetime(2026, 11, 22, 18), '<c r="A1"><v>46348.75</v></c>'),
        (date(1900, 2, 28), '<c r="A1"><v>59</v></c>'),
    ],
)
def test_a_value_is_written_as_what_it_is(splice, value, xml):
    assert splice("", one(1, 1, value)) == f'<row r="1">{xml}</row>'
    column = SheetEdits(columns=[ColumnEdit(1, 1, [value], None, same, None)])
    assert splice("", column) == f'<row r="1">{xml}</row>'
    beside = ColumnEdit(2, 1, [value, value], None, same, None)
    xml = xml.replace("A1", "B{0}")
    rows = '<row r="1"><c r="A1"/></row><row r="2"><c r="A2"/></row>'
    expected = "".join(f'<row r="{n}"><c r="A{n}"/>{xml.format(n)}</row>' for n in (1, 2))
    assert splice(rows, SheetEdits(columns=[beside])) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), date(1899, 12, 31), "x" * 32_768])
def test_what_no_cell_can_hold_is_refused(splice, value):
    with pytest.raises(Refused, match="unwritable_value A1"):
        splice("", one(1, 1, value))
    edits = SheetEdits(columns=[ColumnEdit(2, 1, ["a", value], None, same, None)])
    with pytest.raises(Refused, match="unwritable_value B2"):
        splice('<row r="1"><c r="A1"/></row><row r="2"><c r="A2"/></row>', edits)


def test_days_in_the_1904_system():
    text = spliced("<w><sheetData/></w>", one(1, 1, date(2026, 11, 22)), date1904=True).decode()
    assert text == '<w><sheetData><row r="1"><c r="A1"><v>44886</v></c></row></sheetData></w>'


@pytest.mark.parametrize(
    ("rows", "at", "xml"),
    [
        ('<row r="1"><c r="B1" s="3"/></row>', 2, '<row r="1"><c r="B1" s="3"><v>1</v></c></row>'),
        ('<row r="1"><c r="B1" s="3" t="s"><v>8</v></c></row>', 2, '<row r="1"><c r="B1" s="3"><v>1</v></c></row>'),
        (
            '<row r="1"><c r="B1" t="e" vm="2" cm="1"><v>#N/A</v></c></row>',
            2,
            '<row r="1"><c r="B1"><v>1</v></c></row>',
        ),
        ('<row r="1"><c r="A1"/><c r="C1"/></row>', 2, '<row r="1"><c r="A1"/><c r="B1"><v>1</v></c><c r="C1"/></row>'),
        ('<row r="1"><c r="C1"/></row>', 2, '<row r="1"><c r="B1"><v>1</v></c><c r="C1"/></row>'),
        (
            '<row r="1" ht="20" x14ac:dyDescent="0.25"/>',
            2,
            '<row r="1" ht="20" x14ac:dyDescent="0.25"><c r="B1"><v>1</v></c></row>',
        ),
        ('<row r="1"></row>', 2, '<row r="1"><c r="B1"><v>1</v></c></row>'),
        (
            '<row r="1" s="4" customFormat="1"/>',
            2,
            '<row r="1" s="4" customFormat="1"><c r="B1" s="4"><v>1</v></c></row>',
        ),
        ('<row r="1" s="4"/>', 2, '<row r="1" s="4"><c r="B1"><v>1</v></c></row>'),
        (
            '<row r="1" spans="1:3"><c r="A1"/></row>',
            5,
            '<row r="1" spans="1:5"><c r="A1"/><c r="E1"><v>1</v></c></row>',
        ),
        (
            '<row r="1" spans="1:3 7:9"><c r="A1"/></row>',
            5,
            '<row r="1" spans="1:3 7:9"><c r="A1"/><c r="E1"><v>1</v></c></row>',
        ),
        ('<row r="3"/>', 1, '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"/>'),
        ("<row><c><v>7</v></c><c/></row>", 2, '<row><c><v>7</v></c><c r="B1"><v>1</v></c></row>'),
        ("<row><c><v>7</v></c></row>", 2, '<row><c><v>7</v></c><c r="B1"><v>1</v></c></row>'),
        ("<row r='1'><c s='2' r='B1'/></row>", 2, '<row r=\'1\'><c r="B1" s="2"><v>1</v></c></row>'),
        (
            '<row r="1"><!-- <c r="B1"/> --><c r="C1"/></row>',
            2,
            '<row r="1"><!-- <c r="B1"/> --><c r="B1"><v>1</v></c><c r="C1"/></row>',
        ),
        ('<row r="1"><c r="A1"/>\n</row>\n', 2, '<row r="1"><c r="A1"/><c r="B1"><v>1</v></c>\n</row>\n'),
    ],
)
def test_a_cell_finds_its_place_and_its_look(splice, rows, at, xml):
    assert splice(rows, one(1, at, 1)) == xml


def test_a_cell_without_a_row_format_takes_that_of_its_column(splice):
    head = '<cols><col min="2" max="4" style="6"/></cols>'
    assert splice('<row r="1"/>', one(1, 3, 1), head=head) == '<row r="1"><c r="C1" s="6"><v>1</v></c></row>'


def test_none_over_a_value_leaves_the_styled_blank(splice):
    assert (
        splice('<row r="1"><c r="A1" s="3"><v>1</v></c></row>', one(1, 1, None)) == '<row r="1"><c r="A1" s="3"/></row>'
    )
    assert splice('<row r="1"/>', one(1, 1, None)) == '<row r="1"/>'
    assert splice("", one(1, 1, None)) == ""
    assert splice("", one(1, 1, None, 3)) == '<row r="1"><c r="A1" s="3"/></row>'


def test_a_column_follows_the_look_of_another(splice):
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>5</v></c></row>'
        '<row r="3"><c r="A3"/></row><row r="4"><c r="A4" s="1"/></row>'
    )
    edit = ColumnEdit(3, 2, ["a", None, None, "b"], 1, lambda xf: xf + 10, (1, "Días", 7))
    text = '<c r="C{0}" s="{1}" t="inlineStr"><is><t xml:space="preserve">{2}</t></is></c>'
    assert splice(rows, SheetEdits(columns=[edit])) == (
        f'<row r="1"><c r="A1" t="s"><v>0</v></c>{text.format(1, 7, "Días")}</row>'
        f'<row r="2"><c r="A2" s="1"><v>5</v></c>{text.format(2, 11, "a")}</row>'
        '<row r="3"><c r="A3"/></row><row r="4"><c r="A4" s="1"/><c r="C4" s="11"/></row>'
        f'<row r="5">{text.format(5, 10, "b")}</row>'
    )


def test_a_column_follows_the_look_of_a_cell_without_reference(splice):
    edits = SheetEdits(columns=[ColumnEdit(3, 1, [1.0], 1, same, None)])
    row = '<row r="1"><c s="5"><v>1</v></c><c r="B1"/>{}</row>'
    assert splice(row.format(""), edits) == row.format('<c r="C1" s="5"><v>1</v></c>')


def test_the_dimension_and_the_widths_grow_with_it():
    head = '<dimension ref="A1:B9"/><cols>\n<col min="1" max="2" width="9"/><col min="5" max="5" width="9"/></cols>'
    edits = SheetEdits(cells={12: {4: (1, None)}}, widths={2: 20.0, 4: 12.5, 7: 14.0})
    assert spliced(whole("", head), edits).decode() == whole(
        '<row r="12"><c r="D12"><v>1</v></c></row>',
        '<dimension ref="A1:D12"/><cols>\n<col min="1" max="2" width="9"/><col min="4" max="4" width="12.5" customWidth="1"/>'
        '<col min="5" max="5" width="9"/><col min="7" max="7" width="14" customWidth="1"/></cols>',
    )
    assert spliced(whole(""), SheetEdits(widths={4: 12.5})).decode() == whole(
        "", '<cols><col min="4" max="4" width="12.5" customWidth="1"/></cols>'
    )


@pytest.mark.parametrize(
    ("cell", "value", "new"),
    [
        ('<c r="A1" s="2"><f>B1</f><v>1</v></c>', 2.5, '<c r="A1" s="2"><f>B1</f><v>2.5</v></c>'),
        ('<c r="A1" t="str"><f>B1</f><v>x</v></c>', 3.0, '<c r="A1"><f>B1</f><v>3</v></c>'),
        ('<c r="A1"><f>B1</f><v>1</v></c>', "a&b", '<c r="A1" t="str"><f>B1</f><v>a&amp;b</v></c>'),
        ('<c r="A1"><f>B1</f></c>', True, '<c r="A1" t="b"><f>B1</f><v>1</v></c>'),
        (
            '<c r="A1" t="e" vm="1"><f ca="1">B1</f><v>#N/A</v><extLst/></c>',
            None,
            '<c r="A1" t="str"><f ca="1">B1</f><v></v><extLst/></c>',
        ),
        (
            '<c r="A1"><f t="shared" si="0"/><v/></c>',
            date(2026, 11, 22),
            '<c r="A1"><f t="shared" si="0"/><v>46348</v></c>',
        ),
        (
            "<c r='A1' t='b'><f><![CDATA[1<2]]></f><!-- v --><v>0</v></c>",
            False,
            "<c r='A1' t='b'><f><![CDATA[1<2]]></f><!-- v --><v>0</v></c>",
        ),
        (
            '<c r="A1"><f t="array" ref="A1:A2">B1</f><v>1</v></c>',
            CellError("#REF!"),
            '<c r="A1" t="e"><f t="array" ref="A1:A2">B1</f><v>#REF!</v></c>',
        ),
    ],
)
def test_a_refreshed_result_leaves_the_formula_alone(splice, cell, value, new):
    assert splice(f'<row r="1">{cell}</row>', SheetEdits(cached={1: {1: value}})) == f'<row r="1">{new}</row>'


def test_a_result_of_no_formula_is_refused(splice):
    for rows in ("", '<row r="1"/>', '<row r="1"><c r="A1"><v>1</v></c></row>'):
        with pytest.raises(Refused, match="not_a_formula A1"):
            splice(rows, SheetEdits(cached={1: {1: 2.0}}))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"></row></c></row>',
        '<row r="1" s="x" customFormat="1"/>',
        '<row r="2"/><row r="1"/>',
        '<row r="1" spans="1:7" 1"></row>',
    ],
)
def test_a_damaged_row_is_refused_by_name(splice, rows):
    with pytest.raises(Refused, match="damaged_sheet"):
        splice(rows, one(1, 2, 5))


@pytest.mark.parametrize(
    ("rows", "row", "ref"),
    [
        ('<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>', 1, "A1"),
        ('<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f></c></row>', 1, "A1"),
        ('<row r="1"><c r="A1"><f t="shared" si="0"/></c></row>', 1, "A1"),
        (
            '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1</f></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
            2,
            "A2",
        ),
        ('<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1</f></c></row>', 3, "A3"),
        ('<row r="1"><c r="A1"><f t="dataTable" ref="A1:B3" r1="C1"/></c></row><row r="2"><c r="A2"/></row>', 2, "A2"),
    ],
)
def test_a_formula_of_the_user_is_never_written_over(splice, rows, row, ref):
    with pytest.raises(Refused, match=f"formula_in_the_way {ref}"):
        splice(rows, one(row, 1, 5))
    with pytest.raises(Refused, match=f"formula_in_the_way {ref}"):
        splice(rows, SheetEdits(columns=[ColumnEdit(1, row, [5.0], None, same, None)]))


@pytest.mark.parametrize(
    "name",
    ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"],
)
def test_prefixed_and_strict_sheets_keep_their_prefix(name):
    text = f'<x:worksheet xmlns:x="{name}"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>'
    cell = '<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c>'
    assert spliced(text, one(1, 2, "a")).decode() == text.replace('<x:row r="1"/>', f'<x:row r="1">{cell}</x:row>')
    empty = text.replace('<x:sheetData><x:row r="1"/></x:sheetData>', "<x:sheetData/>")
    assert spliced(empty, one(1, 2, "a")).decode() == text.replace('<x:row r="1"/>', f'<x:row r="1">{cell}</x:row>')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-8859-1", "us-ascii", "windows-1252", "utf-8-sig"])
def test_a_sheet_stays_in_its_encoding(encoding):
    declared = {"utf-16-be": "utf-16", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{declared}"?><w><sheetData><row r="1"/></sheetData></w>'
    if encoding == "utf-16-be":
        text = "\ufeff" + text
    result = spliced(text.encode(encoding), one(1, 1, "ñ→")).decode(encoding)
    ours = "ñ→".encode(encoding, "xmlcharrefreplace").decode(encoding)
    cell = f'<c r="A1" t="inlineStr"><is><t xml:space="preserve">{ours}</t></is></c>'
    assert result == text.replace('<row r="1"/>', f'<row r="1">{cell}</row>')


def test_facts_tell_what_changed_and_by_which_engine():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    edits = SheetEdits(cells={1: {1: (1, None), 2: (3, None), 3: (4, None)}})
    for odd, engine in (("", "bytes"), ("<!-- -->", "expat")):
        chunks, facts = splice_sheet(lambda odd=odd: [whole(rows + odd).encode()], edits, date1904=False)
        list(chunks)
        assert (facts.changed_cells, facts.engine) == (2, engine)


def test_expat_goes_on_where_the_scan_gives_up_and_counts_on():
    """The first blocks are spliced by the scan, the comment is far behind, and the rows behind it have no numbers."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="2"><v>{n}</v></c></row>' for n in range(1, 20_001))
    rows += "<!-- </row> --><row><c><v>20001</v></c></row>"
    edits = SheetEdits(columns=[ColumnEdit(2, 1, [float(n) for n in range(20_002)], 1, same, None)])
    chunks, facts = splice_sheet(lambda: [whole(rows).encode()], edits, date1904=False)
    text = b"".join(chunks).decode()
    assert facts.changed_cells == 20_002
    assert re.findall(r'<c r="B(\d+)"(?: s="2")?><v>(\d+)</v>', text) == [(str(n + 1), str(n)) for n in range(20_002)]
    assert text.count("<!-- </row> -->") == 1


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(path) as package:
        for name in package.namelist():
            if re.search(r"worksheets/[^/]+\.xml$", name):
                yield name, package.read(name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_sheets_get_the_same_bytes_from_both_engines(path):
    values = [f"n {n}" if n % 3 else None for n in range(400)]
    columns = [ColumnEdit(c, 2, values, like, lambda xf: xf, (1, "Días", 0)) for c, like in ((16_000, 1), (16_001, 3))]
    edits = SheetEdits(cells={5: {15_000: ("x", None)}, 9_000: {2: (1.5, 3)}}, columns=columns, widths={16_000: 9.0})
    for name, data in parts(path):
        fast = spliced(data, edits)
        with patch.object(BlockSplicer, "splice", side_effect=NeedExpat("asked for")):
            assert fast == spliced(data, edits), name
        assert spliced(fast, edits) == fast
        assert spliced(data, SheetEdits()) == data


def test_a_large_sheet_takes_a_block_of_memory():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 60_001)
    )
    data = whole(rows).encode()
    edits = SheetEdits(columns=[ColumnEdit(3, 1, ["texto"] * 60_000, None, same, None)])
    chunks = [data[at : at + 65_536] for at in range(0, len(data), 65_536)]
    del rows, data
    tracemalloc.start()
    written = sum(len(chunk) for chunk in splice_sheet(lambda: chunks, edits, date1904=False)[0])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert written > 8_000_000
    assert most < 5_000_000
