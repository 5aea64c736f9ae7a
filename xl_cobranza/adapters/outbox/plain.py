"""A document as plain text: whole for a file, without letterhead for a mail, in short lines for a chat."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xl_cobranza.domain.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Run,
    Signatures,
    Table,
)  # fmt: skip

WIDEST_TABLE: Final = 78  # columns; what is wider is written one row a line
LONGEST_CHAT: Final = 1500  # characters, so that the link stays one that programs open
_GAP: Final = "  "
_LINE_TO_SIGN: Final = "_" * 30


def as_file(document: Document) -> str:
    """Everything that the printed letter says."""
    letterhead = ("\n".join(document.sender), document.place_and_date, "\n".join(document.addressee))
    return _joined([*letterhead, *_blocks(document.blocks), document.footer])


def as_mail(document: Document) -> str:
    """The letter without address and date, which a mail has in its headers; the sender below, as a signature."""
    return _joined([*_blocks(document.blocks), "\n".join(document.sender), document.footer])


def as_chat(document: Document) -> str:
    """The letter as a message: no table, for letters are not all of one width there."""
    return _joined(_blocks(document.blocks, tables=False))


def shortened(text: str, longest: int = LONGEST_CHAT) -> str:
    r"""As many whole lines as fit; of a first line that does not fit, as many whole words.

    >>> shortened("Hola\nDebe 100\nGracias", 15)
    'Hola\nDebe 100'
    """
    if len(text) <= longest:
        return text
    head = text[: longest + 1]
    end = head.rfind("\n")
    return head[: end if end > 0 else max(head.rfind(" "), 0) or longest].rstrip()


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _blocks(blocks: Sequence[Block], *, tables: bool = True) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text, _):
                yield text
            case Paragraph(runs, _):
                yield _text(runs)
            case Bullets(items, numbered):
                marks = (f"{n}. " if numbered else "- " for n, _ in enumerate(items, 1))
                yield "\n".join(mark + _text(item) for mark, item in zip(marks, items, strict=True))
            case Table():
                yield _table(block, aligned=tables)
            case Pairs(pairs):
                yield "\n".join(f"{label}: {value}" for label, value in pairs)
            case Signatures(people):
                yield "\n\n".join("\n".join((_LINE_TO_SIGN, *filter(None, person))) for person in people)
            case PageBreak():
                pass


def _text(runs: Sequence[Run]) -> str:
    return "".join(_run(run) for run in runs).strip()


def _run(run: Run) -> str:
    address = run.link.partition(":")[2] if run.link.startswith(("mailto:", "tel:")) else run.link
    return run.text if not address or address in run.text else f"{run.text} ({address})"


def _table(table: Table, *, aligned: bool) -> str:
    rows = [tuple(" ".join(cell.split()) for cell in row) for row in (table.headings, *table.rows, *table.totals)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    fits = sum(widths) + len(_GAP) * (len(widths) - 1) <= WIDEST_TABLE
    lines = _aligned(table, rows, widths) if aligned and fits else _rows(rows)
    return "\n".join((*((table.title, "") if table.title else ()), *lines))


def _aligned(table: Table, rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> Iterator[str]:
    rule = "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for number, row in enumerate(rows):
        if (number == 1 and any(table.headings)) or (table.totals and number == len(table.rows) + 1):
            yield rule
        pairs = enumerate(zip(row, widths, strict=True))
        if any(row):
            yield _GAP.join(
                _padded(cell, width, right=column in table.right) for column, (cell, width) in pairs
            ).rstrip()


def _rows(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """One line a row: its first cell, then each other with its heading."""
    headings, *others = rows
    for row in others:
        (first, _), *named = [pair for pair in zip(row, headings, strict=True) if pair[0]] or [("", "")]
        if len(named) == 1 and len(row) > 2:
            yield f"- {first}: {named[0][0]}"  # a total says by itself what it is
        elif first:
            yield " · ".join([f"- {first}", *(f"{heading}: {cell}" if heading else cell for cell, heading in named)])


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank


def _width(text: str) -> int:
    """How many columns a text takes: an accent of its own none, a Chinese character two."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
