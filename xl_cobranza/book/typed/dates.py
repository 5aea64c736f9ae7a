"""Dates as people write them, day first. What cannot be a date day-first is reported, never turned round.

Source: the contract `workbook.md`, «Reading cells».
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from xl_cobranza.book.port import CellError, Value
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import fold_accents, is_blank, shown

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan", "febrero feb february", "marzo mar march", "abril abr april apr", "mayo may",
            "junio jun june", "julio jul july", "agosto ago august aug", "septiembre setiembre sep sept set september",
            "octubre oct october", "noviembre nov november", "diciembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_TIME: Final = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.? ?m\.?)?Z?)?"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_DAY_FIRST: Final = re.compile(rf"(\d{{1,2}}) ?([-/.]) ?(\d{{1,2}}) ?\2 ?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_DAY_NAME: Final = r"(?:(?:lun|mar|mie|jue|vie|sab|dom|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
_DAY_MONTH: Final = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})(?:st|nd|rd|th|o(?= ))?[-/. ]*(?:de +)?([a-z]+)\.?,?[-/. ]*(?:de[l]? +)?(\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(
    rf"{_DAY_NAME}([a-z]+)\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_TIME}", re.IGNORECASE
)


def read_date(value: Value) -> date | Fault | None:
    """The day a cell holds. A bare number is a serial of the 1900 system when it falls in 1990–2100.

    >>> read_date("03/04/2026"), read_date("3 de abril de 2026"), read_date(46115.0)
    (datetime.date(2026, 4, 3), datetime.date(2026, 4, 3), datetime.date(2026, 4, 3))
    >>> read_date("12/31/2026"), read_date("pronto")
    (Fault(kind='impossible_date', found='12/31/2026'), Fault(kind='not_a_date', found='pronto'))
    """
    return _read(value, _EPOCH)


def date_reader(date1904: bool) -> Callable[[Value], date | Fault | None]:
    """`read_date`, for a workbook that counts its days from 1900 or from 1904.

    >>> date_reader(True)(44653.0)
    datetime.date(2026, 4, 3)
    """
    return partial(_read, epoch=_EPOCH_1904) if date1904 else read_date


def _read(value: Value, epoch: date) -> date | Fault | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, float):
        return _serial(value, epoch)
    if isinstance(value, str) and not isinstance(value, CellError):
        return None if is_blank(value) else _written(shown(value))
    return Fault("not_a_date", shown(value))


def _in_range(day: date) -> date | Fault:
    return day if FIRST <= day <= LAST else Fault("date_out_of_range", day.isoformat())


def _serial(value: float, epoch: date) -> date | Fault:
    days = int(value)
    if not 0 < days < 200_000:
        return Fault("not_a_date", shown(value))
    day = epoch + timedelta(days)
    return day if FIRST <= day <= LAST else Fault("date_out_of_range", shown(value))


def _written(text: str) -> date | Fault:
    plain = fold_accents(text)
    if match := _YEAR_FIRST.fullmatch(plain):
        return _day(text, match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(plain):
        return _day(text, match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(text, match[4], match[3], match[1])
    if (match := _DAY_MONTH.fullmatch(plain)) and (month := MONTHS.get(match[2].casefold())):
        return _day(text, match[3], str(month), match[1])
    if (match := _MONTH_DAY.fullmatch(plain)) and (month := MONTHS.get(match[1].casefold())):
        return _day(text, match[3], str(month), match[2])
    return Fault("not_a_date", text)


def _day(text: str, year: str, month: str, day: str) -> date | Fault:
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return Fault("impossible_date", text)
    return found if FIRST <= found <= LAST else Fault("date_out_of_range", text)
