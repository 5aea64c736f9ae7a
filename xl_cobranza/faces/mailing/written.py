"""The workbook is told what became of the messages: after sending, and before anything else when that was not possible.

The send log remembers what the workbook does not say yet. The rows come first and the mark in the log after; a run that
dies between finds its rows in the workbook by their reference.
"""

from pathlib import PurePath
from typing import NamedTuple

from xl_cobranza.adapters.outbox.sending.send_log import SendLog, held, is_unwritten, of_workbook
from xl_cobranza.book.port import Book
from xl_cobranza.domain.mailing import State
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.faces.as_of import now
from xl_cobranza.flows.letters.sent import sent


class Told(NamedTuple):
    """How many rows were written, and what a person should look at."""

    rows: int
    problems: tuple[Problem, ...]


NOTHING: Told = Told(0, ())


def tell_book(book: Book, workbook: str, timezone: str, *, write: bool = True) -> Told:
    """Write what the book was not told, unless it is only to be looked at. The book is then up to date.

    While another run is sending, that run will do it. Raises `Refused` where the book cannot be written.
    """
    try:
        waiting = [posting for posting in of_workbook(workbook) if is_unwritten(posting)]
        if not waiting:
            return Told(0, _doubts(workbook))
        if not write:
            told = Problem("mail_not_written", PurePath(workbook).name, str(len(waiting)))
            return Told(0, (told, *_doubts(workbook)))
        with held(workbook, lambda: now(timezone)) as log:
            rows = write_down(book, log)
        return Told(rows, _doubts(workbook))
    except Refused as refused:
        if refused.kind == "sending_elsewhere":
            return NOTHING
        if refused.kind == "send_log_damaged":
            return Told(0, (Problem("send_log_unreadable", refused.ref, refused.found),))
        raise


def write_down(book: Book, log: SendLog) -> int:
    """The rows that the book lacks, then the marks in the log; how many rows."""
    plan = sent(book, log.unwritten())
    if plan.patches:
        book.apply(plan.patches, plan.digest)
    for posting in plan.known:
        log.written(posting.identity)
    return plan.rows


def _doubts(workbook: str) -> tuple[Problem, ...]:
    uncertain = [posting for posting in of_workbook(workbook) if posting.state is State.UNCERTAIN]
    return tuple(
        Problem("uncertain_mail", one.identity.customer, ", ".join(one.to), {"at": f"{one.at:%d/%m/%Y %H:%M}"})
        for one in uncertain
    )
