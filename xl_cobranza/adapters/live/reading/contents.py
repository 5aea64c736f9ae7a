"""What a workbook has besides cells: tables and names."""

from collections.abc import Mapping, Sequence

import xlwings as xw

from xl_cobranza.book.port import TableInfo


def tables_of(book: xw.Book) -> Sequence[TableInfo]:
    """The tables that show their headings, sheet by sheet."""
    return [_table(sheet, table) for sheet in book.sheets for table in sheet.tables if table.show_headers]


def names_of(book: xw.Book) -> Mapping[str, str]:
    """The names of the whole workbook, hidden ones too; those of one sheet carry its name and are left out."""
    return {name.name: (name.refers_to or "").removeprefix("=") for name in book.names if "!" not in name.name}


def _table(sheet: xw.Sheet, table: xw.main.Table) -> TableInfo:
    area = table.range
    rows, columns = area.shape
    return TableInfo(
        table.name, sheet.name, area.row, area.row + rows - 1, area.column, area.column + columns - 1,
        int(bool(table.show_totals)),
    )  # fmt: skip
