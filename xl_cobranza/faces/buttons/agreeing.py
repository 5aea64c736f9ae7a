"""The button Acuerdo: asked field by field, begun with the selected row; the sheet is ready to print when it ends."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces.agreeing.form import fill, proposal
from xl_cobranza.faces.as_of import settle
from xl_cobranza.faces.buttons.desk import Desk
from xl_cobranza.faces.buttons.recording import begun
from xl_cobranza.faces.commands.forms import OPTIONS
from xl_cobranza.flows.agree import agree
from xl_cobranza.wording.agreements import labels, said

_EACH_TIME: Final = re.compile(r"(.*?)\s*(?:cada vez|each time)", re.IGNORECASE)


class _Question(NamedTuple):
    field: str
    text: str
    needed: bool = False


def agreement(desk: Desk) -> str:
    """Ask, agree, and write. Nothing is said of what the person cancelled."""
    typed = _answers(desk)
    if typed is None:
        return ""
    try:
        wanted = proposal(fill(**typed))
    except WrongUsage as error:
        raise _in_words_of_the_questions(error, desk) from error
    as_of, doubts = settle(desk.book, None, desk.parameters.timezone)
    plan = agree(desk.book, as_of, wanted)
    applied = desk.book.apply(plan.patches, plan.digest)
    desk.program.show(plan.sheet)
    told = said("button_done", desk.language, id=plan.deal.id, sheet=plan.sheet)
    return "\n\n".join(filter(None, (told, desk.problems((*doubts, *plan.problems, *applied.problems)))))


def _answers(desk: Desk) -> dict[str, str] | None:
    known, typed = begun(desk), dict[str, str]()
    known = {**known, "folios": known.get("folio", "")}
    for question in _questions(desk):
        answer = desk.program.ask(question.text, known.get(question.field, ""))
        if answer is None:
            return None
        if answer.strip() or question.needed:
            typed[question.field] = answer
    each = _EACH_TIME.fullmatch(typed["count"].strip())
    if each:
        typed["payment"] = each[1]
        del typed["count"]
    return typed


def _questions(desk: Desk) -> Iterator[_Question]:
    language, words = desk.language, labels(desk.language, desk.parameters.country)

    def asked(key: str, **data: str) -> str:
        return said(f"ask_{key}", language, **data) + ":"

    yield _Question("customer", words["customer"] + ":", needed=True)
    yield _Question("folios", asked("folios"))
    yield _Question("count", asked("count", times=words["count"].lower()), needed=True)
    yield _Question("rate", asked("rate"))
    yield _Question("frequency", asked("frequency"))
    yield _Question("first_on", asked("first_on"))
    yield _Question("down_payment", asked("down_payment", label=words["down_payment"]))
    yield _Question("interest", asked("interest"))


def _in_words_of_the_questions(error: WrongUsage, desk: Desk) -> WrongUsage:
    """The command line names its options; here people see the questions."""
    asked: Mapping[str, str] = {question.field: question.text for question in _questions(desk)}
    field = next((field for field, option in OPTIONS.items() if option == error.ref and field in asked), "")
    ref = asked[field].partition(".")[0].rstrip(":") if field else error.ref
    return WrongUsage(error.kind, ref, error.found, **error.data)
