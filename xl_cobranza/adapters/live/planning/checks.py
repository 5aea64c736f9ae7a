"""May we write there, as the program sees it? Asked before the first cell is written."""

import xlwings as xw

from xl_cobranza.adapters.live import native
from xl_cobranza.adapters.live.planning.blocks import Block, bounding, halves
from xl_cobranza.adapters.live.planning.sheet_plan import SheetPlan
from xl_cobranza.book.references import letters, reference
from xl_cobranza.errors import Refused


def place(sheet: xw.Sheet, block: Block) -> xw.Range:
    """The range of a block."""
    return sheet.range((block.first_row, block.first_column), (block.last_row, block.last_column))


def check_sheet(sheet: xw.Sheet, plan: SheetPlan, blocks: list[Block]) -> None:
    """Raises Refused: protected_sheet, merged_cells."""
    written = [*blocks, *(Block(*at, *at) for at in (*plan.formulas, *plan.relinked))]
    if not written:
        return
    if native.ask(sheet, "ProtectContents"):
        _check_locks(sheet, plan, written)
    around = bounding(spot for block in (*written, *plan.new_areas) for spot in (block[:2], block[2:]))
    if _is_beyond(around, plan):
        return
    if place(sheet, around).merge_cells is not False:
        for block in (*written, *plan.new_areas):
            _check_merges(sheet, block, is_new=block in plan.new_areas)


def _is_beyond(around: Block, plan: SheetPlan) -> bool:
    """Whether nothing there was ever used, and so nothing is merged."""
    there = plan.there
    return there.is_whole and around.first_column > max(map(len, there.values), default=0)


def _check_locks(sheet: xw.Sheet, plan: SheetPlan, written: list[Block]) -> None:
    """A protected sheet takes values in its unlocked cells alone, and its tables do not grow."""
    for block in written:
        if plan.grown or native.ask(place(sheet, block), "Locked") is not False:
            raise Refused("protected_sheet", reference(sheet.name, block.first_row, block.first_column), sheet.name)


def _check_merges(sheet: xw.Sheet, block: Block, *, is_new: bool) -> None:
    """Only the first cell of a merged range shows its value; a column or a row of ours has none."""
    area = place(sheet, block)
    if area.merge_cells is False:
        return
    if block[:2] != block[2:]:
        for half in halves(block):
            _check_merges(sheet, half, is_new=is_new)
        return
    whole = area.merge_area
    if is_new or (whole.row, whole.column) != block[:2]:
        last = f"{letters(whole.column + whole.shape[1] - 1)}{whole.row + whole.shape[0] - 1}"
        found = f"{letters(whole.column)}{whole.row}:{last}"
        raise Refused("merged_cells", reference(sheet.name, whole.row, whole.column), found)
