"""A whole new sheet: the frame that its cells are spliced into, and its table."""

from collections.abc import Callable, Iterator
from typing import Final

from xl_cobranza.adapters.xlsx.edits import ColumnEdit, SheetEdits
from xl_cobranza.adapters.xlsx.parts import content_types
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.tables import TablePart, new_table
from xl_cobranza.adapters.xlsx.parts.xml_offsets import quoted
from xl_cobranza.adapters.xlsx.patching.linking import Linking
from xl_cobranza.book.port import AddSheet, Value
from xl_cobranza.errors import Refused

# the headings stay in sight; a workbook without views (some programs write none) gets none here
_VIEW: Final = (
    b'<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    b'<selection pane="bottomLeft"/></sheetView></sheetViews>'
)
_FRAME: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns=%s xmlns:r=%s><dimension ref="A1"/>%s'
    b'<sheetFormatPr defaultRowHeight="15"/><sheetData></sheetData>'
    b'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    b'<pageSetup orientation="landscape"/><tableParts count="1"><tablePart r:id=%s/></tableParts></worksheet>'
)


def register(package: Package, patch: AddSheet) -> SheetEdits:
    """Enter the sheet, its table and its names in the package; what is to be written into its empty frame.

    Raises `Refused`: `protected_structure`, `sheet_exists`, `bad_sheet_name`, `table_exists`, `unsafe_link`,
    `unwritable_value`.
    """
    workbook = package.workbook
    if workbook.structure_protected:
        raise Refused("protected_structure", patch.name)
    number = package.claim_table(patch.table)
    part, table_part = package.free_name("worksheets/sheet"), package.free_name("tables/table")
    headings = [column.heading for column in patch.columns]
    table = TablePart(new_table(workbook.uri, number, patch.table, headings, len(patch.rows)), table_part)
    package.add(table_part, content_types.TABLE, table.edited)
    table_rel = package.relate(part, "table", table_part)
    workbook.add_sheet(patch.name, package.rels.add(f"{workbook.relationship_base}/worksheet", part))
    for position, column in enumerate(patch.columns, 1):
        if column.owner_name:
            workbook.own(column.owner_name, patch.name, 1, position)
    view = _VIEW if workbook.has_views else b""
    frame = _FRAME % (quoted(workbook.uri), quoted(workbook.relationship_base), view, quoted(table_rel))
    package.draft(patch.name, part, frame, [table])
    return _cells(package, patch, part)


def _cells(package: Package, patch: AddSheet, part: str) -> SheetEdits:
    columns = []
    linking = Linking(package, patch.name, part)
    for cell in values(patch):
        linking.note(*cell)
    for position, column in enumerate(patch.columns, 1):
        xf = package.styles.derive(0, column.look)
        across = [row[position - 1] if position <= len(row) else None for row in patch.rows]
        heading = 1, column.heading, package.styles.heading()
        columns.append(ColumnEdit(position, 2, across, None, _always(xf), heading))
    widths = {at: column.width for at, column in enumerate(patch.columns, 1)}
    return SheetEdits(columns=columns, widths=widths, links=linking.edits())


def values(patch: AddSheet) -> Iterator[tuple[int, int, Value]]:
    """The rows of a new sheet, cell by cell: row, column, value."""
    for row, across in enumerate(patch.rows, 2):
        for column, value in enumerate(across[: len(patch.columns)], 1):
            yield row, column, value


def _always(xf: int) -> Callable[[int], int]:
    return lambda _: xf
