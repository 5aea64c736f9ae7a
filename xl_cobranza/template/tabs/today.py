"""The sheet `Hoy`: what to look at before the first call, then one row per customer and four cells to type in."""

from typing import Final

from openpyxl.styles import Alignment, Border
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book import layout
from xl_cobranza.book.ownership import owner_name
from xl_cobranza.book.words import spanish
from xl_cobranza.template import look
from xl_cobranza.template.sheet import Placed, group, own, place, set_page
from xl_cobranza.wording import workbook as words

_UNTIL: Final = "K"  # the last column that a screen of 1920 pixels shows
_HEADINGS: Final = 9
_TOP_HEIGHTS: Final = (30, 19, 24, 17, 17, 17, 17, 8)  # points
_ROW_HEIGHT: Final = 62  # four lines
_TYPED: Final = tuple(column.field for column in layout.TODAY.columns if not column.ours)
_BESIDE: Final = ("email", "whatsapp", "last_talk", "reason", "step", "channel")  # for the screen, not for the paper
_OUTCOMES: Final = (  # those that a person knows right after a contact, the most frequent first
    "no_answer", "answered", "promise", "asks_terms", "refusal", "dispute", "accepted", "sent", "offer_made", "returned",
)  # fmt: skip


def add(workbook: Workbook) -> Placed:
    """Add the sheet, blank: the first run fills it."""
    worksheet = workbook.create_sheet(layout.TODAY.name)
    _top(worksheet)
    placed = place(worksheet, layout.TODAY, layout.TODAY.columns, (), at=(_HEADINGS, 1))
    worksheet.sheet_format.defaultRowHeight = _ROW_HEIGHT  # a program that fills it in can measure no text
    _rows(placed)
    own(workbook, layout.TODAY, placed)
    for line, cell in layout.TODAY_LINES.items():
        name, target = owner_name(layout.TODAY, line), f"{worksheet.title}!${cell[0]}${cell[1:]}"
        workbook.defined_names[name] = DefinedName(name, attr_text=target, hidden=True)
    _choices(placed)
    set_page(placed, freeze_after="customer", print_until=_TYPED[-1], tab=look.OURS_FILL)
    group(placed, _BESIDE)
    first = f"{placed.letters[_TYPED[0]]}{_HEADINGS + 1}"  # where a person begins to type
    worksheet.sheet_view.selection[-1].activeCell = worksheet.sheet_view.selection[-1].sqref = first
    return placed


def _top(worksheet: Worksheet) -> None:
    """The title with its day, the totals, and the four lines under «Antes de llamar»."""
    for ref, text, font in (("A1", words.TODAY_TITLE, look.TITLE), ("A3", words.BEFORE_CALLING, look.SUBTITLE)):
        worksheet[ref].value, worksheet[ref].font = text, font
        worksheet[ref].alignment = Alignment("left", "center", indent=1)
    for line, cell in layout.TODAY_LINES.items():
        row = cell[1:]
        worksheet.merge_cells(f"{cell}:{_UNTIL}{row}")  # a day too wide for its cell would be shown as ####
        worksheet[cell].font, worksheet[cell].alignment = look.BODY, Alignment("left", "center", indent=1)
        label = words.TODAY_LABELS.get(line)
        if label:
            worksheet[f"A{row}"].value, worksheet[f"A{row}"].font = label, look.BODY
            worksheet[f"A{row}"].alignment = Alignment("left", "center", indent=1)
            for beside in worksheet[f"A{row}:{_UNTIL}{row}"][0]:
                beside.border = look.LINE
    worksheet[layout.TODAY_LINES["day"]].font, worksheet[layout.TODAY_LINES["day"]].number_format = (
        look.SUBTITLE,
        look.LONG_DATE,
    )
    worksheet[layout.TODAY_LINES["totals"]].font = look.BOLD
    for number, height in enumerate(_TOP_HEIGHTS, 1):
        worksheet.row_dimensions[number].height = height


def _rows(placed: Placed) -> None:
    """Texts wrapped from the top of the row; its lines come with a customer."""
    for column in layout.TODAY.columns:
        letter = placed.letters[column.field]
        cell = placed.worksheet[f"{letter}{placed.last_row}"]
        cell.border, cell.font = Border(), look.BOLD if column.field == "customer" else look.BODY
        is_text = column.kind not in {"date", "amount"}
        cell.alignment = Alignment("left" if is_text else None, "top", wrap_text=True, indent=int(is_text))


def _choices(placed: Placed) -> None:
    """What the cells offer; another word may still be typed."""
    offered = ",".join(spanish("outcome", key) for key in _OUTCOMES)
    for field, wanted in (
        ("outcome", DataValidation(type="list", formula1=f'"{offered}"')),
        ("promise_date", DataValidation(type="date", operator="greaterThan", formula1="36526")),
        ("promise_amount", DataValidation(type="decimal", operator="greaterThan", formula1="0")),
    ):
        wanted.allow_blank, wanted.showErrorMessage, wanted.errorStyle = True, True, "warning"
        wanted.errorTitle, wanted.error = words.TODAY_CHECKS[field]
        wanted.showInputMessage = True
        wanted.promptTitle, wanted.prompt = words.TODAY_PROMPTS[field]
        wanted.add(placed.cells(field))
        placed.worksheet.add_data_validation(wanted)
