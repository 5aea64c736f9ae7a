"""Amounts as each country writes them: 1.500,00 in Spain, 1,500.00 in Mexico."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from xl_cobranza.domain.cash.money import round_money

# where a currency is used: how its amounts are written when nobody said the country. The euro is of many, and stays
_HOME: Final[Mapping[str | None, str]] = MappingProxyType(
    {
        "ARS": "AR", "BOB": "BO", "CLP": "CL", "COP": "CO", "CRC": "CR", "DOP": "DO", "GTQ": "GT", "HNL": "HN", "MXN": "MX",
        "NIO": "NI", "PEN": "PE", "PYG": "PY", "USD": "US", "UYU": "UY",
    }
)  # fmt: skip


def amount(value: Decimal, currency: str | None = None, country: str = "", language: str = "es") -> str:
    """An amount at its minor unit, with the currency's code behind it.

    >>> amount(Decimal("1500"), "EUR", "ES"), amount(Decimal("1500.5"), "MXN", "MX"), amount(Decimal("1500.5"), "MXN")
    ('1.500,00 EUR', '1,500.50 MXN', '1,500.50 MXN')
    """
    text = number(round_money(value, currency), at_home((currency,), country), language)
    return f"{text} {currency}" if currency else text


def number(value: Decimal, country: str = "", language: str = "es") -> str:
    """A figure with the decimals it has."""
    pattern = "#,##0" + ("." + "0" * _decimals(value) if _decimals(value) else "")
    return _format(value, pattern, f"{language}_{country}" if country else language)


def at_home(currencies: Iterable[str | None], country: str = "") -> str:
    """The country whose figures are written: the one that was said, else the currency's; "" when one of them has none.

    Amounts side by side are written in one way, whatever their currencies.
    """
    homes = [_HOME.get(currency, "") for currency in currencies]
    return country or (homes[0] if homes and all(homes) else "")


def sums(totals: Mapping[str | None, Decimal], country: str = "", language: str = "es") -> str:
    """Totals of several currencies side by side, for they are never added.

    >>> sums({"MXN": Decimal(1500), "USD": Decimal(20)}), sums({"EUR": Decimal(1500), "USD": Decimal(2000)})
    ('1,500.00 MXN · 20.00 USD', '1.500,00 EUR · 2.000,00 USD')
    """
    told = []
    for currency, value in totals.items():
        text = number(round_money(value, currency), at_home(totals, country), language)
        told.append(f"{text} {currency}" if currency else text)
    return " · ".join(told)


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
