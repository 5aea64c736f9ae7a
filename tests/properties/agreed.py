"""Terms of every kind that lead to a schedule, for the properties and for the sheets that LibreOffice calculates."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from xl_cobranza.domain.agreements.terms import Method, Shift, Terms
from xl_cobranza.domain.cash.money import minor_unit
from xl_cobranza.domain.days.dates import Frequency
from xl_cobranza.domain.days.working_days import WorkingCalendar

CALENDARS = st.builds(WorkingCalendar, st.sampled_from(["", "MX", "ES"]))


@st.composite
def terms(draw, methods=tuple(Method)):
    """An agreement of a few to sixty instalments, each of at least ten units of its rounding."""
    currency = draw(st.sampled_from(["EUR", "MXN", "CLP", "JPY", None]))
    method = draw(st.sampled_from(methods))
    count = draw(st.integers(1, 36))
    unit = draw(st.sampled_from([Decimal(0), Decimal(1), Decimal(10), Decimal(100)]))
    smallest = max(unit, minor_unit(currency))
    balance = draw(st.integers(1, 10**6)) * minor_unit(currency) + smallest * 60 * count
    signed = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    first = signed + timedelta(draw(st.integers(0, 60)))
    rate = Decimal(draw(st.integers(0, 3600))) / 10000
    down = draw(st.sampled_from([Decimal(0), Decimal(0), smallest * 5]))
    known = {
        "balance": balance, "signed_on": signed, "first_on": first, "count": count, "method": method, "rate": rate,
        "currency": currency, "down_payment": down, "unit": unit, "shift": draw(st.sampled_from(Shift)),
        "calendar": draw(CALENDARS), "frequency": draw(st.sampled_from(Frequency)), "grace": draw(st.integers(0, 3)),
    }  # fmt: skip
    if method is not Method.CUSTOM:
        return Terms(**known)
    gaps = draw(st.lists(st.integers(1, 45), min_size=count, max_size=count))
    dates = tuple(first + timedelta(sum(gaps[:n])) for n in range(count))
    share = ((balance - down) / (2 * count)).quantize(minor_unit(currency))  # half of it before the last
    grown = {"dates": dates, "amounts": (share,) * (count - 1), "frequency": None, "grace": 0, "rate": rate / 4}
    return Terms(**{**known, **grown})
