"""Real workbooks keep every byte that is not ours."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.lossless import ledger
from tests.lossless.corpus import FILES, common_parts, copied, copy, each_file, losses, needed, sheet_parts
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.adapters.xlsx.parts.links import is_safe
from xl_cobranza.book.port import AddColumn, Link, SetCell, TableInfo
from xl_cobranza.book.references import letters
from xl_cobranza.errors import Refused
from xl_cobranza.faces.recalculation import Request, recalculate

__all__ = ["copied"]

# a person locked the structure: no program may add a sheet before that is lifted
STRUCTURE_LOCKED = {
    "PhpSpreadsheet__form_pass_print.xlsm",
    "PhpSpreadsheet__issue.3720.xlsx",
    "poi__workbookProtection_workbook_structure_protected.xlsx",
    "wolfxl__openpyxl-p1-structured-validation-protection-customxml.xlsx",
}
EDITABLE = [path for path in FILES if path.name not in STRUCTURE_LOCKED]
NO_ROOM_THERE = ("no_room", "protected_sheet", "merged_cells")


@each_file()
def test_nothing_to_do_leaves_the_file_alone(copied: Path):
    before, written_on = copied.read_bytes(), copied.stat().st_mtime_ns
    book = XlsxBook(copied)
    same = []
    for sheet in book.sheets:
        grid, links = book.read(sheet), book.links(sheet)
        for row in range(1, min(grid.rows, 50) + 1):
            values = grid.row(row).items()
            same += [
                SetCell(sheet, row, at, linked(value, links.get((row, at), "")))
                for at, value in values
                if row not in grid.formulas(at)
            ]

    applied = book.apply(same, book.digest())

    assert (applied.changed_cells, applied.saved_to) == (0, None)
    assert copied.read_bytes() == before
    assert copied.stat().st_mtime_ns == written_on


def linked(value: object, url: str) -> object:
    """A text of the user's with the link that it has, where it is one that we could have written."""
    return Link(value, url) if isinstance(value, str) and is_safe(url) else value


@each_file()
def test_a_ledger_added_and_filled_loses_nothing_of_the_users(copied: Path, source: Path):
    if source.name in STRUCTURE_LOCKED:
        with pytest.raises(Refused, match="protected_structure"):
            ledger.add_sheet(copied)
        assert copied.read_bytes() == source.read_bytes()
        return
    ledger.add_sheet(copied)
    ledger.fill(copied)

    assert losses(source, copied, new_sheets=[ledger.SHEET], touched=common_parts(source)) == []


@each_file(EDITABLE[::8])
def test_filling_a_ledger_changes_our_cells_alone(copied: Path, source: Path):
    ledger.add_sheet(copied)
    before = copied.with_name("before " + copied.name)
    before.write_bytes(copied.read_bytes())
    ledger.fill(copied)

    rows, columns = ledger.ROWS + 3, letters(len(ledger.INPUTS) + len(ledger.OURS))
    ours = [f"{ledger.SHEET}!{area}" for area in (f"A{rows - 1}:F{rows}", f"G1:{columns}{rows}", "B3")]
    assert losses_but_growth(before, copied, ours, ledger.SHEET) == []


@each_file(EDITABLE[::8])
def test_the_whole_command_loses_nothing_and_then_rests(copied: Path, source: Path):
    recalculate_twice(copied, source)


@pytest.mark.heavy
@each_file(EDITABLE)
def test_the_whole_command_loses_nothing_of_any_workbook_and_then_rests(copied: Path, source: Path):
    recalculate_twice(copied, source)


def recalculate_twice(copied: Path, source: Path) -> None:
    ledger.add_sheet(copied)
    request = Request(str(copied), as_of=date(2026, 11, 20), sheet=ledger.SHEET)

    first = recalculate(request)

    assert first.error is None
    assert first.applied.changed_cells > len(ledger.OURS) * ledger.ROWS // 2
    assert losses(source, copied, new_sheets=[ledger.SHEET], touched=common_parts(source)) == []
    written, written_on = copied.read_bytes(), copied.stat().st_mtime_ns

    second = recalculate(request)

    assert (second.error, second.applied.changed_cells, second.applied.saved_to) == (None, 0, None)
    assert (copied.read_bytes(), copied.stat().st_mtime_ns) == (written, written_on)


def first_tables(book: XlsxBook) -> list[TableInfo]:
    """The first table of each sheet that has one."""
    return list({table.sheet: table for table in reversed(book.tables)}.values())


@each_file()
def test_columns_beside_the_users_own_tables_lose_nothing(copied: Path, source: Path):
    book = XlsxBook(copied)
    written = []
    for table in first_tables(book):
        try:
            book.apply([beside(table, 0), beside(table, 1)], book.digest())
            written.append(table)
        except Refused as refusal:
            if refusal.kind not in NO_ROOM_THERE:
                raise
    ours = [
        f"{table.sheet}!{letters(table.last_column + 1)}{table.first_row}:{letters(table.last_column + 2)}{table.last_row}"
        for table in written
    ]

    assert book.tables == tuple(
        t._replace(last_column=t.last_column + 2 * (t in written)) for t in XlsxBook(source).tables
    )
    assert losses_but_growth(source, copied, ours, *(table.sheet for table in written)) == []


def test_most_tables_of_the_corpus_have_room_beside_them(tmp_path: Path):
    """Else the test above would hold by refusing everything."""
    room = Counter()
    for source in FILES:
        book = XlsxBook(copy(source, tmp_path))
        for table in first_tables(book):
            try:
                book.apply([beside(table, 0)], book.digest())
                room["written"] += 1
            except Refused as refusal:
                room[refusal.kind] += 1
    needed(bool(FILES), "the corpus")
    assert room["written"] >= 30, room


def beside(table: TableInfo, at: int) -> AddColumn:
    values = [f"texto {row}" for row in range(table.last_row - table.first_row)]
    return AddColumn(
        table.sheet, table.name, table.first_row, table.last_column + 1 + at, f"Cobranza Ñ & <{at}>\n2",
        f"_cobranza.{table.name.lower()}.{at}", values, "text", table.last_column,
    )  # fmt: skip


def losses_but_growth(before: Path, after: Path, ours: list[str], *sheets: str) -> list:
    """Losses; the range of a table that grew, and a query's count of columns that are not its own, are none."""
    touched = common_parts(before) + [part for sheet in sheets for part in sheet_parts(before, sheet)]
    growing = ("ref", "nextId", "unboundColumnsRight")
    found = losses(before, after, allow=ours, touched=touched)
    return [f for f in found if not (f[1].startswith(("table", "queryTable")) and f[3].rpartition("/@")[2] in growing)]
