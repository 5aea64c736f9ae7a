"""Which instalment is paid and how each stands, by what was received: the oldest first, as the sheet's formulas do."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.agreements.schedule import ScheduleRow
from xl_cobranza.domain.cash.agreements import AgreementStatus
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue

_WORST_FIRST = (AgreementStatus.BROKEN, AgreementStatus.LATE, AgreementStatus.KEPT)


class Standing(NamedTuple):
    """What of an instalment is paid, and how it stands."""

    paid: Decimal
    status: AgreementStatus


def standings(
    rows: Sequence[ScheduleRow], received: Decimal, as_of: date, grace: int, tolerance: Decimal = ZERO
) -> list[Standing]:
    """The money spread over the instalments, oldest first; one is late after its day, broken `grace` days later.

    Less than the `tolerance` of an instalment is not missed.
    """
    found = []
    for row in rows:
        paid = max(min(row.amount, received), ZERO)
        received -= paid
        late = days_overdue(row.due, as_of)
        found.append(Standing(paid, _status(row, paid, late, grace, tolerance)))
    return found


def overall(found: Iterable[Standing]) -> AgreementStatus:
    """How the agreement stands: as its worst instalment, fulfilled when all are."""
    known = {one.status for one in found}
    return next((status for status in _WORST_FIRST if status in known), AgreementStatus.FULFILLED)


def _status(row: ScheduleRow, paid: Decimal, late: int, grace: int, tolerance: Decimal) -> AgreementStatus:
    left = row.amount - paid
    if left <= ZERO or left < min(tolerance, row.amount):
        return AgreementStatus.FULFILLED
    return AgreementStatus.KEPT if late <= 0 else AgreementStatus.LATE if late <= grace else AgreementStatus.BROKEN
