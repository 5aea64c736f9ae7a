"""Today's sheet: what a person noted in it goes into the log, then it shows the work there is now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from xl_cobranza.book import layout, words
from xl_cobranza.book.finding import find_sheet
from xl_cobranza.book.letters.marks import Marks, gone, read_marks
from xl_cobranza.book.port import Book, Patch, Value
from xl_cobranza.book.rows import stage_keys
from xl_cobranza.book.today.notes import Note, Notes, read_notes
from xl_cobranza.book.today.refresh import Row, emptied, new_today, refresh
from xl_cobranza.book.today.sheet import TodaySheet, find_today
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.agenda import Agenda, Errand, agenda
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Ledger, LogEntry, Outcome
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem
from xl_cobranza.flows.appending import append_rows
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.today import Talk, TodayTeller

_NOTHING: Final = Notes()


class Noted(NamedTuple):
    """The sheet with the notes in it, the ledger with them in its log, and the patches that move them there."""

    sheet: TodaySheet | None
    notes: Notes
    ledger: Ledger
    patches: tuple[Patch, ...] = ()
    texts: Mapping[int, str] = {}
    marks: Marks = Marks()
    rows: tuple[Mapping[str, Value], ...] = ()  # of the log; they are among the patches
    emptied: tuple[Patch, ...] = ()  # the cells of `Hoy` that had them, also among the patches

    @property
    def problems(self) -> tuple[Problem, ...]:
        return *self.notes.problems, *self.marks.problems


def take_notes(book: Book, ledger: Ledger, policy: Policy, teller: Teller, as_of: date, *, make: bool) -> Noted:
    """Move each whole note, and each letter marked as sent, into the log, in the same plan that empties its cells. Raises `Refused` of `append_rows`.

    Who has the sheet, or is about to (`make`), keeps a log, though it may be empty yet: the first contact is soft.
    """
    sheet = find_today(book)
    if ledger.log is None and (sheet or make):
        ledger = replace(ledger, log=())
    keys = stage_keys(policy)
    notes = read_notes(sheet, ledger.customers, keys, as_of) if sheet else _NOTHING
    marks = read_marks(book, ledger.customers, keys, as_of)
    moved = (*notes.moved, *marks.sent)
    if not moved:
        return Noted(sheet, notes, ledger, marks=marks)
    rows = tuple(log_row(note, policy, teller) for note in moved)
    added = append_rows(book, layout.LOG, rows, teller.language)
    entries = [_entry(note, row) for note, row in zip(moved, added.rows, strict=True)]
    cleared = tuple(emptied(sheet, [note.row for note in notes.moved])) if sheet is not None else ()
    patches = (*added.patches, *cleared, *gone(marks, teller.language))
    texts = {row: note.notes for note, row in zip(moved, added.rows, strict=True)}
    log = [*(ledger.log or ()), *entries]
    return Noted(sheet, notes, replace(ledger, log=log), patches, texts, marks, rows, cleared)


def log_row(note: Note, policy: Policy, teller: Teller) -> Mapping[str, Value]:
    def word(field: str, key: str) -> str:
        return words.english(field, key) if teller.language == "en" else words.spanish(field, key)

    return {
        "on": note.on,
        "author": policy.parameters.sender or None,
        "customer": note.customer,
        "direction": word("direction", "out"),
        "channel": teller.channel(note.channel) if note.channel else None,
        "step": teller.stage(note.step) if note.step else None,
        "outcome": word("outcome", note.outcome),
        "promise_date": note.promise_date,
        "promise_amount": None if note.promise_amount is None else float(note.promise_amount),
        "evidence": word("evidence", note.evidence.name) if note.evidence else None,
        "notes": note.notes or None,
    }


def _entry(note: Note, row: int) -> LogEntry:
    return LogEntry(
        row, note.on, note.customer, "", outgoing=True, channel=note.channel, step=note.step, outcome=note.outcome,
        promise_date=note.promise_date, promise_amount=note.promise_amount, cause=None, evidence=note.evidence,
    )  # fmt: skip


class Shown(NamedTuple):
    """What the sheet shows, row by row, and the patches that make it so."""

    rows: Sequence[Row] = ()
    patches: Sequence[Patch] = ()


def show_today(
    book: Book, noted: Noted, decided: Decided, policy: Policy, teller: Teller, as_of: date, *, make: bool
) -> Shown:
    """Refresh the sheet where the workbook has it; where it has none, add it if `make`."""
    if noted.sheet is None and not make:
        return Shown()
    work, told = agenda(noted.ledger, decided, as_of), TodayTeller(policy, teller, noted.ledger.customers)
    rows = [told.row(errand, talk) for errand, talk in _with_talks(book, work, noted, decided, teller)]
    lines = told.lines(work)
    if noted.sheet is None:
        return Shown(rows, list(new_today(rows, lines, as_of)))
    return Shown(rows, list(refresh(noted.sheet, rows, lines, as_of, noted.notes.kept)))


def texts(row: Row) -> Mapping[str, str]:
    """A row as the faces tell it, without its links."""
    return {field: text.shown for field, text in row.items()}


def _with_talks(
    book: Book, work: Agenda, noted: Noted, decided: Decided, teller: Teller
) -> Iterator[tuple[Errand, Talk | None]]:
    """Each errand with the last time we spoke with its customer, or tried to."""
    log = find_sheet(book, layout.LOG)
    column = log.columns.get("notes") if log else None
    for errand in work.errands:
        contacts = decided.contacts.get(errand.customer)
        held = [entry for entry in contacts.entries if entry.outcome is not Outcome.PREPARED] if contacts else []
        if not held:
            yield errand, None
            continue
        last = held[-1]
        text = noted.texts.get(last.row)
        if text is None and log is not None and column is not None:
            text = read_text(log.grid.row(last.row).get(column))
        yield errand, Talk(last.on, _what(last, text or "", teller))


def _what(entry: LogEntry, text: str, teller: Teller) -> Sequence[str]:
    """The channel, what came of it, and what was noted."""
    outcome = ""
    if entry.outcome is not None:
        key = entry.outcome.value
        outcome = words.english("outcome", key) if teller.language == "en" else words.spanish("outcome", key)
    return teller.channel(entry.channel) if entry.channel else "", outcome, text
