import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.adapters.packages import workbook
from xl_cobranza.adapters.xlsx.archive import Archive, write
from xl_cobranza.adapters.xlsx.opening import check
from xl_cobranza.adapters.xlsx.saving import OpenedBy, editing, opened_elsewhere, replace_atomically
from xl_cobranza.adapters.xlsx.saving.lock import _take_away as take_away
from xl_cobranza.errors import Refused

NEW = b"<workbook>new</workbook>"
DAY = 86400


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "Cartera de clientes.xlsx"
    path.write_bytes(workbook())
    return path


def save(path: Path, content: bytes = NEW) -> Path | None:
    """What the adapter does: read, then replace one part."""
    with editing(path) as real:
        package = Archive.open(real)
        return replace_atomically(real, package.digest(), lambda out: write(package, out, {"xl/workbook.xml": content}))


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refusal(path: Path, *args) -> Refused:
    with pytest.raises(Refused) as refused:
        save(path, *args)
    return refused.value


def test_the_new_file_is_in_place_and_the_old_one_in_the_backups(book):
    old = book.read_bytes()

    backup = save(book)

    assert Archive.open(book).read("xl/workbook.xml") == NEW
    assert backup.read_bytes() == old
    assert listing(book.parent) == {book.name, f".cobranza/{backup.name}"}
    assert re.fullmatch(r"Cartera de clientes\.\d{8}-\d{6}\.xlsx", backup.name)


def test_nothing_is_left_when_nothing_is_written(book):
    before = book.stat()

    with editing(book):
        assert listing(book.parent) == {book.name, f".cobranza/{book.name}.lock"}

    assert list(book.parent.iterdir()) == [book]
    assert book.stat() == before


def test_another_path_gets_the_new_file_and_the_source_stays(book, tmp_path):
    source, target = Archive.open(book), tmp_path / "otra" / "copia.xlsx"
    target.parent.mkdir()

    with editing(target) as real:
        backup = replace_atomically(real, None, lambda out: write(source, out, {"xl/workbook.xml": NEW}))

    assert backup is None
    assert Archive.open(target).read("xl/workbook.xml") == NEW
    assert book.read_bytes() == workbook()
    assert list(target.parent.iterdir()) == [target]


def test_a_symbolic_link_leads_to_the_file_and_stays_a_link(book, tmp_path):
    link = tmp_path / "escritorio" / "enlace.xlsx"
    link.parent.mkdir()
    link.symlink_to(book)

    save(link)

    assert link.is_symlink()
    assert Archive.open(book).read("xl/workbook.xml") == NEW
    assert list(link.parent.iterdir()) == [link]


def test_mode_and_owner_stay(book):
    book.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(book, 1234, 2345)
    before = book.stat()

    save(book)

    after = book.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_mtime_ns > before.st_mtime_ns


def test_the_file_written_aside_is_as_private_as_the_old_one(book):
    modes = []

    def look(out):
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in book.parent.glob(".cobranza-*.tmp"))
        return write(Archive.open(book), out)

    book.chmod(0o600)
    replace_atomically(book, None, look)

    assert modes == [0o600]


def test_the_ten_newest_backups_of_a_workbook_are_kept(book, tmp_path):
    neighbour = tmp_path / ".cobranza" / "Cartera.20200101-000000.xlsx"
    neighbour.parent.mkdir()
    neighbour.write_bytes(b"not ours to remove")

    kept = [save(book, b"<workbook>%d</workbook>" % n) for n in range(13)]

    backups = {path for path in neighbour.parent.iterdir() if path != neighbour}
    assert backups == set(kept[3:])
    assert [Archive.open(path).read("xl/workbook.xml") for path in kept[-2:]] == [
        b"<workbook>10</workbook>",
        b"<workbook>11</workbook>",
    ]


