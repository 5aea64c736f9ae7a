"""XML as bytes: the encoding of a part, where a tag ends, text in and out of cells.

Parts are worked on as UTF-8. One in another encoding is decoded on its way in and encoded again on
its way out, so that what it declares stays true and what is not ours comes back byte for byte.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final
from xml.parsers import expat

from xl_cobranza.errors import Refused

_BLOCK: Final = 1 << 18  # what it makes still fits the cache of the processor
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_CODECS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii",
    "iso-8859-1": "latin-1", "latin1": "latin-1", "windows-1252": "cp1252",
}  # fmt: skip

TAG = re.compile(rb"<(?:[^\"'<>]++|\"[^\"]*\"|'[^']*')*+>")  # a whole start tag; `>` may stand in a quoted value

ATTRIBUTE = re.compile(rb"\s([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")  # name, value with its quotes; use on a tag


def blocks(chunks: bytes | Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of at most 256 kB, so that memory is bounded whatever the caller passes."""
    for chunk in (chunks,) if isinstance(chunks, bytes) else chunks:
        if len(chunk) <= _BLOCK:
            yield chunk
        else:
            for start in range(0, len(chunk), _BLOCK):
                yield chunk[start : start + _BLOCK]


def cut_behind(close: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end with the tag `close`; the last piece is what follows the last of them.

    >>> list(cut_behind(b"</r>", [b"<r>1</", b"r><r>2</r><r", b">3"]))
    [b'<r>1</r><r>2</r>', b'<r>3']
    """
    pending: list[bytes] = []
    seam = b""  # the end of what is pending: the tag may lie across two chunks
    for chunk in chunks:
        cut = (seam + chunk).rfind(close)
        if cut < 0:
            pending.append(chunk)
            seam = (seam + chunk)[1 - len(close) :]
            continue
        cut += len(close) - len(seam)
        yield b"".join((*pending, chunk[:cut]))
        pending = [chunk[cut:]]
        seam = chunk[cut:][1 - len(close) :]
    yield b"".join(pending)


def as_utf8(chunks: Iterable[bytes]) -> tuple[str, Iterator[bytes]]:
    """The codec of a part, and its bytes as UTF-8. Raises `Refused("unsupported_encoding")`."""
    stream = iter(chunks)
    start = b""
    for chunk in stream:
        start += chunk
        if len(start) >= 256:
            break
    codec = _codec(start)
    whole = chain((start,), stream)
    return codec, (whole if codec == "utf-8" else _decoded(whole, codec))


def _codec(start: bytes) -> str:
    if start[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise Refused("unsupported_encoding", found="UTF-32")
    if start[:2] in (b"\xff\xfe", b"<\0"):
        return "utf-16-le"
    if start[:2] in (b"\xfe\xff", b"\0<"):
        return "utf-16-be"
    declared = _DECLARED.match(start)
    name = declared[1].decode().lower() if declared else "utf-8"
    if name not in _CODECS:
        raise Refused("unsupported_encoding", found=name)
    return _CODECS[name]


def _decoded(chunks: Iterable[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", True).encode()
    except UnicodeError as error:
        raise Refused("damaged_sheet", found=str(error)) from None


def encoded(chunks: Iterable[bytes], codec: str) -> Iterator[bytes]:
    """UTF-8 back into the codec of the part; what it cannot hold becomes a character reference."""
    if codec == "utf-8":
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chunks:
        yield decoder.decode(chunk).encode(codec, "xmlcharrefreplace")


def is_odd(block: bytes) -> bool:
    """Whether bytes between tags may not be what they look like: a comment, CDATA, a processing instruction.

    >>> is_odd(b"<v>1</v>"), is_odd(b"<v>1!?</v>"), is_odd(b"<v><!-- 1 --></v>")
    (False, False, True)
    """
    # one rare byte is found ten times faster than two, the first of which is everywhere
    return (b"!" in block and b"<!" in block) or (b"?" in block and b"<?" in block)


def new_parser() -> expat.XMLParserType:
    """An expat parser for UTF-8 bytes that refuses any DOCTYPE: no part has one, and entities can be a bomb."""
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise Refused("doctype")


# What XML cannot hold, what it would change (a carriage return), and what would read as an escape.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));|&")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def escaped(text: str) -> str:
    r"""Text as the content of an element, `_xHHHH_` for what XML cannot hold (ECMA-376 §22.9.2.19).

    >>> escaped("R&D <1>"), escaped("a\x07b"), escaped("_x0041_")
    ('R&amp;D &lt;1&gt;', 'a_x0007_b', '_x005F_x0041_')
    """
    if not text.isprintable() or "_x" in text:
        text = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def without_escapes(text: str) -> str:
    r"""Text of a cell with its `_xHHHH_` undone; halves of a surrogate pair are joined.

    >>> without_escapes("a_x000D_b_x005F_x0041_")
    'a\rb_x0041_'
    """
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    try:
        plain.encode()
    except UnicodeEncodeError:
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def content(raw: str) -> str:
    """The text that the characters between two tags stand for: line ends and entities as XML 1.0 reads them.

    Raises `ValueError` for an entity that XML does not know.
    """
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, raw) if "&" in raw else raw


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2]) if match[2] else 0
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise ValueError(f"not XML: {match[0]}")


def cell_text(raw: bytes) -> str:
    """The text of a cell, from the bytes of a `<t>` or `<v>`."""
    text = raw.decode()
    if "&" in text or "\r" in text:
        text = content(text)
    return without_escapes(text)
