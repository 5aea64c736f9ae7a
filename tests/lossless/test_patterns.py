"""Sheets of the template in real workbooks: nothing of the users' is lost, and every reader opens them."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import date
from multiprocessing.pool import ThreadPool
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.adapters import patterns
from tests.lossless.corpus import FILES, common_parts, copied, copy, each_file, losses, needed, new_errors
from tests.lossless.test_corpus import STRUCTURE_LOCKED
from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.relationships import STRICT
from xl_cobranza.book.port import AddSheet, AppendRow, Formula, Link, NewColumn, SetCell
from xl_cobranza.errors import Refused

__all__ = ["copied"]

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # of what openpyxl would lose
LOG, POLICY, PANEL, OTHER = "Gestiones de prueba", "Política de prueba", "Panel de prueba", "Otra de prueba"
NEW = [LOG, POLICY, PANEL, OTHER]
DAY = date(2026, 11, 22)
COLUMNS = [NewColumn("Id", "text", 9), NewColumn("Fecha", "date", 12), NewColumn("Cliente", "text", 24)]
ROWS = [[f"G-{n}", DAY, Link(f"Ana & <{n}>", f"mailto:a{n}@b.mx?subject=R%26D")] for n in range(5)]
OURS = [
    SetCell(POLICY, 1, 2, DAY),
    SetCell(POLICY, 4, 2, Link("Aviso", "https://a.mx/?b=c&d=e")),
    SetCell(PANEL, 1, 1, "Panel al día"),
    SetCell(PANEL, 10, 2, Formula(f"SUM('{PANEL}'!B4:B8)", 1500.0)),
    SetCell(PANEL, 13, 2, Formula(f"COUNTIF('{LOG}'!A2:A6,\"G*\")", 5.0)),
    SetCell(PANEL, 32, 1, Link("llamar", "tel:+525512345678")),
]


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> tuple[Path, Path]:
    """Ours, and one of the tests with charts."""
    folder = tmp_path_factory.mktemp("templates")
    template.build(folder / "blank.xlsx", sample=False)
    return folder / "blank.xlsx", patterns.save(folder / "rich.xlsx")


def is_strict(path: Path) -> bool:
    return Package(XlsxBook(path)._archive).workbook.relationship_base == STRICT


TAKES_SHEETS = [path for path in FILES if path.name not in STRUCTURE_LOCKED and not is_strict(path)]
FEW = TAKES_SHEETS[::16]
REST = pytest.mark.heavy


def add_all(path: Path, templates: tuple[Path, Path]) -> Path:
    """The pattern sheets, with rows, and cells set in them."""
    blank, rich = templates
    log = AddSheet(LOG, "Gestiones", COLUMNS, ROWS, "Gestiones")
    apply(path, blank, log, AddSheet(POLICY, "Etapas", [], [], "Política"), *OURS[:2])
    apply(path, rich, AddSheet(PANEL, "Tramos", [], [], "Panel"), AddSheet(OTHER, "", [], [], "Otra"), *OURS[2:])
    return path


def apply(path: Path, source: Path | None, *patches):
    book = XlsxBook(path, None, (lambda _: source) if source else None)
    return book.apply(patches, book.digest())


def lost(copied: Path, source: Path, templates: tuple[Path, Path]) -> list:
    add_all(copied, templates)
    found = losses(source, copied, new_sheets=NEW, touched=common_parts(source))
    written_on = copied.stat().st_mtime_ns
    assert apply(copied, None, *OURS).saved_to is None
    assert copied.stat().st_mtime_ns == written_on
    # the list of formula cells goes, and a new sheet is not the user's to lose
    return [finding for finding in found if "calcChain" not in str(finding)]


@each_file(FEW)
def test_pattern_sheets_lose_nothing_of_the_users(copied: Path, source: Path, templates):
    assert lost(copied, source, templates) == []


@REST
@each_file(TAKES_SHEETS)
def test_pattern_sheets_lose_nothing_of_the_users_anywhere(copied: Path, source: Path, templates):
    assert lost(copied, source, templates) == []


@each_file([path for path in FILES if path not in TAKES_SHEETS][:3])
def test_a_workbook_that_takes_no_sheet_says_why(copied: Path, source: Path, templates):
    with pytest.raises(Refused, match=r"protected_structure|strict_workbook"):
        add_all(copied, templates)
    assert copied.read_bytes() == source.read_bytes()


@each_file(FEW[::2])
def test_rows_appended_and_cells_set_later_change_our_cells_alone(copied: Path, source: Path, templates):
    add_all(copied, templates)
    before = copied.with_name("before " + copied.name)
    before.write_bytes(copied.read_bytes())
    row = AppendRow(LOG, "Gestiones", 7, {1: "G-6", 3: Link("Luis", "tel:5512345678")})
    apply(copied, None, row, SetCell(LOG, 2, 3, "Ana"), SetCell(POLICY, 4, 2, None))

    member = {sheet: Package(XlsxBook(before)._archive).sheets[sheet] for sheet in (LOG, POLICY)}
    tables = XlsxBook(before)._package.relationships(member[LOG]).by_type("table")
    rels = [f"{name.rpartition('/')[0]}/_rels/{name.rpartition('/')[2]}.rels" for name in member.values()]
    touched = [*common_parts(before), *member.values(), *rels, *(table.target for table in tables)]
    found = losses(before, copied, allow=[f"{LOG}!A7:O7", f"{LOG}!C2", f"{POLICY}!B4"], touched=touched)
    assert [f for f in found if "hyperlink" not in str(f).lower() and f[3].rpartition("/@")[2] != "ref"] == []


# readers


def sdk_errors(sources: Iterable[Path], folder: Path, templates) -> dict[str, Counter]:
    def errors(source: Path) -> Counter:
        return new_errors(source, add_all(copy(source, folder), templates))

    sources = list(sources)
    with ThreadPool(2) as pool:
        found = dict(zip((path.name for path in sources), pool.map(errors, sources), strict=True))
    return {name: errors for name, errors in found.items() if errors}


def test_the_sdk_finds_no_new_error_with_pattern_sheets(tmp_path, templates):
    needed(bool(FEW), "the corpus")
    assert sdk_errors(FEW, tmp_path, templates) == {}


@REST
def test_the_sdk_finds_no_new_error_with_pattern_sheets_anywhere(tmp_path, templates):
    assert sdk_errors(TAKES_SHEETS, tmp_path, templates) == {}


def shown(path: Path) -> dict[str, list]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def calamine(path: Path) -> dict[str, list]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("read", [shown, calamine])
@each_file(FEW)
def test_readers_find_what_they_found_and_our_sheets(copied: Path, source: Path, templates, read):
    try:
        before = read(source)
    except Exception as fault:  # noqa: BLE001  # whatever it raises
        pytest.skip(f"{read.__name__} cannot read the original: {fault}")
    after = read(add_all(copied, templates))

    ours = {name: after.pop(name) for name in NEW}
    assert repr(after) == repr(before)
    assert [row[0] for row in ours[LOG]] == ["Id", *(f"G-{n}" for n in range(5))]
    assert (ours[PANEL][0][0], ours[OTHER][0][:2]) == ("Panel al día", ["Ana", 2.0])


def charts(path: Path) -> int:
    return len(openpyxl.load_workbook(path)[PANEL]._charts)


@pytest.mark.calc
@each_file(FEW[:3])
def test_libreoffice_opens_them_and_shows_our_sheets(copied: Path, source: Path, templates, tmp_path):
    needed(shutil.which("soffice") is not None, "LibreOffice")
    add_all(copied, templates)
    profile, out = f"-env:UserInstallation=file://{tmp_path}/profile", tmp_path / "out"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", out, copied]
    subprocess.run(command, check=False, capture_output=True, timeout=180)

    after = out / copied.with_suffix(".xlsx").name
    grid = XlsxBook(after).read(LOG)
    assert grid.column(1, 1, 6) == ["Id", *(f"G-{n}" for n in range(5))]
    assert XlsxBook(after).read(PANEL).column(2, 10, 12) == [1500.0, 4.0, 1500.0]
    assert XlsxBook(after).links(LOG)[2, 5] == "mailto:a0@b.mx?subject=R%26D"
    assert charts(copied) == charts(after) == 2
