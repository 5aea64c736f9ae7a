"""The buttons about letters: Generar, Vista previa and Estado de cuenta, into a folder beside the workbook."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from xl_cobranza.book.letters.layout import LETTERS
from xl_cobranza.book.letters.marks import find_letters
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.errors import Refused
from xl_cobranza.faces.as_of import settle
from xl_cobranza.faces.buttons.desk import Desk, shown_day
from xl_cobranza.wording.reminders.telling import told

if TYPE_CHECKING:
    from datetime import date

    from xl_cobranza.flows.letters.remind import LetterPlan

_STATEMENT_FORMATS = ("pdf", "xlsx")


def generate(desk: Desk) -> str:
    """Write the day's letters and note them; then the page that lists them opens."""
    from xl_cobranza.faces.letters.batch import prepare
    from xl_cobranza.faces.letters.files import Maker

    plan, day = _plan(desk, preview=False)
    folder = _folder(desk, day) if plan.letters else Path()
    desk.program.status(desk.say("writing_letters"))
    done = prepare(desk.book, plan, folder, Maker(plan))
    if done.index is None:
        return _with_problems(desk, plan, told("button_none", desk.language))
    _open(done.index)
    text = told(
        "button", desk.language, day=shown_day(day), count=len(done.letters), folder=folder, index=done.index.name
    )
    return _with_problems(desk, plan, text)


def preview(desk: Desk) -> str:
    """Show in `Cartas` what would be written today, for the person to mark."""
    plan, day = _plan(desk, preview=True)
    desk.book.apply(plan.patches, plan.digest)
    sheet = find_letters(desk.book)
    desk.program.show(sheet.area.sheet if sheet else LETTERS.name)
    if not plan.letters:
        return _with_problems(desk, plan, told("button_none", desk.language))
    text = told("button_preview", desk.language, day=shown_day(day), count=len(plan.letters))
    return _with_problems(desk, plan, text)


def statement(desk: Desk) -> str:
    """The account of the customer of the selected row, or of the one that the person names."""
    from xl_cobranza.adapters.outbox.folder import staging
    from xl_cobranza.faces.letters.statements import content, file_of
    from xl_cobranza.flows.letters.account import account

    customer = desk.program.ask(f"{told('customer', desk.language)}:", _selected(desk))
    if not customer:
        return ""
    day, _ = settle(desk.book, None, desk.parameters.timezone)
    found = account(desk.book, day, customer)
    folder = _folder(desk, day)
    with staging(folder) as stage:
        names = [stage.add(file_of(found, one), content(found, one)) for one in _STATEMENT_FORMATS]
        stage.publish()
    _open(folder / names[0])
    files = ", ".join(names)
    return told(
        "statement", desk.language, customer=found.customer.display_name, day=shown_day(day), files=f"{folder}: {files}"
    )


def _plan(desk: Desk, *, preview: bool) -> "tuple[LetterPlan, date]":
    """Among several ledgers it is the one that the person has before them."""
    from xl_cobranza.flows.letters.remind import remind

    day, _ = settle(desk.book, None, desk.parameters.timezone)
    desk.program.status(desk.say("deciding"))
    try:
        return remind(desk.book, day, preview=preview), day
    except Refused as error:
        if error.kind != "several_ledgers":
            raise
        seen = desk.program.selected[0]
        return remind(desk.book, day, sheet=seen, preview=preview), day


def _folder(desk: Desk, day: "date") -> Path:
    return desk.program.folder / told("folder_name", desk.language, day=day.isoformat())


def _with_problems(desk: Desk, plan: "LetterPlan", text: str) -> str:
    return "\n\n".join(filter(None, (text, desk.problems(plan.problems))))


def _selected(desk: Desk) -> str:
    """The customer of the selected row, on whichever sheet has such a column; blank when it has none."""
    sheet, row = desk.program.selected
    if sheet not in desk.book.sheets or not row:
        return ""
    grid = desk.book.read(sheet)
    heading = LETTERS.by_field["customer"]
    wanted = {heading.heading.casefold(), heading.english.casefold()}
    for above in range(min(row, grid.rows), 0, -1):
        for column, value in grid.row(above).items():
            if above < row and read_text(value).casefold() in wanted:
                return read_text(grid.row(row).get(column))
    return ""


def _open(path: Path) -> None:
    """With whatever program this machine opens it."""
    webbrowser.open(path.resolve().as_uri())
