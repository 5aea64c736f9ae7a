"""The add-in on machines that are made here: what is put there, what is refused, and that nothing of it stays."""

from importlib import metadata
from pathlib import Path

import pytest

from xl_cobranza import __version__
from xl_cobranza.addin import packaged
from xl_cobranza.addin.installing import configuration
from xl_cobranza.addin.installing.checkup import checkup
from xl_cobranza.addin.installing.install import install, remove
from xl_cobranza.addin.installing.places import Machine, places
from xl_cobranza.errors import CobranzaError, Refused

XLWINGS = metadata.version("xlwings")
KEY = {"win32": "INTERPRETER_WIN", "darwin": "INTERPRETER_MAC"}


@pytest.fixture(params=["win32", "darwin"])
def machine(request, tmp_path):
    """A home with Python and nothing of Office's; the person has something of their own in it."""
    home = tmp_path / "Users" / "Begoña Núñez"
    interpreter = home / "cobranza" / "python.exe"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_bytes(b"")
    (home / "Documents").mkdir()
    (home / "Documents" / "cartera.xlsx").write_bytes(b"theirs")
    return Machine(request.param, home, home / "AppData" / "Roaming", interpreter)


def tree(machine):
    """Everything below the home: a file's bytes, or None of a folder."""
    return {
        path.relative_to(machine.home).as_posix(): path.read_bytes() if path.is_file() else None
        for path in machine.home.rglob("*")
    }


def settings(machine):
    return configuration.read(places(machine).configuration)


def test_the_add_in_goes_where_excel_starts_from(machine):
    folders = {
        "win32": "AppData/Roaming/Microsoft/Excel/XLSTART",
        "darwin": "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel",
    }

    install(machine, __version__)

    found = machine.home / folders[machine.system] / "cobranza.xlam"
    assert found.read_bytes() == packaged.ADDIN.read_bytes()
    assert [path.name for path in found.parent.iterdir()] == ["cobranza.xlam"]


def test_the_settings_are_lines_that_the_macros_read(machine):
    folders = {"win32": ".cobranza", "darwin": "Library/Containers/com.microsoft.Excel/Data"}

    install(machine, __version__)

    lines = (machine.home / folders[machine.system] / "cobranza.conf").read_bytes().decode().split("\r\n")
    assert f'"{KEY[machine.system]}","{machine.interpreter}"' in lines
    assert '"ADD_WORKBOOK_TO_PYTHONPATH","False"' in lines
    assert all(line.count('","') == 1 for line in lines if line)


def test_removing_leaves_the_machine_as_it_was(machine):
    before = tree(machine)
    install(machine, __version__)
    assert tree(machine) != before

    removed = remove(machine)

    assert tree(machine) == before
    assert removed == list(places(machine)[:2])


def test_what_was_there_before_stays(machine):
    at = places(machine)
    at.addin.parent.mkdir(parents=True)
    (at.addin.parent / "mio.xlam").write_bytes(b"theirs")
    at.configuration.parent.mkdir(parents=True)
    at.configuration.write_bytes(b'"PYTHONPATH","C:\\mis cosas"\r\n')
    before = tree(machine)

    install(machine, __version__)
    assert settings(machine)["PYTHONPATH"] == "C:\\mis cosas"
    remove(machine)

    assert tree(machine) == before


def test_a_folder_made_by_any_installation_goes_with_the_last(machine):
    before = tree(machine)
    install(machine, __version__)
    at = places(machine)
    at.addin.unlink()
    at.addin.parent.rmdir()

    install(machine, __version__)
    remove(machine)

    assert tree(machine) == before


def test_a_folder_with_something_of_theirs_in_it_stays(machine):
    install(machine, __version__)
    theirs = places(machine).addin.with_name("mio.xlam")
    theirs.write_bytes(b"theirs")

    remove(machine)

    assert theirs.read_bytes() == b"theirs"


def test_a_line_that_was_added_later_stays(machine):
    install(machine, __version__)
    path = places(machine).configuration
    path.write_bytes(path.read_bytes() + b'"TEMP DIR","D:\\temp"\r\n')

    install(machine, __version__)
    assert settings(machine)["TEMP DIR"] == "D:\\temp"
    remove(machine)

    assert path.read_bytes() == b'"TEMP DIR","D:\\temp"\r\n'


def test_installing_twice_is_installing_once(machine):
    install(machine, __version__)
    once = tree(machine)
    stamps = [path.stat().st_mtime_ns for path in places(machine)[:2]]

    install(machine, __version__)

    assert tree(machine) == once
    assert [path.stat().st_mtime_ns for path in places(machine)[:2]] == stamps


def test_another_python_takes_the_place_of_the_first(machine, tmp_path):
    install(machine, __version__)
    before = tree(machine)
    other = machine._replace(interpreter=tmp_path / "otro" / "python.exe")

    install(other, __version__)
    assert settings(machine)[KEY[machine.system]] == str(other.interpreter)

    install(machine, __version__)
    assert tree(machine) == before


def test_removing_what_is_not_there_does_nothing(machine):
    before = tree(machine)

    assert remove(machine) == []
    assert tree(machine) == before


