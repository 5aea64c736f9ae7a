"""The sheet of one agreement, without a word in it: looks, print set-up, locked formulas, for any number of rows."""

from io import BytesIO
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book.agreements.formulas import LEFT, RIGHT
from xl_cobranza.book.agreements.shape import COLUMNS, INVOICES, LETTERS, NAMES, PARTIES, Shape
from xl_cobranza.template import colours, look
from xl_cobranza.template.archive import reproducible
from xl_cobranza.wording.agreements import labels

_TYPED: Final = ("due", "instalment", "paid")  # a person may write over them
_WIDTHS: Final = {"A": 12, "B": 12, "C": 14, "D": 12.5, "E": 14, "F": 14, "G": 14, "H": 14}
_LEFT, _RIGHT = Alignment("left", "center", indent=1), Alignment("right", "center", indent=1)
_WRAPPED: Final = Alignment("left", "top", wrap_text=True)
_TEXTS: Final = frozenset({"status", "method", "frequency", "currency"})
_FORMATS: Final = {
    "rate": look.RATE,
    "first_on": look.DATE,
    "as_of": look.DATE,
    "count": look.WHOLE,
    "grace": look.WHOLE,
}
_QUIET: Final = Font(name=look.FONT, size=10, color=look.FAINT)
_RULE: Final = Border(top=Side(style="thin", color=look.INK))
_TITLE, _SECTION, _ROW, _SIGNING, _NAMES = 34, 26, 17, 30, 30  # points


