"""An amount in words, as a promissory note or a receipt has it, in the manner of each country.

Mexico and Peru write the cents as a fraction (`00/100 M.N.`, `con 00/100 soles`), the others in words; a currency of a
name that several share says whose it is where it is foreign (pesos mexicanos, in Spain).
"""

from decimal import Decimal
from typing import Final

from xl_cobranza.domain.cash.money import minor_unit, round_money
from xl_cobranza.wording.amounts import english
from xl_cobranza.wording.amounts.currencies import ENGLISH, SPANISH, Name
from xl_cobranza.wording.amounts.spanish import LIMIT, cardinal

# What a country writes behind its own currency.
_BEHIND: Final = {"MXN": "M.N.", "COP": "M/CTE"}


def amount_in_words(amount: Decimal, currency: str | None, language: str = "es", country: str = "") -> str:
    """An amount in words, rounded half up to the currency's minor unit; a blank country is the currency's own.

    >>> amount_in_words(Decimal(1000000), "MXN"), amount_in_words(Decimal("21.01"), "EUR")
    ('un millón de pesos 00/100 M.N.', 'veintiún euros con un céntimo')
    >>> amount_in_words(Decimal("-1500.5"), "USD", "en")
    'minus one thousand five hundred US dollars and fifty cents'

    Raises `ValueError` from 10^18 on.
    """
    rounded = round_money(amount, currency)
    if abs(rounded) >= LIMIT:
        raise ValueError(f"no words for {rounded}")
    unit = minor_unit(currency)
    whole, parts = int(abs(rounded)), int(abs(rounded) % 1 / unit)
    if language == "en":
        return ("minus " if rounded < 0 else "") + _english(whole, parts, int(1 / unit), currency)
    return ("menos " if rounded < 0 else "") + _spanish(whole, parts, int(1 / unit), currency, country)


def _spanish(whole: int, parts: int, per_unit: int, currency: str | None, country: str) -> str:
    name = SPANISH.get(currency or "")
    fraction = f"{parts:0{len(str(per_unit)) - 1}d}/{per_unit}" if per_unit > 1 else ""
    if name is None:
        return _joined(cardinal(whole), f"con {fraction}" if parts else "", currency or "")
    homes = name.homes.split()
    country = country or (homes[0] if homes else "")
    one, many = (name.one, name.many) if country in homes else map(_joined, (name.one, name.many), name.adjective)
    if country == "PE" and fraction:  # «con» follows the number, so that nothing is cut
        return _joined(cardinal(whole), f"con {fraction}", many)
    millions = "de" if whole and whole % 10**6 == 0 else ""
    number = _joined(cardinal(whole, name.gender), millions, one if whole == 1 else many)
    if country == "MX":
        return _joined(number, fraction, _BEHIND["MXN"] if currency == "MXN" else currency or "")
    behind = _BEHIND.get(currency or "", "") if country in homes else ""
    return _joined(number, _cents(parts, fraction, name) if parts else "", behind)


def _cents(parts: int, fraction: str, name: Name) -> str:
    if not name.cent:
        return f"con {fraction}"
    return f"con {cardinal(parts, 'm')} {name.cent if parts == 1 else name.cents}"


def _english(whole: int, parts: int, per_unit: int, currency: str | None) -> str:
    name = ENGLISH.get(currency or "")
    number = english.cardinal(whole)
    if name is None:
        return _joined(number, f"and {parts}/{per_unit}" if parts else "", currency or "")
    cents = f"and {english.cardinal(parts)} {name.cent if parts == 1 else name.cents}" if parts else ""
    return _joined(number, name.one if whole == 1 else name.many, cents)


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)
