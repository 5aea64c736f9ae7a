"""Reading a sheet fast: one regular expression matches a whole row, and each column is converted at once.

The expression is made for the columns the sheet turns out to have, and must match row behind row without
a gap; what it does not match is read by expat from there on. Both readers answer alike.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import isfinite
from typing import Final

from xl_cobranza.adapters.xlsx.cells import LAST_ROW, area
from xl_cobranza.adapters.xlsx.edits import NeedExpat
from xl_cobranza.adapters.xlsx.memo import Memo
from xl_cobranza.adapters.xlsx.reading.cell_values import Convert, ValueReader
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.adapters.xlsx.reading.number_formats import Shown, shown
from xl_cobranza.adapters.xlsx.reading.row_expression import Groups, Layout, Tuner
from xl_cobranza.adapters.xlsx.reading.scan_expat import read_rows
from xl_cobranza.adapters.xlsx.reading.sheet_stream import SheetStream
from xl_cobranza.adapters.xlsx.xml_text import content, is_odd
from xl_cobranza.book.port import Value
from xl_cobranza.errors import Refused

_HELD: Final = 200_000  # matched groups held at once
_DIFFERENT: Final = 64  # rows unlike the usual one, after which to learn again
_ATTRIBUTES = re.compile(r'"((?: (?:s|t|cm|vm|ph)="\w*")*)\s*(/?)')
_ONE_ATTRIBUTE = re.compile(r'(\w+)="(\w*)"')
_AREA = re.compile(r'\sref="([^"]*)"')


def read_sheet(
    chunks: bytes | Iterable[bytes], strings: Sequence[str], formats: Sequence[Shown], date1904: bool
) -> SheetGrid:
    """Read a sheet part: values, and which cells hold formulas.

    `strings` are the shared strings, `formats` what `cell_formats` found in the styles part.
    Raises `Refused`: `doctype`, `unsupported_encoding`, `damaged_sheet`.
    """
    sheet = SheetStream(chunks)
    grid = SheetGrid()
    values = ValueReader(strings, formats, date1904)
    scanner = _Scanner(sheet.prefix.decode(), values, formats, grid)
    rest: Iterator[bytes] | None = None
    try:
        for block in sheet.rows():
            if left := (block if is_odd(block) else scanner.read(block)):
                rest = sheet.resumed(left)
                break
    except NeedExpat:
        raise Refused("damaged_sheet", found="sheetData") from None
    if rest is not None:
        read_rows(chain((sheet.head, sheet.tag), rest), values, grid, scanner.last_row)
    return grid


def _kind(written: str) -> tuple[str, int]:
    """The type and the xf of a cell, from its attributes as written."""
    match = _ATTRIBUTES.fullmatch(written)
    found = dict(_ONE_ATTRIBUTE.findall(match[1])) if match else {"s": ""}
    xf = found.get("s", "0")
    if not xf.isdecimal():
        raise NeedExpat(f"cell attributes {written}")
    return found.get("t", ""), int(xf)


class _Scanner:
    """Adds blocks of rows to a grid."""

    def __init__(self, prefix: str, values: ValueReader, formats: Sequence[Shown], grid: SheetGrid) -> None:
        self._values, self._formats, self._grid = values, formats, grid
        self._tuner = Tuner(prefix)
        self._empty, self._full = re.compile(rf"<{prefix}v ?/>"), f"<{prefix}v></{prefix}v>"
        self._kinds = Memo(_kind)
        self._converts = Memo[str, Convert](lambda written: values.convert(*self._kinds[written]))
        self._different = 0  # rows since the last lesson
        self.last_row = 0

    def read(self, block: bytes) -> bytes:
        """Add the rows of a block; answers what of it was not understood, from the start of a row on."""
        try:
            text = block.decode()
        except UnicodeDecodeError as error:
            raise Refused("damaged_sheet", found=str(error)) from None
        text = self._empty.sub(self._full, text)
        encoded = "&" in text or "\r" in text
        position = start = 0
        try:
            while (start := position) < len(text):
                position = self._read_usual(text, position, encoded)
                if row := self._tuner.any.match(text, position):
                    self._store(self._tuner.any, [row.groups()], encoded)
                    start = position = row.end()
                    self._different += 1
                    if self._different > _DIFFERENT:
                        self._different = 0
                        self._tuner.learn(text, position)
                elif start == position and not self._tuner.learn(text, position):
                    break
        except (NeedExpat, ValueError):
            position = start
        return text[position:].strip().encode()

    def _read_usual(self, text: str, position: int, encoded: bool) -> int:
        """Add the rows that look as usual; answers the position behind them."""
        layout = self._tuner.usual
        match = layout.match
        most = _HELD // layout.groups
        found: list[Groups] = []
        end = position
        while row := match(text, end):
            found.append(row.groups())
            end = row.end()
            if len(found) > most:
                break
        if found:
            self._store(layout, found, encoded)
        return end

    def _store(self, layout: Layout, found: list[Groups], encoded: bool) -> None:
        """Convert rows column by column, and add them only when all of them could be."""
        groups = list(zip(*found, strict=True))
        rows = list(map(int, groups[0]))
        runs = _runs(rows, self.last_row)
        columns: list[tuple[int, list[Value]]] = []
        at = 1
        for shape in layout.shapes:
            cells = groups[at : at + shape.groups]
            at += shape.groups
            if cells[0].count(None) == len(rows):
                continue
            raws = tuple([raw and content(raw) for raw in cells[-1]]) if encoded else cells[-1]
            if shape.always:
                columns.append((shape.column, self._alike(shape.always, raws)))
                continue
            formulas = cells[1] if len(cells) == 3 else (None,) * len(rows)
            columns.append((shape.column, self._varied(cells[0], formulas, raws)))
            if formulas.count(None) < len(rows):
                self._store_formulas(shape.column, rows, formulas)
        for column, values in columns:
            if 8 * (len(values) - values.count(None)) < len(values):
                for row, value in zip(rows, values, strict=True):
                    if value is not None:
                        self._grid.extend(column, row, (value,))
            else:
                for start, stop in runs:
                    self._grid.extend(column, rows[start], values[start:stop])
        self.last_row = rows[-1]

    def _alike(self, always: str, raws: Groups) -> list[Value]:
        """Cells that all have the same attributes and a text, but for those that do not exist."""
        written = always[: always.index(">")]
        if None not in raws and "" not in raws:
            kind, xf = self._kinds[written]
            try:
                if kind in ("", "n") and shown(self._formats, xf) not in ("date", "time"):
                    numbers: list[Value] = list(map(float, raws))  # type: ignore[arg-type]
                    if isfinite(sum(numbers)):  # type: ignore[arg-type]
                        return numbers
                elif kind == "s":
                    indexes = list(map(int, raws))  # type: ignore[arg-type]
                    if min(indexes) >= 0:
                        return list(map(self._values.strings.__getitem__, indexes))
                else:
                    return list(map(self._converts[written], raws))  # type: ignore[arg-type]
            except (ValueError, IndexError):
                pass  # one of them is odd: cell by cell it will be seen which
        return self._varied(tuple([None if raw is None else written for raw in raws]), (None,) * len(raws), raws)

    def _varied(self, kinds: Groups, formulas: Groups, raws: Groups) -> list[Value]:
        for kind in {*kinds}:
            _ = kind and self._kinds[kind]  # raises where one is odd
        converts = self._converts
        return [
            None  # no cell, or its look alone
            if raw is None and formula is None
            else converts[kind](raw)
            if raw and kind
            else self._without_text(kind, raw, formula)
            for kind, formula, raw in zip(kinds, formulas, raws, strict=True)
        ]

    def _without_text(self, written: str | None, raw: str | None, formula: str | None) -> Value:
        if written is None:
            return None
        return self._values.value(*self._kinds[written], raw, formula is not None)

    def _store_formulas(self, column: int, rows: list[int], formulas: Groups) -> None:
        self._grid.add_formulas(column, [row for row, formula in zip(rows, formulas, strict=True) if formula])
        for formula in formulas:
            if formula and ('"array"' in formula or '"dataTable"' in formula):
                match = _AREA.search(formula)
                cells = area(match[1]) if match else None
                if cells:
                    self._grid.add_area(cells)


def _runs(rows: list[int], before: int) -> list[tuple[int, int]]:
    """Where rows follow one another without a gap, as slices. Raises `Refused` where they do not ascend."""
    if rows[-1] > LAST_ROW:
        raise Refused("damaged_sheet", ref=str(rows[-1]))
    if rows[0] > before and rows[-1] - rows[0] == len(rows) - 1 and rows == list(range(rows[0], rows[-1] + 1)):
        return [(0, len(rows))]
    runs = []
    start = 0
    for at, row in enumerate(rows):
        if row <= before:
            raise Refused("damaged_sheet", ref=str(row))
        if at > start and row != before + 1:
            runs.append((start, at))
            start = at
        before = row
    return [*runs, (start, len(rows))]
