"""All the patches of a plan by sheet, and what they add to the workbook: sheets, tables, names."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from xl_cobranza.adapters.live.planning.sheet_plan import SheetPlan
from xl_cobranza.adapters.live.reading.patterns import Patterns
from xl_cobranza.adapters.live.reading.sheet_read import SheetRead
from xl_cobranza.book.layout import OWNER_PREFIX, SCHEMA, SCHEMA_NAME
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, CacheValue, Patch, SetCell, TableInfo
from xl_cobranza.book.references import letters, place, quoted
from xl_cobranza.errors import Refused

_NO_CELLS = SheetRead((), ())


class BookPlan:
    """What is to be done; `read` gives the sheets as they are now. A result stored by us means nothing to Excel."""

    def __init__(
        self,
        read: Callable[[str], SheetRead],
        sheets: Sequence[str],
        tables: Iterable[TableInfo],
        names: Mapping[str, str],
        patterns: Patterns,
    ) -> None:
        self._read, self._there, self._patterns = read, [*sheets], patterns
        self._tables, self._names = [*tables], names
        self.sheets: dict[str, SheetPlan] = {}
        self.new_sheets: list[AddSheet] = []
        self.names: dict[str, str] = {}  # to be defined, without `=`

    @property
    def changed_cells(self) -> int:
        return sum(plan.changed_cells for plan in self.sheets.values())

    def __bool__(self) -> bool:
        return bool(self.new_sheets or self.changed_cells)

    def take(self, patch: Patch) -> None:
        """Raises `Refused` where we may not write."""
        match patch:
            case SetCell():
                self._on(patch.sheet).set_cell(patch)
            case AddColumn():
                self._on(patch.sheet).add_column(patch)
                self._own(patch.owner_name, patch.sheet, patch.heading_row, patch.column)
            case AppendRow():
                self._on(patch.sheet).append_row(patch)
            case AddSheet():
                self._add_sheet(patch)
            case CacheValue():
                self._on(patch.sheet)

    def _on(self, sheet: str) -> SheetPlan:
        if sheet not in self.sheets:
            there = self._read(sheet)
            plan = SheetPlan(sheet, there, [table for table in self._tables if table.sheet == sheet])
            owned = (place(target) for name, target in self._names.items() if name.startswith(OWNER_PREFIX))
            heads = [spot for spot in owned if spot and spot.sheet == sheet]
            plan.ours = {spot.column for spot in heads if self._is_long(sheet, spot.row, spot.column)}
            self.sheets[sheet] = plan
        return self.sheets[sheet]

    def _is_long(self, sheet: str, row: int, column: int) -> bool:
        """Whether the owned cell heads a column: a line of `Hoy` or a figure of `Panel` stands alone."""
        tables = [table for table in self._tables if table.sheet == sheet]
        inside = [t for t in tables if t.first_row == row and t.first_column <= column <= t.last_column]
        return bool(inside) or not tables

    def _own(self, name: str, sheet: str, row: int, column: int) -> None:
        if SCHEMA_NAME not in self._names:
            self.names[SCHEMA_NAME] = str(SCHEMA)
        self.names[name] = f"{quoted(sheet)}!${letters(column)}${row}"

    def _add_sheet(self, patch: AddSheet) -> None:
        taken = {name.casefold() for name in (*self._there, *(new.name for new in self.new_sheets))}
        if patch.name.casefold() in taken:
            raise Refused("sheet_exists", patch.name)
        self.new_sheets.append(patch)
        if patch.pattern is None:
            self._claim(patch.table)
            last = 1 + max(len(patch.rows), 1)
            table = TableInfo(patch.table, patch.name, 1, last, 1, len(patch.columns), 0)
            plan = SheetPlan(patch.name, _NO_CELLS, [table], is_draft=True)
            plan.fill(patch.columns, patch.rows)
            self.sheets[patch.name] = plan
            owned = ((column.owner_name, at) for at, column in enumerate(patch.columns, 1) if column.owner_name)
            for name, at in owned:
                self._own(name, patch.name, 1, at)
            return
        self._copy(patch)

    def _copy(self, patch: AddSheet) -> None:
        """The sheet as the pattern has it, and its rows below the headings that they belong to."""
        found = self._patterns.sheet(patch.pattern or "")
        for table in found.tables:
            self._claim(table.name)
        plan = SheetPlan(patch.name, found.there, (t._replace(sheet=patch.name) for t in found.tables), is_draft=True)
        self.sheets[patch.name] = plan
        here, now = f"{quoted(patch.pattern or '')}!", f"{quoted(patch.name)}!"
        for name, target in found.names.items():
            if target.startswith(here) and "#REF!" in self._names.get(name, "#REF!"):
                self.names[name] = target.replace(here, now)
                if name.startswith(OWNER_PREFIX) and SCHEMA_NAME not in self._names:
                    self.names[SCHEMA_NAME] = str(SCHEMA)
        if not patch.rows:
            return
        table = plan.table(patch.table)
        across = range(table.first_column, table.last_column + 1)
        places = {str(plan.value((table.first_row, column))): column for column in across}
        for row, values in enumerate(patch.rows, table.first_row + 1):
            pairs = zip(patch.columns, values, strict=False)
            filled = {places[column.heading]: value for column, value in pairs if value is not None}
            plan.append_row(AppendRow(patch.name, patch.table, row, filled))

    def _claim(self, name: str) -> None:
        coming = (table for plan in self.sheets.values() if plan.is_draft for table in plan.tables.values())
        if name.casefold() in {table.name.casefold() for table in (*self._tables, *coming)}:
            raise Refused("table_exists", name)
