"""How one document speaks: its language, and the words and figures of its country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xl_cobranza.wording import figures
from xl_cobranza.wording.amounts import amount_in_words
from xl_cobranza.wording.documents.days import long_day, short_day
from xl_cobranza.wording.documents.labels import EVIDENCE, LABELS, OUTCOMES
from xl_cobranza.wording.documents.terms import Terms, terms


@dataclass(frozen=True, slots=True)
class Speech:
    """Words and figures.

    >>> spain = Speech("es", "ES")
    >>> spain.amount(Decimal("1500.5"), "EUR"), spain.percent(Decimal("0.1015")), spain.label("days")
    ('1.500,50 EUR', '10,15 %', 'Días')
    """

    language: str = "es"
    country: str = ""

    @property
    def terms(self) -> Terms:
        return terms(self.country, self.language)

    def label(self, key: str, **words: object) -> str:
        text = LABELS[self.language][key]
        return text.format(**words) if words else text

    def outcome(self, key: str) -> str:
        return OUTCOMES[self.language][key]

    def evidence(self, level: int) -> str:
        return EVIDENCE[self.language][level]

    def amount(self, value: Decimal, currency: str | None) -> str:
        return figures.amount(value, currency, self.country, self.language)

    def number(self, value: Decimal, currency: str | None) -> str:
        """An amount where its currency stands elsewhere."""
        return figures.amount(value, currency, self.country, self.language).removesuffix(f" {currency}")

    def sums(self, totals: Mapping[str | None, Decimal]) -> str:
        return figures.sums(totals, self.country, self.language)

    def in_words(self, value: Decimal, currency: str | None) -> str:
        return amount_in_words(value, currency, self.language, self.country)

    def percent(self, rate: Decimal) -> str:
        value = (rate * 100).normalize()
        shown = value if value.as_tuple().exponent <= 0 else value.quantize(Decimal(1))  # type: ignore[operator]
        return f"{figures.number(shown, self.country, self.language)} %"

    def day(self, day: date) -> str:
        return long_day(day, self.language)

    def short(self, day: date | None) -> str:
        return short_day(day, self.language)
