"""The sheet `Instrucciones`: what a person needs to know before the first morning, on one screen."""

from typing import Final

from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.template import look
from xl_cobranza.template.sheet import set_paper
from xl_cobranza.wording import workbook as words

_WIDTHS: Final = {"A": 18, "B": 132}
_TITLE, _SECTION, _LINE = 28, 19, 16  # points
_FILLS: Final = (look.OURS_FILL, look.THEIRS_FILL, look.POLICY_TAB, look.FAINT)  # as the tabs and the headings


def add(workbook: Workbook) -> None:
    """Add the sheet before the others: a title, then under each subject one row per sheet, which leads there."""
    worksheet = workbook.create_sheet(words.INSTRUCTIONS_SHEET, 0)
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_properties.tabColor = look.FAINT
    for letter, width in _WIDTHS.items():
        worksheet.column_dimensions[letter].width = width
    _write(worksheet, 1, words.TITLE, _TITLE)
    worksheet["A1"].font = look.TITLE
    row = 1
    for fill, (subject, lines) in zip(_FILLS, words.INSTRUCTIONS.items(), strict=True):
        row += 1
        _write(worksheet, row, subject, _SECTION)
        worksheet[f"A{row}"].font = look.HEADING
        worksheet[f"A{row}"].fill = worksheet[f"B{row}"].fill = look.solid(fill)
        for name, text in lines:
            row += 1
            _write(worksheet, row, name, _LINE, text)
            if name in workbook.sheetnames:
                _link(worksheet, f"A{row}", name)
    set_paper(worksheet)


def _write(worksheet: Worksheet, row: int, name: str, height: float, text: str = "") -> None:
    worksheet.row_dimensions[row].height = height
    for letter, content, font in (("A", name, look.BOLD), ("B", text, look.BODY)):
        if content:
            cell = worksheet[f"{letter}{row}"]
            cell.value, cell.font = content, font
            cell.alignment = Alignment("left", "center", indent=1)
        if text:
            worksheet[f"{letter}{row}"].border = look.LINE


def _link(worksheet: Worksheet, ref: str, sheet: str) -> None:
    worksheet[ref].hyperlink = Hyperlink(ref=ref, location=f"'{sheet}'!A1", display=sheet)
    worksheet[ref].font = look.LINK
