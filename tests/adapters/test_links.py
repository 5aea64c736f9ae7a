"""Links and formulas of ours in a file: every trap on its own, with the bytes it must leave."""

import re
import tracemalloc
from html import escape
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import openpyxl
import pytest

from tests.adapters.packages import CONTENT_TYPES, PARTS, SHEET, WORKBOOK, workbook
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.adapters.xlsx.edits import LinkEdits, NeedExpat, SheetEdits
from xl_cobranza.adapters.xlsx.splicing.block_splice import BlockSplicer
from xl_cobranza.adapters.xlsx.splicing.splice import splice_sheet
from xl_cobranza.book.port import Formula, Link, SetCell
from xl_cobranza.errors import Refused

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIL, PAGE = "mailto:ana@b.mx?subject=R%26D&cc=x@y.mx", "https://pagos.mx/1?a=b&c=d"
ROWS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def element(ref: str, rel_id: str, prefix: str = "") -> str:
    return f'<{prefix}hyperlink ref="{ref}" xmlns:r="{NAMESPACE}" r:id="{rel_id}"/>'


def links(add=None, remove=None, stay: int = 0) -> SheetEdits:
    return SheetEdits(links=LinkEdits(add or {}, remove or {}, stay, NAMESPACE))


@pytest.fixture(params=["bytes", "expat"])
def splice(request):
    """The part of a sheet with edits in it, by either engine, in pieces of any size."""

    def spliced(text: str, edits: SheetEdits, size: int = 1 << 20) -> str:
        data = text.encode()
        chunks = [data[at : at + size] for at in range(0, len(data), size)]
        return b"".join(splice_sheet(lambda: chunks, edits, date1904=False)[0]).decode()

    if request.param == "bytes":
        yield spliced
    else:
        with patch.object(BlockSplicer, "splice", side_effect=NeedExpat("asked for")):
            yield spliced


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("", ""),
        ("", "<printOptions/><pageMargins/>"),
        ("", '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
        ('<sheetProtection sheet="1"/><autoFilter ref="A1"/><mergeCells/>', "<pageMargins/>"),
        (
            '<conditionalFormatting><cfRule/></conditionalFormatting><dataValidations count="0"/>\n',
            "<drawing r:id='r'/>",
        ),
        ("<phoneticPr/><!-- <hyperlinks/> -->", "<mc:AlternateContent><mc:Choice/></mc:AlternateContent><extLst/>"),
    ],
)
@pytest.mark.parametrize("size", [7, 1 << 20])
def test_a_first_link_goes_where_the_schema_wants_it(splice, before, behind, size):
    whole = f"<worksheet><sheetViews/>{ROWS}{before}%s{behind}</worksheet>\n"

    assert (
        splice(whole % "", links({(2, 2): "rId7"}), size) == whole % f"<hyperlinks>{element('B2', 'rId7')}</hyperlinks>"
    )


def test_a_link_goes_behind_those_that_are_there(splice):
    theirs = (
        '<hyperlink ref="A1" r:id="rId1" tooltip="a &gt; b"/><x/><hyperlink location="B!A1" ref="C1:D9"></hyperlink >'
    )
    whole = f"<worksheet>{ROWS}<hyperlinks a='1'>{theirs}%s</hyperlinks><pageMargins/></worksheet>"
    ours = element("B2", "rId7") + element("B10", "rId8")

    assert splice(whole % "", links({(10, 2): "rId8", (2, 2): "rId7"}, stay=2)) == whole % ours


@pytest.mark.parametrize("size", [7, 1 << 20])
def test_a_link_is_taken_out_and_nothing_else(splice, size):
    theirs = (
        '<hyperlink ref="A1" r:id="rId1"/>\n',
        '<hyperlink ref="B2" location="x"/><hyperlink ref="C3:D4" r:id="rId2"/>',
    )
    whole = f"<worksheet>{ROWS}<hyperlinks>{theirs[0]}%s{theirs[1]}</hyperlinks></worksheet>"
    for ours in (element("B2", "rId2"), '<hyperlink r:id="rId2" ref="$B$2" xr:uid="{1}"> </hyperlink >'):
        assert splice(whole % ours, links(remove={(2, 2): "rId2"}, stay=3), size) == whole % ""


