"""References and serial dates, as Excel counts them.

Rows and columns are 1-based. A serial is a number of days: in the 1900 system day 1 is 1 January 1900
and day 60 is 29 February 1900, which never was (kept since Lotus 1-2-3); in the 1904 system day 0 is
1 January 1904. Source: ECMA-376 part 1, §18.17.4.1.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_LAST_SERIAL: Final = {False: 2_958_465, True: 2_957_003}  # 31 December 9999
_FICTITIOUS: Final = 60
_EPOCH_1904: Final = datetime.fromisoformat("1904-01-01")
_EPOCH_1900: Final = datetime.fromisoformat("1899-12-30")  # true from serial 61 on; one day off before
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@cache
def letters(column: int) -> str:
    """The letters of a column.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def column_number(text: str) -> int:
    """The column with these capital letters.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def reference(row: int, column: int) -> str:
    """The A1 reference of a cell.

    >>> reference(5, 28)
    'AB5'
    """
    return f"{letters(column)}{row}"


def position(text: str) -> tuple[int, int] | None:
    """Row and column of an A1 reference; None when it is none, or lies outside the sheet.

    >>> position("AB5"), position("$AB$5"), position("XFE1"), position("R1C1")
    ((5, 28), (5, 28), None, None)
    """
    match = _REFERENCE.fullmatch(text)
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1].upper())
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area(text: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of `A1:B2` or `A1`; None when it is neither.

    >>> area("B2:C5"), area("B2"), area("A:C")
    ((2, 2, 5, 3), (2, 2, 2, 2), None)
    """
    first, _, last = text.partition(":")
    start, end = position(first), position(last or first)
    return (*start, *end) if start and end else None


def from_serial(serial: float, date1904: bool) -> date | datetime | None:
    """The day of a serial, with its time to the millisecond unless that is midnight.

    None where the calendar has no such day: before the epoch, after 9999, 29 February 1900.

    >>> from_serial(46348, False), from_serial(46348.75, False), from_serial(60, False)
    (datetime.date(2026, 11, 22), datetime.datetime(2026, 11, 22, 18, 0), None)
    >>> from_serial(59, False), from_serial(1, True)
    (datetime.date(1900, 2, 28), datetime.date(1904, 1, 2))
    """
    if not (0 if date1904 else 1) <= serial < _LAST_SERIAL[date1904] + 1:
        return None
    day = int(serial)
    milliseconds = round((serial - day) * 86_400_000)
    if not date1904 and day <= _FICTITIOUS:
        if day == _FICTITIOUS:
            return None
        day += 1
    try:
        moment = (_EPOCH_1904 if date1904 else _EPOCH_1900) + timedelta(day, milliseconds=milliseconds)
    except OverflowError:  # the last millisecond of 9999, rounded up
        return None
    return moment if moment.hour or moment.minute or moment.second or moment.microsecond else moment.date()


def to_serial(moment: date, date1904: bool) -> int | float | None:
    """The serial of a day (int) or of a moment (float); None before the epoch.

    >>> to_serial(date(2026, 11, 22), False), to_serial(datetime(1904, 1, 2, 12), True)
    (46348, 1.5)
    >>> to_serial(date(1900, 2, 28), False), to_serial(date(1900, 3, 1), False)
    (59, 61)
    """
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)
    distance = whole - (_EPOCH_1904 if date1904 else _EPOCH_1900)
    serial = distance.days if not isinstance(moment, datetime) else distance / timedelta(1)
    if not date1904 and serial < _FICTITIOUS + 1:
        serial -= 1
    return serial if serial >= (0 if date1904 else 1) else None
