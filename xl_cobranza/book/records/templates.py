"""`Plantillas`: the texts of the letters, as the person edits them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final

from xl_cobranza.book import words
from xl_cobranza.book.finding import Area
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import Columns, read_columns
from xl_cobranza.book.records.log_rows import StageKeys
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import clean, failure, shown
from xl_cobranza.book.typed.values import Reader, read_choice, read_words
from xl_cobranza.domain.ledger import Channel, Profile
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.errors import Problem
from xl_cobranza.wording.letters import defaults

_LABELS: Final = ("step", "profile", "language", "channel")
_NOBODY: Final = "?"  # fits no letter: until the word is corrected, the text goes to nobody by mistake


def read_templates(area: Area, stage_key: StageKeys) -> tuple[list[LetterTemplate], list[Problem]]:
    """Every text with its row. A word that is not known fits no letter; the text can still be asked for by its key."""
    steps = {fold(template.key): template.step for template in defaults()}
    special: Mapping[str, Reader[Any]] = {
        "step": lambda value: _step(value, stage_key, steps),
        "profile": read_choice("profile", Profile),
        "language": read_words("language"),
        "channel": read_choice("channel", Channel),
        "subject": _text,
        "body": _text,
    }
    columns = read_columns(area, ("key", *_LABELS, "subject", "body"), special)
    columns.passed_over = {i for i in range(len(columns)) if not columns["key"][i] and not columns["body"][i]}
    unknown = _tell_unknown(columns)
    found: dict[tuple[str, ...], LetterTemplate] = {}
    for i in columns.records(("key", "body")):
        said = {name: _NOBODY if i in unknown[name] else str(columns[name][i] or "") for name in _LABELS}
        key = columns["key"][i]
        step = said.pop("step") or steps.get(fold(key), "")
        template = LetterTemplate(
            key, step, subject=columns["subject"][i] or "", body=columns["body"][i], row=columns.row(i), **said
        )
        identity = (fold(key), *said.values())
        if identity in found:
            columns.tell("repeated_in_policy", i, "key", key)
        else:
            found[identity] = template
    return list(found.values()), columns.problems()


def _text(value: Value) -> str | Fault:
    """A text with its lines as they are."""
    fault = failure(value)
    if fault is not None:
        return fault
    return value.strip() if isinstance(value, str) else shown(value)


def _step(value: Value, stage_key: StageKeys, steps: Mapping[str, str]) -> str | Fault | None:
    text = shown(value)
    return (stage_key(text) or steps.get(fold(text)) or Fault("unknown_stage", text)) if clean(text) else None


def _tell_unknown(columns: Columns) -> Mapping[str, set[int]]:
    """The rows with a word that is not known, by field; told with the word that was perhaps meant."""
    unknown: dict[str, set[int]] = {}
    for name in _LABELS:
        faults = columns.faults.pop(name, {})
        unknown[name] = set(faults)
        for i, fault in faults.items():
            meant = _meant(name, fault.found)
            if meant:
                columns.tell("misspelt_word", i, name, fault.found, meant=meant)
            else:
                columns.tell(fault.kind, i, name, fault.found)
    return unknown


def _meant(field: str, found: str) -> str:
    known = {fold(word): line[0] for line in map(_split, words.choices(field)) for word in line}
    close = get_close_matches(fold(found), list(known), n=1, cutoff=0.7)
    return known[close[0]] if close else ""


def _split(line: str) -> list[str]:
    return [word.strip() for word in line.split(";") if word.strip()]
