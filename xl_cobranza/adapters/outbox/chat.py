"""A link that opens WhatsApp with the message written, for a person to read and send."""

from urllib.parse import quote

from xl_cobranza.adapters.outbox.plain import shortened
from xl_cobranza.wording.today.links import international


def whatsapp_link(phone: str, text: str, country: str = "") -> str | None:
    """The link; None when the number is surely none. A long text keeps as many whole lines as programs pass on.

    >>> whatsapp_link("044 55 5555 0134", "Buenos días", "MX")
    'https://wa.me/525555550134?text=Buenos%20d%C3%ADas'
    >>> whatsapp_link("llamar a Rosa", "Buenos días", "MX") is None
    True
    """
    digits = international(phone, country)
    return f"https://wa.me/{digits}?text={quote(shortened(text.strip()), safe='')}" if digits else None
