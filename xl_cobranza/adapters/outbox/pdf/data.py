"""What `frame.typ` is told about a document: plain data, with the widths of columns decided here."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from xl_cobranza.domain.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Run,
    Signatures,
    Table,
)  # fmt: skip
from xl_cobranza.wording.outbox import word

_LINE: Final = 92  # characters of a table's line at its usual size
_SIZES: Final = ((_LINE, 9.5), (112, 8.5), (136, 7.5))  # a line up to so many characters → points
_SMALLEST: Final = 6.5
_ROOMY: Final = 64  # of these characters: each column gets room around its texts
_NARROWEST: Final = 5
_GAP_CHARACTERS: Final = 3
_LONG: Final = 24  # a text column beyond this may break its lines
_UNBROKEN: Final = re.compile(r"[^\s\u200b-]{19,}")
_PIECE: Final = 16


def frame_data(document: Document) -> str:
    """The document as the JSON that the frame reads."""
    language, _, region = document.language.partition("-")
    return json.dumps(
        {
            "title": document.title,
            "lang": language if re.fullmatch("[a-z]{2,3}", language) else "es",
            "region": region if re.fullmatch("[A-Za-z]{2}", region) else None,
            "paper": document.paper,
            "sender": document.sender,
            "addressee": document.addressee,
            "place_and_date": document.place_and_date,
            "footer": document.footer,
            "page": word("page", document.language),
            "of": word("of", document.language),
            "blocks": [{"kind": type(block).__name__, **_block(block)} for block in document.blocks],
        },
        ensure_ascii=False,
    )


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"text": text, "level": level}
        case Paragraph(runs, look):
            return {"runs": _runs(runs), "look": look}
        case Bullets(items, numbered):
            return {"items": [_runs(item) for item in items], "numbered": numbered}
        case Table():
            return _table(block)
        case Pairs(pairs):
            return {"pairs": pairs, "label": max((len(label) for label, _ in pairs), default=0) + 1}
        case Signatures(people):
            return {"people": people}
        case PageBreak():
            return {}


def _runs(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [run._asdict() for run in runs]


def _table(table: Table) -> dict[str, Any]:
    rows = [table.headings, *table.rows, *table.totals]
    longest = [max(max(map(len, cell.split("\n"))) for cell in column) for column in zip(*rows, strict=True)]
    asked = sum(min(width, _LONG) for width in longest) + _GAP_CHARACTERS * (len(longest) - 1)
    size = next((points for line, points in _SIZES if asked <= line), _SMALLEST)
    return {
        "headings": _breakable(table.headings) if any(table.headings) else [],
        "rows": [_breakable(row) for row in table.rows],
        "totals": [_breakable(row) for row in table.totals],
        "right": sorted(table.right),
        "title": table.title,
        "size": size,
        "gap": 5 if size > _SMALLEST else 3,
        "columns": _weights(longest, table.right, roomy=asked <= _ROOMY),
    }


def _weights(longest: Sequence[int], right: frozenset[int], *, roomy: bool) -> list[int]:
    """Each column's share of what is free, 0 for one as wide as its text; together they fill the page."""
    if roomy:
        return [max(width, _NARROWEST) for width in longest]
    weights = [width if width > _LONG and column not in right else 0 for column, width in enumerate(longest)]
    if not any(weights):
        first = next((column for column in range(len(longest)) if column not in right), 0)
        weights[first] = 1
    return weights


def _breakable(row: Sequence[str]) -> list[str]:
    """Words too long for a column get places to break, which nobody sees."""
    return [_UNBROKEN.sub(_broken, cell) for cell in row]


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
