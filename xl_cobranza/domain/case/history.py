"""What the log says: which steps were taken, what was answered, promised, refused, announced.

A log row without a folio covers the customer's invoices open that day. Only what left us counts as
done: `Preparado` and `Incierto` open no gate, and a returned message reached nobody.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final

from xl_cobranza.domain.ledger import Cause, Channel, Evidence, Invoice, LogEntry, Outcome
from xl_cobranza.domain.policy import ANNOUNCEMENT, DEMAND, FIRST_CHASING, NEGOTIATION, OTHER_CONTACT, Policy

_NOT_DONE = frozenset({Outcome.PREPARED, Outcome.UNCERTAIN, Outcome.RETURNED})
_UNREACHED = frozenset({Outcome.NO_ANSWER, Outcome.RETURNED})
_SPOKE = frozenset(
    {Outcome.ANSWERED, Outcome.ACCEPTED, Outcome.PROMISE, Outcome.ASKS_TERMS, Outcome.REFUSAL, Outcome.DISPUTE}
)
_BETWEEN: Final = re.compile(r"[;,\n]|\s+(?:y|e|and)\s+")
# by name here, since to reach a member through its class takes longer than to compare it
_REFUSAL, _ASKS_TERMS, _OFFER_MADE, _PROMISE = Outcome.REFUSAL, Outcome.ASKS_TERMS, Outcome.OFFER_MADE, Outcome.PROMISE
_PREPARED, _UNCERTAIN = Outcome.PREPARED, Outcome.UNCERTAIN
_DIFFICULTY, _DELIVERED, _INTERNAL = Cause.DIFFICULTY, Evidence.DELIVERED, Channel.INTERNAL
_TALKS = frozenset({Channel.PHONE, Channel.VISIT})  # a conversation is answered while it is held

THANKS: Final = "agradecer"
AHEAD: Final = "por_vencer"
INSTALMENT_AHEAD, INSTALMENT_LATE, RENEGOTIATE = "cuota_por_vencer", "cuota_vencida", "renegociar"
# the steps of an agreement, and the rungs whose waiting time and weight they have
LIKE: Final = {INSTALMENT_AHEAD: AHEAD, INSTALMENT_LATE: FIRST_CHASING, RENEGOTIATE: NEGOTIATION}


def counts(entry: LogEntry) -> bool:
    """Whether the entry is a contact of ours that took place."""
    return entry.outgoing and entry.outcome not in _NOT_DONE


@dataclass(frozen=True, slots=True)
class Contacts:
    """A customer's side of the log, up to the as-of date."""

    entries: tuple[LogEntry, ...] = ()
    last: LogEntry | None = None  # the last contact of ours that took place
    prepared_on: date | None = None  # the last day something was prepared and not yet sent
    to_answer: LogEntry | None = None  # the customer wrote, nobody answered
    unanswered: tuple[LogEntry, ...] = ()  # our contacts without an answer, since the customer last spoke
    days: tuple[date, ...] = ()  # the days with a contact of ours, newest last


NO_CONTACTS = Contacts()


def contacts(entries: Iterable[LogEntry], policy: Policy, as_of: date, paid_on: date | None = None) -> Contacts:
    """One customer's log in order, read as a conversation; rows after `as_of` are ignored.

    A payment of the customer's, the last one on `paid_on`, answers what was said until then; thanks ask for no answer.
    """
    ordered = sorted((e for e in entries if e.on <= as_of), key=lambda e: (e.on, e.row))
    if not ordered:
        return NO_CONTACTS
    last = prepared = to_answer = None
    silent: list[LogEntry] = []
    days: list[date] = []
    for entry in ordered:
        if not entry.outgoing:
            silent = []
            to_answer = to_answer if entry.channel in _TALKS else entry
        elif entry.outcome is _PREPARED:
            prepared = entry.on
        elif entry.channel is _INTERNAL:  # in our own office nobody owes an answer,
            if counts(entry) and policy.stage(entry.step):  # but a rung that was taken has its waiting time
                last = entry
        else:
            if counts(entry):
                last, to_answer = entry, None
                days.append(entry.on)
            if entry.outcome in _SPOKE:
                silent = []
            elif entry.outcome is not _UNCERTAIN and entry.step != THANKS:
                silent.append(entry)
    unanswered = tuple(e for e in silent if _is_unanswered(e, policy, as_of, paid_on))
    return Contacts(tuple(ordered), last, prepared, to_answer, unanswered, tuple(days))


def _is_unanswered(entry: LogEntry, policy: Policy, as_of: date, paid_on: date | None) -> bool:
    if paid_on is not None and entry.on <= paid_on:
        return False
    return entry.outcome in _UNREACHED or entry.on + timedelta(wait(entry, policy)) < as_of


def wait(entry: LogEntry, policy: Policy) -> int:
    """Days to leave the customer in peace after this contact: those of its step, else of the first chasing one."""
    stage = policy.stage(LIKE.get(entry.step, entry.step)) or policy.stage(FIRST_CHASING)
    return stage.wait if stage else 5


@dataclass(slots=True)
class Events:
    """What the log says of one invoice."""

    done: Mapping[str, int] = field(default_factory=dict)  # step → times it was taken
    furthest: int = -1  # the position in the ladder of the furthest step taken
    touched: bool = False  # chased at least once
    refusals: int = 0
    needs_terms: bool = False  # asked for terms, or named a difficulty
    offered: bool = False
    announced: tuple[date, ...] = ()  # the days on which an announcement was delivered
    demanded: bool = False  # the formal demand, delivered
    thanked_on: date | None = None
    our_fault: Cause | None = None  # the last cause named, when it is ours and we did nothing since
    promises: tuple[LogEntry, ...] = ()
    last_on: date | None = None


