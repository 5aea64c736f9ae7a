"""Whole numbers in English words, without «and» inside, as a cheque has them."""

from typing import Final

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES: Final = (
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (1000, "thousand"),
)
LIMIT: Final = 10**18


def cardinal(number: int) -> str:
    """The words of a number from 0 to `LIMIT`, not included.

    >>> cardinal(1_000_121)
    'one million one hundred twenty-one'

    Raises `ValueError` for any other number.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"no words for {number}")
    words = []
    for size, name in _SCALES:
        count, number = divmod(number, size)
        if count:
            words.append(f"{_below_a_thousand(count)} {name}")
    if number or not words:
        words.append(_below_a_thousand(number))
    return " ".join(words)


def _below_a_thousand(number: int) -> str:
    words = []
    if number >= 100:
        words.append(f"{_UNITS[number // 100]} hundred")
        number %= 100
    if number >= 20:
        unit = f"-{_UNITS[number % 10]}" if number % 10 else ""
        words.append(_TENS[number // 10 - 2] + unit)
    elif number or not words:
        words.append(_UNITS[number])
    return " ".join(words)
