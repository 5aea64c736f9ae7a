"""The command as a process of its own: what it imports, its pipes, its signals, and the workbooks of a batch."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.faces.conftest import AS_OF, FAULTY, ROWS

COMMAND = [sys.executable, "-m", "xl_cobranza"]
NO_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal are of POSIX systems")


def _run(*arguments: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, check=False, **options)


@pytest.mark.parametrize("options", [(), ("--json",), ("--simular", "--json")])
def test_recalculating_imports_neither_xlwings_nor_openpyxl(ledger, options) -> None:
    code = (
        "import sys; from xl_cobranza.faces.cli import run; run(sys.argv[1:]);"
        "print('\\n', *sys.modules.keys() & {'xlwings', 'openpyxl', 'lxml', 'python_calamine'})"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, "recalcular", str(ledger()), "--fecha", AS_OF, *options],
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip

    assert done.stdout.splitlines()[-1].strip() == ""


def test_json_is_utf8_whatever_the_console_speaks(ledger) -> None:
    done = _run("recalcular", ledger(), "--fecha", AS_OF, "--json", env={**os.environ, "PYTHONIOENCODING": "cp850"})

    assert '"customer": "Panadería Sol"' in done.stdout.decode("utf-8")


def test_a_poor_console_loses_a_character_never_the_answer(ledger) -> None:
    done = _run("recalcular", ledger(), "--fecha", AS_OF, env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Facturas: 3 filas al 22/11/2026" in done.stdout


@NO_SIGNALS
def test_a_reader_who_leaves_early_causes_no_traceback_and_no_other_exit_code(ledger) -> None:
    rows = [[f"F-{number}", "ACME", date(2026, 11, 1), 10, "EUR"] for number in range(2000)]
    command = [*COMMAND, "recalcular", str(ledger(rows=rows)), "--fecha", AS_OF, "--json"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(1)
        process.stdout.close()
        errors = process.stderr.read()

    assert (process.returncode, errors) == (0, b"")


def test_a_batch_tells_each_workbook_in_the_order_named_and_ends_with_the_worst_code(ledger, tmp_path) -> None:
    good, faulty, bad = ledger("c.xlsx"), ledger("b.xlsx", rows=ROWS + FAULTY), tmp_path / "a.xlsx"
    bad.write_text("x")
    paths = [bad, tmp_path / "missing.xlsx", faulty, good]

    done = _run("lote", *paths, "--fecha", AS_OF, "--trabajadores", "2", "--json")

    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [answer["workbook"] for answer in answers] == list(map(str, paths))
    assert [answer.get("error", {}).get("kind") for answer in answers] == ["not_a_workbook", "no_such_file", None, None]
    assert [answer["changed_cells"] > 0 for answer in answers] == [False, False, True, True]
    assert (done.returncode, done.stderr) == (3, b"")


def test_a_batch_for_a_person_is_a_line_each(ledger, tmp_path) -> None:
    ledger("a.xlsx")
    ledger("deep/b.xlsx", rows=ROWS + FAULTY)
    (tmp_path / "deep" / "c.xlsx").write_bytes(b"")

    done = _run("lote", tmp_path, "--fecha", AS_OF, "--trabajadores", "1", env={**os.environ, "PYTHONUTF8": "1"})

    lines = done.stdout.decode("utf-8").splitlines()
    assert done.returncode == 3
    assert [line.split()[0] for line in lines] == ["✓", "!", "✗"]
    assert lines[1].endswith("por revisar: 2")
    assert lines[2].startswith(f"✗ {tmp_path / 'deep' / 'c.xlsx'}: el archivo está vacío; ")


def test_a_batch_decides_as_each_workbook_alone(ledger) -> None:
    alone, together = ledger("a.xlsx"), ledger("b.xlsx")

    one = json.loads(_run("recalcular", alone, "--fecha", AS_OF, "--json").stdout)
    many = json.loads(_run("lote", together, "--fecha", AS_OF, "--json").stdout)

    assert {**many, "workbook": "", "saved_to": ""} == {**one, "workbook": "", "saved_to": ""}


@NO_SIGNALS
def test_an_interrupted_batch_leaves_whole_files(ledger, tmp_path) -> None:
    first = ledger("00.xlsx", rows=ROWS * 400)
    paths = [first, *(Path(shutil.copy(first, tmp_path / f"{number:02}.xlsx")) for number in range(1, 40))]
    command = [*COMMAND, "lote", str(tmp_path), "--fecha", AS_OF, "--trabajadores", "2"]

    # a shell has what it starts in the background ignore Ctrl+C, and so would what the tests start
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), "start_new_session": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **heard) as process:
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=120)

    assert process.returncode == 130, errors
    assert errors.decode("utf-8").startswith("Interrumpido.")
    assert errors.count(b"\n") == 1
    recalculated = [b"_cobranza." in ZipFile(path).read("xl/workbook.xml") for path in paths]
    assert any(recalculated)
    assert not all(recalculated)
    assert all(ZipFile(path).testzip() is None for path in paths)
    assert not list(tmp_path.glob("*.tmp"))
