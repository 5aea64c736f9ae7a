"""A workbook from the template and the person who keeps it: every verb is something that she types in a sheet."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from xl_cobranza import review, template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_ledger, find_sheet
from xl_cobranza.book.port import AddSheet, AppendRow, NewColumn, Patch, SetCell, Value
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.today.sheet import find_today
from xl_cobranza.flows.appending import append_rows
from xl_cobranza.flows.plan import Plan


class Office:
    def __init__(self, path: Path, **parameters: Value) -> None:
        template.build(path, sample=False)
        self.path = path
        for key, value in parameters.items():
            self._set_parameter(key.replace("_", " "), value)

    def run(self, day: date) -> Plan:
        """The morning's run, written."""
        book = XlsxBook(self.path)
        plan = review(book, day)
        book.apply(plan.patches, plan.digest)
        return plan

    def bill(self, **values: Value) -> None:
        self._add(layout.LEDGER, values)

    def meet(self, **values: Value) -> None:
        self._add(layout.CUSTOMERS, values)

    def receive(self, **values: Value) -> None:
        """Money in the bank."""
        book = XlsxBook(self.path)
        self._apply(book, append_rows(book, layout.PAYMENTS, [values]).patches)

    def log(self, **values: Value) -> None:
        """A row that she writes herself: what came in, or what is proved."""
        book = XlsxBook(self.path)
        self._apply(book, append_rows(book, layout.LOG, [values]).patches)

    def add_sheet(self, name: str, rows: list[list[Value]]) -> None:
        """A sheet that she makes herself."""
        book = XlsxBook(self.path)
        columns = [NewColumn(str(heading), "text", 12) for heading in rows[0]]
        self._apply(book, [AddSheet(name, re.sub(r"\W", "_", name), columns, rows[1:])])

    def correct(self, sheet: Sheet, row: int, field: str, value: Value) -> None:
        book = XlsxBook(self.path)
        area = self._area(book, sheet)
        self._apply(book, [SetCell(area.sheet, row, area.columns[field], value)])

    def note(self, customer: str, **values: Value) -> bool:
        """Type in the row of a customer in `Hoy`; False when it is not there."""
        book = XlsxBook(self.path)
        today = find_today(book)
        assert today is not None
        for row in range(today.area.first_row, today.area.last_row + 1):
            if today.area.grid.row(row).get(today.ours["customer"]) == customer:
                cells = [SetCell(today.area.sheet, row, today.typed[field], value) for field, value in values.items()]
                self._apply(book, cells)
                return True
        return False

    def logged(self) -> list[dict[str, Value]]:
        """The rows of the log, by field."""
        area = self._area(XlsxBook(self.path), layout.LOG)
        rows = range(area.first_row, area.last_row + 1)
        found = ({f: area.grid.row(row).get(c) for f, c in area.columns.items()} for row in rows)
        return [row for row in found if row["customer"]]

    def _add(self, sheet: Sheet, values: dict[str, Value]) -> None:
        book = XlsxBook(self.path)
        area = self._area(book, sheet)
        empty = not area.grid.row(area.first_row)
        row = area.first_row if empty else area.last_row + 1
        cells = {area.columns[field]: value for field, value in values.items()}
        table = area.table.name if area.table else None
        self._apply(book, [AppendRow(area.sheet, table, row, cells)])

    def _set_parameter(self, key: str, value: Value) -> None:
        book = XlsxBook(self.path)
        area = self._area(book, layout.PARAMETERS)
        keys = area.grid.column(area.columns["key"], area.first_row, area.last_row)
        self._apply(book, [SetCell(area.sheet, area.first_row + keys.index(key), area.columns["value"], value)])

    def _area(self, book: XlsxBook, sheet: Sheet) -> Area:
        found = find_ledger(book) if sheet is layout.LEDGER else find_sheet(book, sheet)
        assert found is not None
        return found

    def _apply(self, book: XlsxBook, patches: tuple[Patch, ...] | list[Patch]) -> None:
        book.apply(patches, book.digest())


def days(first: date, last: date) -> Iterator[date]:
    yield from (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
