"""Our own templates, from the plain texts beside this module, and which template serves a letter.

A text begins with `===== key | paso … | perfil … | canal …`; without a step it serves the step that its key names.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from xl_cobranza.domain.ledger import Channel, Profile
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.errors import Refused
from xl_cobranza.wording.letters.fields import folded

USTED, TU = "usted", "tu"
_FOLDER: Final = Path(__file__).parent / "texts"
_FILES: Final = {("es", USTED): "es_usted.txt", ("es", TU): "es_tu.txt", ("en", ""): "en.txt"}
_START: Final = "===== "
_SUBJECT: Final = "Asunto:"
_PROFILES: Final = {"preferente": Profile.PREFERRED, "vigilancia": Profile.WATCHED}


@cache
def defaults(address: str = USTED) -> tuple[LetterTemplate, ...]:
    """Our templates in Spanish, with «usted» or «tú», and in English.

    >>> next(template.subject for template in defaults() if template.key == "contestar")
    'Gracias por su mensaje'
    """
    spoken = TU if address == TU else USTED
    return (*_read("es", spoken), *_read("en", ""))


def _read(language: str, address: str) -> Iterator[LetterTemplate]:
    text = (_FOLDER / _FILES[language, address]).read_text(encoding="utf-8")
    for section in ("\n" + text).split("\n" + _START)[1:]:
        first, subject, body = section.split("\n", 2)
        key, *labels = first.split(" | ")
        said = dict(label.split(" ", 1) for label in labels)
        yield LetterTemplate(
            key,
            said.get("paso", key),
            _PROFILES[said["perfil"]].value if "perfil" in said else "",
            language,
            Channel(said["canal"]).value if "canal" in said else "",
            subject.removeprefix(_SUBJECT).strip(),
            body.strip(),
        )


def available(theirs: Sequence[LetterTemplate], address: str = USTED) -> list[LetterTemplate]:
    """Every template there is: theirs first, then ours.

    A row that still holds a text of ours, word for word, keeps its place and speaks with the wanted «tú» or «usted».
    """
    ours = {_identity(template): template for template in defaults(address)}
    untouched = _texts()
    rows = []
    for row in theirs:
        same = untouched.get((row.key, row.language, row.subject, row.body))
        mine = ours.get(same) if same else None
        rows.append(row._replace(subject=mine.subject, body=mine.body) if mine else row)
    return [*rows, *ours.values()]


def is_ours(template: LetterTemplate) -> bool:
    """Whether a row still holds a text of ours, word for word."""
    return (template.key, template.language, template.subject, template.body) in _texts()


@cache
def _texts() -> Mapping[tuple[str, str, str, str], tuple[str, str]]:
    """Key, language, subject and body of all our texts → which template it is."""
    return {
        (template.key, template.language, template.subject, template.body): _identity(template)
        for address in (USTED, TU)
        for template in defaults(address)
    }


def _identity(template: LetterTemplate) -> tuple[str, str]:
    return template.key, template.language


def choose(
    templates: Sequence[LetterTemplate], step: str, profile: str, language: str, channel: str, key: str | None = None
) -> LetterTemplate:
    """The template for a letter: the one whose key was asked for; else the most particular of theirs; else of ours.

    The step counts most, then profile, channel and language; what a template leaves blank fits any. Of two alike, the
    first. Raises Refused: no_template.

    >>> choose(defaults(), "recordatorio", "preferred", "es", "email").key
    'recordatorio_preferente'
    """
    fitting = [template for template in templates if _fits(template, step, profile, language, channel, key)]
    if not fitting:
        raise Refused("no_template", found=key or step, language=language)
    return max(fitting, key=_particular)


def _fits(template: LetterTemplate, step: str, profile: str, language: str, channel: str, key: str | None) -> bool:
    if key is not None:
        return folded(template.key) == folded(key) and template.language in {"", language}
    wanted = (step, profile, language, channel)
    held = (template.step, template.profile, template.language, template.channel)
    return all(have in {"", want} for have, want in zip(held, wanted, strict=True))


def _particular(template: LetterTemplate) -> tuple[bool, ...]:
    theirs = template.row is not None
    return (theirs, *(bool(said) for said in (template.step, template.profile, template.channel, template.language)))
