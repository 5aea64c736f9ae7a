"""The rules of sending, without a net: limits, hours, and whatever the server answers in whatever order."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.sending.post_office import AMPLE, DAY, NOON, SENDER, FakeTime, mail, parsed
from xl_cobranza.adapters.outbox.sending.batch import Batch
from xl_cobranza.adapters.outbox.sending.headers import Sender, redirected, sealed
from xl_cobranza.adapters.outbox.sending.pace import Limits
from xl_cobranza.adapters.outbox.sending.send_log import held, seen
from xl_cobranza.adapters.outbox.sending.server import Reply
from xl_cobranza.domain.hours import Later
from xl_cobranza.domain.mailing import OPEN, Hindrance, State
from xl_cobranza.errors import Refused


class Said:
    """A server in words: each message gets the next reply; what it says no to, it may still have taken."""

    def __init__(self, replies, time: FakeTime | None = None) -> None:
        self.replies, self.time, self.taken, self.at = list(replies), time, Counter(), []

    def deliver(self, sender, to, content) -> Reply:
        reply, was_taken = self.replies.pop(0) if self.replies else (Reply(State.SENT, "250 ok"), True)
        if self.time:
            self.at.append(self.time.now())
        if was_taken:
            self.taken[content.split(b"Message-ID: <")[1][:24]] += 1
        return reply

    def close(self) -> None:
        pass


def send(workbook, said, mails, time=None, limits=AMPLE, may_send=lambda *_: None):
    time = time or FakeTime()
    with held(workbook, time.now) as log:
        return Batch(log, SENDER, limits, may_send, lambda: said, time.clock).send(mails)


REPLIES = st.sampled_from(
    [
        (Reply(State.SENT, "250 ok"), True),
        (Reply(State.POSTPONED, "451 later", strikes=True), False),
        (Reply(State.POSTPONED, "gone", is_open=False, strikes=True), False),
        (Reply(State.REJECTED, "550 no"), False),
        (Reply(State.UNCERTAIN, "gone", is_open=False, strikes=True), True),
        (Reply(State.UNCERTAIN, "gone", is_open=False, strikes=True), False),
        (Reply(State.POSTPONED, "interrupted", is_open=False, interrupted=True), False),
        (Reply(State.POSTPONED, "553 not you", ends="mail_sender_refused"), False),
    ]
)
MAILS = [mail(f"C-{number}", DAY + timedelta(later)) for number in range(3) for later in range(2)]
RUNS = st.lists(st.lists(st.sampled_from(MAILS), max_size=6, unique=True), min_size=1, max_size=5)


@given(st.lists(REPLIES, max_size=25), RUNS)
def test_whatever_is_answered_a_message_is_taken_at_most_once_and_its_state_is_true(replies, runs):
    with TemporaryDirectory() as folder:
        workbook, said = Path(folder) / "libro.xlsx", Said(replies)
        for mails in runs:
            report = send(workbook, said, mails)
            told = [p.identity for p in report.postings] + [h.mail.identity for h in report.held]
            assert Counter(told) == Counter(one.identity for one in mails)

        assert all(count == 1 for count in said.taken.values())
        for key, posting in seen(workbook).items():
            if posting.state is State.SENT:
                assert said.taken[key.encode()] == 1
            elif posting.state is not State.UNCERTAIN:
                assert said.taken[key.encode()] == 0


@given(st.lists(REPLIES, max_size=12), st.data())
def test_only_a_person_lets_an_uncertain_message_go_again(replies, data):
    with TemporaryDirectory() as folder:
        workbook, said, released = Path(folder) / "libro.xlsx", Said(replies), Counter()
        for _ in range(4):
            send(workbook, said, MAILS)
            with held(workbook, FakeTime().now) as log:
                for posting in [p for p in seen(workbook).values() if p.state in OPEN]:
                    if data.draw(st.booleans()):
                        log.end(posting.identity, State.RELEASED, "")
                        released[posting.identity.key.encode()] += 1

        assert all(count <= 1 + released[key] for key, count in said.taken.items())


def test_no_more_than_so_many_in_any_minute(tmp_path):
    time = FakeTime()
    said = Said([], time)

    for start in (0, 7):
        send(tmp_path / "libro.xlsx", said, [mail(f"C-{start + n}") for n in range(7)], time, Limits(5, 99))

    busiest = max(sum(0 <= (b - a).total_seconds() < 60 for b in said.at) for a in said.at)
    assert (busiest, len(said.at)) == (5, 14)


def test_no_more_than_so_many_in_24_hours_whatever_the_run(tmp_path):
    time, workbook = FakeTime(), tmp_path / "libro.xlsx"
    first = send(workbook, Said([]), [mail(f"C-{n}") for n in range(4)], time, Limits(99, 3))
    time.at += timedelta(hours=23)
    second = send(workbook, Said([]), [mail("C-9")], time, Limits(99, 3))
    time.at += timedelta(hours=1)
    third = send(workbook, Said([]), [mail("C-9")], time, Limits(99, 3))

    assert [(one.why, one.until) for one in first.held] == [(Hindrance.DAY_IS_FULL, NOON + timedelta(1))]
    assert [one.why for one in second.held] == [Hindrance.DAY_IS_FULL]
    assert third.count(State.SENT) == 1


def test_out_of_hours_a_message_waits_also_when_the_hour_passes_while_waiting(tmp_path):
    time, closes = FakeTime(), NOON + timedelta(minutes=1)
    opens = NOON + timedelta(hours=20)

    report = send(
        tmp_path / "libro.xlsx", Said([]), [mail(f"C-{n}") for n in range(5)], time, Limits(2, 99),
        lambda _, at: None if at < closes else Later("hours", opens),
    )  # fmt: skip

    assert report.count(State.SENT) == 2
    assert [(one.why, one.until) for one in report.held] == [(Hindrance.OUT_OF_HOURS, opens)] * 3


def test_who_may_not_be_written_to_is_held_for_ever(tmp_path):
    report = send(tmp_path / "libro.xlsx", Said([]), [mail()], may_send=lambda *_: Later("no_contact", None))

    assert [(one.why, one.until) for one in report.held] == [(Hindrance.NOT_ALLOWED, None)]


def test_a_server_that_cannot_be_reached_leaves_all_as_it_was(tmp_path):
    def nobody():
        raise Refused("mail_unreachable", "x")

    with held(tmp_path / "libro.xlsx", FakeTime().now) as log:
        report = Batch(log, SENDER, AMPLE, lambda *_: None, nobody, FakeTime().clock).send(MAILS)

    assert (report.stopped.kind, report.postings, len(report.held)) == ("mail_unreachable", [], len(MAILS))
    assert seen(tmp_path / "libro.xlsx") == {}


def test_a_redirected_message_goes_to_nobody_else():
    content = mail().content.replace(b"Subject:", b"Cc: jefe@cliente.example\r\nBcc: otro@cliente.example\r\nSubject:")

    test = redirected(content, "yo@altavista.example", ("c-01@cliente.example",), "PRUEBA")

    head, _, body = test.partition(b"\r\n\r\n")
    assert b"To: yo@altavista.example" in head
    assert b"jefe@" not in head
    assert b"otro@" not in head
    assert b"PRUEBA" in head
    assert body == content.partition(b"\r\n\r\n")[2]


def test_headers_that_are_not_ours_keep_their_bytes_and_ours_may_have_accents():
    link = b"List-Unsubscribe: <mailto:bajas@altavista.example?subject=" + b"x" * 120 + b">\r\n"
    content = link + mail().content

    sent = sealed(content, Sender("cobros@altavista.example", "Peña & Ñandú, S.A."), "k", NOON)

    assert link in sent
    assert parsed(sent)["From"].addresses[0].display_name == "Peña & Ñandú, S.A."
    assert sent.isascii()
