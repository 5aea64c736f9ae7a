"""The template of a document: the user's own row of `Plantillas` with that key, else ours for the country."""

from collections.abc import Iterable
from typing import Final

from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.wording.documents.texts import en, es, notes_es

KEYS: Final = ("acuerdo", "pagare", "concesion", "resumen", "finiquito", "recibo")
DOSSIER: Final = "expediente"


def template(key: str, country: str, language: str, own: Iterable[LetterTemplate] = ()) -> LetterTemplate:
    """The text to fill. Of several rows of the user's, one in the language wins over one without.

    >>> "art. 170" in template("pagare", "MX", "es").body, "art. 94" in template("pagare", "ES", "es").body
    (True, True)
    """
    mine = [row for row in own if row.key.strip().lower() == key and row.language in {"", language}]
    if mine:
        return max(mine, key=lambda row: bool(row.language))
    return ours(key, country, language)


def ours(key: str, country: str, language: str) -> LetterTemplate:
    """The default text."""
    if language == "en":
        subject, body = en.TEXTS[key]
    elif key == "pagare":
        subject, body = notes_es.SUBJECT, notes_es.BY_COUNTRY.get(country, notes_es.GENERAL)
    else:
        subject, body = es.TEXTS[key]
    return LetterTemplate(key, "", "", language, "", subject, body.strip())
