"""A workbook in memory: what the `Book` port promises, in the plainest code that keeps the promise."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xl_cobranza.book.layout import OFFERS, SCHEMA, SCHEMA_NAME, SHEETS
from xl_cobranza.book.ownership import owner_name
from xl_cobranza.book.port import (
    NOT_CALCULATED,
    AddColumn,
    AddSheet,
    AppendRow,
    Applied,
    CacheValue,
    Formula,
    Link,
    Patch,
    SetCell,
    TableInfo,
    Value,
)
from xl_cobranza.book.references import letters, quoted
from xl_cobranza.errors import Refused

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass
class MemoryGrid:
    """Cells by (row, column); a formula's cell holds its result, a link's its text."""

    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    formula_cells: dict[tuple[int, int], str] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return max((row for row, _ in self._held()), default=0)

    @property
    def columns(self) -> int:
        return max((column for _, column in self._held()), default=0)

    def column(self, column: int, first: int, last: int) -> list[Value]:
        return [self.cells.get((row, column)) for row in range(first, last + 1)]

    def row(self, row: int) -> dict[int, Value]:
        return {c: v for (r, c), v in sorted(self.cells.items()) if r == row and v is not None}

    def formulas(self, column: int) -> frozenset[int]:
        return frozenset(row for row, at in self.formula_cells if at == column)

    def _held(self) -> set[tuple[int, int]]:
        return {at for at, value in self.cells.items() if value is not None} | {*self.formula_cells}


class MemoryBook:
    """Made from rows of values by sheet; `formulas` and `links` are by (sheet, row, column), the rest in the rows.

    A formula may come without its text. `patterns` is the blank template: names of its that point into a sheet
    go with it.
    """

    def __init__(
        self,
        sheets: Mapping[str, Sequence[Sequence[Value]]],
        tables: Iterable[TableInfo] = (),
        names: Mapping[str, str] | None = None,
        formulas: Iterable[tuple[str, int, int]] | Mapping[tuple[str, int, int], str] = (),
        name: str = "memory.xlsx",
        date1904: bool = False,
        links: Mapping[tuple[str, int, int], str] | None = None,
        patterns: "MemoryBook | None" = None,
    ) -> None:
        self.name, self.date1904 = name, date1904
        self._drafts: set[str] = set()
        self._grids = {sheet: MemoryGrid(_cells(rows)) for sheet, rows in sheets.items()}
        self._tables, self._patterns = list(tables), patterns
        self._names = dict(names or {})
        for sheet, row, column in formulas:
            grid = self._grids[sheet]
            grid.formula_cells[row, column] = formulas[sheet, row, column] if isinstance(formulas, Mapping) else ""
            if grid.cells.get((row, column)) is None:
                grid.cells[row, column] = NOT_CALCULATED
        for (sheet, row, column), address in (links or {}).items():
            self._grids[sheet].links[row, column] = address

    @property
    def sheets(self) -> Sequence[str]:
        return tuple(self._grids)

    @property
    def tables(self) -> Sequence[TableInfo]:
        return tuple(self._tables)

    @property
    def names(self) -> Mapping[str, str]:
        return dict(self._names)

    def read(self, sheet: str) -> MemoryGrid:
        if sheet not in self._grids:
            raise Refused("no_such_sheet", self.name, sheet)
        return deepcopy(self._grids[sheet])

    def links(self, sheet: str) -> Mapping[tuple[int, int], str]:
        return dict(self.read(sheet).links)

    def digest(self) -> str:
        content = [
            (n, sorted(g.cells.items()), sorted(g.formula_cells.items()), sorted(g.links.items()))
            for n, g in self._grids.items()
        ]
        return hashlib.sha256(repr((content, self._tables, self._names)).encode()).hexdigest()

    def apply(self, patches: Iterable[Patch], digest: str) -> Applied:
        if digest != self.digest():
            raise Refused("changed_meanwhile", self.name)
        before = deepcopy((self._grids, self._tables, self._names))
        self._drafts = set()  # the sheets of this plan: a formula there is of ours
        try:
            changed = sum(self._apply(patch) for patch in patches)
        except Refused:
            self._grids, self._tables, self._names = before
            raise
        is_new = len(self._grids) > len(before[0])
        return Applied(changed, self.name if changed or is_new else None)

    def _apply(self, patch: Patch) -> int:
        match patch:
            case SetCell():
                return self._set_cell(patch)
            case CacheValue():
                return self._store(patch.sheet, patch.row, patch.column, patch.value)
            case AddColumn():
                return self._add_column(patch)
            case AppendRow():
                return self._append_row(patch)
            case AddSheet():
                return self._add_sheet(patch)

    def type(self, sheet: str, row: int, column: int, value: Value, *, is_formula: bool = False) -> None:
        """What a person does with the workbook open."""
        self._grids[sheet].cells[row, column] = value
        if is_formula:
            self._grids[sheet].formula_cells[row, column] = ""

    def grow(self, name: str) -> None:
        """A table takes in the row below it, as Excel does when one types there."""
        at = next(at for at, table in enumerate(self._tables) if table.name == name)
        self._tables[at] = self._tables[at]._replace(last_row=self._tables[at].last_row + 1)

    def forget(self, name: str) -> None:
        """A defined name is gone, as when its cell was deleted."""
        del self._names[name]

    def _grid(self, sheet: str) -> MemoryGrid:
        if sheet not in self._grids:
            raise Refused("no_such_sheet", self.name, sheet)
        return self._grids[sheet]

    def _set_cell(self, patch: SetCell) -> int:
        """A formula is written over none but itself."""
        grid, at, value = self._grid(patch.sheet), (patch.row, patch.column), patch.value
        is_other = not isinstance(value, Formula) or grid.formula_cells.get(at) != value.text
        if at in grid.formula_cells and patch.sheet in self._drafts and is_other:
            del grid.formula_cells[at]
            return max(self._put(patch.sheet, *at, value), 1)
        if at not in grid.formula_cells:
            return self._put(patch.sheet, *at, value)
        if not isinstance(value, Formula) and _is_same(grid.cells.get(at), value):
            return 0
        if is_other:
            raise Refused("formula_in_the_way", self._ref(patch.sheet, *at))
        return 0 if value.result is None else self._store(patch.sheet, *at, value.result)

    def _put(self, sheet: str, row: int, column: int, value: Value) -> int:
        """All that a cell holds; 1 where it held something else."""
        grid, at = self._grid(sheet), (row, column)
        before = grid.links.pop(at, ""), grid.formula_cells.get(at)
        if isinstance(value, Link):
            if not value.url.lower().startswith(("mailto:", "tel:", "https:")):
                raise Refused("unsafe_link", self._ref(sheet, row, column), value.url)
            grid.links[at] = value.url
        if isinstance(value, Formula):
            grid.formula_cells[at] = value.text
            value = NOT_CALCULATED if value.result is None else value.result
        return int(
            self._store(sheet, row, column, value) or before != (grid.links.get(at, ""), grid.formula_cells.get(at))
        )

    def _store(self, sheet: str, row: int, column: int, value: Value) -> int:
        cells = self._grid(sheet).cells
        value, old = _as_read(value), cells.get((row, column))
        cells[row, column] = value
        return int(not _is_same(old, value))

    def _add_column(self, patch: AddColumn) -> int:
        self._grid(patch.sheet)
        last = patch.heading_row + len(patch.values)
        if patch.table is not None:
            last = max(last, self._table(patch.sheet, patch.table)[1].last_row)
        self._need(patch.sheet, patch.table, [(row, patch.column) for row in range(patch.heading_row, last + 1)])
        if patch.table is not None:
            at, table = self._table(patch.sheet, patch.table)
            headings = self._grids[patch.sheet].row(table.first_row)
            if patch.heading.lower() in (str(headings.get(c, "")).lower() for c in _across(table)):
                raise Refused("heading_exists", patch.table, patch.heading)
            self._tables[at] = table._replace(last_column=table.last_column + 1)
        self._own(patch.owner_name, patch.sheet, patch.heading_row, patch.column)
        column = [patch.heading, *patch.values]
        return sum(self._put(patch.sheet, row, patch.column, v) for row, v in enumerate(column, patch.heading_row))

    def _append_row(self, patch: AppendRow) -> int:
        columns = sorted(patch.values)
        if patch.table is not None:
            at, table = self._table(patch.sheet, patch.table)
            columns = sorted({*columns, *_across(table)})
        self._need(patch.sheet, patch.table, [(patch.row, c) for c in range(columns[0], columns[-1] + 1)])
        if patch.table is not None:
            if table.totals_rows and patch.row > table.last_row - table.totals_rows:
                raise Refused(
                    "table_has_totals", self._ref(patch.sheet, table.last_row, table.first_column), table.name
                )
            self._tables[at] = table._replace(last_row=max(table.last_row, patch.row))
        return sum(self._put(patch.sheet, patch.row, column, value) for column, value in patch.values.items())

    def _add_sheet(self, patch: AddSheet) -> int:
        if patch.name.lower() in (name.lower() for name in self._grids):
            raise Refused("sheet_exists", patch.name)
        self._drafts.add(patch.name)
        if patch.pattern is not None:
            return self._copy_pattern(patch)
        self._claim_table(patch.table)
        self._grids[patch.name] = MemoryGrid()
        last = 1 + max(len(patch.rows), 1)
        self._tables.append(TableInfo(patch.table, patch.name, 1, last, 1, len(patch.columns), 0))
        for at, column in enumerate(patch.columns, 1):
            if column.owner_name:
                self._own(column.owner_name, patch.name, 1, at)
        rows = [[column.heading for column in patch.columns], *patch.rows]
        return sum(self._put(patch.name, *place, value) for place, value in _placed(rows).items())

    def _copy_pattern(self, patch: AddSheet) -> int:
        """The sheet with its tables and the names that point into it; the rows in the blank one and below."""
        assert self._patterns
        self._grids[patch.name] = deepcopy(self._patterns._grid(patch.pattern or ""))
        for table in (table for table in self._patterns.tables if table.sheet == patch.pattern):
            self._claim_table(table.name)
            self._tables.append(table._replace(sheet=patch.name))
        here = f"{quoted(patch.pattern or '')}!"
        for name, formula in self._patterns.names.items():
            if formula.startswith(here) and "#REF!" in self._names.get(name, "#REF!"):
                self._names[name] = formula.replace(here, f"{quoted(patch.name)}!")
                if name.startswith("_cobranza."):
                    self._names.setdefault(SCHEMA_NAME, str(SCHEMA))
        if not patch.rows:
            return 0
        table = self._table(patch.name, patch.table)[1]
        headings = self._grids[patch.name].row(table.first_row)
        places = {heading: at for at, heading in headings.items() if at in _across(table)}
        rows = [
            {places[c.heading]: v for c, v in zip(patch.columns, row, strict=False) if v is not None}
            for row in patch.rows
        ]
        return sum(
            self._append_row(AppendRow(patch.name, patch.table, at, values))
            for at, values in enumerate(rows, table.first_row + 1)
        )

    def _claim_table(self, name: str) -> None:
        if name.lower() in (table.name.lower() for table in self._tables):
            raise Refused("table_exists", name)

    def _own(self, name: str, sheet: str, row: int, column: int) -> None:
        self._names.setdefault(SCHEMA_NAME, str(SCHEMA))
        self._names[name] = f"{quoted(sheet)}!${letters(column)}${row}"

    def _table(self, sheet: str, name: str) -> tuple[int, TableInfo]:
        for at, table in enumerate(self._tables):
            if table.sheet == sheet and table.name.lower() == name.lower():
                return at, table
        raise Refused("no_such_table", sheet, name)

    def _need(self, sheet: str, table: str | None, cells: Sequence[tuple[int, int]]) -> None:
        grid = self._grid(sheet)
        for row, column in cells:
            if row > LAST_ROW or column > LAST_COLUMN:
                raise Refused("sheet_full", sheet)
            if grid.cells.get((row, column)) is not None or (row, column) in grid.formula_cells:
                raise Refused("no_room", self._ref(sheet, row, column), str(grid.cells.get((row, column))))
            if any(
                other.sheet == sheet
                and other.name != table
                and other.first_row <= row <= other.last_row
                and column in _across(other)
                for other in self._tables
            ):
                raise Refused("no_room", self._ref(sheet, row, column))

    def _ref(self, sheet: str, row: int, column: int) -> str:
        return f"{quoted(sheet)}!{letters(column)}{row}"


def _across(table: TableInfo) -> range:
    return range(table.first_column, table.last_column + 1)


def _cells(rows: Sequence[Sequence[Value]]) -> dict[tuple[int, int], Value]:
    return {at: _as_read(value) for at, value in _placed(rows).items()}


def _placed(rows: Sequence[Sequence[Value]]) -> dict[tuple[int, int], Value]:
    return {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v is not None}


def _is_same(old: Value, new: Value) -> bool:
    new = _as_read(new)
    return type(old) is type(new) and old == new


def _as_read(value: Value | int | Decimal) -> Value:
    """Numbers come back as floats, a midnight as its day, a link as its text."""
    if isinstance(value, Link):
        return str(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, date) and not hasattr(value, "hour"):
        return value
    if hasattr(value, "hour") and (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
        return value.date()
    return value


def blank_template() -> MemoryBook:
    """The sheets of one table that the blank template has, each with its headings and a blank row."""
    known = [sheet for sheet in SHEETS if sheet.append_only or sheet is OFFERS]
    names = {
        owner_name(sheet, column.field): f"{sheet.name}!${letters(at)}$1"
        for sheet in known
        for at, column in enumerate(sheet.columns, 1)
        if column.ours
    }
    tables = [TableInfo(sheet.table, sheet.name, 1, 2, 1, len(sheet.columns), 0) for sheet in known]
    return MemoryBook(
        {sheet.name: [[column.heading for column in sheet.columns], []] for sheet in known}, tables, names
    )
