"""`cobranza demo` and `cobranza nuevo`: workbooks from the template, nothing overwritten."""

import errno
from pathlib import Path

import pytest
from openpyxl import load_workbook


def test_the_demo_shows_the_whole_job_on_invented_data(told, tmp_path) -> None:
    code, out, err = told("demo", tmp_path / "prueba")

    (path,) = (tmp_path / "prueba").glob("*.xlsx")
    stages = {row[0].value for row in load_workbook(path)["Facturas"]["Z2:Z80"]} - {None}
    assert (code, err) == (0, "")
    assert len(stages) > 15
    assert all(stage in out for stage in stages)
    assert str(path) in out


def test_a_second_demo_does_not_overwrite_the_first(told, tmp_path) -> None:
    told("demo", tmp_path)
    (path,) = tmp_path.glob("*.xlsx")
    before = path.read_bytes()

    code, out, err = told("demo", tmp_path)

    assert (code, out) == (3, "")
    assert "ya existe y no se sobrescribe" in err
    assert path.read_bytes() == before


def test_a_new_workbook_is_blank_unless_the_sample_is_asked_for(told, tmp_path) -> None:
    blank, sample = tmp_path / "vacío.xlsx", tmp_path / "ejemplo.xlsx"

    codes = told("nuevo", blank)[0], told("nuevo", sample, "--ejemplo")[0]

    assert codes == (0, 0)
    assert load_workbook(blank)["Facturas"]["B2"].value is None
    assert load_workbook(sample)["Facturas"]["B2"].value is not None


def test_a_new_workbook_can_be_recalculated_as_it_is(told, told_json, tmp_path) -> None:
    told("nuevo", tmp_path / "nuevo.xlsx")

    code, answer = told_json("recalcular", tmp_path / "nuevo.xlsx")

    assert (code, answer["problems"], answer["rows"]) == (0, [], 0)


def test_nothing_is_overwritten(told, tmp_path) -> None:
    mine = tmp_path / "mío.xlsx"
    mine.write_bytes(b"mine")

    code, _, err = told("nuevo", mine)

    assert code == 3
    assert f"{mine} ya existe" in err
    assert mine.read_bytes() == b"mine"


def test_a_name_that_excel_would_not_open_is_wrong_usage(told, tmp_path) -> None:
    code, _, err = told("nuevo", tmp_path / "libro.xls")

    assert code == 2
    assert err == "«libro.xls» no acaba en .xlsx; escribe el nombre del libro con .xlsx al final.\n"


def test_a_folder_that_does_not_exist_is_named(told, tmp_path) -> None:
    code, _, err = told("nuevo", tmp_path / "no" / "libro.xlsx")

    assert code == 2
    assert str(tmp_path / "no") in err


@pytest.mark.parametrize("command", [["demo", "."], ["nuevo", "libro.xlsx"], ["nuevo", "libro.xlsx", "--ejemplo"]])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (errno.ENOSPC, "No queda espacio en .; libera espacio o elige otra carpeta.\n"),
        (errno.EIO, "No se puede escribir en .; elige otra carpeta o pide permiso.\n"),
    ],
)
def test_what_the_disk_does_not_take_is_said_and_nothing_half_written_stays(
    told, tmp_path, monkeypatch, command, fault, said
) -> None:
    plain_open = Path.open

    def failing(path, *args, **options):
        file = plain_open(path, *args, **options)
        if path.suffix == ".xlsx" and "b" in file.mode and file.writable():
            file.close()
            raise OSError(fault, "refused by the disk")
        return file

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "open", failing)

    assert told(*command) == (3, "", said)
    assert list(tmp_path.iterdir()) == []
