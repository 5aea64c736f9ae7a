"""Which cell formats show a number as a date, a time of day, a lapse of time, or text.

Source: ECMA-376 part 1, §18.8.30 (built-in ids) and §18.8.31 (format codes, always in English in the file).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.xml_text import as_utf8, new_parser
from xl_cobranza.errors import Refused

Shown = Literal["number", "date", "time", "elapsed", "text"]

_BUILT_IN: Final[Mapping[int, Shown]] = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "date"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), "time"),
    46: "elapsed",
    49: "text",
}

_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_NOT_LETTERS_OF_DATES = re.compile(r"general|e[+-]|am/pm|a/p", re.IGNORECASE)


def shown_as(code: str) -> Shown:
    """What a format code makes of a number.

    >>> [shown_as(code) for code in ("dd/mm/yyyy", "h:mm", "[h]:mm", "#,##0.00", "@", '0 "días"')]
    ['date', 'time', 'elapsed', 'number', 'text', 'number']
    """
    code = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(code):
        return "elapsed"
    code = _NOT_LETTERS_OF_DATES.sub("", _BRACKET.sub("", code)).lower()
    if "@" in code:
        return "text"
    if any(letter in code for letter in "ydbeg"):
        return "date"
    if "h" in code or "s" in code:
        return "time"
    return "date" if "m" in code else "number"


def built_in(number_format: int) -> Shown:
    """What a format that needs no code makes of a number."""
    return _BUILT_IN.get(number_format, "number")


def cell_formats(styles: bytes) -> list[Shown]:
    """What each cell format (an xf of `cellXfs`) makes of a number, from the bytes of the styles part."""
    codes: dict[int, Shown] = {}
    ids: list[int] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        if path[-2:] == ["numFmts", "numFmt"]:
            codes[int(attributes.get("numFmtId", "0"))] = shown_as(attributes.get("formatCode", ""))
        elif path[-2:] == ["cellXfs", "xf"]:
            ids.append(int(attributes.get("numFmtId", "0")))

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    try:
        parser.Parse(b"".join(as_utf8((styles,))[1]), True)
    except (expat.ExpatError, ValueError) as error:
        raise Refused("damaged_styles", found=str(error)) from None
    return [codes.get(number, built_in(number)) for number in ids]


def shown(formats: Sequence[Shown], xf: int) -> Shown:
    """The format of one xf; an xf that the styles part does not have shows plain numbers."""
    return formats[xf] if 0 <= xf < len(formats) else "number"
