"""Cells as text: trimmed, whatever kind of blank surrounds them, and numbers without an exponent."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from xl_cobranza.book.port import NOT_CALCULATED, CellError, Value
from xl_cobranza.book.typed.fault import Fault

_INVISIBLE: Final = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u202f\u2009\t\r\n", " "), **dict.fromkeys("\u200b\u200e\u200f\ufeff\u2060")}
)
_BLANKS: Final = frozenset(("", "-", "--", "—", "–"))
ERROR_TEXTS: Final = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!",
     "#N/D", "#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!")
)  # fmt: skip


def clean(text: str) -> str:
    r"""Without the blanks around it, visible or not.

    >>> clean("\u00a0 A-105\u200b ")
    'A-105'
    """
    return (text if text.isascii() and text.isprintable() else text.translate(_INVISIBLE)).strip()


def is_blank(text: str) -> bool:
    """Whether a text stands for an empty cell: nothing, or a dash."""
    return clean(text) in _BLANKS


def shown(value: Value) -> str:
    """What a cell holds, as a message quotes it and as a folio is compared.

    >>> shown(123.0), shown(12.5), shown(1e21), shown("  x ")
    ('123', '12.5', '1000000000000000000000', 'x')
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    return plain_number(value) if isinstance(value, float) else ""


def plain_number(value: float) -> str:
    whole = Decimal(repr(value))
    return format(whole.to_integral_value() if whole == whole.to_integral_value() else whole, "f")


def read_text(value: Value) -> str:
    """The text of a cell; a whole number without its decimals, a blank as nothing."""
    return clean(value) if type(value) is str else shown(value)


def failure(value: Value) -> Fault | None:
    """The fault of a cell that holds no value at all: an error, or a formula without a stored result."""
    if value is NOT_CALCULATED:
        return Fault("not_calculated", "")
    if isinstance(value, str) and value[:1] == "#" and (isinstance(value, CellError) or value in ERROR_TEXTS):
        return Fault("error_cell", str(value))
    return None


def fold_accents(text: str) -> str:
    return (
        text
        if text.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    )
