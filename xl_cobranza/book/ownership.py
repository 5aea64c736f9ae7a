"""Which columns are ours, which are theirs under one of our headings, and where the missing ones go.

A column is ours by a hidden name that points at its heading cell, so it follows when a person moves
the column: `_cobranza.<field>` in the ledger, else `_cobranza.<sheet>.<field>`. A deleted column
leaves `#REF!` behind, which counts as no name at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import NamedTuple

from xl_cobranza.book import headings, layout
from xl_cobranza.book.layout import OWNER_PREFIX, SCHEMA, SCHEMA_NAME
from xl_cobranza.book.port import Book, Value
from xl_cobranza.book.references import Area, Place, place
from xl_cobranza.book.sheet import Column, Sheet
from xl_cobranza.errors import Problem, Refused


class Missing(NamedTuple):
    """A column of ours to be added: its field, the heading to use, where, and its hidden name."""

    field: str
    heading: str
    column: int
    owner_name: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns the columns of one sheet."""

    ours: Mapping[str, int]  # field → column; only these cells may be written
    missing: Sequence[Missing]  # in the layout's order, next to each other
    problems: Sequence[Problem]  # `their_column`, in column order


def owner_name(sheet: Sheet, field: str) -> str:
    """The hidden name of one of our columns.

    >>> owner_name(layout.LEDGER, "stage"), owner_name(layout.CUSTOMERS, "balance")
    ('_cobranza.stage', '_cobranza.clientes.balance')
    """
    middle = "" if sheet is layout.LEDGER else sheet.name.casefold() + "."
    return f"{OWNER_PREFIX}{middle}{field}"


def places(book: Book, sheet: Sheet) -> Mapping[str, Place]:
    """Field → the heading cell of our column, for those that are still there."""
    names = {name.casefold(): formula for name, formula in book.names.items()}
    found = ((c.field, place(names.get(owner_name(sheet, c.field).casefold(), ""))) for c in sheet.ours)
    return {field: cell for field, cell in found if cell is not None}


def check_schema(book: Book) -> None:
    """Raise Refused("newer_schema") when a later version of this program made our columns."""
    text = book.names.get(SCHEMA_NAME, "").lstrip("= ").strip()
    if text.isdigit() and int(text) > SCHEMA:
        raise Refused("newer_schema", found=text)


def columns(book: Book, area: Area, language: str = "es") -> Ownership:
    """Who owns the columns of the ledger, or of another sheet that has columns of ours.

    A column is ours by its hidden name alone; one of our headings without the name is theirs, and
    ours is then to be added as `<heading> (Cobranza)`. Raises Refused: newer_schema, and
    cells_in_the_way where something stands right of the table.
    """
    check_schema(book)
    ours = {f: p.column for f, p in places(book, area.layout).items() if p.sheet == area.sheet}
    present = _headings(area)
    our_words = {headings.fold(word) for column in area.layout.ours for word in (column.heading, column.english)}
    theirs = [c for c, cell in present.items() if headings.fold(str(cell)) in our_words and c not in ours.values()]
    problems = [Problem("their_column", area.ref(area.heading_row, c), str(present[c])) for c in sorted(theirs)]
    return Ownership(ours, _missing(area, ours, present, language), problems)


def _headings(area: Area) -> dict[int, Value]:
    """The heading cells of the table, or of the whole row for a plain range."""
    table, cells = area.table, area.grid.row(area.heading_row)
    return {c: v for c, v in cells.items() if table is None or table.first_column <= c <= table.last_column}


def _missing(area: Area, ours: Mapping[str, int], present: Mapping[int, Value], language: str) -> list[Missing]:
    taken = {headings.fold(str(cell)) for cell in present.values()}
    absent = [column for column in area.layout.ours if column.field not in ours]
    found = []
    for number, column in enumerate(absent, area.last_column + 1):
        heading = _free_heading(column, language, taken)
        taken.add(headings.fold(heading))
        found.append(Missing(column.field, heading, number, owner_name(area.layout, column.field)))
    if found and area.table:
        _refuse_if_taken(area, found[0].column, found[-1].column)
    return found


def _free_heading(column: Column, language: str, taken: set[str]) -> str:
    """A heading that no column of the sheet has, for a table allows none twice."""
    plain = column.heading_in(language)
    ours = plain + layout.OURS_SUFFIX
    candidates = chain([plain, ours], (f"{ours} {number}" for number in count(2)))
    return next(heading for heading in candidates if headings.fold(heading) not in taken)


def _refuse_if_taken(area: Area, first: int, last: int) -> None:
    for column in range(first, min(last, area.grid.columns) + 1):
        cells = area.grid.column(column, area.heading_row, area.last_row)
        row = next((row for row, cell in enumerate(cells, area.heading_row) if cell is not None), None)
        if row is not None:
            raise Refused("cells_in_the_way", area.ref(row, column), str(cells[row - area.heading_row]))
