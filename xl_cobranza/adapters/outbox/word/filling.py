"""A Word file of the user's own, filled in: its fields by docxtpl in a sandbox, its `[tabla]` by a table of ours."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import jinja2
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from lxml.etree import LxmlError

from xl_cobranza.adapters.outbox.legible import legible, legible_table
from xl_cobranza.adapters.outbox.word import styles
from xl_cobranza.adapters.outbox.word.packing import packed
from xl_cobranza.adapters.outbox.word.tables import build_table
from xl_cobranza.domain.documents import Table
from xl_cobranza.errors import Refused

_BOOKMARK: Final = "_cobranza_"  # no text that is filled in can make a bookmark


def fill_word(
    template: Path, fields: Mapping[str, object], tables: Mapping[str, Table], environment: jinja2.Environment
) -> bytes:
    """The file with its fields filled in, as a .docx; the layout stays as it was.

    `environment` is the sandbox of jinja2 in which templates run; text is escaped here whatever it says. A paragraph
    that is only `[name]` becomes the table of that name. Refused: a file that Word would not open, a template that
    is wrong or asks for a field that is not there.
    """
    made = _opened(template)
    _mark_tables(made, tables)
    try:
        made.render(_plain(fields), environment, autoescape=True)
    except jinja2.UndefinedError as error:
        raise Refused("word_template_field", template.name, str(error)) from error
    except jinja2.TemplateError as error:
        raise Refused("word_template_code", template.name, str(error)) from error
    _put_tables(made.docx, tables)
    return packed(made.docx)


def unknown_fields(template: Path, known: Mapping[str, object], environment: jinja2.Environment) -> tuple[str, ...]:
    """The fields that a Word file asks for and nobody can fill in, in the order of the alphabet."""
    try:
        asked = _opened(template).get_undeclared_template_variables(environment)
    except jinja2.TemplateError as error:
        raise Refused("word_template_code", template.name, str(error)) from error
    return tuple(sorted(asked - set(known)))


def _opened(template: Path) -> DocxTemplate:
    made = DocxTemplate(BytesIO(_read(template)))
    try:
        made.init_docx()
    except (
        BadZipFile,
        KeyError,
        ValueError,
        OpcError,
        LxmlError,
    ) as error:
        raise Refused("word_template_damaged", template.name) from error
    return made


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise Refused("cannot_read", template.name, error.strerror or "") from error


def _plain(value: object) -> object:
    """The fields without what no Word file may hold; what is no text stays as it is."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


def _paragraphs(container: Document | _Cell) -> Iterator[Paragraph]:
    """The paragraphs of the text, also those in its tables."""
    yield from container.paragraphs
    for table in container.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _paragraphs(cell)


def _mark_tables(made: DocxTemplate, tables: Mapping[str, Table]) -> None:
    """A bookmark in each paragraph that is to be a table, before any text of others comes in."""
    places = {f"[{name}]": number for number, name in enumerate(tables)}
    for paragraph in list(_paragraphs(made.docx)):
        number = places.get(paragraph.text.strip())
        if number is None:
            continue
        for run in paragraph.runs:
            run.text = ""
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(9000 + number))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), f"{_BOOKMARK}{number}")
            paragraph._p.append(mark)  # noqa: SLF001 -- python-docx has no bookmarks


def _put_tables(document: Document, tables: Mapping[str, Table]) -> None:
    for number, table in enumerate(tables.values()):
        for mark in list(document.element.body.iter(qn("w:bookmarkStart"))):
            if mark.get(qn("w:name")) == f"{_BOOKMARK}{number}":
                styles.set_cell_styles(document)
                paragraph = mark.getparent()
                paragraph.addprevious(build_table(document, legible_table(table))._tbl)  # noqa: SLF001
                for child in list(paragraph):
                    if child.tag in {qn("w:bookmarkStart"), qn("w:bookmarkEnd")}:
                        paragraph.remove(child)
