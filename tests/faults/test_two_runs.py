"""Several real processes at one workbook."""

import os
import socket
import time
from pathlib import Path

import pytest

from tests.faults.runs import DONE, PART, REFUSED, book_with, outcome, save, start
from xl_cobranza.adapters.xlsx.archive import write
from xl_cobranza.adapters.xlsx.opening import check
from xl_cobranza.adapters.xlsx.saving import editing, replace_atomically
from xl_cobranza.errors import Refused


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "libro.xlsx"
    path.write_bytes(book_with(1000))
    return path


def test_the_second_of_two_runs_is_refused_and_the_first_ends_well(book):
    held, may_end = os.pipe(), os.pipe()

    def slow_run() -> None:
        with editing(book) as real:
            os.write(held[1], b".")
            os.read(may_end[0], 1)
            package = check(real)
            replace_atomically(
                real, package.digest(), lambda out: write(package, out, {PART: b"<workbook>first</workbook>"})
            )

    first = start(slow_run)
    os.read(held[0], 1)
    second = outcome(start(lambda: save(book, b"<workbook>second</workbook>")))
    os.write(may_end[1], b".")

    assert (second, outcome(first)) == (REFUSED, DONE)
    assert check(book).read(PART) == b"<workbook>first</workbook>"


def add_one(book: Path) -> None:
    """A run that writes what it read and one more: a run whose work is lost shows in the sum."""
    with editing(book) as real:
        package = check(real)
        more = numbered(int(package.read(PART).strip(b"</workbook>")) + 1)
        replace_atomically(real, package.digest(), lambda out: write(package, out, {PART: more}))


def numbered(number: int) -> bytes:
    return b"<workbook>%d</workbook>" % number


def insist(book: Path) -> None:
    while True:
        try:
            return add_one(book)
        except Refused as refused:
            if refused.kind not in {"locked_by_run", "changed_meanwhile"}:
                raise
            time.sleep(0.001)


@pytest.mark.parametrize("crashed", [False, True], ids=["from the start", "behind a run that crashed"])
@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.heavy)])
def test_of_many_runs_at_once_no_work_is_lost(book, crashed, rounds):
    save(book, numbered(0))
    for _ in range(rounds):
        if crashed:
            gone = start(lambda: None)
            outcome(gone)
            lock = book.parent / ".cobranza" / "libro.xlsx.lock"
            lock.write_text(f'{{"pid": {gone}, "host": "{socket.gethostname()}"}}')

        runs = [start(lambda: insist(book)) for _ in range(8)]

        assert [outcome(run) for run in runs] == [DONE] * 8

    assert check(book).read(PART) == numbered(8 * rounds)
    assert not list(book.parent.rglob("*.lock*"))
