"""Where each sheet of ours is in a person's workbook: by table, by sheet name, else by its headings.

The ledger: table `Facturas`, else sheet `Facturas` (or a synonym), else the only place with all the
columns it needs; several are refused, listed. The heading row need not be the first, the columns
need not be in order, and a table is preferred to a plain range.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from xl_cobranza.book import headings, layout, ownership
from xl_cobranza.book.headings import AmbiguityError, fold
from xl_cobranza.book.port import Book, TableInfo, Value
from xl_cobranza.book.references import Area, reference
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.errors import Refused

__all__ = ["Area", "find_ledger", "find_named", "find_sheet", "misfit"]

SEARCHED_ROWS: Final = 100  # a heading row further down is not looked for


def find_ledger(book: Book, sheet: str | None = None) -> Area:
    """The ledger of a book, or the one on the sheet (or in the table) that the person named.

    Raises Refused: unknown_sheet, sheet_misspelt, no_ledger, several_ledgers, missing_columns, ambiguous_headings.
    """
    if sheet is not None:
        return _named_ledger(book, sheet)
    own = set(_named_sheets(book, layout.LEDGER))
    tiers: tuple[Iterable[Area], ...] = (
        _in_tables(book, layout.LEDGER, [t for t in book.tables if fold(t.name) == fold(layout.LEDGER.table)]),
        *(_first_on(book, layout.LEDGER, [name]) for name in _named_sheets(book, layout.LEDGER)),
        _anywhere(book, layout.LEDGER, [name for name in book.sheets if name not in own and not _is_other(name)]),
    )
    for tier in tiers:
        areas = list(tier)
        if len(areas) > 1:
            raise Refused("several_ledgers", found="; ".join(_shown(area) for area in areas))
        if areas:
            return areas[0]
    raise _no_ledger(book)


def find_sheet(book: Book, sheet: Sheet) -> Area | None:
    """One of the optional sheets, by its table, else by its name; None when the book has none that can be read."""
    tables = [table for table in book.tables if fold(table.name) == fold(sheet.table)]
    areas = [*_in_tables(book, sheet, tables)]
    return areas[0] if areas else next(iter(_first_on(book, sheet, _named_sheets(book, sheet))), None)


def find_named(book: Book, sheet: Sheet, name: str) -> Area | None:
    """A sheet of this kind under a name of its own, as the schedule of one agreement is."""
    found = next((title for title in book.sheets if fold(title) == fold(name)), None)
    return next(iter(_anywhere(book, sheet, [found])), None) if found else None


def misfit(book: Book, sheet: Sheet) -> tuple[str, list[str]] | None:
    """The sheet that has the name but not the columns, and the headings it lacks; else None."""
    names = _named_sheets(book, sheet)
    if not names or find_sheet(book, sheet):
        return None
    return names[0], _lacking(book, sheet, names[0])


def _named_ledger(book: Book, name: str) -> Area:
    table = [t for t in book.tables if fold(t.name) == fold(name)]
    title = next((s for s in (name, *book.sheets) if s in book.sheets and fold(s) == fold(name)), None)
    if title is None and not table:
        raise _unknown_sheet(book, name)
    areas = list(_anywhere(book, layout.LEDGER, [title]) if title else _in_tables(book, layout.LEDGER, table))
    if len(areas) > 1:
        raise Refused("several_ledgers", found="; ".join(_shown(area) for area in areas))
    if not areas:
        where = title or table[0].sheet
        raise Refused("missing_columns", where, ", ".join(_lacking(book, layout.LEDGER, where)))
    return areas[0]


def _unknown_sheet(book: Book, name: str) -> Refused:
    near = get_close_matches(fold(name), [*map(fold, book.sheets)], n=1)
    if near:
        meant = next(title for title in book.sheets if fold(title) == near[0])
        return Refused("sheet_misspelt", found=name, suggestion=meant)
    return Refused("unknown_sheet", found=name, sheets="; ".join(book.sheets))


def _named_sheets(book: Book, sheet: Sheet) -> list[str]:
    """The sheets whose name says that they are this one, the exact name first."""
    wanted = [fold(name) for name in (sheet.name, sheet.english, sheet.table, *sheet.synonyms)]
    titles = {fold(title): title for title in reversed(book.sheets)}
    return list(dict.fromkeys(titles[name] for name in wanted if name in titles))


def _is_other(title: str) -> bool:
    """Whether a sheet's name belongs to something that is no ledger."""
    others = {
        fold(name) for sheet in layout.SHEETS if sheet is not layout.LEDGER for name in (sheet.name, sheet.english)
    }
    return fold(title) in others


def _first_on(book: Book, sheet: Sheet, titles: Iterable[str]) -> list[Area]:
    """What the first sheet that can be read as this one holds."""
    return next(filter(None, ([*_anywhere(book, sheet, [title])] for title in titles)), [])


