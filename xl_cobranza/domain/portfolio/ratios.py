"""How long sales stay unpaid, and how much of what could be collected was.

Sales are the invoices issued, less the credit notes that name one; a cancelled invoice was no sale. They are those of
this workbook: where paid invoices are taken out of it, they say too little and the days too much.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.ledger import Invoice, Situation
from xl_cobranza.domain.policy import COUNTED_MONTHS, MONTH_DAYS, SALES_DAYS


def days_sales_outstanding(receivable: Decimal, sales: Decimal, days: int = SALES_DAYS) -> Decimal | None:
    """Days of sales that wait to be paid; None without sales.

    Source: the usual formula, receivable ÷ credit sales × days of the period; figures as published by Upflow.

    >>> days_sales_outstanding(Decimal(200_000), Decimal(2_000_000), 365)
    Decimal('36.5')
    """
    return max(receivable, ZERO) * days / sales if sales > 0 else None


def count_back(receivable: Decimal, sales: Sequence[Decimal], month: int = MONTH_DAYS) -> Decimal | None:
    """Days by taking the sales of each month, the newest first, out of what is owed.

    None when the months given do not use it up. Source: the count-back method, example published by benjipays.

    >>> count_back(Decimal(212), [Decimal(100), Decimal(80), Decimal(70)]).quantize(Decimal("0.1"))
    Decimal('73.7')
    """
    days, left = ZERO, max(receivable, ZERO)
    for sold in sales:
        if left <= 0:
            break
        if sold > 0:
            days += month * min(left / sold, Decimal(1))
            left -= min(left, sold)
        else:
            days += month
    return days if left <= 0 else None


def collection_effectiveness(
    opening: Decimal, sales: Decimal, closing: Decimal, closing_not_due: Decimal
) -> Decimal | None:
    """What was collected of what could be, as a fraction (1 is all); None when nothing could be.

    Source: the collection effectiveness index, example published by Gaviti.

    >>> found = collection_effectiveness(Decimal(100_000), Decimal(1_000_000), Decimal(120_000), Decimal(100_000))
    >>> round(found, 2)
    Decimal('0.98')
    """
    could = opening + sales - closing_not_due
    return (opening + sales - closing) / could if could > 0 else None


def sales_by_month(invoices: Iterable[Invoice], as_of: date) -> list[Decimal]:
    """The sales of the last months of thirty days, that of the as-of date first."""
    sums = [ZERO] * COUNTED_MONTHS
    for invoice, age in _sold(invoices, as_of):
        if age < COUNTED_MONTHS * MONTH_DAYS:
            sums[age // MONTH_DAYS] += invoice.amount
    return sums


def sales_within(invoices: Iterable[Invoice], as_of: date, days: int) -> Decimal:
    """The sales of so many days, that of the as-of date included."""
    return sum((invoice.amount for invoice, age in _sold(invoices, as_of) if age < days), ZERO)


def _sold(invoices: Iterable[Invoice], as_of: date) -> Iterable[tuple[Invoice, int]]:
    """What was sold, with its age in days; an advance is no sale taken back."""
    for invoice in invoices:
        if invoice.issued is None or invoice.situation is Situation.CANCELLED:
            continue
        age = (as_of - invoice.issued) // timedelta(1)
        if age >= 0 and (invoice.amount > 0 or invoice.applies_to):
            yield invoice, age
