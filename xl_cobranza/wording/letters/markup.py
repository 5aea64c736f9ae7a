"""The few marks of a template: paragraphs, `*bold*`, `# heading`, `- item`, `> note`, `[table]`.

What is parsed is the person's own text, with one opaque mark where each field goes: the fields are put in last.
So a name with asterisks, or one that reads `[tabla]`, is only a name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from xl_cobranza.domain.documents import Block, Bullets, Heading, PageBreak, Paragraph, Run
from xl_cobranza.wording.letters.fields import APART, Address, folded, table_names

FIRST_MARK, LAST_MARK = 0xF0000, 0xFFFFD  # a plane of Unicode that is nobody's: no text means anything by it
_PASSING: Final = chr(0x10FFFD)  # ends a line with a condition in it: when the rest of the line is gone, so is the line
MOST_MARKS: Final = 20_000  # fields printed in one letter

_MARK: Final = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]")
_BOLD: Final = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])")
_WEB: Final = re.compile(r"https://[\w\-.~:/?#@!$&()*+,;=%]*[\w/]", re.ASCII)
_OURS: Final = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}{_PASSING}]")
_CONDITION: Final = re.compile(r"\{%.*?%\}")
_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_ONLY_CONDITIONS: Final = re.compile(r"[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)")
_NAMED: Final = re.compile(r"\[([^\[\]]{1,40})\]")
_HEADING: Final = re.compile(r"(#{1,2})\s+(.+)")
_ITEM: Final = re.compile(r"[-•]\s+(.+)")
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]\s+(.+)")
_NOTE: Final = re.compile(r">\s+(.+)")


class Filled(NamedTuple):
    """A text with marks, and what each mark stands for."""

    text: str
    values: Sequence[str]


def unmarked(text: str) -> str:
    """A person's text without what could be taken for a mark; line ends as ours."""
    return _OURS.sub("�", text).replace("\r\n", "\n").replace("\r", "\n")


def prepared(text: str) -> str:
    r"""The text for Jinja: a line that holds only conditions leaves no line behind, and the lines keep their numbers.

    >>> prepared("{% if dias %}\nTarde\n{% endif %}\nFin")
    '{% if dias %}{#\n#}Tarde\n{% endif %}{#\n#}Fin'
    """
    pieces = []
    for line in _COMMENT.sub(lambda found: _blanked(found[0]), unmarked(text)).split("\n"):
        alone = _ONLY_CONDITIONS.fullmatch(line)
        if alone:
            pieces.append(alone[1].rstrip() + "{#\n#}")
        else:
            pieces.append(line + (_PASSING if _CONDITION.search(line) or "#}" in line else "") + "\n")
    whole = "".join(pieces)
    return whole.removesuffix("\n")


def _blanked(comment: str) -> str:
    """A comment without what it says; its lines stay."""
    return "{#" + "\n" * comment.count("\n") + "#}"


def mark(index: int) -> str:
    return chr(FIRST_MARK + index)


def plain(filled: Filled) -> str:
    """The text with its fields.

    >>> plain(Filled("Hola, " + mark(0), ["Rosa"]))
    'Hola, Rosa'
    """
    return _MARK.sub(lambda found: _value(found[0], filled.values), filled.text.replace(_PASSING, ""))


def one_line(filled: Filled) -> str:
    """The same on one line, for a subject: no line break and no control character of any field stays."""
    return " ".join("".join(c if c.isprintable() else " " for c in plain(filled)).split())


def named(line: str) -> str | None:
    """The name that stands alone between brackets on a line, as it was typed; conditions around it do not count.

    >>> named("{% if n_facturas > 1 %}[tabla]{% endif %}")
    'tabla'
    """
    found = _NAMED.fullmatch(_CONDITION.sub("", line).strip())
    return found[1] if found else None


def blocks(filled: Filled, given: Mapping[str, Block]) -> tuple[Block, ...]:
    r"""The blocks of a text. A name between brackets is one of `given`; a known one that is not given is left out.

    >>> blocks(Filled("# Aviso\n\nHola, *" + mark(0) + "*:", ["*Rosa*"]), {})
    (Heading(text='Aviso', level=1),
     Paragraph(runs=(Run(text='Hola, ', bold=False, link=''), Run(text='*Rosa*', bold=True, link=''),
                     Run(text=':', bold=False, link='')), look='body'))
    """
    return tuple(_Reader(filled.values, {"salto": PageBreak(), **given}).read(filled.text))


