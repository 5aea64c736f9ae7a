"""`Facturas`, column by column: a hundred thousand rows within a second, every doubt told."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import compress
from operator import lt
from typing import Any, Final

from xl_cobranza.book import words
from xl_cobranza.book.finding import Area
from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import Columns, blanks, pass_over, read_columns
from xl_cobranza.book.records.customers import Directory
from xl_cobranza.book.records.log_rows import StageKeys, read_stage
from xl_cobranza.book.records.money import fill_currency, read_code
from xl_cobranza.book.typed.currencies import Home
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.book.typed.values import Reader, read_words
from xl_cobranza.domain.ledger import Invoice, Situation, Unreadable
from xl_cobranza.errors import SEVERITY, Problem, Severity

REQUIRED: Final = ("folio", "customer", "amount")
_IDENTITY: Final = ("series", "folio", "customer", "issued", "due")
_TEXTS: Final = ("series", "folio", "dispute_reason", "dispute_owner", "applies_to", "agreement", "manual_stage")
_DEFAULTS: Final[Mapping[str, object]] = {**dict.fromkeys(_TEXTS, ""), "instrument": False, "withheld": Decimal(0)}


def read_invoices(
    area: Area, directory: Directory, home: Home, stage_key: StageKeys, as_of: date
) -> tuple[list[Invoice], list[Unreadable], list[Problem]]:
    """Every row that can be read, every row that cannot, and why, in sheet order."""
    columns = read_columns(area, Invoice._fields[1:], _readers(home, stage_key))
    pass_over(columns, _IDENTITY)
    fill_currency(columns, home)
    spoiled = _tell_faults(columns)
    known = set(directory.customers)
    columns.values["customer"] = [directory[name or ""] for name in columns["customer"]]
    _tell_unknown_customers(columns, known)
    _derive_due_dates(columns, directory, spoiled)
    _settle_paid(columns)
    _settle_instruments(columns)
    spoiled |= _tell_blanks(columns, spoiled)
    spoiled |= _tell_duplicates(columns, spoiled)
    _tell_odd_dates(columns, as_of)
    unreadable = [
        Unreadable(columns.row(i), columns["folio"][i] or "", columns["customer"][i]) for i in sorted(spoiled)
    ]
    return _invoices(columns, spoiled), unreadable, columns.problems()


def _readers(home: Home, stage_key: StageKeys) -> Mapping[str, Reader[Any]]:
    return {
        "situation": _read_situation,
        "instrument": _read_instrument,
        "currency": read_code(home),
        "manual_stage": read_stage(stage_key),
    }


_situation_words: Final = read_words("situation")
_instrument_words: Final = read_words("instrument")


def _read_situation(value: Value) -> Situation | str | Fault | None:
    key = _situation_words(value)
    return Situation(key) if isinstance(key, str) and key != words.PAID else key


def _read_instrument(value: Value) -> bool | Fault | None:
    """Whether a document was given for the debt; a code of the tax office («03», «99») is none.

    >>> _read_instrument("Pagaré"), _read_instrument("03 Transferencia electrónica"), _read_instrument("Crédito 30 días")
    (True, False, False)
    """
    if not read_text(value):
        return None
    text = read_text(value).lstrip("0123456789 -.")
    first = text.split()[0] if text else ""
    for candidate in (text, first):
        key = _instrument_words(candidate)
        if not isinstance(key, Fault):
            return key == words.INSTRUMENT
    return Fault("unknown_word", text)


def _tell_faults(columns: Columns) -> set[int]:
    """Tell every fault; a row is spoiled by those that are errors, in whatever column."""
    spoiled: set[int] = set()
    for faults in columns.faults.values():
        spoiled.update(i for i, fault in faults.items() if SEVERITY[fault.kind] is Severity.ERROR)
    columns.tell_faults(())
    return spoiled - columns.passed_over


def _tell_unknown_customers(columns: Columns, known: set[str]) -> None:
    if not known:
        return
    told: set[str] = {""} | known
    for i, key in enumerate(columns["customer"]):
        if key not in told and i not in columns.passed_over:
            told.add(key)
            columns.tell("unknown_customer", i, "customer", key)


def _derive_due_dates(columns: Columns, directory: Directory, spoiled: set[int]) -> None:
    """A blank due date is the issue date and the customer's term; only a credit needs none."""
    due, issued, amounts, customers = (columns[name] for name in ("due", "issued", "amount", "customer"))
    for i, day in enumerate(due):
        if day is not None or i in spoiled or i in columns.passed_over or (amounts[i] is not None and amounts[i] < 0):
            continue
        customer = directory.customers.get(customers[i])
        if customer is not None and customer.term is not None and issued[i] is not None:
            due[i] = issued[i] + timedelta(customer.term)
            columns.tell("derived_due_date", i, "due", f"{due[i]:%d/%m/%Y}")
        else:
            columns.tell("no_due_date", i, "due")
            spoiled.add(i)


