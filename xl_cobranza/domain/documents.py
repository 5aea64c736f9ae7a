"""A document before it has a format: blocks of text, tables and signatures, already filled in.

Letters, agreements, statements and dossiers are made of these; `adapters/outbox` writes them as PDF, Word, mail,
plain text or a message. All text is data: a writer escapes what its format would take for markup.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple


class Run(NamedTuple):
    """A piece of text in one look; `link` is an address that it opens, or ""."""

    text: str
    bold: bool = False
    link: str = ""


class Heading(NamedTuple):
    """A title inside the document: 1 the document's own, 2 a section."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Text that flows. A line break inside a run is kept. `small` is for notes at the foot, `quiet` is grey too."""

    runs: tuple[Run, ...]
    look: Literal["body", "small", "quiet"] = "body"


class Bullets(NamedTuple):
    """A list, one item a line."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False


class Table(NamedTuple):
    """Rows of texts as they are read, amounts and dates already written as the reader's country writes them.

    `right` holds the indexes (0-based) of columns of numbers; `totals` are the last rows, in bold.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    totals: tuple[tuple[str, ...], ...] = ()
    title: str = ""


class Pairs(NamedTuple):
    """Labels and what they say, one below the other: the parties, the terms, the bank account."""

    pairs: tuple[tuple[str, str], ...]


class Signatures(NamedTuple):
    """Lines to sign on, side by side: who signs, and below it as what."""

    people: tuple[tuple[str, str], ...]


class PageBreak(NamedTuple):
    """What follows begins on a new page."""


Paper = Literal["a4", "us-letter"]

# where letters are written on 8½ × 11 inches: CLDR 46, supplemental/measurementData, paperSize US-Letter
_US_LETTER: Final = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})

Block = Heading | Paragraph | Bullets | Table | Pairs | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """What a person reads, without a format.

    `sender` and `addressee` are the lines of the letterhead and of the address, `place_and_date` one line; each may be
    empty, and is then left out. `title` names the document (its file, its properties); it is printed only where
    a `Heading` says it. `footer` stands at the foot of every page.

    >>> hello = Document("Recordatorio", (Paragraph((Run("Buenos días, "), Run("Rosa", bold=True))),))
    >>> [run.text for run in hello.blocks[0].runs]
    ['Buenos días, ', 'Rosa']
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "es"
    sender: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    place_and_date: str = ""
    footer: str = ""
    paper: Paper = "a4"


def paper_of(country: str) -> Paper:
    """The paper that a country (ISO 3166 code) writes on; A4 where it is not known.

    >>> paper_of("MX"), paper_of("ES"), paper_of("")
    ('us-letter', 'a4', 'a4')
    """
    return "us-letter" if country in _US_LETTER else "a4"
