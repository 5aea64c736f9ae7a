"""A message on its way by mail: who it is, what became of it, and whether it may go.

Two messages are the same one when company, customer, day, step and channel are the same. The file's name and place, the
address and the words are no part of it: a corrected address or another run does not make a second reminder.
"""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple


class Identity(NamedTuple):
    """What makes a message this one and no other; `step` and `channel` are keys, `company` is ours."""

    company: str
    customer: str
    day: date
    step: str
    channel: str

    @property
    def key(self) -> str:
        """24 hexadecimal digits; the Message-ID is made of them, so that a server can tell a repetition too.

        >>> Identity("Altavista", "C-01", date(2026, 11, 27), "recordatorio", "email").key
        '0b4433720f80c3917c598128'
        """
        parts = (self.company, self.customer, self.day.isoformat(), self.step, self.channel)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]

    @property
    def of_any_day(self) -> "Identity":
        """The same for the same message of another day."""
        return self._replace(day=date.min)


class Mail(NamedTuple):
    """A message ready to go: its identity, the addresses it goes to, and its RFC 5322 bytes, CRLF and ASCII.

    `folio` is what its row in the log of contacts says of the invoices; blank for all that are open.
    """

    identity: Identity
    to: tuple[str, ...]
    content: bytes
    folio: str = ""


class State(StrEnum):
    """What is known of a message. It is written down before the server is told anything, and after it has answered."""

    SENDING = "sending"  # told to the server; found so afterwards, nobody knows what the server did
    SENT = "sent"  # the server took it
    POSTPONED = "postponed"  # the server did not take it now (4xx, or gone before it had all): it may go again
    REJECTED = "rejected"  # the server will not take it (5xx)
    UNCERTAIN = "uncertain"  # no answer came to the whole message: a person decides, we never
    CONFIRMED = "confirmed"  # uncertain, and a person says that it arrived
    RELEASED = "released"  # uncertain or rejected, and a person says that it may go again


class Posting(NamedTuple):
    """What is known of a message at a moment, with what the server said. `written` once the workbook says so too."""

    at: datetime
    state: State
    identity: Identity
    to: tuple[str, ...]
    workbook: str
    reply: str = ""
    written: bool = False
    folio: str = ""

    @property
    def reference(self) -> str:
        """What a person calls it: the first half of its key."""
        return self.identity.key[:12]


TOLD: Final = frozenset({State.SENT, State.CONFIRMED, State.REJECTED, State.UNCERTAIN})  # to the workbook
_FREE: Final = frozenset({State.POSTPONED, State.RELEASED})
OPEN: Final = frozenset({State.SENDING, State.UNCERTAIN})  # nobody knows whether it arrived
WAITING: Final = OPEN | {State.REJECTED}  # for a person


class Hindrance(StrEnum):
    """Why a message does not go now."""

    ALREADY_SENT = "already_sent"
    UNCERTAIN = "uncertain"  # this one, or the same of another day
    REJECTED = "rejected"  # by this very address
    OUT_OF_HOURS = "out_of_hours"
    NOT_ALLOWED = "not_allowed"  # nobody there may be written to
    DAY_IS_FULL = "day_is_full"
    STOPPED = "stopped"  # the batch ended before its turn


def hindrance(known: Posting | None, to: tuple[str, ...]) -> Hindrance | None:
    """Why a message may not go, by what is known of it; None when it may.

    What was rejected may go to another address, on any day. What is uncertain waits for a person.
    """
    if known is None or known.state in _FREE:
        return None
    if known.state in OPEN:
        return Hindrance.UNCERTAIN
    if known.state is State.REJECTED:
        return Hindrance.REJECTED if known.to == to else None
    return Hindrance.ALREADY_SENT
