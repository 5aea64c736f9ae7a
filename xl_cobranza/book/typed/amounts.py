"""Amounts and rates as people write them, in either convention, when only one reading is possible.

`1.234,50` and `1,234.50` are both ordinary in Spanish; `1.234` alone could be either, so it is
reported, never guessed. Source: the contract `workbook.md`, «Reading cells».
"""

import re
from decimal import Decimal
from typing import Final

from xl_cobranza.book.port import CellError, Value
from xl_cobranza.book.typed.currencies import split_currency
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import clean, is_blank, shown

_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*", re.ASCII)
_DECIMALS: Final = re.compile(r"(\d*)([.,])(\d*)", re.ASCII)
_MINUS: Final = str.maketrans("−–—’´`", "---'''")
HUNDRED: Final = Decimal(100)
LARGEST: Final = 1e15  # beyond it a cell cannot hold the cents, and nobody owes so much
_MOST_DAYS: Final = 100_000


def read_amount(value: Value) -> Decimal | Fault | None:
    """The amount in a cell; a number enters through its shortest decimal form.

    >>> read_amount(1234.5), read_amount("(1.500,00 €)"), read_amount("$ 1,500.00-"), read_amount("—")
    (Decimal('1234.5'), Decimal('-1500.00'), Decimal('-1500.00'), None)
    >>> read_amount("1.234")
    Fault(kind='ambiguous_amount', found='1.234')
    """
    if type(value) is float:
        return Decimal(repr(value)) if -LARGEST < value < LARGEST else Fault("not_an_amount", shown(value))
    if value is None:
        return None
    if isinstance(value, str) and not isinstance(value, CellError):
        return None if is_blank(value) else _written(clean(value))
    return Fault("not_an_amount", shown(value))


def read_rate(value: Value) -> Decimal | Fault | None:
    """A rate as a fraction: 0.11, or «11 %» as text. Above 1 it was meant as a percentage, and is reported.

    >>> read_rate(0.11), read_rate("11,5 %"), read_rate(11.0)
    (Decimal('0.11'), Decimal('0.115'), Fault(kind='rate_above_one', found='11'))
    """
    percent = isinstance(value, str) and clean(value).endswith("%")
    rate = read_amount(clean(value)[:-1]) if percent and isinstance(value, str) else read_amount(value)
    if isinstance(rate, Fault):
        return Fault(rate.kind, shown(value))
    if rate is None:
        return None
    rate = rate / HUNDRED if percent else rate
    if rate < 0:
        return Fault("not_an_amount", shown(value))
    return Fault("rate_above_one", shown(value)) if rate > 1 else rate


def read_whole(value: Value) -> int | Fault | None:
    """A whole number, such as days.

    >>> read_whole(30.0), read_whole("30 días"), read_whole(2.5)
    (30, 30, Fault(kind='not_a_whole_number', found='2.5'))
    """
    if isinstance(value, str):
        value = re.sub(r"\s*(?:días|dias|days|d)\.?\s*$", "", clean(value), flags=re.IGNORECASE)
    number = read_amount(value)
    if number is None:
        return None
    if isinstance(number, Fault):
        return Fault("not_a_whole_number", shown(value))
    whole = number == number.to_integral_value() and abs(number) <= _MOST_DAYS
    return int(number) if whole else Fault("not_a_whole_number", shown(value))


def _written(text: str) -> Decimal | Fault:
    bare, negative = _unsigned(text)
    bare, _ = split_currency(bare)
    bare, inner = _unsigned(bare)
    number = _digits(bare)
    if number is None or (negative and inner):
        return Fault("not_an_amount", text)
    if number == AMBIGUOUS:
        return Fault("ambiguous_amount", text)
    amount = -Decimal(number) if negative or inner else Decimal(number)
    return amount if abs(amount) < LARGEST else Fault("not_an_amount", text)


def _unsigned(text: str) -> tuple[str, bool]:
    """The text without its sign: before, after, or as parentheses."""
    text = text.translate(_MINUS).strip()
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] in {"-", "+"}:
        return text[1:].strip(), text[0] == "-"
    return (text[:-1].strip(), True) if text.endswith("-") else (text, False)


AMBIGUOUS: Final = "?"


def _digits(text: str) -> str | None:
    """The digits with a point before the decimals; None when it is no number, `AMBIGUOUS` when it is two."""
    if text.isdigit() and text.isascii():
        return text
    grouped = _GROUPED.match(text)
    separator, rest = (grouped[1], text[grouped.end() :]) if grouped else ("", text)
    if grouped and not rest:
        whole = grouped[0]
        once = whole.count(separator) == 1 and separator in ".," and not whole.startswith("0")
        if once:
            return AMBIGUOUS
        return whole.replace(separator, "" if not whole.startswith("0") or separator not in ".," else ".")
    if grouped and rest[0] in ".," and rest[0] != separator:
        decimals = rest[1:]
        plain = decimals.isascii() and (decimals.isdigit() or not decimals)
        return f"{grouped[0].replace(separator, '')}.{decimals or '0'}" if plain else None
    decimal = _DECIMALS.fullmatch(text)
    if decimal is None or not (decimal[1] or decimal[3]):
        return None
    return f"{decimal[1] or '0'}.{decimal[3] or '0'}"
