"""The check-up: honest about what is missing, and silent about what is not needed."""

import importlib.metadata
import re
from importlib import metadata
from pathlib import Path

import pytest

from xl_cobranza.faces.cli import run
from xl_cobranza.faces.commands import doctor


@pytest.fixture
def without(monkeypatch):
    """Make a package look uninstalled."""

    def hide(name: str) -> None:
        real = importlib.metadata.version

        def version(asked: str) -> str:
            if asked == name:
                raise importlib.metadata.PackageNotFoundError(asked)
            return real(asked)

        monkeypatch.setattr(importlib.metadata, "version", version)

    return hide


def test_a_whole_installation_is_fine(capsys) -> None:
    code = run(["doctor"])

    told = capsys.readouterr().out
    assert code == 0
    assert "✗" not in told
    assert max(map(len, told.splitlines())) <= 80


def test_a_missing_package_is_named_with_its_cure(without, capsys) -> None:
    without("holidays")

    code = run(["doctor"])

    told = " ".join(capsys.readouterr().out.split())
    assert code == 1
    assert "Paquete holidays ✗ falta no está instalado; escribe: python -m pip install" in told


def test_what_letters_need_is_optional_and_named_with_its_cure(monkeypatch, capsys) -> None:
    real = doctor.util.find_spec
    monkeypatch.setattr(doctor.util, "find_spec", lambda name: None if name == "typst" else real(name))

    code = run(["doctor"])

    told = " ".join(capsys.readouterr().out.split())
    assert code == 0
    assert "PDF y Word · opcional falta typst; si quieres cartas" in told


def test_a_lost_template_is_told(monkeypatch, capsys) -> None:
    monkeypatch.setattr(doctor.packaged, "INSTALLED", Path("nowhere.xlsx"))
    monkeypatch.setattr(doctor.packaged, "IN_REPOSITORY", Path("nowhere.xlsx"))

    assert run(["doctor"]) == 1
    assert "Plantilla" in capsys.readouterr().out


def test_missing_time_zones_are_told(monkeypatch, capsys) -> None:
    monkeypatch.setattr("zoneinfo.available_timezones", set)

    code = run(["--idioma", "en", "doctor"])

    assert code == 1
    assert "tzdata" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(monkeypatch, capsys) -> None:
    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)

    assert run(["doctor"]) == 1
    assert "no se puede escribir" in " ".join(capsys.readouterr().out.split())


def test_every_package_that_the_program_needs_is_looked_for() -> None:
    declared = {
        re.split(r"[<>=!~; ]", line)[0] for line in metadata.requires("xl-cobranza") or () if "extra ==" not in line
    }

    assert declared - {"isal"} == set(doctor.NEEDED)
