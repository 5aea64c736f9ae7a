"""The as-of date: asked for, else typed in the workbook, else today. The only place that knows today."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from xl_cobranza.book import layout
from xl_cobranza.book.port import Book
from xl_cobranza.book.references import Place, place, reference
from xl_cobranza.book.rows import as_of_cell
from xl_cobranza.book.typed.dates import read_date
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.errors import Problem, WrongUsage

_OLD: Final = timedelta(days=3)


def settle(book: Book, asked: date | None, timezone: str) -> tuple[date, tuple[Problem, ...]]:
    """The date to decide for, and the doubt it leaves: a typed cut-off date may have been forgotten there.

    A formula in the cell counts as empty: its stored result is of whatever day Excel last calculated.
    """
    if asked is not None:
        return asked, ()
    now, typed, spot = today(timezone), as_of_cell(book), place(book.names.get(layout.AS_OF_NAME, ""))
    if spot is None or spot.sheet not in book.sheets:
        return now, ()
    if typed is None:
        return now, _unread(book, spot)
    if now - typed <= _OLD:
        return typed, ()
    return typed, (Problem("old_cutoff_date", reference(*spot), f"{typed:%d/%m/%Y}"),)


def _unread(book: Book, spot: Place) -> tuple[Problem, ...]:
    """Something was typed that is no date: the person must know that today was used instead."""
    grid = book.read(spot.sheet)
    fault = read_date(grid.row(spot.row).get(spot.column))
    if not isinstance(fault, Fault) or spot.row in grid.formulas(spot.column):
        return ()
    return (Problem("cutoff_not_a_date", reference(*spot), fault.found),)


def today(timezone: str = "") -> date:
    """Today in a time zone such as `America/Mexico_City`; where it is unknown, by this machine's clock."""
    return now(timezone).date()


def now(timezone: str = "") -> datetime:
    """The moment, in that time zone or in this machine's; it knows its zone."""
    zone = known_zone(timezone)
    return datetime.now(zone).astimezone(zone)


def known_zone(timezone: str) -> ZoneInfo | None:
    """The time zone of that name, None for none."""
    try:
        return ZoneInfo(timezone) if timezone else None
    except (KeyError, OSError, ValueError):  # not a zone, or no time zone data on this machine: `doctor` says so
        return None


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
