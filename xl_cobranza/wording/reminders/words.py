"""The words of one reader: language, dates and amounts as their country writes them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from xl_cobranza.wording import figures
from xl_cobranza.wording.reminders import en, es


class Words(Protocol):
    """One language's sentences; every language has the same names."""

    LONG_DATE: str
    SHORT_DATE: str
    TOTAL: str
    AGREED_TITLE: str
    CREDIT: str
    INSTALMENT: str
    DOWN_PAYMENT: str
    STATEMENT: str
    AGES: str
    AGE: str
    BALANCE: str
    SCHEDULE: str
    MOVEMENTS: Mapping[str, str]
    BUCKETS: Mapping[str, str]
    NO_MOVEMENTS: str
    MORE: str
    PAYMENTS_UNTIL: str
    UNTIL: str
    OPEN: str
    CUSTOMER: str
    DAY: str
    TO_PAY: str
    SKIPPED: Mapping[str, str]
    TOLD: Mapping[str, str]


LANGUAGES: Final[Mapping[str, Words]] = {"es": es, "en": en}  # type: ignore[dict-item]  # modules


class Reader:
    """Whom something is written for."""

    def __init__(self, language: str, country: str) -> None:
        self.language = language if language in LANGUAGES else "es"
        self.country, self.words = country, LANGUAGES[self.language]

    def day(self, day: date | None) -> str:
        """A day in a sentence.

        >>> Reader("es", "MX").day(date(2026, 11, 20)), Reader("en", "").day(date(2026, 11, 20))
        ('20 de noviembre de 2026', '20 November 2026')
        """
        return self._date(day, self.words.LONG_DATE)

    def short_day(self, day: date | None) -> str:
        """A day in a table, the month in letters where its place is not the same everywhere.

        >>> Reader("es", "ES").short_day(date(2026, 11, 5)), Reader("en", "US").short_day(date(2026, 11, 5))
        ('05/11/2026', '5 Nov 2026')
        """
        return self._date(day, self.words.SHORT_DATE)

    def amount(self, value: Decimal, currency: str | None) -> str:
        return figures.amount(value, currency, self.country, self.language)

    def sums(self, totals: Mapping[str | None, Decimal]) -> str:
        """Sums side by side, those that are nothing left out."""
        known = {currency: amount for currency, amount in totals.items() if amount}
        return figures.sums(known, self.country, self.language)

    def _date(self, day: date | None, pattern: str) -> str:
        if day is None:
            return ""
        # late: this package imports with the standard library alone
        from babel import UnknownLocaleError
        from babel.dates import format_date

        try:
            return str(format_date(day, pattern, f"{self.language}_{self.country}" if self.country else self.language))
        except (UnknownLocaleError, ValueError):
            return str(format_date(day, pattern, self.language))
