"""Which workbooks `lote` takes from what it is given, and what it says of those that fail."""

import json
from pathlib import Path

import pytest

from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces.commands import pool
from xl_cobranza.faces.commands.batch import Line, recalculate_one, run, workbooks
from xl_cobranza.faces.recalculation import Request


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx",
        "a.xlsm",
        "~$b.xlsx",
        "notes.txt",
        "deep/er/c.XLSX",
        ".cobranza/b.1.xlsx",
        "deep/.cobranza/c.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def _names(folder: Path, *paths: str) -> list[str]:
    return [Path(found).relative_to(folder).as_posix() for found in workbooks([str(folder / path) for path in paths])]


def test_a_folder_is_searched_throughout_but_locks_and_backups_are_passed_over(folder) -> None:
    assert _names(folder, ".") == ["a.xlsm", "b.xlsx", "deep/er/c.XLSX"]


def test_a_pattern_takes_the_workbooks_that_match(folder) -> None:
    assert _names(folder, "*.xlsx") == ["b.xlsx"]
    assert _names(folder, "**/*.*") == ["a.xlsm", "b.xlsx", "deep/er/c.XLSX"]


def test_each_workbook_is_taken_once_in_the_order_named(folder) -> None:
    assert _names(folder, "b.xlsx", ".", "*.xlsx") == ["b.xlsx", "a.xlsm", "deep/er/c.XLSX"]


def test_one_workbook_under_two_names_is_taken_once(folder) -> None:
    """Two workers at one workbook would refuse each other."""
    assert _names(folder, "b.xlsx", "deep/../b.xlsx", "a.xlsm") == ["b.xlsx", "a.xlsm"]


def test_a_file_that_is_named_is_taken_whatever_it_is(folder) -> None:
    """It will be refused by itself, with its reason; dropping it in silence would hide the mistake."""
    assert _names(folder, "notes.txt", "missing.xlsx") == ["notes.txt", "missing.xlsx"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(folder) -> None:
    (folder / "[2026].xlsx").touch()

    assert _names(folder, "[2026].xlsx") == ["[2026].xlsx"]


def test_nothing_found_is_wrong_usage(folder) -> None:
    with pytest.raises(WrongUsage, match="no_workbooks"):
        workbooks([str(folder / "*.ods")])


def test_a_workbook_whose_worker_died_is_named_and_ends_the_batch_with_4(monkeypatch, capsys) -> None:
    monkeypatch.setattr(pool, "results", lambda *_: iter([(1, Line(0, "second")), (0, None)]))

    code = run([Request("first.xlsx"), Request("second.xlsx")], workers=1, as_objects=False)

    first, second = capsys.readouterr().out.splitlines()
    assert code == 4
    assert first.startswith("✗ first.xlsx: El proceso que trabajaba en este libro se cerró; ")
    assert second == "second"


def test_an_unexpected_error_in_a_worker_is_a_line_and_a_log(monkeypatch, state) -> None:
    monkeypatch.setattr("xl_cobranza.flows.review.review", None)
    monkeypatch.setattr("xl_cobranza.adapters.xlsx.book.XlsxBook", None)

    line = recalculate_one(Request("libro.xlsx"), as_object=True)

    (log,) = state.rglob("*.log")
    assert line.code == 4
    assert json.loads(line.text)["error"]["found"] == str(log)
