"""Promises to pay: waiting, kept or broken, from the ledger's own columns or from the log.

A promise is kept when what was promised came in by its date plus the bank's margin; it pauses the
ladder while it waits, is near enough and covers what is owed. Source: `workbook.md`, «Facts».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

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


NONE: tuple[Promise, ...] = ()


def promises(
    invoice: Invoice,
    entries: Sequence[LogEntry],
    balance: Decimal,
    paid: Sequence[tuple[date, Decimal]],
    customer_due: Decimal,
    margin: int,
    as_of: date,
) -> tuple[Promise, ...]:
    """Every promise about the invoice, oldest first; a later one replaces one that was still waiting.

    `paid` are the invoice's payments (day, amount). A log promise without a folio speaks of all that
    the customer owes (`customer_due`), so its amount covers the invoice when it covers that.
    """
    found = sorted(_found(invoice, entries, balance, customer_due), key=lambda p: p[0] or p[1])
    made: list[Promise] = []
    for made_on, due, amount, owed in found:
        covers = amount is None or amount >= owed
        state = _state(due, amount, made_on, balance, paid, margin, as_of)
        made.append(Promise(due, amount, made_on, state, covers))
    waiting = [p for p in made if p.state is PromiseState.WAITING]
    return tuple(p for p in made if p.state is not PromiseState.WAITING or p is waiting[-1])


_Found = tuple[date | None, date, Decimal | None, Decimal]


def _found(invoice: Invoice, entries: Sequence[LogEntry], balance: Decimal, customer_due: Decimal) -> Iterator[_Found]:
    dated = set()
    for entry in entries:
        if entry.promise_date is not None:
            dated.add(entry.promise_date)
            yield entry.on, entry.promise_date, entry.promise_amount, balance if entry.folio else customer_due
    if invoice.promise_date is not None and invoice.promise_date not in dated:
        yield None, invoice.promise_date, invoice.promise_amount, balance


def _state(
    due: date,
    amount: Decimal | None,
    made_on: date | None,
    balance: Decimal,
    paid: Sequence[tuple[date, Decimal]],
    margin: int,
    as_of: date,
) -> PromiseState:
    last = due + timedelta(margin)
    came_in = sum((sum_ for day, sum_ in paid if day <= last and (made_on is None or day >= made_on)), Decimal(0))
    if balance <= 0 and (not paid or max(day for day, _ in paid) <= last):
        return PromiseState.KEPT
    if amount is not None and came_in >= amount:
        return PromiseState.KEPT
    return PromiseState.WAITING if as_of <= last else PromiseState.BROKEN


def pauses(promise: Promise, broken: int, allowed_broken: int, as_of: date) -> bool:
    """Whether a waiting promise pauses the ladder: near enough, and the customer still has credit for it."""
    near = promise.due <= as_of + timedelta(PROMISE_DAYS)
    return promise.state is PromiseState.WAITING and near and broken < allowed_broken
