"""The Word files of the folder `plantillas` beside the workbook, checked before any letter is made of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from xl_cobranza.domain.documents import Table
from xl_cobranza.domain.policy import Parameters
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.wording.letters import context, environment, sample_fields, sample_tables, suggestion

FOLDER: Final = "plantillas"


def word_files(workbook: str) -> list[Path]:
    """The Word files beside a workbook, by name; what Word itself keeps there while one is open is passed over."""
    folder = Path(workbook).parent / FOLDER
    return sorted(path for path in folder.glob("*.docx") if not path.name.startswith("~$"))


def word_problems(files: list[Path], parameters: Parameters) -> Iterator[Problem]:
    """What is wrong with each: every unknown field with a suggestion; then whatever else keeps it from being filled."""
    if not files:
        return
    from xl_cobranza.adapters.outbox.extras import extra

    with extra("cartas"):
        from xl_cobranza.adapters.outbox.word.filling import fill_word, unknown_fields
    from jinja2 import Environment

    fields = context(sample_fields(parameters))
    tables = {name: block for name, block in sample_tables().items() if isinstance(block, Table)}
    for path in files:
        try:
            asked = unknown_fields(path, {}, Environment(autoescape=True))
            told = [_unknown(path.name, name, meant) for name in asked if (meant := suggestion(name)) != name]
            yield from told
            if not told:
                fill_word(path, fields, tables, environment(escape=True))
        except Refused as refusal:
            yield Problem("word_template", path.name, refusal.found or refusal.kind)


def _unknown(file: str, name: str, meant: str) -> Problem:
    return Problem("word_field_misspelt" if meant else "word_field", file, name, {"meant": meant})
