"""A Word file of the user's own, filled in: its fields by docxtpl in our sandbox, `[tabla]` and the like by blocks of ours."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import docx
import jinja2
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from lxml.etree import LxmlError

from xl_cobranza.adapters.outbox.legible import legible, legible_block
from xl_cobranza.adapters.outbox.word import styles
from xl_cobranza.adapters.outbox.word.packing import packed
from xl_cobranza.adapters.outbox.word.writing import add_block
from xl_cobranza.domain.documents import Block, PageBreak
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.wording.letters import FieldValue, context, environment
from xl_cobranza.wording.letters.fields import APART, folded, table_names
from xl_cobranza.wording.letters.markup import named
from xl_cobranza.wording.letters.sandbox import Flaw, closest, flaws

_BOOKMARK: Final = "_cobranza_"  # no text that is filled in can make a bookmark
_FIRST_ID: Final = 900_000  # of our bookmarks; Word counts from 0
_PARAGRAPH: Final = re.compile(r"<w:p([ />])")
_TAGS: Final = re.compile(r"<[^>]+>")
_SUGGESTED: Final = frozenset({"template_field", "template_table"})


def fill_word(template: Path, fields: Mapping[str, FieldValue], blocks: Mapping[str, Block]) -> bytes:
    """The file with its fields filled in, as a .docx; the layout stays as it was.

    The fields and what a template may do are those of the sheet `Plantillas`; docxtpl's `{%tr for … %}` repeats a
    row, `{%p if … %}` holds a paragraph. A paragraph that is only `[name]` becomes that block; a known one that is not
    given is left out. Raises Refused: word_template_damaged, cannot_read, or the kind of the first problem of `check_word`.
    """
    made = _opened(template)
    _mark(made.docx, blocks)
    plain = {name: _legible(value) for name, value in context(fields).items()}
    try:
        made.render(plain, environment(escape=True), autoescape=True)
    except (jinja2.TemplateError, TypeError, ValueError) as error:
        first = next(iter(check_word(template)), Problem("template_value", template.name))
        raise Refused(first.kind, template.name, first.found, **first.data) from error
    filled = docx.Document(BytesIO(packed(made.docx)))  # docxtpl's own still points at the body before
    _put(filled, blocks)
    return packed(filled)


def check_word(template: Path, tables: frozenset[str] = frozenset()) -> list[Problem]:
    """All that is wrong with a Word file as a template; its lines are its paragraphs. `tables` are further names."""
    made = _opened(template)
    sources = [made.get_xml(), *(made.get_part_xml(part) for part in _edges(made))]
    found = [flaw for source in sources for flaw in _flaws(_PARAGRAPH.sub(r"\n<w:p\1", made.patch_xml(source)))]
    known = {**table_names(), **{folded(name): folded(name) for name in tables}}
    for number, paragraph in enumerate(_paragraphs(made.docx), 1):
        name = named(paragraph.text)
        if name is not None and folded(name) not in known:
            found.append(Flaw("template_table", number, name, closest(name, known)))
    return [_problem(flaw, template.name) for flaw in found]


def _problem(flaw: Flaw, ref: str) -> Problem:
    kind = f"{flaw.kind}_misspelt" if flaw.meant and flaw.kind in _SUGGESTED else flaw.kind
    return Problem(kind, ref, flaw.found, {"line": str(flaw.line), "meant": flaw.meant})


def _flaws(source: str) -> list[Flaw]:
    """What Jinja and our grammar find; the first paragraph stands on the second line of the source."""
    try:
        tree = jinja2.Environment(autoescape=True).parse(source)
    except jinja2.TemplateSyntaxError as error:
        line = _TAGS.sub("", "".join(source.splitlines()[error.lineno - 1 : error.lineno]))
        return [Flaw("template_syntax", max(error.lineno - 1, 1), line.strip()[:60])]
    except RecursionError:
        return [Flaw("template_too_deep", 1, "")]
    return [flaw._replace(line=max(flaw.line - 1, 1)) for flaw in flaws(tree)]


def _opened(template: Path) -> DocxTemplate:
    try:
        content = template.read_bytes()
    except OSError as error:
        raise Refused("cannot_read", template.name, error.strerror or "") from error
    try:
        docx.Document(BytesIO(content))
        made = DocxTemplate(BytesIO(content))
        made.init_docx()
    except (BadZipFile, KeyError, ValueError, OpcError, LxmlError, AttributeError) as error:
        raise Refused("word_template_damaged", template.name) from error
    return made


def _edges(made: DocxTemplate) -> Iterator[object]:
    """The parts of headers and footers."""
    for kind in (made.HEADER_URI, made.FOOTER_URI):
        for _, part in made.get_headers_footers(kind):
            yield part


def _legible(value: FieldValue) -> FieldValue:
    if isinstance(value, tuple):
        return tuple({key: legible(one) if isinstance(one, str) else one for key, one in row.items()} for row in value)
    return legible(value) if isinstance(value, str) else value


def _paragraphs(container: Document | _Cell) -> Iterator[Paragraph]:
    """The paragraphs of the text, also those in its tables."""
    yield from container.paragraphs
    for table in container.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _paragraphs(cell)


def _names(typed: str) -> tuple[str, ...]:
    """The blocks that a name stands for, as they may be called."""
    name = table_names().get(folded(typed), folded(typed))
    return APART if name == "aparte" else (name,)


def _mark(document: Document, blocks: Mapping[str, Block]) -> None:
    """A bookmark in each paragraph that is to be a block, before any text of others comes in."""
    known = {*table_names(), *map(folded, blocks)}
    for number, paragraph in enumerate(list(_paragraphs(document))):
        name = named(paragraph.text)
        if name is None or folded(name) not in known:
            continue
        for run in paragraph.runs:
            run.text = ""
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(_FIRST_ID + number))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), _BOOKMARK + "-".join(_names(name)))
            paragraph._p.append(mark)  # noqa: SLF001 -- python-docx has no bookmarks


def _put(document: Document, blocks: Mapping[str, Block]) -> None:
    """The blocks where their bookmarks stand; a paragraph that held nothing else is gone."""
    given: dict[str, Block] = {"salto": PageBreak()}
    given.update({name: block for typed, block in blocks.items() for name in (folded(typed), *_names(typed))})
    body = document.element.body
    for mark in [mark for mark in body.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")).startswith(_BOOKMARK)]:
        place = mark.getparent()
        for name in mark.get(qn("w:name")).removeprefix(_BOOKMARK).split("-"):
            block = given.get(name)
            if block is None:
                continue
            styles.add_missing(document)
            before = len(body)
            add_block(document, legible_block(block))
            for element in list(body)[before - 1 : -1]:  # what was added, before the section's own properties
                place.addprevious(element)
        _leave(place)


def _leave(place: CT_P) -> None:
    """Take a paragraph away, unless a cell would be left without any, or a section without its end."""
    if (
        place.getparent() is not None
        and place.getparent().tag == qn("w:body")
        and place.find(f".//{qn('w:sectPr')}") is None
    ):
        place.getparent().remove(place)
        return
    for child in list(place):
        if child.tag != qn("w:pPr"):
            place.remove(child)
