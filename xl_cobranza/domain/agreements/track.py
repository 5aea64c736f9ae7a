"""How a customer has paid so far, and whether that makes an offer plausible.

Points for and against, each with its reason; no figure is a promise, and the person who knows the customer decides.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from xl_cobranza.domain.agreements.offers import Offer
from xl_cobranza.domain.case.promises import PromiseState
from xl_cobranza.domain.cash.agreements import AgreementState, AgreementStatus
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Invoice

PROMPT_DAYS, SLOW_DAYS = 7, 30  # an average delay up to the one speaks for the customer, above the other against
MONTHS: Final = 12  # how far back «what the customer pays in a month» looks
_MONTH: Final = 30
FAR: Final = 3  # so many times the most that ever came in at once is out of reach
MANY_PAYMENTS: Final = 3  # a plan with more of them asks for more constancy


class Plausibility(StrEnum):
    LIKELY = "likely"
    POSSIBLE = "possible"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"  # nothing was ever paid, promised or agreed


@dataclass(frozen=True, slots=True)
class Track:
    """What is known of one customer in one currency. `delay` in days over the invoices that were paid."""

    payments: int = 0
    largest: Decimal = ZERO  # the most that came in at once
    monthly: Decimal = ZERO  # what came in a month, of the last twelve
    delay: int | None = None
    promises_kept: int = 0
    promises: int = 0  # that are over
    agreements_kept: int = 0
    agreements_broken: int = 0  # or renegotiated

    @property
    def is_blank(self) -> bool:
        return not (self.payments or self.promises or self.agreements_kept or self.agreements_broken)


class Reason(NamedTuple):
    """A key of the wording, its figures, and whether it speaks for (1), against (−1) or neither (0)."""

    key: str
    points: int
    figures: tuple[int | Decimal, ...] = ()


class Judgement(NamedTuple):
    plausibility: Plausibility
    reasons: tuple[Reason, ...]


def track(invoices: Sequence[Invoice], decided: Decided, customer: str, as_of: date) -> Track:
    """The track of a customer, over its invoices of one currency."""
    money: dict[int, tuple[date, Decimal]] = {}  # by payment: one may pay several invoices
    delays = []
    for invoice in invoices:
        position = decided.allocation.positions[invoice.row]
        for move in position.history:
            if move.payment is not None and move.amount > 0:
                money[move.payment] = (move.on, money.get(move.payment, (move.on, ZERO))[1] + move.amount)
        if position.balance == 0 and position.last_paid_on is not None and invoice.due is not None:
            delays.append(days_overdue(invoice.due, position.last_paid_on))
    over = [one for one in decided.promises.get(customer, ()) if one.state is not PromiseState.WAITING]
    agreed = {one.id: one for i in invoices if (one := decided.agreed.get(i.row)) is not None}
    amounts = [amount for _, amount in money.values()]
    return Track(
        len(money),
        max(amounts, default=ZERO),
        _monthly(list(money.values()), as_of),
        round(sum(delays) / len(delays)) if delays else None,
        sum(one.state is PromiseState.KEPT for one in over),
        len(over),
        sum(one.status is AgreementStatus.FULFILLED for one in agreed.values()),
        sum(map(_broken, agreed.values())),
    )


def _broken(state: AgreementState) -> int:
    """One that is broken, and those that were renegotiated before it."""
    return state.renegotiations + (state.status is AgreementStatus.BROKEN)


def _monthly(payments: Sequence[tuple[date, Decimal]], as_of: date) -> Decimal:
    """What came in each month since the first payment, at most a year back."""
    since = [(on, amount) for on, amount in payments if (as_of - on).days <= MONTHS * _MONTH]
    if not since:
        return ZERO
    months = max(1, min(MONTHS, -(-(as_of - min(on for on, _ in since)).days // _MONTH)))
    return sum((amount for _, amount in since), ZERO) / months


def judge(offer: Offer, known: Track) -> Judgement:
    """How plausible an offer is for a customer with this track.

    >>> from xl_cobranza.domain.agreements.offers import Claim, offers
    >>> claim = Claim(Decimal(3000), ZERO, "MXN", date(2026, 11, 27))
    >>> judge(offers(claim, Decimal("0.1"))[-1], Track(payments=9, largest=Decimal(900), monthly=Decimal(300), delay=4)).plausibility
    <Plausibility.LIKELY: 'likely'>
    """
    if known.is_blank:
        return Judgement(Plausibility.UNKNOWN, (Reason("no_track", 0),))
    reasons = tuple(reason for rule in _RULES for reason in rule(offer, known))
    points = sum(reason.points for reason in reasons)
    found = Plausibility.LIKELY if points >= 2 else Plausibility.DOUBTFUL if points <= -2 else Plausibility.POSSIBLE
    return Judgement(found, reasons)


def _size(offer: Offer, known: Track) -> Iterator[Reason]:
    """Whether the customer has ever paid so much at once."""
    if offer.largest <= known.monthly:
        yield Reason("fits_a_month", 1, (known.monthly,))
    elif offer.largest <= known.largest:
        yield Reason("paid_before", 0, (known.largest,))
    elif known.payments:
        yield Reason("never_so_much", -2 if offer.largest > FAR * known.largest else -1, (known.largest,))


def _delay(_: Offer, known: Track) -> Iterator[Reason]:
    if known.delay is not None:
        points = 1 if known.delay <= PROMPT_DAYS else -1 if known.delay > SLOW_DAYS else 0
        yield Reason("delay" if known.delay > 0 else "on_time", points, (known.delay,))


def _promises(_: Offer, known: Track) -> Iterator[Reason]:
    if known.promises:
        kept = Decimal(known.promises_kept) / known.promises
        points = 1 if kept >= Decimal("0.75") else -1 if kept < Decimal("0.5") else 0
        yield Reason("promises", points, (known.promises_kept, known.promises))


def _agreements(offer: Offer, known: Track) -> Iterator[Reason]:
    """A broken agreement speaks against the next one, and more so the longer it is."""
    if known.agreements_broken:
        many = len(offer.payments) > MANY_PAYMENTS
        yield Reason("agreements_broken", -2 if many else -1, (known.agreements_broken,))
    if known.agreements_kept:
        yield Reason("agreements_kept", 1, (known.agreements_kept,))


_RULES: Final[tuple[Callable[[Offer, Track], Iterator[Reason]], ...]] = (_size, _delay, _promises, _agreements)
