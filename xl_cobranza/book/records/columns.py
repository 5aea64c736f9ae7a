"""A sheet column by column: what was read, the faults by row, the rows that are no records.

A fault in a cell that its record cannot do without spoils the record; any other faulty cell counts
as blank. Both are told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import NoneType
from typing import Any, Final

from xl_cobranza.book import headings, layout
from xl_cobranza.book.finding import Area
from xl_cobranza.book.port import CellError, Value
from xl_cobranza.book.references import quoted
from xl_cobranza.book.sheet import Kind
from xl_cobranza.book.typed.amounts import read_amount, read_rate, read_whole
from xl_cobranza.book.typed.dates import date_reader
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.book.typed.values import Reader, read_amount_or_yes, read_column, read_words, read_yes_no
from xl_cobranza.book.words import is_yes_no
from xl_cobranza.errors import Problem

BY_KIND: Final[Mapping[Kind, Reader[Any]]] = {
    "text": read_text,
    "time": read_text,
    "amount": read_amount,
    "number": read_whole,
    "rate": read_rate,
    "amount_or_yes": read_amount_or_yes,
}
_TOTAL_WORDS: Final = frozenset(headings.fold(word) for word in layout.TOTAL_ROW_WORDS)
_NOTE_WORDS: Final = 3  # a lone text of so many words below the data is a remark, not a record


@dataclass(slots=True)
class Columns:
    """What the columns of one sheet hold, row by row; index 0 is `area.first_row`."""

    area: Area
    values: dict[str, list[Any]]
    faults: dict[str, dict[int, Fault]]
    passed_over: set[int] = field(default_factory=set)  # rows that are no records
    _told: list[tuple[int, int, Problem]] = field(default_factory=list)

    def __len__(self) -> int:
        return max(0, self.area.last_row - self.area.first_row + 1)

    def __getitem__(self, name: str) -> list[Any]:
        """The values of a field; None everywhere when the sheet has no such column."""
        if name not in self.values:
            self.values[name] = [None] * len(self)
        return self.values[name]

    def row(self, i: int) -> int:
        return self.area.first_row + i

    def tell(self, kind: str, i: int, name: str, found: str = "", **data: str) -> None:
        """Note a problem at a cell, or at the row when the sheet has no such column."""
        row, column = self.row(i), self.area.columns.get(name, 0)
        ref = self.area.ref(row, column) if column else f"{quoted(self.area.sheet)}!{row}"
        self._told.append((row, column, Problem(kind, ref, found, data) if data else Problem(kind, ref, found)))

    def problems(self) -> list[Problem]:
        """All that was noted, row by row."""
        return [problem for _, _, problem in sorted(self._told, key=itemgetter(0, 1))]

    def records(self, required: Iterable[str]) -> Iterator[int]:
        """The rows that hold a record, after telling every fault; a blank or faulty required cell spoils its row."""
        needed = tuple(required)
        spoiled = self.tell_faults(needed) | self.passed_over
        for i in range(len(self)):
            if i in spoiled:
                continue
            blanks = [name for name in needed if self[name][i] is None or self[name][i] == ""]
            for name in blanks:
                self.tell("blank_cell", i, name)
            if not blanks:
                yield i

    def tell_faults(self, required: Iterable[str]) -> set[int]:
        """Note every fault of a row that counts; answers the rows spoiled by one in a required cell."""
        needed, spoiled = set(required), set[int]()
        for name, faults in self.faults.items():
            for i, fault in faults.items():
                if i in self.passed_over:
                    continue
                self.tell(fault.kind, i, name, fault.found)
                if name in needed:
                    spoiled.add(i)
        return spoiled


def read_columns(area: Area, wanted: Iterable[str], special: Mapping[str, Reader[Any]] | None = None) -> Columns:
    """The wanted fields of a sheet, each by the reader of its kind or by a special one."""
    columns = Columns(area, {}, {})
    for name in wanted:
        if name in area.columns:
            cells = area.grid.column(area.columns[name], area.first_row, area.last_row)
            reading = read_column(cells, (special or {}).get(name) or _reader(area, name))
            columns.values[name] = reading.values
            if reading.faults:
                columns.faults[name] = reading.faults
    return columns


def _reader(area: Area, name: str) -> Reader[Any]:
    kind = area.layout.by_field[name].kind
    if kind == "word":
        return read_yes_no if is_yes_no(name) else read_words(name)
    return date_reader(area.date1904) if kind == "date" else BY_KIND[kind]


def pass_over(columns: Columns, identity: Sequence[str]) -> None:
    """Set aside the rows that are no records: blank ones, totals, headings repeated, notes and summaries below the data.

    Only a row that lacks a cell its record needs, or has a faulty one, is looked at; one with a day in it is a record.
    """
    known = [column for column in columns.area.layout.columns if column.field in columns.values]
    days = [columns[column.field] for column in known if column.kind == "date"]
    lacking = {i for column in known if column.required for i in blanks(columns[column.field])}
    doubtful = sorted(i for i in lacking if all(day[i] is None for day in days))
    nouns = [columns[column.field] for column in known if column.required and column.kind == "text"]
    end = _end_of_data(columns, doubtful)
    top = dict(_texts(columns.area.grid.row(columns.area.heading_row)))
    for i in doubtful:
        if _is_blank(columns, i, identity):
            columns.passed_over.add(i)
            continue
        cells = columns.area.grid.row(columns.row(i))
        apart = i > end and i - 1 in columns.passed_over and not all(name[i] for name in nouns)
        kind = _kind_of_line(columns, i, cells, top) or ("note_row" if apart else None)
        if kind is not None:
            columns.passed_over.add(i)
            columns.tell(kind, i, "", next((text for _, text in _texts(cells)), ""))


def _end_of_data(columns: Columns, doubtful: Sequence[int]) -> int:
    """The last row of a plain range that is surely a record; in a table every row is meant as one."""
    if columns.area.table is not None:
        return len(columns)
    end, doubts = len(columns) - 1, set(doubtful)
    while end in doubts:
        end -= 1
    return end if end >= 0 else len(columns)


def blanks(values: Sequence[object]) -> list[int]:
    """The places of the blank values. By type, for to compare a `Decimal` with None or "" is slow.

    >>> blanks(["A", "", None, 0])
    [1, 2]
    """
    types = set(map(type, values))
    if NoneType not in types and (str not in types or "" not in values):
        return []
    return [i for i, value in enumerate(values) if value is None or (isinstance(value, str) and not value)]


def _texts(cells: Mapping[int, Value]) -> list[tuple[int, str]]:
    return [
        (c, read_text(cell)) for c, cell in cells.items() if isinstance(cell, str) and not isinstance(cell, CellError)
    ]


def _is_blank(columns: Columns, i: int, identity: Sequence[str]) -> bool:
    """Whether nothing says that this is a record; a formula filled down in advance may say 0 or an error."""
    if any(columns[name][i] not in {None, ""} or i in columns.faults.get(name, ()) for name in identity):
        return False
    return not columns["amount"][i] if "amount" in columns.values else True


def _kind_of_line(columns: Columns, i: int, cells: Mapping[int, Value], top: Mapping[int, str]) -> str | None:
    """What a row without a day is, when it is no record."""
    texts = _texts(cells)
    same = sum(text == top.get(c) for c, text in texts)
    if same > len(columns.area.columns) // 2:
        return "repeated_heading_row"
    if any(_names_a_total(text) for _, text in texts) or _only_adds_up(columns, i):
        return "total_row"
    return "note_row" if len(cells) == len(texts) == 1 and len(texts[0][1].split()) >= _NOTE_WORDS else None


def _only_adds_up(columns: Columns, i: int) -> bool:
    """Whether the row names nobody and its amount is a formula."""
    column = columns.area.columns.get("amount")
    nobody = not any(columns[name][i] for name in ("folio", "customer", "id"))
    return nobody and column is not None and columns.row(i) in columns.area.grid.formulas(column)


def _names_a_total(text: str) -> bool:
    words = text.split()
    return any(headings.fold("".join(words[:count])) in _TOTAL_WORDS for count in (1, 2))
