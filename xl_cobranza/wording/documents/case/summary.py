"""What was talked about, point by point, as a letter of summary recalls it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from xl_cobranza.domain.case.promises import PromiseState
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.claims.claim import Line
from xl_cobranza.domain.documents import Bullets, Run
from xl_cobranza.domain.ledger import Outcome
from xl_cobranza.wording.documents import tables
from xl_cobranza.wording.documents.fields import agreed_terms, currency_of, only_currency
from xl_cobranza.wording.documents.speech import Speech


def points(speech: Speech, file: CaseFile, lines: Sequence[Line]) -> Bullets:
    """What is owed, what is disputed, what was promised, agreed, asked and offered."""
    told = [*_of_money(speech, file, lines), *_of_talk(speech, file), *_of_agreements(speech, file)]
    return Bullets(tuple((Run(text),) for text in told))


def last_talk(file: CaseFile) -> date | None:
    """The last day on which they said something to us; what we only sent is no talk."""
    said = [entry.on for entry in file.log or () if not entry.outgoing or entry.outcome in _TALK]
    return said[-1] if said else None


_TALK: Final = frozenset(
    {
        Outcome.ANSWERED, Outcome.ACCEPTED, Outcome.PROMISE, Outcome.ASKS_TERMS, Outcome.REFUSAL, Outcome.DISPUTE,
        Outcome.OFFER_MADE,
    }
)  # fmt: skip


def _of_money(speech: Speech, file: CaseFile, lines: Sequence[Line]) -> Iterator[str]:
    say = speech.label
    if not lines:
        yield say("point.nothing")
        return
    yield say("point.owed", sums=speech.sums(tables.balances(lines)))
    overdue = [line for line in lines if line.days > 0]
    if 0 < len(overdue) < len(lines):
        yield say("point.overdue", sums=speech.sums(tables.balances(overdue)))
    disputed = {code: one.disputed for code, one in file.claim.sums.items() if one.disputed}
    if disputed:
        yield say("point.disputed", sums=speech.sums(disputed))
    if file.claim.credits:
        yield say("point.favour", sums=speech.sums(file.claim.credits))


def _of_talk(speech: Speech, file: CaseFile) -> Iterator[str]:
    say = speech.label
    currency = only_currency(file.lines)
    for promise in file.promises:
        if promise.state is PromiseState.WAITING:
            amount = say("all_owed") if promise.amount is None else speech.amount(promise.amount, currency)
            yield say("point.promise", amount=amount, day=speech.day(promise.due))
    agreed_on = file.agreements[-1].signed_on if file.agreements else None
    later = [entry for entry in file.log or () if agreed_on is None or entry.on > agreed_on]
    if any(entry.outcome is Outcome.ASKS_TERMS for entry in later):
        yield say("point.asked")
    offers = [entry.on for entry in later if entry.outcome is Outcome.OFFER_MADE]
    if offers:
        yield say("point.offer", day=speech.day(offers[-1]))


def _of_agreements(speech: Speech, file: CaseFile) -> Iterator[str]:
    say = speech.label
    for agreement in file.agreements:
        state = file.states.get(agreement.id)
        if agreement.closed or state is None or not state.left:
            continue
        currency = currency_of(file.covered(agreement), file.policy.parameters.currency)
        told = agreed_terms(speech, file, agreement, currency)
        yield say("point.agreement", id=agreement.id, day=speech.day(agreement.signed_on), terms=told)
        if state.next_amount > ZERO and state.next_due is not None:
            amount = speech.amount(state.next_amount, currency)
            yield say("point.next", amount=amount, day=speech.day(state.next_due))
