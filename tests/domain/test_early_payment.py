"""The yearly cost of a discount let go, against the tables that are published."""

from decimal import Decimal

import pytest

from xl_cobranza.domain.cash.early_payment import early_payment_cost

# Sources: collect.ac counts 360 days, calcufinance.com 365; both print one decimal.
PUBLISHED = [
    ("2/10 net 30", 360, 36.7), ("1/10 net 30", 360, 18.2), ("3/10 net 30", 360, 55.7), ("2/10 net 60", 360, 14.7),
    ("1/10 net 60", 360, 7.3), ("2/15 net 45", 360, 24.5),
    ("2/10 net 30", 365, 37.2), ("1/10 net 30", 365, 18.4), ("3/10 net 45", 365, 32.3), ("2/15 net 60", 365, 16.6),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "year", "percent"), PUBLISHED)
def test_the_published_figures(terms: str, year: int, percent: float) -> None:
    discount, _, rest = terms.partition("/")
    days, _, term = rest.partition(" net ")

    cost = early_payment_cost(Decimal(discount) / 100, int(days), int(term), year)

    assert round(float(cost) * 100, 1) == percent


@pytest.mark.parametrize(
    ("discount", "days", "term"), [("0", 10, 30), ("1", 10, 30), ("0.02", 30, 30), ("0.02", -1, 30)]
)
def test_what_is_no_discount_is_refused(discount: str, days: int, term: int) -> None:
    with pytest.raises(ValueError, match="no "):
        early_payment_cost(Decimal(discount), days, term)
