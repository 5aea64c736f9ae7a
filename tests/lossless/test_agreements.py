"""The sheet of an agreement in real workbooks: nothing of the users' is lost, and Microsoft's validator is content."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.lossless.corpus import common_parts, copied, copy, each_file, losses, new_errors
from tests.lossless.test_patterns import FEW, TAKES_SHEETS
from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.agreements.cells import cells
from xl_cobranza.book.agreements.ledger_columns import LedgerColumns
from xl_cobranza.book.agreements.shape import Shape
from xl_cobranza.book.port import AddSheet
from xl_cobranza.domain.agreements.deal import Covered, Deal
from xl_cobranza.domain.agreements.schedule import schedule
from xl_cobranza.domain.agreements.terms import Method, Terms
from xl_cobranza.wording.agreements import labels

__all__ = ["copied"]

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # of what openpyxl would lose
SHEET, KEY = "Acuerdo de prueba", "prueba_de_hoja"
TERMS = Terms(
    Decimal(5000), date(2026, 11, 20), date(2026, 12, 20), 12, method=Method.FRENCH, rate=Decimal("0.12"),
    currency="MXN", down_payment=Decimal(500),
)  # fmt: skip
LINES = tuple(Covered(f"A&<{n}>", date(2026, 10, n), Decimal(1000), (f"A&<{n}>",)) for n in range(1, 6))
DEAL = Deal("AC-1", "Olmo", "Olmo & <Cía>", "Altavista", LINES, TERMS, schedule(TERMS))


def add(path: Path) -> Path:
    shape = Shape(len(LINES), len(DEAL.rows), 2, "es", "MX", KEY)
    sheet = AddSheet(SHEET, shape.table, (), (), pattern=shape.pattern)
    book = XlsxBook(path, None, template.blank)
    filled = cells(SHEET, DEAL, shape, LedgerColumns(), labels("es", "MX"), 5)
    applied = book.apply([sheet, *filled], book.digest())
    assert applied.saved_to == str(path)
    return path


def lost(copied: Path, source: Path) -> list:
    add(copied)
    found = losses(source, copied, new_sheets=[SHEET], touched=common_parts(source))
    assert XlsxBook(copied).read(SHEET).row(1) == {1: "Acuerdo de pago AC-1"}
    # the list of formula cells goes, and a new sheet is not the user's to lose
    return [finding for finding in found if "calcChain" not in str(finding)]


@each_file(FEW)
def test_the_sheet_of_an_agreement_loses_nothing_of_the_users(copied: Path, source: Path):
    assert lost(copied, source) == []


@pytest.mark.heavy
@each_file(TAKES_SHEETS)
def test_the_sheet_of_an_agreement_loses_nothing_of_the_users_anywhere(copied: Path, source: Path):
    assert lost(copied, source) == []


@pytest.mark.heavy
@each_file(TAKES_SHEETS[::4])
def test_the_validator_finds_no_new_error_with_the_sheet_of_an_agreement(source: Path, tmp_path: Path):
    assert not new_errors(source, add(copy(source, tmp_path)))
