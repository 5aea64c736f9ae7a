"""The dashboard that a workbook has → the cells that differ; the dashboard that it lacks → the sheet, filled.

A block is found by its hidden names, wherever it was moved; one into which rows or columns were inserted is left
alone and told, for its cells are no longer where they were. A formula of a cell is never replaced, whoever wrote it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import isclose
from typing import NamedTuple

from xl_cobranza.book.finding import Area
from xl_cobranza.book.ownership import Ownership
from xl_cobranza.book.panel.cells import Block, Cell
from xl_cobranza.book.panel.figures import code, results, values
from xl_cobranza.book.panel.layout import anywhere, blocks, sums
from xl_cobranza.book.panel.places import CHOSEN, SHEET
from xl_cobranza.book.panel.ways import Ways, doubts, ways
from xl_cobranza.book.port import AddSheet, Book, CacheValue, Formula, Grid, Patch, SetCell, Value
from xl_cobranza.book.references import Place, letters, place, quoted, reference
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.domain.portfolio.portfolio import Portfolio
from xl_cobranza.errors import Problem
from xl_cobranza.wording.decisions import Teller


class Placed(NamedTuple):
    """A block where it now is; `whole` is whether it still has its shape."""

    block: Block
    first: Place
    whole: bool

    def cell(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell of the template now is."""
        return self.first.row + row - self.block.first[0], self.first.column + column - self.block.first[1]


def has_panel(book: Book) -> bool:
    """Whether the workbook has our dashboard, or what is left of it."""
    return any(_placed(book))


def panel_patches(book: Book, area: Area, ledger: Ledger, portfolio: Portfolio, teller: Teller) -> Iterator[Patch]:
    """The cells of the dashboard that differ; none where the workbook has no dashboard, or an up-to-date one."""
    placed = [one for one in _placed(book) if one.whole]
    if not placed:
        return
    head = next((one for one in placed if one.block.name == "head"), None)
    shown = values(portfolio, ways(area, ledger), teller)
    picked = _picked(book, head)
    if not picked and portfolio.figures and head is not None:
        picked = _first(portfolio, teller)
        yield SetCell(head.first.sheet, *head.cell(*CHOSEN), picked)
    told = results(portfolio, shown, picked or _first(portfolio, teller), teller.language)
    for one in placed:
        yield from _differing(one, book.read(one.first.sheet), shown, told)


def panel_doubts(book: Book, area: Area, ledger: Ledger) -> Iterator[Problem]:
    """Blocks that can no longer be refreshed, and currencies that the formulas cannot tell apart."""
    placed = list(_placed(book))
    for one in placed:
        if not one.whole:
            ref = reference(one.first.sheet, one.first.row, one.first.column)
            yield Problem("panel_block_changed", ref, one.block.name)
    if placed:
        yield from doubts(area, ways(area, ledger))


def new_panel(
    area: Area, owned: Ownership, ledger: Ledger, portfolio: Portfolio, teller: Teller
) -> Iterator[AddSheet | SetCell]:
    """The dashboard as the template has it, its formulas written for the columns of this workbook."""
    yield AddSheet(SHEET, "", (), (), pattern=SHEET)
    yield from panel_cells(columns_of(area, owned), ways(area, ledger), portfolio, teller)


def panel_cells(
    where: Mapping[str, str], written: Ways, portfolio: Portfolio, teller: Teller, sheet: str = SHEET
) -> Iterator[SetCell]:
    """Every cell of ours of a dashboard that stands as in the template: formulas with their results, and values."""
    shown, picked = values(portfolio, written, teller), _first(portfolio, teller)
    told = results(portfolio, shown, picked, teller.language)
    if portfolio.figures:
        yield SetCell(sheet, *CHOSEN, picked)
    for block in blocks(sums(where)):
        for cell in block.cells:
            value = Formula(cell.formula, _result(told[cell.key])) if cell.formula else shown[cell.key]
            if value is not None:
                yield SetCell(sheet, cell.row, cell.column, value)


def columns_of(area: Area, owned: Ownership) -> Mapping[str, str]:
    """The columns of a ledger as formulas write them, by field; those of ours that are about to be added too.

    Where the user has a column under one of our headings, ours counts: it alone is known to hold what it says.
    """
    added = {missing.field: missing.column for missing in owned.missing}
    found = {**area.columns, **owned.ours, **added}
    return {field: f"{quoted(area.sheet)}!${letters(column)}:${letters(column)}" for field, column in found.items()}


def _placed(book: Book) -> Iterator[Placed]:
    """The blocks that the workbook has."""
    names = {name.casefold(): formula for name, formula in book.names.items()}
    for block in anywhere():
        first, last = (place(names.get(name.casefold(), "")) for name in block.names)
        if first is None or first.sheet not in book.sheets:
            continue
        expected = Place(
            first.sheet,
            first.row + block.last[0] - block.first[0],
            first.column + block.last[1] - block.first[1],
        )
        yield Placed(block, first, last == expected)


def _picked(book: Book, head: Placed | None) -> str:
    """The currency that the person picked, "" for none."""
    if head is None:
        return ""
    row, column = head.cell(*CHOSEN)
    return read_text(book.read(head.first.sheet).row(row).get(column))


def _first(portfolio: Portfolio, teller: Teller) -> str:
    return next((code(currency, teller.language) for currency in portfolio.figures), "")


def _differing(
    placed: Placed, grid: Grid, shown: Mapping[str, Value], told: Mapping[str, Value]
) -> Iterator[SetCell | CacheValue]:
    formulas = cache(grid.formulas)
    for cell in placed.block.cells:
        row, column = placed.cell(cell.row, cell.column)
        (there,) = grid.column(column, row, row)
        is_formula = row in formulas(column)
        if cell.formula and is_formula and not _same(there, told[cell.key]):
            yield CacheValue(placed.first.sheet, row, column, told[cell.key])
        if not cell.formula and not is_formula and not _same(there, shown[cell.key]):
            yield SetCell(placed.first.sheet, row, column, shown[cell.key])


def _same(there: Value, wanted: Value) -> bool:
    """Whether a cell already shows the figure; the last digit of a sum depends on who added it."""
    if isinstance(there, float) and isinstance(wanted, float):
        return isclose(there, wanted, rel_tol=1e-9, abs_tol=1e-7)
    return there == wanted or (there is None and wanted == "")


def _result(value: Value) -> str | float | bool | None:
    return value  # type: ignore[return-value]  # the results are texts, figures and days


__all__ = ["Cell", "columns_of", "new_panel", "panel_cells", "panel_doubts", "panel_patches"]
