"""The workbook that is open in Excel, as the `Book` of the port."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from xl_cobranza.adapters.live import native
from xl_cobranza.adapters.live.planning.book_plan import BookPlan
from xl_cobranza.adapters.live.reading import patterns
from xl_cobranza.adapters.live.reading import sheet_read as reading
from xl_cobranza.adapters.live.reading.contents import names_of, tables_of
from xl_cobranza.adapters.live.reading.sheet_read import SheetRead
from xl_cobranza.adapters.live.writing import applying, undoing
from xl_cobranza.adapters.live.writing.undoing import Undo
from xl_cobranza.adapters.xlsx.patching import looks
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.book.port import Applied, Patch, TableInfo
from xl_cobranza.book.references import quoted, reference
from xl_cobranza.errors import Refused


class LiveBook:
    """What is read is kept until something is applied. Nothing is saved: that is the person's to do.

    `blank` answers in which workbook a pattern is, after which a new sheet is made. In `memory`, a folder, is kept
    how to undo what was applied last.
    """

    def __init__(self, book: xw.Book, blank: Callable[[str], Path] | None = None, memory: Path | None = None) -> None:
        self._book, self._blank, self._memory = book, blank, memory
        self._forget()

    def _forget(self) -> None:
        self._reads: dict[str, SheetRead] = {}
        self._links: dict[str, Mapping[tuple[int, int], str]] = {}
        self._tables: tuple[TableInfo, ...] | None = None
        self._names: Mapping[str, str] | None = None
        self._sheets: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        return str(self._book.name)

    @property
    def sheets(self) -> Sequence[str]:
        if self._sheets is None:
            self._sheets = tuple(sheet.name for sheet in self._book.sheets)
        return self._sheets

    @property
    def tables(self) -> tuple[TableInfo, ...]:
        if self._tables is None:
            self._tables = tuple(tables_of(self._book))
        return self._tables

    @property
    def names(self) -> Mapping[str, str]:
        if self._names is None:
            self._names = names_of(self._book)
        return self._names

    @property
    def date1904(self) -> bool:
        return bool(native.ask(self._book, "Date1904"))

    def read(self, sheet: str) -> SheetGrid:
        """Raises Refused("no_such_sheet")."""
        return self._read(sheet).grid

    def links(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """Raises Refused("no_such_sheet")."""
        if sheet not in self._links:
            found = native.links(self._sheet(sheet))
            self._links[sheet] = {(link.row, link.column): link.address for link in found}
        return self._links[sheet]

    def digest(self) -> str:
        """Of the cells that were read, and of all sheets, tables and names."""
        cells = [(name, there.values, there.formulas) for name, there in sorted(self._reads.items())]
        content = repr((cells, self.sheets, self.tables, sorted(self.names.items())))
        return hashlib.sha256(content.encode()).hexdigest()

    def apply(self, patches: Iterable[Patch], digest: str) -> Applied:
        """Write all the patches or none, as far as Excel lets us: what fails half way is put back.

        Raises `Refused`: `changed_meanwhile`, and where we may not write: `no_room`, `sheet_full`, `protected_sheet`,
        `protected_structure`, `merged_cells`, `filter_unreadable`, `table_has_totals`, `heading_exists`,
        `formula_in_the_way`, `unsafe_link`, `unwritable_value`, `sheet_exists`, `table_exists`, `no_such_sheet`,
        `no_such_table`.
        """
        patches = list(patches)
        if digest != self.digest() or self._has_changed():
            raise Refused("changed_meanwhile", self.name)
        with native.quiet(self._book.app), patterns.opened(self._book.app, self._blank) as blank:
            plan = BookPlan(self._read, self.sheets, self.tables, self.names, blank)
            for patch in patches:
                plan.take(patch)
            job = applying.prepare(self._book, plan, self.tables, self.names)
            if not job:
                return Applied(0, None)
            self._forget()
            problems = applying.perform(job, blank)
            before = undoing.with_contents(self._book, job.undo) if self._memory else job.undo
        return Applied(plan.changed_cells, self.name, problems, self._remember(before))

    def undo(self) -> Applied:
        """Put back what was applied last.

        Raises `Refused`: `nothing_to_undo`; `changed_meanwhile` when one of those cells, or anything in a sheet that was
        added, has changed since; `filter_unreadable`.
        """
        path = self._memory_file
        if path is None or not path.exists():
            raise Refused("nothing_to_undo", self.name)
        before = undoing.from_text(path.read_text("utf-8"))
        self._forget()
        for sheet, cells in before.after.items():
            there = self._read(sheet).grid
            for (row, column), value in cells.items():
                if not looks.same(value, there.column(column, row, row)[0]):
                    raise Refused("changed_meanwhile", reference(sheet, row, column))
        for sheet, content in before.sheets.items():
            if sheet in self.sheets and undoing.content_of(self._book.sheets[sheet]) != content:
                raise Refused("changed_meanwhile", quoted(sheet))
        with native.quiet(self._book.app):
            undoing.revert(self._book, before)
        self._forget()
        path.unlink()
        return Applied(sum(map(len, before.before.values())), self.name)

    def _has_changed(self) -> bool:
        """Whether a cell that was read has another content now. A sheet without formulas is asked but once."""
        sheets = [sheet.name for sheet in self._book.sheets]
        return tuple(sheets) != tuple(self.sheets) or any(
            self._differs(self._book.sheets[name], there) for name, there in self._reads.items()
        )

    @staticmethod
    def _differs(sheet: xw.Sheet, there: SheetRead) -> bool:
        area, _ = reading.used(sheet)
        now = reading.formulas_in(area)
        return now != there.formulas or (bool(there.texts) and reading.values_in(area, now) != there.values)

    def _read(self, sheet: str) -> SheetRead:
        if sheet not in self._reads:
            self._reads[sheet] = reading.read(self._sheet(sheet))
        return self._reads[sheet]

    def _sheet(self, name: str) -> xw.Sheet:
        if name not in self.sheets:
            raise Refused("no_such_sheet", self.name, name)
        return self._book.sheets[name]

    @property
    def _memory_file(self) -> Path | None:
        """One for each workbook, by its full name, which may be an address of OneDrive."""
        if self._memory is None:
            return None
        return self._memory / f"undo-{hashlib.sha256(str(self._book.fullname).encode()).hexdigest()[:16]}.json"

    def _remember(self, before: Undo) -> str | None:
        path = self._memory_file
        if path is None:
            return None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(undoing.to_text(before), "utf-8")
        except OSError:  # the cells are written already: without a memory there is no undo, and no other harm
            with suppress(OSError):
                path.unlink()
            return None
        return str(path)
