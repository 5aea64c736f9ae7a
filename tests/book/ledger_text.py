"""A workbook written as text: the pleasant way to write ledgers in tests.

    [Facturas]                       a sheet; `[Facturas: tabla Ventas]` a table; `… con totales` one whose last
    Folio | Cliente | Vencimiento | Importe      row is its totals; `[Hoja1 desde C7]` begins at that cell
    A-1   | Acme    | 2026-10-01  | 1500
    FechaCorte = Facturas!$B$1       a defined name

Cells are what Excel would have made of them: `2026-10-01` a date, `1500` a number, `TRUE` a logical
value, `#N/A` an error, `=1500` a formula with its stored result, `=?` one without, `'007` a text.
Without a first `[…]` line the sheet is called Facturas.
"""

import re
import textwrap
from collections.abc import Iterator
from datetime import date, datetime

from tests.memory_book import MemoryBook
from xl_cobranza.book.port import CellError, TableInfo, Value
from xl_cobranza.book.references import Place, place

_SHEET = re.compile(
    r"\[(?P<name>[^:\]]+?)(?: desde (?P<at>[A-Z]+[0-9]+))?(?:: tabla (?P<table>\w+)(?P<totals> con totales)?)?\]"
)
_NAME = re.compile(r"(?P<name>[\w.]+) = (?P<target>[^|]+)")


def ledger(text: str) -> MemoryBook:
    """The workbook that the text describes."""
    cells: dict[str, dict[tuple[int, int], Value]] = {}
    formulas: list[tuple[str, int, int]] = []
    tables: list[TableInfo] = []
    names: dict[str, str] = {}
    sheet, row, left = "Facturas", 0, 1
    for line in textwrap.dedent(text).strip("\n").splitlines():
        if header := _SHEET.fullmatch(line.strip()):
            sheet = header["name"]
            _, top, left = place(f"x!{header['at'] or 'A1'}") or Place("", 1, 1)
            row = top - 1
            cells.setdefault(sheet, {})
            if header["table"]:
                tables.append(TableInfo(header["table"], sheet, top, top, left, left, int(bool(header["totals"]))))
        elif name := _NAME.fullmatch(line.strip()):
            names[name["name"]] = name["target"].strip()
        else:
            row += 1
            for column, typed in enumerate(map(_spaceless, line.split("|")), left):
                formulas += [(sheet, row, column)] if typed.startswith("=") else []
                cells.setdefault(sheet, {})[row, column] = None if typed == "=?" else cell(typed.removeprefix("="))
    rows = {name: list(_rows(grid)) for name, grid in cells.items()}
    return MemoryBook(rows, [_grown(table, cells[table.sheet]) for table in tables], names, formulas)


def _spaceless(typed: str) -> str:
    return typed.strip(" ")  # but not of the blanks that a test is about, such as a no-break space


def _rows(grid: dict[tuple[int, int], Value]) -> Iterator[list[Value]]:
    width = max((column for _, column in grid), default=0)
    for row in range(1, max((row for row, _ in grid), default=0) + 1):
        yield [grid.get((row, column)) for column in range(1, width + 1)]


def _grown(table: TableInfo, grid: dict[tuple[int, int], Value]) -> TableInfo:
    """The table as far as the cells beside and below its first one reach."""
    last_row, last_column = table.first_row, table.first_column
    while grid.get((table.first_row, last_column + 1)) is not None:
        last_column += 1
    while any((last_row + 1, column) in grid for column in range(table.first_column, last_column + 1)):
        last_row += 1
    return table._replace(last_row=last_row, last_column=last_column)


def cell(text: str) -> Value:
    """What Excel makes of a text that is typed."""
    if text.startswith("'"):
        return text[1:]
    if text in {"", "TRUE", "FALSE"}:
        return {"": None, "TRUE": True, "FALSE": False}[text]
    if re.fullmatch(r"#[A-Z/0]+[!?]?", text):
        return CellError(text)
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return float(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}", text) else text
