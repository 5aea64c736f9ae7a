"""The as-of date: asked for, else typed in the workbook, else today. The only place that knows today."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from xl_cobranza.book import layout
from xl_cobranza.book.port import Book
from xl_cobranza.book.references import place, reference
from xl_cobranza.book.typed.dates import read_date
from xl_cobranza.errors import Problem, WrongUsage

_OLD: Final = timedelta(days=3)


def settle(book: Book, asked: date | None, timezone: str) -> tuple[date, tuple[Problem, ...]]:
    """The date to decide for, and the doubt it leaves: a typed cut-off date may have been forgotten there.

    A formula in the cell counts as empty: its stored result is of whatever day Excel last calculated.
    """
    if asked is not None:
        return asked, ()
    now = today(timezone)
    spot = place(book.names.get(layout.AS_OF_NAME, ""))
    if spot is None or spot.sheet not in book.sheets:
        return now, ()
    grid = book.read(spot.sheet)
    typed = grid.row(spot.row).get(spot.column)
    if not isinstance(typed, date) or spot.row in grid.formulas(spot.column):
        return now, ()
    cutoff = typed.date() if isinstance(typed, datetime) else typed
    if now - cutoff <= _OLD:
        return cutoff, ()
    return cutoff, (Problem("old_cutoff_date", reference(*spot), f"{cutoff:%d/%m/%Y}"),)


def today(timezone: str = "") -> date:
    """Today in a time zone such as `America/Mexico_City`; where it is unknown, by this machine's clock."""
    try:
        zone = ZoneInfo(timezone) if timezone else None
    except (KeyError, OSError, ValueError):  # not a zone, or no time zone data on this machine: `doctor` says so
        zone = None
    return datetime.now(zone).date()


def parse_option(option: str, text: str | None) -> date | None:
    """The date after an option, or None when the option was left out."""
    return None if text is None else parse_date(option, text)


def parse_date(option: str, text: str) -> date:
    """A date as typed after an option: 2026-11-22 or 22/11/2026.

    >>> parse_date("--fecha", "22/11/2026") == parse_date("--fecha", "2026-11-22")
    True
    """
    found = read_date(text)
    if isinstance(found, date):
        return found
    raise WrongUsage("bad_option_date", option, text)
