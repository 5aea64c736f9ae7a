"""The table of what is still missing: first what lacks, then what is to be checked, gathered or asked, then what is there."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.claims.readiness import Known, State, prescribes_on, readiness
from xl_cobranza.domain.documents import Table
from xl_cobranza.domain.ledger import CustomerKind
from xl_cobranza.wording.documents.case.checklist_rows import (
    COMPENSATIONS,
    ELSEWHERE,
    NEEDS,
    WITH_A_TIME,
    Compensation,
    Need,
)
from xl_cobranza.wording.documents.speech import Speech

_ORDER: Final = (State.NO, State.CHECK, State.GATHER, State.ASK, State.YES)


def checklist(speech: Speech, file: CaseFile) -> Table:
    """The rows of the customer's country and kind."""
    known = readiness(file)
    rows = sorted(((need, known[need.known]) for need in needs(file)), key=lambda pair: _ORDER.index(pair[1].state))
    say = speech.label
    told = [(_words(speech, need), _state(speech, file, need, fact), _source(speech, need)) for need, fact in rows]
    width = 3 if any(source for _, _, source in told) else 2
    return Table((say("need"), say("have"), say("source"))[:width], tuple(row[:width] for row in told))


def needs(file: CaseFile) -> Iterator[Need]:
    """What is asked for in that country, on that day, of a customer of that kind; an unknown kind is a company."""
    kind = (file.customer.kind or CustomerKind.COMPANY).value
    for need in NEEDS:
        if need.since is not None and need.since > file.claim.as_of:
            continue
        if need.country in {"", file.country} and (not need.kinds or kind in need.kinds.split()):
            yield need
    if file.country not in WITH_A_TIME:
        yield ELSEWHERE


def compensation(country: str, kind: CustomerKind | None, on: date) -> Compensation | None:
    """The compensation that the law of a country gives on a day against a business or a public body.

    >>> day = date(2026, 11, 27)
    >>> compensation("ES", None, day).amount, compensation("ES", CustomerKind.CONSUMER, day), compensation("MX", None, day)
    (40, None, None)
    """
    if kind is CustomerKind.CONSUMER:
        return None
    return next((row for row in COMPENSATIONS if row.country == country and row.since <= on), None)


def _words(speech: Speech, need: Need) -> str:
    return need.english if speech.language == "en" else need.spanish


def _state(speech: Speech, file: CaseFile, need: Need, fact: Known) -> str:
    if fact.state is State.CHECK and fact.on is not None:
        return speech.label("have.check", day=speech.short(fact.on))
    parts = [speech.label(f"have.{fact.state.value}")]
    if fact.on is not None:
        parts.append(speech.short(fact.on))
    if fact.evidence is not None:
        parts.append(speech.evidence(fact.evidence))
    if fact.folios:
        shown = ", ".join(fact.folios[:8])
        parts.append(shown + (", …" if len(fact.folios) > 8 else ""))
    last = prescribes_on(file, need.years) if need.years else None
    if last is not None:
        parts.append(speech.label("until", day=speech.short(last)))
    return ": ".join([parts[0], " · ".join(parts[1:])]) if parts[1:] else parts[0]


def _source(speech: Speech, need: Need) -> str:
    parts = [need.source] if need.source else []
    if need.since is not None:
        parts.append(speech.label("since", day=speech.short(need.since)))
    if need.read_on is not None:
        parts.append(speech.label("read_on", day=speech.short(need.read_on)))
    return "; ".join(parts)
