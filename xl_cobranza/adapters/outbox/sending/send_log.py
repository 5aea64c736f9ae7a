"""The send log: `.cobranza/envios.jsonl` beside the workbook, one line for each thing that happened to a message.

A line holds all that is known of a message at that moment, so the last line of a key counts. It is on the disk before
the server is told anything. Lines are only added. What a kill leaves half written at the end was never acted upon, and is
cut off. There is one log a folder: copies of a workbook in the same folder share it. The lock is that of workbooks.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from xl_cobranza.adapters.xlsx.saving import lock
from xl_cobranza.adapters.xlsx.saving.faults import reported
from xl_cobranza.adapters.xlsx.saving.replacing import sync_folder
from xl_cobranza.domain.mailing import OPEN, TOLD, Identity, Mail, Posting, State
from xl_cobranza.errors import Refused

NAME: Final = "envios.jsonl"
INTERRUPTED: Final = "interrupted"  # the reply of a message that a run was sending when it ended
Now = Callable[[], datetime]


class SendLog:
    """The log, held by this run. Every method that writes raises `Refused`: `no_space`, `write_failed`, …"""

    def __init__(self, place: Path, held: Path, workbook: str, now: Now) -> None:
        self._place, self._held, self._workbook, self._now = place, held, workbook, now
        self._text = held.read_bytes()
        self._known: dict[str, Posting] = {}
        self._open: dict[str, Posting] = {}  # those of which nobody knows whether they arrived
        self.attempts: list[datetime] = []  # when each message was begun, for the limits
        with reported(place):
            _cut_off_half_a_line(place)
        for number, line in enumerate(_whole_lines(place), 1):
            self._take(_read(line, place, number))
        for posting in [posting for posting in self._open.values() if posting.state is State.SENDING]:
            self._add(posting._replace(at=now(), state=State.UNCERTAIN, reply=INTERRUPTED, written=False))

    def known(self, identity: Identity) -> Posting | None:
        """What is known of a message, or of the same one on another day while nobody knows whether that arrived."""
        own = self._known.get(identity.key)
        if own is not None:
            return own
        return next((posting for posting in self._open.values() if posting.identity.is_like(identity)), None)

    def begin(self, mail: Mail) -> None:
        """Write down that it is about to go. Raises also Refused("send_log_lost") when another run took the log."""
        self._refresh()
        self._add(Posting(self._now(), State.SENDING, mail.identity, mail.to, self._workbook))

    def end(self, identity: Identity, state: State, reply: str) -> Posting:
        """Write down what became of it."""
        begun = self._known[identity.key]
        return self._add(begun._replace(at=self._now(), state=state, reply=reply, written=False))

    def of_workbook(self) -> list[Posting]:
        """What is known of every message of this workbook."""
        return [posting for posting in self._known.values() if posting.workbook == self._workbook]

    def unwritten(self) -> list[Posting]:
        """What this workbook has not been told."""
        return [posting for posting in self.of_workbook() if is_unwritten(posting)]

    def written(self, identity: Identity) -> None:
        """The workbook says so too."""
        self._add(self._known[identity.key]._replace(written=True))

    def _refresh(self) -> None:
        """A batch may last hours, and a lock that looks old is taken away."""
        try:
            ours = self._held.read_bytes() == self._text
            os.utime(self._held)
        except FileNotFoundError:
            ours = False
        if not ours:
            raise Refused("send_log_lost", self._workbook)

    def _add(self, posting: Posting) -> Posting:
        with reported(self._place):
            _append(self._place, _line(posting))
        self._take(posting)
        return posting

    def _take(self, posting: Posting) -> None:
        key = posting.identity.key
        self._known[key] = posting
        if posting.state in OPEN:
            self._open[key] = posting
        else:
            self._open.pop(key, None)
        if posting.state is State.SENDING and not posting.written:
            self.attempts.append(posting.at)


@contextmanager
def held(workbook: str | os.PathLike[str], now: Now) -> Iterator[SendLog]:
    """The log of the folder of a workbook, for this run alone.

    Raises `Refused`: `sending_elsewhere` (data `host`, `pid`), `send_log_damaged`, and what the system refuses.
    """
    real = Path(os.path.realpath(workbook))
    place = _place(real)
    named = real.with_name(NAME)  # the lock is called after the log
    try:
        with reported(real):
            ours = lock.acquire(named)
    except Refused as refused:
        if refused.kind != "locked_by_run":
            raise
        raise Refused("sending_elsewhere", real.name, **refused.data) from refused
    try:
        lock.clear_remains(named)
        yield SendLog(place, ours, real.name, now)
    finally:
        lock.release(ours)


def seen(workbook: str | os.PathLike[str]) -> Mapping[str, Posting]:
    """What is known of every message of the folder, by key: only read, perhaps while another run is sending."""
    place = _place(Path(os.path.realpath(workbook)))
    postings = (_read(line, place, number) for number, line in enumerate(_whole_lines(place), 1))
    return {posting.identity.key: posting for posting in postings}


def has_unwritten(workbook: str | os.PathLike[str]) -> bool:
    """Whether the workbook has to be told of something: a message that went, or one that a crash left in doubt."""
    name = Path(os.path.realpath(workbook)).name
    return any(is_unwritten(posting) for posting in seen(workbook).values() if posting.workbook == name)


def is_unwritten(posting: Posting) -> bool:
    return not posting.written and (posting.state in TOLD or posting.state is State.SENDING)


def _place(real: Path) -> Path:
    return real.parent / lock.FOLDER / NAME


def _append(place: Path, line: bytes) -> None:
    """On the disk when it returns; what a full disk took of it is gone again when it raises."""
    is_new = not place.exists()
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        before = os.fstat(handle).st_size
        try:
            written = 0
            while written < len(line):
                written += os.write(handle, line[written:])
            os.fsync(handle)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(handle, before)
            raise
    finally:
        os.close(handle)
    if is_new:
        sync_folder(place.parent)


def _cut_off_half_a_line(place: Path) -> None:
    whole = sum(map(len, _whole_lines(place)))
    if place.exists() and place.stat().st_size > whole:
        os.truncate(place, whole)


def _whole_lines(place: Path) -> list[bytes]:
    """All but what a kill left half written at the end."""
    try:
        with reported(place):
            lines = place.read_bytes().splitlines(keepends=True)
    except Refused as refused:
        if refused.kind in {"file_vanished", "folder_vanished"}:
            return []
        raise
    return lines[:-1] if lines and not lines[-1].endswith(b"\n") else lines


def _line(posting: Posting) -> bytes:
    known: dict[str, Any] = {
        "at": posting.at.isoformat(timespec="seconds"),
        "state": posting.state.value,
        **posting.identity._asdict(),
        "day": posting.identity.day.isoformat(),
        "to": posting.to,
        "workbook": posting.workbook,
        "reply": posting.reply,
        "written": posting.written,
        "key": posting.identity.key,
    }
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _read(line: bytes, place: Path, number: int) -> Posting:
    try:
        known = json.loads(line)
        identity = Identity(**{name: known[name] for name in Identity._fields if name != "day"}, day=_day(known["day"]))
        return Posting(
            datetime.fromisoformat(known["at"]), State(known["state"]), identity, tuple(known["to"]),
            known["workbook"], known["reply"], known["written"],
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused("send_log_damaged", str(place), str(number)) from fault


def _day(text: str) -> date:
    return date.fromisoformat(text)
