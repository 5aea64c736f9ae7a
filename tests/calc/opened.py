"""A workbook of the disk opened in the stand-in for Excel: read by openpyxl, so that no code of ours is between."""

from datetime import datetime, time

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from tests.contract.subjects import Content, open_book
from xl_cobranza.book.port import CellError, TableInfo


def content_of(path) -> Content:
    """What the file holds, as far as the stand-in knows cells."""
    typed, shown = load_workbook(path), load_workbook(path, data_only=True)
    sheets, formulas, links, tables = {}, {}, {}, []
    for sheet in typed.worksheets:
        last_row, last_column = sheet.max_row, sheet.max_column
        sheets[sheet.title] = [[None] * last_column for _ in range(last_row)]
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            place = sheet.title, cell.row, cell.column
            value = shown[sheet.title].cell(cell.row, cell.column).value
            if cell.data_type == "f":
                formulas[place] = getattr(cell.value, "text", cell.value)
            if getattr(cell, "hyperlink", None) and cell.hyperlink.target:
                links[place] = cell.hyperlink.target
            sheets[sheet.title][cell.row - 1][cell.column - 1] = _value(value, cell.data_type)
        for table in sheet.tables.values():
            c1, r1, c2, r2 = range_boundaries(table.ref)
            tables.append(TableInfo(table.name, sheet.title, r1, r2, c1, c2, table.totalsRowCount or 0))
    names = {name: defined.attr_text for name, defined in typed.defined_names.items()}
    return Content(sheets, tables, names, formulas, links=links)


def _value(value, kind):
    if kind == "e":
        return CellError(value)
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date()
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    return value


def open_file(app, path, name=None):
    """The workbook, open."""
    return open_book(app, name or path.name, content_of(path))
