"""A ledger put into any workbook, and everything we ever do to one."""

from datetime import date, timedelta
from pathlib import Path

from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book.layout import LEDGER
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, Applied, NewColumn, SetCell

SHEET = "Facturas de prueba"
TABLE = "FacturasDePrueba"
ROWS = 40
LOOKS = {"amount": "money", "number": "integer", "date": "date"}
INPUTS = [LEDGER.by_field[field] for field in ("folio", "customer", "issued", "due", "amount", "currency")]
OURS = LEDGER.ours


def add_sheet(path: Path) -> Applied:
    """A sheet with a ledger: texts, days, amounts, blanks, and whatever a text may begin with."""
    book = XlsxBook(path)
    columns = [NewColumn(column.heading, LOOKS.get(column.kind, "text"), column.width) for column in INPUTS]
    return book.apply([AddSheet(SHEET, TABLE, columns, [row(number) for number in range(ROWS)])], book.digest())


def fill(path: Path) -> Applied:
    """Our columns, a cell set, two rows appended."""
    book = XlsxBook(path)
    first = len(INPUTS) + 1
    columns = [
        AddColumn(
            SHEET, TABLE, 1, first + at, column.heading, f"_cobranza.{column.field}",
            [value(column.kind, row) for row in range(ROWS)], LOOKS.get(column.kind, "text"), 5 if column.like == "amount" else 2,
        )
        for at, column in enumerate(OURS)
    ]  # fmt: skip
    rows = [AppendRow(SHEET, TABLE, ROWS + 2 + more, dict(enumerate(row(900 + more), 1))) for more in range(2)]
    return book.apply([SetCell(SHEET, 3, 2, "Otro cliente, S.A."), *columns, *rows], book.digest())


def row(number: int) -> list:
    due = date(2026, 1, 1) + timedelta(days=number)
    customer = ["Ana & Hijos <SA>", "=1+1", "'007", "+34 600", "Año\n2", " con espacios "][number % 6]
    return [f"{number:05}", customer, None if number % 7 == 0 else due, due, 100.1 * number, "MXN"]


def value(kind: str, number: int):
    if number % 5 == 0:
        return None
    if kind == "date":
        return date(2026, 11, 22) + timedelta(days=number)
    return {"amount": 12.34 * number, "number": float(number)}.get(kind, f"Llamar a Rosa Díaz {number}")
