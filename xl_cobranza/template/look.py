"""How the workbook looks: few colours, told apart in grey too, and one number format per kind of column."""

from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from xl_cobranza.book.sheet import Column

INK, PAPER, FAINT, RULE = "FF22313F", "FFFFFFFF", "FF56646E", "FFC5D0D8"
THEIRS_FILL, OURS_FILL = "FF1F4E6B", "FF4E7A38"  # what a person types, what the program works out
POLICY_TAB = "FF8A5A14"  # the tabs of the rules; the others have the colour of their headings
QUIET, SOFT, FIRM, HARD = "FFF1F6FA", "FFFBE8AC", "FFF2B266", "FFA32B20"  # from light to dark: also in grey
INVITING = "FFFFF9DB"  # a cell that waits to be typed in

FONT: Final = "Calibri"
BODY: Final = Font(name=FONT, size=11, color=INK)
SMALL: Final = Font(name=FONT, size=10, color=INK)
BOLD: Final = Font(name=FONT, size=11, color=INK, bold=True)
TITLE: Final = Font(name=FONT, size=16, color=THEIRS_FILL, bold=True)
SUBTITLE: Final = Font(name=FONT, size=13, color=THEIRS_FILL, bold=True)
LINK: Final = Font(name=FONT, size=11, color=THEIRS_FILL, bold=True, underline="single")
HEADING: Final = Font(name=FONT, size=11, color=PAPER, bold=True)
HEADING_PLACE: Final = Alignment("left", "center", wrap_text=True, indent=1)
HEADING_HEIGHT, ROW_HEIGHT = 38, 18  # points; a heading of two lines clears the filter button
LINE: Final = Border(bottom=Side(style="thin", color=RULE))
_BUTTON: Final = 3  # characters that the filter button covers
_EDGES: Final = 3
_LINE_HEIGHT, _TALLEST = 13.4, 409  # points, of `SMALL`; Excel allows no taller row
_SMALL_FIT: Final = 1.15  # more of its letters than of the usual ones fit a width

DATE, MONEY, WHOLE, RATE, TIME, TEXT, ANY = "dd/mm/yyyy", "#,##0.00", "0", "0.00%", "hh:mm", "@", "General"
LONG_DATE = '[$-80A]dddd d "de" mmmm "de" yyyy'  # names in Spanish wherever it is opened
_FORMATS: Final = {
    "date": DATE, "time": TIME, "amount": MONEY, "number": WHOLE, "rate": RATE, "amount_or_yes": MONEY, "word": ANY,
}  # fmt: skip
_CODES: Final = {"series", "folio", "applies_to", "agreement", "tax_id", "phone", "phone_2", "id", "folios", "replaces"}
_LONG: Final = {"subject", "body"}


def number_format(column: Column) -> str:
    """The format of a column's cells; a code is text, so that its leading zeros stay.

    >>> from xl_cobranza.book import layout
    >>> [number_format(layout.LEDGER.by_field[field]) for field in ("folio", "due", "amount")]
    ['@', 'dd/mm/yyyy', '#,##0.00']
    """
    return TEXT if column.field in _CODES else _FORMATS.get(column.kind, ANY)


def width(column: Column) -> float:
    """Wide enough for the heading in two lines, the filter button beside the second.

    >>> from xl_cobranza.book import layout
    >>> [width(layout.LEDGER.by_field[field]) for field in ("days_overdue", "amount")]
    [14, 14]
    """
    words = column.heading.split()
    in_two_lines = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words))]
    needed = min(max(len(above), len(below) + _BUTTON) for above, below in in_two_lines)
    return max(column.width, needed + _EDGES)


def place(column: Column, *, in_tall_row: bool) -> Alignment:
    """Figures and dates to the right as Excel does, texts off the edge, letters wrapped."""
    is_text = column.kind in {"text", "word"}
    vertical = "top" if in_tall_row else "center"
    return Alignment("left" if is_text else None, vertical, wrap_text=is_long(column), indent=int(is_text))


def is_long(column: Column) -> bool:
    """Whether its cells hold more than a line."""
    return column.field in _LONG


def font(column: Column) -> Font:
    """Long texts are small: a whole letter fits the tallest row that Excel allows."""
    return SMALL if is_long(column) else BODY


def height(text: str, width: float) -> float:
    r"""Points that a wrapped text takes in a cell of so many characters; LibreOffice finds none out by itself.

    >>> height("Hola:", 20), height("Hola:\n\nuna carta de treinta y tantas letras", 20)
    (18.4, 58.6)
    """
    lines = sum(1 + len(line) // int(width * _SMALL_FIT) for line in text.split("\n"))
    return min(round(_LINE_HEIGHT * lines + 5, 1), _TALLEST)


def solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour, bgColor=colour)
