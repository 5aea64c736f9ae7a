"""Do formulas of the user's read a cell that we wrote? Then Excel must recalculate on opening.

Errs on the side of yes where it cannot tell (INDIRECT, OFFSET, relative names). Conditional formats
and charts are no formulas in cells: Excel draws them anew anyway.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from xl_cobranza.adapters.xlsx.cells import LAST_COLUMN, LAST_ROW
from xl_cobranza.adapters.xlsx.formulas.texts import Formula, formulas
from xl_cobranza.adapters.xlsx.parts.areas import Area

_CELLS: Final = (
    r"\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7}"
)
_WORD: Final = r"[^\W\d][\w.\\?]*"
_TOKEN = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")
    |(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>(?:\[\d+\])?[\w.]+(?::[\w.]+)?))!
        (?:(?P<there>{_CELLS})(?![\w(.])|(?P<name_there>{_WORD}))
    |(?P<table>{_WORD})(?P<columns>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    |(?P<function>{_WORD})\(
    |(?<![\w.])(?P<here>{_CELLS})(?![\w(.])
    |(?P<name>{_WORD})""",
    re.VERBOSE | re.IGNORECASE,
)
_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_ABSENT = re.compile(
    r"_xll\.\w+|_xldudf_\w+|\[\d+\]!\w+(?=\()|'[^']+\.xlam?'!\w+(?=\()|\bCOBRANZA[_.]\w+(?=\()", re.IGNORECASE
)
_REACHING: Final = frozenset({"indirect", "offset"})
_ROW_NUMBER = re.compile(r"(?<![\w.])(\$?[A-Z]{1,3}\$?)\d+(?![\w(!.\['])")
_EVERYWHERE: Final = Area(1, 1, LAST_ROW, LAST_COLUMN)


class Finding(NamedTuple):
    """Whether some formula reads what we wrote, and a function that only an absent add-in can compute ("" for none)."""

    depends: bool
    absent_function: str


@dataclass(frozen=True, slots=True)
class Written:
    """What we wrote: areas by sheet, headings by table; all names in lower case.

    `sheets` are the tabs in their order; `names` what each defined name refers to.
    """

    areas: Mapping[str, Sequence[Area]]
    tables: Mapping[str, frozenset[str]]
    sheets: Sequence[str]
    names: Mapping[str, Sequence[str]]
    _known_names: dict[str, bool] = field(default_factory=dict)

    def examine(self, sheet_parts: Iterable[tuple[str, Callable[[], Iterable[bytes]]]]) -> Finding:
        """Look through the formulas of all sheets: (name, the stream of its part)."""
        depends, absent = False, ""
        for sheet, stream in sheet_parts:
            cannot: set[tuple[str, str]] = set()
            for formula in formulas(stream):
                absent = absent or _absent(formula.text)
                depends = depends or self._reads(formula, sheet.lower(), cannot)
                if depends and absent:
                    return Finding(depends, absent)
        return Finding(depends, absent)

    def is_read_by(self, text: str, sheet: str) -> bool:
        """Whether a formula of that sheet reads what we wrote.

        >>> written = Written({"hoja1": [Area.parse("H1:H9")]}, {}, ["hoja1"], {"ours": ["Hoja1!$H$1"]})
        >>> [written.is_read_by(f, "hoja1") for f in ("SUM(A:H)", "H10", '"H1"', "Ours+1", "Hoja2!H1")]
        [True, False, False, True, False]
        """
        return self._reads(Formula(text, None), sheet.lower(), set())

    def _reads(self, formula: Formula, sheet: str, cannot: set[tuple[str, str]]) -> bool:
        """`cannot` remembers the shapes (formula without its row numbers) that read none of our columns."""
        if formula.over is not None or "'" in formula.text:
            return self._touches(formula.text, sheet, _span(formula.over), all_rows=False)
        shape = _ROW_NUMBER.sub(r"\1", formula.text), sheet
        if shape in cannot:
            return False
        if not self._touches(formula.text, sheet, (0, 0), all_rows=True):
            cannot.add(shape)
            return False
        return self._touches(formula.text, sheet, (0, 0), all_rows=False)

    def _touches(self, text: str, sheet: str, span: tuple[int, int], *, all_rows: bool) -> bool:
        for token in _TOKEN.finditer(text):
            kind, found = token.lastgroup, token[token.lastgroup or 0]
            if kind == "function" and found.lower() in _REACHING:
                return True
            if kind == "here" and self._written_in(sheet, _reach(found, span, all_rows)):
                return True
            if kind == "there" and self._read_there(token, _reach(found, span, all_rows)):
                return True
            if kind == "columns" and self._table_read(token["table"].lower(), found):
                return True
            if kind in ("name", "name_there") and (found.lower() in self.tables or self._name_reads(found.lower())):
                return True
        return False

    def _read_there(self, token: re.Match[str], area: Area) -> bool:
        """A reference to other sheets; one to another workbook (`[1]…`) reads nothing of ours."""
        target = (token["quoted"] or token["sheet"]).replace("''", "'").lower()
        if "[" in target:
            return False
        first, _, last = target.partition(":")
        if not last:
            return self._written_in(first, area)
        if first not in self.sheets or last not in self.sheets:
            return True
        ends = sorted((self.sheets.index(first), self.sheets.index(last)))
        return any(self._written_in(name, area) for name in self.sheets[ends[0] : ends[1] + 1])

    def _written_in(self, sheet: str, area: Area) -> bool:
        return any(area.meets(ours) for ours in self.areas.get(sheet, ()))

    def _table_read(self, table: str, columns: str) -> bool:
        if table not in self.tables:
            return False
        headings = self.tables[table]
        items = _ITEM.findall(columns[1:-1]) or [columns[1:-1]]
        named = [
            re.sub(r"'(.)", r"\1", item).lstrip("@").lower() for item in items if item and not item.startswith("#")
        ]
        return not named or "]:[" in columns or any(item in headings for item in named)

    def _name_reads(self, name: str) -> bool:
        if name not in self._known_names:
            self._known_names[name] = False  # a name that names itself ends here
            self._known_names[name] = any(self._name_text_reads(text) for text in self.names.get(name, ()))
        return self._known_names[name]

    def _name_text_reads(self, text: str) -> bool:
        """A relative reference in a name means another cell wherever it is used: any cell of its sheet."""
        anywhere = re.search(r"(?<![\w$'.])[A-Z]{1,3}\$?\d", text) or re.search(r"\$[A-Z]{1,3}\d", text)
        span = (LAST_ROW, LAST_COLUMN) if anywhere else (0, 0)
        return self._touches(text, "", span, all_rows=bool(anywhere))


def _absent(text: str) -> str:
    found = _ABSENT.search(text)
    return found[0] if found else ""


def _span(over: Area | None) -> tuple[int, int]:
    return (over.last_row - over.first_row, over.last_column - over.first_column) if over else (0, 0)


def _reach(text: str, span: tuple[int, int], all_rows: bool) -> Area:
    """The cells a reference means; stretched by the cells that share its formula."""
    area = Area.parse(text)
    if span[1] >= LAST_COLUMN:
        return _EVERYWHERE
    rows = (1, LAST_ROW) if all_rows else (area.first_row, area.last_row + span[0])
    return Area(rows[0], area.first_column, rows[1], area.last_column + span[1])
