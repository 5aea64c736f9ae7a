"""`cobranza estado-cuenta`: the statement of account of one customer, as files in a folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_cobranza.errors import CobranzaError, Problem, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.output import as_json
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.reminders.telling import told

if TYPE_CHECKING:
    from xl_cobranza.flows.letters.account import Account

FORMATS: Final = ("pdf", "xlsx", "docx", "txt")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    workbook: str
    customer: str
    folder: str
    as_of: date | None = None
    sheet: str | None = None
    formats: str | None = None
    language: str | None = None


def run(request: Request, *, as_object: bool) -> int:
    """Write the statement, and say where it is. What is wrong with other rows is told by `revisar`."""
    try:
        found, doubts, names = _written(request)
    except CobranzaError as error:
        if not as_object:
            raise
        language = request.language or "es"
        console.speak_json()
        console.answer(as_json.text({"workbook": request.workbook, "error": as_json.error_object(error, language)}))
        console.say(wording.refusal(error, language))
        return error.exit_code
    from xl_cobranza.faces.letters.outcome import needing_somebody, problem_lines

    code = int(bool(needing_somebody(doubts)))
    if as_object:
        console.speak_json()
        console.answer(_object(request, found, doubts, names))
        return code
    day = f"{found.statement.on:%d/%m/%Y}"
    shown = ", ".join(str(Path(request.folder) / name) for name in names)
    console.answer(told("statement", found.language, customer=found.customer.display_name, day=day, files=shown))
    for line in problem_lines(doubts, found.language, found.policy.parameters.country, request.workbook):
        console.answer(line)
    return code


def _written(request: Request) -> "tuple[Account, tuple[Problem, ...], list[str]]":
    from xl_cobranza.adapters.outbox.folder import staging
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.book.policy_sheet import read_policy
    from xl_cobranza.faces.as_of import settle
    from xl_cobranza.flows.letters.account import account
    from xl_cobranza.flows.letters.templates import unsigned

    formats = read_formats(request.formats)
    book = XlsxBook(request.workbook)
    as_of, doubts = settle(book, request.as_of, read_policy(book)[0].parameters.timezone)
    found = account(book, as_of, request.customer, sheet=request.sheet, language=request.language)
    doubts = (*doubts, *unsigned(book, found.policy))
    with staging(Path(request.folder)) as stage:
        names = [stage.add(file_of(found, one), content(found, one)) for one in formats]
        stage.publish()
    return found, doubts, names


def read_formats(text: str | None) -> tuple[str, ...]:
    """The formats as typed, separated by commas; PDF for none. Raises WrongUsage."""
    asked = [part.strip().casefold() for part in (text or "pdf").split(",") if part.strip()]
    unknown = next((part for part in asked if part not in FORMATS), None)
    if unknown is not None:
        raise WrongUsage("unknown_letter_format", "--formato", unknown, known=", ".join(FORMATS))
    return tuple(dict.fromkeys(asked))


def file_of(found: "Account", format_: str) -> str:
    """The same name for the same customer and day."""
    from xl_cobranza.adapters.outbox.file_names import file_name
    from xl_cobranza.wording.reminders.documents import STATEMENT

    parts = [found.statement.on.isoformat(), found.customer.display_name, STATEMENT]
    return file_name(parts, f".{format_}", found.customer.key)


def content(found: "Account", format_: str) -> bytes:
    """The statement in one format."""
    from xl_cobranza.wording.reminders.documents import letterhead, statement_document, ways_to_pay
    from xl_cobranza.wording.reminders.words import Reader

    if format_ == "xlsx":
        from xl_cobranza.adapters.statement_sheet import statement_xlsx

        reader = Reader(found.letter.language, found.letter.country)
        parameters = found.policy.parameters
        name, sender = found.customer.display_name, letterhead(parameters)
        return statement_xlsx(found.statement, name, sender, ways_to_pay(parameters, reader), reader)
    from xl_cobranza.adapters.outbox.writers import write

    return write(statement_document(found.statement, found.letter, found.policy, found.templates), format_)


def _object(request: Request, found: "Account", doubts: tuple[Problem, ...], names: list[str]) -> str:
    country = found.policy.parameters.country
    return as_json.text(
        {
            "workbook": request.workbook,
            "as_of": found.statement.on.isoformat(),
            "customer": found.customer.key,
            "payments_until": found.statement.payments_until.isoformat(),
            "balances": {one.currency or "": str(one.balance) for one in found.statement.accounts},
            "ages": {
                one.currency or "": {key: str(amount) for key, amount in one.ages.items() if amount}
                for one in found.statement.accounts
            },
            "folder": request.folder,
            "files": names,
            "problems": [as_json.problem_object(problem, found.language, country) for problem in doubts],
        }
    )
