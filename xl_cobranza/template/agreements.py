"""The agreements of the sample, each with the sheet that the command `acuerdo` would have made when it was signed."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from openpyxl import Workbook

from xl_cobranza.book import layout, words
from xl_cobranza.book.agreements.cells import Seen, cells
from xl_cobranza.book.agreements.ledger_columns import LedgerColumns
from xl_cobranza.book.agreements.shape import Shape
from xl_cobranza.book.port import Formula, Value
from xl_cobranza.book.references import quoted
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.domain.agreements.deal import Covered, Deal, payment_names
from xl_cobranza.domain.agreements.schedule import schedule
from xl_cobranza.domain.agreements.terms import Method, Terms
from xl_cobranza.domain.cash.folios import full_folio
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import Frequency
from xl_cobranza.template.sample import AS_OF, Cell, rows
from xl_cobranza.template.sheet import Placed
from xl_cobranza.template.tabs import agreement
from xl_cobranza.wording.agreements import labels

Row = Mapping[str, Cell]
_LANGUAGE: Final = "es"


def add(workbook: Workbook, placed: Mapping[str, Placed]) -> Mapping[str, Mapping[str, Value]]:
    """Add one sheet per agreement.

    Answers what the formulas come to on the sample's date, by sheet and cell: openpyxl cannot store it.
    """
    return {f"{layout.SCHEDULE.name} {row['id']}": _add(workbook, row, placed) for row in rows(layout.AGREEMENTS)}


def _add(workbook: Workbook, row: Row, placed: Mapping[str, Placed]) -> Mapping[str, Value]:
    parameters = {str(one["key"]): str(one["value"] or "") for one in rows(layout.PARAMETERS)}
    deal, country = _deal(row, parameters), parameters["country"]
    shape = Shape.for_deal(deal, _LANGUAGE, country, deal.id.replace("-", "_"))
    worksheet = workbook.create_sheet(f"{layout.SCHEDULE.name} {deal.id}")
    agreement.draw(worksheet, shape)
    says, grace = labels(_LANGUAGE, country), int(parameters["agreement_grace"])
    found: dict[str, Value] = {}
    seen = Seen(AS_OF, _received(deal))
    for cell in cells(worksheet.title, deal, shape, _columns(placed, deal), says, grace, seen):
        place = worksheet.cell(cell.row, cell.column)
        if isinstance(cell.value, Formula):
            place.value, found[place.coordinate] = f"={cell.value.text}", cell.value.result
        else:
            place.value = cell.value
            if isinstance(cell.value, str):
                place.data_type = "s"  # a criterion that begins with = is a text
    return found


def _deal(row: Row, parameters: Mapping[str, str]) -> Deal:
    """What the row of `Acuerdos` says, with the parties and the invoices as their own sheets have them."""
    (customer,) = _of(layout.CUSTOMERS, "customer", row["customer"])
    invoices = tuple(_invoices(str(row["id"])))
    (currency,) = {str(invoice["currency"]) for invoice in _of(layout.LEDGER, "agreement", row["id"])}
    first_on, signed_on = row["first_on"], row["signed_on"]
    assert isinstance(first_on, date)
    assert isinstance(signed_on, date)
    terms = Terms(
        balance=_money(row["balance"]) + _money(row["interest_included"]),
        signed_on=signed_on,
        first_on=first_on,
        count=int(_money(row["instalments"])),
        method=Method(str(words.key("method", str(row["method"])))),
        frequency=Frequency(str(words.key("frequency", str(row["frequency"])))),
        rate=_money(row["rate"]),
        currency=currency,
        down_payment=_money(row["down_payment"]),
    )
    return Deal(
        id=str(row["id"]),
        customer=str(row["customer"]),
        customer_name=str(customer["name"]),
        creditor=parameters["company"],
        invoices=invoices,
        terms=terms,
        rows=schedule(terms),
        tax_id=str(customer["tax_id"]),
        interest_included=_money(row["interest_included"]),
        waived=_money(row["waived"]),
        tolerance=Decimal(parameters["tolerance"]),
    )


def _invoices(id_: str) -> Iterator[Covered]:
    """Nothing of the sample's was paid before it was agreed on: they owe what they amount to."""
    for row in _of(layout.LEDGER, "agreement", id_):
        series, folio, due = str(row["series"] or ""), str(row["folio"]), row["due"]
        alone = len({other["series"] for other in _of(layout.LEDGER, "folio", folio)}) == 1
        assert isinstance(due, date)
        names = payment_names(series, folio, alone=alone)
        yield Covered(full_folio(series, folio), due, _money(row["amount"]), names)


def _received(deal: Deal) -> Decimal:
    """What the payments that name the agreement or its invoices add up to, as the formula adds them."""
    names = {deal.id, *(name for line in deal.invoices for name in line.names)}
    return sum((_money(row["amount"]) for row in rows(layout.PAYMENTS) if row["folio"] in names), ZERO)


def _columns(placed: Mapping[str, Placed], deal: Deal) -> LedgerColumns:
    """Where the formulas look, in the sheets of the same workbook."""

    def column(sheet: Sheet, field: str) -> str:
        where = placed[sheet.key]
        letter = where.letters[field]
        return f"{quoted(where.worksheet.title)}!${letter}:${letter}"

    return LedgerColumns(
        payment_folio=column(layout.PAYMENTS, "folio"),
        payment_day=column(layout.PAYMENTS, "paid_on"),
        payment_amount=column(layout.PAYMENTS, "amount"),
        balance=column(layout.LEDGER, "balance"),
        agreement=column(layout.LEDGER, "agreement"),
        folio=column(layout.LEDGER, "folio"),
        has_cutoff=True,
        ids=(deal.id,),
        listed=column(layout.AGREEMENTS, "id"),
        stands=column(layout.AGREEMENTS, "status"),
        replaces=column(layout.AGREEMENTS, "replaces"),
    )


def _of(sheet: Sheet, field: str, value: Cell) -> list[Row]:
    return [row for row in rows(sheet) if row[field] == value]


def _money(value: Cell) -> Decimal:
    return Decimal(str(value or 0))