def test_where_a_file_cannot_have_two_names_the_backup_is_a_copy(book, monkeypatch):
    def unsupported(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", unsupported)

    assert save(book).read_bytes() == workbook()
    assert save(book).name != save(book).name


def test_a_file_changed_since_it_was_read_is_refused(book):
    package = Archive.open(book)
    digest = package.digest()
    book.write_bytes(workbook({"xl/workbook.xml": "<saved-in-excel/>"}))
    theirs = book.read_bytes()

    with pytest.raises(Refused, match="changed_meanwhile"), editing(book) as real:
        replace_atomically(real, digest, lambda out: write(package, out, {"xl/workbook.xml": NEW}))

    assert book.read_bytes() == theirs
    assert list(book.parent.iterdir()) == [book]


def test_a_file_that_went_away_is_not_made_again(book):
    digest = Archive.open(book).digest()
    package = Archive.open(book)
    book.unlink()

    with pytest.raises(Refused, match="file_vanished"), editing(book) as real:
        replace_atomically(real, digest, lambda out: write(package, out))

    assert list(book.parent.iterdir()) == []


def test_the_bytes_are_on_the_disk_before_the_name_is(book, monkeypatch):
    events = []
    sync, replace = os.fsync, Path.replace

    def synced(handle):
        events.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replaced(aside, real):
        events.append("name")
        return replace(aside, real)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    save(book)

    assert events == ["file", "name", "folder"]


def test_an_archive_that_does_not_verify_never_replaces_the_file(book):
    def spoiled(out):
        names = write(Archive.open(book), out, {"xl/workbook.xml": os.urandom(5000)})
        out.seek(-3000, os.SEEK_CUR)
        out.write(b"spoiled")
        return names

    with pytest.raises(Refused, match="write_failed"):
        replace_atomically(book, None, spoiled)

    assert book.read_bytes() == workbook()
    assert list(book.parent.iterdir()) == [book]


def test_a_second_run_is_refused_while_the_first_holds_the_workbook(book):
    with editing(book):
        refused = refusal(book)

    assert (refused.kind, refused.ref) == ("locked_by_run", book.name)
    assert refused.data == {"host": socket.gethostname(), "pid": str(os.getpid())}
    assert save(book) is not None


def lock_of(book: Path, text: str) -> Path:
    lock = book.parent / ".cobranza" / f"{book.name}.lock"
    lock.parent.mkdir(exist_ok=True)
    lock.write_text(text)
    return lock


def dead_pid() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_the_lock_of_a_dead_run_does_not_block(book):
    lock_of(book, f'{{"pid": {dead_pid()}, "host": "{socket.gethostname()}", "since": {time.time()}}}')

    assert save(book) is not None
    assert not list(book.parent.rglob("*.lock*"))


@pytest.mark.parametrize(
    ("age", "text", "held"),
    [
        (10, '{"pid": 1, "host": "otro-equipo"}', True),
        (3700, '{"pid": 1, "host": "otro-equipo"}', False),
        pytest.param(3700, f'{{"pid": {os.getpid()}, "host": "{socket.gethostname()}"}}', False, id="ours"),
        (1, "", True),  # its maker has not written it yet
        (20, "", False),
        (20, "[1, 2", False),
        (20, '{"pid": "x"}', True),
    ],
)
def test_a_lock_that_tells_nothing_or_comes_from_elsewhere_ends_with_its_age(book, age, text, held):
    lock = lock_of(book, text)
    os.utime(lock, (time.time() - age,) * 2)

    if held:
        assert refusal(book).kind == "locked_by_run"
        assert lock.read_text() == text
    else:
        assert save(book) is not None


def test_a_run_waits_for_another_to_write_who_it_is(book, monkeypatch):
    lock = lock_of(book, "")
    monkeypatch.setattr(time, "sleep", lambda _: lock.write_text('{"pid": 1, "host": "otro-equipo"}'))

    refused = refusal(book)

    assert (refused.kind, refused.data) == ("locked_by_run", {"pid": "1", "host": "otro-equipo"})


def test_a_file_where_the_backups_go_is_named_and_left_alone(book):
    mine = book.parent / ".cobranza"
    mine.write_text("mine")

    refused = refusal(book)

    assert (refused.kind, refused.ref, refused.found) == ("no_backup_folder", book.name, ".cobranza")
    assert mine.read_text() == "mine"


def test_a_name_that_leaves_no_room_for_a_backup_is_refused(book):
    longest = book.rename(book.with_name("l" * 250 + ".xlsx"))

    assert refusal(longest).kind == "name_too_long"
    assert list(book.parent.iterdir()) == [longest]


def test_a_void_lock_that_another_run_has_just_renewed_stays(book):
    lock = lock_of(book, "of the other run")

    take_away(lock, b"void, as we read it")

    assert [(path.name, path.read_text()) for path in lock.parent.iterdir()] == [(lock.name, "of the other run")]


def excel_owner(book: Path, user: str) -> Path:
    narrow, wide = user.encode("cp1252"), user.encode("utf-16-le")
    data = bytes([len(narrow)]) + narrow.ljust(54) + bytes([len(user), 0]) + wide + b" \0" * 54
    owner = book.with_name("~$" + book.name)
    owner.write_bytes(data[:165])
    return owner


def office_lock(book: Path, text: str) -> Path:
    lock = book.with_name(f".~lock.{book.name}#")
    lock.write_text(text, "utf-8")
    return lock


def test_a_workbook_open_in_excel_is_refused_with_the_name_of_who_has_it(book):
    owner = excel_owner(book, "Núria Peña")

    refused = refusal(book)

    assert (refused.kind, refused.ref, refused.data) == ("open_in_excel", book.name, {"user": "Núria Peña"})
    assert listing(book.parent) == {book.name, owner.name}


@pytest.mark.parametrize(
    ("text", "user"),
    [
        (",marta,pc-7,22.11.2026 09:15,file:///home/marta/.config/libreoffice/4;", "marta"),
        ("Marta Gil\\, gestoría,marta,pc-7,22.11.2026 09:15,file:///x;", "Marta Gil, gestoría"),
        ("", ""),
    ],
)
def test_a_workbook_open_in_libreoffice_is_refused_with_the_name_of_who_has_it(book, text, user):
    office_lock(book, text)
    excel_owner(book, "Marta")  # LibreOffice writes this one too

    refused = refusal(book)

    assert (refused.kind, refused.data["user"]) == ("open_in_libreoffice", user)


def test_an_owner_file_of_two_days_ago_is_the_remains_of_a_crash(book):
    for owner in (excel_owner(book, "Núria"), office_lock(book, ",marta,pc-7,20.11.2026 09:15,file:///x;")):
        os.utime(owner, (time.time() - 2 * DAY,) * 2)

    assert opened_elsewhere(book) is None
    assert save(book) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="the start of the machine is known there")
