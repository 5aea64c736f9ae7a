"""The small parts of a package, edited in place: whatever the way they were written."""

import pytest

from xl_cobranza.adapters.xlsx.formulas.dependencies import Written
from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.parts.content_types import WORKSHEET, ContentTypes
from xl_cobranza.adapters.xlsx.parts.frame import read_frame
from xl_cobranza.adapters.xlsx.parts.relationships import STRICT, Relationships
from xl_cobranza.adapters.xlsx.parts.styles import Styles
from xl_cobranza.adapters.xlsx.parts.tables import TablePart
from xl_cobranza.adapters.xlsx.parts.workbook import WorkbookPart
from xl_cobranza.adapters.xlsx.parts.xml_offsets import XmlPart
from xl_cobranza.errors import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

# XML in place


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<a><b x="1"/></a>', b'<a><b x="2"/><c/></a>'),
        (b"<a><b x='1' /></a>", b'<a><b x="2" /><c/></a>'),
        (b'<a><b y=">" x="1"></b ></a >', b'<a><b y=">" x="2"></b ><c/></a >'),
        (b"<a><b/></a>", b'<a><b x="2"/><c/></a>'),
        (b"<a><b\n/><!-- <b/> --></a>", b'<a><b x="2"\n/><!-- <b/> --><c/></a>'),
        (b'<a y="1"\n><b><![CDATA[<b x="9"/>]]></b></a>', b'<a y="1"\n><b x="2"><![CDATA[<b x="9"/>]]></b><c/></a>'),
    ],
)
def test_an_edit_replaces_the_bytes_it_names_and_no_other(before, after):
    part = XmlPart(before)
    part.set(part.root.children[0], "x", "2")
    part.append(part.root, b"<c/>")

    assert part.edited() == after


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_part_comes_back_in_the_encoding_it_came_in(encoding):
    declared = encoding.replace("-sig", "")
    text = f'<?xml version="1.0" encoding="{declared}"?><a ñ="á"><b/></a>'
    part = XmlPart(text.encode(encoding))
    part.set(part.root.children[0], "x", "é")

    assert part.edited() == text.replace("<b/>", '<b x="é"/>').encode(encoding)


def test_a_part_without_edits_is_the_same_bytes():
    data = b'<?xml version="1.0"?>\r\n<a  b = "1" ><c ></c ></a >\n'
    part = XmlPart(data)
    part.set(part.root, "b", "1")

    assert part.edited() is data


def test_many_elements_go_into_an_empty_one_in_order():
    part = XmlPart(b'<p:a xmlns:p="u" x="/"/>')
    part.append(part.root, b"<p:b/>")
    part.append(part.root, b"<p:c/>")

    assert part.edited() == b'<p:a xmlns:p="u" x="/"><p:b/><p:c/></p:a>'


@pytest.mark.parametrize("data", [b"<a>", b"", b"<a></b>", b"<a/><b/>", b"\x00\x01"])
def test_what_is_no_xml_is_refused(data):
    with pytest.raises(Refused, match=r"damaged_part|unsupported_encoding"):
        XmlPart(data)


