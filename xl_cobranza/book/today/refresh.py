"""What `Hoy` should show now → the cells of ours that differ, a row more where the table is too short."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from xl_cobranza.book import layout
from xl_cobranza.book.port import AddSheet, AppendRow, Link, NewColumn, Patch, SetCell, Value
from xl_cobranza.book.references import place
from xl_cobranza.book.today.sheet import TodaySheet
from xl_cobranza.wording.today import Text

Row = Mapping[str, Text]


def refresh(
    today: TodaySheet, rows: Sequence[Row], lines: Mapping[str, str], day: date, kept: Mapping[int, str]
) -> Iterator[Patch]:
    """Show `rows` in order, around those that are `kept` in their place for what a person noted in them."""
    yield from _lines(today, lines, day)
    wanted = {row["customer"].shown: row for row in rows}
    kept_by_customer = {customer: row for row, customer in kept.items()}
    moving = iter([row for row in rows if row["customer"].shown not in kept_by_customer])
    for at in range(today.area.first_row, today.area.last_row + 1):
        row = wanted.get(kept[at]) if at in kept else next(moving, {})
        if row is not None:  # a kept row whose customer needs no contact today is left as it was
            yield from _differing(today, at, row)
    table = today.area.table
    for at, row in enumerate(moving, max(today.area.last_row, today.area.heading_row) + 1):
        yield AppendRow(today.area.sheet, table.name if table else None, at, _cells(today, row))


def new_today(rows: Sequence[Row], lines: Mapping[str, str], day: date) -> Iterator[Patch]:
    """The sheet, where the workbook has none: as the template has it, and filled."""
    name = layout.TODAY.name
    columns = [NewColumn(column.heading, "text", column.width) for column in layout.TODAY.ours]
    cells = [[value(row.get(column.field)) for column in layout.TODAY.ours] for row in rows]
    yield AddSheet(name, layout.TODAY.table, columns, cells, pattern=name)
    shown: Mapping[str, Value] = {**lines, "day": day}
    for line, spot in layout.TODAY_LINES.items():
        cell = place(f"{name}!{spot}")
        assert cell is not None
        yield SetCell(name, cell.row, cell.column, shown[line])


def emptied(today: TodaySheet, rows: Collection[int]) -> Iterator[SetCell]:
    """The four cells of the notes that have gone into the log."""
    for row in sorted(rows):
        there = today.area.grid.row(row)
        yield from (SetCell(today.area.sheet, row, c, None) for c in today.typed.values() if there.get(c) is not None)


def value(text: Text | None) -> Value:
    """What the cell holds; a blank one is no empty text."""
    if text is None or not text.shown:
        return None
    return Link(text.shown, text.address) if text.address else text.shown


def _lines(today: TodaySheet, lines: Mapping[str, str], day: date) -> Iterator[SetCell]:
    shown: Mapping[str, Value] = {**lines, "day": day}
    for line, cell in today.lines.items():
        grid = today.area.grid
        if grid.row(cell.row).get(cell.column) != shown[line] and cell.row not in grid.formulas(cell.column):
            yield SetCell(cell.sheet, cell.row, cell.column, shown[line])


def _differing(today: TodaySheet, row: int, wanted: Row) -> Iterator[SetCell]:
    there = today.area.grid.row(row)
    for field, column in today.ours.items():
        text = wanted.get(field)
        new, address = value(text), text.address if text and text.shown else None
        same = there.get(column) == new and today.links.get((row, column)) == address
        if not same and row not in today.area.grid.formulas(column):
            yield SetCell(today.area.sheet, row, column, new)


def _cells(today: TodaySheet, row: Row) -> dict[int, Value]:
    cells = {column: value(row.get(field)) for field, column in today.ours.items()}
    return {column: cell for column, cell in cells.items() if cell is not None}
