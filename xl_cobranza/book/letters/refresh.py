"""What `Cartas` should show now → the cells of ours that differ, and the sheet itself where the workbook has none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_cobranza.book.letters.layout import LETTERS
from xl_cobranza.book.letters.marks import Marks
from xl_cobranza.book.port import AddSheet, NewColumn, Patch, SetCell
from xl_cobranza.book.today.refresh import refresh, value
from xl_cobranza.wording.today import Text

Row = Mapping[str, Text]


def show(marks: Marks, rows: Sequence[Row], day: date) -> Iterator[Patch]:
    """Show `rows`, the rows that stay left where they are; marks whose day is over are emptied."""
    sheet = marks.sheet
    if sheet is None:
        name = LETTERS.name
        columns = [NewColumn(column.heading, "text", column.width) for column in LETTERS.ours]
        cells = [[value(row.get(column.field)) for column in LETTERS.ours] for row in rows]
        yield AddSheet(name, LETTERS.table, columns, cells, pattern=name)
        return
    again = {row["customer"].shown for row in rows}
    for at in range(sheet.area.first_row, sheet.area.last_row + 1):
        if at not in marks.kept or (marks.kept[at] in again and at in {note.row for note in marks.sent}):
            there = sheet.area.grid.row(at)
            yield from (
                SetCell(sheet.area.sheet, at, c, None) for c in sheet.typed.values() if there.get(c) is not None
            )
    yield from refresh(sheet, rows, {}, day, marks.kept)
