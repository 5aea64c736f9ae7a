"""Whole numbers in Spanish words.

Source: RAE and ASALE, Diccionario panhispánico de dudas, «cardinales» and «uno» (read 2026-11-27): «uno» is cut before
a noun and before «mil» (veintiún euros, treinta y un mil); hundreds take the gender of the noun, also across «mil»
(doscientas mil libras) but not across «millones» (doscientos millones de libras).
"""

from typing import Final, Literal

Gender = Literal["", "m", "f"]  # of the noun that follows; "" when none does

_UNITS: Final = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
    "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho",
    "veintinueve",
)  # fmt: skip
_TENS: Final = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS: Final = (
    "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
    "ochocientos", "novecientos",
)  # fmt: skip
_MILLIONS: Final = ((10**12, "billón", "billones"), (10**6, "millón", "millones"))
LIMIT: Final = 10**18


def cardinal(number: int, gender: Gender = "") -> str:
    """The words of a number from 0 to `LIMIT`, not included, as they stand before a noun of that gender.

    >>> cardinal(21), cardinal(21_000, "m"), cardinal(231, "f"), cardinal(10**9 + 1, "m")
    ('veintiuno', 'veintiún mil', 'doscientas treinta y una', 'mil millones un')

    Raises `ValueError` for any other number.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return _UNITS[0]
    words = []
    for size, one, many in _MILLIONS:
        count, number = divmod(number, size)
        if count:
            words.append(f"un {one}" if count == 1 else f"{_below_a_million(count, 'm')} {many}")
    if number:
        words.append(_below_a_million(number, gender))
    return " ".join(words)


def _below_a_million(number: int, gender: Gender) -> str:
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands:
        # «veintiún mil libras» and «veintiuna mil libras» are both right; the first is the more usual
        words.append("mil" if thousands == 1 else f"{_below_a_thousand(thousands, gender, 'm')} mil")
    if rest:
        words.append(_below_a_thousand(rest, gender, gender))
    return " ".join(words)


def _below_a_thousand(number: int, hundreds: Gender, one: Gender) -> str:
    if number == 100:
        return "cien"
    words = []
    if number > 100:
        word = _HUNDREDS[number // 100 - 1]
        words.append(word.replace("tos", "tas") if hundreds == "f" else word)
    rest = number % 100
    if 0 < rest < 30:
        words.append(_agreed(_UNITS[rest], one))
    elif rest:
        unit = f" y {_agreed(_UNITS[rest % 10], one)}" if rest % 10 else ""
        words.append(_TENS[rest // 10 - 3] + unit)
    return " ".join(words)


def _agreed(word: str, gender: Gender) -> str:
    """«uno» and its compounds before a noun: un, una, veintiún, veintiuna."""
    if not gender or not word.endswith("uno"):
        return word
    if gender == "f":
        return word.removesuffix("o") + "a"
    return "un" if word == "uno" else "veintiún"