def _settle_paid(columns: Columns) -> None:
    """A row whose situation says «Pagada» is paid in full; where an amount says otherwise, that counts and is told."""
    if words.PAID not in set(columns["situation"]):
        return
    for i, word in enumerate(columns["situation"]):
        if word != words.PAID:
            continue
        columns["situation"][i] = None
        paid, balance, amount = columns["paid"][i], columns["their_balance"][i], columns["amount"][i]
        owed = None if amount is None else amount - (columns["withheld"][i] or 0)
        if paid is None:
            columns["paid"][i] = paid = owed
        if balance if balance is not None else owed is not None and paid < owed:
            columns.tell("paid_but_owes", i, "situation")


def _settle_instruments(columns: Columns) -> None:
    """The due date of a document says that there is one, where no way to pay says otherwise."""
    if "instrument_due" in columns.values:
        pairs = zip(columns["instrument"], columns["instrument_due"], strict=True)
        columns.values["instrument"] = [due is not None if held is None else held for held, due in pairs]


def _tell_blanks(columns: Columns, spoiled: set[int]) -> set[int]:
    found: set[int] = set()
    for name in REQUIRED:
        faults = columns.faults.get(name, {})
        for i in blanks(columns[name]):
            if i not in columns.passed_over and i not in faults:
                columns.tell("blank_cell", i, name)
                found.add(i)
    return found - spoiled


def _tell_duplicates(columns: Columns, spoiled: set[int]) -> set[int]:
    """The rows whose series, folio and due date another row above has: one invoice may have several due dates."""
    keys = list(zip(columns["series"], columns["folio"], columns["due"], strict=True))
    if len(set(keys)) == len(keys):
        return set()
    seen: set[tuple[object, ...]] = set()
    found: set[int] = set()
    for i, key in enumerate(keys):
        if i in spoiled or i in columns.passed_over:
            continue
        if key in seen:
            columns.tell("duplicate_row", i, "folio", key[1])
            found.add(i)
        seen.add(key)
    return found


def _tell_odd_dates(columns: Columns, as_of: date) -> None:
    issued, due = columns["issued"], columns["due"]
    if None not in issued and None not in due and max(issued, default=as_of) <= as_of and not any(map(lt, due, issued)):
        return
    for i, (start, end) in enumerate(zip(issued, due, strict=True)):
        if start is None or i in columns.passed_over:
            continue
        if start > as_of:
            columns.tell("issued_in_future", i, "issued", f"{start:%d/%m/%Y}")
        if end is not None and end < start:
            columns.tell("due_before_issue", i, "due", f"{end:%d/%m/%Y}")


def _invoices(columns: Columns, spoiled: set[int]) -> list[Invoice]:
    for name, default in _DEFAULTS.items():
        if name not in columns.values:
            columns.values[name] = [default] * len(columns)
        else:
            columns.values[name] = [default if value is None else value for value in columns.values[name]]
    rows = zip(
        range(columns.area.first_row, columns.area.last_row + 1),
        *(columns[name] for name in Invoice._fields[1:]),
        strict=True,
    )
    built = map(Invoice._make, rows)
    if not spoiled and not columns.passed_over:
        return list(built)
    good = bytearray(b"\x01") * len(columns)
    for i in spoiled | columns.passed_over:
        good[i] = 0
    return list(compress(built, good))
