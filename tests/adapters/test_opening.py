import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.packages import BAD, SHEET, WORKBOOK, corpus, with_zip64_end, workbook
from xl_cobranza.adapters.xlsx import opening
from xl_cobranza.adapters.xlsx.opening import check
from xl_cobranza.errors import Refused
from xl_cobranza.wording.problems import refusal as refusal_in_words

CATALOGUE = Path(__file__).with_name("refused_packages.txt")


def refusal(path: Path) -> tuple[str, str, str]:
    with pytest.raises(Refused) as refused:
        check(path)
    return refused.value.kind, refused.value.ref, refused.value.data.get("detail", refused.value.found)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "libro.xlsx"


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_sound_workbook_is_refused_by_name_and_left_alone(name, path):
    content, kind, found = BAD[name]
    path.write_bytes(content())
    before = path.stat()

    assert refusal(path) == (kind, "libro.xlsx", found)
    assert path.read_bytes() == content() or name == "password"  # encrypted anew each time
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert list(path.parent.iterdir()) == [path]


def test_what_is_said_of_each_is_kept_in_a_catalogue(path, accept):
    said = []
    for name, (content, _, _) in BAD.items():
        path.write_bytes(content())
        with pytest.raises(Refused) as refused:
            check(path)
        said.append(f"{name}\n    {refusal_in_words(refused.value)}\n    {refusal_in_words(refused.value, 'en')}\n")
    if accept:
        CATALOGUE.write_text("\n".join(said), "utf-8")

    assert CATALOGUE.read_text("utf-8") == "\n".join(said)


@pytest.mark.parametrize("file", corpus(), ids=lambda file: file.name)
def test_real_workbooks_open(file):
    assert check(file).find("[content_types].xml") is not None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook(), id="plain"),
        pytest.param(with_zip64_end(workbook()), id="zip64 end"),
        pytest.param(b"#!/bin/sh\n" + workbook(), id="behind other data"),
        pytest.param(workbook() + b"\0" * 99, id="before other data"),
        pytest.param(
            workbook({"xl/media/blank.bmp": bytes(30 << 20)}), id="a white picture: 1000 to 1, never inflated"
        ),
        pytest.param(workbook({"customXml/item1.xml": "<!-- <!DOCTYPE -->" + SHEET}), id="a comment about DOCTYPE"),
        pytest.param(workbook({"xl/workbook.xml": WORKBOOK.replace("UTF-8", "UTF-16").encode("utf-16")}), id="utf-16"),
    ],
)
def test_what_is_odd_but_harmless_opens(data, path):
    path.write_bytes(data)

    assert check(path).file_name == "libro.xlsx"


def test_the_most_monotonous_sheet_is_no_bomb(path):
    rows = '<row><c s="1"/><c s="1"/><c s="1"/></row>' * 300_000
    path.write_bytes(workbook({"xl/worksheets/sheet1.xml": SHEET.replace("<row", rows + "<row", 1)}))

    assert check(path).size("xl/worksheets/sheet1.xml") > 12_000_000


def test_a_missing_file_a_folder_and_a_pipe_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "tubo.xlsx")

    assert refusal(tmp_path / "nada.xlsx")[0] == "no_such_file"
    assert refusal(tmp_path / "nada.xlsx" / "libro.xlsx")[0] == "no_such_file"
    assert refusal(tmp_path / "a\0b.xlsx")[0] == "no_such_file"
    assert refusal(tmp_path / ("a" * 300 + ".xlsx"))[0] == "name_too_long"
    assert refusal(tmp_path)[0] == "is_a_folder"
    assert refusal(tmp_path / "tubo.xlsx")[0] == "not_a_workbook"


def test_a_file_that_may_not_be_read_is_refused(path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    path.write_bytes(workbook())
    monkeypatch.setattr(Path, "open", denied)

    assert refusal(path) == ("cannot_read", "libro.xlsx", "EACCES")


def test_nothing_heavy_is_imported_to_open_a_workbook(path):
    path.write_bytes(workbook())
    script = (
        f"import sys; from {opening.__name__} import check; check(sys.argv[1]);"
        "print({'openpyxl', 'xlwings', 'lxml', 'zipfile'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)

    assert shown.stdout == "set()\n"
