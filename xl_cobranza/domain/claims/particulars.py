"""What documents quote and no decision needs: tax ids, addresses, contracts, who noted what and when, references, terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class CustomerCard(NamedTuple):
    """One row of `Clientes`; None where nobody said Sí or No."""

    tax_id: str = ""
    address: str = ""
    contract: bool | None = None
    valid_until: date | None = None


class LogNote(NamedTuple):
    """What `Gestiones` says of an entry beside what the domain reads."""

    id: str = ""
    time: str = ""
    author: str = ""
    notes: str = ""


class AgreedTerms(NamedTuple):
    """One row of `Acuerdos`, as written there."""

    interest_included: Decimal | None = None
    waived: Decimal | None = None
    down_payment: Decimal | None = None
    instalments: int | None = None
    frequency: str | None = None  # a value of `Frequency`, or `on_dates`
    rate: Decimal | None = None
    acceleration: bool | None = None


class ScheduleLine(NamedTuple):
    """One row of a schedule, as the sheet of the agreement shows it."""

    number: int
    due: date
    instalment: Decimal
    interest: Decimal | None
    principal: Decimal | None
    balance: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class Particulars:
    """By customer, by row of the log and of the payments, by id of agreement, by day of the rates."""

    customers: Mapping[str, CustomerCard] = field(default_factory=dict)
    log: Mapping[int, LogNote] = field(default_factory=dict)
    payments: Mapping[int, str] = field(default_factory=dict)  # reference
    terms: Mapping[str, AgreedTerms] = field(default_factory=dict)
    rate_sources: Mapping[date, str] = field(default_factory=dict)
    schedules: Mapping[str, tuple[ScheduleLine, ...]] = field(default_factory=dict)