def test_the_last_link_takes_the_list_with_it(splice):
    whole = f"<worksheet>{ROWS}<mergeCells/>%s<pageMargins/></worksheet>"
    gone = links(remove={(2, 2): "rId2"})

    assert splice(whole % f"<hyperlinks>\n{element('B2', 'rId2')}</hyperlinks >", gone) == whole % ""


def test_a_link_is_put_in_the_place_of_the_last_one(splice):
    whole = f"<worksheet>{ROWS}<hyperlinks>%s</hyperlinks></worksheet>"
    other = links({(2, 2): "rId3"}, {(2, 2): "rId2"})

    assert splice(whole % element("B2", "rId2"), other) == whole % element("B2", "rId3")


def test_an_empty_list_of_links_is_filled(splice):
    whole = f"<worksheet>{ROWS}%s<pageMargins/></worksheet>"
    filled = f"<hyperlinks>{element('B2', 'rId7')}</hyperlinks>"

    assert splice(whole % "<hyperlinks/>", links({(2, 2): "rId7"})) == whole % filled


@pytest.mark.parametrize("rows", ["<x:sheetData/>", '<x:sheetData><x:row r="1"/></x:sheetData>'])
def test_a_prefixed_sheet_keeps_its_prefix(splice, rows):
    whole = f'<x:worksheet xmlns:x="u">{rows}<x:mergeCells/>%s<x:pageMargins/></x:worksheet>'
    filled = f"<x:hyperlinks>{element('B2', 'rId7', 'x:')}</x:hyperlinks>"

    assert splice(whole % "", links({(2, 2): "rId7"})) == whole % filled


def test_a_big_tail_takes_a_block_of_memory():
    rules = "".join(f'<dataValidation sqref="A{n}"><formula1>B{n}</formula1></dataValidation>' for n in range(60_000))
    data = f"<worksheet>{ROWS}<dataValidations>{rules}</dataValidations></worksheet>".encode()
    chunks = [data[at : at + 65_536] for at in range(0, len(data), 65_536)]
    edits = links({(2, 2): "rId7"})
    del rules, data
    tracemalloc.start()
    written = sum(len(chunk) for chunk in splice_sheet(lambda: chunks, edits, date1904=False)[0])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert written > 4_000_000
    assert most < 3_000_000


# in a whole workbook


