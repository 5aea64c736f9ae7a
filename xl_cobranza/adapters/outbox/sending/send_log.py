"""The send log: `.cobranza/envios.jsonl` beside the workbook, one line for each thing that happened to a message.

A line holds all that is known of a message at that moment, so the last line of a key counts. It is on the disk before
the server is told anything. Lines are only added. What a kill leaves half written at the end was never acted upon, and is
cut off. There is one log a folder: copies of a workbook in the same folder share it. The lock is that of workbooks.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from xl_cobranza.adapters.xlsx.saving import lock
from xl_cobranza.adapters.xlsx.saving.faults import reported
from xl_cobranza.adapters.xlsx.saving.replacing import sync_folder
from xl_cobranza.domain.mailing import TOLD, WAITING, Identity, Mail, Posting, State
from xl_cobranza.errors import Refused

NAME: Final = "envios.jsonl"
INTERRUPTED: Final = "interrupted"  # the reply of a message that a run was sending when it ended
Now = Callable[[], datetime]


class Known(dict[str, Posting]):
    """The last that is known of each message, by its key."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[Identity, dict[str, Posting]] = {}  # those that wait for a person, whatever the day

    def take(self, posting: Posting) -> None:
        key, like = posting.identity.key, posting.identity.of_any_day
        self[key] = posting
        if posting.state in WAITING:
            self._waiting.setdefault(like, {})[key] = posting
        else:
            self._waiting.get(like, {}).pop(key, None)

    def of(self, identity: Identity) -> Posting | None:
        """What is known of a message, or of the same one on another day while that one waits for a person."""
        own = self.get(identity.key)
        if own is not None:
            return own
        return max(self._waiting.get(identity.of_any_day, {}).values(), key=lambda posting: posting.at, default=None)


class SendLog:
    """The log, held by this run. Every method that writes raises `Refused`: `no_space`, `write_failed`, …"""

    def __init__(self, place: Path, held: Path, workbook: str, now: Now) -> None:
        self._place, self._held, self._workbook, self._now = place, held, workbook, now
        self._text = held.read_bytes()
        self.known = Known()
        self.attempts: list[datetime] = []  # when each message was begun, for the limits
        with reported(place):
            _cut_off_half_a_line(place)
        for number, line in enumerate(_whole_lines(place), 1):
            self._take(_read(line, place, number))
        for posting in [posting for posting in self.known.values() if posting.state is State.SENDING]:
            self._add(posting._replace(at=now(), state=State.UNCERTAIN, reply=INTERRUPTED, written=False))

    def begin(self, mail: Mail) -> None:
        """Write down that it is about to go. Raises also Refused("send_log_lost") when another run took the log."""
        self._refresh()
        self._add(Posting(self._now(), State.SENDING, mail.identity, mail.to, self._workbook, folio=mail.folio))

    def end(self, identity: Identity, state: State, reply: str) -> Posting:
        """Write down what became of it."""
        begun = self.known[identity.key]
        return self._add(begun._replace(at=self._now(), state=state, reply=reply, written=False))

    def unwritten(self) -> list[Posting]:
        """What this workbook has not been told."""
        return [p for p in self.known.values() if p.workbook == self._workbook and is_unwritten(p)]

    def written(self, identity: Identity) -> None:
        """The workbook says so too."""
        self._add(self.known[identity.key]._replace(written=True))

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
        self.known.take(posting)
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


def seen(workbook: str | os.PathLike[str]) -> Known:
    """What is known of every message of the folder: only read, perhaps while another run is sending."""
    place, known = _place(Path(os.path.realpath(workbook))), Known()
    for number, line in enumerate(_whole_lines(place), 1):
        known.take(_read(line, place, number))
    return known


def exists(workbook: str | os.PathLike[str]) -> bool:
    """Whether anything was ever sent from the folder."""
    return _place(Path(os.path.realpath(workbook))).exists()


def of_workbook(workbook: str | os.PathLike[str]) -> list[Posting]:
    """What is known of the messages of a workbook, as `seen`; oldest first."""
    name = Path(os.path.realpath(workbook)).name
    return sorted((posting for posting in seen(workbook).values() if posting.workbook == name), key=lambda p: p.at)


def is_unwritten(posting: Posting) -> bool:
    """Whether the workbook has to be told: the message went, came back, or is in doubt, perhaps by a crash."""
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
        "folio": posting.folio,
        "key": posting.identity.key,
    }
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _read(line: bytes, place: Path, number: int) -> Posting:
    try:
        known = json.loads(line)
        identity = Identity(**{name: known[name] for name in Identity._fields if name != "day"}, day=_day(known["day"]))
        return Posting(
            datetime.fromisoformat(known["at"]), State(known["state"]), identity, tuple(known["to"]),
            known["workbook"], known["reply"], known["written"], known["folio"],
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused("send_log_damaged", str(place), str(number)) from fault


def _day(text: str) -> date:
    return date.fromisoformat(text)
