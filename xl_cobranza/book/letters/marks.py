"""What a person marked in `Cartas`: whom not to write to on that day, and what they have sent by hand.

Nothing marked is lost: the mark of a sent letter is emptied only in the plan that writes its log row, and one that
cannot be read stays and is told.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from xl_cobranza.book import words
from xl_cobranza.book.letters.layout import LETTERS
from xl_cobranza.book.port import Book, SetCell, Value
from xl_cobranza.book.records.columns import Columns, read_columns
from xl_cobranza.book.records.log_rows import StageKeys, read_stage
from xl_cobranza.book.today.notes import Note
from xl_cobranza.book.today.sheet import TodaySheet, find_own
from xl_cobranza.book.typed.dates import date_reader
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import failure, is_blank, read_text
from xl_cobranza.book.typed.values import read_choice
from xl_cobranza.domain.ledger import Channel, Evidence, Outcome
from xl_cobranza.errors import Problem

PREPARED, PREVIEWED, GONE = "prepared", "previewed", "gone"
_KEPT_DAYS: Final = 15  # a letter that was not marked in so long will not be
_READ: Final = ("customer", "state", "no_send", "sent", "step", "channel", "day")


class Marks(NamedTuple):
    """`unwanted` are the customers not to write to that day; `sent` the letters that went, by row of the sheet.
    `unclear` are those whose «No enviar» cannot be read: nobody is written to on a guess.

    `kept` are the rows that stay where they are (row → customer): marked ones, and letters still to be sent; of those
    the marks in `unread` rows are told as problems.
    """

    sheet: TodaySheet | None = None
    unwanted: frozenset[str] = frozenset()
    sent: tuple[Note, ...] = ()
    kept: Mapping[int, str] = {}
    unread: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()
    unclear: frozenset[str] = frozenset()


class _Row(NamedTuple):
    """One letter as the sheet shows it."""

    row: int
    customer: str
    state: str | None
    no_send: bool | None  # None: it cannot be read
    sent: bool | date | None
    step: str
    channel: Channel | None
    day: date | None


def find_letters(book: Book) -> TodaySheet | None:
    """The sheet that we made, if the workbook has it."""
    return find_own(book, LETTERS)


def read_marks(book: Book, customers: Collection[str], stage_key: StageKeys, as_of: date) -> Marks:
    """Read the two columns. `customers` are those of the ledger; a mark of another day has had its day."""
    sheet = find_letters(book)
    if sheet is None:
        return Marks()
    rows, problems = _rows(sheet, stage_key)
    known = [row for row in rows if row.customer in customers]
    unwanted = frozenset(row.customer for row in known if row.no_send and row.day == as_of)
    unclear = frozenset(row.customer for row in known if row.no_send is None and row.day in {as_of, None})
    sent = tuple(_sent(row, as_of) for row in known if row.sent and row.state != GONE)
    kept = {row.row: row.customer for row in known if _stays(row, as_of)}
    latest = {customer: row for row, customer in sorted(kept.items())}  # of two days the later one
    faulty = _faulty(sheet, rows, problems)
    kept = {row: customer for customer, row in latest.items()} | faulty
    return Marks(sheet, unwanted, sent, kept, frozenset(faulty), tuple(problems), unclear)


def _faulty(sheet: TodaySheet, rows: Collection[_Row], problems: Collection[Problem]) -> dict[int, str]:
    """The rows with a mark that cannot be read."""
    refs, columns = {problem.ref for problem in problems}, sheet.typed.values()
    told = [row for row in rows if any(sheet.area.ref(row.row, column) in refs for column in columns)]
    return {row.row: row.customer for row in told}


def _rows(sheet: TodaySheet, stage_key: StageKeys) -> tuple[list[_Row], list[Problem]]:
    readers = {
        "channel": read_choice("channel", Channel),
        "step": read_stage(stage_key),
        "state": _read_state,
        "sent": _read_sent(date1904=sheet.area.date1904),
        "day": date_reader(sheet.area.date1904),
    }
    columns = read_columns(sheet.area, _READ, readers)
    filled = [i for i in range(len(columns)) if columns["customer"][i]]
    columns.passed_over = set(range(len(columns))) - set(filled)
    columns.tell_faults(("no_send", "sent"))
    return [_row(columns, i) for i in filled], columns.problems()


def _row(columns: Columns, i: int) -> _Row:
    no_send = None if i in columns.faults.get("no_send", ()) else bool(columns["no_send"][i])
    return _Row(
        columns.row(i), columns["customer"][i], columns["state"][i], no_send, columns["sent"][i],
        columns["step"][i] or "", columns["channel"][i], columns["day"][i],
    )  # fmt: skip


def _stays(row: _Row, as_of: date) -> bool:
    """A mark of today, or a letter prepared lately, until the day after somebody has said that it was sent."""
    if row.sent and row.state != GONE:
        return True
    if row.day == as_of and (row.no_send or row.state == GONE):
        return True
    return row.state == PREPARED and row.day is not None and row.day + timedelta(_KEPT_DAYS) >= as_of


def _sent(row: _Row, as_of: date) -> Note:
    """A contact that took place: on the day typed, else on that of the letter, never in the future."""
    day = row.sent if isinstance(row.sent, date) else row.day or as_of
    return Note(
        row.row, row.customer, min(day, as_of), row.channel, row.step, Outcome.SENT, None, None, "", Evidence.SENT
    )


def _read_state(value: Value) -> str | None:
    return words.key("letter_state", read_text(value))


def _read_sent(*, date1904: bool) -> Callable[[Value], bool | date | Fault | None]:
    day_of = date_reader(date1904)

    def read(value: Value) -> bool | date | Fault | None:
        if isinstance(value, bool):
            return value
        text = read_text(value)
        if failure(value) is None and (not text or is_blank(text)):
            return None
        key = words.key("yes_no", text) if isinstance(value, str) else None
        return key == words.YES if key is not None else day_of(value)

    return read


def gone(marks: Marks, language: str, again: Collection[str] = ()) -> Iterator[SetCell]:
    """The letters that were sent say so, but for the customers whose row shows another letter `again`.

    The mark itself is the person's, and stays.
    """
    if marks.sheet is None or "state" not in marks.sheet.ours:
        return
    word = words.english if language == "en" else words.spanish
    for note in marks.sent:
        if note.customer not in again:
            yield SetCell(marks.sheet.area.sheet, note.row, marks.sheet.ours["state"], word("letter_state", GONE))