NO_EVENTS = Events()


class CustomerLog:
    """One customer's entries in order, summed up for each invoice they concern.

    Most invoices of a customer share the same entries, so the sums are made once for each such group.
    """

    def __init__(self, entries: Sequence[LogEntry], ladder: Sequence[str]) -> None:
        self._entries = entries
        self._places = {key: place for place, key in enumerate(ladder)}
        self._days = [entry.on for entry in entries]
        self._named = any(entry.folio for entry in entries)
        self._known: dict[object, Events] = {}

    def events(self, invoice: Invoice, settled_on: date | None = None) -> Events:
        """What the entries say of an invoice: those that name it, and those without a folio while it was open.

        It is open from its issue to the day on which it was paid in full, if that is known. A contact without a
        step is counted for the first chasing step that was still to be taken.
        """
        first = 0 if invoice.issued is None else bisect_left(self._days, invoice.issued)
        last = date.max if settled_on is None else settled_on
        mine = self._concerning(invoice, first, last) if self._named or self._days[-1] > last else None
        ahead = 0 if invoice.due is None else bisect_right(self._days, invoice.due)  # said before it was late
        key = (first if mine is None else tuple(e.row for e in mine), ahead)
        found = self._known.get(key)
        if found is None:
            told = self._entries[first:] if mine is None else mine
            found = self._known[key] = _summed_up(told, invoice.due, self._places)
        return found

    def _concerning(self, invoice: Invoice, first: int, last: date) -> list[LogEntry]:
        since = self._day(first)

        def is_open(entry: LogEntry) -> bool:  # thanks are given once it is paid
            return since <= entry.on and (entry.on <= last or entry.step == THANKS)

        return [e for e in self._entries if (matches(e.folio, invoice) if e.folio else is_open(e))]

    def _day(self, first: int) -> date:
        return self._days[first] if first < len(self._days) else date.max


def matches(text: str, invoice: Invoice) -> bool:
    """Whether a folio typed elsewhere names this invoice: `001`, `A001`, `A-001`; or several, `A-001, A-002`.

    Capitals, spaces and hyphens are ignored; zeros are not: 001 and 1 may be two invoices.
    """
    return not names_in(text).isdisjoint(names_of(invoice))


def names_of(invoice: Invoice) -> tuple[str, ...]:
    """The ways to name an invoice, as folios are compared."""
    return (_plain(invoice.folio), _plain(invoice.series + invoice.folio))


@cache  # a log repeats its folios, and each is compared with every invoice of its customer
def names_in(text: str) -> frozenset[str]:
    """What may be named by a folio as typed, one or several."""
    return frozenset(map(_plain, (text, *_BETWEEN.split(text))))


def _plain(text: str) -> str:
    return text.casefold().replace(" ", "").replace("-", "").replace("/", "")


def _summed_up(mine: Sequence[LogEntry], due: date | None, places: Mapping[str, int]) -> Events:
    if not mine:
        return NO_EVENTS
    ours = [entry for entry in mine if entry.outgoing and entry.outcome not in _NOT_DONE]
    done = _done(ours, due, places)
    outcomes, causes = [entry.outcome for entry in mine], [entry.cause for entry in mine]
    steps = [entry.step for entry in ours]
    thanks = steps.count(THANKS)
    return Events(
        done=done,
        furthest=max([places.get(step, -1) for step in done], default=-1),
        touched=thanks < len(ours),
        refusals=outcomes.count(_REFUSAL),
        needs_terms=_ASKS_TERMS in outcomes or _DIFFICULTY in causes,
        offered=_OFFER_MADE in outcomes,
        announced=tuple([e.on for e in ours if e.evidence >= _DELIVERED and e.step == ANNOUNCEMENT])
        if ANNOUNCEMENT in steps
        else (),
        demanded=DEMAND in steps and any(e.evidence >= _DELIVERED for e in ours if e.step == DEMAND),
        thanked_on=[e.on for e in ours if e.step == THANKS][-1] if thanks else None,
        our_fault=_open_fault(mine, causes) if any(causes) else None,
        promises=tuple([e for e in mine if e.promise_date and e.outcome is _PROMISE]) if _PROMISE in outcomes else (),
        last_on=ours[-1].on if ours else None,
    )


def _done(ours: Sequence[LogEntry], due: date | None, places: Mapping[str, int]) -> dict[str, int]:
    """How often each step was taken."""
    done: dict[str, int] = {}
    chasing = places.get(FIRST_CHASING, 0)
    for entry in ours:
        step = entry.step or _unnamed_step(done, entry, due)
        if due is not None and entry.on <= due and not entry.folio and places.get(step, -1) >= chasing:
            step = AHEAD  # it was said about what was late then
        done[step] = done.get(step, 0) + 1
    return done


def _unnamed_step(done: Mapping[str, int], entry: LogEntry, due: date | None) -> str:
    if due is not None and entry.on <= due:
        return AHEAD
    return FIRST_CHASING if done.get(FIRST_CHASING, 0) < 2 else OTHER_CONTACT


def _open_fault(mine: Sequence[LogEntry], causes: Sequence[Cause | None]) -> Cause | None:
    """The last cause named, when it is ours and we did nothing since."""
    named = next((at for at in range(len(causes) - 1, -1, -1) if causes[at] is not None), None)
    cause = None if named is None else causes[named]
    if named is None or cause is None or not cause.is_ours:
        return None
    return None if any(counts(entry) for entry in mine[named + 1 :]) else cause
