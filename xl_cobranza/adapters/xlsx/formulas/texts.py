"""The texts of the formulas of a sheet part, taken from its stream of bytes."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.xml_text import as_utf8, new_parser
from xl_cobranza.errors import Refused

_CELLS_START = re.compile(rb"<((?:[\w.-]+:)?)sheetData\b")
_FORMULA = rb"<%sf((?:\s[^>]*)?)(?<!/)>([^<]+)</"
_SHARED_OVER = re.compile(rb"""\sref\s*=\s*["']([^"']+)""")
_LONGEST = 1 << 16  # a formula is at most 8,192 characters; a tag cut by the end of a block waits for the next


class Formula(NamedTuple):
    """`over` is the range that a shared or array formula fills, else None."""

    text: str
    over: Area | None


def formulas(stream: Callable[[], Iterable[bytes]]) -> Iterator[Formula]:
    """Every formula text of a sheet; the cells that share one give it once.

    >>> [f.text for f in formulas(lambda: [b'<sheetData><c><f>A1&amp;"x"</f></c><c><f t="shared" si="0"/></c>'])]
    ['A1&"x"']
    """
    rest = b""
    found: re.Pattern[bytes] | None = None
    tag = end = b""
    for piece in stream():
        block = rest + piece
        if b"<!" in block or block[:2] in (b"\xff\xfe", b"\xfe\xff"):  # CDATA, comments, UTF-16: let a parser read it
            yield from _parsed(stream())  # from the start; a formula given twice does no harm
            return
        if found is None and (start := _CELLS_START.search(block)):
            found, tag, end = re.compile(_FORMULA % start[1]), b"<%sf" % start[1], b"</%ssheetData" % start[1]
        if found is None:
            rest = block
            continue
        cells_end, position = block.find(end), 0
        for match in found.finditer(block, 0, cells_end if cells_end >= 0 else len(block)) if tag in block else ():
            position = match.end()
            yield _formula(match[2].decode("utf-8", "replace"), match[1])
        if cells_end >= 0:  # behind the cells come the formulas of conditional formats, validations, sparklines
            return
        rest = block[max(position, len(block) - _LONGEST) :]


def _formula(text: str, attributes: bytes) -> Formula:
    over = _SHARED_OVER.search(attributes)
    return Formula(html.unescape(text) if "&" in text else text, _area(over[1].decode()) if over else None)


def _area(ref: str) -> Area | None:
    try:
        return Area.parse(ref)
    except ValueError:
        return None


def _parsed(stream: Iterable[bytes]) -> Iterator[Formula]:
    parser = new_parser()
    parser.buffer_text = True
    found: list[Formula] = []
    texts: list[str] | None = None
    done = False
    over: Area | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal texts, over
        if name.rpartition(":")[2] == "f":
            texts, over = [], _area(attributes.get("ref", ""))

    def end(name: str) -> None:
        nonlocal texts, done
        done = done or name.rpartition(":")[2] == "sheetData"
        if name.rpartition(":")[2] == "f" and texts and not done:
            found.append(Formula("".join(texts), over))
        texts = None if name.rpartition(":")[2] == "f" else texts

    def text(data: str) -> None:
        if texts is not None:
            texts.append(data)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    for piece in as_utf8(stream)[1]:
        try:
            parser.Parse(piece, False)
        except expat.ExpatError as error:
            raise Refused("damaged_sheet", found=str(error)) from None
        yield from found
        found.clear()
