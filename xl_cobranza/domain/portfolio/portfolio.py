"""All the figures of a ledger on a date, gathered per currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.cash.allocation import Allocation, allocate
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.domain.policy import MONTH_DAYS, SALES_DAYS, Policy
from xl_cobranza.domain.portfolio import changes, ratios, recovery
from xl_cobranza.domain.portfolio.changes import Changes, as_it_was, by_currency, unapplied, unnamed
from xl_cobranza.domain.portfolio.expected import Expected, expected
from xl_cobranza.domain.portfolio.owed import Item, Owed, items, owed, standing_items
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
    limits, week_ago = policy.parameters.bucket_limits, as_of - timedelta(WEEK)
    rows, now = items(ledger, decided), decided.allocation
    rows_then, then = _standing(ledger, policy, week_ago)
    rows_before, before = _standing(ledger, policy, as_of - timedelta(MONTH_DAYS))
    newly_hard = changes.newly_hard(ledger, rows, policy, week_ago)
    figures: dict[str | None, Figures] = {}
    for currency, invoices in sorted(
        by_currency(ledger.invoices).items(), key=lambda one: (-len(one[1]), one[0] or "")
    ):
        mine = rows.get(currency, [])
        standing = owed(mine, unapplied(now, currency), limits)
        past = owed(rows_then.get(currency, ()), unapplied(then, currency), limits)
        opening = owed(rows_before.get(currency, ()), unapplied(before, currency), limits)
        changed = Changes(
            past.balance,
            past.overdue,
            changes.newly_overdue(mine, WEEK),
            changes.collected(invoices, currency, now, then, week_ago),
            newly_hard.get(currency, ()),
        )
        month = ratios.sales_within(invoices, as_of, MONTH_DAYS)
        sales = ratios.sales_within(invoices, as_of, SALES_DAYS)
        figures[currency] = Figures(
            standing,
            expected(mine, ledger, decided, as_of),
            sales,
            ratios.days_sales_outstanding(standing.balance, sales),
            ratios.count_back(standing.balance, ratios.sales_by_month(invoices, as_of)),
            ratios.collection_effectiveness(opening.balance, month, standing.balance, standing.buckets[0]),
            recovery.recovery(invoices, decided),
            recovery.promises(invoices, decided.promised),
            changed,
        )
    return Portfolio(as_of, limits, figures, work(decided.decisions, as_of))


def _standing(ledger: Ledger, policy: Policy, day: date) -> tuple[Mapping[str | None, list[Item]], Allocation]:
    """What was owed on a day, without deciding anything: that takes a fraction of the time."""
    then = as_it_was(ledger, day)
    allocation = allocate(then.invoices, then.payments, policy.parameters, day, unnamed, then.agreements)
    return standing_items(then.invoices, allocation, day), allocation
