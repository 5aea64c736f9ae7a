"""The sheet `Cartas` in words: a row for each letter, before it is made and after."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from xl_cobranza.book import words
from xl_cobranza.book.letters.marks import PREVIEWED, Marks
from xl_cobranza.book.letters.refresh import show
from xl_cobranza.book.port import Patch
from xl_cobranza.domain.letters import Letter
from xl_cobranza.wording import figures
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.letters import Composed
from xl_cobranza.wording.today import Text


class Told(Protocol):
    """A letter with its words and the reason for it."""

    @property
    def letter(self) -> Letter: ...
    @property
    def said(self) -> Composed: ...
    @property
    def reason(self) -> str: ...


def show_letters(marks: Marks, letters: Sequence[Told], teller: Teller, day: date, state: str) -> Iterator[Patch]:
    """Show them; where there is none to show and no sheet, none is made. A preview shows the day's letters alone."""
    if marks.sheet is None and not letters:
        return
    if state != PREVIEWED and not letters:
        return  # nothing new: what is there stays as it is
    word = words.english if teller.language == "en" else words.spanish
    yield from show(marks, [_row(one, teller, word("letter_state", state)) for one in letters], day)


def _row(one: Told, teller: Teller, state: str) -> Mapping[str, Text]:
    letter = one.letter
    country = letter.country
    return {
        "customer": Text(letter.customer.key),
        "state": Text(state),
        "step": Text(teller.stage(letter.step)),
        "channel": Text(teller.channel(letter.channel)),
        "whom": Text(letter.to.name),
        "address": Text(letter.address or letter.to.email or letter.to.phone),
        "about": Text(one.said.subject),
        "owed": Text(figures.sums(letter.owed, country, teller.language)),
        "reason": Text(one.reason),
        "day": Text(f"{letter.on:%d/%m/%Y}"),
    }
