"""Published splits: erpnext#26951 (30 000 in 3 is 10 000 each) and 1 000 in 3."""

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision

from xl_cobranza.domain.cash.money import allocate, minor_unit, round_money, split, to_money


def strings(amounts):
    return [str(amount) for amount in amounts]


@pytest.mark.parametrize(
    "currency",
    ["MXN", "EUR", "USD", "ARS", "PEN", "DOP", "CLP", "CLF", "PYG", "JPY", "KWD", "BHD", "XAF", "UYW"],
)
def test_minor_units_are_those_that_cldr_publishes(currency):
    assert minor_unit(currency) == Decimal(1).scaleb(-get_currency_precision(currency))


def test_the_colombian_peso_has_the_cents_of_iso_4217_whichever_cldr_is_installed():
    assert minor_unit("COP") == Decimal("0.01")


@pytest.mark.parametrize("currency", [None, "", "pesos"])
def test_an_unknown_currency_has_cents(currency):
    assert minor_unit(currency) == Decimal("0.01")


@pytest.mark.parametrize(
    ("value", "expected"), [(0.1 + 0.2, "0.30000000000000004"), (1234.5, "1234.5"), (7, "7"), ("12.30", "12.30")]
)
def test_a_figure_enters_as_it_is_written(value, expected):
    assert str(to_money(value)) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "-Infinity", "doce"])
def test_what_is_not_a_finite_number_is_no_money(value):
    with pytest.raises(ValueError, match="number"):
        to_money(value)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("0.125", "EUR", "0.13"),
        ("-0.125", "EUR", "-0.13"),
        ("2.675", None, "2.68"),
        ("40.5", "CLP", "41"),
        ("1.0005", "KWD", "1.001"),
        ("-0.001", "EUR", "0.00"),
        ("1E+300", "EUR", "1" + "0" * 300 + ".00"),
    ],
)
def test_halves_are_rounded_away_from_zero_to_the_minor_unit(amount, currency, expected):
    assert str(round_money(Decimal(amount), currency)) == expected


@pytest.mark.parametrize(
    ("total", "parts", "currency", "expected"),
    [
        ("30000", 3, "MXN", ["10000.00", "10000.00", "10000.00"]),
        ("1000", 3, "EUR", ["333.33", "333.33", "333.34"]),
        ("200", 3, "EUR", ["66.67", "66.67", "66.66"]),
        ("1000", 3, "CLP", ["333", "333", "334"]),
        ("0.02", 4, "EUR", ["0.00", "0.00", "0.00", "0.02"]),  # 0.01 × 3 would leave −0.01
        ("-1000", 3, "EUR", ["-333.33", "-333.33", "-333.34"]),
        ("12.34", 1, "EUR", ["12.34"]),
    ],
)
def test_the_last_part_of_a_split_takes_the_remainder(total, parts, currency, expected):
    assert strings(split(Decimal(total), parts, currency)) == expected


def test_nothing_is_split_in_no_parts():
    with pytest.raises(ValueError, match="0 parts"):
        split(Decimal(1), 0, None)


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        ("60", ["40", "40", "60"], ["17.14", "17.14", "25.72"]),
        ("0.02", ["1", "1", "1"], ["0.01", "0.01", "0.00"]),
        ("10", ["0", "5"], ["0.00", "10.00"]),
        ("-0.05", ["1", "1"], ["-0.03", "-0.02"]),
        ("0.025", ["1", "1"], ["0.01", "0.015"]),
    ],
)
def test_shares_follow_the_weights_and_the_largest_remainders(total, weights, expected):
    assert strings(allocate(Decimal(total), [Decimal(weight) for weight in weights], "EUR")) == expected


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(2), Decimal(-1)]])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        allocate(Decimal(1), weights, None)
