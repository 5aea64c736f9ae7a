"""How a document fits on its pages: the columns of a table by what their texts ask, and what stays together."""

import re
from math import inf
from typing import Final, NamedTuple

from xl_cobranza.domain.documents import Block, Bullets, Paragraph, Signatures, Table

LINE: Final = 92  # digits between the margins at the usual size
_SIZES: Final = ((LINE, 9.5), (112, 8.5), (136, 7.5))  # a line up to so many digits → points
_SMALLEST: Final = 6.5
_USUAL: Final = 9.5
_GAP: Final = 3  # digits between two columns
_LONG: Final = 24  # a column of texts beyond this may break its lines
_CAPITAL: Final = 1.45  # digits
_NARROW_ONES: Final = frozenset("abcdefghijklnopqrstuvxyz0123456789 .,:;-/()")
_NARROW: Final = 1.35  # digits: 0.56 em of the widest of them where a digit has 0.465, a tenth more in bold
_WIDE: Final = 2.3  # digits: 1 em, and the same tenth
_LATIN: Final = re.compile("[\u0020-\u024f]*")
_SHORT: Final = 64  # characters, less than a line


class Columns(NamedTuple):
    """The size in points, and of each column its share of the page, and whether its lines may break.

    `one_line` says that every text surely fits on one line in its column.
    """

    size: float
    shares: tuple[float, ...]
    may_break: tuple[bool, ...]
    one_line: bool


def columns(table: Table) -> Columns:
    """Columns of figures and short texts get what they ask, long texts share the rest; all together fill the page.

    >>> size, shares, may_break, one_line = columns(Table(("Factura", "Saldo"), (("A-1", "1,500.00"),), frozenset({1})))
    >>> size, [round(share, 2) for share in shares], may_break, one_line
    (9.5, [0.5, 0.5], (False, False), True)
    """
    rows = [table.headings, *table.rows, *table.totals]
    longest = [max(_width(line) for cell in column for line in cell.split("\n")) for column in zip(*rows, strict=True)]
    may_break = tuple(width > _LONG and column not in table.right for column, width in enumerate(longest))
    asked = [_LONG if breaks else width for width, breaks in zip(longest, may_break, strict=True)]
    total = sum(asked) + _GAP * len(asked)
    size = next((points for line, points in _SIZES if total <= line), _SMALLEST)
    free = max(LINE * _USUAL / size - total, 0)
    wanted = [width - _LONG if breaks else 0 for width, breaks in zip(longest, may_break, strict=True)]
    if not any(wanted):
        wanted = [1] * len(asked)
    extra = [free * want / sum(wanted) for want in wanted]
    widths = [width + _GAP + more for width, more in zip(asked, extra, strict=True)]
    shares = tuple(width / sum(widths) for width in widths)
    room = [share * LINE * _USUAL / size - _GAP for share in shares]
    one_line = all(
        _at_most(cell) <= free for column, free in zip(zip(*rows, strict=True), room, strict=True) for cell in column
    )
    return Columns(size, shares, may_break, one_line)


def _width(text: str) -> float:
    """How wide a text is, in digits of its size."""
    return sum(_CAPITAL if character.isupper() else 1 for character in text)


def _at_most(text: str) -> float:
    """A width that a text surely does not exceed, in digits, even in bold; none for other scripts or several lines."""
    if not _LATIN.fullmatch(text):
        return inf
    return sum(_NARROW if character in _NARROW_ONES else _WIDE for character in text)


def stays_with(block: Block, after: Block | None) -> bool:
    """Whether a block stays with the one after it: a greeting, a farewell, what announces a table or a signature."""
    if not isinstance(block, Paragraph):
        return False
    is_short = sum(len(run.text) for run in block.runs) <= _SHORT
    return isinstance(after, Signatures) or (is_short and isinstance(after, Paragraph | Table | Bullets))
