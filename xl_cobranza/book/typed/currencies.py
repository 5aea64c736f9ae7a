"""Currencies as people write them, and the one that is meant where a sign could mean several.

«$» and «pesos» are the business's own currency when that is one of those so called, else its
country's; never guessed beyond that. Source of the codes: ISO 4217, list one, active codes.
"""

import re
from dataclasses import dataclass
from typing import Final

from xl_cobranza.book.typed.text import clean, fold_accents

_ISO_4217: Final = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR
    PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW
"""
CODES: Final = frozenset(_ISO_4217.split())
PESOS: Final = frozenset({"MXN", "COP", "CLP", "ARS", "UYU", "DOP", "CUP", "PHP"})
DOLLAR_SIGNED: Final = PESOS | {"USD", "CAD", "AUD", "NZD"}
# The countries whose own currency is written «$»; others never need the guess.
OF_COUNTRY: Final = {
    "MX": "MXN", "CO": "COP", "CL": "CLP", "AR": "ARS", "UY": "UYU", "DO": "DOP", "CU": "CUP", "US": "USD", "EC":
    "USD", "SV": "USD", "PR": "USD", "PA": "USD",
}  # fmt: skip
_AMBIGUOUS: Final = {"$": DOLLAR_SIGNED, "PESO": PESOS, "PESOS": PESOS}
_WORDS: Final = {
    "MN": "MXN", "MXP": "MXN", "MX$": "MXN", "PESOS MEXICANOS": "MXN", "PESO MEXICANO": "MXN", "MONEDA NACIONAL": "MXN",
    "DLS": "USD", "DLLS": "USD", "DLL": "USD", "US$": "USD", "USD$": "USD", "U$S": "USD", "US": "USD", "DOLAR": "USD",
    "DOLARES": "USD", "DOLLAR": "USD", "DOLLARS": "USD", "DOLARES AMERICANOS": "USD", "€": "EUR", "EURO": "EUR", "EUROS": "EUR",
    "£": "GBP", "LIBRAS": "GBP", "POUNDS": "GBP", "R$": "BRL", "REALES": "BRL", "REAIS": "BRL", "S/": "PEN", "SOL": "PEN",
    "SOLES": "PEN", "₡": "CRC", "COLONES": "CRC", "Q": "GTQ", "QUETZALES": "GTQ", "LEMPIRAS": "HNL", "BS": "BOB",
    "BOLIVIANOS": "BOB", "GUARANIES": "PYG", "₲": "PYG", "RD$": "DOP", "CLP$": "CLP", "COL$": "COP", "AR$": "ARS", "¥": "JPY",
    "YENES": "JPY", "PESOS COLOMBIANOS": "COP", "PESOS CHILENOS": "CLP", "PESOS ARGENTINOS": "ARS", "PESOS URUGUAYOS": "UYU",
    "PESOS DOMINICANOS": "DOP", "FRANCOS SUIZOS": "CHF",
}  # fmt: skip
_SIGN: Final = r"[^\d\s().,'+-][^\d()+,'-]*?"
_BEFORE: Final = re.compile(rf"([+-]?)\s*({_SIGN})\s*(?=[-+(]?\s*[.,]?\d)")
_AFTER: Final = re.compile(rf"(?<=[\d.,)-])\s*({_SIGN})\s*\Z")


@dataclass(frozen=True, slots=True)
class Home:
    """What the policy says, by which a sign that could mean several is settled."""

    currency: str | None = None
    country: str = ""

    def settle(self, codes: frozenset[str]) -> str | None:
        """The one of these that the business uses."""
        candidates = (self.currency, OF_COUNTRY.get(self.country))
        return next((code for code in candidates if code in codes), None)


def read_currency(text: str, home: Home) -> str | None:
    """The ISO code that a word or a sign means here; None when it is not known.

    >>> read_currency("M.N.", Home()), read_currency("pesos", Home(country="CO")), read_currency("$", Home())
    ('MXN', 'COP', None)
    """
    word = _word(text)
    if word in CODES:
        return word
    return home.settle(_AMBIGUOUS[word]) if word in _AMBIGUOUS else _WORDS.get(word)


def is_currency(text: str) -> bool:
    """Whether a text names a currency at all."""
    word = _word(text)
    return word in CODES or word in _AMBIGUOUS or word in _WORDS


def split_currency(text: str) -> tuple[str, str]:
    """An amount without its currency, and that currency as typed ("" when there is none).

    >>> split_currency("US$ 1,500.00"), split_currency("1 500,00 €"), split_currency("-$20 MN")
    (('1,500.00', 'US$'), ('1 500,00', '€'), ('-20', 'MN'))
    """
    sign = ""
    if (before := _BEFORE.match(text)) and is_currency(before[2]):
        text, sign = before[1] + text[before.end() :], before[2].strip()
    if (after := _AFTER.search(text)) and is_currency(after[1]):
        text, sign = text[: after.start()].strip(), after[1].strip()
    return text, sign


def _word(text: str) -> str:
    return " ".join(fold_accents(clean(text)).upper().replace(".", "").split())
