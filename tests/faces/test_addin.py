"""`cobranza complemento` and its lines in `doctor`, on machines that are made here."""

import subprocess
import sys
from importlib import metadata, util

import pytest

from tests.addin.files import ADDIN, WORKBOOK, made, parts
from xl_cobranza.addin.installing import places
from xl_cobranza.faces.commands import doctor

LIBRARY = f"xlwings64-{metadata.version('xlwings')}.dll"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Make the program believe that it runs on another system, in an empty home."""

    def pretend(system):
        home = tmp_path / "home"
        (home / "py" / "Scripts").mkdir(parents=True)
        (home / "py" / "Scripts" / "python.exe").touch()
        made = places.Machine(system, home, home / "AppData" / "Roaming", home / "py" / "Scripts" / "python.exe")
        monkeypatch.setattr(places, "this_machine", lambda: made)
        monkeypatch.setattr(doctor, "this_machine", lambda: made)
        return made

    return pretend


def test_building_needs_no_excel_and_says_what_it_made(told, tmp_path):
    code, out, err = told("complemento", "construir", "--carpeta", tmp_path)

    assert (code, err) == (0, "")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == made()
    assert out == f"Creado: {tmp_path / ADDIN}\nCreado: {tmp_path / WORKBOOK}\n"


def test_a_workbook_that_somebody_works_in_is_not_overwritten(told, tmp_path):
    (tmp_path / WORKBOOK).write_bytes(b"mine")

    code, _, err = told("complemento", "construir", "--carpeta", tmp_path)

    assert code == 3
    assert f"{tmp_path / WORKBOOK} ya existe" in err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {WORKBOOK: b"mine"}


def test_building_into_no_folder_is_wrong_usage(told, tmp_path):
    assert told("complemento", "construir", "--carpeta", tmp_path / "no")[0] == 2


def test_building_without_the_builder_says_how_to_get_it(told, tmp_path, monkeypatch):
    monkeypatch.setattr(util, "find_spec", lambda name: None)

    code, _, err = told("complemento", "construir", "--carpeta", tmp_path)

    assert code == 3
    assert f"pip install pyopenvba=={metadata.version('pyopenvba')}" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["instalar", "quitar"])
def test_where_there_is_no_excel_it_says_so_and_what_to_do(told, machine, command):
    machine("linux")

    code, out, err = told("complemento", command)

    assert (code, out) == (3, "")
    assert "no hay Excel" in err
    assert "cobranza recalcular" in err


def test_installing_on_windows_and_removing_it_again(told, machine):
    home = machine("win32").home
    (home / "py" / LIBRARY).touch()
    before = sorted(home.rglob("*"))

    code, out, err = told("complemento", "instalar")

    assert (code, err) == (0, "")
    assert [line.partition(":")[0] for line in out.splitlines()][:2] == ["Complemento instalado", "Qué Python usa"]
    code, out, err = told("complemento", "quitar")
    assert (code, out.count("Quitado: "), err) == (0, 2, "")
    assert sorted(home.rglob("*")) == before
    assert told("complemento", "quitar")[:2] == (
        0,
        "El complemento no estaba instalado; no había nada que quitar.\n",
    )


@pytest.mark.parametrize(("system", "cure"), [("win32", "force-reinstall xlwings"), ("darwin", "xlwings runpython")])
def test_what_is_still_missing_is_said_after_installing(told, machine, system, cure):
    machine(system)

    code, out, err = told("complemento", "instalar")

    assert code == 1
    assert "Complemento instalado" in out
    assert cure in err


def test_doctor_says_that_the_add_in_could_be_installed(told, machine):
    machine("win32")

    code, out, _ = told("doctor")

    assert code == 0
    assert "cobranza complemento instalar" in " ".join(out.split())


def test_doctor_finds_an_installation_in_order(told, machine):
    (machine("win32").home / "py" / LIBRARY).touch()
    told("complemento", "instalar")

    code, out, _ = told("--idioma", "en", "doctor")

    words = " ".join(out.split())
    assert code == 0
    assert "Add-in ✓ fine installed" in words
    assert f"Functions in cells ✓ fine {LIBRARY}" in words
    assert "Trust Center" in words


def test_doctor_finds_what_became_of_it(told, machine):
    made = machine("win32")
    told("complemento", "instalar")
    addin = places.places(made).addin
    addin.write_bytes(addin.read_bytes() + b"\0")
    made.interpreter.unlink()

    code, out, _ = told("doctor")

    words = " ".join(out.split())
    assert code == 1
    assert words.count("✗ falta") == 3
    assert "el instalado es otro" in words


def test_a_recalculation_keeps_the_macros_and_the_tab_of_the_workbook(told, tmp_path):
    book = tmp_path / WORKBOOK
    book.write_bytes(made()[WORKBOOK])

    code, _, _ = told("recalcular", book, "--fecha", "2026-11-22")

    after = parts(book.read_bytes())
    assert code in {0, 1}
    assert book.read_bytes() != made()[WORKBOOK]
    kept = ("xl/vbaProject.bin", "customUI/customUI14.xml", "_rels/.rels")
    assert {name: after[name] for name in kept} == {name: parts(made()[WORKBOOK])[name] for name in kept}


def test_only_building_needs_the_builder(tmp_path):
    code = """
import sys
from pathlib import Path
for name in ("pyopenvba", "xlwings", "openpyxl"):
    sys.modules[name] = None
from xl_cobranza.addin.installing import places
from xl_cobranza.faces.cli import run
home = Path(sys.argv[1])
places.this_machine = lambda: places.Machine("win32", home, home, Path(sys.executable))
print(run(["complemento", "instalar"]), run(["complemento", "quitar"]))
"""
    command = [sys.executable, "-c", code, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")

    assert done.stdout.splitlines()[-1] == "1 0"  # the library of Windows is missing here
