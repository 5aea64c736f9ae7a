"""Where `Hoy` is. It is ours only by its hidden names: a sheet of the person's own that is called so is never touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xl_cobranza.book import headings, layout, ownership
from xl_cobranza.book.port import Book, TableInfo, Value
from xl_cobranza.book.references import Area, Place, place, reference
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.errors import Refused


@dataclass(frozen=True, slots=True)
class TodaySheet:
    """`area.columns` holds the columns that the person types in and ours alike; `lines` the cells above the table."""

    area: Area
    ours: Mapping[str, int]
    lines: Mapping[str, Place]
    links: Mapping[tuple[int, int], str]

    @property
    def typed(self) -> Mapping[str, int]:
        """The columns that the person types in."""
        return {field: column for field, column in self.area.columns.items() if field not in self.ours}


def find_today(book: Book) -> TodaySheet | None:
    """The sheet that we made; None when there is none, or its columns are gone. Raises Refused: ambiguous_headings."""
    return find_own(book, layout.TODAY, layout.TODAY_LINES)


def find_own(book: Book, sheet: Sheet, lines: Iterable[str] = ()) -> TodaySheet | None:
    """The same of another sheet that we keep, with the named `lines` above its table."""
    ours = ownership.places(book, sheet)
    head = ours.get("customer")
    if head is None or head.sheet not in book.sheets:
        return None
    here = {field: cell.column for field, cell in ours.items() if cell.sheet == head.sheet and cell.row == head.row}
    grid = book.read(head.sheet)
    table = next((t for t in book.tables if _holds(t, head)), None)
    typed = _typed(sheet, head, _headings(grid.row(head.row), table), frozenset(here.values()))
    last = table.last_row - table.totals_rows if table else max(grid.rows, head.row)
    columns, end = {**here, **typed}, table.last_column if table else grid.columns
    area = Area(sheet, head.sheet, table, head.row, head.row + 1, last, columns, end, grid, date1904=book.date1904)
    return TodaySheet(area, here, dict(_lines(book, sheet, lines, head.sheet)), book.links(head.sheet))


def _typed(sheet: Sheet, head: Place, cells: Mapping[int, Value], ours: frozenset[int]) -> Mapping[str, int]:
    try:
        return headings.match(sheet, cells, ours)
    except headings.AmbiguityError as error:
        both = ", ".join(reference(head.sheet, head.row, column) for column in error.columns)
        heading = sheet.by_field[error.field].heading
        ref = reference(head.sheet, head.row, error.columns[0])
        raise Refused("ambiguous_headings", ref, heading, cells=both) from error


def _holds(table: TableInfo, head: Place) -> bool:
    across = table.first_column <= head.column <= table.last_column
    return table.sheet == head.sheet and table.first_row == head.row and across


def _headings(cells: Mapping[int, Value], table: TableInfo | None) -> dict[int, Value]:
    return {c: v for c, v in cells.items() if table is None or table.first_column <= c <= table.last_column}


def _lines(book: Book, sheet: Sheet, lines: Iterable[str], title: str) -> list[tuple[str, Place]]:
    names = {name.casefold(): formula for name, formula in book.names.items()}
    found = ((line, place(names.get(ownership.owner_name(sheet, line), ""))) for line in lines)
    return [(line, cell) for line, cell in found if cell is not None and cell.sheet == title]
