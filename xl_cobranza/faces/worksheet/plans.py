"""The instalment of a balance, and its whole schedule: what `cobranza acuerdo` would propose, in a cell.

Monthly and French, or interest-free where no rate is given. The currency, and so the cents, is the workbook's.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.typed.amounts import read_amount, read_rate, read_whole
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.domain.agreements.schedule import ScheduleRow, schedule
from xl_cobranza.domain.agreements.terms import MOST_INSTALMENTS, Method, Terms, Unworkable
from xl_cobranza.domain.days.dates import add_months
from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces.worksheet.by_days import Answer, Column, each, read
from xl_cobranza.faces.worksheet.calling import Calling

Cell = Answer | date
_SHOWN: Final = ("number", "due", "instalment", "interest", "principal", "balance")


def instalments(calling: Calling, balance: Column, count: Column, rate: Column) -> list[Answer]:
    """The instalment of each balance, in so many; the last one may differ by what the cents leave."""

    def instalment(balance: Decimal, count: int | None, rate: Decimal | None) -> Answer:
        if count is None:
            return None
        rows = _schedule(calling, balance, count, rate, None)
        return rows if isinstance(rows, str) else float(rows[0].amount)

    return each(calling, instalment, *_columns(balance, count, rate))


def plan(calling: Calling, balance: Column, count: Column, rate: Column, first_on: Column) -> list[list[Cell]] | str:
    """The schedule of one balance, with headings; without a first day, it begins a month after the cut-off date."""
    columns = [*_columns(balance, count, rate), read(first_on, calling.read_date)]
    owed, times, yearly, first = (column[0] for column in columns)
    fault = next((cell for cell in (owed, times, yearly, first) if isinstance(cell, Fault)), None)
    if fault is not None:
        return calling.told(fault)
    rows = _schedule(calling, owed or Decimal(0), times or 0, yearly, first)
    if isinstance(rows, str):
        return rows
    named = [layout.SCHEDULE.by_field[field] for field in _SHOWN]
    headings: list[Cell] = [column.heading_in(calling.teller.language) for column in named]
    return [headings, *map(_cells, rows)]


def _cells(row: ScheduleRow) -> list[Cell]:
    return [row.number, row.due, *map(float, (row.amount, row.interest, row.principal, row.balance))]


def _columns(balance: Column, count: Column, rate: Column) -> list[Sequence[object]]:
    return [read(balance, read_amount), read(count, read_whole), read(rate, read_rate)]


def _schedule(
    calling: Calling, balance: Decimal, count: int, rate: Decimal | None, first_on: date | None
) -> Sequence[ScheduleRow] | str:
    """The rows, or why there are none."""
    if not 1 <= count <= MOST_INSTALMENTS:
        return calling.refused(WrongUsage("not_a_count", found=str(count), most=str(MOST_INSTALMENTS)))
    first = first_on or add_months(calling.as_of, 1)
    method = Method.FRENCH if rate else Method.INTEREST_FREE
    terms = Terms(
        balance, min(first, calling.as_of), first, count, method=method, rate=rate or Decimal(0),
        currency=calling.policy.parameters.currency,
    )  # fmt: skip
    try:
        return schedule(terms)
    except Unworkable:  # nothing is owed, or not a cent for each
        return calling.refused(WrongUsage("nothing_to_divide", found=f"{balance.normalize():f}", count=str(count)))
