"""Workers: every job is answered, whatever happens to whoever had it."""

import time

import pytest

from tests.faces import jobs
from xl_cobranza.faces.commands import pool


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_every_job_is_answered_with_its_place(workers) -> None:
    answers = dict(pool.results([1, 2, 3, 4, 5], jobs.double, workers))

    assert answers == {0: 2, 1: 4, 2: 6, 3: 8, 4: 10}


def test_a_killed_worker_loses_its_own_job_and_no_other() -> None:
    answers = dict(pool.results([1, 2, 3, 4, 5], jobs.double_unless_killed, 2))

    assert answers == {0: 2, 1: 4, 2: None, 3: 8, 4: 10}


def test_workers_that_always_die_end_the_work_all_the_same() -> None:
    assert dict(pool.results([1, 2, 3], jobs.die, 2)) == {0: None, 1: None, 2: None}


def test_left_early_the_jobs_in_hand_are_ended_and_the_others_never_begun(tmp_path) -> None:
    paths = [tmp_path / name for name in "abcdef"]
    running = pool.results([str(path) for path in paths], jobs.write_slowly, 2)
    next(running)

    running.close()

    written = {path.name: path.read_text() for path in paths if path.exists()}
    assert set(written.values()) == {"begun and ended"}
    assert len(written) < len(paths)
    time.sleep(1.5)
    assert sum(path.exists() for path in paths) == len(written)
