"""Disks that are full, folders that are read-only or vanish, files that are in use."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.runs import book_with, outcome, save, start
from xl_cobranza.adapters.xlsx.archive import Archive, write
from xl_cobranza.adapters.xlsx.saving import editing, replace_atomically
from xl_cobranza.errors import Refused

CONTENT = b"<workbook>new</workbook>"


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "carpeta" / "libro.xlsx"
    path.parent.mkdir()
    path.write_bytes(book_with(3000))
    return path


def refusal(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    assert refused.value.ref == "libro.xlsx"
    return refused.value.kind


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 KiB with a workbook of 100 KB."""
    place = tmp_path / "disco"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a disk needs root")
    path = place / "libro.xlsx"
    path.write_bytes(book_with(100_000))
    yield path
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("free", [0, 4096, 65_536])
def test_on_a_full_disk_nothing_is_written_and_nothing_is_left(small_disk, free):
    filler = small_disk.with_name("filler")
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while file.write(bytes(4096)):
                pass
        file.truncate(filler.stat().st_size - free)
    before = small_disk.read_bytes()

    assert refusal(lambda: save(small_disk, CONTENT)) == "no_space"

    assert small_disk.read_bytes() == before
    assert {path.name for path in small_disk.parent.iterdir()} == {"libro.xlsx", "filler"}


def test_a_backup_that_does_not_fit_stops_the_write(small_disk, monkeypatch):
    def unsupported(*_):
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "link", unsupported)
    before = small_disk.read_bytes()

    assert refusal(lambda: save(small_disk, CONTENT)) == "no_space"

    assert small_disk.read_bytes() == before
    assert not [path for path in small_disk.parent.rglob("*") if path.is_file() and path != small_disk]


@pytest.fixture
def public_book():
    """Where a user without rights can get to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "libro.xlsx"
        path.write_bytes(book_with(100))
        yield path


def as_nobody(path: Path) -> str:
    """The kind of refusal that a user without rights meets."""
    reading, writing = os.pipe()

    def work() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65_534)
            os.setuid(65_534)
        try:
            save(path, CONTENT)
        except Refused as refused:
            os.write(writing, f"{refused.kind} {refused.ref}".encode())

    outcome(start(work))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def test_a_read_only_file_is_refused_before_any_work(public_book):
    public_book.parent.chmod(0o777)
    public_book.chmod(0o444)

    assert as_nobody(public_book) == "read_only_file libro.xlsx"
    assert list(public_book.parent.iterdir()) == [public_book]


def test_a_read_only_folder_is_refused_before_any_work(public_book):
    public_book.chmod(0o666)
    public_book.parent.chmod(0o555)

    assert as_nobody(public_book) == "folder_read_only libro.xlsx"
    assert list(public_book.parent.iterdir()) == [public_book]
    public_book.parent.chmod(0o755)


def test_a_folder_that_vanishes_while_we_write_is_refused(book):
    package = Archive.open(book)

    def vanishing(out):
        shutil.rmtree(book.parent)
        return write(package, out, {"xl/workbook.xml": CONTENT})

    assert refusal(lambda: replace_atomically(book, package.digest(), vanishing)) == "folder_vanished"
    assert not book.parent.exists()


def test_a_folder_that_vanishes_while_the_workbook_is_held_is_no_fault_of_its_own(book):
    with editing(book):
        shutil.rmtree(book.parent)

    assert not book.parent.exists()


def test_a_disk_that_fills_while_a_part_is_written_leaves_the_old_file(book):
    def filling():
        yield b"<workbook>"
        raise OSError(errno.ENOSPC, "No space left on device")

    before = book.read_bytes()

    assert refusal(lambda: save(book, filling())) == "no_space"
    assert book.read_bytes() == before
    assert list(book.parent.iterdir()) == [book]


def test_on_windows_a_file_in_use_is_refused(book, monkeypatch):
    def in_use(*_):
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    package = Archive.open(book)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", in_use)

    kind = refusal(lambda: replace_atomically(book, package.digest(), lambda out: write(package, out)))

    monkeypatch.undo()
    assert kind == "open_elsewhere"
    assert book.read_bytes() == book_with(3000)
    assert not list(book.parent.glob("*.tmp"))
