"""One table of `book/layout` as a sheet: headings, rows, formats, ownership names, printing."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book.ownership import owner_name
from xl_cobranza.book.sheet import Column, Sheet
from xl_cobranza.template import look
from xl_cobranza.template.sample import Cell

LAST_ROW = 1_048_576
ROOM = 2000  # rows for which lists and colours are laid out beforehand


class Placed(NamedTuple):
    """A table where it stands: its worksheet, the row of its headings, its columns by field."""

    worksheet: Worksheet
    heading_row: int
    last_row: int
    letters: Mapping[str, str]

    def column(self, field: str) -> str:
        """The cells below a heading, with room to grow, as `$B$2:$B$2000`."""
        letter = self.letters[field]
        return f"${letter}${self.heading_row + 1}:${letter}${max(ROOM, self.last_row)}"

    def cells(self, field: str) -> str:
        """The same as Excel keeps it where a list or a colour applies: `B2:B2000`."""
        return self.column(field).replace("$", "")


def place(
    worksheet: Worksheet,
    sheet: Sheet,
    columns: Iterable[Column],
    rows: Iterable[Mapping[str, Cell]],
    *,
    name: str = "",
    at: tuple[int, int] = (1, 1),
) -> Placed:
    """Write a table with its headings at `at` (row, column); without rows it keeps one blank row, as Excel demands."""
    top, left = at
    letters = {column.field: get_column_letter(left + i) for i, column in enumerate(columns)}
    wanted = {field: sheet.by_field[field] for field in letters}
    for field, letter in letters.items():
        _heading(worksheet, f"{letter}{top}", wanted[field])
    last = top
    for last, row in enumerate(rows, top + 1):
        for field, letter in letters.items():
            worksheet[f"{letter}{last}"].value = row.get(field)
    last = max(last, top + 1)
    has_tall_rows = any(map(look.is_long, wanted.values()))
    for field, letter in letters.items():
        where = look.place(wanted[field], in_tall_row=has_tall_rows)
        _cells(worksheet, letter, range(top + 1, last + 1), wanted[field], where)
    worksheet.sheet_format.defaultRowHeight, worksheet.sheet_format.customHeight = look.ROW_HEIGHT, True
    ends = list(letters.values())
    table = Table(displayName=name or sheet.table, ref=f"{ends[0]}{top}:{ends[-1]}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    worksheet.add_table(table)
    return Placed(worksheet, top, last, letters)


def _heading(worksheet: Worksheet, ref: str, column: Column) -> None:
    cell = worksheet[ref]
    cell.value, cell.font, cell.alignment = column.heading, look.HEADING, look.HEADING_PLACE
    cell.fill = look.solid(look.OURS_FILL if column.ours else look.THEIRS_FILL)


def _cells(worksheet: Worksheet, letter: str, rows: range, column: Column, where: Alignment) -> None:
    whole = worksheet.column_dimensions[letter]  # so that a row typed later looks alike
    whole.width, whole.number_format, whole.font = look.width(column), look.number_format(column), look.font(column)
    for row in rows:
        cell = worksheet[f"{letter}{row}"]
        cell.number_format, cell.font, cell.border = whole.number_format, look.font(column), look.LINE
        cell.alignment = where
        if look.is_long(column):
            tall = worksheet.row_dimensions[row]
            tall.height = max(tall.height or 0, look.height(str(cell.value or ""), column.width))


def own(workbook: Workbook, sheet: Sheet, placed: Placed) -> None:
    """The hidden names by which our columns are known as ours from birth."""
    for column in sheet.ours:
        target = f"{placed.worksheet.title}!${placed.letters[column.field]}${placed.heading_row}"
        name = owner_name(sheet, column.field)
        workbook.defined_names[name] = DefinedName(name, attr_text=target, hidden=True)


def set_page(placed: Placed, *, freeze_after: str = "", print_until: str = "", tab: str = look.THEIRS_FILL) -> None:
    """Freeze the headings, print them on each page, landscape, as wide as the paper."""
    worksheet, below = placed.worksheet, placed.heading_row + 1
    letters = list(placed.letters.values())
    first_free = letters[letters.index(placed.letters[freeze_after]) + 1] if freeze_after else "A"
    worksheet.freeze_panes = f"{first_free}{below}"
    worksheet.row_dimensions[placed.heading_row].height = look.HEADING_HEIGHT
    worksheet.sheet_properties.tabColor = tab
    worksheet.sheet_view.showGridLines = False
    worksheet.print_title_rows = f"{placed.heading_row}:{placed.heading_row}"
    set_paper(worksheet)
    if print_until:
        worksheet.print_area = f"A1:{placed.letters[print_until]}{LAST_ROW}"  # whole columns: rows to come too


def set_paper(worksheet: Worksheet) -> None:
    """Landscape, as wide as the paper, as high as it takes, each page numbered."""
    worksheet.page_setup.orientation, worksheet.page_setup.paperSize = "landscape", worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)  # inches
    worksheet.print_options.horizontalCentered = True
    footer = worksheet.oddFooter
    assert footer is not None
    assert footer.left is not None
    assert footer.right is not None
    footer.left.text, footer.right.text = "&A", "&P / &N"
    worksheet.HeaderFooter.scaleWithDoc = False


def group(placed: Placed, fields: Iterable[str], *, folded: bool = False) -> None:
    """Put columns behind the «+» above them."""
    for field in fields:
        dimension = placed.worksheet.column_dimensions[placed.letters[field]]
        dimension.outlineLevel, dimension.hidden = 1, folded
