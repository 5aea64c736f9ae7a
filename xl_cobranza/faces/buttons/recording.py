"""The buttons that note: Registrar pago and Registrar gestión, asked field by field, begun with the selected row."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from xl_cobranza.book import layout, words
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.ownership import places
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.errors import Refused, WrongUsage
from xl_cobranza.faces.as_of import today
from xl_cobranza.faces.buttons.desk import Desk, shown_day
from xl_cobranza.faces.commands.forms import OPTIONS, Contact, Payment, fill
from xl_cobranza.faces.commands.recording import row
from xl_cobranza.flows.register import register

_REQUIRED: Final = frozenset({"customer", "amount", "channel", "outcome"})
_WORDS: Final = frozenset({"channel", "outcome"})
_PROMISED: Final = ("promise_date", "promise_amount")


class _Asked(NamedTuple):
    """What a button asks for, in this order."""

    sheet: Sheet
    form: type[Payment] | type[Contact]
    fields: tuple[str, ...]


_PAYMENT: Final = _Asked(layout.PAYMENTS, Payment, ("customer", "folio", "amount", "paid_on", "reference"))
_CONTACT: Final = _Asked(layout.LOG, Contact, ("customer", "folio", "channel", "outcome", *_PROMISED, "notes"))


def payment(desk: Desk) -> str:
    return _recorded(desk, _PAYMENT)


def contact(desk: Desk) -> str:
    return _recorded(desk, _CONTACT)


def _recorded(desk: Desk, asked: _Asked) -> str:
    """Ask, and add the row. Nothing is said of what the person cancelled."""
    typed = _answers(desk, asked)
    if typed is None:
        return ""
    try:
        form = fill(asked.form, **typed)  # type: ignore[type-var]  # one of the two forms
        policy, _ = read_policy(desk.book)
        done = register(desk.book, asked.sheet, row(form, policy), desk.language)
    except WrongUsage as error:
        raise _in_words_of_the_sheet(error, asked.sheet, desk.language) from error
    applied = desk.book.apply(done.patches, done.digest)
    return "\n\n".join(
        filter(None, (desk.say("recorded", ref=done.ref, id=done.id or "—"), desk.problems(applied.problems)))
    )


def _answers(desk: Desk, asked: _Asked) -> dict[str, str] | None:
    known, typed = begun(desk), dict[str, str]()
    for field in asked.fields:
        if field in _PROMISED and words.key("outcome", typed["outcome"]) != "promise":
            continue
        answer = desk.program.ask(_question(asked.sheet, field, desk), known.get(field, ""))
        if answer is None:
            return None
        if answer or field in _REQUIRED:
            typed[field] = answer
    return typed


def _question(sheet: Sheet, field: str, desk: Desk) -> str:
    heading = sheet.by_field[field].heading_in(desk.language)
    if field in _WORDS:
        told: Callable[[str, str], str] = words.english if desk.language == "en" else words.spanish
        known = ", ".join(told(field, key) for key in dict.fromkeys(words.table(field).values()))
        return f"{heading} ({known}):"
    optional = desk.say("button_optional")
    return f"{heading}:" if field in _REQUIRED else f"{heading} ({optional}):"


def begun(desk: Desk) -> Mapping[str, str]:
    """What the selected row of the ledger says, and today."""
    known = {"paid_on": shown_day(today(desk.parameters.timezone))}
    sheet, at = desk.program.selected
    try:
        area = find_ledger(desk.book)
    except Refused:
        return known
    if area.sheet != sheet or not area.first_row <= at <= area.last_row:
        return known
    here = area.grid.row(at)
    for field in ("customer", "folio"):
        known[field] = read_text(here.get(area.columns.get(field, 0)))
    ours = places(desk.book, area.layout)
    balance = here.get(ours["balance"].column) if "balance" in ours else None
    if isinstance(balance, float):
        known["amount"] = f"{balance:.2f}"
    return known


def _in_words_of_the_sheet(error: WrongUsage, sheet: Sheet, language: str) -> WrongUsage:
    """The command line names its options; here people see headings."""
    fields = [f for f, option in OPTIONS.items() if option == error.ref and f in sheet.by_field]
    ref = sheet.by_field[fields[0]].heading_in(language) if fields else error.ref
    return WrongUsage(error.kind, ref, error.found, **error.data)