def save(path: Path, shape: Shape) -> None:
    """Make a workbook with that one sheet."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = shape.pattern
    draw(sheet, shape)
    written = BytesIO()
    workbook.save(written)
    path.write_bytes(reproducible(written.getvalue(), {}))


def draw(sheet: Worksheet, shape: Shape) -> None:
    """Everything but what its cells say."""
    money = "#,##0" + ("." + "0" * shape.decimals if shape.decimals else "")
    _head(sheet, shape, money)
    _terms(sheet, shape, money)
    _schedule(sheet, shape, money)
    _signatures(sheet, shape)
    _page(sheet, shape)


def _head(sheet: Worksheet, shape: Shape, money: str) -> None:
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for row in range(1, shape.last + 1):
        sheet.row_dimensions[row].height = _ROW
    sheet.row_dimensions[1].height = _TITLE
    _style(sheet, "A1", look.TITLE, Alignment("left", "center"))
    for row in (INVOICES, shape.terms):
        sheet.row_dimensions[row].height = _SECTION
        _style(sheet, f"A{row}", look.SUBTITLE, Alignment("left", "center"))
    for row in (PARTIES, PARTIES + 1):
        _pair(sheet, row, "A", "C", look.TEXT, _LEFT, until="H")
        sheet[f"C{row}"].font = look.BOLD
    for label, value, code in (("A", "C", look.DATE), ("E", "G", look.TEXT)):
        _pair(sheet, PARTIES + 2, label, value, code, _LEFT)
    for letters, rows in (("ACD", shape.left), ("EGH", shape.right)):
        for row in (INVOICES + 1, *rows) if rows else ():
            _invoice(sheet, row, letters, look.BODY if row in rows else _QUIET, money)
    for letter in NAMES:
        sheet.column_dimensions[letter].hidden = True
        for row in shape.named:
            _style(sheet, f"{letter}{row}", _QUIET, _LEFT, look.TEXT)


def _invoice(sheet: Worksheet, row: int, letters: str, font: Font, money: str) -> None:
    """Folio over two columns, due date, balance."""
    folio, last = letters[0], letters[-1]
    sheet.merge_cells(f"{folio}{row}:{chr(ord(folio) + 1)}{row}")
    for letter, code, where in zip(letters, (look.TEXT, look.DATE, money), (_LEFT, _RIGHT, _RIGHT), strict=True):
        _style(sheet, f"{letter}{row}", font, where, code)
    for cell in sheet[f"{folio}{row}:{last}{row}"][0]:
        cell.border = look.LINE


def _terms(sheet: Worksheet, shape: Shape, money: str) -> None:
    for label, value, names in (("A", "C", LEFT), ("E", "G", RIGHT)):
        for row, name in enumerate(names, shape.terms + 1):
            code = look.ANY if name in _TEXTS else _FORMATS.get(name, money)
            _pair(sheet, row, label, value, code, _RIGHT)


def _pair(sheet: Worksheet, row: int, label: str, value: str, code: str, where: Alignment, *, until: str = "") -> None:
    """A label over two columns, its value over the next two, or as far as a long one needs."""
    last = until or chr(ord(value) + 1)
    for letter, end, font, at in ((label, chr(ord(label) + 1), _QUIET, _LEFT), (value, last, look.BODY, where)):
        sheet.merge_cells(f"{letter}{row}:{end}{row}")
        _style(sheet, f"{letter}{row}", font, at, code if letter == value else look.ANY)
    for cell in sheet[f"{label}{row}:{last}{row}"][0]:
        cell.border = look.LINE


def _schedule(sheet: Worksheet, shape: Shape, money: str) -> None:
    words = labels(shape.language, shape.country)
    down = f'0;-0;"{words["down"]}"'
    codes = {"number": down, "due": look.DATE, "status": look.ANY}
    sheet.row_dimensions[shape.heading].height = 22
    for column in COLUMNS:
        letter = LETTERS[column.field]
        heading = words["instalment"] if column.field == "instalment" else column.heading_in(shape.language)
        where = _LEFT if column.field in {"number", "status"} else _RIGHT
        cell = sheet[f"{letter}{shape.heading}"]
        cell.value, cell.font, cell.alignment = heading, look.HEADING, where
        cell.fill = look.solid(look.THEIRS_FILL)
        for row in (*shape.rows, shape.total):
            is_total = row == shape.total
            place = f"{letter}{row}"
            _style(sheet, place, look.BOLD if is_total else look.BODY, where, codes.get(column.field, money))
            sheet[place].border = Border(top=Side(style="thin", color=look.INK)) if is_total else look.LINE
            sheet[place].protection = Protection(locked=is_total or column.field not in _TYPED)
    sheet[f"A{shape.total}"].number_format = look.ANY
    table = Table(displayName=shape.table, ref=f"A{shape.heading}:H{shape.rows[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    table.autoFilter = None
    colours.instalments(sheet, f"{LETTERS['status']}{shape.rows[0]}:{LETTERS['status']}{shape.rows[-1]}", words)


def _signatures(sheet: Worksheet, shape: Shape) -> None:
    at = shape.signatures
    sheet.row_dimensions[at].height, sheet.row_dimensions[at + 1].height = _SIGNING, _NAMES
    for first, last in (("A", "C"), ("F", "H")):
        for row, font in ((at + 1, look.BODY), (at + 2, _QUIET)):
            sheet.merge_cells(f"{first}{row}:{last}{row}")
            _style(sheet, f"{first}{row}", font, _WRAPPED)
        for cell in sheet[f"{first}{at + 1}:{last}{at + 1}"][0]:
            cell.border = _RULE


def _page(sheet: Worksheet, shape: Shape) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = look.THEIRS_FILL
    sheet.freeze_panes = None
    sheet.print_area = f"A1:H{shape.last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = int(shape.fits_a_page)  # 0: as many pages as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.7, bottom=0.7, header=0.3, footer=0.3)  # inches
    sheet.print_options.horizontalCentered = True
    if not shape.fits_a_page:
        sheet.print_title_rows = f"{shape.heading}:{shape.heading}"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right is not None
    sheet.oddFooter.right.text = "&P / &N"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False


def _style(sheet: Worksheet, place: str, font: Font, where: Alignment, code: str = look.ANY) -> None:
    cell = sheet[place]
    cell.font, cell.alignment, cell.number_format = font, where, code
