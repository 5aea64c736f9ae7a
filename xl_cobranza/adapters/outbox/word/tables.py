"""Tables of a Word file: of figures, of pairs, and of lines to sign on."""

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from xl_cobranza.adapters.outbox.word import styles
from xl_cobranza.domain.documents import Table

_RULE: Final = ("8", "3A3A3A")  # eighths of a point, colour
_HAIR: Final = ("4", "C9C9C9")
_LONGEST: Final = 45  # characters of a column beyond which it gets no wider
_PAD: Final = 3


def add_table(made: Document, table: Table) -> None:
    """The table at the end of the document, below its title."""
    if table.title:
        title = made.add_paragraph()
        title.add_run(table.title).bold = True
        title.paragraph_format.keep_with_next = True
    build_table(made, table)
    _space_after(made)


def build_table(made: Document, table: Table) -> WordTable:
    """The table, its headings at the top of every page, its totals in bold."""
    heads = [table.headings] if any(table.headings) else []
    rows = [*heads, *table.rows, *table.totals]
    grid: WordTable = made.add_table(len(rows), len(table.headings))
    _widen(made, grid, rows)
    first_total = len(rows) - len(table.totals)
    for number, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        is_head, is_total = number < len(heads), number >= first_total
        _fill(made, row, texts, table.right, bold=is_head or is_total)
        _keep_whole(row, repeated=is_head)
        last = number == len(rows) - 1
        if not last:
            _ruled(row, _RULE if is_head or (table.totals and number == first_total - 1) else _HAIR)
    return grid


def add_pairs(made: Document, pairs: Sequence[tuple[str, str]]) -> None:
    """Labels in grey and what they say."""
    grid = made.add_table(len(pairs), 2)
    longest = max((len(label) for label, _ in pairs), default=0)
    share = min(max(longest + 4, 14), 34) / 90
    _set_widths(made, grid, [share, 1 - share])
    for row, (label, value) in zip(grid.rows, pairs, strict=True):
        for cell, text, look in zip(row.cells, (label, value), (styles.QUIET, styles.CELL), strict=True):
            cell.paragraphs[0].style = made.styles[look]
            cell.paragraphs[0].add_run(text).font.size = Pt(10.5)
        _keep_whole(row)
    _space_after(made)


def add_signatures(made: Document, people: Sequence[tuple[str, str]]) -> None:
    """Up to three lines side by side, with room above to sign."""
    across = min(3, max(2, len(people)))
    for start in range(0, len(people), across):
        group = people[start : start + across]
        grid = made.add_table(1, across * 2 - 1)  # a narrow column between two signatures
        _set_widths(made, grid, [0.06 if column % 2 else 1 / across - 0.04 for column in range(across * 2 - 1)])
        for cell, (name, role) in zip(grid.rows[0].cells[::2], group, strict=False):
            line = cell.paragraphs[0]
            line.style = made.styles[styles.CELL]
            line.paragraph_format.space_before = Pt(52)
            _signed(made, cell, name, role)
        _keep_whole(grid.rows[0])
        _space_after(made)


def _signed(made: Document, cell: _Cell, name: str, role: str) -> None:
    signed = cell.add_paragraph(style=made.styles[styles.CELL])
    signed.add_run(name).bold = True
    if role:
        signed.add_run().add_break()
        signed.add_run(role)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", _RULE[0]), ("space", "4"), ("color", _RULE[1])):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    signed._p.get_or_add_pPr().append(borders)  # noqa: SLF001 -- python-docx has no borders


def _widen(made: Document, grid: WordTable, rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their texts ask, together as wide as the page."""
    asked = [min(max(map(len, column)), _LONGEST) + _PAD for column in zip(*rows, strict=True)]
    _set_widths(made, grid, [width / sum(asked) for width in asked])


def _set_widths(made: Document, grid: WordTable, shares: Sequence[float]) -> None:
    whole = styles.text_width(made)
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = round(whole * share)
        for cell in column.cells:
            cell.width = round(whole * share)


def _fill(made: Document, row: _Row, texts: Sequence[str], right: frozenset[int], *, bold: bool) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = made.styles[styles.NUMBER if column in right else styles.CELL]
        paragraph.add_run(text).bold = bold or None


def _keep_whole(row: _Row, *, repeated: bool = False) -> None:
    """A row is not torn at the end of a page; one of headings comes again on the next."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no such properties
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _ruled(row: _Row, look: tuple[str, str]) -> None:
    """A line below a row."""
    for cell in row.cells:
        borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", look[0]), ("space", "0"), ("color", look[1])):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 -- python-docx has no borders


def _space_after(made: Document) -> None:
    """Word joins tables that touch."""
    made.add_paragraph().paragraph_format.space_after = Pt(2)