def test_an_add_in_of_somebody_else_is_neither_overwritten_nor_removed(machine):
    at = places(machine)
    at.addin.parent.mkdir(parents=True)
    at.addin.write_bytes(b"theirs")
    before = tree(machine)

    with pytest.raises(Refused) as refused:
        install(machine, __version__)

    assert (refused.value.kind, refused.value.found) == ("not_our_addin", str(at.addin))
    assert remove(machine) == []
    assert tree(machine) == before


def test_a_setting_of_somebody_else_is_not_overwritten(machine):
    at = places(machine)
    at.configuration.parent.mkdir(parents=True)
    at.configuration.write_bytes(b'"%s","C:\\otro\\python.exe"\r\n' % KEY[machine.system].encode())
    before = tree(machine)

    with pytest.raises(Refused) as refused:
        install(machine, __version__)

    assert (refused.value.kind, refused.value.found) == ("not_our_settings", KEY[machine.system])
    assert remove(machine) == []
    assert tree(machine) == before


def test_an_excel_that_holds_the_add_in_is_to_be_closed(machine, monkeypatch):
    install(machine, __version__)
    places(machine).addin.write_bytes(older())
    before = tree(machine)

    def held(_path, *_arguments):
        raise PermissionError

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(Path, "unlink", lambda path, **_: path.suffix == ".new" or held(path))
    for change in (lambda: install(machine, "9.9"), lambda: remove(machine)):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.kind == "addin_in_use"
    left = {name: data for name, data in tree(machine).items() if not name.endswith(".new")}

    assert left == before


def test_where_there_is_no_excel_nothing_is_written(machine):
    linux = machine._replace(system="linux")
    before = tree(linux)

    for change in (lambda: install(linux, __version__), lambda: remove(linux)):
        with pytest.raises(Refused) as refused:
            change()
        assert (refused.value.kind, refused.value.found) == ("no_excel_here", "linux")
    assert tree(linux) == before


def test_another_xlwings_than_the_one_whose_macros_are_inside_is_refused(machine, monkeypatch):
    before = tree(machine)
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "0.1")

    with pytest.raises(Refused) as refused:
        install(machine, __version__)

    assert (refused.value.kind, refused.value.data["wanted"]) == ("other_xlwings", XLWINGS)
    assert tree(machine) == before


def test_a_package_without_its_add_in_says_so(machine, monkeypatch, tmp_path):
    monkeypatch.setattr(packaged, "ADDIN", tmp_path / "nothing.xlam")

    with pytest.raises(CobranzaError) as refused:
        install(machine, __version__)

    assert refused.value.kind == "addin_missing"


def test_a_python_in_a_folder_that_excel_cannot_read_is_refused(machine, monkeypatch):
    monkeypatch.setattr("locale.getencoding", lambda: "cp1252")
    before = tree(machine)

    with pytest.raises(Refused) as refused:
        install(machine._replace(interpreter=Path("C:/Łódź/python.exe")), __version__)

    assert (refused.value.kind, refused.value.found) == ("odd_interpreter", "Ł")
    assert tree(machine) == before


def test_a_spanish_folder_is_written_in_the_code_page_of_windows(machine, monkeypatch):
    monkeypatch.setattr("locale.getencoding", lambda: "cp1252")

    install(machine, __version__)

    assert str(machine.interpreter).encode("cp1252") in places(machine).configuration.read_bytes()


def older():
    """Our add-in with something changed in it."""
    return packaged.ADDIN.read_bytes() + b"\0"


class TestCheckup:
    def test_where_excel_does_not_exist_there_is_nothing_to_check(self, machine):
        assert checkup(machine._replace(system="linux")) is None

    def test_a_machine_without_the_add_in(self, machine):
        found = checkup(machine)

        assert (found.identity, found.interpreter, found.interpreter_works) == (None, None, False)

    def test_a_whole_installation(self, machine):
        install(machine, __version__)
        library = machine.interpreter.parent.parent / f"xlwings64-{XLWINGS}.dll"
        library.write_bytes(b"")
        scripts = machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
        scripts.mkdir(parents=True)
        (scripts / f"xlwings-{XLWINGS}.applescript").write_bytes(b"")

        found = checkup(machine)

        assert (found.identity, found.is_current) == ((__version__, XLWINGS), True)
        assert (found.interpreter, found.interpreter_works) == (machine.interpreter, True)
        assert (found.library, found.script) == (library, scripts / f"xlwings-{XLWINGS}.applescript")

    def test_an_older_add_in_a_lost_python_and_a_library_of_another_version(self, machine):
        install(machine, __version__)
        places(machine).addin.write_bytes(older())
        machine.interpreter.unlink()
        (machine.interpreter.parent / "xlwings64-0.1.dll").write_bytes(b"")
        (machine.interpreter.parent / f"xlwings32-{XLWINGS}.dll").write_bytes(b"")

        found = checkup(machine)

        assert (found.is_current, found.interpreter_works, found.library, found.script) == (False, False, None, None)
        assert found.identity is not None
