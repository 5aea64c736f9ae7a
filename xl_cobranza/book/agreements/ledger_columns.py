"""Where the formulas of an agreement find money: the payments of its invoices, and what these still owe."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from xl_cobranza.book import layout, ownership
from xl_cobranza.book.finding import Area, find_sheet
from xl_cobranza.book.port import Book
from xl_cobranza.book.references import letters, quoted
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.agreements.deal import Deal


class LedgerColumns(NamedTuple):
    """Whole columns as formulas write them, "" for one that the workbook lacks."""

    payment_folio: str = ""
    payment_day: str = ""
    payment_amount: str = ""
    balance: str = ""
    agreement: str = ""
    folio: str = ""  # only where a folio alone tells the invoice
    has_cutoff: bool = False
    ids: tuple[str, ...] = ()  # under which the ledger has the invoices: the agreement's own, and those it replaces
    listed: str = ""  # of `Acuerdos`: the id, how a person says it stands, and what it replaces
    stands: str = ""
    replaces: str = ""

    @property
    def has_payments(self) -> bool:
        return bool(self.payment_folio)

    @property
    def has_balances(self) -> bool:
        return bool(self.balance and (self.agreement or self.folio))


def ledger_columns(book: Book, ledger: Area, deal: Deal, rows: Collection[int]) -> LedgerColumns:
    """`rows` are those of the invoices covered."""
    payments = find_sheet(book, layout.PAYMENTS)
    known = payments.columns if payments else {}
    folio, day, amount = (
        _column(payments, known[field]) if payments and {"folio", "paid_on", "amount"} <= known.keys() else ""
        for field in ("folio", "paid_on", "amount")
    )
    own = ownership.places(book, layout.LEDGER).get("balance")
    at = own.column if own and own.sheet == ledger.sheet else None
    agreements = find_sheet(book, layout.AGREEMENTS)
    columns = agreements.columns if agreements else {}
    return LedgerColumns(
        folio, day, amount,
        _column(ledger, at) if at is not None else "",
        _column(ledger, ledger.columns["agreement"]) if "agreement" in ledger.columns else "",
        _column(ledger, ledger.columns["folio"]) if all(len(line.names) != 2 for line in deal.invoices) else "",
        any(name.casefold() == layout.AS_OF_NAME.casefold() for name in book.names),
        _ids(ledger, deal, rows),
        *(
            _column(agreements, columns[field]) if agreements and field in columns else ""
            for field in ("id", "status", "replaces")
        ),
    )  # fmt: skip


def _ids(ledger: Area, deal: Deal, rows: Iterable[int]) -> tuple[str, ...]:
    """A cell that already says an agreement keeps it: it is the one whose place the new one takes."""
    column = ledger.columns.get("agreement")
    cells = (read_text(ledger.grid.row(row).get(column)) if column else "" for row in rows)
    return tuple(dict.fromkeys(cell or deal.id for cell in cells))


def _column(area: Area, column: int) -> str:
    return f"{quoted(area.sheet)}!${letters(column)}:${letters(column)}"
