"""What a plan would change, counted and with a few examples, for `--simular`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from xl_cobranza.book import layout
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, Book, CacheValue, Patch, SetCell, Value
from xl_cobranza.book.references import place, reference

_EXAMPLES: Final = 8


class Change(NamedTuple):
    """One cell, before and after."""

    ref: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Preview:
    """`columns` counts the cells that would change in each column of ours, by sheet and heading."""

    cells: int
    columns: dict[tuple[str, str], int]
    new_columns: dict[tuple[str, str], int]
    new_rows: dict[str, int]
    new_sheets: tuple[str, ...]
    refreshed: int
    examples: tuple[Change, ...]


def preview(book: Book, patches: Iterable[Patch]) -> Preview:
    """Count the patches; each column gives one example before any gives a second."""
    columns: Counter[tuple[str, int]] = Counter()
    rows: Counter[str] = Counter()
    new_columns: list[AddColumn] = []
    new_sheets: list[str] = []
    firsts: dict[tuple[str, int], SetCell] = {}
    cells = refreshed = 0
    for patch in patches:
        match patch:
            case SetCell():
                if patch.sheet not in new_sheets:
                    columns[patch.sheet, patch.column] += 1
                firsts.setdefault((patch.sheet, patch.column), patch)
                cells += 1
            case AddColumn():
                new_columns.append(patch)
                cells += 1 + _filled(patch)
            case AppendRow():
                rows[patch.sheet] += 1
                cells += len(patch.values)
            case AddSheet():
                new_sheets.append(patch.name)
                cells += len(patch.columns) + sum(value is not None for row in patch.rows for value in row)
            case CacheValue():
                refreshed += 1
    headings = _headings(book)
    return Preview(
        cells=cells,
        columns={(sheet, headings.get((sheet, column), "")): count for (sheet, column), count in columns.items()},
        new_columns={(patch.sheet, patch.heading): _filled(patch) for patch in new_columns},
        new_rows=dict(rows),
        new_sheets=tuple(new_sheets),
        refreshed=refreshed,
        examples=tuple(_examples(book, [cell for cell in firsts.values() if cell.sheet in book.sheets], new_columns))[
            :_EXAMPLES
        ],
    )


def _filled(column: AddColumn) -> int:
    return sum(value is not None for value in column.values)


def _headings(book: Book) -> dict[tuple[str, int], str]:
    """The heading over each column that is ours, as the sheet shows it."""
    places = (place(formula) for name, formula in book.names.items() if name.startswith(layout.OWNER_PREFIX))
    return {(p.sheet, p.column): str(book.read(p.sheet).row(p.row).get(p.column, "")) for p in places if p}


def _examples(book: Book, cells: Iterable[SetCell], columns: Iterable[AddColumn]) -> Iterable[Change]:
    for cell in cells:
        old = book.read(cell.sheet).row(cell.row).get(cell.column)
        yield Change(reference(cell.sheet, cell.row, cell.column), old, cell.value)
    for column in columns:
        filled = next((n for n, value in enumerate(column.values) if value is not None), None)
        if filled is not None:
            row = column.heading_row + 1 + filled
            yield Change(reference(column.sheet, row, column.column), None, column.values[filled])
