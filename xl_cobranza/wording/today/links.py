"""The addresses that open the mail program, the telephone or WhatsApp. What is not surely one gives none.

Everything comes from cells that anybody may have typed: an address is made of what was recognised, never of the text.
"""

import re
from typing import Final
from urllib.parse import quote

from xl_cobranza.domain.addresses import is_address

_MEXICAN_PREFIX: Final = re.compile(r"^\D*0(?:1|44|45)(?=(?:\D*\d){10}\D*$)")
_MEXICAN_MOBILE: Final = re.compile(r"^\D*(?:00)?52\D*1(?=(?:\D*\d){10}\D*$)")
_LONGEST: Final = 2000  # Excel opens no address beyond 2083 characters


def mail(address: str, subject: str, body: str = "") -> str | None:
    """A message to one address, with its subject and how it begins.

    >>> mail("norma@example.com", "Factura 01005")
    'mailto:norma@example.com?subject=Factura%2001005'
    >>> mail("norma@example.com?bcc=x@example.org", "Factura") is None
    True
    """
    typed = address.strip()
    if not is_address(typed):
        return None
    name, _, host = typed.rpartition("@")
    start = f"mailto:{quote(name, safe='.+-_')}@{host}?subject={quote(subject, safe='')}"
    whole = f"{start}&body={quote(body, safe='')}" if body else start
    return whole if len(whole) <= _LONGEST else start[:_LONGEST]


def call(number: str, country: str) -> str | None:
    """A call to a number; one without its country's code is read as one of `country`.

    >>> call("(55) 5555-0134", "MX"), call("por la mañana", "MX"), call("5555-0134", "")
    ('tel:+525555550134', None, None)
    """
    digits = international(number, country)
    return f"tel:+{digits}" if digits else None


def whatsapp(number: str, country: str, text: str) -> str | None:
    """A message that WhatsApp shows written, for a person to send.

    >>> whatsapp("+34 600 000 000", "", "Buenos días")
    'https://wa.me/34600000000?text=Buenos%20d%C3%ADas'
    """
    digits = international(number, country)
    if not digits:
        return None
    whole = f"https://wa.me/{digits}?text={quote(text, safe='')}"
    return whole if len(whole) <= _LONGEST else f"https://wa.me/{digits}"


def international(number: str, country: str) -> str | None:
    """The digits with the country's code; None for what is no telephone number.

    In Mexico the prefixes 01, 044, 045 and the 1 of mobiles ended in August 2019; address books still have them.

    >>> international("044 55 5555 0134", "MX"), international("+52 1 55 5555 0134", "")
    ('525555550134', '525555550134')
    """
    import phonenumbers  # late: wanted for links only

    modern = _MEXICAN_PREFIX.sub("", number) if country == "MX" else number
    try:
        parsed = phonenumbers.parse(_MEXICAN_MOBILE.sub("+52", modern), country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)).removeprefix("+")
