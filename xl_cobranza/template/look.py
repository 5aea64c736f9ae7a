"""How the workbook looks: few colours, told apart in grey too, and one number format per kind of column."""

from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from xl_cobranza.book.sheet import Column

INK, PAPER = "FF22313F", "FFFFFFFF"
THEIRS_FILL, OURS_FILL = "FF22506B", "FF5B7F3B"  # what a person types, what the program works out
QUIET, SOFT, FIRM, HARD = "FFEAF2F8", "FFFCF3CF", "FFF5B971", "FFA93226"  # from light to dark: also in grey
INVITING = "FFFFF9DB"  # a cell that waits to be typed in

FONT: Final = "Calibri"
BODY: Final = Font(name=FONT, size=11, color=INK)
BOLD: Final = Font(name=FONT, size=11, color=INK, bold=True)
TITLE: Final = Font(name=FONT, size=16, color=THEIRS_FILL, bold=True)
SUBTITLE: Final = Font(name=FONT, size=13, color=THEIRS_FILL, bold=True)
HEADING: Final = Font(name=FONT, size=11, color=PAPER, bold=True)
HEADING_PLACE: Final = Alignment("left", "center", wrap_text=True, indent=1)
LINE: Final = Border(bottom=Side(style="hair", color="FFB8C4CC"))

DATE, MONEY, WHOLE, RATE, TIME, TEXT, ANY = "dd/mm/yyyy", "#,##0.00", "0", "0.00%", "hh:mm", "@", "General"
LONG_DATE = '[$-80A]dddd d "de" mmmm "de" yyyy'  # names in Spanish wherever it is opened
_FORMATS: Final = {
    "date": DATE, "time": TIME, "amount": MONEY, "number": WHOLE, "rate": RATE, "amount_or_yes": MONEY, "word": ANY,
}  # fmt: skip
_CODES: Final = {"series", "folio", "applies_to", "agreement", "tax_id", "phone", "phone_2", "id", "folios", "replaces"}
_LONG: Final = {"body"}


def number_format(column: Column) -> str:
    """The format of a column's cells; a code is text, so that its leading zeros stay.

    >>> from xl_cobranza.book import layout
    >>> [number_format(layout.LEDGER.by_field[field]) for field in ("folio", "due", "amount")]
    ['@', 'dd/mm/yyyy', '#,##0.00']
    """
    return TEXT if column.field in _CODES else _FORMATS.get(column.kind, ANY)


def width(column: Column) -> float:
    """Wide enough for the longest word of the heading and its filter button."""
    return max(column.width, 5 + max(map(len, column.heading.split())))


def place(column: Column) -> Alignment:
    """Figures and dates to the right as Excel does, texts off the edge, letters wrapped, all at the top of the row."""
    is_text = column.kind in {"text", "word"}
    return Alignment("left" if is_text else None, "top", wrap_text=column.field in _LONG, indent=int(is_text))


def solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour, bgColor=colour)