class _Reader:
    """Reads line by line; lines of one kind that follow each other are one block."""

    def __init__(self, values: Sequence[str], given: Mapping[str, Block]) -> None:
        self._values = values
        self._given = {folded(name): block for name, block in given.items()}
        self._kind = ""
        self._lines: list[str] = []

    def read(self, text: str) -> Iterator[Block]:
        for line in text.split("\n"):
            stripped = line.replace(_PASSING, "").strip()
            if (_MARK.search(stripped) and self._says_nothing(stripped)) or (not stripped and line.strip()):
                continue
            if not stripped:
                yield from self._finish()
            elif (name := named(stripped)) is not None and self._knows(name):
                yield from self._finish()
                yield from self._block(name)
            elif found := _HEADING.fullmatch(stripped):
                yield from self._finish()
                yield Heading(plain(Filled(found[2], self._values)), len(found[1]))
            else:
                yield from self._add(*_kind_of(stripped))
        yield from self._finish()

    def _says_nothing(self, line: str) -> bool:
        """Whether a line is only fields that are blank, with no word between them."""
        words = plain(Filled(line, self._values))
        return not any(c.isalnum() for c in words) and not any(
            _value(found, self._values).strip() for found in _MARK.findall(line)
        )

    def _knows(self, name: str) -> bool:
        return folded(name) in self._given or folded(name) in table_names()

    def _block(self, name: str) -> Iterator[Block]:
        typed = folded(name)
        known = table_names().get(typed, "")
        for key in APART if known == "aparte" else (typed,):
            block = self._given.get(key) or self._given.get(known)
            if block is not None:
                yield block

    def _add(self, kind: str, line: str) -> Iterator[Block]:
        if kind != self._kind:
            yield from self._finish()
        self._kind = kind
        self._lines.append(line)

    def _finish(self) -> Iterator[Block]:
        lines, self._lines = self._lines, []
        if not lines:
            return
        runs = [tuple(_runs(line, self._values)) for line in lines]
        if self._kind in {"item", "numbered"}:
            yield Bullets(tuple(runs), numbered=self._kind == "numbered")
        else:
            joined = runs[0]
            for more in runs[1:]:
                joined = (*joined, Run("\n"), *more)
            yield Paragraph(tuple(_merged(joined)), "small" if self._kind == "note" else "body")
        self._kind = ""


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in (("item", _ITEM), ("numbered", _NUMBERED), ("note", _NOTE)):
        found = pattern.fullmatch(line)
        if found:
            return kind, found[1]
    return "text", line


def _runs(line: str, values: Sequence[str]) -> list[Run]:
    """The pieces of a line, bold or not, its fields in place."""
    runs: list[Run] = []
    at = 0
    for found in _BOLD.finditer(line):
        runs += _pieces(line[at : found.start()], values, bold=False)
        runs += _pieces(found[1], values, bold=True)
        at = found.end()
    runs += _pieces(line[at:], values, bold=False)
    return list(_merged(runs)) or [Run("")]


def _pieces(text: str, values: Sequence[str], *, bold: bool) -> Iterator[Run]:
    pieces = [piece for piece in re.split(f"({_MARK.pattern})", text) if piece]
    for place, piece in enumerate(pieces, 1):
        if _MARK.fullmatch(piece):
            value = _value(piece, values)
            if value:
                yield Run(str(value), bold, str(value) if isinstance(value, Address) else "")
        else:
            yield from _literal(piece, bold=bold, goes_on=place < len(pieces))


def _literal(text: str, *, bold: bool, goes_on: bool) -> Iterator[Run]:
    """The person's own words; a web address among them opens, unless a field would be part of it."""
    at = 0
    for found in _WEB.finditer(text):
        if goes_on and found.end() == len(text):
            break
        if found.start() > at:
            yield Run(text[at : found.start()], bold)
        yield Run(found[0], bold, found[0])
        at = found.end()
    if at < len(text):
        yield Run(text[at:], bold)


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours of one look as one piece."""
    held: Run | None = None
    for run in runs:
        if held and not held.link and not run.link and held.bold == run.bold:
            held = Run(held.text + run.text, held.bold)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _value(character: str, values: Sequence[str]) -> str:
    return values[ord(character) - FIRST_MARK]
