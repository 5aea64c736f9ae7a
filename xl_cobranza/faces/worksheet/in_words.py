"""Amounts in words, in the currency and in the manner of the workbook's country."""

from decimal import Decimal

from xl_cobranza.book.records.money import read_code
from xl_cobranza.book.typed.amounts import read_amount
from xl_cobranza.book.typed.currencies import Home
from xl_cobranza.faces.worksheet.by_days import Answer, Column, each, read
from xl_cobranza.faces.worksheet.calling import Calling
from xl_cobranza.wording.amounts import amount_in_words


def amounts(calling: Calling, amount: Column, currency: Column) -> list[Answer]:
    """Each amount in words; without a currency, in that of the workbook."""
    ours, country, language = calling.policy.parameters.currency, calling.country, calling.teller.language

    def words(amount: Decimal, currency: str | None) -> Answer:
        return amount_in_words(amount, currency or ours, language, country)

    return each(calling, words, read(amount, read_amount), read(currency, read_code(Home(ours, country))))
