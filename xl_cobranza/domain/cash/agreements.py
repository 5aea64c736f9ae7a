"""The state of an agreement already in the sheets: is its schedule kept?

Money pays the oldest instalment first. What a person typed in `Pagado` of an instalment wins for that
instalment; what reached the covered invoices since the signature pays the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.ledger import Agreement, Instalment
from xl_cobranza.domain.policy import PROMISE_DAYS


class AgreementStatus(StrEnum):
    KEPT = "kept"
    LATE = "late"  # an instalment is late, within the grace
    BROKEN = "broken"
    FULFILLED = "fulfilled"
    CLOSED = "closed"  # cancelled or renegotiated by a person
    UNKNOWN = "unknown"  # it has no schedule


@dataclass(frozen=True, slots=True)
class AgreementState:
    """Where an agreement stands; `holds` is whether the ladder waits for it."""

    status: AgreementStatus
    holds: bool
    behind: Decimal = ZERO  # due before the day and not paid
    next_due: date | None = None  # of the oldest instalment that is not paid, past or to come
    next_amount: Decimal = ZERO


def state(
    agreement: Agreement, payments: Iterable[tuple[date, Decimal]], owed: Decimal, as_of: date, grace: int
) -> AgreementState:
    """Where the agreement stands on a day.

    `payments` are those of the covered invoices, (day, amount); the ones before the signature do not count. `owed`
    is what those invoices owe now: against the balance that was agreed it tells what was paid where nobody records
    payments. An instalment is late from the day after its date, and more than `grace` calendar days late breaks
    the agreement.
    One without a schedule cannot be judged: it is honoured as a promise would be, for `PROMISE_DAYS` after the
    signature or the last payment, and then no longer holds the ladder.

    >>> instalments = tuple(Instalment(0, n, date(2026, 10 + n, 1), Decimal(100), None) for n in (0, 1))
    >>> signed = Agreement(2, "AC-1", date(2026, 9, 15), "Olmo", ("A-001",), schedule=instalments)
    >>> state(signed, [(date(2026, 9, 30), Decimal(100))], Decimal(100), date(2026, 11, 4), grace=5).status
    <AgreementStatus.LATE: 'late'>
    """
    if agreement.closed:
        return AgreementState(AgreementStatus.CLOSED, holds=False)
    paid = list(payments)
    if not agreement.schedule:
        last = max((on for on, _ in paid if on >= agreement.signed_on), default=agreement.signed_on)
        return AgreementState(AgreementStatus.UNKNOWN, as_of <= last + timedelta(days=PROMISE_DAYS))
    left = outstanding(agreement, paid, owed)
    if not left:
        return AgreementState(AgreementStatus.FULFILLED, holds=False)
    next_due, next_amount = left[0]
    late = days_overdue(next_due, as_of)
    status = AgreementStatus.KEPT if late <= 0 else AgreementStatus.LATE if late <= grace else AgreementStatus.BROKEN
    behind = sum((amount for due, amount in left if due < as_of), ZERO)
    return AgreementState(status, status is not AgreementStatus.BROKEN, behind, next_due, next_amount)


def outstanding(
    agreement: Agreement, payments: Iterable[tuple[date, Decimal]], owed: Decimal
) -> list[tuple[date, Decimal]]:
    """What is left of each instalment, oldest first, without those that are paid; see `state` for the arguments."""
    reached = sum((amount for on, amount in payments if on >= agreement.signed_on), ZERO)
    return _outstanding(agreement.schedule, max(reached, (agreement.balance or owed) - owed))


def _outstanding(schedule: Iterable[Instalment], paid: Decimal) -> list[tuple[date, Decimal]]:
    """What is left of each instalment, oldest first, without those that are paid."""
    instalments = sorted(schedule, key=lambda instalment: (instalment.due, instalment.number))
    typed = [(instalment.paid, instalment.amount) for instalment in instalments if instalment.paid is not None]
    # typed money is part of the payments when these are recorded too, and all there is when they are not
    pool = max(paid, sum((money for money, _ in typed), ZERO))
    pool -= sum((min(money, amount) for money, amount in typed), ZERO)
    left = []
    for instalment in instalments:
        taken = min(instalment.amount, max(pool, ZERO)) if instalment.paid is None else instalment.paid
        pool -= taken if instalment.paid is None else ZERO
        if taken < instalment.amount:
            left.append((instalment.due, instalment.amount - taken))
    return left
