"""What is agreed: how much, from when, how often, in which way, and what happens on a day that is not worked."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from xl_cobranza.domain.cash.money import ZERO, minor_unit
from xl_cobranza.domain.days.dates import Frequency
from xl_cobranza.domain.days.working_days import WorkingCalendar

MOST_INSTALMENTS: Final = 360  # thirty years of months; a weekly plan of seven years
PERIODS: Final = {Frequency.WEEKLY: 52, Frequency.FORTNIGHTLY: 24, Frequency.MONTHLY: 12, Frequency.YEARLY: 1}
YEAR_DAYS: Final = 365  # of a schedule with dates of its own, whose interest goes by days


class Method(StrEnum):
    """How the debt is divided."""

    FRENCH = "french"  # equal instalments
    EQUAL_PRINCIPAL = "equal_principal"
    INTEREST_FREE = "interest_free"
    CUSTOM = "custom"  # each amount by hand


class Shift(StrEnum):
    """Where the day of an instalment goes that is not worked. Source: ISDA 2006, section 4.12."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"  # unless that is another month: then the day before
    PRECEDING = "preceding"


Figure: TypeAlias = Decimal | int | date


class Unworkable(ValueError):
    """The terms lead to no schedule. `kind` names the rule; `figures` are for its sentence, the suggestion among them."""

    def __init__(self, kind: str, **figures: Figure) -> None:
        super().__init__(f"{kind} {figures}")
        self.kind, self.figures = kind, figures


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed. Either `count` (instalments) or `payment` (what the customer can pay each time), or `amounts`.

    `balance` is all that is owed under the agreement, the down payment included; the down payment is due on the day
    of the signature. `rate` is nominal, yearly, a fraction: divided by the periods of a year, without stub interest
    before the first date; with `dates` of its own interest goes by days (ACT/365) from the signature on.
    `grace` are so many first periods that pay the interest only (where there is none to pay they have no row); with
    `dates` of its own an agreement has none.
    `unit` is what an instalment is rounded to (10: tens); zero for the currency's minor unit.
    With CUSTOM, `amounts` belong to `dates`; one amount less leaves the rest to the last.
    """

    balance: Decimal
    signed_on: date
    first_on: date
    count: int | None = None
    payment: Decimal | None = None
    method: Method = Method.INTEREST_FREE
    frequency: Frequency | None = Frequency.MONTHLY  # None: on `dates`
    rate: Decimal = ZERO
    currency: str | None = None
    down_payment: Decimal = ZERO
    grace: int = 0
    unit: Decimal = ZERO
    shift: Shift = Shift.NONE
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    dates: tuple[date, ...] = ()
    amounts: tuple[Decimal, ...] = ()

    @property
    def financed(self) -> Decimal:
        """What is left to pay in instalments."""
        return self.balance - self.down_payment

    @property
    def step(self) -> Decimal:
        """The unit of an instalment, never finer than the currency's."""
        return max(self.unit, minor_unit(self.currency))

    @property
    def bears_interest(self) -> bool:
        return self.rate > 0 and self.method is not Method.INTEREST_FREE
