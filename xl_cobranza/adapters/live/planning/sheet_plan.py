"""The patches of one sheet: gathered, and refused where we may not write, before anything is written."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from xl_cobranza.adapters.live.planning.blocks import Block, Place, blocks, filled
from xl_cobranza.adapters.live.reading.sheet_read import SheetRead
from xl_cobranza.adapters.xlsx.cells import LAST_COLUMN, LAST_ROW
from xl_cobranza.adapters.xlsx.parts.links import LONGEST_ADDRESS, is_safe
from xl_cobranza.adapters.xlsx.patching import looks
from xl_cobranza.book.port import (
    AddColumn,
    AppendRow,
    CellError,
    Formula,
    Link,
    Look,
    NewColumn,
    SetCell,
    TableInfo,
    Value,
)
from xl_cobranza.book.references import reference
from xl_cobranza.errors import Refused

FORMATS: Final[Mapping[Look, str]] = {"date": "dd/mm/yyyy", "money": "#,##0.00"}  # a whole number needs none
_WIDTHS: Final = (24.0, 60.0)  # few, so that many columns get theirs at once
_LONGEST_TEXT: Final = 32_767
_THIS_ROW: Final = re.compile(r"\[\[#This Row\],\s*\[([^\]]*)\]\]", re.IGNORECASE)
_SPELLING: Final = re.compile(r"_xlfn\.|_xlws\.|\s+", re.IGNORECASE)


class SheetPlan:
    """What is to change in one sheet; of a sheet that the plan adds (`is_draft`) all cells are ours."""

    def __init__(self, name: str, there: SheetRead, tables: Iterable[TableInfo], *, is_draft: bool = False) -> None:
        self.name, self.there, self.is_draft = name, there, is_draft
        self.tables = {table.name.casefold(): table for table in tables}
        self.grown: dict[str, TableInfo] = {}
        self.cells: dict[Place, Value] = {}
        self.links: dict[Place, str] = {}  # of the cells that are set, "" for none
        self.relinked: dict[Place, str] = {}  # those that differ from what is there
        self.formats: list[tuple[Block, str]] = []
        self.widths: dict[int, float] = {}
        self.new_areas: list[Block] = []
        self._changes = 0
        self.ours: set[int] = set()  # columns; the cells between our changes may be written again

    @property
    def changed_cells(self) -> int:
        return self._changes + len(self.relinked.keys() - self.cells.keys())

    @property
    def formulas(self) -> dict[Place, str]:
        """The formulas to write, one by one."""
        return {at: value.text for at, value in self.cells.items() if isinstance(value, Formula)}

    def blocks(self) -> list[Block]:
        """The rectangles to write at once."""
        plain = {at for at, value in self.cells.items() if not isinstance(value, Formula)}
        if not plain:
            return []
        taboo = {*self.there.texts, *self.formulas, *self._errors()}
        return blocks(filled(plain, self.ours, taboo))

    def value(self, at: Place) -> Value:
        """What the cell is to show, or shows."""
        return self.cells[at] if at in self.cells else self.shown_before(at)

    def set_cell(self, patch: SetCell) -> None:
        """Raises Refused: formula_in_the_way, unsafe_link, unwritable_value."""
        at, value = (patch.row, patch.column), patch.value
        text = self._formula(at)
        if text:
            if isinstance(value, Formula) and _same_formula(value.text, text):
                return
            if not self.is_draft and not isinstance(value, Formula) and looks.same(value, self.value(at)):
                return
            if not self.is_draft:
                raise Refused("formula_in_the_way", self._ref(at), f"={text}")
        self._note_link(at, value)
        if text or not looks.same(value, self.value(at)):
            self._put(at, value)

    def add_column(self, patch: AddColumn) -> None:
        """Raises Refused: sheet_full, no_room, no_such_table, heading_exists, unsafe_link."""
        table = self.table(patch.table) if patch.table is not None else None
        last = max(patch.heading_row + len(patch.values), table.last_row if table else 0)
        area = Block(patch.heading_row, patch.column, last, patch.column)
        self._need(area, table)
        if table is not None:
            across = range(table.first_column, table.last_column + 1)
            if patch.heading.casefold() in {str(self.value((table.first_row, c))).casefold() for c in across}:
                raise Refused("heading_exists", table.name, patch.heading)
            self._grow(table._replace(last_column=max(table.last_column, patch.column)))
        self._format(patch.look, Block(patch.heading_row + 1, patch.column, last, patch.column))
        self.widths[patch.column] = next(width for width in _WIDTHS if width >= min(looks.width(patch), _WIDTHS[-1]))
        self.ours.add(patch.column)
        for row, value in enumerate([patch.heading, *patch.values], patch.heading_row):
            self._put_new((row, patch.column), value)

    def append_row(self, patch: AppendRow) -> None:
        """Raises Refused: sheet_full, no_room, no_such_table, table_has_totals, unsafe_link."""
        columns, table = set(patch.values), None
        if patch.table is not None:
            table = self.table(patch.table)
            columns.update(range(table.first_column, table.last_column + 1))
        self._need(Block(patch.row, min(columns), patch.row, max(columns)), table)
        if table is not None:
            if table.totals_rows and patch.row > table.last_row - table.totals_rows:
                raise Refused("table_has_totals", self._ref((table.last_row, table.first_column)), table.name)
            self._grow(table._replace(last_row=max(table.last_row, patch.row)))
        for column, value in patch.values.items():
            self._put_new((patch.row, column), value)

    def fill(self, columns: Iterable[NewColumn], rows: Iterable[Iterable[Value]]) -> None:
        """The cells of a plain new sheet. Raises Refused: unsafe_link, unwritable_value."""
        heads, lines = list(columns), [list(row) for row in rows]
        for at, column in enumerate(heads, 1):
            self._put((1, at), column.heading)
            self._format(column.look, Block(2, at, 1 + max(len(lines), 1), at))
            self.widths[at] = column.width
        for row, line in enumerate(lines, 2):
            for at, value in enumerate(line[: len(heads)], 1):
                self._put_new((row, at), value)

    def settle_links(self, there: Mapping[Place, str]) -> None:
        """Which of the cells that are set have another link now; a link of the user's stays."""
        for at, wanted in self.links.items():
            found = there.get(at, "")
            if wanted != found and (not found or is_safe(found)):
                self.relinked[at] = wanted

    def table(self, name: str) -> TableInfo:
        """As the plan makes it. Raises Refused("no_such_table")."""
        if name.casefold() not in self.tables:
            raise Refused("no_such_table", self.name, name)
        return self.tables[name.casefold()]

    def _grow(self, table: TableInfo) -> None:
        if self.tables[table.name.casefold()] != table:
            self.tables[table.name.casefold()] = self.grown[table.name] = table

    def _format(self, look: Look, area: Block) -> None:
        if look in FORMATS:
            self.formats.append((area, FORMATS[look]))

    def _put(self, at: Place, value: Value) -> None:
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            raise Refused("unwritable_value", self._ref(at), f"{value[:20]}… ({len(value)})")
        self.cells[at] = value
        self._changes += 1

    def _put_new(self, at: Place, value: Value) -> None:
        """In a cell that held nothing, so no link either."""
        if value is not None:
            self._put(at, value)
            if isinstance(value, Link):
                self.relinked[at] = self._checked(at, value.url)

    def _note_link(self, at: Place, value: Value) -> None:
        self.links[at] = self._checked(at, value.url) if isinstance(value, Link) else ""

    def _checked(self, at: Place, url: str) -> str:
        if not is_safe(url):
            raise Refused("unsafe_link", self._ref(at), url)
        if len(url) > LONGEST_ADDRESS:
            raise Refused("unwritable_value", self._ref(at), f"{url[:20]}… ({len(url)})")
        return url

    def _need(self, area: Block, table: TableInfo | None) -> None:
        """Every cell must exist in Excel, hold nothing, and belong to no table but ours."""
        if area.last_row > LAST_ROW or area.last_column > LAST_COLUMN:
            raise Refused("sheet_full", self.name)
        for at in area.places:
            if self.value(at) is not None or at in self.there.texts:
                raise Refused("no_room", self._ref(at), str(self.value(at) or ""))
        for other in self.tables.values():
            is_own = table is not None and other.name == table.name
            if not is_own and _meets(area, other):
                raise Refused("no_room", self._ref((area.first_row, area.first_column)), other.name)
        self.new_areas.append(area)

    def _formula(self, at: Place) -> str:
        if at in self.cells:
            value = self.cells[at]
            return value.text if isinstance(value, Formula) else ""
        return self.there.texts.get(at, "")

    def shown_before(self, at: Place) -> Value:
        """What the cell shows now."""
        row, column = at[0] - 1, at[1] - 1
        values = self.there.values
        return values[row][column] if row < len(values) and column < len(values[row]) else None

    def _errors(self) -> set[Place]:
        """Errors among our cells: they cannot be written again."""
        return {
            (row, column)
            for column in self.ours
            for row in range(1, len(self.there.values) + 1)
            if isinstance(self.shown_before((row, column)), CellError)
        }

    def _ref(self, at: Place) -> str:
        return reference(self.name, *at)


def _meets(area: Block, table: TableInfo) -> bool:
    return (
        area.first_row <= table.last_row
        and table.first_row <= area.last_row
        and area.first_column <= table.last_column
        and table.first_column <= area.last_column
    )


def _same_formula(ours: str, there: str) -> bool:
    """Whether Excel shows our formula as it likes to.

    >>> _same_formula("SUM(T[[#This Row],[a]], _xlfn.X(1))", "SUM(T[@a],X(1))")
    True
    """
    spelt = [_SPELLING.sub("", _THIS_ROW.sub(r"[@\1]", text)).casefold() for text in (ours, there)]
    return spelt[0] == spelt[1]


def is_day(value: Value) -> bool:
    """Whether a value needs a date format to be shown as what it is."""
    return isinstance(value, date | datetime)
