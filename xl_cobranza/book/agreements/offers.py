"""The sheet `Ofertas`: found by its hidden names, the rows of a customer replaced, those of others left as they are."""

from collections.abc import Iterator, Mapping, Sequence

from xl_cobranza.book import layout, ownership
from xl_cobranza.book.port import AddSheet, AppendRow, Book, NewColumn, Patch, SetCell, TableInfo, Value
from xl_cobranza.book.references import Place

Row = Mapping[str, Value]


def offer_patches(book: Book, customer: str, rows: Sequence[Row]) -> Iterator[Patch]:
    """What differs in the sheet; the whole sheet where the workbook has none. Nothing where that name is a sheet of theirs."""
    ours = ownership.places(book, layout.OFFERS)
    head = ours.get("customer")
    if head is None or head.sheet not in book.sheets:
        if not is_taken(book):
            yield _new_sheet(rows)
        return
    here = {field: cell.column for field, cell in ours.items() if cell.sheet == head.sheet and cell.row == head.row}
    yield from _refreshed(book, head, here, customer, rows)


def is_taken(book: Book) -> bool:
    """Whether a sheet that is not ours has the name."""
    head = ownership.places(book, layout.OFFERS).get("customer")
    ours = head is not None and head.sheet in book.sheets
    return not ours and layout.OFFERS.name.casefold() in (name.casefold() for name in book.sheets)


def _new_sheet(rows: Sequence[Row]) -> AddSheet:
    sheet = layout.OFFERS
    columns = [NewColumn(column.heading, "text", column.width) for column in sheet.columns]
    cells = [[row.get(column.field) for column in sheet.columns] for row in rows]
    return AddSheet(sheet.name, sheet.table, columns, cells, pattern=sheet.name)


def _refreshed(book: Book, head: Place, ours: Mapping[str, int], customer: str, rows: Sequence[Row]) -> Iterator[Patch]:
    grid = book.read(head.sheet)
    table = next((t for t in book.tables if _holds(t, head)), None)
    last = table.last_row - table.totals_rows if table else max(grid.rows, head.row)
    whose = dict(enumerate(grid.column(head.column, head.row + 1, last), head.row + 1))
    theirs = [at for at, name in whose.items() if name == customer]
    free = [at for at, name in whose.items() if name is None and not grid.row(at).keys() & set(ours.values())]
    slots = sorted([*theirs, *free[: max(len(rows) - len(theirs), 0)]])
    for at, row in zip(slots, rows, strict=False):
        yield from _differing(book, head.sheet, at, ours, row)
    for at in slots[len(rows) :]:
        yield from _differing(book, head.sheet, at, ours, {})
    for at, row in enumerate(rows[len(slots) :], last + 1):
        cells = {column: value for field, column in ours.items() if (value := row.get(field)) is not None}
        yield AppendRow(head.sheet, table.name if table else None, at, cells)


def _differing(book: Book, sheet: str, at: int, ours: Mapping[str, int], row: Row) -> Iterator[SetCell]:
    grid = book.read(sheet)
    there = grid.row(at)
    for field, column in ours.items():
        if there.get(column) != row.get(field) and at not in grid.formulas(column):
            yield SetCell(sheet, at, column, row.get(field))


def _holds(table: TableInfo, head: Place) -> bool:
    across = table.first_column <= head.column <= table.last_column
    return table.sheet == head.sheet and table.first_row == head.row and across
