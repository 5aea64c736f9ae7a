"""May we write there? Refused before anything is written, naming the cell."""

from collections.abc import Iterable, Sequence

from xl_cobranza.adapters.xlsx.cells import LAST_COLUMN, LAST_ROW
from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.parts.frame import Frame
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.styles import Styles
from xl_cobranza.adapters.xlsx.parts.tables import TablePart
from xl_cobranza.book.port import Grid
from xl_cobranza.book.references import reference
from xl_cobranza.errors import Refused


def check_area(package: Package, sheet: str, grid: Grid, area: Area, table: str | None) -> None:
    """Every cell must exist in Excel, hold nothing, and belong to no table but ours."""
    if area.last_row > LAST_ROW or area.last_column > LAST_COLUMN:
        raise Refused("sheet_full", sheet, str(area))
    for column in range(area.first_column, min(area.last_column, grid.columns) + 1):
        values = grid.column(column, area.first_row, min(area.last_row, grid.rows))
        formulas = grid.formulas(column)
        for row, value in enumerate(values, area.first_row):
            if value is not None or row in formulas:
                raise Refused("no_room", reference(sheet, row, column), "" if value is None else str(value))
    for other in package.all_tables.get(sheet, ()):
        if other.area.meets(area) and (table is None or other.name.lower() != table.lower()):
            raise Refused("no_room", reference(sheet, area.first_row, area.first_column), other.name)


def grow(table: TablePart, sheet: str, row: int) -> None:
    """Take a row into a table. One with a totals row cannot grow without moving the user's rows."""
    if table.totals_rows and row > table.area.last_row - table.totals_rows:
        raise Refused("table_has_totals", reference(sheet, table.area.last_row, table.area.first_column), table.name)
    table.grow_to_row(row)


def check_merges(sheet: str, frame: Frame, areas: Sequence[Area]) -> None:
    """Only the first cell of a merged range holds a value: Excel would hide ours, or offer a repair."""
    for merge in frame.merges:
        if any(area.meets(merge) for area in areas):
            raise Refused("merged_cells", reference(sheet, merge.first_row, merge.first_column), str(merge))


def check_protection(sheet: str, frame: Frame, cells: Iterable[tuple[int, int]], styles: Styles) -> None:
    """A protected sheet takes values in its unlocked cells alone."""
    if not frame.is_protected:
        return
    for row, column in cells:
        if styles.is_locked(frame.xf(row, column)):
            raise Refused("protected_sheet", reference(sheet, row, column), sheet)