def _anywhere(book: Book, sheet: Sheet, titles: Iterable[str]) -> Iterator[Area]:
    """The tables with all the columns on those sheets; on a sheet without such a table, its plain range."""
    for title in titles:
        inside = [table for table in book.tables if table.sheet == title]
        tables = list(_in_tables(book, sheet, sorted(inside, key=_reading_order)))
        yield from tables or _plain(book, sheet, title)


def _reading_order(table: TableInfo) -> tuple[int, int]:
    """Programs list the tables of a sheet in any order."""
    return table.first_row, table.first_column


def _in_tables(book: Book, sheet: Sheet, tables: Iterable[TableInfo]) -> Iterator[Area]:
    for table in tables:
        grid = book.read(table.sheet)
        row = {c: v for c, v in grid.row(table.first_row).items() if table.first_column <= c <= table.last_column}
        found = _match(sheet, table.sheet, table.first_row, row, _ours(book, sheet, table.sheet))
        if found is not None:
            first, last = table.first_row, table.last_row - table.totals_rows
            yield Area(sheet, table.sheet, table, first, first + 1, last, found, table.last_column, grid, book.date1904)


def _plain(book: Book, sheet: Sheet, title: str) -> Iterator[Area]:
    """The first row of headings on a sheet. One that is merged downward holds its text in the row above."""
    grid, ours, above = book.read(title), _ours(book, sheet, title), dict[int, Value]()
    inside = [table for table in book.tables if table.sheet == title]
    for row in range(1, min(grid.rows, SEARCHED_ROWS) + 1):
        cells = grid.row(row)
        if any(table.first_row <= row <= table.last_row for table in inside):
            above = {}
            continue
        for candidate in (cells, {**above, **cells}):
            found = _match(sheet, title, row, candidate, ours) if cells else None
            if found is not None:
                yield Area(sheet, title, None, row, row + 1, grid.rows, found, grid.columns, grid, book.date1904)
                return
        above = cells


def _match(
    sheet: Sheet, title: str, row: int, cells: Mapping[int, Value], ours: frozenset[int]
) -> dict[str, int] | None:
    """Field → column where the row has all that the sheet needs; each block of a row is looked at by itself last."""
    try:
        found = headings.match(sheet, cells, ours)
    except AmbiguityError as error:
        blocks = [match for block in _blocks(cells) if (match := _quiet_match(sheet, block, ours))]
        if len(blocks) != 1:
            both = ", ".join(reference(title, row, column) for column in error.columns)
            heading = sheet.by_field[error.field].heading
            raise Refused("ambiguous_headings", reference(title, row, error.columns[0]), heading, cells=both) from error
        found = blocks[0]
    if not headings.is_complete(sheet, found):
        return None
    if sheet is layout.LEDGER:
        _settle_balance(found)
    return found


def _settle_balance(found: dict[str, int]) -> None:
    """A balance of theirs stands for the amount that is missing; beside what was paid it says nothing new."""
    if "amount" not in found:
        found["amount"] = found.pop("their_balance")
    elif "paid" in found:
        found.pop("their_balance", None)


def _quiet_match(sheet: Sheet, cells: Mapping[int, Value], ours: frozenset[int]) -> dict[str, int] | None:
    try:
        found = headings.match(sheet, cells, ours)
    except AmbiguityError:
        return None
    return found if headings.is_complete(sheet, found) else None


def _blocks(cells: Mapping[int, Value]) -> list[dict[int, Value]]:
    """The cells of a row, split wherever a column is blank."""
    blocks: list[dict[int, Value]] = []
    for column in sorted(cells):
        if not blocks or column - 1 not in blocks[-1]:
            blocks.append({})
        blocks[-1][column] = cells[column]
    return blocks


def _ours(book: Book, sheet: Sheet, title: str) -> frozenset[int]:
    return frozenset(place.column for place in ownership.places(book, sheet).values() if place.sheet == title)


def _lacking(book: Book, sheet: Sheet, title: str) -> list[str]:
    """The headings that the most promising row of a sheet still lacks."""
    grid = book.read(title)
    rows = (headings.match(sheet, grid.row(row)) for row in range(1, min(grid.rows, SEARCHED_ROWS) + 1))
    return min((headings.missing(sheet, found) for found in rows), key=len, default=headings.missing(sheet, ()))


def _no_ledger(book: Book) -> Refused:
    named = _named_sheets(book, layout.LEDGER)
    if named:
        return Refused("missing_columns", named[0], ", ".join(_lacking(book, layout.LEDGER, named[0])))
    return Refused("no_ledger", found=", ".join(headings.missing(layout.LEDGER, ())), sheets="; ".join(book.sheets))


def _shown(area: Area) -> str:
    return f"{area.sheet} ({area.table.name})" if area.table else area.sheet
