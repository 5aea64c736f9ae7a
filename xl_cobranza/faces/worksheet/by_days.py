"""What can be said of a due date alone: days, ageing, and what the ladder of the workbook asks for.

Stage and action come from the same `decide` as those of a ledger, about debts of as many customers of whom nothing
else is known. Each function answers a column in one call.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from xl_cobranza.book.port import Value
from xl_cobranza.book.typed.amounts import read_amount
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.values import Reader, read_column
from xl_cobranza.domain.cash import ageing
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.decide import Decision, decide
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.faces.worksheet.calling import Calling

Column: TypeAlias = Sequence[Value]
T = TypeVar("T")
Answer: TypeAlias = str | int | float | None

_NOTHING_KNOWN: Final = Invoice(
    row=0, series="", folio="", customer="", issued=None, due=None, amount=Decimal(0), currency=None,
    withheld=Decimal(0), paid=None, their_balance=None, disputed=None, dispute_reason="", dispute_owner="",
    situation=None, instrument=False, instrument_due=None, on_hold_until=None, promise_date=None,
    promise_amount=None, discount=None, discount_until=None, applies_to="", agreement="", manual_stage="",
)  # fmt: skip


class Debt(NamedTuple):
    """What a row of arguments tells; two that are equal are decided once."""

    due: date
    amount: Decimal
    as_of: date


def days(calling: Calling, due: Column, as_of: Column) -> list[Answer]:
    """Days since each due date; negative before it."""
    dates = (read(column, calling.read_date) for column in (due, as_of))
    return each(calling, lambda due, on: days_overdue(due, on or calling.as_of), *dates)


def buckets(calling: Calling, due: Column, as_of: Column) -> list[Answer]:
    """The ageing bucket of each due date, in words."""
    limits = calling.policy.parameters.bucket_limits
    dates = (read(column, calling.read_date) for column in (due, as_of))

    def bucket(due: date, on: date | None) -> Answer:
        index = ageing.bucket(days_overdue(due, on or calling.as_of), limits)
        return calling.teller.bucket(ageing.bucket_key(index, limits))

    return each(calling, bucket, *dates)


def stages(calling: Calling, due: Column, balance: Column, as_of: Column) -> list[Answer]:
    """The stage of each debt, by days; a blank balance is owed."""
    return _decided(calling, due, balance, as_of, lambda decision, _: calling.teller.stage(decision.stage))


def actions(calling: Calling, due: Column, balance: Column, as_of: Column) -> list[Answer]:
    """What to do about each debt, by days, without the names that only the ledger knows."""
    return _decided(calling, due, balance, as_of, lambda *decided: calling.teller.general_action(*decided) or None)


def each(calling: Calling, answer: Callable[..., T], *columns: Sequence[Any]) -> list[T | str | None]:
    """One answer a row: the first fault told, nothing where the first cell is blank, else what the function says."""

    def one(row: tuple[Any, ...]) -> T | str | None:
        fault = next((cell for cell in row if isinstance(cell, Fault)), None)
        if fault is not None:
            return calling.told(fault)
        return None if row[0] is None else answer(*row)

    return [one(row) for row in zip(*columns, strict=True)]


def read(cells: Column, reader: Reader[Any]) -> Sequence[Any]:
    """The cells of a column, the faulty ones as their faults."""
    values, faults = read_column(cells, reader)
    return [faults.get(i, value) for i, value in enumerate(values)] if faults else values


def _decided(
    calling: Calling,
    due: Column,
    balance: Column,
    as_of: Column,
    words: Callable[[Decision, Invoice], str | None],
) -> list[Answer]:
    readers = (calling.read_date, read_amount, calling.read_date)
    columns = [read(cells, reader) for cells, reader in zip((due, balance, as_of), readers, strict=True)]
    owed = max(calling.policy.parameters.tolerance, Decimal(1))

    def debt(due: date, amount: Decimal | None, on: date | None) -> Debt:
        return Debt(due, owed if amount is None else amount, on or calling.as_of)

    debts = each(calling, debt, *columns)
    told = {debt: words(*decided) for debt, decided in _decide(calling, debts)}
    return [told[one] if isinstance(one, Debt) else one for one in debts]


def _decide(calling: Calling, debts: Sequence[object]) -> Iterator[tuple[Debt, tuple[Decision, Invoice]]]:
    """A decision about each different debt, every one of another customer."""
    by_day: dict[date, dict[Debt, None]] = {}
    for debt in debts:
        if isinstance(debt, Debt):
            by_day.setdefault(debt.as_of, {})[debt] = None
    currency = calling.policy.parameters.currency
    for as_of, different in by_day.items():
        invoices = [
            _NOTHING_KNOWN._replace(row=row, customer=str(row), due=debt.due, amount=debt.amount, currency=currency)
            for row, debt in enumerate(different)
        ]
        decided = decide(Ledger(invoices), calling.policy, as_of, lambda kind, row: f"{kind}!{row}")
        yield from zip(different, zip(decided.decisions, invoices, strict=True), strict=True)
