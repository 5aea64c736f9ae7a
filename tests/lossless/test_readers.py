"""Others read what they read before, and ours where it is ours."""

import csv
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.lossless import ledger
from tests.lossless.corpus import copied, copy, each_file, needed
from tests.lossless.test_corpus import EDITABLE

__all__ = ["copied"]

SAMPLE = slice(None, None, 5)
ALL_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def edited(path: Path) -> Path:
    ledger.add_sheet(path)
    ledger.fill(path)
    return path


def expected() -> list[list]:
    """What a reader must find in our sheet, blanks as None."""
    headings = [column.heading for column in (*ledger.INPUTS, *ledger.OURS)]
    rows = [ledger.row(n) + [ledger.value(c.kind, n) for c in ledger.OURS] for n in range(ledger.ROWS)]
    rows[1][1] = "Otro cliente, S.A."
    blank = [None] * len(ledger.OURS)
    return [headings, *rows, ledger.row(900) + blank, ledger.row(901) + blank]


def plain(value: object) -> object:
    """Days without a time, blanks as None, numbers as floats."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value if value != "" else None


@each_file(EDITABLE)
def test_calamine_reads_the_same(copied: Path, source: Path):
    def values(path: Path) -> dict[str, list]:
        book = CalamineWorkbook.from_path(path)
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    try:
        before = values(source)
    except Exception as fault:  # noqa: BLE001  # whatever it raises
        pytest.skip(f"calamine cannot read the original: {fault}")
    after = values(edited(copied))

    ours = after.pop(ledger.SHEET)
    assert [[plain(value) for value in row] for row in ours] == expected()
    assert repr(after) == repr(before)  # repr: what is not a number is not equal to itself


@pytest.mark.filterwarnings("ignore::UserWarning")  # of what openpyxl would lose
@each_file(EDITABLE)
def test_openpyxl_reads_the_same(copied: Path, source: Path):
    def values(path: Path) -> dict[str, list]:
        book = openpyxl.load_workbook(path, data_only=True)
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}

    try:
        before = values(source)
    except Exception as fault:  # noqa: BLE001  # whatever it raises
        pytest.skip(f"openpyxl cannot read the original: {fault}")
    if not before:
        pytest.skip("openpyxl finds no sheet in a strict workbook")
    after = values(edited(copied))

    ours = after.pop(ledger.SHEET)
    assert [[plain(value) for value in row] for row in ours] == expected()
    assert repr(after) == repr(before)


@pytest.mark.calc
def test_libreoffice_reads_the_same_in_a_sample(tmp_path: Path):
    assert differing_in_libreoffice(not_random()[SAMPLE], tmp_path) == {}


@pytest.mark.calc
@pytest.mark.heavy
def test_libreoffice_reads_the_same_everywhere(tmp_path: Path):
    assert differing_in_libreoffice(not_random(), tmp_path) == {}


def not_random() -> list[Path]:
    """The workbooks that show the same when they are calculated twice."""
    return [path for path in EDITABLE if not re.search(rb"\b(RAND(BETWEEN|ARRAY)?|NOW)\(", sheets_xml(path))]


def sheets_xml(path: Path) -> bytes:
    with ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist() if "/worksheets/sheet" in name)


def differing_in_libreoffice(sources: list[Path], folder: Path) -> dict[str, list[str]]:
    """The sheets that LibreOffice shows differently, by file; it must have shown ours in each."""
    needed(bool(sources), "the corpus")
    needed(shutil.which("soffice") is not None, "LibreOffice")
    for kind in ("before", "after"):
        (folder / kind).mkdir()
    for source in sources:
        copy(source, folder / "before")
        edited(copy(source, folder / "after"))
    shown = {kind: exported(folder / kind, folder) for kind in ("before", "after")}
    different: dict[str, list[str]] = {}
    unopened: list[str] = []
    for source in sources:
        before, after = (sheets_of(source, shown[kind]) for kind in ("before", "after"))
        if not before:
            unopened.append(source.name)  # LibreOffice cannot open the original
            continue
        ours = after.pop(ledger.SHEET, [])
        wrong = [name for name in before if before[name] != after.get(name)]
        if [row[0] for row in ours][:3] != ["Folio", "00000", "00001"] or len(ours) != ledger.ROWS + 3:
            wrong.append(ledger.SHEET)
        if wrong:
            different[source.name] = wrong
    assert len(unopened) <= len(sources) // 10, unopened
    return different


def exported(files: Path, folder: Path) -> dict[str, list[list[str]]]:
    """Every sheet of every workbook of a folder as rows of text, by `<file>-<sheet>`; one process for all."""
    out = folder / f"{files.name} csv"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        ALL_SHEETS_AS_CSV,
        "--outdir",
        out,
        *sorted(files.iterdir()),
    ]
    subprocess.run(command, check=False, capture_output=True, timeout=600)
    return {path.stem: list(csv.reader(path.open(encoding="utf-8", newline=""))) for path in out.glob("*.csv")}


def sheets_of(source: Path, shown: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    prefix = source.stem + "-"
    return {name.removeprefix(prefix): rows for name, rows in shown.items() if name.startswith(prefix)}
