"""`cobranza cartas`: the day's letters of one workbook into a folder, told on the terminal or as JSON."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xl_cobranza.errors import CobranzaError, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.wording import problems as wording

if TYPE_CHECKING:
    from xl_cobranza.faces.letters.files import Maker
    from xl_cobranza.faces.letters.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    workbook: str
    folder: str | None = None
    as_of: date | None = None
    sheet: str | None = None
    formats: str | None = None
    step: str = ""
    customer: str = ""
    preview: bool = False
    dry_run: bool = False
    language: str | None = None
    send: bool = False
    yes: bool = False  # send without asking
    outlook: bool = False


def run(request: Request, *, as_object: bool) -> int:
    """Prepare the letters unless it is a dry run, and say what was done."""
    from xl_cobranza.faces.letters import outcome as telling

    found = telling.Outcome(request.workbook, request.language or "es", dry_run=request.dry_run)
    try:
        found = _steps(request, found)
    except CobranzaError as error:
        if not as_object and isinstance(error, WrongUsage):
            raise
        found = replace(found, error=error)
    if as_object:
        console.speak_json()
        console.answer(telling.as_object(found))
    if found.error is not None:
        console.say(wording.refusal(found.error, found.language))
    elif not as_object:
        console.answer(telling.as_text(found))
    return found.exit_code


def _steps(request: Request, found: "Outcome") -> "Outcome":
    from xl_cobranza import template
    from xl_cobranza.adapters.live import outlook
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.book.policy_sheet import read_policy
    from xl_cobranza.faces.as_of import settle
    from xl_cobranza.faces.letters import posting
    from xl_cobranza.faces.letters.batch import Done, OneLetter, prepare
    from xl_cobranza.faces.letters.files import Maker, needs_address, read_formats
    from xl_cobranza.faces.mailing import sending
    from xl_cobranza.faces.mailing.written import tell_book
    from xl_cobranza.flows.letters.remind import remind

    formats = read_formats(request.formats)
    if request.folder is None and not (request.dry_run or request.preview):
        raise WrongUsage("missing_folder", "--carpeta")
    book = XlsxBook(request.workbook, None, template.blank)
    timezone = read_policy(book)[0].parameters.timezone
    as_of, doubts = settle(book, request.as_of, timezone)
    doubts += tell_book(book, request.workbook, timezone, write=not request.dry_run).problems
    plan = remind(
        book, as_of, sheet=request.sheet, language=request.language, step=request.step, customer=request.customer,
        preview=request.preview, again=request.send and not request.preview,
        needs_address=request.send or request.outlook or needs_address(formats),
    )  # fmt: skip
    maker = Maker(plan, formats, request.workbook)
    problems = (*doubts, *plan.problems, *(() if request.preview else maker.check()))
    found = replace(found, language=plan.language, as_of=as_of, plan=plan, problems=problems)
    if request.preview and not request.dry_run:
        applied = book.apply(plan.patches, plan.digest)
        done = Done(tuple(map(OneLetter, maker.unwritten())), applied=applied)
        return replace(found, done=done, problems=(*found.problems, *applied.problems))
    if request.dry_run or request.folder is None:
        found = replace(found, done=Done(tuple(map(OneLetter, maker.letters()))))
        return _would_send(request, found, maker) if request.send else found
    setting = posting.check(plan, yes=request.yes) if request.send else None
    program = outlook.outlook() if request.outlook else None
    folder = Path(request.folder)
    with console.progress(plan.language, "writing_letters", max(len(plan.letters), 1)) as advance:
        done = prepare(book, plan, folder, maker, advance)
    problems = (*found.problems, *(done.applied.problems if done.applied else ()))
    found = replace(found, done=done, folder=folder, problems=problems)
    if program is not None:
        found = replace(found, drafted=outlook.drafts(program, (mail.content for mail in posting.mails(plan, maker))))
    if setting is not None:
        wanted = posting.wish(request.workbook, plan, yes=request.yes)
        found = replace(found, sending=sending.send(book, posting.mails(plan, maker), wanted, setting))
    return found


def _would_send(request: Request, found: "Outcome", maker: "Maker") -> "Outcome":
    from xl_cobranza.faces.letters import posting
    from xl_cobranza.faces.mailing import sending

    assert found.plan is not None
    wanted = posting.wish(request.workbook, found.plan, yes=True)
    return replace(found, sending=sending.preview(posting.mails(found.plan, maker), wanted))
