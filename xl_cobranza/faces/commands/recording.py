"""`cobranza registrar`: one more row in `Pagos` or `Gestiones`, in the words of the workbook's language."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xl_cobranza.book import words
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Value
from xl_cobranza.book.rows import stage_keys
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.typed.currencies import Home, read_currency
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import NOTHING, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.as_of import today
from xl_cobranza.faces.commands.forms import OPTIONS, Contact, Payment
from xl_cobranza.faces.output import as_json
from xl_cobranza.faces.output.answering import answer
from xl_cobranza.faces.preview import preview
from xl_cobranza.faces.recalculation import Outcome, Request
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from xl_cobranza.flows.register import Registration

_SHARED_WORDS = ("direction", "channel", "outcome", "cause", "evidence")


def record(request: Request, sheet: Sheet, form: Payment | Contact, *, as_object: bool) -> int:
    """Add the row unless it is a dry run, and say where it went."""
    return answer(
        request,
        lambda outcome: _recorded(request, sheet, form, outcome),
        _tell,
        lambda outcome, done: as_json.chunks(outcome, {"id": done.id, "ref": done.ref} if done else NOTHING),
        as_object=as_object,
    )


def _recorded(
    request: Request, sheet: Sheet, form: Payment | Contact, outcome: Outcome
) -> "tuple[Outcome, Registration]":
    from xl_cobranza import template
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.flows.register import register

    book = XlsxBook(request.workbook, request.output, template.blank)
    policy, _ = read_policy(book)
    own = policy.parameters.language
    done = register(book, sheet, row(form, policy), own, ledger_sheet=request.sheet)
    outcome = replace(outcome, language=request.language or own)
    if request.dry_run:
        return replace(outcome, preview=preview(book, done.patches)), done
    applied = book.apply(done.patches, done.digest)
    return replace(outcome, applied=applied, problems=tuple(applied.problems)), done


def row(form: Payment | Contact, policy: Policy) -> dict[str, Value]:
    """The cells of the new row by field, written as this workbook writes them."""
    values: dict[str, Value] = {}
    for field, typed in form:
        match typed:
            case Decimal():
                values[field] = float(typed)
            case str() if field in _SHARED_WORDS:
                values[field] = _in_language(field, typed, policy.parameters.language)
            case str() if field == "step":
                values[field] = _step(typed, policy)
            case str() if field == "currency":
                values[field] = _currency(typed, policy)
            case _:
                values[field] = typed
    day = "paid_on" if isinstance(form, Payment) else "on"
    values[day] = values[day] or today(policy.parameters.timezone)
    return values


def _in_language(field: str, key: str, language: str) -> str:
    return words.english(field, key) if language == "en" else words.spanish(field, key)


def _step(typed: str, policy: Policy) -> str:
    """The name of a step, as the policy calls it."""
    names = {stage.key: stage.name or words.spanish("step", stage.key) for stage in policy.stages}
    key = stage_keys(policy)(typed)
    if key not in names:
        raise WrongUsage("bad_option_word", OPTIONS["step"], typed, known=", ".join(names.values()))
    return names[key]


def _currency(typed: str, policy: Policy) -> str:
    code = read_currency(typed, Home(policy.parameters.currency, policy.parameters.country))
    if code is None:
        raise WrongUsage("bad_option_currency", OPTIONS["currency"], typed)
    return code


def _tell(outcome: Outcome, done: "Registration") -> None:
    key = "would_record" if outcome.applied is None else "recorded"
    console.answer(message(key, outcome.language, ref=done.ref, id=done.id or "—"))
    if outcome.applied is not None and outcome.applied.backup:
        console.answer(message("backup", outcome.language, path=outcome.applied.backup))
    for problem in outcome.problems:
        console.say(wording.problem(problem, outcome.language, outcome.country))
