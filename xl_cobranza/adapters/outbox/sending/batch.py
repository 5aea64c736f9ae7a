"""Many messages in turn. What stops the batch leaves the rest for another run; nothing goes while the log cannot say so."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from xl_cobranza.adapters.outbox.sending.headers import Sender, sealed
from xl_cobranza.adapters.outbox.sending.pace import Limits, Pace
from xl_cobranza.adapters.outbox.sending.send_log import INTERRUPTED, Known, SendLog
from xl_cobranza.adapters.outbox.sending.server import Conversation, Reply
from xl_cobranza.domain.hours import Later
from xl_cobranza.domain.mailing import Hindrance, Mail, Posting, State, hindrance
from xl_cobranza.errors import Refused

BACK_OFF: Final = (60.0, 120.0)  # seconds after the first and the second failure in a row
STRIKES: Final = len(BACK_OFF) + 1  # so many in a row stop the batch
_ATTEMPTS: Final = 2  # of a message in one run


class Clock(NamedTuple):
    """The hour, and a way to wait; a face has the real ones."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]


class Held(NamedTuple):
    """A message that does not go now: why, until when if that is known, and what was known of it."""

    mail: Mail
    why: Hindrance
    until: datetime | None = None
    known: Posting | None = None


MaySend = Callable[[Mail, datetime], Later | None]  # None: it may go at this moment
Connect = Callable[[], Conversation]


@dataclass(slots=True)
class Report:
    """What became of a batch. `stopped` says why it ended early."""

    postings: list[Posting] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    stopped: Refused | None = None
    interrupted: bool = False

    def count(self, *states: State) -> int:
        return sum(posting.state in states for posting in self.postings)


class Batch:
    """One run of sending. `on_done` is told how many messages have been dealt with."""

    def __init__(
        self, log: SendLog, sender: Sender, limits: Limits, may_send: MaySend, connect: Connect, clock: Clock,
        on_done: Callable[[int], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._log, self._sender, self._may_send, self._connect, self._clock = log, sender, may_send, connect, clock
        self._pace, self._on_done = Pace(limits, log.attempts), on_done
        self._conversation: Conversation | None = None
        self._strikes = 0
        self._report = Report()

    def send(self, mails: Iterable[Mail]) -> Report:
        """Send what may go. A message that the server puts off is tried once more at the end.

        A fault of the log or the server ends the batch: it is in the report, and the rest is held.
        """
        waiting = deque((mail, 1) for mail in mails)
        done, report = 0, self._report
        try:
            while waiting and not report.interrupted:
                mail, attempt = waiting[0]
                reply = self._one(mail)
                waiting.popleft()
                if reply is not None and reply.state is State.POSTPONED and attempt < _ATTEMPTS and not reply.ends:
                    waiting.append((mail, attempt + 1))
                else:
                    done += 1
                    self._on_done(done)
                if reply is not None:
                    self._heed(reply, is_last=not waiting)
        except Refused as refused:
            report.stopped = refused
        except KeyboardInterrupt:
            report.interrupted = True
        finally:
            if self._conversation is not None:
                self._conversation.close()
        self._settle(waiting)
        return report

    def _one(self, mail: Mail) -> Reply | None:
        """Send one message if it may go; None when it did not."""
        held = self._held(mail)
        if held is None:
            self._clock.sleep(self._pace.wait(self._clock.now()))
            if self._conversation is None:
                self._conversation = self._connect()
            held = self._held(mail)  # waiting may have taken us out of hours
        if held is not None:
            self._report.held.append(held)
            return None
        now = self._clock.now()
        assert self._conversation is not None
        content = sealed(mail.content, self._sender, mail.identity.key, now)
        self._log.begin(mail)
        self._pace.note(now)
        reply = self._conversation.deliver(self._sender.address, mail.to, content)
        if not reply.is_open:
            self._conversation = None
        self._note(self._log.end(mail.identity, reply.state, reply.text))
        return reply

    def _held(self, mail: Mail) -> Held | None:
        return held_back(mail, self._log.known.of(mail.identity), self._may_send, self._pace, self._clock.now())

    def _note(self, posting: Posting) -> None:
        """Of two attempts at a message, the last counts."""
        others = [other for other in self._report.postings if other.identity != posting.identity]
        self._report.postings = [*others, posting]

    def _heed(self, reply: Reply, *, is_last: bool) -> None:
        """After a failure that may meet the next message too: wait, and after three in a row stop."""
        self._report.interrupted |= reply.interrupted
        if reply.ends:
            raise Refused(reply.ends, self._sender.address, reply.text)
        self._strikes = self._strikes + 1 if reply.strikes else 0
        if self._strikes >= STRIKES:
            raise Refused("mail_server_says_later", found=reply.text)
        if self._strikes and not is_last and not reply.interrupted:
            self._clock.sleep(BACK_OFF[self._strikes - 1])

    def _settle(self, waiting: Iterable[tuple[Mail, int]]) -> None:
        """What the batch did not come to. What was begun, and whose end could not be noted, is in doubt."""
        tried = {posting.identity for posting in self._report.postings}
        for mail, _ in waiting:
            begun = self._log.known.get(mail.identity.key)
            if begun is not None and begun.state is State.SENDING:
                self._note(self._doubt(begun))
            elif mail.identity not in tried:
                self._report.held.append(Held(mail, Hindrance.STOPPED))

    def _doubt(self, begun: Posting) -> Posting:
        try:
            return self._log.end(begun.identity, State.UNCERTAIN, INTERRUPTED)
        except Refused:  # the log still says that it was being sent, which the next run reads the same way
            return begun._replace(state=State.UNCERTAIN, reply=INTERRUPTED)


def held_back(mail: Mail, known: Posting | None, may_send: MaySend, pace: Pace, now: datetime) -> Held | None:
    """Why a message does not go at this moment; None when it may."""
    why = hindrance(known, mail.to)
    if why is not None:
        return Held(mail, why, None, known)
    later = may_send(mail, now)
    if later is not None:
        return Held(mail, Hindrance.OUT_OF_HOURS if later.at else Hindrance.NOT_ALLOWED, later.at)
    free = pace.next_day(now)
    return None if free is None else Held(mail, Hindrance.DAY_IS_FULL, free)


def sort_out(mails: Sequence[Mail], known: Known, may_send: MaySend, now: datetime) -> tuple[list[Mail], list[Held]]:
    """What would go now and what would not, to be asked about before anything goes; the daily limit comes later."""
    free = Pace(Limits(1, 1))
    held = {mail.identity: held_back(mail, known.of(mail.identity), may_send, free, now) for mail in mails}
    ready = [mail for mail in mails if held[mail.identity] is None]
    return ready, [one for one in held.values() if one is not None]
