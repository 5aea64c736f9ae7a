"""What became of the messages goes into the log of contacts: one row each, and never a second one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from xl_cobranza.book import layout, words
from xl_cobranza.book.finding import find_sheet
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book, Patch, Value
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.ledger import Evidence, Outcome
from xl_cobranza.domain.mailing import TOLD, Posting, State
from xl_cobranza.domain.policy import Policy
from xl_cobranza.flows.appending import append_rows
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.mailing import log_note

OUTCOMES: Final[Mapping[State, tuple[Outcome, Evidence]]] = {
    State.SENT: (Outcome.SENT, Evidence.SENT),
    State.CONFIRMED: (Outcome.SENT, Evidence.SENT),
    State.UNCERTAIN: (Outcome.UNCERTAIN, Evidence.NONE),
    State.REJECTED: (Outcome.RETURNED, Evidence.NONE),
}


_REFERENCE: Final = re.compile(r"\b[0-9a-f]{12}\b")


class Sent(NamedTuple):
    """The rows to append, if any. What is `known` the workbook says once it has them, or says already."""

    patches: tuple[Patch, ...]
    known: tuple[Posting, ...]
    digest: str
    rows: int = 0


def sent(book: Book, postings: Iterable[Posting]) -> Sent:
    """One row for each message that went, came back or is in doubt, unless the log has it: a run may have died between.

    Raises Refused of `append_rows`.
    """
    policy, _ = read_policy(book)
    told = tuple(posting for posting in postings if posting.state in TOLD)
    there = _present(book)
    missing = [p for p in told if (p.reference, OUTCOMES[p.state][0].value) not in there]
    if not missing:
        return Sent((), told, book.digest())
    teller = Teller(policy, policy.parameters.language)
    added = append_rows(book, layout.LOG, [_row(posting, policy, teller) for posting in missing], teller.language)
    return Sent(added.patches, told, book.digest(), len(missing))


def _present(book: Book) -> set[tuple[str, str | None]]:
    """The reference and the outcome of each row that notes a message."""
    area = find_sheet(book, layout.LOG)
    if area is None or not {"notes", "outcome"} <= area.columns.keys():
        return set()
    notes, outcomes = (
        area.grid.column(area.columns[field], area.first_row, area.last_row) for field in ("notes", "outcome")
    )
    return {
        (reference, words.key("outcome", read_text(outcome)))
        for note, outcome in zip(notes, outcomes, strict=True)
        for reference in _references(note)
    }


def _references(note: Value) -> Sequence[str]:
    return _REFERENCE.findall(read_text(note)) if note else ()


def _row(posting: Posting, policy: Policy, teller: Teller) -> Mapping[str, Value]:
    word = words.english if teller.language == "en" else words.spanish
    outcome, evidence = OUTCOMES[posting.state]
    identity, at = posting.identity, posting.at
    return {
        "on": at.date(),
        "time": f"{at:%H:%M}",
        "author": policy.parameters.sender or None,
        "customer": identity.customer,
        "folio": posting.folio or None,
        "direction": word("direction", "out"),
        "channel": word("channel", identity.channel),
        "step": teller.stage(identity.step) if identity.step else None,
        "outcome": word("outcome", outcome.value),
        "evidence": word("evidence", evidence.name),
        "notes": log_note(posting, teller.language),
    }
