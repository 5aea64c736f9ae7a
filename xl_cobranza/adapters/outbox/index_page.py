"""One page that lists a batch: who gets what and why, what to open or to write, and who gets nothing.

It lies beside the letters and opens from the disk: no script, nothing from outside, and it prints well.
"""

from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from xl_cobranza.adapters.outbox.legible import legible, one_line, safe_link
from xl_cobranza.domain.letters import Batch, BatchLetter, BatchLink, SkippedLetter
from xl_cobranza.wording.outbox import word

_STYLE: Final = """
body { margin: 2rem auto; max-width: 72rem; padding: 0 1.25rem; color: #222; background: #fff;
  font: 15px/1.45 Georgia, "Times New Roman", serif }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem }
.quiet { color: #666; margin: 0 0 1.25rem }
table { border-collapse: collapse; width: 100% }
th { text-align: left; border-bottom: 2px solid #444; padding: .4rem .9rem .4rem 0; vertical-align: bottom; white-space: nowrap }
td { border-bottom: 1px solid #ddd; padding: .55rem .9rem .55rem 0; vertical-align: top; overflow-wrap: break-word }
td:first-child { overflow-wrap: anywhere }
th:last-child, td:last-child { padding-right: 0 }
.sum { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.why { color: #444; max-width: 26rem }
small { color: #666; display: block }
a { color: #1a4e8a; white-space: nowrap; margin-right: .9rem }
@media (max-width: 46rem) {
  thead { display: none } tr { display: block; padding: .6rem 0; border-bottom: 1px solid #ddd }
  td { display: block; border: 0; padding: .1rem 0 } .sum { text-align: left }
}
@media print {
  body { margin: 0; max-width: none; font-size: 10pt } tr { break-inside: avoid } thead { display: table-header-group }
  a { color: inherit; text-decoration: none }
}
"""


def index_page(batch: Batch) -> bytes:
    """The page as UTF-8. Links lead to files beside it, to the web, to one mail address or a telephone; others are left out."""
    language = one_line(batch.language)
    title = escape(one_line(batch.title))
    count = word("letters", language, count=len(batch.letters))
    summary = f"{count}. {word('nothing_sent', language)}" if batch.letters else word("no_letters", language)
    if any(letter.status for letter in batch.letters):
        summary = f"{count}."
    parts = [f"<h1>{title}</h1>", f'<p class="quiet">{escape(summary)}</p>']
    if batch.letters:
        parts.append(_letters(batch.letters, language))
    if batch.skipped:
        parts.append(_skipped(batch.skipped, language))
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _letters(letters: Sequence[BatchLetter], language: str) -> str:
    heads = [f"<th>{escape(word(key, language))}</th>" for key in ("customer", "step", "reason")]
    heads += [f'<th class="sum">{escape(word("amounts", language))}</th>', f"<th>{escape(word('open', language))}</th>"]
    return _table("".join(heads), [_letter(letter) for letter in letters])


def _letter(letter: BatchLetter) -> str:
    detail = " · ".join(_text(text) for text in (letter.channel, letter.status) if text)
    return (
        f"<tr><td><strong>{_text(letter.customer)}</strong><small>{_text(letter.addressee)}</small></td>"
        f"<td>{_text(letter.step)}<small>{detail}</small></td>"
        f'<td class="why">{_text(letter.reason)}</td>'
        f'<td class="sum">{"<br>".join(map(_text, letter.amounts))}</td>'
        f"<td>{''.join(map(_link, letter.links))}</td></tr>"
    )


def _skipped(skipped: Sequence[SkippedLetter], language: str) -> str:
    title = escape(word("skipped", language, count=len(skipped)))
    heads = "".join(f"<th>{escape(word(key, language))}</th>" for key in ("customer", "skipped_reason"))
    rows = [f"<tr><td>{_text(one.customer)}</td><td>{_text(one.reason)}</td></tr>" for one in skipped]
    return f"<h2>{title}</h2>\n{_table(heads, rows)}"


def _table(heads: str, rows: Sequence[str]) -> str:
    body = "\n".join(rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _link(link: BatchLink) -> str:
    target = safe_link(link.target) or _beside(link.target)
    return f'<a href="{escape(target)}">{_text(link.words)}</a>' if target else ""


def _beside(target: str) -> str:
    """A file in the folder of the page or below it, "" for any other place."""
    path = PurePosixPath(target)
    is_beside = target == legible(target) and not path.is_absolute() and ".." not in path.parts
    return quote(str(path)) if target and is_beside and not set(target) & set(":\\\n") else ""


def _text(text: str) -> str:
    return escape(legible(text)).replace("\n", "<br>")
