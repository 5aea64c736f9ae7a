"""The state of an agreement already in the sheets: is its schedule kept?

Money pays the oldest instalment first. What a person typed in `Pagado` of an instalment wins for that
instalment; what reached the covered invoices since the signature, and the interest agreed on top of them, pays the others.
An agreement whose place another takes (`Sustituye a`) is closed from that one's signature on; its invoices follow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.ledger import Agreement, Instalment
from xl_cobranza.domain.policy import PROMISE_DAYS


class AgreementStatus(StrEnum):
    KEPT = "kept"
    LATE = "late"  # an instalment is late, within the grace
    BROKEN = "broken"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"  # by a person
    RENEGOTIATED = "renegotiated"  # another takes its place
    UNKNOWN = "unknown"  # it has no schedule


class Part(NamedTuple):
    """What is left of one instalment; number 0 is the down payment."""

    due: date
    left: Decimal
    number: int = 0
    of: int = 0  # how many instalments the schedule has
    whole: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class AgreementState:
    """Where an agreement stands; `holds` is whether the ladder waits for it."""

    status: AgreementStatus
    holds: bool
    behind: Decimal = ZERO  # due before the day and not paid; all that is left, once the agreement makes that due
    left: tuple[Part, ...] = ()  # the instalments that are not paid, past or to come, the oldest first
    id: str = ""
    renegotiations: int = 0  # how many agreements came before it
    accelerated: bool = False
    forgiven: Decimal = ZERO  # of one that was fulfilled: what the invoices still owe and it did not ask for
    breaks_on: date | None = None  # the day on which it is broken unless the next one is paid

    @property
    def next(self) -> Part | None:
        """The oldest instalment that is not paid."""
        return self.left[0] if self.left else None

    @property
    def next_due(self) -> date | None:
        return self.next.due if self.next else None

    @property
    def next_amount(self) -> Decimal:
        return self.next.left if self.next else ZERO


def state(
    agreement: Agreement,
    payments: Iterable[tuple[date, Decimal]],
    owed: Decimal,
    as_of: date,
    grace: int,
    renegotiations: int = 0,
    tolerance: Decimal = ZERO,
) -> AgreementState:
    """Where the agreement stands on a day.

    `payments` are those of the covered invoices, (day, amount); the ones before the signature do not count. `owed`
    is what those invoices owe now: against the balance that was agreed it tells what was paid where nobody records
    payments. An instalment is late from the day after its date, and more than `grace` calendar days late breaks
    the agreement; then, if it says so, all that is left is due, until what was late is paid. Less than the `tolerance`
    is not missed.
    One without a schedule cannot be judged: it is honoured as a promise would be, for `PROMISE_DAYS` after the
    signature or the last payment, and then no longer holds the ladder.

    >>> instalments = tuple(Instalment(0, n, date(2026, 10 + n, 1), Decimal(100), None) for n in (0, 1))
    >>> signed = Agreement(2, "AC-1", date(2026, 9, 15), "Olmo", ("A-001",), schedule=instalments)
    >>> state(signed, [(date(2026, 9, 30), Decimal(100))], Decimal(100), date(2026, 11, 4), grace=5).status
    <AgreementStatus.LATE: 'late'>
    """
    key = agreement.id
    if agreement.closed:
        ended = AgreementStatus.RENEGOTIATED if agreement.renegotiated else AgreementStatus.CANCELLED
        return AgreementState(ended, holds=False, id=key, renegotiations=renegotiations)
    paid = list(payments)
    if not agreement.schedule:
        last = max((on for on, _ in paid if on >= agreement.signed_on), default=agreement.signed_on)
        holds = as_of <= last + timedelta(days=PROMISE_DAYS)
        return AgreementState(AgreementStatus.UNKNOWN, holds, id=key, renegotiations=renegotiations)
    left = [part for part in outstanding(agreement, paid, owed) if part.left >= min(tolerance, part.whole)]
    if not left:
        return AgreementState(AgreementStatus.FULFILLED, holds=False, id=key, forgiven=_forgiven(agreement, owed))
    late = days_overdue(left[0].due, as_of)
    status = AgreementStatus.KEPT if late <= 0 else AgreementStatus.LATE if late <= grace else AgreementStatus.BROKEN
    broken = status is AgreementStatus.BROKEN
    accelerated = broken and agreement.acceleration
    behind = sum((part.left for part in left if accelerated or part.due < as_of), ZERO)
    breaks_on = left[0].due + timedelta(grace + 1)
    return AgreementState(
        status, not broken, behind, tuple(left), key, renegotiations, accelerated, breaks_on=breaks_on
    )  # fmt: skip


def _forgiven(agreement: Agreement, owed: Decimal) -> Decimal:
    """What a fulfilled agreement asked less than the balance: the invoices owe it until a credit note says otherwise."""
    asked = sum((instalment.amount for instalment in agreement.schedule), ZERO)
    return min(owed, max((agreement.balance or ZERO) - asked, ZERO))


def outstanding(agreement: Agreement, payments: Iterable[tuple[date, Decimal]], owed: Decimal) -> list[Part]:
    """What is left of each instalment, oldest first, without those that are paid; see `state` for the arguments."""
    since = agreement.signed_on
    paid = list(payments)
    later = sum((amount for on, amount in paid if on > since), ZERO)
    that_day = sum((amount for on, amount in paid if on == since), ZERO)
    if agreement.balance is not None:  # what came in that morning is not in the balance that was agreed
        gone = max(agreement.balance - owed, ZERO)
        that_day = min(that_day, max(gone - later, ZERO))
        return _outstanding(agreement.schedule, max(later + that_day, gone))
    return _outstanding(agreement.schedule, later + that_day)


def _outstanding(schedule: Iterable[Instalment], paid: Decimal) -> list[Part]:
    """What is left of each instalment, oldest first, without those that are paid."""
    instalments = sorted(schedule, key=lambda instalment: (instalment.due, instalment.number))
    of = max((instalment.number for instalment in instalments), default=0)
    typed = [(instalment.paid, instalment.amount) for instalment in instalments if instalment.paid is not None]
    # typed money is part of the payments when these are recorded too, and all there is when they are not
    pool = max(paid, sum((money for money, _ in typed), ZERO))
    pool -= sum((min(money, amount) for money, amount in typed), ZERO)
    left = []
    for instalment in instalments:
        taken = min(instalment.amount, max(pool, ZERO)) if instalment.paid is None else instalment.paid
        pool -= taken if instalment.paid is None else ZERO
        if taken < instalment.amount:
            left.append(Part(instalment.due, instalment.amount - taken, instalment.number, of, instalment.amount))
    return left


class Chain:
    """Which agreement takes the place of which, among those signed by a day."""

    def __init__(self, agreements: Mapping[str, Agreement], as_of: date) -> None:
        self.in_force = {key: one for key, one in agreements.items() if one.signed_on <= as_of}
        self._next = {old: one.id for one in self.in_force.values() for old in one.replaces if old != one.id}

    def line(self, key: str) -> list[str]:
        """An agreement and those that took its place in turn."""
        found = [key]
        while (after := self._next.get(found[-1])) is not None and after not in found:
            found.append(after)
        return found

    def current(self, key: str) -> str:
        """The agreement that stands in the place of this one: itself, or the last that replaces it."""
        return self.line(key)[-1]

    def family(self, key: str) -> frozenset[str]:
        """All the agreements by which what this one covers may be named: it, those before it and those after."""
        found: set[str] = set()
        waiting = self.line(key)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.in_force[one].replaces if one in self.in_force else ()
        return frozenset(found)

    def is_replaced(self, key: str) -> bool:
        return key in self._next

    def before(self, key: str) -> int:
        """How many agreements came before this one, counted along its longest line."""
        return self._before(key, frozenset())

    def _before(self, key: str, seen: frozenset[str]) -> int:
        known = self.in_force.get(key)
        old = [one for one in known.replaces if one not in seen] if known else []
        return max((1 + self._before(one, seen | {key}) for one in old), default=0)
