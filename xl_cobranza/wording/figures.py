"""Amounts as each country writes them: 1.500,00 in Spain, 1,500.00 in Mexico."""

from collections.abc import Mapping
from decimal import Decimal

from xl_cobranza.domain.cash.money import round_money


def amount(value: Decimal, currency: str | None = None, country: str = "", language: str = "es") -> str:
    """An amount at its minor unit, with the currency's code behind it.

    >>> amount(Decimal("1500"), "EUR", "ES"), amount(Decimal("1500.5"), "MXN", "MX")
    ('1.500,00 EUR', '1,500.50 MXN')
    """
    text = number(round_money(value, currency), country, language)
    return f"{text} {currency}" if currency else text


def number(value: Decimal, country: str = "", language: str = "es") -> str:
    """A figure with the decimals it has."""
    pattern = "#,##0" + ("." + "0" * _decimals(value) if _decimals(value) else "")
    return _format(value, pattern, f"{language}_{country}" if country else language)


def sums(totals: Mapping[str | None, Decimal], country: str = "", language: str = "es") -> str:
    """Totals of several currencies side by side, for they are never added."""
    return " · ".join(amount(value, currency, country, language) for currency, value in totals.items())


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _format(value: Decimal, pattern: str, locale: str) -> str:
    # late: Babel is wanted for a few sentences only, and this package imports with the standard library alone
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return str(format_decimal(value, pattern, locale))
    except UnknownLocaleError:
        return str(format_decimal(value, pattern, locale.partition("_")[0]))