def test_a_lock_of_libreoffice_does_not_outlive_a_restart_of_its_own_machine(book, monkeypatch):
    here = office_lock(book, f",marta,{socket.gethostname()},22.11.2026 09:15,file:///x;")
    os.utime(here, (time.time() - 600,) * 2)
    monkeypatch.setattr(time, "clock_gettime", lambda _: 3600.0)  # a machine that has run for an hour
    assert opened_elsewhere(book) == OpenedBy("open_in_libreoffice", "marta")

    monkeypatch.setattr(time, "clock_gettime", lambda _: 60.0)

    assert opened_elsewhere(book) is None


def test_an_unreadable_owner_file_still_says_that_it_is_open(book):
    book.with_name("~$" + book.name).write_bytes(b"")

    assert opened_elsewhere(book) == OpenedBy("open_in_excel", "")


def test_a_workbook_open_through_another_name_is_found(book, tmp_path):
    link = tmp_path / "enlace.xlsx"
    link.symlink_to(book)
    excel_owner(link, "Núria")

    assert opened_elsewhere(link) == OpenedBy("open_in_excel", "Núria")
    assert opened_elsewhere(book) is None
    link.with_name("~$" + link.name).unlink()
    excel_owner(book, "Marta")
    assert opened_elsewhere(link) == OpenedBy("open_in_excel", "Marta")


def test_the_remains_of_a_killed_run_are_cleared_by_the_next(book):
    prefix = {path.name for path in _left_by_a_killed_run(book)}
    other = book.with_name(".cobranza-00000000-aaaaaaaa.tmp")
    other.write_bytes(b"of another workbook, perhaps being written")

    with editing(book):
        left = listing(book.parent)

    assert prefix
    assert left == {book.name, other.name, f".cobranza/{book.name}.lock"}


def _left_by_a_killed_run(book: Path) -> list[Path]:
    """A file written aside, a backup of a file never replaced, half a copy, a lock."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from xl_cobranza.adapters.xlsx.saving import editing, replace_atomically\n"
        "Path.replace = lambda *_: os._exit(9)\n"
        "from xl_cobranza.adapters.xlsx.archive import Archive, write\n"
        "with editing(sys.argv[1]) as real:\n"
        "    replace_atomically(real, None, lambda out: write(Archive.open(real), out))"
    )
    subprocess.run([sys.executable, "-c", script, book], check=False)
    (book.parent / ".cobranza" / f"{book.stem}.20260101-120000.xlsx.part").write_bytes(b"half")
    (book.parent / ".cobranza" / f"{book.name}.lock.{dead_pid()}").write_bytes(b"void, being taken away")
    return [path for path in book.parent.rglob("*") if path.is_file() and path != book]


def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    loop = tmp_path / "libro.xlsx"
    loop.symlink_to(loop)

    with pytest.raises(Refused, match="cannot_read"):
        check(loop)
    assert opened_elsewhere(loop) is None


def test_a_folder_where_a_file_should_be_is_refused(book, tmp_path):
    with pytest.raises(Refused, match="is_a_folder"), editing(tmp_path):
        pass
    with pytest.raises(Refused, match="no_such_folder"), editing(tmp_path / "no" / "libro.xlsx"):
        pass
