"""`cobranza plantillas`: the texts of the letters, what is wrong with them, and how each looks when it is filled."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.errors import CobranzaError, Refused, Severity, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.commands.texts.word import FOLDER, word_files, word_problems
from xl_cobranza.faces.output import as_json, terminal
from xl_cobranza.faces.recalculation import Outcome
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.letters import FIELDS, TABLES, compose, sample_fields, sample_tables
from xl_cobranza.wording.letters.fields import ITEMS, folded
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from xl_cobranza.flows.letters.templates import Templates

_RULE: Final = "─" * 72


def run(
    workbook: str, *, folder: str | None, key: str | None, names: bool, as_object: bool, language: str | None
) -> int:
    """Check and show. 1 when something in the person's own texts is to be corrected."""
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.flows.letters.templates import templates

    try:
        found = templates(XlsxBook(workbook))
        words = word_files(workbook)
        in_word = tuple(word_problems(words))
        found = replace(found, problems=(*found.problems, *in_word))
        spoken = language or found.policy.parameters.language
        made = _files(found, folder, key) if folder is not None else []
    except CobranzaError as error:
        if not as_object:
            raise
        console.speak_json()
        console.answer(as_json.text({"workbook": workbook, "error": as_json.error_object(error, language or "es")}))
        console.say(wording.refusal(error, language or "es"))
        return error.exit_code
    if as_object:
        console.speak_json()
        console.answer(as_json.text(_object(workbook, found, made, words, spoken)))
    elif names:
        console.answer(_names(spoken))
    else:
        console.answer("\n\n".join(_report(workbook, found, key, made, words, spoken)))
    return int(any(problem.severity is not Severity.INFO for problem in found.problems))


def _report(
    workbook: str, found: "Templates", key: str | None, made: list[Path], words: list[Path], language: str
) -> Iterator[str]:
    if key is not None:
        for template in _asked_for(found, key):
            yield _sample(template, found)
        return
    mine = len(found.edited)
    yield message("templates_of", language, workbook=Path(workbook).name, own=mine, ours=len(_shown(found)) - mine)
    yield _table(found, language)
    if words:
        names = ", ".join(path.name for path in words)
        yield console.wrapped(message("templates_in_word", language, folder=FOLDER, names=names))
    if found.problems:
        country = found.policy.parameters.country
        yield terminal.problem_list(Outcome(workbook, language, country, problems=found.problems))
    else:
        yield message("templates_in_order", language)
    for template in found.templates:
        if template.row in found.edited:
            yield _sample(template, found)
    if made:
        yield message("templates_written", language, count=len(made), folder=made[0].parent)
    yield message("templates_next", language)


def _shown(found: "Templates") -> list[LetterTemplate]:
    """Every template once: one of ours that stands in a row too is that row."""
    rows = {(template.key, template.language) for template in found.templates if template.row is not None}
    return [one for one in found.templates if one.row is not None or (one.key, one.language) not in rows]


def _table(found: "Templates", language: str) -> str:
    from xl_cobranza.book import layout, words

    word = words.english if language == "en" else words.spanish
    fields = ("key", "step", "profile", "language", "channel")
    columns = [layout.TEMPLATES.by_field[field].heading_in(language) for field in fields]
    table = _grid(*columns, message("whose", language))
    table.columns[0].min_width = max(len(template.key) for template in _shown(found))
    for template in _shown(found):
        stage = found.policy.stage(template.step)
        labels = [
            word(field, value) if value and words.key(field, value) else ""
            for field, value in zip(fields[1:], template[1:5], strict=True)
        ]
        labels[0] = (stage.name if stage else "") or labels[0]
        whose = "whose_own" if template.row in found.edited else "whose_ours"
        table.add_row(template.key, *labels, message(whose, language))
    return console.rendered(table)


def _grid(*headings: str) -> Any:  # noqa: ANN401 - rich is imported when it is used
    from rich import box
    from rich.table import Table

    return Table(*headings, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)


