"""Reading and splicing sheets: the fast engines and expat agree on any spelling, and a splice touches what is ours alone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from tests.properties.sheet_texts import FORMATS, STRINGS, edits, sheets
from xl_cobranza.adapters.xlsx.cells import column_number, position
from xl_cobranza.adapters.xlsx.edits import ColumnEdit, NeedExpat, SheetEdits
from xl_cobranza.adapters.xlsx.reading import scan
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.adapters.xlsx.reading.scan import read_sheet
from xl_cobranza.adapters.xlsx.splicing.block_splice import BlockSplicer
from xl_cobranza.adapters.xlsx.splicing.splice import splice_sheet
from xl_cobranza.book.port import CellError, Value
from xl_cobranza.errors import Refused

SIZES = st.sampled_from([1, 7, 100, 1 << 20])


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def spliced(data: bytes, ours: SheetEdits, size: int = 1 << 20, date1904: bool = False) -> bytes | tuple[str, str]:
    """The spliced part, or why it was refused."""
    try:
        return b"".join(splice_sheet(lambda: pieces(data, size), ours, date1904)[0])
    except Refused as fault:
        return fault.kind, fault.ref


def spliced_by_expat(data: bytes, ours: SheetEdits) -> bytes | tuple[str, str]:
    with patch.object(BlockSplicer, "splice", side_effect=NeedExpat("asked for")):
        return spliced(data, ours)


def shown(grid: SheetGrid) -> tuple[list[list[tuple[type, Value]]], list[frozenset[int]]]:
    columns = range(1, grid.columns + 1)
    values = [[(type(value), value) for value in grid.column(column, 1, grid.rows)] for column in columns]
    return values, [grid.formulas(column) for column in columns]


def read(data: bytes, size: int = 1 << 20) -> object:
    try:
        return shown(read_sheet(pieces(data, size), STRINGS, FORMATS, date1904=False))
    except Refused as fault:
        return fault.kind


def read_by_expat(data: bytes) -> object:
    with patch.object(scan, "is_odd", return_value=True):
        return read(data)


def written_places(ours: SheetEdits) -> set[tuple[int, int]]:
    places = {(row, column) for row, cells in ours.cells.items() for column in cells}
    for edit in ours.columns:
        places |= {(row, edit.column) for row in range(edit.first_row, edit.first_row + len(edit.values))}
        if edit.heading:
            places.add((edit.heading[0], edit.column))
    return places


def cells_of(root: etree._Element) -> dict[tuple[int, int], etree._Element]:
    """The cells by place, counting those without a reference."""
    found = {}
    row = 0
    for element in root.iterfind("{*}sheetData/{*}row"):
        row, column = int(element.get("r", row + 1)), 0
        for cell in element.iterfind("{*}c"):
            place = position(cell.get("r", ""))
            column = place[1] if place else column + 1
            found[row, column] = cell
    return found


def without(root: etree._Element, places: set[tuple[int, int]], rows: set[int]) -> bytes:
    """The part without these cells, without rows that are not in `rows`, and without what a splice may widen."""
    for place, cell in cells_of(root).items():
        if place in places:
            parent, before = cell.getparent(), cell.getprevious()
            if cell.tail and before is not None:
                before.tail = (before.tail or "") + cell.tail
            elif cell.tail:
                parent.text = (parent.text or "") + cell.tail
            parent.remove(cell)
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", number + 1))
        row.attrib.pop("spans", None)
        if number not in rows:
            assert row.tail is None
            row.getparent().remove(row)
    for name in ("dimension", "cols"):
        for element in root.iterfind(f"{{*}}{name}"):
            root.remove(element)
    return etree.tostring(root, method="c14n", with_comments=True)


def shows(cell: etree._Element, value: object) -> bool:
    kind, text = cell.get("t"), cell.findtext("{*}v")
    match value:
        case None:
            return text is None and cell.find("{*}is") is None
        case CellError():
            return kind == "e" and text == value
        case bool():
            return kind == "b" and text == str(int(value))
        case datetime() | date():
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            return abs(datetime(1899, 12, 30) + timedelta(float(text or "")) - moment) < timedelta(milliseconds=1)
        case int() if abs(value) >= 10**14:
            return kind == "inlineStr" and cell.findtext("{*}is/{*}t") == str(value)
        case int() | float() | Decimal():
            return kind is None and float(text or "") == float(value)
    return (
        kind == "inlineStr"
        and scan.ValueReader([], [], date1904=False).convert("str", 0)(cell.findtext("{*}is/{*}t") or "") == value
    )


@given(sheets(), edits(), SIZES)
def test_both_engines_write_the_same_bytes(data, ours, size):
    assert spliced(data, ours, size) == spliced_by_expat(data, ours)


@given(sheets(), SIZES)
def test_both_readers_see_the_same_values(data, size):
    assert read(data, size) == read_by_expat(data)


@given(sheets(), edits())
def test_a_splice_changes_what_is_ours_and_nothing_else(data, ours):
    result = spliced(data, ours)
    if isinstance(result, tuple):
        assert result[0] == "formula_in_the_way"
        place = position(result[1])
        assert place in written_places(ours)
        cell = cells_of(etree.fromstring(data))[place]
        assert cell.find("{*}f") is not None
        return
    before, after = etree.fromstring(data), etree.fromstring(result)
    places = written_places(ours)
    for (row, column), cell in cells_of(after).items():
        if (row, column) in places:
            value = ours.cells.get(row, {}).get(column, (None, None))
            if column not in ours.cells.get(row, {}):
                edit = next(edit for edit in ours.columns if edit.column == column)
                is_heading = edit.heading and edit.heading[0] == row
                value = (edit.heading[1] if is_heading else edit.values[row - edit.first_row], None)
            assert shows(cell, value[0])
    missing = places - set(cells_of(after))
    for row, column in missing:
        value = ours.cells[row][column][0] if column in ours.cells.get(row, {}) else None
        assert value is None
    rows = {row for row, _ in _rows_of(before)}
    assert without(before, places, rows) == without(after, places, rows)


def _rows_of(root: etree._Element) -> list[tuple[int, etree._Element]]:
    found, number = [], 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", number + 1))
        found.append((number, row))
    return found


@given(sheets(), edits())
def test_rows_and_cells_stay_in_order_and_the_dimension_holds_them(data, ours):
    result = spliced(data, ours)
    if isinstance(result, bytes):
        root = etree.fromstring(result)
        rows = [row for row, _ in _rows_of(root)]
        assert rows == sorted(set(rows))
        places = list(cells_of(root))
        assert places == sorted(set(places))
        for row in root.iterfind("{*}sheetData/{*}row"):
            if "spans" in row.attrib:
                first, last = map(int, row.get("spans", "").split(":"))
                inside = [cell.get("r") for cell in row.iterfind("{*}c") if cell.get("r")]
                assert all(first <= column_number(ref.rstrip("0123456789")) <= last for ref in inside)


@given(sheets(), edits())
def test_a_second_splice_changes_nothing(data, ours):
    once = spliced(data, ours)
    if isinstance(once, bytes):
        chunks, facts = splice_sheet(lambda: [once], ours, date1904=False)
        assert b"".join(chunks) == once
        # in an 8-bit encoding what is `&#256;` on disk counts as changed, for the same bytes
        assert facts.changed_cells == 0 or b"iso-8859-1" in data


@given(sheets())
def test_without_edits_every_byte_stays(data):
    assert spliced(data, SheetEdits()) == data
    assert spliced_by_expat(data, SheetEdits(cells={99: {1: (None, None)}})) == data


@given(sheets(), edits())
def test_what_was_written_is_read_back(data, ours):
    result = spliced(data, ours)
    if isinstance(result, bytes):
        before = read_sheet(data, STRINGS, FORMATS, date1904=False)
        after = read_sheet(result, STRINGS, FORMATS, date1904=False)
        for row in range(1, max(before.rows, after.rows) + 1):
            there, here = before.row(row), after.row(row)
            for column in {*there, *here}:
                if (row, column) not in written_places(ours):
                    assert there.get(column) == here.get(column)
                elif column in ours.cells.get(row, {}) and isinstance(ours.cells[row][column][0], str):
                    assert here.get(column) == ours.cells[row][column][0]
        assert all(before.formulas(column) == after.formulas(column) for column in range(1, 12))


@given(sheets(), st.data(), SIZES)
def test_a_damaged_sheet_is_refused_or_read_never_a_crash(data, draw, size):
    start = draw.draw(st.integers(0, len(data)))
    stop = draw.draw(st.integers(start, min(len(data), start + 20)))
    damaged = (
        data[:start]
        + draw.draw(st.binary(max_size=6) | st.sampled_from([b"<", b">", b'"', b"</row>", b"<!DOCTYPE a>"]))
        + data[stop:]
    )
    read(damaged, size)
    spliced(
        damaged, SheetEdits(cells={2: {3: ("x", None)}}, columns=[ColumnEdit(9, 1, ["a"] * 9, 3, lambda xf: xf, None)])
    )


@example("A", 1)
@given(st.text(), st.integers(0, 9))
def test_any_text_is_written_as_text_and_read_as_it_was(text, xf):
    if any("\ud800" <= c <= "\udfff" for c in text):
        pytest.skip("no text")
    result = spliced(b"<worksheet><sheetData/></worksheet>", SheetEdits(cells={1: {1: (text, xf)}}))
    assert read_sheet(result, [], [], date1904=False).row(1) == {1: text}
