"""The patches of one sheet: gathered, checked against what is there, turned into edits."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, product

from xl_cobranza.adapters.xlsx.edits import ColumnEdit, SheetEdits, Written
from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.parts.frame import Frame
from xl_cobranza.adapters.xlsx.parts.links import SheetLinks
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.styles import Styles
from xl_cobranza.adapters.xlsx.patching import looks, room
from xl_cobranza.adapters.xlsx.patching.linking import Linking
from xl_cobranza.adapters.xlsx.reading.formula_texts import read_formula_texts
from xl_cobranza.book.port import AddColumn, AppendRow, CacheValue, Formula, Grid, Link, SetCell, Value


class SheetChanges:
    """What is to change in one sheet. Give it every patch, then the `Frame` it asks for, then take `edits`."""

    def __init__(self, package: Package, sheet: str, grid: Grid) -> None:
        self._package, self._sheet, self._grid = package, sheet, grid
        self._cells: dict[int, dict[int, Value]] = {}
        self._cached: dict[int, dict[int, Value]] = {}
        self._seen: dict[int, list[Value]] = {}
        self._filled: dict[int, list[int]] = {}  # column → at each row, the last one so far that holds a value
        self._columns: list[AddColumn] = []
        self._calculated: list[AddColumn] = []  # those with formulas in them
        self._rows: list[AppendRow] = []
        part = package.sheets[sheet]
        links = SheetLinks(package.relationships(part), self._stream)
        self._linking = Linking(package, sheet, part, links)
        self._relinked: set[tuple[int, int]] = set()  # cells whose link alone changes

    def __bool__(self) -> bool:
        return bool(self._cells or self._cached or self._columns or self._rows or self._relinked)

    @property
    def _is_draft(self) -> bool:
        return self._package.is_draft(self._sheet)

    @cached_property
    def has_formulas(self) -> bool:
        """Whether the user has a formula in the sheet."""
        return any(self._grid.formulas(column) for column in range(1, self._grid.columns + 1))

    @property
    def new_formulas(self) -> Iterator[Formula]:
        """The formulas in cells that had none."""
        cells = (value for cells in self._cells.values() for value in cells.values())
        rows = (value for patch in self._rows for value in patch.values.values())
        columns = (value for patch in self._calculated for value in patch.values)
        return (value for value in chain(cells, rows, columns) if isinstance(value, Formula))

    def set_cell(self, patch: SetCell) -> None:
        """Raises `Refused`: `unsafe_link`, `unwritable_value`."""
        row, column, value = patch.row, patch.column, patch.value
        relinked = self._linking.note(row, column, value)
        if isinstance(value, Formula) and self._formula(row, column) == value.text:
            if value.result is not None:
                self.cache(CacheValue(patch.sheet, row, column, value.result))
        elif not looks.same(value, self._shown(row, column)) or (self._is_draft and self._formula(row, column)):
            self._cells.setdefault(row, {})[column] = value
        elif relinked:
            self._relinked.add((row, column))

    def cache(self, patch: CacheValue) -> None:
        if not looks.same(patch.value, self._shown(patch.row, patch.column)):
            self._cached.setdefault(patch.row, {})[patch.column] = patch.value

    def add_column(self, patch: AddColumn) -> None:
        """Raises `Refused`: `sheet_full`, `no_room`, `no_such_table`, `heading_exists`."""
        table = self._package.table(self._sheet, patch.table) if patch.table is not None else None
        last_row = max(patch.heading_row + len(patch.values), table.area.last_row if table else 0)
        area = Area(patch.heading_row, patch.column, last_row, patch.column)
        room.check_area(self._package, self._sheet, self._grid, area, patch.table)
        if table:
            table.add_column(patch.heading)
        self._package.workbook.own(patch.owner_name, self._sheet, patch.heading_row, patch.column)
        kinds = set(map(type, patch.values))
        for row, value in enumerate(patch.values, patch.heading_row + 1) if Link in kinds else ():
            self._linking.note(row, patch.column, value)
        self._columns.append(patch)
        if Formula in kinds:
            self._calculated.append(patch)

    def append_row(self, patch: AppendRow) -> None:
        """Raises `Refused`: `sheet_full`, `no_room`, `no_such_table`, `table_has_totals`."""
        columns = self._row_columns(patch)
        area = Area(patch.row, min(columns), patch.row, max(columns))
        room.check_area(self._package, self._sheet, self._grid, area, patch.table)
        if patch.table is not None:
            room.grow(self._package.table(self._sheet, patch.table), self._sheet, patch.row)
        for column, value in patch.values.items():
            self._linking.note(patch.row, column, value)
        self._rows.append(patch)

    def rows_of_interest(self) -> Collection[int]:
        """The rows whose formats `edits` needs to know."""
        bare = {
            (row, at)
            for row, cells in self._cells.items()
            for at, v in cells.items()
            if self._may_lack_format(row, at, v)
        }
        rows = {patch.heading_row for patch in self._columns} | {patch.row for patch in self._rows}
        models = {(self._model_row(row, column), column) for row, column in bare}
        rows |= {row for row, _ in bare} | {
            row + at for row, column in models for at in (0, self._is_heading(row, column))
        }
        return rows | {row - 1 for row in self._first_rows().values()}

    def edits(self, frame: Frame) -> SheetEdits:
        """Everything to write in this sheet. Raises `Refused`: `protected_sheet`, `merged_cells`."""
        room.check_merges(self._sheet, frame, self._new_areas())
        if not self._is_draft:  # a sheet of ours is locked for the person, not for the plan that makes it
            room.check_protection(self._sheet, frame, self._written_cells(), self._package.styles)
        cells: dict[int, dict[int, tuple[Written, int | None]]] = {}
        for row, values in self._cells.items():
            cells[row] = {column: (value, self._format(frame, row, column, value)) for column, value in values.items()}
        first_rows = self._first_rows()
        for patch in self._rows:
            set_since = self._cells.get(patch.row, {})
            whole = patch._replace(values={**patch.values, **set_since})
            cells.setdefault(patch.row, {}).update(self._new_row(frame, whole, first_rows[patch.row]))
        added = {patch.column for patch in self._columns}
        return SheetEdits(
            cells=cells,
            columns=[self._column(frame, patch, added) for patch in self._columns],
            cached=self._cached,
            widths={p.column: looks.width(p) for p in self._columns if not frame.has_width(p.column)},
            links=self._linking.edits(),
            relinked=len(self._relinked),
            is_draft=self._is_draft,
        )

    def areas(self) -> list[Area]:
        """The cells we write, as rectangles that cover them; the results of the user's formulas left out."""
        rows: dict[int, list[int]] = {}
        for row, cells in self._cells.items():
            for column in cells:
                rows.setdefault(column, []).append(row)
        return [Area(min(at), column, max(at), column) for column, at in rows.items()] + self._new_areas()

    def columns_of_interest(self) -> Collection[int]:
        """The columns whose formats `edits` needs to know."""
        written = {column for area in self.areas() for column in range(area.first_column, area.last_column + 1)}
        return written | {column for patch in self._columns for column in (patch.column - 1, patch.like or 0)}

    def _new_areas(self) -> list[Area]:
        columns = [Area(p.heading_row, p.column, p.heading_row + len(p.values), p.column) for p in self._columns]
        rows = ((patch.row, self._row_columns(patch)) for patch in self._rows)
        return columns + [Area(row, min(across), row, max(across)) for row, across in rows]

    def _written_cells(self) -> Iterator[tuple[int, int]]:
        for row, cells in self._cells.items():
            yield from ((row, column) for column in cells)
        yield from self._relinked
        for area in self._new_areas():
            columns = range(area.first_column, area.last_column + 1)
            yield from product(range(area.first_row, area.last_row + 1), columns)

    def _stream(self) -> Iterator[bytes]:
        return self._package.stream(self._sheet)

    @cached_property
    def _formulas(self) -> Mapping[tuple[int, int], str]:
        return read_formula_texts(self._stream())

    def _formula(self, row: int, column: int) -> str:
        """The formula that a cell has of its own, "" for none."""
        return self._formulas.get((row, column), "") if self.has_formulas else ""

    def _shown(self, row: int, column: int) -> Value:
        if column not in self._seen:  # a column at once: a plan sets cells by the thousand
            self._seen[column] = self._grid.column(column, 1, self._grid.rows)
        values = self._seen[column]
        return values[row - 1] if row <= len(values) else None

    def _row_columns(self, patch: AppendRow) -> Sequence[int]:
        if patch.table is None:
            return sorted(patch.values)
        area = self._package.table(self._sheet, patch.table).area
        return sorted({*patch.values, *range(area.first_column, area.last_column + 1)})

    def _first_rows(self) -> dict[int, int]:
        """Each appended row → the first of its run: the row above that one is the model for all of them."""
        first: dict[int, int] = {}
        for row in sorted(patch.row for patch in self._rows):
            first[row] = first.get(row - 1, row)
        return first

    def _may_lack_format(self, row: int, column: int, value: Written) -> bool:
        """A blank cell may not be there at all; one that shows no day may have no date format."""
        shown = self._shown(row, column)
        return shown is None or (isinstance(looks.shown(value), date) and not isinstance(shown, date))

    def _model_row(self, row: int, column: int) -> int:
        """The nearest row above with a value in that column, for the format of a blank cell; itself when there is none."""
        if column not in self._filled:
            self._shown(1, column)
            marks = [at if value is not None else 0 for at, value in enumerate(self._seen[column], 1)]
            self._filled[column] = [0, *accumulate(marks, max)]
        above = self._filled[column]
        return above[min(row, len(above)) - 1] or row

    def _is_heading(self, row: int, column: int) -> bool:
        """Whether a table has its headings there."""
        areas = [table.area for table in self._package.all_tables.get(self._sheet, ()) if table.has_headings]
        return any(a.first_row == row and a.first_column <= column <= a.last_column for a in areas)

    def _format(self, frame: Frame, row: int, column: int, value: Written) -> int | None:
        """None keeps what is there; a cell that is not there yet looks like the one above it."""
        if not self._may_lack_format(row, column, value):
            return None
        own = frame.formats.get(row, {}).get(column)
        if own is not None:
            return self._for_value(own, value)
        model = self._model_row(row, column)
        if self._is_heading(model, column):  # the blank row of an empty table, if it has a look, is what it looks like
            blank = frame.formats.get(model + 1, {}).get(column)
            return self._for_value(frame.xf(row, column) if blank is None else blank, value)
        if isinstance(self._shown(model, column), str) and not isinstance(value, str):
            return self._for_value(frame.xf(row, column), value)  # a heading is no model for a figure
        return self._for_value(frame.xf(model, column), value)

    def _for_value(self, xf: int, value: Written) -> int:
        """A day in a cell without a date format would be shown as a number."""
        return self._package.styles.derive(xf, "date") if isinstance(looks.shown(value), date) else xf

    def _new_row(self, frame: Frame, patch: AppendRow, first: int) -> dict[int, tuple[Written, int | None]]:
        """It looks like the row above the first of its run, below headings like the blank row that may stand there."""
        model = first - 1
        there = [value for value in self._grid.row(model).values() if value is not None]
        is_heading = all(isinstance(value, str) for value in there) and any(
            not isinstance(value, str | None) for value in patch.values.values()
        )
        if patch.table is not None:
            is_heading = model == self._package.table(self._sheet, patch.table).area.first_row
        cells: dict[int, tuple[Written, int | None]] = {}
        for column in self._row_columns(patch):
            value = patch.values.get(column)
            own = column in frame.formats.get(patch.row, {})
            blank = is_heading and column in frame.formats.get(first, {})
            like = patch.row if own or (is_heading and not blank) else first if blank else model
            xf = frame.xf(like, column)
            if value is not None or (xf and not own):
                cells[column] = value, self._for_value(xf, value)
        return cells

    def _column(self, frame: Frame, patch: AddColumn, added: set[int]) -> ColumnEdit:
        beside = next((column for column in range(patch.column - 1, 0, -1) if column not in added), 0)
        styles: Styles = self._package.styles
        heading = frame.xf(patch.heading_row, beside or patch.like or 0)
        return ColumnEdit(
            patch.column,
            patch.heading_row + 1,
            patch.values,
            patch.like or beside or None,
            lambda xf: styles.derive(xf, patch.look),
            (patch.heading_row, patch.heading, heading),
        )
