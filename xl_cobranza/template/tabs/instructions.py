"""The sheet `Instrucciones`: what a person needs to know before the first morning."""

from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties

from xl_cobranza.template import look
from xl_cobranza.wording import workbook as words


def add(workbook: Workbook) -> None:
    """Add the sheet: a title, then one row per subject."""
    worksheet = workbook.create_sheet(words.INSTRUCTIONS_SHEET)
    worksheet.sheet_view.showGridLines = False
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 30, 100
    worksheet["A1"].value, worksheet["A1"].font = words.TITLE, look.TITLE
    worksheet.row_dimensions[1].height = 30
    for row, (subject, text) in enumerate(words.INSTRUCTIONS, 3):
        for column, content, font in (("A", subject, look.BOLD), ("B", text, look.BODY)):
            cell = worksheet[f"{column}{row}"]
            cell.value, cell.font, cell.border = content, font, look.LINE
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        worksheet.row_dimensions[row].height = 20 + 15 * (len(text) // 105)
    worksheet.page_setup.orientation, worksheet.page_setup.fitToHeight = "landscape", 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
