"""What `Cartas` should show now → the cells of ours that differ, and the sheet itself where the workbook has none."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from xl_cobranza.book.letters.layout import LETTERS
from xl_cobranza.book.letters.marks import Marks
from xl_cobranza.book.port import AddSheet, NewColumn, Patch, SetCell
from xl_cobranza.book.today.refresh import refresh, value
from xl_cobranza.book.today.sheet import TodaySheet
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
    yield from _emptied(marks, sheet, {row["customer"].shown for row in rows})
    yield from refresh(sheet, rows, {}, day, marks.kept)


def _emptied(marks: Marks, sheet: TodaySheet, again: Collection[str]) -> Iterator[SetCell]:
    """The marks of rows that do not stay, and of those that show another letter from now on; «No enviar» is of the day."""
    for at in range(sheet.area.first_row, sheet.area.last_row + 1):
        stays = at in marks.kept
        if stays and (marks.kept[at] not in again or at in marks.unread):
            continue
        there = sheet.area.grid.row(at)
        for field, column in sheet.typed.items():
            if there.get(column) is not None and (field == "sent" or not stays):
                yield SetCell(sheet.area.sheet, at, column, None)
