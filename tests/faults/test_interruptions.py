"""Whatever ends a run, wherever it ends: the file is the old one or the new one, and the next run clears up."""

import errno
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.faults.runs import (
    DONE,
    INTERRUPTED,
    REFUSED,
    as_saved,
    book_with,
    kill_self,
    outcome,
    save,
    start,
    steps_of,
    watching,
)

OLD, CONTENT = book_with(3000), b"<workbook>new</workbook>"
NEW = as_saved(OLD, CONTENT)
FEWEST_STEPS = 20  # lock, aside, every write, sync, verify, backup, compare, replace, sync, tidy


def fresh(folder: Path, name: str) -> Path:
    path = folder / name / "libro.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def assert_next_run_clears_up(path: Path, *backups: bytes) -> None:
    save(path, b"<workbook>next</workbook>")

    folder = path.parent / ".cobranza"
    assert {p.name for p in path.parent.iterdir()} == {path.name, ".cobranza"}
    assert {p.suffix for p in folder.iterdir()} == {".xlsx"}
    assert {p.read_bytes() for p in folder.iterdir()} <= {*backups} or not backups


@pytest.mark.parametrize("copies", [False, True], ids=["backups by link", "backups by copy"])
def test_killed_at_every_step_the_file_is_whole(tmp_path, copies, monkeypatch):
    if copies:
        monkeypatch.delattr(os, "link")
        monkeypatch.setattr(os, "link", _no_links, raising=False)
    steps = steps_of(fresh(tmp_path, "count"), CONTENT)
    seen = []

    for number in range(1, steps + 1):
        path = fresh(tmp_path, str(number))

        ended = outcome(start(lambda: save(path, CONTENT, watching(lambda n: kill_self() if n == number else None))))  # noqa: B023

        assert ended == -signal.SIGKILL
        assert path.read_bytes() in {OLD, NEW}
        seen.append(path.read_bytes() == NEW)
        assert_next_run_clears_up(path, OLD, NEW)
    assert steps >= FEWEST_STEPS
    assert seen == sorted(seen)
    assert {*seen} == {False, True}


def test_killed_before_its_lock_says_whose_it_is_the_next_run_does_not_wait(tmp_path):
    path, plain_open = fresh(tmp_path, "one"), Path.open

    def dying(opened, *arguments, **options):
        file = plain_open(opened, *arguments, **options)
        if ".lock" in opened.name:
            kill_self()
        return file

    def work() -> None:
        Path.open = dying
        save(path, CONTENT)

    assert outcome(start(work)) == -signal.SIGKILL
    assert_next_run_clears_up(path, OLD)


def _no_links(*_):
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


def raising(fault: BaseException, number: int):
    def act(step: int) -> None:
        if step == number:
            raise fault

    return act


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), id="full disk"),
        pytest.param(OSError(errno.EIO, "Input/output error"), id="broken disk"),
        pytest.param(PermissionError(errno.EACCES, "Permission denied"), id="not allowed"),
        pytest.param(FileNotFoundError(errno.ENOENT, "No such file or directory"), id="gone"),
        pytest.param(KeyboardInterrupt(), id="Ctrl+C"),
    ],
)
def test_a_fault_at_every_step_is_told_and_the_file_is_whole(tmp_path, fault):
    steps = steps_of(fresh(tmp_path, "count"), CONTENT)

    for number in range(1, steps + 1):
        path = fresh(tmp_path, str(number))

        ended = outcome(start(lambda: save(path, CONTENT, watching(raising(fault, number)))))  # noqa: B023

        whole = path.read_bytes()
        if ended == DONE:
            assert whole == NEW
        elif ended == REFUSED:
            assert whole == OLD
        else:
            assert ended == INTERRUPTED
            assert whole in {OLD, NEW}
        assert_next_run_clears_up(path, OLD, NEW)


def duration(work) -> float:
    began = time.perf_counter()
    assert outcome(start(work)) == DONE
    return time.perf_counter() - began


@pytest.mark.parametrize("kills", [25, pytest.param(250, marks=pytest.mark.heavy)])
def test_killed_at_random_moments_the_file_is_whole(tmp_path, kills):
    path = tmp_path / "libro.xlsx"
    path.write_bytes(book_with(500_000))
    lasts = min(duration(lambda: save(path, b"<workbook>first</workbook>")) for _ in range(5))
    old, killed, replaced = path.read_bytes(), 0, 0

    while killed < kills:
        content = b"<workbook>%d</workbook>" % replaced
        new = as_saved(old, content)
        child = start(lambda: save(path, content))  # noqa: B023
        time.sleep(random.uniform(0, lasts))
        os.kill(child, signal.SIGKILL)
        killed += outcome(child) == -signal.SIGKILL
        whole = path.read_bytes()
        assert whole in {old, new}
        replaced += whole == new
        old = whole

    assert_next_run_clears_up(path)
