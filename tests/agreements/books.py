"""A workbook from the template with invoices of its own, and agreements about them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from xl_cobranza import AgreementPlan, Proposal, agree, template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_ledger, find_sheet
from xl_cobranza.book.port import AppendRow, Patch, SetCell, Value
from xl_cobranza.book.references import place
from xl_cobranza.domain.agreements.terms import Method, Shift
from xl_cobranza.domain.cash.money import minor_unit
from xl_cobranza.domain.days.dates import Frequency

AS_OF = date(2026, 11, 20)


def opened(path: Path) -> XlsxBook:
    return XlsxBook(path, None, template.blank)


def new_book(path: Path, invoices: Iterable[Mapping[str, Value]]) -> Path:
    """The blank template with those invoices, by field."""
    template.build(path, sample=False)
    add_rows(path, layout.LEDGER, invoices)
    return path


def add_rows(path: Path, sheet, rows: Iterable[Mapping[str, Value]]) -> None:
    book = opened(path)
    area = find_ledger(book) if sheet is layout.LEDGER else find_sheet(book, sheet)
    assert area is not None
    book.apply(list(_appended(area, rows)), book.digest())


def _appended(area: Area, rows: Iterable[Mapping[str, Value]]) -> Iterable[Patch]:
    used = [row for row in range(area.first_row, area.last_row + 1) if area.grid.row(row)]
    for at, row in enumerate(rows, max(used, default=area.heading_row) + 1):
        yield AppendRow(area.sheet, area.table.name, at, {area.columns[field]: value for field, value in row.items()})


def type_in(path: Path, sheet: str, ref: str, value: Value) -> None:
    """What a person types, as a program that calculates nothing would save it."""
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    workbook[sheet][ref].value = value
    workbook.save(path)


def cut_off(path: Path, day: date) -> None:
    """Type the cut-off date."""
    book = opened(path)
    spot = place(book.names[layout.AS_OF_NAME])
    assert spot is not None
    book.read(spot.sheet)
    book.apply([SetCell(spot.sheet, spot.row, spot.column, day)], book.digest())


def sign(path: Path, proposal: Proposal, as_of: date = AS_OF) -> AgreementPlan:
    book = opened(path)
    plan = agree(book, as_of, proposal)
    book.apply(plan.patches, plan.digest)
    return plan


def invoice(folio: str, amount: float, currency: str | None = "MXN", customer: str = "Olmo", **more: Value):
    known = {"folio": folio, "customer": customer, "due": date(2026, 10, 1), "amount": amount, "currency": currency}
    return {field: value for field, value in {**known, **more}.items() if value is not None}


def plans(count: int, seed: int = 1) -> Sequence[tuple[Mapping[str, Value], Proposal]]:
    """So many debts with a proposal each: every method, frequency, rounding, currency in turn, the rest by chance."""
    chance, found = Random(seed), []
    for n in range(count):
        currency = ("MXN", "EUR", "CLP", "JPY")[n % 4]
        method = tuple(Method)[n // 4 % 4]
        unit = (0, 0, 1, 10, 100)[n % 5]
        cuotas = chance.randint(1, 30)
        smallest = max(Decimal(unit), minor_unit(currency))
        amount = chance.randint(100, 10**8) * minor_unit(currency) + smallest * 50 * cuotas
        first = AS_OF + timedelta(chance.randint(0, 50))
        known = {
            "folios": (f"{n:05}",), "rate": Decimal(chance.randint(0, 2400)) / 10000, "method": method,
            "frequency": tuple(Frequency)[n // 2 % 4], "unit": Decimal(unit), "first_on": first,
            "down_payment": smallest * chance.choice([0, 0, 7]), "grace": chance.choice([0, 0, 0, 2]),
            "shift": chance.choice(list(Shift)), "count": cuotas,
        }  # fmt: skip
        if method is Method.INTEREST_FREE:
            known["rate"] = Decimal(0)
        if method is Method.CUSTOM:
            dates = tuple(first + timedelta(11 * at) for at in range(cuotas))
            share = (amount / (2 * cuotas)).quantize(minor_unit(currency))
            known |= {"dates": dates, "amounts": (share,) * (cuotas - 1), "grace": 0, "down_payment": Decimal(0)}
            known["rate"] /= 8  # the interest must not eat the half that is paid before the last
        elif n % 7 == 3:
            known |= {"count": None, "payment": (amount / cuotas).quantize(smallest) + smallest * 5, "rate": Decimal(0)}
        elif n % 11 == 5:  # the same method on dates of its own
            known |= {"dates": tuple(first + timedelta(17 * at) for at in range(cuotas)), "grace": 0}
        found.append((invoice(f"{n:05}", float(amount), currency), Proposal(**known)))
    return found
