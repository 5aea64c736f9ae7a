"""Amounts in words, against a list that a person checked line by line, and what must hold of any amount."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_cobranza.domain.cash.money import minor_unit
from xl_cobranza.wording.amounts import amount_in_words
from xl_cobranza.wording.amounts.currencies import ENGLISH, SPANISH
from xl_cobranza.wording.amounts.spanish import LIMIT, cardinal

LINES = Path(__file__).with_name("amounts_in_words.txt").read_text("utf-8").splitlines()
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in LINES if line and not line.startswith("#")]


def test_the_list_is_long_and_names_every_currency_we_have_words_for():
    assert len(set(CASES)) == len(CASES) > 200
    assert set(SPANISH) - {code for _, code, _, _ in CASES} == {"AUD", "CNY", "CUP"}  # like CAD, JPY and DOP


@pytest.mark.parametrize(("amount", "currency", "place", "words"), CASES, ids=[f"{c[0]} {c[1]} {c[2]}" for c in CASES])
def test_an_amount_in_words(amount, currency, place, words):
    code = None if currency == "-" else currency
    language, country = ("en", "") if place == "en" else ("es", place.strip("-"))

    assert amount_in_words(Decimal(amount), code, language, country) == words


@given(st.integers(0, LIMIT - 2), st.sampled_from(["", "m", "f"]))
def test_two_numbers_never_have_the_same_words_and_none_has_the_known_faults(number, gender):
    words = cardinal(number, gender)

    assert words != cardinal(number + 1, gender)
    padded = f" {words} "
    for fault in (
        "llones un mil ",
        "llón un mil ",
        "uno mil",
        "veintiuno mill",
        "ciento mil",
        "cien un",
        " uno millones",
        "y cero",
    ):
        assert fault not in padded
    assert not words.startswith("un mil ")
    assert words == " ".join(words.split()).lower()


@given(
    st.decimals(-(10**15), 10**15, places=4),
    st.sampled_from([*SPANISH, *ENGLISH, "AED", None]),
    st.sampled_from(["es", "en"]),
    st.sampled_from(["", "ES", "MX", "PE", "CO"]),
)
def test_any_amount_has_words_and_a_cent_more_has_others(amount, currency, language, country):
    words = amount_in_words(amount, currency, language, country)

    assert words
    assert "  " not in words
    assert words != amount_in_words(amount + minor_unit(currency), currency, language, country)


def test_beyond_the_limit_there_are_no_words():
    with pytest.raises(ValueError, match="no words"):
        amount_in_words(Decimal(LIMIT), "EUR")
