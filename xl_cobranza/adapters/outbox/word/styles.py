"""The look of our Word files, as styles that a person changes once for the whole letter."""

from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

FONT: Final = "Cambria"
LETTERHEAD, SMALL, QUIET, CELL, NUMBER = "Membrete", "Nota", "Nota gris", "Celda", "Celda de importe"
_QUIET: Final = "5F5F5F"
GREY: Final = RGBColor.from_string(_QUIET)
CELL_SIZE: Final = 9.5  # points
_OURS: Final = (  # name, points, colour, room above and below in points
    (LETTERHEAD, 9.0, _QUIET, 0),
    (SMALL, 9.0, "000000", 0),
    (QUIET, 9.0, _QUIET, 0),
    (CELL, CELL_SIZE, "000000", 2),
    (NUMBER, CELL_SIZE, "000000", 2),
)
_PAPERS: Final = {"a4": (210, 297), "us-letter": (215.9, 279.4)}  # millimetres
_TWIPS_PER_MM: Final = 1440 / 25.4


def set_page(document: Document, paper: str) -> None:
    """The paper and the margins of the printed letter."""
    section = document.sections[0]
    width, height = _PAPERS[paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(24), Mm(26), Mm(14)


def text_width(document: Document) -> int:
    """What lies between the margins, in EMU; of a page without a size, as on A4."""
    section = document.sections[0]
    margins = (section.left_margin or Mm(25)) + (section.right_margin or Mm(25))
    return (section.page_width or Mm(210)) - margins


def set_styles(document: Document, language: str) -> None:
    """Normal and titles as we like them, and the few styles that Word lacks."""
    normal = document.styles["Normal"]
    _font(normal, 11)
    _spaced(normal, after=8, lines=1.12)
    _speak(normal, language)
    for name, size, before, after in (("Heading 1", 16, 12, 10), ("Heading 2", 12, 14, 6)):
        title = document.styles[name]
        _font(title, size, bold=True, colour="000000")
        _spaced(title, before=before, after=after)
        title.paragraph_format.keep_with_next = True
    add_missing(document)
    _spaced(document.styles["List Bullet"], after=4)


def add_missing(document: Document) -> None:
    """The styles of ours, in a document that may have them already; the font stays the document's."""
    for name, size, colour, room in _OURS:
        if name in document.styles:
            continue
        style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
        _spaced(style, before=room, after=room)
        if name == NUMBER:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def wear(paragraph: Paragraph, name: str) -> None:
    """Give a paragraph a style of ours. python-docx would look through all styles each time, a third of all work."""
    paragraph._p.style = _id(name)  # noqa: SLF001


def _id(name: str) -> str:
    """What python-docx makes of a name."""
    return name.replace(" ", "")


def _font(style: ParagraphStyle, size: float, *, bold: bool = False, colour: str = "") -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.rPr.rFonts
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):  # a theme would win over the name
        fonts.attrib.pop(qn(script), None)
    fonts.set(qn("w:hAnsi"), FONT)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _spaced(style: ParagraphStyle, *, before: float = 0, after: float = 0, lines: float = 1.0) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), lines


def _speak(style: ParagraphStyle, language: str) -> None:
    """The language in which Word checks the spelling."""
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language if "-" in language else {"en": "en-US"}.get(language, "es-ES"))
    style.element.get_or_add_rPr().append(spoken)
