"""A column of cells → a column of dates, amounts, words, with the faults aside.

A ledger repeats itself: each distinct cell is read once and remembered, so a hundred thousand rows
cost a few hundred readings. Booleans are read one by one, for `True == 1.0` to a dictionary.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, Final, Generic, NamedTuple, TypeVar

from xl_cobranza.book import words
from xl_cobranza.book.port import Value
from xl_cobranza.book.typed.amounts import LARGEST, read_amount
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import clean, failure, is_blank, read_text, shown

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[Value], T | Fault]


class Reading(NamedTuple, Generic[T]):
    """What a column holds; `None` where a cell is blank or faulty, and the faults by place in the list."""

    values: list[T | None]
    faults: dict[int, Fault]


class _Memory(dict[Value, T | Fault]):
    def __init__(self, read: Reader[T]) -> None:
        super().__init__()
        self.read, self.failed = read, False

    def __missing__(self, value: Value) -> T | Fault:
        plain = type(value) is float or (type(value) is str and value[:1] != "#")
        found = self.read(value) if plain else failure(value) or self.read(value)
        if type(found) is Fault:
            self.failed = True
        self[value] = found
        return found


def read_column(cells: Sequence[Value], read: Reader[T]) -> Reading[T]:
    """Every cell of a column through one reader.

    >>> read_column([1.5, None, "x"], read_amount)
    Reading(values=[Decimal('1.5'), None, None], faults={2: Fault(kind='not_an_amount', found='x')})
    """
    kinds = set(map(type, cells))
    at_once = _AT_ONCE.get(read)
    whole = at_once(cells, kinds) if at_once else None
    if whole is not None:
        return Reading(whole, {})
    memory: _Memory[T] = _Memory(read)
    if bool in kinds:
        found = [failure(cell) or read(cell) for cell in cells]
        memory.failed = True
    else:
        found = [memory[cell] for cell in cells]
    faults = {i: cell for i, cell in enumerate(found) if isinstance(cell, Fault)} if memory.failed else {}
    return Reading([None if isinstance(cell, Fault) else cell for cell in found] if faults else found, faults)  # type: ignore[arg-type]


def _texts(cells: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Texts that are what they look like, such as folios: one look at all of them together."""
    if kinds != {str}:
        return None
    whole = "".join(cells)
    return list(cells) if whole.isascii() and whole.isprintable() and " " not in whole and "#" not in whole else None


def _amounts(cells: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Numbers that are all amounts."""
    if kinds != {float} or not min(cells) > -LARGEST or not max(cells) < LARGEST or not isfinite(sum(cells)):
        return None
    return list(map(Decimal, map(repr, cells)))


# What a reader answers to a whole column in which nothing is odd: hardly a cell of these repeats.
_AT_ONCE: Final[Mapping[Reader[Any], Callable[[Sequence[Any], set[type]], list[Any] | None]]] = {
    read_text: _texts,
    read_amount: _amounts,
}


def read_words(field: str) -> Reader[str | None]:
    """A reader of a column with a list: the key of each word; a word we may ignore as nothing.

    >>> read_words("outcome")("SIN RESPUESTA"), read_words("situation")("Pendiente"), read_words("situation")("?!")
    ('no_answer', None, Fault(kind='unknown_word', found='?!'))
    """

    def read(value: Value) -> str | Fault | None:
        text = read_text(value)
        if not text or is_blank(text):
            return None
        key = words.key(field, text)
        if key is None:
            return Fault("unknown_word", text)
        return None if key == words.IGNORED else key

    return read


def read_choice(field: str, choices: type[E]) -> Reader[E | None]:
    """A reader of a column whose words are the members of an enum, by their values.

    >>> from xl_cobranza.domain.ledger import Outcome
    >>> read_choice("outcome", Outcome)("Sin respuesta")
    <Outcome.NO_ANSWER: 'no_answer'>
    """
    words_of = read_words(field)

    def read(value: Value) -> E | Fault | None:
        key = words_of(value)
        return choices(key) if isinstance(key, str) else key

    return read


def read_yes_no(value: Value) -> bool | Fault | None:
    """Sí or No, a tick or a logical value.

    >>> read_yes_no("SI"), read_yes_no("x"), read_yes_no(False), read_yes_no("quizá")
    (True, True, False, Fault(kind='unknown_word', found='quizá'))
    """
    if isinstance(value, bool):
        return value
    text = read_text(value)
    key = words.key("yes_no", text) if text else None
    if key is not None:
        return key == words.YES
    return Fault("unknown_word", text) if text and not is_blank(text) else None


def read_amount_or_yes(value: Value) -> Decimal | bool | Fault | None:
    """An amount, or Sí for the whole of it; No and nothing are the same.

    >>> read_amount_or_yes("sí"), read_amount_or_yes(250.0), read_amount_or_yes("No"), read_amount_or_yes(0.0)
    (True, Decimal('250.0'), None, None)
    """
    if isinstance(value, float):
        return read_amount(value) if value else None
    answer = read_yes_no(value)
    if not isinstance(answer, Fault):
        return answer or None
    amount = read_amount(value)
    return Fault("unknown_word", shown(value)) if isinstance(amount, Fault) and not _has_digit(value) else amount


def _has_digit(value: Value) -> bool:
    return isinstance(value, str) and any(letter.isdigit() for letter in clean(value))
