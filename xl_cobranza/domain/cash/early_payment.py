"""What it costs not to take a discount for paying early, as a yearly rate.

Simple, as the trade quotes it: 2/10 net 30 is 2 % of 98 % for the twenty days between the tenth and the thirtieth.
"""

from decimal import Decimal


def early_payment_cost(discount: Decimal, discount_days: int, term: int, year: int = 365) -> Decimal:
    """The yearly rate (a fraction) that a customer pays who lets the discount go, in a year of so many days.

    >>> [f"{early_payment_cost(Decimal('0.02'), 10, 30, year):.1%}" for year in (365, 360)]
    ['37.2%', '36.7%']

    Raises `ValueError` for a discount that is not between 0 and 1, or no day between its last one and the term.
    """
    if not 0 < discount < 1:
        raise ValueError(f"no discount: {discount}")
    if not 0 <= discount_days < term:
        raise ValueError(f"no days to gain: {discount_days}, {term}")
    return discount / (1 - discount) * year / (term - discount_days)
