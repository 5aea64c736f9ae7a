"""Real workbooks by others are adopted: eleven sheets more, charts among them, and not a byte of theirs less."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.lossless import ledger
from tests.lossless.corpus import common_parts, copied, each_file, losses, new_errors
from tests.lossless.test_corpus import EDITABLE
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.port import SetCell
from xl_cobranza.book.today.sheet import find_today
from xl_cobranza.faces.recalculation import Request, recalculate

__all__ = ["copied"]

AS_OF = date(2026, 11, 20)


@each_file(EDITABLE[::8])
def test_an_adopted_workbook_loses_nothing_and_is_worked_with(copied: Path, source: Path):
    adopted_and_worked_with(copied, source)


@pytest.mark.heavy
@each_file(EDITABLE)
def test_any_adopted_workbook_loses_nothing_and_is_worked_with(copied: Path, source: Path):
    adopted_and_worked_with(copied, source)


def adopted_and_worked_with(copied: Path, source: Path) -> None:
    ledger.add_sheet(copied)
    before, before_it = set(XlsxBook(copied).sheets), copied.read_bytes()

    adopted = recalculate(Request(str(copied), AS_OF, ledger.SHEET, wants="sheets"))

    if adopted.error is not None and adopted.error.kind == "strict_workbook":
        assert copied.read_bytes() == before_it
        return
    assert adopted.error is None
    added = set(XlsxBook(copied).sheets) - before
    assert {"Hoy", "Panel", "Política", "Gestiones"} <= added
    assert losses(source, copied, new_sheets=[ledger.SHEET, *added], touched=common_parts(source)) == []
    assert not new_errors(source, copied)

    request = Request(str(copied), AS_OF, ledger.SHEET)
    assert recalculate(request).error is None
    assert one_note_moves(copied, request)
    assert losses(source, copied, new_sheets=[ledger.SHEET, *added], touched=common_parts(source)) == []
    assert not new_errors(source, copied)
    written, written_on = copied.read_bytes(), copied.stat().st_mtime_ns
    assert recalculate(request).applied.saved_to is None
    assert (copied.read_bytes(), copied.stat().st_mtime_ns) == (written, written_on)


def one_note_moves(path: Path, request: Request) -> bool:
    """A person notes an outcome in the first row of `Hoy`; one run moves it, and only it."""
    book = XlsxBook(path)
    today = find_today(book)
    row = today.area.first_row
    customer = today.area.grid.row(row)[today.ours["customer"]]
    book.apply([SetCell("Hoy", row, today.typed["outcome"], "Sin respuesta")], book.digest())

    moved = recalculate(request).plan.moved

    log = XlsxBook(path).read("Gestiones")
    customers = [value for value in log.column(5, 2, log.rows) if value is not None]
    return moved == 1 and customers == [customer]


def test_what_openpyxl_sees_of_an_adopted_workbook(tmp_path: Path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Folio", "Cliente", "Vencimiento", "Importe"])
    workbook.active.append(["F-1", "Olmo", date(2026, 10, 1), 100])
    path = tmp_path / "mio.xlsx"
    workbook.save(path)
    assert recalculate(Request(str(path), AS_OF, wants="sheets")).error is None

    adopted = openpyxl.load_workbook(path)

    assert len(adopted["Panel"]._charts) == 3
    assert {table for sheet in adopted for table in sheet.tables} >= {"Hoy", "Clientes", "Gestiones", "Etapas"}
    assert adopted["Hoy"].print_title_rows
    assert [cell.value for cell in adopted["Clientes"]["A"][1:]] == ["Olmo"]
