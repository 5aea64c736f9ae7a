"""A template and a customer's data become a subject and blocks; what is wrong with a template, before any letter."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xl_cobranza.domain.documents import Block, Paragraph, Run
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.wording.letters import markup, sandbox
from xl_cobranza.wording.letters.fields import Address, FieldValue, context, examples, folded, table_names
from xl_cobranza.wording.letters.markup import Filled

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST: Final = 400_000  # characters of one letter
_BAG: Final = " values"  # under a name that no template can write
_PAYING: Final = {
    "es": ("Para pagar en línea: ", "Por transferencia: ", "Concepto del pago: "),
    "en": ("To pay online: ", "By transfer: ", "Payment reference: "),
}


class Composed(NamedTuple):
    """What a letter says: its subject, on one line, and its blocks."""

    subject: str
    blocks: tuple[Block, ...]


def compose(
    template: LetterTemplate, fields: Mapping[str, FieldValue], tables: Mapping[str, Block], language: str = ""
) -> Composed:
    """Fill a template in. Fields that are not given are blank; a table that is not given is left out.

    `language` is that of the letter, when the template may serve several.

    Raises Refused: bad_template, when `check` would have found fault; letter_too_long.

    >>> one = LetterTemplate("hola", "", "", "es", "", "{{ empresa }}", "Hola, *{{ contacto }}*:")
    >>> compose(one, {"empresa": "Altavista", "contacto": "Rosa"}, {}).subject
    'Altavista'
    """
    spoken = language or template.language
    filled = context(fields, spoken)
    given = dict(tables)
    if "pago" not in given and (paying := how_to_pay(filled, spoken)):
        given["pago"] = paying
    subject, body = (_filled(text, filled, template.key) for text in (template.subject, template.body))
    return Composed(markup.one_line(subject), markup.blocks(body, given))


def how_to_pay(fields: Mapping[str, FieldValue], language: str) -> Paragraph | None:
    """Link, account and reference, one a line, those there are."""
    runs: list[Run] = []
    labels = _PAYING.get(language, _PAYING["es"])
    for label, name in zip(labels, ("enlace_pago", "datos_bancarios", "concepto"), strict=True):
        value = fields[name]
        if isinstance(value, str) and value and (name != "concepto" or runs):
            runs += [
                Run(("\n" if runs else "") + label),
                Run(str(value), link=str(value) if isinstance(value, Address) else ""),
            ]
    return Paragraph(tuple(runs)) if runs else None


def check(template: LetterTemplate, ref: str = "", tables: frozenset[str] = frozenset()) -> list[Problem]:
    r"""All that is wrong with a template: where in it, what, and what was perhaps meant. `tables` are further names.

    >>> bad = LetterTemplate("x", "", "", "es", "", "", "Hola, {{ contcto }}:\n\n[tabal]")
    >>> [(problem.found, problem.data["meant"]) for problem in check(bad)]
    [('contcto', 'contacto'), ('tabal', 'tabla')]
    """
    problems = [problem for text in (template.subject, template.body) for problem in _grammar_problems(text, ref)]
    known = {**table_names(), **{folded(name): folded(name) for name in tables}}
    for number, line in enumerate(markup.unmarked(template.body).split("\n"), 1):
        name = markup.named(line)
        if name is not None and folded(name) not in known:
            problems.append(_problem("template_table", ref, name, number, sandbox.closest(name, known)))
    return problems


def _grammar_problems(text: str, ref: str) -> list[Problem]:
    _, found = sandbox.grammar(text)
    if found:
        return [_problem(flaw.kind, ref, flaw.found, flaw.line, flaw.meant) for flaw in found]
    try:
        _filled(text, context(examples()), "")
    except Refused as error:  # what only shows when it runs
        return [_problem("template_value", ref, error.data.get("line", ""), 1)]
    return []


def _problem(kind: str, ref: str, found: str, line: int, meant: str = "") -> Problem:
    kind = kind + "_misspelt" if meant and kind in _WITH_SUGGESTION else kind
    return Problem(kind, ref, found, {"line": str(line), "meant": meant})


_WITH_SUGGESTION: Final = frozenset(("template_field", "template_table"))


def _filled(text: str, fields: Mapping[str, FieldValue], key: str) -> Filled:
    """The text with a mark for each value that it prints, and the values."""
    from jinja2 import TemplateError

    values: list[str] = []
    pieces: list[str] = []
    length = 0
    try:
        compiled = _compiled(text)
        for piece in compiled.generate({**fields, _BAG: values}):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST:
                raise Refused("letter_too_long")
    except Refused as refusal:
        raise Refused(refusal.kind, found=key, **refusal.data) from refusal
    except (TemplateError, TypeError, ValueError) as error:
        raise Refused("bad_template", found=key, line=str(getattr(error, "lineno", 1))) from error
    if length + sum(map(len, values)) > LONGEST:
        raise Refused("letter_too_long", found=key)
    return Filled("".join(pieces), values)


@lru_cache(maxsize=256)
def _compiled(text: str) -> "Template":
    from jinja2 import TemplateError

    try:
        if sandbox.grammar(text)[1]:
            raise ValueError(text[:40])
        return _environment().from_string(markup.prepared(text))
    except (TemplateError, RecursionError, SyntaxError, ValueError, OverflowError, MemoryError) as error:
        raise Refused("bad_template", line=str(getattr(error, "lineno", 1))) from error


@cache
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import pass_context

    @pass_context
    def set_aside(context: Any, value: Any) -> str:  # noqa: ANN401 - Jinja's context, and whatever a field holds
        """Keep the value apart and print a mark instead. With the context, so that constants are kept apart too."""
        values = context.parent[_BAG]
        if len(values) >= markup.MOST_MARKS:
            raise Refused("letter_too_long")
        if isinstance(value, tuple | dict):
            raise TypeError("a list is no text")
        values.append(value if isinstance(value, str) else str(value))
        return markup.mark(len(values) - 1)

    return sandbox.environment(finalize=set_aside)
