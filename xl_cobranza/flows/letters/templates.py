"""The texts of the letters: the person's rows before ours, and what is wrong with any of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_sheet, misfit
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book
from xl_cobranza.book.records.templates import read_templates
from xl_cobranza.book.references import in_sheet_order, quoted
from xl_cobranza.book.rows import stage_keys
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem
from xl_cobranza.wording.letters import available, check, is_ours, tone


@dataclass(frozen=True, slots=True)
class Templates:
    """Every template there is, theirs first; `edited` are the rows whose words are the person's own."""

    templates: tuple[LetterTemplate, ...]
    edited: frozenset[int | None]
    problems: tuple[Problem, ...]
    policy: Policy


def templates(book: Book, policy: Policy | None = None) -> Templates:
    """Read `Plantillas`, put ours behind it, and check every text: fields, conditions, tables, tone."""
    policy = policy or read_policy(book)[0]
    area = find_sheet(book, layout.TEMPLATES)
    theirs, problems = read_templates(area, stage_keys(policy)) if area else ([], [])
    if area is None and (odd := misfit(book, layout.TEMPLATES)):
        problems.append(Problem("sheet_without_columns", quoted(odd[0]), ", ".join(odd[1])))
    edited = {template.row for template in theirs if not is_ours(template)} - {None}
    for template in theirs:
        if area is not None and template.row in edited:
            problems += _doubts(template, area, policy.parameters.country)
    found = available(theirs, policy.parameters.form_of_address)
    return Templates(tuple(found), frozenset(edited), tuple(in_sheet_order(problems, book)), policy)


def unsigned(book: Book, policy: Policy) -> tuple[Problem, ...]:
    """The warning that nobody signs what is written, if so."""
    if policy.parameters.company or policy.parameters.sender:
        return ()
    area = find_sheet(book, layout.PARAMETERS)
    return (Problem("letters_unsigned", quoted(area.sheet if area else layout.PARAMETERS.name)),)


def _doubts(template: LetterTemplate, area: Area, country: str) -> Iterator[Problem]:
    """What is wrong with the words of one row, cell by cell."""
    parts = {
        "subject": template._replace(body=""),
        "body": template._replace(subject=""),
    }
    for part, alone in parts.items():
        if part in area.columns and template.row is not None:
            ref = area.ref(template.row, area.columns[part])
            yield from check(alone, ref)
            text = alone.subject or alone.body
            yield from tone(text, country, template.language or "es", step=template.step, ref=ref)
