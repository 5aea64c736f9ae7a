"""Promises to pay: waiting, kept or broken, from the ledger's own columns or from the log.

A promise is kept when what was promised came in by its date plus the bank's margin; it pauses the
ladder while it waits, is near enough and covers what is owed. Source: `workbook.md`, «Facts».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from xl_cobranza.domain.ledger import Invoice, LogEntry
from xl_cobranza.domain.policy import PROMISE_DAYS


class PromiseState(StrEnum):
    WAITING = "waiting"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Promise:
    """Pay `amount` (None: all that is owed) by `due`; `made_on` is None for one typed in the ledger."""

    due: date
    amount: Decimal | None
    made_on: date | None
    state: PromiseState
    covers: bool  # the whole balance


class Purse(NamedTuple):
    """What is owed and what was paid (day, amount): of one invoice, or of a customer in one currency."""

    owed: Decimal
    paid: Sequence[tuple[date, Decimal]]


def promises(
    invoice: Invoice, entries: Sequence[LogEntry], mine: Purse, theirs: Purse, margin: int, as_of: date
) -> tuple[Promise, ...]:
    """Every promise about the invoice, oldest first; a later one replaces one that was still waiting.

    `mine` is the invoice's money, `theirs` the customer's. A log promise without a folio speaks of all that the
    customer owes: its amount covers the invoice when it covers that, and is kept by whichever invoice it pays.
    """
    found = sorted(_found(invoice, entries, mine, theirs), key=lambda p: p[0] or p[1])
    made: list[Promise] = []
    for made_on, due, amount, spoken_of in found:
        covers = amount is None or amount >= spoken_of.owed
        last = due + timedelta(margin)
        kept = _is_settled(mine, last) or (amount is not None and _came_in(spoken_of, made_on, last) >= amount)
        over = PromiseState.BROKEN if as_of > last else PromiseState.WAITING
        made.append(Promise(due, amount, made_on, PromiseState.KEPT if kept else over, covers))
    waiting = [p for p in made if p.state is PromiseState.WAITING]
    return tuple(p for p in made if p.state is not PromiseState.WAITING or p is waiting[-1])


_Found = tuple[date | None, date, Decimal | None, Purse]


def _found(invoice: Invoice, entries: Sequence[LogEntry], mine: Purse, theirs: Purse) -> Iterator[_Found]:
    dated = set()
    for entry in entries:
        if entry.promise_date is not None:
            dated.add(entry.promise_date)
            yield entry.on, entry.promise_date, entry.promise_amount, mine if entry.folio else theirs
    if invoice.promise_date is not None and invoice.promise_date not in dated:
        yield None, invoice.promise_date, invoice.promise_amount, mine


def _is_settled(purse: Purse, last: date) -> bool:
    return purse.owed <= 0 and all(day <= last for day, _ in purse.paid)


def _came_in(purse: Purse, made_on: date | None, last: date) -> Decimal:
    """What was paid between the promise and its last day."""
    return sum((amount for day, amount in purse.paid if (made_on or date.min) <= day <= last), Decimal(0))


def pauses(promise: Promise, broken: int, allowed_broken: int, as_of: date) -> bool:
    """Whether a waiting promise pauses the ladder: near enough, and the customer still has credit for it."""
    near = promise.due <= as_of + timedelta(PROMISE_DAYS)
    return promise.state is PromiseState.WAITING and near and broken < allowed_broken
