"""The shared strings part: the texts that cells of type `s` point at, in order."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.edits import NeedExpat
from xl_cobranza.adapters.xlsx.xml_text import as_utf8, blocks, content, cut_behind, is_odd, new_parser, without_escapes
from xl_cobranza.errors import Refused

_HEAD = re.compile(rb"(?:<\?[^>]*>)?[^<]*<((?:[\w.-]+:)?)sst\b[^>]*(?<!/)>")


def read_shared_strings(chunks: bytes | Iterable[bytes]) -> list[str]:
    """Every string of the part, without its formatting and its phonetic runs.

    >>> read_shared_strings(b"<sst><si><t>A&amp;B</t></si><si><r><t>x</t></r><rPh><t>!</t></rPh></si></sst>")
    ['A&B', 'x']
    """
    _, stream = as_utf8(blocks(chunks))
    seen: list[bytes] = []  # the part is small beside its sheet, and only an odd one is read twice
    try:
        return list(_scanned(_remembered(stream, seen)))
    except (NeedExpat, ValueError):
        return _parsed(chain(seen, stream))


def _remembered(stream: Iterator[bytes], seen: list[bytes]) -> Iterator[bytes]:
    for chunk in stream:
        seen.append(chunk)
        yield chunk


def _scanned(chunks: Iterator[bytes]) -> Iterator[str]:
    first = b""
    while not (head := _HEAD.match(first)):
        chunk = next(chunks, b"")
        if not chunk or len(first) > 1 << 16:
            raise NeedExpat("head of the shared strings")
        first += chunk
    prefix = head[1].decode()
    text = rf"<{prefix}t(?:\s[^<>]*)?>([^<]*)</{prefix}t>"
    item = re.compile(rf"\s*<{prefix}si>(?:{text}|(.*?))</{prefix}si>", re.DOTALL)
    runs = re.compile(rf"<{prefix}rPh\b.*?</{prefix}rPh>|{text}", re.DOTALL)
    rest = ""
    for block in cut_behind(b"</%ssi>" % head[1], chain((first[head.end() :],), chunks)):
        if is_odd(block):
            raise NeedExpat("comment in the shared strings")
        raw, position = block.decode(), 0
        plain = _plain(raw, prefix)
        yield from plain
        if plain:
            rest = ""
            continue
        while match := item.match(raw, position):
            whole = match[1] if match[2] is None else "".join(runs.findall(match[2]))
            yield without_escapes(content(whole)) if "&" in whole or "\r" in whole or "_x" in whole else whole
            position = match.end()
        rest = raw[position:]
        if f"<{prefix}si" in rest:
            raise NeedExpat("odd shared string")
    if f"</{prefix}sst>" not in rest:
        raise NeedExpat("the part ends early")


def _plain(block: str, prefix: str) -> list[str]:
    """The strings of a block when each is one text and nothing else, as most are; else none. Ten times as fast."""
    start, end = f"<{prefix}si><{prefix}t>", f"</{prefix}t></{prefix}si>"
    if not (block.startswith(start) and block.endswith(end)):
        return []
    texts = block[len(start) : -len(end)].split(end + start)
    if block.count("<") != 4 * len(texts) or "&" in block or "\r" in block or "_x" in block:
        return []
    return texts


def _parsed(chunks: Iterable[bytes]) -> list[str]:
    texts: list[str] = []
    parts: list[str] = []
    path: list[str] = []
    parser = new_parser()
    parser.buffer_text = True

    def start(name: str, _: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])

    def characters(data: str) -> None:
        if path[-1] == "t" and "si" in path and "rPh" not in path:
            parts.append(data)

    def end(_: str) -> None:
        if path.pop() == "si":
            texts.append(without_escapes("".join(parts)))
            parts.clear()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged_strings", found=str(error)) from None
    return texts