def test_a_document_type_is_refused():
    with pytest.raises(Refused, match="doctype"):
        XmlPart(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')


# relationships, content types

RELS = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="u/worksheet" Target="worksheets/Hoja%201.xml"></Relationship>
<Relationship Id="RID4" Type="u/styles" Target="/xl/styles.xml"/>
<Relationship Id="x" Type="u/table" Target="..\\tables\\table1.xml"/>
<Relationship Id="y" Type="u/hyperlink" Target="https://example.com/a?b" TargetMode="External"/>
</Relationships>"""


def test_targets_are_part_names_however_they_are_written():
    rels = Relationships("xl/workbook.xml", RELS)

    assert [rels.by_type(kind)[0].target for kind in ("worksheet", "styles", "table")] == [
        "xl/worksheets/Hoja 1.xml",
        "xl/styles.xml",
        "tables/table1.xml",
    ]
    assert rels.by_type("hyperlink") == []


def test_a_new_relationship_takes_an_id_that_nobody_has():
    rels = Relationships("xl/workbook.xml", RELS)

    assert (rels.add(STRICT + "/worksheet", "xl/a.xml"), rels.add(STRICT + "/worksheet", "xl/b.xml")) == (
        "rId5",
        "rId6",
    )
    again = Relationships("xl/workbook.xml", rels.edited())
    assert [rel.target for rel in again.by_type("worksheet")] == ["xl/worksheets/Hoja 1.xml", "xl/a.xml", "xl/b.xml"]


def test_a_part_is_declared_with_the_prefix_of_the_file():
    types = ContentTypes(
        b'<ct:Types xmlns:ct="u"><ct:Default Extension="XML" ContentType="application/xml"/></ct:Types>'
    )
    types.declare("xl/a.xml", WORKSHEET)

    assert ContentTypes(types.edited()).of("XL/A.XML") == WORKSHEET
    assert b"<ct:Override " in types.edited()


# workbook


def workbook(inside: bytes, uri: str = MAIN, prefix: bytes = b"") -> WorkbookPart:
    name, bound = (b"x:workbook", b"xmlns:x") if prefix else (b"workbook", b"xmlns")
    return WorkbookPart(b'<%s %s="%s">%s</%s>' % (name, bound, uri.encode(), inside, name))


SHEETS = b'<sheets><sheet name="A" sheetId="7" xmlns:r="http://x/relationships" r:id="rId1" state="hidden"/></sheets>'


def test_names_and_recalculation_are_put_where_the_schema_wants_them():
    book = workbook(SHEETS + b"<externalReferences/><oleSize/>")
    book.calculate_on_load()
    book.own("_cobranza.stage", "A 1", 2, 28)

    inside = book.edited().partition(b"<externalReferences/>")[2]
    assert inside == (
        b'<definedNames><definedName name="_cobranza.esquema" hidden="1">1</definedName>'
        b'<definedName name="_cobranza.stage" hidden="1">\'A 1\'!$AB$2</definedName></definedNames>'
        b'<calcPr fullCalcOnLoad="1"/><oleSize/></workbook>'
    )


def test_a_name_whose_column_was_deleted_is_pointed_anew():
    book = workbook(SHEETS + b'<definedNames><definedName name="_COBRANZA.stage">A!#REF!</definedName></definedNames>')
    book.own("_cobranza.stage", "A", 1, 1)

    assert WorkbookPart(book.edited()).names == {"_cobranza.esquema": "1", "_cobranza.stage": "A!$A$1"}


def test_a_recalculation_asked_for_already_is_no_change():
    book = workbook(SHEETS + b'<calcPr calcId="1" fullCalcOnLoad="true"/>')
    before = book.edited()
    book.calculate_on_load()

    assert book.edited() is before


def test_a_sheet_is_added_in_a_prefixed_strict_workbook():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    book = workbook(b'<x:sheets><x:sheet name="A" sheetId="7"/></x:sheets>', strict, b"x")
    book.add_sheet("B & C", "rId9")

    again = WorkbookPart(book.edited())
    assert (again.sheets[1].name, again.sheets[1].rel_id, again.sheets[1].state) == ("B & C", "rId9", "visible")
    assert b'sheetId="8"' in book.edited()
    assert STRICT.encode() in book.edited()


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a:b", "[a]", "a*", "'a"])
def test_a_sheet_name_that_excel_would_refuse_is_refused(name):
    with pytest.raises(Refused, match="bad_sheet_name"):
        workbook(SHEETS).add_sheet(name, "rId1")


def test_sheet_level_names_are_not_ours_to_read():
    names = b'<definedNames><definedName name="X" localSheetId="0">1</definedName><definedName name="Y">2</definedName></definedNames>'
    assert workbook(SHEETS + names).names == {"Y": "2"}


# styles


def styles(*xfs: str, codes: str = "") -> Styles:
    formats = f'<cellXfs count="{len(xfs)}">{"".join(xfs)}</cellXfs>'
    return Styles(f'<styleSheet xmlns="{MAIN}">{codes}{formats}<dxfs count="0"/></styleSheet>'.encode())


def xf(number_format: int, inside: str = "", more: str = "") -> str:
    return f'<xf numFmtId="{number_format}" fontId="3" fillId="2" borderId="1" xfId="0"{more}>{inside}</xf>'


CODES = '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>'


@pytest.mark.parametrize(
    ("number_format", "look", "kept"),
    [(164, "date", True), (14, "date", True), (0, "date", False), (4, "date", False), (8, "money", True), (4, "money", True),
     (0, "money", False), (165, "money", False), (164, "money", False), (49, "money", False), (1, "integer", True),
     (4, "integer", False), (0, "text", True), (164, "text", False)],
)  # fmt: skip
def test_a_format_that_suits_is_kept(number_format, look, kept):
    assert (styles(xf(number_format), codes=CODES).derive(0, look) == 0) is kept


def test_a_derived_format_looks_like_its_model():
    part = styles(
        xf(4, '<alignment horizontal="right" vertical="top" indent="1"/><protection locked="0"/>', ' quotePrefix="1"')
    )
    assert part.derive(0, "text") == 1

    assert b'<cellXfs count="2">' in part.edited()
    added = part.edited().partition(b"</xf>")[2].partition(b"</cellXfs>")[0]
    assert added == (
        b'<xf numFmtId="0" fontId="3" fillId="2" borderId="1" xfId="0" applyNumberFormat="1">'
        b'<alignment vertical="top"/><protection locked="0"/></xf>'
    )


def test_the_formats_of_an_earlier_run_are_used_again():
    part = styles(xf(4))
    derived = [part.derive(0, look) for look in ("date", "text", "integer")]
    again = Styles(part.edited())

    assert [again.derive(0, look) for look in ("date", "text", "integer")] == derived == [1, 2, 3]
    assert again.edited() == part.edited()


def test_a_centred_column_stays_centred():
    part = styles(xf(4, '<alignment horizontal="center"/>'))
    part.derive(0, "date")

    assert part.edited().count(b'horizontal="center"') == 2


# tables


def table(inside: str = "", attributes: str = 'ref="B2:C9"', query: bytes | None = None) -> TablePart:
    columns = (
        '<tableColumns count="2"><tableColumn id="5" name="A"/><tableColumn id="2" name="B_x000a_b"/></tableColumns>'
    )
    xml = f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" {attributes}>{inside}{columns}</table>'
    return TablePart(xml.encode(), query=query)


def test_a_table_grows_with_its_filter_but_not_over_its_totals():
    part = table('<autoFilter ref="B2:C8"><filterColumn colId="0"/></autoFilter>', 'ref="B2:C9" totalsRowCount="1"')
    part.add_column("Día\nx")

    xml = part.edited().decode()
    assert 'ref="B2:D9"' in xml
    assert '<autoFilter ref="B2:D8">' in xml
    assert '<tableColumns count="3">' in xml
    assert '<tableColumn id="6" name="Día_x000a_x"/></tableColumns>' in xml


def test_a_filter_over_a_part_of_the_table_is_left_alone():
    part = table('<autoFilter ref="B2:B9"/>')
    part.add_column("C")

    assert '<autoFilter ref="B2:B9"/>' in part.edited().decode()


def test_a_new_row_is_taken_in_and_the_blank_row_of_an_empty_table_is_filled():
    part = table('<autoFilter ref="B2:C3"/>', 'ref="B2:C3" insertRow="1"')
    part.grow_to_row(3)
    assert part.area == Area.parse("B2:C3")
    part.grow_to_row(5)

    assert 'ref="B2:C5" insertRow="0"' in part.edited().decode()
    assert '<autoFilter ref="B2:C5"/>' in part.edited().decode()


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(Refused, match="heading_exists"):
        table().add_column("b\nB")


@pytest.mark.parametrize(
    ("fault", "cure"), [('ref="B2:C9"', 'ref="?"'), ('ref="B2:C8"', 'ref="x"'), ("tableColumns", "columns")]
)
def test_a_table_that_makes_no_sense_is_refused(fault, cure):
    part = table('<autoFilter ref="B2:C8"/>')

    with pytest.raises(Refused, match="damaged_part"):
        TablePart(part.edited().replace(fault.encode(), cure.encode()))


def test_a_column_beside_a_query_is_one_that_the_query_does_not_fill():
    query = f"""<queryTable xmlns="{MAIN}"><queryTableRefresh nextId="3"><queryTableFields count="2">
<queryTableField id="1" name="A" tableColumnId="5"/><queryTableField id="2" name="B" tableColumnId="2"/>
</queryTableFields></queryTableRefresh></queryTable>"""
    part = table(query=query.encode())
    part.add_column("C")
    part.add_column("D")

    edited = part.edited_query().decode()
    assert '<queryTableRefresh nextId="5" unboundColumnsRight="2"><queryTableFields count="4">' in edited
    assert (
        '<queryTableField id="3" dataBound="0" tableColumnId="6"/><queryTableField id="4" dataBound="0" tableColumnId="7"/>'
        in edited
    )
    assert '<tableColumn id="7" name="D" uniqueName="7" queryTableFieldId="4"/>' in part.edited().decode()


# what stands around the values

SHEET = b"""<x:worksheet xmlns:x="u" xmlns:z="v"><x:cols><x:col min="2" max="3" style="7"/></x:cols><x:sheetData>
<x:row r="1"><x:c r="A1" s="1"/><x:c r="B1"/></x:row><x:row r="3" s="5" customFormat="1"/><x:row r="12"><x:c r="C12" s="9"/></x:row>
</x:sheetData><x:sheetProtection sheet="1"/><x:mergeCells><x:mergeCell ref="A5:B6"/></x:mergeCells><z:col/></x:worksheet>"""


@pytest.mark.parametrize("rows", [None, [1, 3, 12]])
@pytest.mark.parametrize("sheet", [SHEET, SHEET.replace(b'<x:row r="1">', b"<!-- <x:row r='12'/> --><x:row r=\"1\">")])
def test_formats_come_from_the_cell_its_row_or_its_column(sheet, rows):
    frame = read_frame([sheet[:90], sheet[90:]], rows)

    assert [frame.xf(*at) for at in ((1, 1), (1, 2), (3, 2), (12, 3), (12, 2), (12, 4))] == [1, 0, 5, 9, 7, 0]
    assert (frame.is_protected, frame.merges) == (True, [Area.parse("A5:B6")])
    assert (frame.has_width(3), frame.has_width(4)) == (True, False)


# do formulas read what we wrote?

WRITTEN = Written(
    {"facturas": [Area.parse("H2:J50")], "mis pagos": [Area.parse("A9:C9")]},
    {"tfacturas": frozenset({"etapa", "saldo"})},
    ["resumen", "facturas", "mis pagos"],
    {"saldos": ["Facturas!$I$2:$I$50"], "otros": ["Facturas!$A$1"], "relativo": ["Facturas!A1"], "ciclo": ["ciclo+1"]},
)


@pytest.mark.parametrize(
    ("formula", "sheet", "reads"),
    [
        ("SUM(H:H)", "facturas", True),
        ("SUM(G1:K1)", "facturas", False),
        ("SUM(G1:K2)", "facturas", True),
        ("$I$50*2", "facturas", True),
        ("I51", "facturas", False),
        ("H3", "resumen", False),
        ("Facturas!H3", "resumen", True),
        ("'Facturas'!$H$3", "resumen", True),
        ("SUM('Mis pagos'!9:9)", "resumen", True),
        ("SUM('Mis pagos'!10:19)", "resumen", False),
        ("SUM(Resumen:'Mis pagos'!A9)", "resumen", True),
        ("SUM('Resumen:Mis pagos'!A9)", "resumen", True),
        ("SUM('Resumen:Facturas'!A9)", "resumen", False),
        ("[1]Facturas!H3", "resumen", False),
        ("'[1]Facturas'!H3", "resumen", False),
        ("SUM(tFacturas[Saldo])", "resumen", True),
        ("SUM(tFacturas[Importe])", "resumen", False),
        ("tFacturas[[#This Row],[Etapa]]", "facturas", True),
        ("tFacturas[[#This Row],[Importe]]", "facturas", False),
        ("SUM(tFacturas[[Importe]:[Pagado]])", "resumen", True),
        ("ROWS(tFacturas[#All])", "resumen", True),
        ("ROWS(tFacturas)", "resumen", True),
        ("SUM(Saldos)", "resumen", True),
        ("SUM(Facturas!Saldos)", "resumen", True),
        ("SUM(Otros)", "resumen", False),
        ("Relativo", "resumen", True),
        ("ciclo", "resumen", False),
        ('INDIRECT("Resumen!A1")', "resumen", True),
        ("OFFSET(A1,1,1)", "resumen", True),
        ('"H3"&"Facturas!H3"', "facturas", False),
        ("LOG10(A1)+H3X", "facturas", False),
    ],
)
def test_formulas_that_read_our_cells_are_known(formula, sheet, reads):
    assert WRITTEN.is_read_by(formula, sheet) is reads


def test_a_shared_formula_is_read_as_far_as_it_is_filled():
    sheet = b'<sheetData><c><f t="shared" ref="K2:K40" si="0">H100+G1</f></c><c><f t="shared" si="0"/></c></sheetData>'
    above = sheet.replace(b"H100", b"H30")

    assert not WRITTEN.examine([("Facturas", lambda: [sheet])]).depends
    assert WRITTEN.examine([("Facturas", lambda: [above])]).depends


@pytest.mark.parametrize(
    "text", ["_xll.TASA(A1)", "[2]!COBRANZA_ETAPA(A1)", "1+COBRANZA_DIAS(A1)", "'C:\\x\\y.xlam'!F(1)"]
)
def test_functions_of_an_absent_add_in_are_told(text):
    found = WRITTEN.examine([("Hoja", lambda: [b"<sheetData><c><f>SUM(A1)</f></c><c><f>%s</f></c>" % text.encode()])])

    assert found.absent_function
    assert not found.depends


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("formula", ["<f>H3&amp;1</f>", "<f><![CDATA[H3]]></f>", '<!-- --><f ref="?">H3</f>'])
def test_formulas_are_found_however_they_are_written(formula, encoding):
    sheet = f'<?xml version="1.0" encoding="{encoding}"?><w><sheetData><c>{formula}</c></sheetData></w>'.encode(
        encoding
    )

    assert WRITTEN.examine([("Facturas", lambda: [sheet[:40], sheet[40:]])]).depends


def test_formulas_behind_the_cells_are_none():
    sheet = b"<w><sheetData></sheetData><conditionalFormatting><f>H3</f></conditionalFormatting></w>"

    assert not WRITTEN.examine([("Facturas", lambda: [sheet])]).depends
