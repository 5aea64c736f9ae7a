"""All the figures of a ledger on a date, gathered per currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.cash.allocation import allocate
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import Decided, decide
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.domain.policy import MONTH_DAYS, SALES_DAYS, Policy
from xl_cobranza.domain.portfolio import changes, ratios, recovery
from xl_cobranza.domain.portfolio.changes import Changes, as_it_was, by_currency, unapplied
from xl_cobranza.domain.portfolio.expected import Expected, expected
from xl_cobranza.domain.portfolio.owed import Owed, items, owed
from xl_cobranza.domain.portfolio.recovery import Promises, StepRecovery
from xl_cobranza.domain.portfolio.work import Work, work

WEEK: Final = 7  # days


@dataclass(frozen=True, slots=True)
class Figures:
    """One currency. Ratios are None where they cannot be worked out."""

    owed: Owed
    expected: Expected
    sales: Decimal  # of the last `SALES_DAYS`
    days_sales_outstanding: Decimal | None
    count_back: Decimal | None
    effectiveness: Decimal | None  # of the last `MONTH_DAYS`, a fraction
    recovery: tuple[StepRecovery, ...]
    promises: Promises
    changes: Changes


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The currencies with most rows first, and the work of the day."""

    as_of: date
    limits: tuple[int, ...]  # of the ageing
    figures: Mapping[str | None, Figures]
    work: Work


def portfolio(ledger: Ledger, decided: Decided, policy: Policy, as_of: date) -> Portfolio:
    """The figures of everything that was decided; nothing is added across currencies."""
    parameters = policy.parameters
    week_ago = as_of - timedelta(WEEK)
    then = as_it_was(ledger, week_ago)
    decided_then = decide(then, policy, week_ago, _unnamed)
    rows, rows_then = items(ledger, decided), items(then, decided_then)
    opening = _opening(ledger, policy, as_of - timedelta(MONTH_DAYS))
    figures: dict[str | None, Figures] = {}
    for currency, invoices in sorted(
        by_currency(ledger.invoices).items(), key=lambda one: (-len(one[1]), one[0] or "")
    ):
        mine, before = rows.get(currency, []), rows_then.get(currency, [])
        now = owed(mine, unapplied(decided.allocation, currency), parameters.bucket_limits)
        past = owed(before, unapplied(decided_then.allocation, currency), parameters.bucket_limits)
        changed = Changes(
            past.balance,
            past.overdue,
            changes.newly_overdue(mine, WEEK),
            changes.collected(invoices, currency, decided.allocation, decided_then.allocation, week_ago),
            changes.newly_hard(mine, before, policy),
        )
        month = ratios.sales_within(invoices, as_of, MONTH_DAYS)
        sales = ratios.sales_within(invoices, as_of, SALES_DAYS)
        figures[currency] = Figures(
            now,
            expected(mine, ledger, decided, as_of),
            sales,
            ratios.days_sales_outstanding(now.balance, sales),
            ratios.count_back(now.balance, ratios.sales_by_month(invoices, as_of)),
            ratios.collection_effectiveness(opening.get(currency, ZERO), month, now.balance, now.buckets[0]),
            recovery.recovery(invoices, decided),
            recovery.promises(invoices, decided.promised),
            changed,
        )
    return Portfolio(as_of, parameters.bucket_limits, figures, work(decided.decisions, as_of))


def _opening(ledger: Ledger, policy: Policy, day: date) -> Mapping[str | None, Decimal]:
    """What was owed on a day, by currency."""
    then = as_it_was(ledger, day)
    allocation = allocate(then.invoices, then.payments, policy.parameters, day, _unnamed)
    sums: dict[str | None, Decimal] = {}
    for currency, invoices in by_currency(one for one in then.invoices if one.situation is None).items():
        sums[currency] = sum((allocation.positions[i.row].balance for i in invoices), ZERO) - unapplied(
            allocation, currency
        )
    return sums


def _unnamed(kind: str, row: int) -> str:
    """The past is decided for its figures only; its problems are nobody's."""
    return f"{kind}!{row}"
