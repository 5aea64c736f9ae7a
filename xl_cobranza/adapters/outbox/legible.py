"""Text that any format can hold: no control characters, and no link but those that a letter may have.

Everything in a document may come from cells that anybody typed in. What no reader sees (control characters, halves of
characters, marks that turn the direction of what follows) is left out before a writer meets it; markup is each writer's own concern.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from xl_cobranza.domain.addresses import is_address
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

_LINE_ENDS: Final = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
_HALVES: Final = re.compile("[\ud800-\udfff]")


def legible(text: str) -> str:
    r"""A text without what nobody sees. Line breaks of all kinds become one kind, tabs a space.

    >>> legible("Peña\x00 e Hijos\r\nS. A.")
    'Peña e Hijos\nS. A.'
    """
    ends = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _HALVES.sub("\ufffd", _UNSEEN.sub("", ends))


def one_line(text: str) -> str:
    r"""The same on one line, for subjects, titles and names.

    >>> one_line("Factura A-1\r\nBcc: x@example.org")
    'Factura A-1 Bcc: x@example.org'
    """
    return " ".join(legible(text).split())


def safe_link(target: str) -> str:
    """The address that a letter may open, "" for any other: the web, one mail address, a telephone number.

    >>> safe_link("https://pagos.example.com/A-1"), safe_link("javascript:alert(1)"), safe_link("file:///etc/passwd")
    ('https://pagos.example.com/A-1', '', '')
    """
    if target != legible(target) or any(character.isspace() for character in target):
        return ""
    scheme, _, rest = target.partition(":")
    test = _LINKS.get(scheme.lower())
    return target if test and test(rest) else ""


def _is_web(rest: str) -> bool:
    try:
        parts = urlsplit(f"https:{rest}")
    except ValueError:
        return False
    return rest.startswith("//") and bool(parts.hostname) and "@" not in parts.netloc and "\\" not in rest


def _is_mail(rest: str) -> bool:
    address, _, fields = rest.partition("?")  # no other reader may be slipped in
    return is_address(address) and {name.lower() for name, _ in parse_qsl(fields)} <= {"subject", "body"}


def _is_number(rest: str) -> bool:
    return bool(re.fullmatch(r"\+?[0-9().-]{3,20}", rest))


_LINKS: Final[dict[str, Callable[[str], bool]]] = {
    "https": _is_web,
    "http": _is_web,
    "mailto": _is_mail,
    "tel": _is_number,
}


def legible_document(document: Document) -> Document:
    """The document with all its texts legible and its links safe."""
    return replace(
        document,
        title=one_line(document.title),
        blocks=tuple(legible_block(block) for block in document.blocks),
        sender=_lines(document.sender),
        addressee=_lines(document.addressee),
        place_and_date=one_line(document.place_and_date),
        footer=one_line(document.footer),
    )


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in map(one_line, texts) if line)


def legible_table(table: Table) -> Table:
    """The table with legible texts, every row as wide as the widest."""
    rows = (table.headings, *table.rows, *table.totals)
    width = max(map(len, rows))
    headings, *others = (tuple(map(legible, row)) + ("",) * (width - len(row)) for row in rows)
    first_total = len(table.rows)
    return Table(headings, tuple(others[:first_total]), table.right, tuple(others[first_total:]), one_line(table.title))


def _runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(Run(legible(run.text), run.bold, safe_link(run.link)) for run in runs)


def legible_block(block: Block) -> Block:
    match block:
        case Heading(text, level):
            return Heading(one_line(text), level)
        case Paragraph(runs, look):
            return Paragraph(_runs(runs), look)
        case Bullets(items, numbered):
            return Bullets(tuple(_runs(item) for item in items), numbered)
        case Table():
            return legible_table(block)
        case Pairs(pairs):
            return Pairs(tuple((one_line(label), legible(value)) for label, value in pairs))
        case Signatures(people):
            return Signatures(tuple((one_line(name), one_line(role)) for name, role in people))
        case PageBreak():
            return block
