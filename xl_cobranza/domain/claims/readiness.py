"""What the workbook knows of that which a claim needs, before an agency or a court is given it.

Only what was written down counts: a demand without its evidence is a demand to send again. What no workbook can know
(the signed delivery note, the invoice as it was issued) is for a person to gather.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.ledger import Evidence, LogEntry, Outcome
from xl_cobranza.domain.policy import DEMAND


class State(StrEnum):
    YES = "yes"
    NO = "no"
    CHECK = "check"  # noted down, which proves nothing: the paper itself is outside the workbook
    GATHER = "gather"  # outside the workbook
    ASK = "ask"  # a lawyer or a tax adviser


class Known(NamedTuple):
    """Whether it is there, since which day, and for which invoices it lacks (or of which it speaks)."""

    state: State
    on: date | None = None
    folios: tuple[str, ...] = ()
    evidence: Evidence | None = None


def readiness(file: CaseFile) -> Mapping[str, Known]:
    """What is known, by the name of what is needed."""
    log = [entry for entry in file.log or () if entry.outcome not in (Outcome.PREPARED, Outcome.UNCERTAIN)]
    return {
        "contract": _yes(file.card.contract),
        "tax_id": _yes(bool(file.card.tax_id)),
        "address": _yes(bool(file.card.address)),
        "accepted": _accepted(file, log),
        "demand": _best(_outgoing(log, step=DEMAND), Evidence.CERTIFIED),
        "offer": _offer(file, log, Evidence.NONE),
        "certified_offer": _offer(file, log, Evidence.CERTIFIED),
        "recognised": _recognised(file),
        "undisputed": _lacking(line.invoice.folio for line in file.claim.lines if line.disputed),
        "applied": _yes(not file.claim.credits),
        "rate": _rate(file),
        "gather": Known(State.GATHER),
        "ask": Known(State.ASK),
    }


def interrupted_on(file: CaseFile) -> date | None:
    """The last day on which the time to claim may have begun again: that of a certified claim.

    An agreement counts for nothing here: its row does not prove that it was signed, and a day too early hurts nobody.
    """
    days = (entry.on for entry in file.log or () if entry.outgoing and entry.evidence >= Evidence.CERTIFIED)
    return max(days, default=None)


def prescribes_on(file: CaseFile, years: int) -> date | None:
    """The day on which the oldest invoice may be claimed no more, by what the log can prove; None when nothing is due.

    Years from the due date, or from the last interruption after it. Whether it counts as one is for a lawyer to say.
    """
    due = [line.invoice.due for line in file.claim.lines if line.balance > 0 and line.invoice.due is not None]
    if not due:
        return None
    start = max(min(due), interrupted_on(file) or date.min)
    return start.replace(year=start.year + years, day=min(start.day, 28) if start.month == 2 else start.day)


def _yes(known: bool | None) -> Known:
    return Known(State.YES if known else State.NO)


def _lacking(folios: Iterator[str]) -> Known:
    found = tuple(dict.fromkeys(folios))
    return Known(State.NO if found else State.YES, folios=found)


def _accepted(file: CaseFile, log: Sequence[LogEntry]) -> Known:
    """Invoices of which the customer said that they were received and right."""
    said = [entry.folio for entry in log if entry.outcome is Outcome.ACCEPTED]
    if "" in said:  # of all that was open
        return Known(State.YES)
    lacking = tuple(line.invoice.folio for line in file.claim.lines if line.invoice.folio not in said)
    return Known(State.NO if lacking else State.YES, folios=lacking)


def _outgoing(log: Sequence[LogEntry], step: str) -> list[LogEntry]:
    return [entry for entry in log if entry.outgoing and entry.step == step]


def _best(entries: Sequence[LogEntry], least: Evidence) -> Known:
    """The best proved of some entries, the last of those."""
    if not entries:
        return Known(State.NO)
    best = max(entries, key=lambda entry: (entry.evidence, entry.on))
    return Known(State.YES if best.evidence >= least else State.NO, best.on, evidence=best.evidence)


def _offer(file: CaseFile, log: Sequence[LogEntry], least: Evidence) -> Known:
    """An offer that was made; an agreement is one that was accepted, but no proof of how it was sent."""
    best = _best([entry for entry in log if entry.outgoing and entry.outcome is Outcome.OFFER_MADE], least)
    if best.state is State.NO and file.agreements and least is not Evidence.CERTIFIED:
        return Known(State.YES, file.agreements[-1].signed_on)
    return best


def _recognised(file: CaseFile) -> Known:
    """A row of `Acuerdos` says that something was agreed; whether it was signed, only its paper does."""
    return Known(State.CHECK, file.agreements[-1].signed_on) if file.agreements else Known(State.NO)


def _rate(file: CaseFile) -> Known:
    """A rate that can be shown: one that leaves no gap, whether it gives interest or not."""
    gaps = tuple(line.invoice.folio for line in file.claim.lines if line.gap)
    bears = any(line.periods for line in file.lines)
    return Known(State.NO if gaps or not bears else State.YES, folios=gaps)
