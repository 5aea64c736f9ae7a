"""Draw a document up and leave it in a folder; the workbook is read and never written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.typed.amounts import read_amount
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.domain.documents import Block
from xl_cobranza.errors import NOTHING, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.as_of import settle
from xl_cobranza.faces.output import as_json
from xl_cobranza.faces.output.answering import answer
from xl_cobranza.faces.recalculation import Outcome, Request
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from xl_cobranza.book.port import Book
    from xl_cobranza.flows.documents import Drawn

DrawUp = Callable[["Book", date], "Drawn"]
FORMATS = ("pdf", "docx", "html", "txt")


class Paper(NamedTuple):
    """Where the files go, and in which formats."""

    folder: str
    formats: tuple[str, ...]


class Written(NamedTuple):
    """One file, there or, in a dry run, not yet."""

    path: Path
    format: str


class Made(NamedTuple):
    """The document, and where it is."""

    drawn: "Drawn"
    files: tuple[Written, ...]


def read_formats(text: str) -> tuple[str, ...]:
    """The formats of an option, in order, each once.

    >>> read_formats("docx, PDF,docx")
    ('docx', 'pdf')
    """
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    wrong = [one for one in wanted if one not in FORMATS]
    if wrong or not wanted:
        raise WrongUsage("unknown_letter_format", found=", ".join(wrong), known=", ".join(FORMATS))
    return wanted


def read_amount_option(option: str, text: str | None) -> Decimal | None:
    """The amount after an option."""
    if text is None:
        return None
    amount = read_amount(text)
    if isinstance(amount, Fault) and amount.kind == "ambiguous_amount":
        raise WrongUsage("ambiguous_option_amount", option, amount.found)
    if isinstance(amount, Fault) or not amount:
        raise WrongUsage("bad_option_amount", option, text)
    return amount


def make(request: Request, paper: Paper, draw_up: DrawUp, *, as_object: bool) -> int:
    """Draw the document up, write its files unless it is a dry run, and say where they are."""
    return answer(
        request,
        lambda outcome: _made(request, paper, draw_up, outcome),
        lambda outcome, made: _tell(request, outcome, made),
        lambda outcome, made: as_json.chunks(outcome, _keys(made) if made else NOTHING, decisions=False),
        as_object=as_object,
    )


def write_template(request: Request, key: str, folder: str) -> int:
    """The text of a document as a file, to paste into `Plantillas` and change there."""
    from xl_cobranza.adapters.outbox.folder import keep
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.wording.documents.templates import DOSSIER, KEYS, ours

    if key not in (*KEYS, DOSSIER):
        raise WrongUsage("unknown_document", found=key, known=", ".join((*KEYS, DOSSIER)))
    parameters = read_policy(XlsxBook(request.workbook))[0].parameters
    language = request.language or parameters.language
    text = ours(key, parameters.country, language)
    told = message("template_text", language, clave=key, subject=text.subject, body=text.body)
    path = keep(Path(folder), f"plantilla_{key}.txt", told.encode())
    console.answer(message("template_written", language, path=str(path)))
    return 0


def _made(request: Request, paper: Paper, draw_up: DrawUp, outcome: Outcome) -> tuple[Outcome, Made]:
    from xl_cobranza.adapters.outbox.folder import keep
    from xl_cobranza.adapters.xlsx.book import XlsxBook

    book = XlsxBook(request.workbook)
    parameters = read_policy(book)[0].parameters
    as_of, doubts = settle(book, request.as_of, parameters.timezone)
    drawn = draw_up(book, as_of)
    outcome = replace(
        outcome,
        language=request.language or parameters.language,
        country=parameters.country,
        as_of=as_of,
        problems=(*doubts, *drawn.problems),
    )
    files = []
    for name, format_, content in _contents(Path(request.workbook), paper, drawn):
        path = Path(paper.folder) / name if request.dry_run else keep(Path(paper.folder), name, content())
        files.append(Written(path, format_))
    return outcome, Made(drawn, tuple(files))


def _contents(workbook: Path, paper: Paper, drawn: "Drawn") -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """The files to make: name, format, and what makes the bytes. A Word file of the user's own makes Word files only."""
    from xl_cobranza.adapters.outbox.file_names import file_name
    from xl_cobranza.adapters.outbox.writers import write

    own = workbook.resolve().parent / "plantillas" / f"{drawn.template.key}.docx"
    if own.is_file():
        for number, piece in enumerate(drawn.pieces, 1):
            parts = [*drawn.name, *([str(number)] if len(drawn.pieces) > 1 else [])]
            yield file_name(parts, ".docx"), "docx", lambda piece=piece: _filled(own, piece.fields, piece.blocks)  # type: ignore[misc]
        return
    for one in paper.formats:
        yield file_name(drawn.name, f".{one}"), one, lambda one=one: write(drawn.document, one)  # type: ignore[misc]


def _filled(own: Path, fields: Mapping[str, str | int], blocks: Mapping[str, Block]) -> bytes:
    from xl_cobranza.adapters.outbox.extras import extra

    with extra("cartas"):
        from xl_cobranza.adapters.outbox.word.filling import fill_word
    return fill_word(own, fields, blocks)


def _keys(made: Made) -> Mapping[str, object]:
    """What `--json` says besides."""
    documents = [{"format": one.format, "path": str(one.path)} for one in made.files]
    return {"document": made.drawn.template.key, "customer": made.drawn.customer, "documents": documents}


def _tell(request: Request, outcome: Outcome, made: Made) -> None:
    from xl_cobranza.adapters.outbox.writers import write

    drawn, files = made
    if request.dry_run:
        console.answer(write(drawn.document, "txt").decode().rstrip())
        console.say(message("would_write", outcome.language, files=", ".join(str(one.path) for one in files)))
    else:
        for one in files:
            console.answer(message("document_written", outcome.language, path=str(one.path)))
        console.say(message("review_document", outcome.language))
    if any(one.format == "docx" for one in files) and not request.dry_run:
        console.say(message("edit_document", outcome.language))
    if outcome.exit_code:
        console.say(message("book_to_review", outcome.language, workbook=outcome.workbook))