def saved(tmp_path: Path, **parts: str) -> Path:
    """A workbook of one sheet `Facturas`; the parts given as `sheet`, `rels`, `book`, `types` replace its own."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "rels": RELS, "book": "xl/_rels/workbook.xml.rels",
             "types": "[Content_Types].xml", "chain": "xl/calcChain.xml", "workbook": "xl/workbook.xml"}  # fmt: skip
    path = tmp_path / "libro.xlsx"
    path.write_bytes(workbook({names[name]: text for name, text in parts.items()}))
    return path


def related(*targets: str) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{NAMESPACE}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for n, target in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def sheet(*hyperlinks: str) -> str:
    tail = f'<hyperlinks xmlns:r="{NAMESPACE}">{"".join(hyperlinks)}</hyperlinks></worksheet>'
    return SHEET.replace("</worksheet>", tail)


def apply(path: Path, *patches):
    book = XlsxBook(path)
    return book.apply(patches, book.digest())


def part(path: Path, name: str) -> str:
    with ZipFile(path) as package:
        return package.read(name).decode()


def set_link(row: int, column: int, text: str = "Ana", url: str = MAIL) -> SetCell:
    return SetCell("Facturas", row, column, Link(text, url))


def test_a_sheet_without_relationships_gets_them(tmp_path):
    path = saved(tmp_path)
    apply(path, set_link(2, 2), set_link(3, 2), set_link(4, 2, url=PAGE))

    assert part(path, RELS).count("<Relationship ") == 2
    opened = openpyxl.load_workbook(path)["Facturas"]
    assert [opened.cell(row, 2).hyperlink.target for row in (2, 3, 4)] == [MAIL, MAIL, PAGE]
    assert [opened.cell(row, 2).value for row in (2, 3, 4)] == ["Ana", "Ana", "Ana"]


def test_writing_the_same_again_leaves_the_file_alone(tmp_path):
    path = saved(tmp_path)
    patches = (
        set_link(2, 2),
        SetCell("Facturas", 3, 2, Formula("A1*2", 2.0)),
        SetCell("Facturas", 1, 1, Link("1", PAGE)),
    )
    apply(path, *patches)
    before, written_on = path.read_bytes(), path.stat().st_mtime_ns

    assert apply(path, *patches).saved_to is None
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, written_on)


def test_an_address_that_excel_split_at_its_mark_is_the_same(tmp_path):
    split = '<hyperlink ref="A1" r:id="rId1" location="folio" display="1" xr:uid="{9}" xmlns:xr="u"/>'
    path = saved(tmp_path, sheet=sheet(split), rels=related("https://a.mx/"))

    assert XlsxBook(path).links("Facturas") == {(1, 1): "https://a.mx/#folio"}
    apply(path, SetCell("Facturas", 1, 1, Link("1", "https://a.mx/#folio")))
    assert split in part(path, "xl/worksheets/sheet1.xml")


def test_a_relationship_that_another_link_uses_stays(tmp_path):
    both = element("A1", "rId1"), element("B5:C9", "rId1")
    path = saved(tmp_path, sheet=sheet(*both), rels=related(MAIL))
    before = part(path, RELS)
    apply(path, SetCell("Facturas", 1, 1, None))

    assert part(path, RELS) == before
    assert both[0] not in part(path, "xl/worksheets/sheet1.xml")
    assert both[1] in part(path, "xl/worksheets/sheet1.xml")


def test_a_relationship_that_nobody_uses_goes(tmp_path):
    path = saved(tmp_path, sheet=sheet(element("A1", "rId1"), element("A2", "rId2")), rels=related(MAIL, PAGE))
    apply(path, SetCell("Facturas", 1, 1, None))

    assert part(path, RELS) == related(MAIL, PAGE).replace(re.search("<Relationship [^>]*/>", related(MAIL))[0], "")


@pytest.mark.parametrize(
    "theirs",
    [
        '<hyperlink ref="B2:C9" r:id="rId1" tooltip="Correo"/>',
        '<hyperlink ref="B2" location="Facturas!A1" display="x"/>',
        '<hyperlink ref="B2" r:id="rId2"/>',
    ],
)
@pytest.mark.parametrize("value", [Link("Luis", PAGE), "Luis", None, 5.0])
def test_a_link_of_the_user_on_our_cell_stays_alone(tmp_path, theirs, value):
    path = saved(tmp_path, sheet=sheet(theirs), rels=related(MAIL, "http://ana.mx"))
    before = XlsxBook(path).links("Facturas")
    for written in ("Ana", value):
        apply(path, SetCell("Facturas", 2, 2, written))

    assert f'<hyperlinks xmlns:r="{NAMESPACE}">{theirs}</hyperlinks>' in part(path, "xl/worksheets/sheet1.xml")
    assert part(path, RELS) == related(MAIL, "http://ana.mx")
    assert XlsxBook(path).links("Facturas") == before
    assert apply(path, SetCell("Facturas", 2, 2, value)).saved_to is None


def test_a_range_counts_for_each_of_its_cells_up_to_a_bound(tmp_path):
    ranges = element("A1:C2", "rId1"), element("B1", "rId2"), element("A:XFD", "rId1"), element("D9:XFD1048576", "rId2")
    path = saved(tmp_path, sheet=sheet(*ranges), rels=related(MAIL, PAGE))
    told = XlsxBook(path).links("Facturas")

    assert {place: told[place] for place in [(1, 1), (1, 2), (2, 3), (9, 4)]} == {
        (1, 1): MAIL, (1, 2): MAIL, (2, 3): MAIL, (9, 4): PAGE,
    }  # fmt: skip
    assert len(told) < 10_000


def test_a_strict_workbook_gets_strict_links(tmp_path):
    strict = "http://purl.oclc.org/ooxml"
    words = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": f"{strict}/spreadsheetml/main",
        NAMESPACE: f"{strict}/officeDocument/relationships",
    }
    texts = {}
    for name, text in (("workbook", WORKBOOK), ("sheet", SHEET), ("book", PARTS["xl/_rels/workbook.xml.rels"])):
        for word, other in words.items():
            texts[name] = texts.get(name, text).replace(word, other)
    path = saved(tmp_path, **texts)
    apply(path, set_link(2, 2))

    assert NAMESPACE not in part(path, RELS) + part(path, "xl/worksheets/sheet1.xml")
    assert XlsxBook(path).links("Facturas") == {(2, 2): MAIL}


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "http://a.mx", "\\\\host\\x", "cmd.exe", "#Hoja!A1", "mailto:a b@c.mx",
     'https://a.mx/"', "https://a.mx/<b>", "mailto:a@b.mx\n", "tel:", " https://a.mx"],
)  # fmt: skip
def test_an_address_that_opens_anything_else_is_refused_naming_the_cell(tmp_path, url):
    path = saved(tmp_path)
    before = path.read_bytes()

    with pytest.raises(Refused) as refusal:
        apply(path, SetCell("Facturas", 5, 5, "x"), set_link(2, 2, url=url))
    assert (refusal.value.kind, refusal.value.ref, refusal.value.found) == ("unsafe_link", "Facturas!B2", url)
    assert path.read_bytes() == before


def test_an_address_longer_than_excel_reads_is_refused(tmp_path):
    with pytest.raises(Refused, match="unwritable_value Facturas!B2"):
        apply(saved(tmp_path), set_link(2, 2, url="https://" + "a" * 2072))


# formulas


def with_chain(tmp_path: Path) -> Path:
    chain = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{chain}"/></Types>'
    rel = f'<Relationship Id="rId9" Type="{NAMESPACE}/calcChain" Target="calcChain.xml"></Relationship></Relationships>'
    book = PARTS["xl/_rels/workbook.xml.rels"].replace("</Relationships>", rel)
    cells = SHEET.replace("</row>", '<c r="B1"><f>A1</f><v>1</v></c></row>')
    return saved(
        tmp_path, types=CONTENT_TYPES.replace("</Types>", override), book=book, chain="<calcChain/>", sheet=cells
    )


def test_a_new_formula_cell_drops_the_calculation_chain_and_all_that_names_it(tmp_path):
    path = with_chain(tmp_path)
    apply(path, SetCell("Facturas", 2, 1, Formula("A1+1", 2.0)))

    with ZipFile(path) as package:
        assert "xl/calcChain.xml" not in package.namelist()
    assert "calcChain" not in part(path, "[Content_Types].xml") + part(path, "xl/_rels/workbook.xml.rels")


def test_a_fresh_result_keeps_the_calculation_chain(tmp_path):
    path = with_chain(tmp_path)
    apply(path, SetCell("Facturas", 1, 2, Formula("A1", 5.0)), SetCell("Facturas", 9, 1, "x"))

    assert part(path, "xl/calcChain.xml") == "<calcChain/>"
    assert '<c r="B1"><f>A1</f><v>5</v></c>' in part(path, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("result", "xml"),
    [
        ("a & <b>", '<c r="B2" t="str"><f>A1&amp;"&lt;"</f><v>a &amp; &lt;b&gt;</v></c>'),
        (1.5, '<c r="B2"><f>A1&amp;"&lt;"</f><v>1.5</v></c>'),
        (True, '<c r="B2" t="b"><f>A1&amp;"&lt;"</f><v>1</v></c>'),
        (None, '<c r="B2"><f>A1&amp;"&lt;"</f></c>'),
    ],
)
def test_a_formula_is_written_with_its_result(tmp_path, result, xml):
    path = saved(tmp_path)
    apply(path, SetCell("Facturas", 2, 2, Formula('A1&"<"', result)))

    assert xml in part(path, "xl/worksheets/sheet1.xml")
    assert ('fullCalcOnLoad="1"' in part(path, "xl/workbook.xml")) is (result is None)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>1</v></c>',
        '<c r="B1"><f t="array" ref="B1">A1</f><v>1</v></c>',
        '<c r="B1"><f>A1+0</f><v>1</v></c>',
    ],
)
def test_a_formula_is_written_over_no_other(tmp_path, cell):
    path = saved(tmp_path, sheet=SHEET.replace("</row>", f"{cell}</row>"))

    with pytest.raises(Refused, match="formula_in_the_way"):
        apply(path, SetCell("Facturas", 1, 2, Formula("A1", 7.0)))


def test_a_formula_longer_than_excel_reads_is_refused(tmp_path):
    with pytest.raises(Refused, match="unwritable_value B2"):
        apply(saved(tmp_path), SetCell("Facturas", 2, 2, Formula("1+" * 4096 + "1", 1.0)))
