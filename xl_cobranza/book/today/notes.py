"""What a person noted in `Hoy`: one note a row, to be moved into the log; what cannot be moved stays, and is told.

Nothing typed is ever lost: a cell is emptied only in the plan that writes its log row.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.book.records.columns import Columns, read_columns
from xl_cobranza.book.records.log_rows import StageKeys, read_stage
from xl_cobranza.book.today.sheet import TodaySheet
from xl_cobranza.book.typed.dates import date_reader
from xl_cobranza.book.typed.values import read_choice
from xl_cobranza.domain.ledger import Channel, Evidence, Outcome
from xl_cobranza.errors import Problem

_NOTED: Final = ("outcome", "promise_date", "promise_amount", "notes")


class Note(NamedTuple):
    """One contact as it was noted: on the day of the sheet, about all that the customer owes."""

    row: int
    customer: str
    on: date
    channel: Channel | None
    step: str
    outcome: Outcome
    promise_date: date | None
    promise_amount: Decimal | None
    notes: str
    evidence: Evidence = Evidence.NONE


class Notes(NamedTuple):
    """The notes to move, the rows that stay as they are (row → customer), and what is to be said of those."""

    moved: tuple[Note, ...] = ()
    kept: Mapping[int, str] = {}
    problems: tuple[Problem, ...] = ()


def read_notes(today: TodaySheet, customers: Collection[str], stage_key: StageKeys, as_of: date) -> Notes:
    """Read the four columns of theirs, row by row. `customers` are those of the ledger."""
    readers = {
        "channel": read_choice("channel", Channel),
        "step": read_stage(stage_key),
        "outcome": read_choice("outcome", Outcome),
    }
    columns = read_columns(today.area, ("customer", "channel", "step", *_NOTED), readers)
    noted = {i for i in range(len(columns)) if _cells(today, columns.row(i))}
    columns.passed_over = set(range(len(columns))) - noted
    stay = columns.tell_faults(_NOTED)
    stay |= {i for i in noted - stay if not _is_whole(today, columns, i, customers)}
    day = _day(today, as_of)
    kept = {columns.row(i): columns["customer"][i] or "" for i in range(len(columns)) if i in stay}
    kept |= {row: columns["customer"][row - today.area.first_row] or "" for row in _annotated(today)}
    moved = tuple(_note(columns, i, day) for i in sorted(noted - stay))
    return Notes(moved, kept, tuple(columns.problems()))


def _cells(today: TodaySheet, row: int) -> list[str]:
    """The fields of theirs that hold something in a row."""
    cells = today.area.grid.row(row)
    return [field for field, column in today.typed.items() if cells.get(column) not in {None, ""}]


def _is_whole(today: TodaySheet, columns: Columns, i: int, customers: Collection[str]) -> bool:
    """Whether the note says enough to become a log row; what it lacks is told."""
    row = columns.row(i)
    formula = next((f for f in _cells(today, row) if row in today.area.grid.formulas(today.typed[f])), None)
    customer, outcome = columns["customer"][i] or "", columns["outcome"][i]
    lacks: tuple[str, str, str] | None = None
    if formula:
        lacks = "note_is_formula", formula, ""
    elif customer not in customers:
        lacks = "note_of_nobody", "customer", customer
    elif outcome is None:
        lacks = "note_without_outcome", "outcome", ""
    elif outcome is Outcome.PROMISE and columns["promise_date"][i] is None:
        lacks = "note_without_date", "promise_date", ""
    if lacks:
        kind, field, found = lacks
        columns.tell(kind, i, field, found)
    return lacks is None


def _note(columns: Columns, i: int, day: date) -> Note:
    return Note(
        columns.row(i),
        columns["customer"][i],
        day,
        columns["channel"][i],
        columns["step"][i] or "",
        columns["outcome"][i],
        columns["promise_date"][i],
        columns["promise_amount"][i],
        _as_typed(columns, i),
    )


def _as_typed(columns: Columns, i: int) -> str:
    """The notes with their lines and spaces: what a person wrote is moved, not tidied."""
    column = columns.area.columns.get("notes")
    cell = columns.area.grid.row(columns.row(i)).get(column) if column else None
    return cell if isinstance(cell, str) else columns["notes"][i] or ""


def _day(today: TodaySheet, as_of: date) -> date:
    """The day that the sheet was made for: a note of Friday that is read on Monday happened on Friday."""
    cell = today.lines.get("day")
    made_for = date_reader(today.area.date1904)(today.area.grid.row(cell.row).get(cell.column)) if cell else None
    return min(made_for, as_of) if isinstance(made_for, date) else as_of


def _annotated(today: TodaySheet) -> Iterator[int]:
    """The rows with something of the person's beside ours, or that the person began: they stay where they are."""
    area, step = today.area, today.ours.get("step")
    further = set(range(1, max(area.last_column, area.grid.columns) + 1)) - set(area.columns.values())
    for row in range(area.first_row, area.last_row + 1):
        cells = area.grid.row(row)
        is_theirs = bool(cells) and step is not None and step not in cells  # each row of ours says its step
        if is_theirs or cells.keys() & further:
            yield row
