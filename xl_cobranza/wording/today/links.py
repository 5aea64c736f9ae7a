"""The addresses that open the mail program, the telephone or WhatsApp. What is not surely one gives none.

Everything comes from cells that anybody may have typed: an address is made of what was recognised, never of the text.
"""

import re
from typing import Final
from urllib.parse import quote

_MAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST: Final = 2000  # Excel opens no address beyond 2083 characters


def mail(address: str, subject: str, body: str = "") -> str | None:
    """A message to one address, with its subject and how it begins.

    >>> mail("norma@example.com", "Factura 01005")
    'mailto:norma@example.com?subject=Factura%2001005'
    >>> mail("norma@example.com?bcc=x@example.org", "Factura") is None
    True
    """
    typed = address.strip()
    if not _MAIL.fullmatch(typed):
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
    international = _international(number, country)
    return f"tel:+{international}" if international else None


def whatsapp(number: str, country: str, text: str) -> str | None:
    """A message that WhatsApp shows written, for a person to send.

    >>> whatsapp("+34 600 000 000", "", "Buenos días")
    'https://wa.me/34600000000?text=Buenos%20d%C3%ADas'
    """
    international = _international(number, country)
    if not international:
        return None
    whole = f"https://wa.me/{international}?text={quote(text, safe='')}"
    return whole if len(whole) <= _LONGEST else f"https://wa.me/{international}"


def _international(number: str, country: str) -> str | None:
    """The digits with the country's code; None for what is no telephone number."""
    import phonenumbers  # late: wanted for today's sheet only

    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)).removeprefix("+")
