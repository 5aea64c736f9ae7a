"""A plan put into the open workbook: everything is checked first, and what fails half way is put back."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import xlwings as xw

from xl_cobranza.adapters.live import native
from xl_cobranza.adapters.live.planning.blocks import Block, Place, bounding
from xl_cobranza.adapters.live.planning.book_plan import BookPlan
from xl_cobranza.adapters.live.planning.checks import check_sheet, place
from xl_cobranza.adapters.live.planning.sheet_plan import SheetPlan
from xl_cobranza.adapters.live.reading.patterns import Patterns
from xl_cobranza.adapters.live.writing import cells as writing
from xl_cobranza.adapters.live.writing import filters, undoing
from xl_cobranza.adapters.live.writing.filters import Filter
from xl_cobranza.book.layout import OWNER_PREFIX
from xl_cobranza.book.port import AddSheet, TableInfo
from xl_cobranza.book.references import reference
from xl_cobranza.errors import Problem, Refused


@dataclass(frozen=True, slots=True)
class Job:
    """A plan that may be carried out: the rectangles and the filters of each sheet, and how to undo it."""

    book: xw.Book
    plan: BookPlan
    blocks: Mapping[str, list[Block]]
    filters: Sequence[Filter]
    undo: undoing.Undo

    def __bool__(self) -> bool:
        return bool(self.plan)


def prepare(book: xw.Book, plan: BookPlan, tables: tuple[TableInfo, ...], names: Mapping[str, str]) -> Job:
    """Raises Refused: protected_structure, protected_sheet, merged_cells, filter_unreadable."""
    if plan.new_sheets and native.ask(book, "ProtectStructure"):
        raise Refused("protected_structure", plan.new_sheets[0].name)
    links = {sheet.name: _settle_links(book, sheet) for sheet in plan.sheets.values()}
    touched = [sheet for sheet in plan.sheets.values() if sheet.changed_cells]
    blocks = {sheet.name: sheet.blocks() for sheet in touched}
    found: list[Filter] = []
    for sheet in touched:
        if not sheet.is_draft:
            check_sheet(book.sheets[sheet.name], sheet, blocks[sheet.name])
            found += filters.active(book.sheets[sheet.name])
    return Job(book, plan, blocks, found, undoing.undo_of(plan, tables, names, links))


def perform(job: Job, patterns: Patterns) -> list[Problem]:
    """Write, look whether it is there, and say where it is not."""
    book, shown = job.book, job.book.sheets.active.name
    with ExitStack() as stack:
        stack.enter_context(filters.without(job.filters))
        try:
            locked = [
                made for made in [_add(book, new, patterns) for new in job.plan.new_sheets] if native.unlock(made)
            ]
            for name, blocks in job.blocks.items():
                writing.write(book.sheets[name], job.plan.sheets[name], blocks)
            for new in job.plan.new_sheets:
                if new.pattern is None:
                    table = job.plan.sheets[new.name].table(new.table)
                    area = Block(table.first_row, table.first_column, table.last_row, table.last_column)
                    book.sheets[new.name].tables.add(place(book.sheets[new.name], area), new.table)
            for made in locked:
                native.lock(made)
            is_detached = patterns.detach(book)
            _define(book, job.plan.names)
            problems = [_told(name, job) for name in job.blocks]
            problems += [] if is_detached else [Problem("link_to_template", str(book.name))]
        except BaseException:
            undoing.revert(book, job.undo)
            raise
    if job.plan.new_sheets:
        book.sheets[shown].activate()
    return [problem for problem in problems if problem]


def _settle_links(book: xw.Book, plan: SheetPlan) -> Mapping[Place, str]:
    """The links under the cells that are set."""
    found: dict[Place, str] = {}
    if plan.links and not plan.is_draft:
        around = place(book.sheets[plan.name], bounding(plan.links))
        found = {(link.row, link.column): link.address for link in native.links(around)}
    plan.settle_links(found)
    return found


def _add(book: xw.Book, new: AddSheet, patterns: Patterns) -> xw.Sheet:
    last = book.sheets[-1]
    return book.sheets.add(new.name, after=last) if new.pattern is None else patterns.copy(new.pattern, last, new.name)


def _define(book: xw.Book, names: Mapping[str, str]) -> None:
    for name, target in names.items():
        if name in book.names:
            book.names[name].delete()
        made = book.names.add(name, f"={target}")
        if name.startswith(OWNER_PREFIX):
            native.hide(made)


def _told(sheet: str, job: Job) -> Problem | None:
    wrong = writing.misplaced(job.book.sheets[sheet], job.plan.sheets[sheet])
    return Problem("written_otherwise", reference(sheet, *min(wrong)), str(len(wrong))) if wrong else None
