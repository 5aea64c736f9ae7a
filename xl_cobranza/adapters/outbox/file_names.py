"""Names of files that any system takes, made of texts that anybody may have typed."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from xl_cobranza.adapters.outbox.legible import one_line

LONGEST_PART: Final = 40  # characters
LONGEST: Final = 90  # before the mark and the suffix; with a folder of 150 the whole stays under 260, Windows' limit
_MARK: Final = 8  # hexadecimal digits that keep apart what reads alike
_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "&": " y "})
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")


def file_name(parts: Sequence[str], suffix: str, identity: str = "") -> str:
    """A name that says what is inside, and the same name for the same texts on every day and machine.

    The mark at its end comes from the texts as they were and from `identity`, so that `Peña` and `PENA`, or two
    invoices of one customer, never meet. No name is one that Windows keeps for itself, because of that mark.

    >>> file_name(["recordatorio", "Muñoz & Peña, S. A.", "C/001"], ".pdf")
    'recordatorio_munoz-y-pena-s-a_c-001_ead47a02.pdf'
    >>> file_name(["../../CON", ""], ".pdf")
    'con_fd81dc6c.pdf'
    """
    mark = hashlib.sha256("\x1f".join((*parts, identity)).encode("utf-8", "replace")).hexdigest()[:_MARK]
    name = "_".join(filter(None, (slug(part) for part in parts)))[:LONGEST].strip("-_")
    return f"{name}_{mark}{suffix}" if name else f"{mark}{suffix}"


def slug(text: str) -> str:
    """The letters a to z and the digits of a text, in lower case: accents go, all else becomes a dash.

    >>> slug("Ñandú / Agüero")
    'nandu-aguero'
    """
    plain = unicodedata.normalize("NFKD", one_line(text).lower().translate(_LETTERS))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _SEPARATORS.sub("-", letters).strip("-")[:LONGEST_PART].strip("-")
