"""The tables of a letter: what is asked for, and apart from it what is not due, agreed, disputed or in their favour."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.documents import Block, Table
from xl_cobranza.domain.letters import DueInstalment, Letter, LetterLine, Section, totals
from xl_cobranza.wording.letters import TABLES
from xl_cobranza.wording.reminders.words import Reader

_MONEY: Final = frozenset({3, 4})
_APART: Final = {"en_disputa": (Section.DISPUTED,), "en_acuerdo": (Section.AGREED, Section.PROMISED)}


def letter_tables(letter: Letter, reader: Reader) -> Mapping[str, Block]:
    """The tables that hold something, by the name that a template knows them by; none for who must not know."""
    if letter.discreet:
        return {}
    asked = letter.asked
    upcoming = [line for line in letter.lines if line.section is Section.UPCOMING and line not in asked]
    found: dict[str, Block] = {}
    if asked:
        found["tabla"] = found["facturas"] = invoices("tabla", asked, reader)
    if upcoming:
        found["por_vencer"] = invoices("por_vencer", upcoming, reader)
    for name, sections in _APART.items():
        mine = [line for line in letter.lines if line.section in sections]
        if mine:
            found[name] = invoices(name, mine, reader)
    in_favour = [line for line in letter.lines if line.section is Section.CREDIT]
    if in_favour:
        found["a_favor"] = _credits(in_favour, reader)
    if letter.instalments:
        found["calendario"] = schedule(letter.instalments, reader)
    return found


def invoices(name: str, lines: Sequence[LetterLine], reader: Reader) -> Table:
    """A row an invoice, a total a currency."""
    rows = tuple(
        (
            name_of(line.invoice),
            reader.short_day(line.invoice.issued),
            reader.short_day(line.invoice.due),
            reader.amount(line.invoice.amount, line.invoice.currency),
            reader.amount(line.amount, line.invoice.currency),
        )
        for line in lines
    )
    title = (
        reader.words.AGREED_TITLE
        if any(line.section is Section.PROMISED for line in lines)
        else _title(name, reader.language)
    )
    return Table(headings(name, reader.language), rows, _MONEY, _totals(lines, reader) if len(lines) > 1 else (), title)


def _totals(lines: Iterable[LetterLine], reader: Reader) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (reader.words.TOTAL, "", "", "", reader.amount(total, currency)) for currency, total in totals(lines).items()
    )


def _credits(lines: Iterable[LetterLine], reader: Reader) -> Table:
    rows = tuple(
        (
            reader.words.CREDIT.format(name=name_of(line.invoice)),
            reader.short_day(line.invoice.issued),
            reader.amount(line.amount, line.invoice.currency),
        )
        for line in lines
    )
    return Table(headings("a_favor", reader.language), rows, frozenset({2}), (), _title("a_favor", reader.language))


def schedule(instalments: Iterable[DueInstalment], reader: Reader) -> Table:
    """What is left of an agreement: number, day and sum of each payment."""
    number, day, payment, *_ = headings("calendario", reader.language)
    rows = tuple(
        (_number(one, reader), reader.short_day(one.due), reader.amount(one.left, one.currency)) for one in instalments
    )
    return Table((number, day, payment), rows, frozenset({2}), (), reader.words.SCHEDULE)


def _number(one: DueInstalment, reader: Reader) -> str:
    words = reader.words
    return words.INSTALMENT.format(number=one.number, of=one.of) if one.number else words.DOWN_PAYMENT


@cache
def headings(name: str, language: str) -> tuple[str, ...]:
    """The headings of a table of a letter, as its language has them.

    >>> headings("a_favor", "en")
    ('Document', 'Date', 'Amount')
    """
    table = next(table for table in TABLES if table.name == name)
    return tuple(pair[language == "en"] for pair in table.columns)


def _title(name: str, language: str) -> str:
    table = next(table for table in TABLES if table.name == name)
    title: tuple[str, str] = getattr(table, "title", ("", "")) or ("", "")
    return title[language == "en"]
