"""The regular expression that matches a whole row, tuned to how the cells of a sheet look.

A ledger repeats itself: each column has one format and one type. Where that holds, the expression has
the attributes of the cell in it letter by letter, and captures the text alone. A second expression
allows whatever the scan understands, for the headings and for the row that is different.
"""

import re
from collections import Counter
from typing import Final, NamedTuple

from xl_cobranza.adapters.xlsx.cells import LAST_COLUMN, column_number, letters

_WIDEST: Final = 400  # columns; beyond, the expression costs more than expat
_TUNED: Final = 8  # lessons after which any row is taken as different
_LESSONS: Final = 40  # lessons after which the sheet is left to expat
_USUAL: Final = 0.95  # of the cells of a column look alike

Groups = tuple[str | None, ...]


class Shape(NamedTuple):
    """How the cells of one column look, and so which groups they have.

    One, the text: `always` is what stands between reference and text. Two, attributes and text. Three
    (unless `plain`): attributes, formula and text.
    """

    column: int
    always: str | None
    plain: bool

    @property
    def groups(self) -> int:
        return 1 if self.always else 2 if self.plain else 3


class Layout:
    """The expression for some columns; the first group is the number of the row."""

    def __init__(self, prefix: str, shapes: list[Shape]) -> None:
        self.shapes = shapes
        self.groups = 1 + sum(shape.groups for shape in shapes)
        cells = "".join([_cell(prefix, shape) for shape in shapes])
        row = rf'\s*<{prefix}row (?:[\w:]+="[^"<>]*" )*?r="(\d+)"[^<>]*+>'
        self.match = re.compile(rf"{row}(?:(?<=/>)|{cells}\s*</{prefix}row>)").match


def _ends(p: str) -> dict[str, str]:
    """The tags before a text → the tags behind it."""
    return {
        f"<{p}v>": f"</{p}v>",
        f"<{p}is><{p}t>": f"</{p}t></{p}is>",
        f'<{p}is><{p}t xml:space="preserve">': f"</{p}t></{p}is>",
    }


def _cell(p: str, shape: Shape) -> str:
    start = rf'(?:\s*<{p}c r="{letters(shape.column)}\1'
    if shape.always:
        end = next(end for tags, end in _ends(p).items() if shape.always.endswith(tags))
        return rf"{start}{re.escape(shape.always)}([^<]*+){end}</{p}c>)?"
    start = rf'{start}("[^<>]*+)>'
    if shape.plain:
        return rf"{start}(?:(?<=/>)|<{p}v>([^<]*+)</{p}v></{p}c>))?"
    space = '(?: xml:space="preserve")?'
    return (
        rf"{start}(?:(?<=/>)|\s*(?:(<{p}f(?: [^<>]*+)?>)(?:(?<=/>)|[^<]*+</{p}f>)\s*)?"
        rf"(?:(?:<{p}v{space}>|<{p}is><{p}t{space}>)([^<]*+)(?:</{p}v>|</{p}t></{p}is>)\s*)?</{p}c>))?"
    )


class Tuner:
    """Learns the two layouts of a sheet from samples of its rows: the usual one, and the one for any row."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        starts = "|".join([*_ends(prefix), "<"])
        self._cell = re.compile(rf'<{prefix}c r="([A-Z]{{1,3}})[0-9]+("[^<>]*>)(?=\s*({starts}))')
        self._names: set[str] = set()
        self._lessons = 0
        self.usual = self.any = Layout(prefix, [])

    def learn(self, text: str, position: int) -> bool:
        """Learn from the rows that start at `position`; False when there is no column that was not known."""
        end = text.find(f"</{self._prefix}row>", position + (1 << 16))
        seen: dict[str, Counter[tuple[str, str]]] = {}
        for name, *look in self._cell.findall(text, position, end if end >= 0 else len(text)):
            seen.setdefault(name, Counter())[look[0], look[1]] += 1
        news = not self._names.issuperset(seen)
        names = self._names.union(seen)
        columns = sorted(map(column_number, names))
        self._lessons += 1
        if not columns or len(columns) > _WIDEST or columns[-1] > LAST_COLUMN or self._lessons > _LESSONS:
            return False
        if news:
            self._names = names
            self.any = Layout(self._prefix, [Shape(column, None, False) for column in columns])
        self.usual = self.any
        if self._lessons <= _TUNED:
            self.usual = Layout(self._prefix, [self._shape(column, seen.get(letters(column))) for column in columns])
        return news

    def _shape(self, column: int, seen: Counter[tuple[str, str]] | None) -> Shape:
        if not seen:
            return Shape(column, None, False)
        enough = _USUAL * seen.total() if self._lessons < _TUNED // 2 else seen.total()
        (look, count), *_ = seen.most_common(1)
        if count >= enough and look[1] in _ends(self._prefix):
            return Shape(column, "".join(look), True)
        plain = sum(n for (tag, start), n in seen.items() if start == f"<{self._prefix}v>" or tag.endswith("/>"))
        return Shape(column, None, plain >= enough)
