"""What changed in a week: the ledger decided again as it stood then.

Later payments, contacts, invoices and agreements are left out. What a person typed on a row (`Pagado`, a balance of
theirs, a dispute) carries no date and counts as if it had always been there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.cash.allocation import Allocation
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.domain.policy import FIRST_HARD, Policy
from xl_cobranza.domain.portfolio.owed import Item, items


class Changes(NamedTuple):
    """One currency: what was owed and overdue then, what became overdue and came in since, who got into a hard stage."""

    balance_before: Decimal
    overdue_before: Decimal
    newly_overdue: Decimal
    collected: Decimal
    newly_hard: tuple[str, ...]  # customers


def as_it_was(ledger: Ledger, day: date) -> Ledger:
    """The ledger without what is dated after the day."""
    return replace(
        ledger,
        invoices=[invoice for invoice in ledger.invoices if invoice.issued is None or invoice.issued <= day],
        payments=[payment for payment in ledger.payments if payment.paid_on <= day],
        log=None if ledger.log is None else [entry for entry in ledger.log if entry.on <= day],
        agreements={key: one for key, one in ledger.agreements.items() if one.signed_on <= day},
    )


def newly_overdue(rows: Iterable[Item], days: int) -> Decimal:
    """What is owed on the rows that became overdue within so many days."""
    return sum((row.balance for row in rows if row.balance > 0 and 0 < row.days <= days), ZERO)


def collected(
    invoices: Iterable[Invoice], currency: str | None, now: Allocation, before: Allocation, since: date
) -> Decimal:
    """The money that came in after a day, in one currency: on its invoices, and what found none."""
    moves = (move for invoice in invoices for move in now.positions[invoice.row].history if move.payment is not None)
    placed = sum((move.amount for move in moves if move.on > since), ZERO)
    return placed + unapplied(now, currency) - unapplied(before, currency)


def unapplied(allocation: Allocation, currency: str | None) -> Decimal:
    """The money of one currency that found no invoice."""
    return sum((amount for (_, other), amount in allocation.unapplied.items() if other == currency), ZERO)


def newly_hard(
    ledger: Ledger, rows: Mapping[str | None, Iterable[Item]], policy: Policy, day: date
) -> Mapping[str | None, tuple[str, ...]]:
    """By currency, the customers with a row in a hard stage that had none on a day."""
    now = _in_hard_stage(rows, policy)
    concerned = frozenset(customer for customers in now.values() for customer in customers)
    if not concerned:
        return {}
    whole = as_it_was(ledger, day)  # only those customers are decided again
    then = replace(
        whole, invoices=[invoice for invoice in whole.invoices if invoice.customer in concerned], unreadable=()
    )
    before = _in_hard_stage(items(then, decide(then, policy, day, unnamed)), policy)
    return {currency: tuple(sorted(found - before.get(currency, set()))) for currency, found in now.items()}


def _in_hard_stage(rows: Mapping[str | None, Iterable[Item]], policy: Policy) -> Mapping[str | None, set[str]]:
    hard = hard_stages(policy)
    return {
        currency: {row.customer for row in mine if row.stage in hard and row.balance > 0}
        for currency, mine in rows.items()
    }


def unnamed(kind: str, row: int) -> str:
    """The past is looked at for its figures only; its problems are nobody's."""
    return f"{kind}!{row}"


def hard_stages(policy: Policy) -> frozenset[str]:
    """The rungs from the announcement of a suspension upward.

    >>> sorted(hard_stages(Policy()))[:3]
    ['aviso_suspension', 'externa', 'legal']
    """
    keys = [stage.key for stage in policy.stages]
    return frozenset(keys[keys.index(FIRST_HARD) :]) if FIRST_HARD in keys else frozenset()


def by_currency(invoices: Iterable[Invoice]) -> Mapping[str | None, list[Invoice]]:
    """The invoices of each currency."""
    found: dict[str | None, list[Invoice]] = {}
    for invoice in invoices:
        found.setdefault(invoice.currency, []).append(invoice)
    return found
