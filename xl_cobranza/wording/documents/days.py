"""Days as documents write them."""

from datetime import date
from typing import Final

_MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def long_day(day: date, language: str = "es") -> str:
    """A day in a sentence.

    >>> long_day(date(2026, 11, 1)), long_day(date(2026, 11, 1), "en")
    ('1 de noviembre de 2026', '1 November 2026')
    """
    if language == "en":
        return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"


def short_day(day: date | None, language: str = "es") -> str:
    """A day in a table; in English with the month's name, for 03/04 is two days there.

    >>> short_day(date(2026, 4, 3)), short_day(date(2026, 4, 3), "en"), short_day(None)
    ('03/04/2026', '3 Apr 2026', '')
    """
    if day is None:
        return ""
    return f"{day.day} {_MONTHS_EN[day.month - 1][:3]} {day.year}" if language == "en" else f"{day:%d/%m/%Y}"
