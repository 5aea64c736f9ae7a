"""Whom first: 0–100 = 40 balance + 30 broken commitment or silence + 20 deadline or days without contact + 10 profile.

Source: the contract `workbook.md`, column `Prioridad`. The balance counts by its percentile within
its currency, so that no exchange rate is needed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.promises import PromiseState
from xl_cobranza.domain.cash.agreements import AgreementStatus
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.ledger import Profile
from xl_cobranza.domain.policy import DORMANT_DAYS

BALANCE, COMMITMENT, TIME, PROFILE = 40, 30, 20, 10
_PROFILE_POINTS: Final = {Profile.WATCHED: PROFILE, Profile.STANDARD: PROFILE // 2, Profile.PREFERRED: 0}

Scale = Mapping[str | None, list[float]]


def scale(balances: Iterable[tuple[str | None, float]]) -> Scale:
    """The open balances of each currency at which one point more is given: the 1/40, 2/40 … quantiles.

    Floats: a rank needs no exact cents, and forty steps are found faster than a place among a million.

    >>> [len(steps) for steps in scale([("EUR", 2.0), (None, 5.0)]).values()]
    [40, 40]
    """
    by_currency: dict[str | None, list[float]] = {}
    for currency, balance in balances:
        if balance > 0.0:
            by_currency.setdefault(currency, []).append(balance)
    return {currency: _steps(sorted(open_ones)) for currency, open_ones in by_currency.items()}


def _steps(ordered: list[float]) -> list[float]:
    return [ordered[-(-point * len(ordered) // BALANCE) - 1] for point in range(1, BALANCE + 1)]


def priority(case: Case, days: int, balance: float, balances: Scale) -> tuple[int, tuple[str, ...]]:
    """The points and the two reasons that weigh most, heaviest first."""
    size = bisect_right(balances.get(case.invoice.currency, ()), balance)
    if case.agreement is not None and case.agreement.holds and case.agreement.next is not None:
        days = days_overdue(case.agreement.next.due, case.as_of)  # the invoice's own days wait with it
    broken = (case.promises or case.agreement is not None) and broken_commitment(case)
    silent = days > 0 and case.contacts.unanswered
    commitment = "broken" if broken else "unanswered" if silent else ""
    since = case.events.last_on
    time = "no_contact_days" if since is not None else "never_contacted" if case.has_log else "days_overdue"
    return _weigh(size, commitment, _time(since, case.as_of, days), time, _PROFILE_POINTS[case.customer.profile])


@cache  # a few thousand combinations at most
def _weigh(size: int, commitment: str, quiet: int, time: str, profile: int) -> tuple[int, tuple[str, ...]]:
    points = ((size, "balance"), (COMMITMENT if commitment else 0, commitment), (quiet, time), (profile, "profile"))
    told = (p for p in points if p[0] > 0 and (p[1] != "profile" or p[0] == PROFILE))  # a standard one is no reason
    top = sorted(told, key=lambda p: -p[0])[:2]
    return sum(p[0] for p in points), tuple(name for _, name in top)


def _time(since: date | None, as_of: date, days: int) -> int:
    """Nothing before the due date; all the points after a month without contact."""
    if days <= 0:
        return 0
    quiet = days if since is None else min(days, (as_of - since).days)
    return TIME * min(quiet, DORMANT_DAYS) // DORMANT_DAYS


def broken_commitment(case: Case) -> bool:
    """Whether the customer broke a promise about this invoice, or its agreement."""
    if case.agreement is not None and case.agreement.status is AgreementStatus.BROKEN:
        return True
    return any(promise.state is PromiseState.BROKEN for promise in case.promises)
