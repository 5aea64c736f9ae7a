"""The other buttons: undo the last press, the check-up of this machine, the instructions."""

from xl_cobranza.book.port import AddSheet
from xl_cobranza.faces.buttons.desk import Desk
from xl_cobranza.faces.commands import doctor
from xl_cobranza.wording.workbook import INSTRUCTIONS_SHEET


def undo(desk: Desk) -> str:
    """Put back what the last press changed: Excel's own list of undos is empty after it."""
    return desk.say("button_undone", cells=desk.book.undo().changed_cells)


def examine(desk: Desk) -> str:
    """What works on this machine; only what is missing comes with its cure."""
    found = [finding for finding in doctor.examine(desk.language) if finding.state != "optional"]
    missing = [f"• {finding.part}: {finding.detail}" for finding in found if finding.state == "missing"]
    version = next(finding.detail for finding in found if finding.part == "xl-cobranza")
    title = desk.say("button_ill" if missing else "button_well", version=version, count=len(missing))
    return "\n".join((title, *missing))


def guide(desk: Desk) -> str:
    """Show the sheet of instructions, taken from the template where the workbook has none."""
    if INSTRUCTIONS_SHEET not in desk.book.sheets:
        desk.book.apply([AddSheet(INSTRUCTIONS_SHEET, "", (), (), pattern=INSTRUCTIONS_SHEET)], desk.book.digest())
    desk.program.show(INSTRUCTIONS_SHEET)
    return ""
