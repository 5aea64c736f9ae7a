"""A document as a Word file that a person may go on editing: styles, tables whose headings repeat, page numbers."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from itertools import zip_longest
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from xl_cobranza.adapters.outbox.fitting import stays_with
from xl_cobranza.adapters.outbox.word import styles
from xl_cobranza.adapters.outbox.word.packing import describe, packed
from xl_cobranza.adapters.outbox.word.tables import add_pairs, add_signatures, add_table
from xl_cobranza.domain.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Pairs,
    Paper,
    Paragraph,
    Run,
    Signatures,
    Table,
)  # fmt: skip
from xl_cobranza.wording.outbox import word

_LOOKS: Final = {"small": styles.SMALL, "quiet": styles.QUIET}


def as_word(document: Document) -> bytes:
    """One document, already legible, as a .docx: the same document, the same bytes."""
    made = docx.Document(BytesIO(_empty(document.paper, document.language)))
    describe(made, document.title, document.sender[0] if document.sender else "", document.language)
    _letterhead(made, document)
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        add_block(made, block)
        if stays_with(block, after):
            made.paragraphs[-1].paragraph_format.keep_with_next = True
    _footer(made, document)
    return packed(made)


@cache
def _empty(paper: Paper, language: str) -> bytes:
    """A Word file without text, with its page and its styles."""
    made = docx.Document()
    styles.set_page(made, paper)
    styles.set_styles(made, language)
    return packed(made)


def _letterhead(made: WordDocument, document: Document) -> None:
    if document.sender:
        name, *others = document.sender
        first = made.add_paragraph()
        styles.wear(first, styles.LETTERHEAD)
        title = first.add_run(name)
        title.bold, title.font.size = True, Pt(13)
        title.font.color.rgb = RGBColor(0, 0, 0)
        for line in others:
            first.add_run().add_break()
            first.add_run(line)
        first.paragraph_format.space_after = Pt(22)
        _ruled(first)
    if document.place_and_date:
        dated = made.add_paragraph(document.place_and_date)
        dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        dated.paragraph_format.space_after = Pt(14)
    if document.addressee:
        address = made.add_paragraph()
        _write(address, (Run("\n".join(document.addressee)),))
        address.paragraph_format.space_after = Pt(20)


def _ruled(paragraph: WordParagraph) -> None:
    """A line below."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", "3A3A3A")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx has no borders
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def add_block(made: WordDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(text, min(level, 2))
        case Paragraph(runs, look):
            paragraph = made.add_paragraph()
            if look != "body":
                styles.wear(paragraph, _LOOKS[look])
            _write(paragraph, runs)
        case Bullets(items, numbered):
            _list(made, items, numbered=numbered)
        case Table():
            add_table(made, block)
        case Pairs(pairs):
            add_pairs(made, pairs)
        case Signatures(people):
            add_signatures(made, people)
        case PageBreak():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _list(made: WordDocument, items: Sequence[Sequence[Run]], *, numbered: bool) -> None:
    """Numbers are typed: Word's own would go on counting from the list before."""
    for number, item in enumerate(items, 1):
        if not numbered:
            _write(made.add_paragraph(style="List Bullet"), item)
            continue
        line = made.add_paragraph()
        line.paragraph_format.left_indent = Mm(8)
        line.paragraph_format.first_line_indent = Mm(-8)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        line.paragraph_format.space_after = Pt(4)
        line.add_run(f"{number}.\t")
        _write(line, item)


def _write(paragraph: WordParagraph, runs: Sequence[Run]) -> None:
    for run in runs:
        written = _linked(paragraph, run) if run.link else paragraph.add_run(run.text)
        written.bold = run.bold or None


def _linked(paragraph: WordParagraph, run: Run) -> WordRun:
    """A run inside a link; the address is a relationship of the part, as Word keeps it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    written = paragraph.add_run(run.text)
    written.font.color.rgb = RGBColor(0x1A, 0x4E, 0x8A)
    link.append(written._r)  # noqa: SLF001 -- python-docx reads links and writes none
    paragraph._p.append(link)  # noqa: SLF001
    return written


def _footer(made: WordDocument, document: Document) -> None:
    foot = made.sections[0].footer.paragraphs[0]
    styles.wear(foot, styles.QUIET)
    foot.paragraph_format.tab_stops.add_tab_stop(styles.text_width(made), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{document.footer}\t{word('page', document.language)} ")
    _field(foot, "PAGE")
    foot.add_run(f" {word('of', document.language)} ")
    _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, code: str) -> None:
    """A figure that Word counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(paragraph.add_run("1")._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001
