"""The sheet `Panel`: one screen and one page, the figures on top, then the charts, then the tables behind them."""

from collections.abc import Iterable, Mapping  # noqa: I001 - the places of the cells in few lines
from typing import Final

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book import layout
from xl_cobranza.book.panel.cells import Cell, Shape, across
from xl_cobranza.book.panel.figures import at_birth
from xl_cobranza.book.panel.layout import blocks, sums
from xl_cobranza.book.panel.places import (
    AS_OF, BOTTOM, CHARTS, CHOSEN, DATA, FIRST_CODE, FIRST_CUSTOMER, FIRST_WEEK, KPIS, LAST_CODE, LAST_ROW, LATER,
    MIDDLE, MORE, OTHERS, OWED, RECOVERED, SHEET, STEPS, TOTAL, UNDATED, VALUES, WORDS, B, E, F, H, I, J, L, M,
)  # fmt: skip
from xl_cobranza.book.port import Value
from xl_cobranza.book.references import quoted
from xl_cobranza.domain.policy import Policy
from xl_cobranza.template import look
from xl_cobranza.template.sheet import Placed, set_paper
from xl_cobranza.template.tabs import panel_charts
from xl_cobranza.wording import panel as words
from xl_cobranza.wording.decisions import Teller

_GREY: Final = "FF5C6B75"
_SMALL: Final = Font(name=look.FONT, size=10, color=look.INK)
_SMALL_BOLD: Final = Font(name=look.FONT, size=10, color=look.INK, bold=True)
_LABEL: Final = Font(name=look.FONT, size=10, color=_GREY)
_BIG: Final = Font(name=look.FONT, size=20, color=look.THEIRS_FILL, bold=True)
_SECTION: Final = Font(name=look.FONT, size=12, color=look.THEIRS_FILL, bold=True)
_UNDERLINED: Final = Border(bottom=Side(style="thin", color=look.RULE))
_MONEY: Final = '#,##0;-#,##0;"–"'
_FORMATS: Final[Mapping[Shape, str]] = {
    "text": look.ANY, "money": _MONEY, "share": "0%", "days": "0", "count": "0", "date": look.DATE,
}  # fmt: skip
_CHANGE: Final = '+#,##0;-#,##0;"="'
_TILES: Final = range(B, M, 2)


def add(workbook: Workbook, ledger: Placed) -> Mapping[str, Value]:
    """Add the sheet behind today's; its formulas read the ledger where it stands, and the first run fills the rest.

    Answers what the formulas come to before that, by cell: openpyxl cannot store it.
    """
    worksheet = workbook.create_sheet(SHEET, workbook.index(workbook[layout.TODAY.name]) + 1)
    title = quoted(ledger.worksheet.title)
    where = {field: f"{title}!${letter}:${letter}" for field, letter in ledger.letters.items()}
    shown, told = at_birth(Teller(Policy()))
    for block in blocks(sums(where)):
        for cell in block.cells:
            _cell(worksheet, cell, shown.get(cell.key))
        for name, (row, column) in zip(block.names, (block.first, block.last), strict=True):
            target = f"{SHEET}!${get_column_letter(column)}${row}"
            workbook.defined_names[name] = DefinedName(name, attr_text=target, hidden=True)
    _top(worksheet)
    _tables(worksheet)
    _names(worksheet)
    _data(worksheet)
    panel_charts.add(worksheet)
    _page(worksheet)
    cells = (cell for block in blocks(sums(where)) for cell in block.cells if cell.formula)
    return {f"{get_column_letter(cell.column)}{cell.row}": told[cell.key] for cell in cells}


