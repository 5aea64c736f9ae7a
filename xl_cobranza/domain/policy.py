"""The policy: the ladder of stages and the parameters. Each rule is a row; the sheet, when present, wins.

Source of the default ladder: the contract `workbook.md`, table `Etapas`; the practice behind it is
that of friendly, announced, graduated collection (confirm, remind before the due date, remind softly,
ask another person, announce before suspending, visit, negotiate, and only then outside help).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from xl_cobranza.domain.contacting.defaults import DEFAULT_RULES
from xl_cobranza.domain.contacting.rules import ContactRules
from xl_cobranza.domain.ledger import Channel, Profile


class Gate(StrEnum):
    """What must have happened before a step may be taken."""

    NONE = ""
    UNANSWERED = "unanswered"  # an attempt without an answer
    ANNOUNCED = "announced"  # the announcement delivered at least 7 days ago
    OFFERED_AND_DEMANDED = "offered_and_demanded"
    DEMANDED = "demanded"


class AllocationOrder(StrEnum):
    """How a payment without an invoice is spread."""

    OLDEST_FIRST = "oldest_first"
    NEWEST_FIRST = "newest_first"
    LARGEST_FIRST = "largest_first"
    SMALLEST_FIRST = "smallest_first"
    PRO_RATA = "pro_rata"


@dataclass(frozen=True, slots=True)
class Stage:
    """One rung. `from_day` counts from the due date; None counts from the issue date (always reached)."""

    key: str
    name: str  # as the sheet names it; "" = the default name of the wording
    from_day: int | None
    times: int
    wait: int  # days
    channel: Channel
    gate: Gate = Gate.NONE
    action: str = ""  # as the sheet words it; "" = the default sentence of the wording
    optional: bool = False


FIRST_CHASING: Final = "recordatorio"
FIRST_HARD: Final = "aviso_suspension"  # profiles shift the ladder from here on
OTHER_CONTACT, ANNOUNCEMENT, SUSPENSION, VISIT = "otro_contacto", "aviso_suspension", "suspension", "visita"
NEGOTIATION, DEMAND = "negociacion", "requerimiento"

_E, _P, _L, _I = Channel.EMAIL, Channel.PHONE, Channel.LETTER, Channel.INTERNAL

DEFAULT_STAGES: Final = (
    Stage("emitida", "", None, 1, 7, _E),
    Stage("por_vencer", "", -5, 1, 5, _E),
    Stage("recordatorio", "", 1, 2, 5, _E),
    Stage("otro_contacto", "", 12, 2, 5, _P, Gate.UNANSWERED),
    Stage("aviso_suspension", "", 20, 1, 7, _L),
    Stage("suspension", "", 31, 1, 7, _I, Gate.ANNOUNCED, optional=True),
    Stage("visita", "", 38, 1, 10, _P, optional=True),
    Stage("negociacion", "", 46, 2, 7, _P),
    Stage("requerimiento", "", 76, 1, 15, _L),
    Stage("externa", "", 91, 1, 15, _I, Gate.OFFERED_AND_DEMANDED),
    Stage("legal", "", 121, 1, 30, _I, Gate.DEMANDED),
)

ANNOUNCED_DAYS: Final = 7  # an announcement must be this old before suspending
PROMISE_DAYS: Final = 15  # a promise further away does not pause
BROKEN_PROMISES: Final = 2  # after so many, a promise pauses no more
REFUSALS: Final = 2  # so many refusals lead to negotiation at once
THANKS_DAYS: Final = 7  # a payment is thanked within these days
DISPUTE_ANSWER_DAYS: Final = 3  # working days in which we answer a dispute
REPLY_DAYS: Final = 7  # in which a customer is asked to answer a summary
RATE_DAYS: Final = 190  # legal rates change each half year: an older last one has to be confirmed
DORMANT_DAYS: Final = 30  # no contact for so long is a dormant case
MANUAL_STAGE_DAYS: Final = 30
HABIT_PAYMENTS: Final = (
    3  # payments on each side of the comparison: two may be chance, and few customers pay six a year
)
HABIT_DAYS: Final = 7  # so much later than before is a habit that worsens: a payment run, not a weekend
RECOVERY_DAYS: Final = 14  # money that comes so soon after a contact is put down to it: two weekly payment runs
SALES_DAYS: Final = 90  # the sales that a receivable is measured against: a quarter evens out the end of a month
MONTH_DAYS: Final = 30  # a month of the count-back and of the effectiveness, as the published examples count it
COUNTED_MONTHS: Final = 12  # how far the count-back looks; older sales say nothing about how this year is paid
EXPECTED_WEEKS: Final = 8  # weeks of expected cash: two months, beyond which due dates say little
CONCENTRATED: Final = 5  # customers whose share of the receivable is called the concentration
SHIFT: Final[Mapping[Profile, int]] = MappingProxyType(
    {Profile.PREFERRED: 15, Profile.STANDARD: 0, Profile.WATCHED: -5}
)


class DayCount(StrEnum):
    """Day-count conventions, named as the field names them."""

    ACT_365 = "ACT/365"
    ACT_360 = "ACT/360"
    ACT_ACT = "ACT/ACT"
    THIRTY_360_US = "30/360"
    THIRTY_E_360 = "30E/360"


class MailSecurity(StrEnum):
    """How the conversation with the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """From this day on, this yearly rate (a fraction: 0.11 is 11 %), until the next one; None cannot be read."""

    since: date
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """The table `Parámetros`; each default is what an absent or blank row means."""

    country: str = ""  # ISO 3166 alpha-2; "" = weekends only
    currency: str | None = None
    timezone: str = ""
    bucket_limits: tuple[int, ...] = (30, 60, 90)
    tolerance: Decimal = Decimal(0)
    late_rate: Decimal | None = None
    day_count: DayCount = DayCount.ACT_365
    fixed_compensation: Decimal | None = None
    allocation: AllocationOrder = AllocationOrder.OLDEST_FIRST
    bank_margin: int = 2  # days a payment may take to show
    reconciled_until: date | None = None
    contacts_per_week: int = 2
    agreement_grace: int = 5  # days an instalment may be late before the agreement is broken
    discount_rate: Decimal | None = None  # yearly: what money to come is worth today; None = the late rate
    skipped_steps: frozenset[str] = frozenset()
    language: str = "es"
    company: str = ""
    sender: str = ""
    address: str = ""  # the lines of the letterhead, separated by «;» or line breaks
    place: str = ""  # where documents are signed, and whose courts decide
    tax_id: str = ""
    phone: str = ""
    email: str = ""  # the address that letters come from
    bank_data: str = ""  # how to pay; lines separated by «;» or line breaks
    payment_link: str = ""
    mail_server: str = ""  # "" = nothing is sent by mail
    mail_port: int = 0  # 0 = the usual one of `mail_security`
    mail_security: MailSecurity = MailSecurity.STARTTLS
    mail_user: str = ""  # "" = no login
    mail_redirect: str = ""  # a test: every message goes to this address and counts for nothing
    mail_per_minute: int = 30
    mail_per_day: int = 400  # in 24 hours; free accounts allow 500
    form_of_address: str = "usted"  # or "tu": how our own Spanish letters speak
    position: str = ""  # of the person who signs
    service: str = ""  # what would be paused


@dataclass(frozen=True, slots=True)
class Policy:
    """What the business decided. Without a sheet, the defaults."""

    stages: tuple[Stage, ...] = DEFAULT_STAGES
    parameters: Parameters = field(default_factory=Parameters)
    rates: tuple[RatePeriod, ...] = ()  # in order of `since`; empty: no timeline
    holidays: frozenset[date] = frozenset()  # the sheet `Festivos`, beside the country's own
    contact_rules: ContactRules = field(default_factory=lambda: ContactRules(DEFAULT_RULES))

    def stage(self, key: str) -> Stage | None:
        """The rung with that key, if the policy has it.

        >>> Policy().stage("legal").from_day
        121
        """
        return next((stage for stage in self.stages if stage.key == key), None)
