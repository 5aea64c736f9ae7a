"""Ageing: how long what is owed has been owed, in buckets that always add up to the balance.

Buckets by index: 0 not yet due · 1, 2, … the ranges that end at each limit · beyond the last limit ·
and last, what is not applied (credits, money without an invoice, overpaid rows), which is negative.
An ageing at a past date needs the balances of that date: `allocation.allocate` ignores later payments.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

from xl_cobranza.domain.cash.money import ZERO


def bucket(days: int, limits: Sequence[int]) -> int:
    """The bucket of so many days overdue.

    >>> [bucket(days, (30, 60, 90)) for days in (-3, 0, 1, 30, 31, 90, 91)]
    [0, 0, 1, 1, 2, 3, 4]
    """
    return 0 if days <= 0 else 1 + bisect_left(limits, days)


def unapplied_bucket(limits: Sequence[int]) -> int:
    """The bucket of credits and of money that is not applied: the last.

    >>> unapplied_bucket((30, 60, 90))
    5
    """
    return len(limits) + 2


def bucket_key(index: int, limits: Sequence[int]) -> str:
    """The stable name of a bucket; wording turns it into words.

    >>> [bucket_key(index, (30, 60)) for index in range(5)]
    ['not_due', '1-30', '31-60', 'over_60', 'unapplied']
    """
    if index == 0:
        return "not_due"
    if index == unapplied_bucket(limits):
        return "unapplied"
    if index == len(limits) + 1:
        return f"over_{limits[-1] if limits else 0}"
    return f"{limits[index - 2] + 1 if index > 1 else 1}-{limits[index - 1]}"


def ageing(
    items: Iterable[tuple[str | None, int | None, Decimal]], limits: Sequence[int]
) -> dict[str | None, list[Decimal]]:
    """The sum of each bucket, by currency; currencies are never added together.

    `items` are (currency, days overdue, balance); money without an invoice has no days (None) and is negative.

    >>> sums = ageing([("MXN", 40, Decimal(100)), ("MXN", None, Decimal(-30)), ("USD", 0, Decimal(5))], (30,))
    >>> {currency: [int(total) for total in row] for currency, row in sums.items()}
    {'MXN': [0, 0, 100, -30], 'USD': [5, 0, 0, 0]}
    """
    last = unapplied_bucket(limits)
    sums: dict[str | None, list[Decimal]] = {}
    for currency, days, balance in items:
        row = sums.setdefault(currency, [ZERO] * (last + 1))
        row[last if days is None or balance < 0 else bucket(days, limits)] += balance
    return sums
