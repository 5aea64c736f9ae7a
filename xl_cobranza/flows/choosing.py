"""Which rows of the ledger an agreement covers: asked for by folio, or all that a customer owes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from xl_cobranza.book import words
from xl_cobranza.book.headings import fold
from xl_cobranza.domain.agreements.proposal import Proposal
from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.allocation import Allocation
from xl_cobranza.domain.cash.folios import FolioIndex
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.errors import Refused

_SHOWN: Final = 12  # folios that a sentence can list


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows, in order, each with where it stands; of one customer and in one currency."""

    customer: str
    currency: str | None
    rows: Sequence[tuple[Invoice, Position]]


def choose(ledger: Ledger, allocation: Allocation, proposal: Proposal, customer: str) -> Chosen:
    """The rows that the proposal is about; `customer` is its identity in the ledger, "" when only folios are known.

    Raises Refused: no_such_folio, folio_of_several, folio_is_credit, folio_has_situation, folio_in_agreement,
    folio_settled, several_customers, several_currencies, owes_nothing.
    """
    positions = allocation.positions
    if proposal.folios:
        rows = list(_named(ledger, positions, proposal, customer))
    else:
        rows = _all_of(ledger, positions, proposal, customer)
    customers = dict.fromkeys(invoice.customer for invoice, _ in rows)
    if len(customers) > 1:
        raise Refused("several_customers", found=", ".join(customers))
    currencies = dict.fromkeys(invoice.currency for invoice, _ in rows)
    if len(currencies) > 1:
        raise Refused("several_currencies", found=", ".join(code or "—" for code in currencies))
    return Chosen(next(iter(customers)), next(iter(currencies)), rows)


def shown(invoice: Invoice) -> str:
    """The folio with its series, as people write it."""
    return f"{invoice.series}-{invoice.folio}" if invoice.series else invoice.folio


def _named(
    ledger: Ledger, positions: Mapping[int, Position], proposal: Proposal, customer: str
) -> Iterator[tuple[Invoice, Position]]:
    index = FolioIndex(ledger.invoices, proposal.folios)
    seen: set[int] = set()
    for text in proposal.folios:
        groups = index.find(text, customer)
        if not groups:
            raise _unknown(ledger, positions, text, customer)
        if len(groups) > 1:
            owners = dict.fromkeys(ledger.invoices[group[0]].customer for group in groups)
            raise Refused("folio_of_several", found=text, customers=", ".join(owners))
        found = [ledger.invoices[at] for at in groups[0]]
        for invoice in found:
            _check(invoice, ledger, proposal)
        owing = [invoice for invoice in found if positions[invoice.row].balance > 0]
        if not owing:
            raise Refused("folio_settled", found=text)
        for invoice in owing:
            if invoice.row not in seen:
                seen.add(invoice.row)
                yield invoice, positions[invoice.row]


def _all_of(
    ledger: Ledger, positions: Mapping[int, Position], proposal: Proposal, customer: str
) -> list[tuple[Invoice, Position]]:
    """Whatever may be agreed on; what is already agreed, assigned or written off stays out."""
    theirs = [(i, positions[i.row]) for i in ledger.invoices if i.customer == customer]
    owing = [(i, p) for i, p in theirs if p.balance > 0 and not i.is_credit and i.situation is None]
    free = [(i, p) for i, p in owing if not _open_agreement(i, ledger, proposal)]
    if owing and not free:
        raise Refused("folio_in_agreement", found=shown(owing[0][0]), id=owing[0][0].agreement)
    if not free:
        raise Refused("owes_nothing", found=customer)
    return free


def _check(invoice: Invoice, ledger: Ledger, proposal: Proposal) -> None:
    if invoice.is_credit:
        raise Refused("folio_is_credit", found=shown(invoice))
    if invoice.situation is not None:
        situation = words.spanish("situation", invoice.situation.value)
        raise Refused("folio_has_situation", found=shown(invoice), situation=situation)
    if _open_agreement(invoice, ledger, proposal):
        raise Refused("folio_in_agreement", found=shown(invoice), id=invoice.agreement)


def _open_agreement(invoice: Invoice, ledger: Ledger, proposal: Proposal) -> bool:
    """Whether the invoice is under an agreement that is neither closed nor the one to be replaced."""
    if not invoice.agreement or fold(invoice.agreement) == fold(proposal.replaces):
        return False
    known = ledger.agreements.get(invoice.agreement)
    return known is None or not known.closed


def _unknown(ledger: Ledger, positions: Mapping[int, Position], text: str, customer: str) -> Refused:
    """With the nearest folios, else the first of those that owe something."""
    theirs = [i for i in ledger.invoices if not customer or i.customer == customer]
    owing = dict.fromkeys(shown(i) for i in theirs if positions[i.row].balance > 0)
    near = get_close_matches(text, owing, n=3)
    return Refused("no_such_folio", found=text, known=_listed(near or owing))


def _listed(folios: Iterable[str]) -> str:
    known = list(folios)
    return ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "") if known else "—"
