"""The buttons that decide: Recalcular, Revisar datos, Hoy and Panel, with the steps of the command line."""

from collections.abc import Sequence
from datetime import date

from xl_cobranza.book import layout
from xl_cobranza.book.panel.places import SHEET as PANEL
from xl_cobranza.book.today.sheet import find_today
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.faces.as_of import settle
from xl_cobranza.faces.buttons.desk import Desk, shown_day
from xl_cobranza.flows.plan import Plan
from xl_cobranza.flows.review import review


def recalculate(desk: Desk) -> str:
    """Decide and write the columns of ours; the sheets `Hoy` and `Panel` follow where the workbook has them."""
    return _applied(desk)


def check(desk: Desk) -> str:
    """Say what is wrong with the data, and write nothing."""
    plan, doubts, _ = _plan(desk)
    return desk.problems([*doubts, *plan.problems]) or desk.say("no_problems")


def today(desk: Desk) -> str:
    """Make or refresh the sheet of today's work, and show it."""
    text = _applied(desk, today=True)
    found = find_today(desk.book)
    desk.program.show(found.area.sheet if found else layout.TODAY.name)
    return text


def panel(desk: Desk) -> str:
    """Refresh the dashboard, or make it, and show it."""
    text = _applied(desk, panel=True)
    desk.program.show(PANEL)
    return text


def _applied(desk: Desk, *, today: bool = False, panel: bool = False) -> str:
    plan, doubts, day = _plan(desk, today=today, panel=panel)
    desk.program.status(desk.say("writing"))
    applied = desk.book.apply(plan.patches, plan.digest)
    key = "button_done" if applied.saved_to else "button_unchanged"
    parts = [desk.say(key, rows=desk.rows(plan.rows), as_of=shown_day(day), cells=applied.changed_cells)]
    if plan.moved:
        parts.append(desk.say("moved", count=plan.moved))
    if today and not plan.today:
        parts.append(desk.say("nobody_today"))
    parts.append(desk.problems([*doubts, *plan.problems, *applied.problems]))
    return "\n\n".join(filter(None, parts))


def _plan(desk: Desk, *, today: bool = False, panel: bool = False) -> tuple[Plan, Sequence[Problem], date]:
    """Among several ledgers it is the one that the person has before them."""
    day, doubts = settle(desk.book, None, desk.parameters.timezone)
    desk.program.status(desk.say("deciding"))
    try:
        plan = review(desk.book, day, today=today, panel=panel)
    except Refused as error:
        if error.kind != "several_ledgers":
            raise
        seen = desk.program.selected[0]
        if not any(part.split(" (")[0] == seen for part in error.found.split("; ")):
            raise Refused("several_ledgers_open", found=error.found) from error
        plan = review(desk.book, day, sheet=seen, today=today, panel=panel)
    return plan, doubts, day
