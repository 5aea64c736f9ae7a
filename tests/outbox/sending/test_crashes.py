"""Whatever ends a run, wherever it ends: no message goes twice, and none is forgotten."""

import errno
import os
import random
import signal
import smtplib
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.runs import DONE, kill_self, outcome, start, watching
from tests.outbox.sending.post_office import FakeTime, ServerProcess, ids, mail, post
from xl_cobranza.adapters.outbox.sending.send_log import NAME, held, seen
from xl_cobranza.domain.mailing import State
from xl_cobranza.errors import Refused

MAILS = [mail(f"C-{number}") for number in range(4)]
FEWEST_STEPS = 60


@pytest.fixture
def servers(tmp_path):
    """`servers(plan)` is a server that outlives whoever speaks to it."""
    opened = []

    def open_one(plan=lambda _: "") -> ServerProcess:
        opened.append(ServerProcess(tmp_path / f"record{len(opened)}.jsonl", plan))
        return opened[-1]

    yield open_one
    for server in opened:
        server.close()


def fresh(folder: Path, name: str) -> Path:
    path = folder / name / "Mi cartera.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"not read here")
    return path


def run(workbook: Path, server: ServerProcess, act=lambda _: None, kill_time: FakeTime | None = None) -> None:
    """One run in which each thing done to the disk or said to the server is a step, before and after."""
    step = watching(act)
    smtp_send, smtp_reply, write = smtplib.SMTP.send, smtplib.SMTP.getreply, os.write

    def send(self, text):
        step()
        smtp_send(self, text)
        step()

    def getreply(self):
        answer = smtp_reply(self)
        step()
        return answer

    def write_half(handle, data):
        """A line may be on the disk by half when the run is killed."""
        if handle > 2:
            done = write(handle, data[: len(data) // 2])
            step()
            return done + write(handle, data[done:])
        return write(handle, data)

    smtplib.SMTP.send, smtplib.SMTP.getreply, os.write = send, getreply, write_half
    post(workbook, server.account, MAILS, kill_time)


def steps_of(workbook: Path, server: ServerProcess) -> int:
    """How many a run takes that nothing disturbs."""
    post(workbook, server.account, [mail("warm", step="")])  # what a first run imports would count as steps
    reading, writing = os.pipe()
    taken: list[int] = []

    def work() -> None:
        run(workbook, server, taken.append)
        os.write(writing, b"%d" % len(taken))

    assert outcome(start(work)) == DONE
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        return int(pipe.read())


def assert_kept(workbook: Path, before: Counter, server: ServerProcess) -> int:
    """The next run sends what is left; how many messages are in doubt."""
    report = post(workbook, server.account, MAILS)
    went = Counter(server.taken) - before
    known = seen(workbook)

    assert report.stopped is None
    assert {*known} == {one.identity.key for one in MAILS}
    assert max(went.values()) == 1
    doubtful = 0
    for one, message_id in zip(MAILS, ids(MAILS), strict=True):
        state = known[one.identity.key].state
        assert state in {State.SENT, State.UNCERTAIN}
        if state is State.SENT:
            assert went[message_id] == 1
        doubtful += state is State.UNCERTAIN
    assert doubtful <= 1
    return doubtful


@pytest.mark.parametrize("rounds", [1, pytest.param(3, marks=pytest.mark.heavy)])
def test_killed_at_every_step(tmp_path, servers, rounds):
    server = servers()
    steps = steps_of(fresh(tmp_path, "count"), server)
    doubts = 0

    for number in range(1, steps + 1):
        for again in range(rounds):
            workbook, before = fresh(tmp_path, f"{number}-{again}"), Counter(server.taken)
            act = lambda n: kill_self() if n == number else None  # noqa: B023, E731

            ended = outcome(start(lambda: run(workbook, server, act)))  # noqa: B023

            assert ended == -signal.SIGKILL
            doubts += assert_kept(workbook, before, server)
    assert steps * rounds >= FEWEST_STEPS * rounds
    assert 0 < doubts < steps * rounds


@pytest.mark.parametrize("kills", [15, pytest.param(150, marks=pytest.mark.heavy)])
def test_killed_at_random_moments_again_and_again(tmp_path, servers, kills):
    server = servers()
    lasts = []
    for number in range(3):
        began = time.perf_counter()
        assert outcome(start(lambda: post(fresh(tmp_path, f"time{number}"), server.account, MAILS))) == DONE  # noqa: B023
        lasts.append(time.perf_counter() - began)

    for number in range(kills):
        workbook, before = fresh(tmp_path, str(number)), Counter(server.taken)
        for _ in range(3):  # each next run may be killed too
            child = start(lambda: post(workbook, server.account, MAILS))  # noqa: B023
            time.sleep(random.uniform(0, min(lasts)))
            os.kill(child, signal.SIGKILL)
            outcome(child)
        report = post(workbook, server.account, MAILS)
        went = Counter(server.taken) - before
        assert report.stopped is None
        assert {*seen(workbook)} == {one.identity.key for one in MAILS}
        assert max(went.values()) == 1
        sent = [ids([one])[0] for one in MAILS if seen(workbook)[one.identity.key].state is State.SENT]
        assert {went[message_id] for message_id in sent} <= {1}


@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.heavy)])
def test_of_two_runs_at_once_one_is_refused_and_nothing_goes_twice(tmp_path, servers, rounds):
    server = servers()
    for number in range(rounds):
        workbook, before = fresh(tmp_path, str(number)), Counter(server.taken)

        children = [start(lambda: post(workbook, server.account, MAILS)) for _ in range(4)]  # noqa: B023

        assert {outcome(child) for child in children} <= {DONE, 3}
        assert assert_kept(workbook, before, server) == 0