def _cell(worksheet: Worksheet, cell: Cell, value: Value) -> None:
    """One figure: its formula, if it has one, and its look."""
    made = worksheet.cell(cell.row, cell.column)
    made.value = f"={cell.formula}" if cell.formula else value  # type: ignore[assignment]  # texts only
    made.number_format = _CHANGE if cell.key in {"change.balance", "change.overdue"} else _FORMATS[cell.shape]
    is_total = cell.row == TOTAL or cell.key.endswith(".total")
    made.font = _SMALL_BOLD if is_total else _SMALL
    is_text = cell.shape in {"text", "date"} and cell.row != OWED + 1
    made.alignment = _beside(cell.row, cell.column) if is_text else Alignment("right", "center", shrink_to_fit=True)


def _text(worksheet: Worksheet, row: int, column: int, text: str, font: Font = _SMALL) -> None:
    made = worksheet.cell(row, column)
    made.value, made.font, made.alignment = text, font, _beside(row, column)


def _beside(row: int, column: int) -> Alignment:
    """To the left, off the figures of the block before."""
    starts = {F, J} if row < BOTTOM else {E, H}
    return Alignment("left", "center", indent=2 if column in starts and row >= CHARTS else 0)


def _top(worksheet: Worksheet) -> None:
    """The title, the day, the currency to pick, and the six figures that count most."""
    _text(worksheet, 1, B, words.TITLE, look.TITLE)
    for (row, column), label in ((AS_OF, words.AS_OF), (CHOSEN, words.CURRENCY)):
        _text(worksheet, row, column - 1, label, _LABEL)
        worksheet.cell(row, column - 1).alignment = Alignment("right", "center", indent=1)
    worksheet.cell(*AS_OF).font = look.BOLD
    chosen = worksheet.cell(*CHOSEN)
    chosen.font, chosen.fill, chosen.alignment = look.BOLD, look.solid(look.INVITING), Alignment("center", "center")
    side = Side(style="thin", color=look.RULE)
    chosen.border = Border(side, side, side, side)
    codes = across(DATA, FIRST_CODE, LAST_CODE)
    choice = DataValidation(type="list", formula1=codes, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    choice.promptTitle, choice.prompt = words.CURRENCY_PROMPT
    choice.showInputMessage = True
    choice.add(chosen.coordinate)
    worksheet.add_data_validation(choice)
    notes = dict(zip(words.KPIS, words.NOTES.values(), strict=True))
    for column, (key, label) in zip(_TILES, words.KPIS.items(), strict=True):
        _text(worksheet, KPIS, column, label, _LABEL)
        for row, font in ((KPIS, _LABEL), (KPIS + 1, _BIG), (KPIS + 2, _LABEL)):
            worksheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
            cell = worksheet.cell(row, column)
            cell.font, cell.alignment = font, Alignment("left", "center", indent=1, shrink_to_fit=row > KPIS)
            for part in (column, column + 1):
                side = Side(style="thick", color=look.PAPER)
                worksheet.cell(row, part).fill = look.solid(look.QUIET)
                worksheet.cell(row, part).border = Border(right=side if part > column else None)
        worksheet.cell(KPIS + 2, column).number_format = notes[key]


def _tables(worksheet: Worksheet) -> None:
    for text, column in zip(words.CHARTS, (B, F, J), strict=True):
        _section(worksheet, CHARTS, column, column + 3, text)
    _section(worksheet, OWED, B, M, words.OWED)
    name, owes, share, so_far = words.OWED_HEADINGS
    _headings(worksheet, OWED + 1, {B: name, E: owes, F: share, M: so_far}, range(B, M + 1))
    for row, text, font in ((TOTAL, words.ALL, _SMALL_BOLD), (OTHERS, words.OTHERS, _SMALL)):
        _text(worksheet, row, B, text, font)
    _underline(worksheet, TOTAL, range(B, M + 1))
    for text, headings, columns in (
        (words.EXPECTED, words.EXPECTED_HEADINGS, (B, B + 1, B + 2, E)),
        (words.WORK, words.WORK_HEADINGS, (F, H, I)),
        (words.RECOVERY, words.RECOVERY_HEADINGS, (J, L, M)),
    ):
        _section(worksheet, MIDDLE, columns[0], columns[-1], text)
        _headings(worksheet, MIDDLE + 1, dict(zip(columns, headings, strict=True)), range(columns[0], columns[-1] + 1))
    _text(worksheet, LATER, B, words.LATER)
    _text(worksheet, UNDATED, B, words.UNDATED)
    _text(worksheet, FIRST_WEEK + STEPS, F, words.OTHER_STEPS)
    for text, labels, column in (
        (words.RATIOS, words.RATIO_LABELS, B),
        (words.CHANGES, words.CHANGE_LABELS, E),
    ):
        _section(worksheet, BOTTOM, column, column + 2, text)
        for row, label in enumerate(labels.values(), BOTTOM + 1):
            _text(worksheet, row, column, label)
    _section(worksheet, BOTTOM, H, M, words.CURRENCIES)
    _headings(worksheet, BOTTOM + 1, dict(zip(range(H, M + 1), words.CURRENCY_HEADINGS, strict=True)), range(H, M + 1))


def _names(worksheet: Worksheet) -> None:
    """Names as long as they come: over the columns that they have, in smaller letters rather than cut."""
    for rows, first, last in (
        (range(FIRST_CUSTOMER, OTHERS), B, B + 2),
        (range(FIRST_WEEK, FIRST_WEEK + STEPS), F, F + 1),
        (range(FIRST_WEEK, FIRST_WEEK + RECOVERED), J, J + 1),
    ):
        for row in rows:
            worksheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
            plain = _beside(row, first)
            worksheet.cell(row, first).alignment = Alignment("left", "center", indent=plain.indent, shrink_to_fit=True)


def _section(worksheet: Worksheet, row: int, first: int, last: int, text: str) -> None:
    _text(worksheet, row, first, text, _SECTION)
    _underline(worksheet, row, range(first, last + 1))


def _headings(worksheet: Worksheet, row: int, texts: Mapping[int, str], columns: Iterable[int]) -> None:
    for column in columns:
        cell = worksheet.cell(row, column)
        cell.font = _LABEL
        cell.alignment = _beside(row, column) if column == min(texts) else Alignment("right", "center")
        if column in texts:
            cell.value = texts[column]


def _underline(worksheet: Worksheet, row: int, columns: Iterable[int]) -> None:
    for column in columns:
        worksheet.cell(row, column).border = _UNDERLINED


def _data(worksheet: Worksheet) -> None:
    """What a person need not see, folded below the page, each row with the key of its figure."""
    _text(worksheet, DATA - 1, B, words.DATA, _LABEL)
    for row, (key, _) in enumerate(VALUES, DATA):
        _text(worksheet, row, B, key, _LABEL)
    for row, key in enumerate(WORDS, DATA):
        _text(worksheet, row, J, key, _LABEL)
    for row in range(DATA - 1, LAST_ROW + 1):
        worksheet.row_dimensions[row].outlineLevel, worksheet.row_dimensions[row].hidden = 1, True


def _page(worksheet: Worksheet) -> None:
    """As wide as a screen, and one landscape page."""
    worksheet.column_dimensions["A"].width = 2
    for column in range(B, M + 1):
        worksheet.column_dimensions[get_column_letter(column)].width = 16.5
    gaps = dict.fromkeys((KPIS + 3, OWED - 1, MIDDLE - 1, BOTTOM - 1), 10)
    heights = {1: 30, 2: 6, KPIS: 18, KPIS + 1: 30, KPIS + 2: 18, **gaps}
    heights |= dict.fromkeys((CHARTS, OWED, MIDDLE, BOTTOM), 20)
    for row in range(1, MORE + 1):
        worksheet.row_dimensions[row].height = heights.get(row, 16)
    worksheet.sheet_view.showGridLines, worksheet.sheet_view.zoomScale = False, 90
    worksheet.sheet_properties.tabColor = look.OURS_FILL
    worksheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    set_paper(worksheet)
    worksheet.page_setup.fitToHeight = 1
    worksheet.print_area = f"A1:{get_column_letter(M)}{MORE}"
