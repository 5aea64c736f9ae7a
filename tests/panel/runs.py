"""A run of the program over a workbook with a dashboard, and LibreOffice as the one who calculates its formulas."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import ownership
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.panel.cells import at
from xl_cobranza.book.panel.figures import results, values
from xl_cobranza.book.panel.layout import anywhere
from xl_cobranza.book.panel.refresh import new_panel, panel_patches
from xl_cobranza.book.panel.ways import ways
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book, Formula, Patch, SetCell
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.portfolio.portfolio import portfolio
from xl_cobranza.flows.review import review
from xl_cobranza.wording.decisions import Teller

AS_OF = date(2026, 11, 20)
_ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


class Seen:
    """What a run knows of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book, self.area = book, find_ledger(book)
        policy, _ = read_policy(book)
        self.ledger, _ = read_ledger(book, self.area, policy, AS_OF)
        decided = decide(self.ledger, policy, AS_OF, lambda kind, row: f"{kind}!{row}")
        self.portfolio, self.teller = portfolio(self.ledger, decided, policy, AS_OF), Teller(policy)

    def patches(self) -> list[Patch]:
        return list(panel_patches(self.book, self.area, self.ledger, self.portfolio, self.teller))

    def new(self) -> list[Patch]:
        owned = ownership.columns(self.book, self.area)
        return list(new_panel(self.area, owned, self.ledger, self.portfolio, self.teller))

    def expected(self, currency: str) -> Mapping[str, Any]:
        """Python's figure of every cell, by its place in the template."""
        shown = values(self.portfolio, ways(self.area, self.ledger), self.teller)
        told = results(self.portfolio, shown, currency, self.teller.language)
        cells = (cell for block in anywhere() for cell in block.cells)
        return {at(cell.row, cell.column).replace("$", ""): told.get(cell.key, shown.get(cell.key)) for cell in cells}


def run(path: Path) -> None:
    """Decide the ledger, then refresh the dashboard."""
    for patches in (lambda book: review(book, AS_OF).patches, lambda book: Seen(book).patches()):
        book = XlsxBook(str(path))
        book.apply(patches(book), book.digest())


def with_new_panel(path: Path) -> Seen:
    """Add the dashboard to a workbook of a person's, and return what was known when it was made."""
    book = XlsxBook(str(path))
    book.apply(review(book, AS_OF).patches, book.digest())
    seen = Seen(XlsxBook(str(path)))
    workbook = load_workbook(path)
    panel = workbook.create_sheet("Panel")
    for patch in seen.new():
        if isinstance(patch, SetCell):
            value = f"={patch.value.text}" if isinstance(patch.value, Formula) else patch.value
            panel.cell(patch.row, patch.column).value = value
            if isinstance(patch.value, str):
                panel.cell(patch.row, patch.column).data_type = "s"  # a criterion that begins with = is a text
    workbook.save(path)
    return seen


@cache
def _profile() -> Path:
    """One for all the tests of this process: the first start makes it, and that takes seconds."""
    profile = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_CALCULATE)
    return profile


def calculated(path: Path, sheet: str = "Panel") -> Mapping[str, Any]:
    """The cells of a sheet after LibreOffice calculated every formula again."""
    worksheet = recalculated(path)[sheet]
    return {cell.coordinate: plain(cell.value) for row in worksheet.iter_rows() for cell in row}


def recalculated(path: Path) -> Workbook:
    """The workbook, with results alone, after LibreOffice calculated every formula again."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs LibreOffice")
        pytest.skip("needs LibreOffice")
    profile, folder = _profile(), path.parent / "calculated"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, folder, path], check=True, capture_output=True, timeout=300)
    return load_workbook(folder / path.name, data_only=True)


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return value if value is not None else ""


def differences(found: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The cells that show something else; figures to a millionth."""
    wrong = {}
    for place, wanted in expected.items():
        one, other = found.get(place, ""), plain(wanted)
        same = one == pytest.approx(other, abs=1e-6) if isinstance(other, float) else one == other
        if not same:
            wrong[place] = (one, other)
    return wrong