def _asked_for(found: "Templates", key: str) -> list[LetterTemplate]:
    asked = [template for template in _shown(found) if folded(template.key) == folded(key)]
    if not asked:
        raise WrongUsage(
            "unknown_template", found=key, known=", ".join(dict.fromkeys(one.key for one in _shown(found)))
        )
    return asked


def _sample(template: LetterTemplate, found: "Templates") -> str:
    """The template filled with an invented customer, as plain text."""
    title = " · ".join(part for part in (template.key, template.language.strip("?")) if part)
    try:
        return f"{_RULE}\n{title}\n{_RULE}\n{_filled(template, found)}".rstrip()
    except Refused as error:
        return f"{_RULE}\n{title}\n{_RULE}\n{wording.refusal(error)}"


def _filled(template: LetterTemplate, found: "Templates") -> str:
    from xl_cobranza.adapters.outbox.writers import write
    from xl_cobranza.domain.documents import Document

    language = template.language or found.policy.parameters.language
    fields = sample_fields(found.policy.parameters, language)
    composed = compose(template, fields, sample_tables(language))
    text = write(
        Document(composed.subject, composed.blocks, language), "whatsapp" if template.channel == "whatsapp" else "txt"
    )
    return f"{composed.subject}\n\n{text.decode()}".lstrip("\n")


def _files(found: "Templates", folder: str, key: str | None) -> list[Path]:
    """One text file for each template, named after it."""
    from xl_cobranza.adapters.outbox.file_names import slug

    where = Path(folder)
    wanted = _shown(found) if key is None else _asked_for(found, key)
    made = []
    try:
        where.mkdir(parents=True, exist_ok=True)
        for place, template in enumerate(wanted, 1):
            path = where / f"{place:02}-{slug(template.key) or 'plantilla'}-{template.language or 'es'}.txt"
            path.write_text(_sample(template, found) + "\n", encoding="utf-8", newline="\n")
            made.append(path)
    except OSError as fault:
        raise Refused("samples_not_written", found=str(where)) from fault
    return made


def _names(language: str) -> str:
    """Everything that a template may name."""
    english = language == "en"
    table = _grid(*(message(part, language) for part in ("field", "meaning", "example")))
    table.columns[0].min_width = max(len(name) + 6 for field in FIELDS for name in (field.name, field.english))
    for field in FIELDS:
        example = field.example_en if english and field.example_en is not None else field.example
        shown = ", ".join(ITEMS[field.name]) if isinstance(example, tuple) else str(example)
        table.add_row(
            f"{{{{ {field.english if english else field.name} }}}}",
            field.meaning_en if english else field.meaning,
            shown,
        )
    table.add_section()
    for named in TABLES:
        table.add_row(
            f"[{named.english if english else named.name}]", named.meaning_en if english else named.meaning, ""
        )
    return console.rendered(table)


def _object(workbook: str, found: "Templates", made: list[Path], words: list[Path], language: str) -> Mapping[str, Any]:
    country = found.policy.parameters.country
    return {
        "workbook": workbook,
        "templates": [
            {
                "key": one.key, "step_id": one.step.strip("?"), "profile": one.profile.strip("?"), "language": one.language.strip("?"),
                "channel": one.channel.strip("?"), "subject": one.subject, "row": one.row, "edited": one.row in found.edited,
            }
            for one in _shown(found)
        ],
        "fields": [{"name": one.name, "english": one.english, "meaning": one.meaning_en if language == "en" else one.meaning} for one in FIELDS],
        "tables": [{"name": one.name, "english": one.english, "meaning": one.meaning_en if language == "en" else one.meaning} for one in TABLES],
        "word_files": [str(path) for path in words],
        "files": [str(path) for path in made],
        "problems": [as_json.problem_object(problem, language, country) for problem in found.problems],
    }  # fmt: skip
