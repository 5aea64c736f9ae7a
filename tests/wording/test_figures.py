"""Amounts are written as their country writes them, also when only the currency says which one it is."""

from decimal import Decimal

import pytest

from xl_cobranza.wording.figures import amount, at_home


@pytest.mark.parametrize(
    ("currency", "country", "told"),
    [
        ("MXN", "", "1,800.50 MXN"),
        ("USD", "", "1,800.50 USD"),
        ("COP", "", "1.800,50 COP"),
        ("CLP", "", "1.801 CLP"),
        ("EUR", "", "1.800,50 EUR"),
        ("MXN", "ES", "1.800,50 MXN"),
        (None, "", "1.800,50"),
    ],
)
def test_a_currency_of_one_country_says_how_its_amounts_are_written(currency, country, told) -> None:
    assert amount(Decimal("1800.5"), currency, country) == told


def test_side_by_side_all_are_written_in_one_way() -> None:
    assert at_home(["MXN", "USD"]) == "MX"
    assert at_home(["USD", "EUR"]) == at_home(["USD", None]) == at_home([]) == ""
    assert at_home(["USD"], "ES") == "ES"