def test_the_second_of_two_runs_says_who_is_sending(workbook):
    with held(workbook, FakeTime().now), pytest.raises(Refused) as refused, held(workbook, FakeTime().now):
        pass

    assert (refused.value.kind, refused.value.data["pid"]) == ("sending_elsewhere", str(os.getpid()))


def test_a_full_disk_before_a_message_stops_all_and_nothing_was_said(tmp_path, servers, monkeypatch):
    server, workbook = servers(), fresh(tmp_path, "one")
    write, calls = os.write, []

    def full(handle, data):
        calls.append(data)
        if len(calls) == 3:  # two lines for the first message, and half of one for the second
            write(handle, data[:20])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        report = post(workbook, server.account, MAILS)

    assert (report.stopped.kind, len(report.postings), len(report.held)) == ("no_space", 1, 3)
    assert server.taken == ids(MAILS[:1])
    assert assert_kept(workbook, Counter(), server) == 0


def test_a_full_disk_after_a_message_leaves_it_in_doubt(tmp_path, servers, monkeypatch):
    server, workbook = servers(), fresh(tmp_path, "one")
    write, calls = os.write, []

    def full(handle, data):
        calls.append(data)
        if len(calls) >= 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        report = post(workbook, server.account, MAILS)

    assert report.stopped.kind == "no_space"
    assert [posting.state for posting in report.postings] == [State.UNCERTAIN]
    assert server.taken == ids(MAILS[:1])
    assert assert_kept(workbook, Counter(), server) == 1


@pytest.mark.parametrize("moment", range(3))
def test_interrupted_by_the_person_what_is_left_is_held(tmp_path, servers, monkeypatch, moment):
    server, workbook = servers(), fresh(tmp_path, "one")
    interrupted = [
        (smtplib.SMTP, "mail"),  # nothing was said
        (smtplib.SMTP, "send"),  # while the message is said
        (os, "fsync"),  # while it is noted
    ][moment]
    owner, name = interrupted
    plain, calls = getattr(owner, name), []

    def interrupting(*arguments, **options):
        calls.append(arguments)
        if name != "send" or b"Subject" in bytes(str(arguments), "utf-8"):
            raise KeyboardInterrupt
        return plain(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, interrupting)
        report = post(workbook, server.account, MAILS)

    assert report.interrupted
    assert len(report.held) + len(report.postings) == len(MAILS)
    assert assert_kept(workbook, Counter(), server) == (1 if name == "send" else 0)


def test_a_run_that_lost_its_log_to_another_stops(workbook, open_office, tmp_path):
    office, other = open_office(), FakeTime()
    with held(workbook, other.now) as log:
        log._held.write_text("another run", "utf-8")
        with pytest.raises(Refused) as refused:
            log.begin(MAILS[0])

    assert refused.value.kind == "send_log_lost"
    assert office.handler.taken == []


def test_a_damaged_log_stops_all(workbook, open_office):
    office = open_office()
    post(workbook, office.account(), MAILS[:1])
    log = workbook.parent / ".cobranza" / NAME
    log.write_bytes(b'{"key": 1}\n' + log.read_bytes())

    with pytest.raises(Refused) as refused:
        post(workbook, office.account(), MAILS)

    assert (refused.value.kind, refused.value.found) == ("send_log_damaged", "1")
    assert office.handler.taken == ids(MAILS[:1])
