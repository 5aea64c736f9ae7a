"""An agreement with all that its papers say: who, for which invoices, on which terms, and the schedule."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.agreements.schedule import ScheduleRow
from xl_cobranza.domain.agreements.terms import Terms
from xl_cobranza.domain.cash.folios import full_folio
from xl_cobranza.domain.cash.money import ZERO


class Covered(NamedTuple):
    """An invoice under the agreement, all its open due dates together; `due` is the earliest."""

    folio: str  # with its series, as people write it
    due: date | None
    balance: Decimal
    names: tuple[str, ...] = ()  # the ways in which a payment may name it and no other


def payment_names(series: str, folio: str, *, alone: bool) -> tuple[str, ...]:
    """How a payment may name an invoice: with its series, and without where it is `alone`, no other having the folio.

    >>> payment_names("A", "01029", alone=True), payment_names("A", "01029", alone=False)
    (('A-01029', 'A01029', '01029'), ('A-01029', 'A01029'))
    """
    with_series = (full_folio(series, folio), series + folio) if series else ()
    return (*with_series, folio) if alone else with_series


@dataclass(frozen=True, slots=True)
class Deal:
    """What was agreed with a customer. `terms.balance` is `balance` and the interest included together.

    `customer` is the key by which the workbook knows it. `received` is money of the day of the signature that is
    no longer in the balance.
    """

    id: str
    customer: str
    customer_name: str
    creditor: str
    invoices: tuple[Covered, ...]
    terms: Terms
    rows: tuple[ScheduleRow, ...]
    tax_id: str = ""
    interest_included: Decimal = ZERO
    waived: Decimal = ZERO
    left_out: Decimal = ZERO  # late interest that is neither: it stays owed beside the agreement
    acceleration: bool = False
    received: Decimal = ZERO
    tolerance: Decimal = ZERO  # of the policy: less than this of an instalment is not missed
    replaces: str = ""

    @property
    def balance(self) -> Decimal:
        """What the invoices owed when it was signed."""
        return self.terms.balance - self.interest_included

    @property
    def interest(self) -> Decimal:
        """What the instalments cost besides."""
        return sum((row.interest for row in self.rows), ZERO)

    @property
    def instalments(self) -> tuple[ScheduleRow, ...]:
        """The rows without the down payment."""
        return tuple(row for row in self.rows if row.number)
