"""Which invoice a person means by a folio: «A-001», «A001» or «001», or the id of the agreement that covers it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from xl_cobranza.domain.ledger import Invoice

_SEPARATORS: Final = str.maketrans("", "", " -_/.·#\u00a0")


def folio_key(text: str) -> str:
    """A folio as it is compared: case and separators do not count, leading zeros do.

    >>> folio_key("a-001"), folio_key("A 001"), folio_key("001")
    ('A001', 'A001', '001')
    """
    return text.translate(_SEPARATORS).upper()


def full_folio(series: str, folio: str) -> str:
    """The folio with its series, as people write it.

    >>> full_folio("A", "01029"), full_folio("", "01029")
    ('A-01029', '01029')
    """
    return f"{series}-{folio}" if series else folio


def name_of(invoice: Invoice) -> str:
    """An invoice as a person names it."""
    return full_folio(invoice.series, invoice.folio)


class FolioIndex:
    """Finds the rows of an invoice by what a person wrote.

    Only what is asked for is kept, so that a large ledger with few payments costs little. The rows of one
    invoice (its due dates) are one group; they are told by their index in `invoices`.
    """

    def __init__(
        self,
        invoices: Sequence[Invoice],
        asked: Iterable[str],
        family: Callable[[str], Iterable[str]] = lambda key: (key,),
    ) -> None:
        wanted = {folio_key(text) for text in asked}
        # key → (customer, series and folio) → rows; the three ways to name an invoice, best first
        self._full: dict[str, dict[tuple[str, str], list[int]]] = {}
        self._folio: dict[str, dict[tuple[str, str], list[int]]] = {}
        self._agreement: dict[str, dict[tuple[str, str], list[int]]] = {}
        for i, invoice in enumerate(invoices) if wanted else ():
            folio = folio_key(invoice.folio)
            full = folio_key(invoice.series) + folio if invoice.series else folio
            if full in wanted:
                self._full.setdefault(full, {}).setdefault((invoice.customer, full), []).append(i)
            if full != folio and folio in wanted:
                self._folio.setdefault(folio, {}).setdefault((invoice.customer, full), []).append(i)
            for key in map(folio_key, family(invoice.agreement)) if invoice.agreement else ():
                if key in wanted:
                    self._agreement.setdefault(key, {}).setdefault((invoice.customer, ""), []).append(i)

    def find(self, text: str, customer: str) -> list[list[int]]:
        """The invoices that may be meant, each with its rows; of one customer unless that is blank.

        Series and folio together are sought first, then the folio alone, then an agreement, whose rows are one
        group. None found, or more than one, is for the caller to report.
        """
        key = folio_key(text)
        for index in (self._full, self._folio, self._agreement):
            found = [rows for (owner, _), rows in index.get(key, {}).items() if not customer or owner == customer]
            if found:
                return found
        return []
