"""A document as one HTML page that a mail program shows: looks inline, nothing from outside, all text escaped."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

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

# mail programs read no style sheet and few properties: each element carries its own
_BODY: Final = (
    "margin:0;padding:24px 16px;background:#ffffff;color:#222222;"
    "font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:1.5"
)
_QUIET: Final = "color:#666666;font-size:13px;line-height:1.45"
_LOOKS: Final = {
    "body": "margin:0 0 16px",
    "small": "margin:0 0 12px;font-size:13px",
    "quiet": f"margin:0 0 12px;{_QUIET}",
}
_TITLES: Final = {
    1: "margin:0 0 16px;font-size:22px;line-height:1.3",
    2: "margin:24px 0 8px;font-size:17px;line-height:1.3",
}
_TABLE: Final = "border-collapse:collapse;width:100%;font-size:14px;line-height:1.4"
_HEADING_CELL: Final = "border-bottom:2px solid #444444;vertical-align:bottom;font-weight:bold"
_CELL: Final = "border-bottom:1px solid #dddddd;vertical-align:top"
_TOTAL_CELL: Final = "border-top:1px solid #444444;vertical-align:top;font-weight:bold"
_ROOM: Final = ";padding:6px 10px 6px 0"
_EDGE: Final = ";padding:6px 0"
_RIGHT: Final = ";text-align:right;white-space:nowrap"
_LEFT: Final = ";text-align:left"


def as_page(document: Document) -> str:
    """The whole page. The sender stands below the letter, as in a mail; address and date are the mail's own.

    >>> "&lt;b&gt;" in as_page(Document("", (Heading("<b>"),)))
    True
    """
    sender = _sender(document.sender)
    footer = f'<p style="{_LOOKS["quiet"]}">{_text(document.footer)}</p>' if document.footer else ""
    body = "\n".join([*(_block(block) for block in document.blocks), sender, footer])
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n</head>\n"
        f'<body style="{_BODY}">\n<div style="max-width:640px;margin:0 auto">\n{body}\n</div>\n</body>\n</html>\n'
    )


def _sender(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return (
        f'<p style="margin:28px 0 12px;padding-top:12px;border-top:1px solid #dddddd;{_QUIET}">'
        f'<strong style="color:#222222">{escape(lines[0])}</strong>{"".join("<br>" + escape(line) for line in lines[1:])}</p>'
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            tag = f"h{level}"
            return f'<{tag} style="{_TITLES.get(level, _TITLES[2])}">{escape(text)}</{tag}>'
        case Paragraph(runs, look):
            return f'<p style="{_LOOKS[look]}">{_runs(runs)}</p>'
        case Bullets(items, numbered):
            tag = "ol" if numbered else "ul"
            lines = "".join(f'<li style="margin:0 0 6px">{_runs(item)}</li>' for item in items)
            return f'<{tag} style="margin:0 0 16px;padding-left:24px">{lines}</{tag}>'
        case Table():
            return _table(block)
        case Pairs(pairs):
            rows = "".join(
                f'<tr><td style="{_CELL}{_ROOM};color:#666666;width:35%">{_text(label)}</td>'
                f'<td style="{_CELL}{_EDGE}">{_text(value)}</td></tr>'
                for label, value in pairs
            )
            return f'<table role="presentation" style="{_TABLE};margin:0 0 16px">{rows}</table>'
        case Signatures(people):
            cells = "".join(_signature(*person) for person in people)
            return f'<table role="presentation" style="{_TABLE};margin:48px 0 16px"><tr>{cells}</tr></table>'
        case PageBreak():
            return '<hr style="margin:32px 0;border:0;border-top:1px solid #dddddd;page-break-after:always">'


def _signature(name: str, role: str) -> str:
    below = f'<br><span style="{_QUIET}">{escape(role)}</span>' if role else ""
    return (
        '<td style="padding:0 16px 0 0;vertical-align:top"><div style="border-top:1px solid #444444;padding-top:6px">'
        f"{escape(name)}{below}</div></td>"
    )


def _table(table: Table) -> str:
    title = f'<p style="margin:0 0 6px;font-weight:bold">{escape(table.title)}</p>' if table.title else ""
    head = f"<thead>{_row(table.headings, table.right, 'th', _HEADING_CELL)}</thead>" if any(table.headings) else ""
    rows = [*(_row(row, table.right, "td", _CELL) for row in table.rows)]
    rows += [_row(row, table.right, "td", _TOTAL_CELL) for row in table.totals]
    # a telephone scrolls a wide table sideways, and not the letter
    return (
        f'{title}<div style="overflow-x:auto;margin:0 0 16px"><table style="{_TABLE}">'
        f"{head}<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(cells: Sequence[str], right: frozenset[int], tag: str, look: str) -> str:
    styled = (
        f'<{tag} style="{look}{_EDGE if column == len(cells) - 1 else _ROOM}{_RIGHT if column in right else _LEFT}">'
        f"{_text(cell)}</{tag}>"
        for column, cell in enumerate(cells)
    )
    return f"<tr>{''.join(styled)}</tr>"


def _runs(runs: Sequence[Run]) -> str:
    return "".join(_marked(runs))


def _marked(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        text = _text(run.text)
        if run.bold:
            text = f"<strong>{text}</strong>"
        yield f'<a href="{escape(run.link)}" style="color:#1a4e8a">{text}</a>' if run.link else text


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
