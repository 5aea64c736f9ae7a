"""Late interest, and the yearly cost of a discount that is let go."""

from datetime import date
from decimal import Decimal
from typing import Final

from xl_cobranza.book.typed.amounts import read_amount, read_rate, read_whole
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.domain.cash.early_payment import early_payment_cost
from xl_cobranza.domain.cash.interest import RateGap, Rates, late_interest
from xl_cobranza.domain.cash.money import round_money
from xl_cobranza.domain.policy import DayCount
from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces.worksheet.by_days import Answer, Column, each, read
from xl_cobranza.faces.worksheet.calling import Calling

_SHORT_YEARS: Final = {DayCount.ACT_360, DayCount.THIRTY_360_US, DayCount.THIRTY_E_360}


def interests(calling: Calling, capital: Column, since: Column, until: Column, rate: Column) -> list[Answer]:
    """Simple interest on each amount, in the currency of the workbook; without a rate, at its own, split where it changes."""
    parameters = calling.policy.parameters
    ours: Rates = calling.policy.rates if parameters.late_rate is None else parameters.late_rate

    def interest(capital: Decimal, since: date | None, until: date | None, rate: Decimal | None) -> Answer:
        rates = ours if rate is None else rate
        end = until or calling.as_of
        if since is None:
            return None
        if rates == () and capital > 0 and since < end:  # else none is due, whatever the rate
            return calling.refused(WrongUsage("no_rate"))
        owed = round_money(capital, parameters.currency)  # as a balance is, so that both tell the same figure
        found = late_interest([(since, owed)], rates, end, parameters.day_count, parameters.currency)
        return calling.told(Fault("rate_gap", f"{found.day:%d/%m/%Y}")) if isinstance(found, RateGap) else float(found)

    columns = read(capital, read_amount), read(since, calling.read_date), read(until, calling.read_date)
    return each(calling, interest, *columns, read(rate, read_rate))


def early_payment_costs(calling: Calling, discount: Column, discount_days: Column, term: Column) -> list[Answer]:
    """The yearly rate that each discount for paying early amounts to, in the year of the workbook's day count."""
    year = 360 if calling.policy.parameters.day_count in _SHORT_YEARS else 365

    def cost(discount: Decimal, discount_days: int | None, term: int | None) -> Answer:
        if discount_days is None or term is None:
            return None
        if not 0 < discount < 1:
            return calling.refused(WrongUsage("not_a_discount", found=f"{discount.normalize():f}"))
        if not 0 <= discount_days < term:
            return calling.refused(WrongUsage("no_days_to_gain", found=f"{discount_days}", term=f"{term}"))
        return float(early_payment_cost(discount, discount_days, term, year))

    return each(calling, cost, read(discount, read_rate), read(discount_days, read_whole), read(term, read_whole))
