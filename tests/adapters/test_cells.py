"""References, serial dates, number formats and texts, held against what Excel's own documentation and files say."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_cobranza.adapters.xlsx.cells import column_number, from_serial, letters, position, reference, to_serial
from xl_cobranza.adapters.xlsx.reading.number_formats import cell_formats, shown_as
from xl_cobranza.adapters.xlsx.reading.shared_strings import read_shared_strings
from xl_cobranza.adapters.xlsx.xml_text import cell_text, escaped
from xl_cobranza.errors import Refused


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_reference_names_one_place(row, column):
    assert position(reference(row, column)) == (row, column)
    assert column_number(letters(column)) == column


@pytest.mark.parametrize("text", ["", "A0", "A", "1", "XFE1", "A1048577", "AAAA1", "A1:B2", "Á1"])
def test_what_is_no_reference_has_no_place(text):
    assert position(text) is None


@pytest.mark.parametrize(
    ("serial", "date1904", "day"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (60, False, None),  # Excel's 29 February 1900
        (60.5, False, None),
        (61, False, date(1900, 3, 1)),
        (0, False, None),
        (-1, False, None),
        (0, True, date(1904, 1, 1)),
        (46_348, False, date(2026, 11, 22)),
        (44_886, True, date(2026, 11, 22)),
        (2_958_465, False, date(9999, 12, 31)),
        (2_958_466, False, None),
        (2_958_465.9999999999, False, None),
        (36_526.5, False, datetime(2000, 1, 1, 12)),
        (42_536.5128889537, False, datetime(2016, 6, 15, 12, 18, 33, 606000)),  # of a real file
    ],
)
def test_a_serial_is_the_day_that_excel_shows(serial, date1904, day):
    assert from_serial(serial, date1904) == day


@given(st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 31, 23, 59, 59)), st.booleans())
def test_a_moment_survives_its_serial(moment, date1904):
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    back = from_serial(to_serial(moment, date1904), date1904)
    assert (back if isinstance(back, datetime) else datetime(back.year, back.month, back.day)) == moment


@given(st.dates(date(1900, 1, 1)))
def test_a_day_survives_its_serial(day):
    assert from_serial(to_serial(day, False), False) == day


def test_days_before_the_epoch_have_no_serial():
    assert to_serial(date(1899, 12, 31), False) is None
    assert to_serial(date(1903, 12, 31), True) is None
    assert to_serial(date(1904, 1, 1), True) == 0


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "number"),
        ("0.00E+00", "number"),
        ("#,##0.00 [$€-C0A];[Red]-#,##0.00 [$€-C0A]", "number"),
        ('0" days"', "number"),
        (r"0\d", "number"),
        ('"mm/dd"0', "number"),
        ("_-* #,##0_-", "number"),
        ("[Red]0", "number"),
        ("dd/mm/yyyy", "date"),
        ('[$-80A]d "de" mmmm "de" yyyy;@', "date"),
        ("mmm-yy", "date"),
        ("mmmm", "date"),
        ("d/m/yyyy h:mm", "date"),
        ("[$-411]ge.m.d", "date"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm:ss", "elapsed"),
        ("[mm]:ss", "elapsed"),
        ("@", "text"),
    ],
)
def test_a_format_code_says_what_it_shows(code, shown):
    assert shown_as(code) == shown


def test_cell_formats_are_those_of_the_cells_not_of_the_named_styles():
    styles = (
        b'<s:styleSheet xmlns:s="x"><s:numFmts><s:numFmt numFmtId="164" formatCode="yyyy&quot;m&quot;"/></s:numFmts>'
        b'<s:cellStyleXfs><s:xf numFmtId="0"/></s:cellStyleXfs><s:cellXfs><s:xf numFmtId="14"/><s:xf/>'
        b'<s:xf numFmtId="164"/><s:xf numFmtId="46"/><s:xf numFmtId="49"/></s:cellXfs></s:styleSheet>'
    )
    assert cell_formats(styles) == ["date", "number", "date", "elapsed", "text"]
    with pytest.raises(Refused, match="damaged_styles"):
        cell_formats(b"<styleSheet>")
    with pytest.raises(Refused, match="doctype"):
        cell_formats(b'<!DOCTYPE s [<!ENTITY a "b">]><s/>')


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("_x0041\r\n<>&\x07\ufffe")))
def test_any_text_survives_a_cell(text):
    assert cell_text(escaped(text).encode()) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a&amp;b&#65;&#x42;", "a&bAB"),
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00g0_ _x41_", "_x00g0_ _x41_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("&#13;", "\r"),
    ],
)
def test_a_text_is_read_as_excel_reads_it(raw, text):
    assert cell_text(raw.encode()) == text


STRINGS = b"""<?xml version="1.0"?><x:sst xmlns:x="m" count="5" uniqueCount="5"><x:si><x:t>A&amp;B</x:t></x:si>
<x:si><x:r><x:rPr><x:b/></x:rPr><x:t xml:space="preserve"> rich </x:t></x:r><x:r><x:t>text</x:t></x:r></x:si>
<x:si><x:t>\xe6\x9d\xb1\xe4\xba\xac</x:t><x:rPh sb="0" eb="2"><x:t>toukyou</x:t></x:rPh><x:phoneticPr fontId="1"/></x:si>
<x:si><x:t/></x:si>%s<x:si><x:t>_x0041_</x:t></x:si></x:sst>"""
TEXTS = ["A&B", " rich text", "東京", "", "A"]


@pytest.mark.parametrize("odd", [b"", b"<!-- <x:si/> -->", b"<?pi?>"])
@pytest.mark.parametrize("size", [1, 9, 5000])
def test_shared_strings_are_read_without_formats_and_phonetics(odd, size):
    data = STRINGS % odd
    assert read_shared_strings(data[at : at + size] for at in range(0, len(data), size)) == TEXTS


def test_a_string_in_cdata_and_an_empty_one_count():
    assert read_shared_strings(b"<sst><si><t><![CDATA[<a>]]></t></si><si/><si><t>b</t></si></sst>") == ["<a>", "", "b"]
    assert read_shared_strings(
        "<?xml version='1.0' encoding='utf-16'?><sst><si><t>ñ</t></si></sst>".encode("utf-16")
    ) == ["ñ"]


@pytest.mark.parametrize(
    "data", [b"", b"<sst>", b"<sst><si><t>&no;</t></si></sst>", b"<sst><si><t>\xff</t></si></sst>"]
)
def test_damaged_strings_are_refused(data):
    with pytest.raises(Refused, match="damaged_strings"):
        read_shared_strings(data)
