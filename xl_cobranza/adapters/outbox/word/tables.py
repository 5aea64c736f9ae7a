"""Tables of a Word file: of figures, of pairs, and of lines to sign on."""

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from xl_cobranza.adapters.outbox.fitting import LINE, columns
from xl_cobranza.adapters.outbox.word import styles
from xl_cobranza.domain.documents import Table

_RULE: Final = ("8", "3A3A3A")  # eighths of a point, colour
_HAIR: Final = ("4", "C9C9C9")
_GAP: Final = "120"  # twentieths of a point between two columns


def add_table(made: Document, table: Table) -> None:
    """The table at the end of the document, below its title."""
    if table.title:
        title = made.add_paragraph()
        title.add_run(table.title).bold = True
        title.paragraph_format.space_before = Pt(12)
        title.paragraph_format.keep_with_next = True
    build_table(made, table)
    _space_after(made)


def build_table(made: Document, table: Table) -> WordTable:
    """The table, its headings at the top of every page, its totals in bold."""
    heads = [table.headings] if any(table.headings) else []
    rows = [*heads, *table.rows, *table.totals]
    grid: WordTable = made.add_table(len(rows), len(table.headings))
    size, shares, *_ = columns(table)
    _set_widths(made, grid, shares)
    first_total = len(rows) - len(table.totals)
    for number, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        is_head, is_total = number < len(heads), number >= first_total
        _fill(row, texts, table.right, size=size, bold=is_head or is_total)
        _keep_whole(row, repeated=is_head)
        last = number == len(rows) - 1
        if not last:
            _ruled(row, _RULE if is_head or (table.totals and number == first_total - 1) else _HAIR)
    return grid


def add_pairs(made: Document, pairs: Sequence[tuple[str, str]]) -> None:
    """Labels in grey and what they say."""
    grid = made.add_table(len(pairs), 2)
    longest = max((len(label) for label, _ in pairs), default=0)
    share = min(max(longest * 1.3 + 4, 14), 40) / LINE
    _set_widths(made, grid, [share, 1 - share])
    for row, (label, value) in zip(grid.rows, pairs, strict=True):
        for cell, text in zip(row.cells, (label, value), strict=True):
            paragraph = cell.paragraphs[0]
            styles.wear(paragraph, styles.CELL)
            paragraph.add_run(text).font.size = Pt(10.5)
        row.cells[0].paragraphs[0].runs[0].font.color.rgb = styles.GREY
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
            styles.wear(line, styles.CELL)
            line.paragraph_format.space_before = Pt(52)
            _signed(cell, name, role)
        _keep_whole(grid.rows[0])
        _space_after(made)


def _signed(cell: _Cell, name: str, role: str) -> None:
    signed = cell.add_paragraph()
    styles.wear(signed, styles.CELL)
    signed.add_run(name).bold = True
    if role:
        signed.add_run().add_break()
        signed.add_run(role)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", _RULE[0]), ("space", "4"), ("color", _RULE[1])):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    signed._p.get_or_add_pPr().append(borders)  # noqa: SLF001 -- python-docx has no borders


def _set_widths(made: Document, grid: WordTable, shares: Sequence[float]) -> None:
    whole = styles.text_width(made)
    grid.autofit = False
    widths = [Emu(round(whole * share)) for share in shares]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    _without_margins(grid)
    for row in grid.rows:
        for number, (cell, width) in enumerate(zip(row.cells, widths, strict=True), 1):
            cell.width = width
            if number < len(widths):
                _with_gap(cell)


def _without_margins(grid: WordTable) -> None:
    """The text of the first and of the last column stands flush with the letter's."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 -- python-docx has no margins of cells
    grid._tbl.tblPr.insert(len(grid._tbl.tblPr) if look is None else grid._tbl.tblPr.index(look), margins)  # noqa: SLF001


def _with_gap(cell: _Cell) -> None:
    margins, right = OxmlElement("w:tcMar"), OxmlElement("w:right")
    right.set(qn("w:w"), _GAP)
    right.set(qn("w:type"), "dxa")
    margins.append(right)
    cell._tc.get_or_add_tcPr().append(margins)  # noqa: SLF001


def _fill(row: _Row, texts: Sequence[str], right: frozenset[int], *, size: float, bold: bool) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        styles.wear(paragraph, styles.NUMBER if column in right else styles.CELL)
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size != styles.CELL_SIZE:
            run.font.size = Pt(size)


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
        cell._tc.get_or_add_tcPr().insert(1, borders)  # noqa: SLF001 -- python-docx has no borders; after the width


def _space_after(made: Document) -> None:
    """Word joins tables that touch."""
    gap = made.add_paragraph()
    styles.wear(gap, styles.CELL)
    gap.paragraph_format.line_spacing = Pt(10)
