"""What a number format shows: a date, a figure, text (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import re
from typing import Final

GENERAL: Final = 0
INTEGER: Final = 1  # 0
MONEY: Final = 4  # #,##0.00
DATE: Final = 14  # the short date of whoever opens the file
TEXT: Final = 49  # @

# built-in formats whose code the file does not hold; 27–36 and 50–58 are the East Asian dates
_BUILT_IN_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_BUILT_IN_FIGURES: Final = frozenset([1, 2, 3, 4, *range(5, 9), *range(37, 45)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def shows_date(number_format: int, code: str | None) -> bool:
    """Whether a number under that format is shown as a date or a time; `code` as the file defines it.

    >>> shows_date(14, None), shows_date(164, "dd/mm/yyyy;@"), shows_date(164, '#,##0 "días"'), shows_date(164, "[Red]0")
    (True, True, False, False)
    """
    if code is None:
        return number_format in _BUILT_IN_DATES
    bare = _NOT_FORMAT.sub("", code.partition(";")[0]).lower()
    return "general" not in bare and re.search(r"[dmyhs]", bare) is not None


def shows_figure(number_format: int, code: str | None) -> bool:
    """Whether the format is one a person chose for amounts or counts: digits, and neither date nor percentage."""
    if code is None:
        return number_format in _BUILT_IN_FIGURES
    bare = _NOT_FORMAT.sub("", code.partition(";")[0])
    return not shows_date(number_format, code) and "%" not in bare and re.search(r"[0#?]", bare) is not None
