"""Record what happened: one row at the end of `Pagos` or `Gestiones`, for a customer the workbook knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_ledger, find_sheet
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Book, Patch, Value
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.cash.folios import full_folio
from xl_cobranza.errors import Refused
from xl_cobranza.flows.appending import append_rows


@dataclass(frozen=True, slots=True)
class Registration:
    """Where the row goes and under which `Id`; nothing is written until the book applies `patches`."""

    ref: str
    id: str
    patches: tuple[Patch, ...]
    digest: str


def register(
    book: Book, sheet: Sheet, values: Mapping[str, Value], language: str = "es", *, ledger_sheet: str | None = None
) -> Registration:
    """One row more, by field. The sheet is made when the workbook has none; `ledger_sheet` picks among several ledgers.

    Raises Refused: customer_misspelt, customer_not_found, folio_not_found, sheet_without_columns,
    table_has_totals, and what finding the ledger may raise.
    """
    ledger, customers = find_ledger(book, ledger_sheet), find_sheet(book, layout.CUSTOMERS)
    customer = known_customer(str(values["customer"]), ledger, customers)
    _check_folio(str(values.get("folio") or ""), customer, ledger, customers)
    row = {**values, "customer": customer}
    added = append_rows(book, sheet, [row], language)
    return Registration(added.refs[0], added.ids[0], added.patches, book.digest())


def known_customer(asked: str, ledger: Area, customers: Area | None) -> str:
    """The customer as the workbook writes it."""
    keys = list(_texts(customers, "customer"))
    known = {fold(text): text for text in (*_texts(ledger, "customer"), *keys) if text}
    for key, name in zip(keys, _texts(customers, "name"), strict=False):
        known.setdefault(fold(name), key)
    if fold(asked) in known:
        return known[fold(asked)]
    close = get_close_matches(fold(asked), known, n=3) or [word for word in known if fold(asked) in word][:3]
    if close:
        raise Refused(
            "customer_misspelt", found=asked, suggestion=", ".join(dict.fromkeys(known[word] for word in close))
        )
    raise Refused("customer_not_found", found=asked)


def _check_folio(asked: str, customer: str, ledger: Area, customers: Area | None) -> None:
    """An invoice that is not the customer's would be paid by mistake."""
    if not asked:
        return
    series = list(_texts(ledger, "series")) or [""] * (ledger.last_row - ledger.first_row + 1)
    aliases = _aliases(customer, customers)
    rows = zip(_texts(ledger, "customer"), series, _texts(ledger, "folio"), strict=False)
    theirs = [(serie, folio) for name, serie, folio in rows if fold(name) in aliases]
    if fold(asked) not in {fold(text) for serie, folio in theirs for text in (folio, serie + folio)}:
        shown = sorted({full_folio(serie, folio) for serie, folio in theirs})
        raise Refused("folio_not_found", found=asked, known=", ".join(shown[:12]) + (", …" if len(shown) > 12 else ""))


def _aliases(customer: str, customers: Area | None) -> set[str]:
    """The key and the name of a customer: a ledger may use either."""
    pairs = zip(_texts(customers, "customer"), _texts(customers, "name"), strict=False)
    same = {fold(text) for pair in pairs if fold(customer) in map(fold, pair) for text in pair if text}
    return same | {fold(customer)}


def _texts(area: Area | None, field: str) -> Iterator[str]:
    if area is None or field not in area.columns:
        return iter(())
    return map(read_text, area.grid.column(area.columns[field], area.first_row, area.last_row))
