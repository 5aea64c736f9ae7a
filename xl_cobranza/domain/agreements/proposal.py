"""What a person proposes, before the workbook says what is owed: which debt, on which terms, what of the interest."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.agreements.terms import Method, Shift, Terms
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.days.dates import Frequency, add_months
from xl_cobranza.domain.days.working_days import WorkingCalendar

_WEEKS: Final = {Frequency.WEEKLY: timedelta(weeks=1), Frequency.FORTNIGHTLY: timedelta(days=15)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """`folios` or, without any, all that `customer` owes. The rest as in `Terms`, with what was left out found here.

    `waived` is the share of the accrued interest that is forgiven: 1 all of it, 0 none; None leaves the interest
    out of the agreement, owed as before.
    """

    folios: tuple[str, ...] = ()
    customer: str = ""
    count: int | None = None
    payment: Decimal | None = None
    rate: Decimal = ZERO
    first_on: date | None = None  # one period after the signature
    method: Method | None = None  # French with a rate, interest-free without
    frequency: Frequency = Frequency.MONTHLY
    down_payment: Decimal = ZERO
    waived: Decimal | None = None
    grace: int = 0
    unit: Decimal = ZERO
    shift: Shift = Shift.NONE
    dates: tuple[date, ...] = ()
    amounts: tuple[Decimal, ...] = ()
    acceleration: bool = False
    replaces: str = field(default="")

    def terms(self, balance: Decimal, currency: str | None, as_of: date, calendar: WorkingCalendar) -> Terms:
        """The terms for a balance, signed on a day."""
        fallback = Method.CUSTOM if self.amounts else Method.FRENCH if self.rate else Method.INTEREST_FREE
        return Terms(
            balance=balance, signed_on=as_of, first_on=self._first(as_of), count=self.count, payment=self.payment,
            method=self.method or fallback, frequency=None if self.dates else self.frequency, rate=self.rate,
            currency=currency, down_payment=self.down_payment, grace=self.grace, unit=self.unit, shift=self.shift,
            calendar=calendar, dates=self.dates, amounts=self.amounts,
        )  # fmt: skip

    def forgiven(self, accrued: Decimal, currency: str | None) -> tuple[Decimal, Decimal]:
        """Of the accrued interest: what is included, and what is waived.

        >>> Proposal(waived=Decimal("0.5")).forgiven(Decimal("45.25"), "EUR")
        (Decimal('22.62'), Decimal('22.63'))
        """
        if self.waived is None:
            return ZERO, ZERO
        waived = round_money(accrued * self.waived, currency)
        return accrued - waived, waived

    def _first(self, as_of: date) -> date:
        if self.first_on is not None:
            return self.first_on
        if self.dates:
            return self.dates[0]
        if self.frequency in _WEEKS:
            return as_of + _WEEKS[self.frequency]
        return add_months(as_of, 12 if self.frequency is Frequency.YEARLY else 1)
