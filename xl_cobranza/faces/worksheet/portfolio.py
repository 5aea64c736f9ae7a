"""A whole ledger in one call: its range, with headings, read and decided as the command does.

What else the workbook holds about it (customers, payments, log, agreements, notes of today) counts, when Excel calls.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.references import Area, place
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.domain.decide import decide
from xl_cobranza.errors import Refused, WrongUsage
from xl_cobranza.faces.worksheet.arguments import block
from xl_cobranza.faces.worksheet.by_days import read
from xl_cobranza.faces.worksheet.calling import Calling, read_calling
from xl_cobranza.faces.worksheet.excel import ExcelRange
from xl_cobranza.faces.worksheet.range_book import RangeBook, RangeGrid, open_book, range_grid
from xl_cobranza.flows.plan import DecisionRow
from xl_cobranza.flows.review import Refs, decision_rows
from xl_cobranza.flows.today import take_notes

_SHOWN: Final = ("stage", "step", "action", "reason")
_SHEET: Final = layout.LEDGER.synonyms[0]  # of cells that are on no sheet


class Placed(NamedTuple):
    """The cells of a range, and the range itself as xlwings hands it over."""

    cells: object
    range: ExcelRange | None  # None: calculated, or typed in the formula


def portfolio(caller: ExcelRange | None, table: object, as_of: object) -> str | list[list[str | None]]:
    """Stage, step, action and reason of each row of a range, beside it row by row, with headings beside its own.

    Raises `Refused` and `WrongUsage` for a range that is no ledger.
    """
    workbook = None if caller is None else open_book(caller.sheet.book)
    calling = read_calling(workbook)
    (on,) = read(block(as_of).rows[0][:1], calling.read_date)
    if isinstance(on, Fault):
        return calling.told(on)
    book, sheet, grid = _with_range(workbook, table)
    try:
        area = find_ledger(book, sheet)
        rows = _decision_rows(book, area, calling, on or calling.as_of)
    except Refused as error:
        if error.kind == "missing_columns":
            return calling.refused(WrongUsage("range_without_columns", found=error.found))
        return calling.refused(error)
    return _beside(area, grid, rows, calling)


def _with_range(workbook: RangeBook | None, table: object) -> tuple[RangeBook, str, RangeGrid]:
    """The workbook of the range, with nothing else on its sheet; cells of no range are on a sheet of their own."""
    cells, placed = table if isinstance(table, Placed) else (table, None)
    if placed is not None and workbook is not None:
        own, sheet, grid = placed.sheet.book, placed.sheet.name, range_grid(placed, cells)
        around = workbook if own.name == workbook.name else open_book(own)
        return around.with_range(sheet, grid), sheet, grid
    grid, around = RangeGrid(block(cells).rows), workbook or RangeBook("", {})
    names = {name: cell for name, cell in around.names.items() if not _is_on(_SHEET, cell)}
    return (
        replace(around, names=names).with_range(_SHEET, grid),
        _SHEET,
        grid,
    )  # a sheet called so may have names of ours


def _is_on(sheet: str, formula: str) -> bool:
    cell = place(formula)
    return cell is not None and cell.sheet == sheet


def _decision_rows(book: RangeBook, area: Area, calling: Calling, as_of: date) -> dict[int, DecisionRow]:
    """As `flows.review` decides them, by row."""
    ledger, _ = read_ledger(book, area, calling.policy, as_of)
    noted = take_notes(book, ledger, calling.policy, calling.teller, as_of, make=False)
    decided = decide(noted.ledger, calling.policy, as_of, Refs(book, area))
    told = decision_rows(area, noted.ledger, decided, calling.teller)
    return {decision.row: row for decision, row in zip(decided.decisions, told, strict=True)}


def _beside(area: Area, grid: RangeGrid, rows: dict[int, DecisionRow], calling: Calling) -> list[list[str | None]]:
    """As many rows as the range has, so that each answer stands beside its invoice."""
    columns = [layout.LEDGER.by_field[field] for field in _SHOWN]
    words: dict[int, Sequence[str | None]] = {
        row: [getattr(told, field) or None for field in _SHOWN] for row, told in rows.items()
    }
    words[area.heading_row] = [c.heading_in(calling.teller.language) for c in columns]
    blank: Sequence[str | None] = [None] * len(_SHOWN)
    return [list(words.get(row, blank)) for row in range(grid.top, grid.top + len(grid.cells))]
