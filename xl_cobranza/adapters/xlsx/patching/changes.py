"""All the patches of a plan, turned into the members of the archive to replace and to add."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from xl_cobranza.adapters.xlsx.archive import Archive
from xl_cobranza.adapters.xlsx.edits import SheetEdits, SpliceFacts
from xl_cobranza.adapters.xlsx.formulas.dependencies import Written
from xl_cobranza.adapters.xlsx.grafting.graft import graft
from xl_cobranza.adapters.xlsx.grafting.pattern import Templates
from xl_cobranza.adapters.xlsx.parts.frame import Frame, read_frame
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.patching import new_sheet
from xl_cobranza.adapters.xlsx.patching.sheet_changes import SheetChanges
from xl_cobranza.adapters.xlsx.reading.scan import read_sheet
from xl_cobranza.adapters.xlsx.splicing.splice import splice_sheet
from xl_cobranza.adapters.xlsx.zip.rewriting import Content
from xl_cobranza.book.port import AddColumn, AddSheet, AppendRow, CacheValue, Formula, Grid, Patch, SetCell
from xl_cobranza.errors import Problem

_SIGNATURES = "_xmlsignatures/"


@dataclass(slots=True)
class Rewriting:
    """What to give `archive.write`, and what came up."""

    replace: dict[str, Content]
    add: dict[str, Content]
    drop: list[str]
    problems: list[Problem]
    facts: list[SpliceFacts] = field(default_factory=list)

    @property
    def changed_cells(self) -> int:
        """Known once it was written."""
        return sum(facts.changed_cells for facts in self.facts)


class Changes:
    """The patches, sheet by sheet. `package` is used up; `read` gives the values that are there now.

    `templates` have the patterns of new sheets; `coming` are all the new sheets and columns of the plan.
    """

    def __init__(
        self,
        package: Package,
        read: Callable[[str], Grid],
        templates: Templates,
        coming: Sequence[AddSheet | AddColumn],
    ) -> None:
        self._package, self._read, self._templates, self._coming = package, read, templates, coming
        self._by_sheet: dict[str, SheetChanges] = {}
        self._new_sheets: list[AddSheet] = []
        self._facts: list[SpliceFacts] = []
        self._has_unknown = False  # a formula of ours has no result yet

    def __bool__(self) -> bool:
        """Whether anything would be written."""
        return bool(self._new_sheets) or any(self._by_sheet.values())

    def take(self, patch: Patch) -> None:
        """Raises `Refused` where we may not write."""
        if isinstance(patch, AddSheet):
            self._add_sheet(patch)
            return
        on_sheet = self._on(patch.sheet)
        match patch:
            case SetCell():
                on_sheet.set_cell(patch)
            case CacheValue():
                on_sheet.cache(patch)
            case AddColumn():
                on_sheet.add_column(patch)
            case AppendRow():
                on_sheet.append_row(patch)

    def rewriting(self, archive: Archive) -> Rewriting:
        """Raises `Refused` where we may not write."""
        package = self._package
        streams: dict[str, Iterable[bytes]] = {}
        derives_formats = False
        for sheet, changes in self._by_sheet.items():
            if changes:
                opened = partial(package.stream, sheet)
                edits = changes.edits(_frame(opened, changes))
                if package.is_draft(sheet):
                    package.redraft(sheet, b"".join(self._spliced(opened, edits)))
                    continue
                derives_formats = derives_formats or bool(edits.columns)
                streams[package.sheets[sheet]] = self._spliced(opened, edits)
        formulas = self._new_formulas()
        if formulas or self._has_unknown:
            package.drop_calculation_chain()
        self._has_unknown = self._has_unknown or any(formula.result is None for formula in formulas)
        problems = self._recalculation(archive)
        if any(name.startswith(_SIGNATURES) for name in archive.names):
            problems.append(Problem("signature_broken", archive.file_name))
        replace, add, drop = package.changes(styles_last=derives_formats)
        return Rewriting(replace | streams, add, drop, problems, self._facts)

    def _add_sheet(self, patch: AddSheet) -> None:
        """A new sheet, as a draft: what the plan writes in it later finds it there."""
        package = self._package
        self._new_sheets.append(patch)
        if patch.pattern is None:
            edits = new_sheet.register(package, patch)
            package.redraft(patch.name, b"".join(self._spliced(partial(package.stream, patch.name), edits)))
            return
        self._has_unknown = graft(package, self._templates, patch, self._coming) or self._has_unknown
        if not patch.rows and not any(column.owner_name for column in patch.columns):
            return
        table = package.table(patch.name, patch.table)
        places = [table.area.first_column + table.headings.index(column.heading) for column in patch.columns]
        for place, column in zip(places, patch.columns, strict=True):
            if column.owner_name and column.owner_name not in package.workbook.names:
                package.workbook.own(column.owner_name, patch.name, table.area.first_row, place)
        for row, values in enumerate(patch.rows, table.area.first_row + 1):
            filled = {at: value for at, value in zip(places, values, strict=False) if value is not None}
            self._on(patch.name).append_row(AppendRow(patch.name, patch.table, row, filled))

    def _on(self, sheet: str) -> SheetChanges:
        if sheet not in self._by_sheet:
            grid = self._read_draft(sheet) if self._package.is_draft(sheet) else self._read(sheet)
            self._by_sheet[sheet] = SheetChanges(self._package, sheet, grid)
        return self._by_sheet[sheet]

    def _read_draft(self, sheet: str) -> Grid:
        package = self._package
        return read_sheet(package.stream(sheet), (), package.styles.shown, package.workbook.date1904)

    def _spliced(self, opened: Callable[[], Iterable[bytes]], edits: SheetEdits) -> Iterator[bytes]:
        chunks, fact = splice_sheet(opened, edits, self._package.workbook.date1904)
        self._facts.append(fact)
        return iter(chunks)

    def _new_formulas(self) -> list[Formula]:
        """The formulas of ours in cells that had none."""
        on_sheets = [formula for changes in self._by_sheet.values() for formula in changes.new_formulas]
        plain = (patch for patch in self._new_sheets if patch.pattern is None)
        in_new = (value for patch in plain for _, _, value in new_sheet.values(patch))
        return on_sheets + [value for value in in_new if isinstance(value, Formula)]

    def _recalculation(self, archive: Archive) -> list[Problem]:
        """Excel recalculates on opening when formulas read what we wrote, unless an absent add-in would turn them to errors.

        And when a formula of ours has no result yet.
        """
        written = self._written()
        if not written.areas and not self._has_unknown:
            return []
        # inflating a big ledger once more is worth avoiding when its reading has shown no formula
        plain = {sheet for sheet, changes in self._by_sheet.items() if not changes.has_formulas}
        sheets = ((name, partial(self._package.stream, name)) for name in self._package.sheets if name not in plain)
        finding = written.examine(sheets)
        depends = finding.depends or self._has_unknown
        if depends and finding.absent_function:
            return [Problem("not_recalculated", archive.file_name, finding.absent_function)]
        if depends:
            self._package.workbook.calculate_on_load()
        return []

    def _written(self) -> Written:
        areas = {sheet.lower(): changes.areas() for sheet, changes in self._by_sheet.items() if changes}
        tables = {
            table.name.lower(): table.headings_in(areas[sheet.lower()])
            for sheet in self._by_sheet
            if sheet.lower() in areas
            for table in self._package.all_tables[sheet]
        }
        names = self._package.workbook.all_formulas
        return Written(
            areas,
            {name: headings for name, headings in tables.items() if headings},
            [entry.name.lower() for entry in self._package.workbook.sheets],
            names,
        )


def _frame(opened: Callable[[], Iterable[bytes]], changes: SheetChanges) -> Frame:
    """What the changes need to know of their sheet: of a protected one, whether each cell they write is locked."""
    columns = changes.columns_of_interest()
    frame = read_frame(opened(), changes.rows_of_interest(), columns)
    return read_frame(opened(), None, columns) if frame.is_protected else frame
