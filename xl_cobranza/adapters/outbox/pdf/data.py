"""What `frame.typ` is told about a document: plain data, with the widths of columns decided here."""

import json
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final

from xl_cobranza.adapters.outbox.fitting import columns, stays_with
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
            "blocks": [
                {"kind": type(block).__name__, **_block(block), "sticky": stays_with(block, after)}
                for block, after in zip_longest(document.blocks, document.blocks[1:])
            ],
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
    size, shares, may_break, one_line = columns(table)
    return {
        "headings": _breakable(table.headings) if any(table.headings) else [],
        "rows": [_breakable(row) for row in table.rows],
        "totals": [_breakable(row) for row in table.totals],
        "right": sorted(table.right),
        "title": table.title,
        "size": size,
        "one_line": one_line,
        "columns": [
            0 if any(may_break) and not breaks else share for share, breaks in zip(shares, may_break, strict=True)
        ],
    }


def _breakable(row: Sequence[str]) -> list[str]:
    """Words too long for a column get places to break, which nobody sees."""
    return [_UNBROKEN.sub(_broken, cell) for cell in row]


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
