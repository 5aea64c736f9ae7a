"""Does a text sound like somebody who wants to keep the customer? Threats, shame, a false judicial look, shouting."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from xl_cobranza.domain.policy import OTHER_CONTACT
from xl_cobranza.errors import Problem
from xl_cobranza.wording.letters.fields import field_names, folded, table_names
from xl_cobranza.wording.letters.tone.rows import (
    BY_LANGUAGE,
    KINDER_REVEALING,
    REVEALING_FIELDS,
    REVEALING_WORDS,
)

_CODE: Final = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}|\{#.{0,2000}?#\}", re.DOTALL)
_NAME: Final = re.compile(r"[^\W\d]\w*")
_TABLE: Final = re.compile(r"^\s*\[([^\[\]\n]{1,40})\]\s*$", re.MULTILINE)
_CAPITALS: Final = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ]{4,}(?:\W+[^\W\d_a-zà-ÿ]{2,})+(?!\w)")
_EXCLAIMED: Final = re.compile(r"¡[^¡!\n]*!*|(?<![^¡!.?¿:;\n])[^¡!.?¿:;\n]+!+|!+")
_GREETING: Final = re.compile(r"[¡!]?\s*(hola|gracias|muchas gracias|buenos dias|hello|thank you|thanks|hi)\b")


def tone(
    text: str, country: str = "", language: str = "es", *, step: str = "", discreet: bool = False, ref: str = ""
) -> list[Problem]:
    """The words that hurt, each with why and with kinder ones, in the order of the text; what is in braces is no text.

    `step` is the key of the step: some words have their time. `discreet` is a letter to somebody who must not learn of
    the debt, as that of `otro_contacto` is.

    >>> [(one.kind, one.found) for one in tone("Su empresa irá a la lista de morosos.", "ES")]
    [('tone_shame', 'lista de morosos')]
    """
    words = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    plain = "".join(unicodedata.normalize("NFD", character)[0] for character in words).lower()
    found: list[tuple[int, int, str, str]] = []
    for row in BY_LANGUAGE.get(language, ()):
        if step in row.places or (row.country and row.country != country):
            continue
        found += [(hit.start(), hit.end(), row.offence, row.kinder) for hit in re.finditer(row.pattern, plain)]
    if discreet or step == OTHER_CONTACT:
        found += _revealing(text, plain, language)
    hits = sorted([*_apart(found), *_apart([*_loud(words, plain)])])
    return [_problem(text, *hit, ref) for hit in hits]


def _loud(words: str, plain: str) -> Iterator[tuple[int, int, str, str]]:
    """Sentences in capitals, and exclamation marks but for a greeting or thanks."""
    for hit in _CAPITALS.finditer(words):
        yield hit.start(), hit.end(), "shouting", hit[0].capitalize()
    for hit in _EXCLAIMED.finditer(words):
        start = hit.end() - len(hit[0].lstrip())
        if not _GREETING.match(plain[start : hit.end()]) or "!!" in hit[0]:
            yield start, hit.end(), "exclaiming", " ".join(hit[0].strip("¡! ").split())


def _revealing(text: str, plain: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    kinder = KINDER_REVEALING.get(language, KINDER_REVEALING["es"])
    for hit in re.finditer(REVEALING_WORDS.get(language, REVEALING_WORDS["es"]), plain):
        yield hit.start(), hit.end(), "disclosure", kinder
    for code in _CODE.finditer(text):
        if any(field_names().get(folded(name)) in REVEALING_FIELDS for name in _NAME.findall(code[0])):
            yield code.start(), code.end(), "disclosure", kinder
    for line in _TABLE.finditer(text):
        if folded(line[1]) in table_names() and table_names()[folded(line[1])] not in {"salto", "firmas"}:
            yield line.start(1) - 1, line.end(1) + 1, "disclosure", kinder


def _apart(found: list[tuple[int, int, str, str]]) -> Iterator[tuple[int, int, str, str]]:
    """The longest of what overlaps, in order."""
    end = -1
    for hit in sorted(found, key=lambda one: (one[0], -one[1])):
        if hit[0] >= end:
            yield hit
            end = hit[1]


def _problem(text: str, start: int, end: int, offence: str, kinder: str, ref: str) -> Problem:
    line = text.count("\n", 0, start) + 1
    return Problem(f"tone_{offence}", ref, " ".join(text[start:end].split()), {"line": str(line), "meant": kinder})
