"""Which rows of the ledger an agreement covers: asked for by folio, or all that a customer owes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import chain
from typing import Final

from xl_cobranza.book import words
from xl_cobranza.book.finding import Area
from xl_cobranza.book.headings import fold
from xl_cobranza.domain.agreements.proposal import Proposal
from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.agreements import Chain
from xl_cobranza.domain.cash.allocation import Allocation
from xl_cobranza.domain.cash.folios import FolioIndex, name_of
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.errors import Refused
from xl_cobranza.flows.register import known_customer

_SHOWN: Final = 12  # folios that a sentence can list


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows, in order, each with where it stands; of one customer and in one currency."""

    customer: str
    currency: str | None
    rows: Sequence[tuple[Invoice, Position]]


def choose(ledger: Ledger, allocation: Allocation, as_of: date, proposal: Proposal, customer: str) -> Chosen:
    """The rows that the proposal is about; `customer` is its identity in the ledger, "" when only folios are known.

    Raises Refused: no_such_folio, folio_of_several, folio_is_credit, folio_has_situation, folio_in_agreement,
    folio_settled, several_customers, several_currencies, owes_nothing, no_such_agreement, no_debt_named.
    """
    debts = _Debts(ledger, allocation, Chain(ledger.agreements, as_of), proposal.replaces)
    if proposal.replaces and proposal.replaces not in ledger.agreements:
        raise Refused("no_such_agreement", found=proposal.replaces, known=_listed(list(ledger.agreements)))
    if proposal.folios:
        rows = list(debts.named(proposal.folios, customer))
    elif customer:
        rows = debts.all_of(customer)
    elif proposal.replaces:
        rows = debts.under(proposal.replaces)
    else:
        raise Refused("no_debt_named")
    if proposal.replaces:  # the old one is closed as a whole, so all that it covers goes on under the new one
        known = {invoice.row for invoice, _ in rows}
        rows += [row for row in debts.owed_under(proposal.replaces) if row[0].row not in known]
    customers = dict.fromkeys(invoice.customer for invoice, _ in rows)
    if len(customers) > 1:
        raise Refused("several_customers", found=", ".join(customers))
    currencies = dict.fromkeys(invoice.currency for invoice, _ in rows)
    if len(currencies) > 1:
        raise Refused("several_currencies", found=", ".join(code or "—" for code in currencies))
    return Chosen(next(iter(customers)), next(iter(currencies)), rows)


def identity(ledger: Ledger, area: Area, customers: Area | None, asked: str) -> str:
    """A customer's identity in the ledger, by its key or its name. Raises Refused: customer_misspelt, customer_not_found."""
    known = fold(known_customer(asked, area, customers))
    own = (one.key for one in ledger.customers.values() if known in {fold(one.key), fold(one.name)})
    met = (invoice.customer for invoice in ledger.invoices if fold(invoice.customer) == known)
    return next(chain(own, met), asked)


@dataclass(frozen=True, slots=True)
class _Debts:
    """The ledger, asked what may be agreed on; `replaced` is the agreement whose place the new one takes."""

    ledger: Ledger
    allocation: Allocation
    chain: Chain
    replaced: str

    def named(self, folios: Iterable[str], customer: str) -> Iterator[tuple[Invoice, Position]]:
        """The open rows of each invoice, once."""
        folios = tuple(folios)
        index, seen = FolioIndex(self.ledger.invoices, folios), set[int]()
        for text in folios:
            for invoice in self._open_rows(text, index.find(text, customer), customer):
                if invoice.row not in seen:
                    seen.add(invoice.row)
                    yield invoice, self._position(invoice)

    def all_of(self, customer: str) -> list[tuple[Invoice, Position]]:
        """Whatever may be agreed on; what is already agreed, assigned or written off stays out."""
        theirs = [i for i in self.ledger.invoices if i.customer == customer]
        owing = [i for i in theirs if self._may_be_agreed(i)]
        free = [invoice for invoice in owing if not self._agreement(invoice)]
        if owing and not free:
            raise Refused("folio_in_agreement", found=name_of(owing[0]), id=self._agreement(owing[0]))
        if not free:
            raise Refused("owes_nothing", found=customer)
        return [(invoice, self._position(invoice)) for invoice in free]

    def under(self, agreement: str) -> list[tuple[Invoice, Position]]:
        """What an agreement covers and is not paid yet."""
        left = self.owed_under(agreement)
        if not left:
            raise Refused("owes_nothing", found=agreement)
        return left

    def owed_under(self, agreement: str) -> list[tuple[Invoice, Position]]:
        mine = [i for i in self.ledger.invoices if i.agreement and self.chain.current(i.agreement) == agreement]
        return [(i, self._position(i)) for i in mine if self._may_be_agreed(i)]

    def _may_be_agreed(self, invoice: Invoice) -> bool:
        return self._owes(invoice) and not invoice.is_credit and invoice.situation is None

    def _open_rows(self, text: str, groups: Sequence[Sequence[int]], customer: str) -> list[Invoice]:
        """The due dates of an invoice that still owe."""
        if not groups:
            raise self._unknown(text, customer)
        if len(groups) > 1:
            owners = dict.fromkeys(self.ledger.invoices[group[0]].customer for group in groups)
            raise Refused("folio_of_several", found=text, customers=", ".join(owners))
        found = [self.ledger.invoices[at] for at in groups[0]]
        for invoice in found:
            self._check(invoice)
        owing = [invoice for invoice in found if self._owes(invoice)]
        if not owing:
            raise Refused("folio_settled", found=text)
        return owing

    def _check(self, invoice: Invoice) -> None:
        if invoice.is_credit:
            raise Refused("folio_is_credit", found=name_of(invoice))
        if invoice.situation is not None:
            situation = words.spanish("situation", invoice.situation.value)
            raise Refused("folio_has_situation", found=name_of(invoice), situation=situation)
        if current := self._agreement(invoice):
            raise Refused("folio_in_agreement", found=name_of(invoice), id=current)

    def _agreement(self, invoice: Invoice) -> str:
        """The agreement that the invoice is under; "" for none, a closed one, or the one to be replaced."""
        current = self.chain.current(invoice.agreement) if invoice.agreement else ""
        known = self.ledger.agreements.get(current)
        return "" if fold(current) == fold(self.replaced) or (known and known.closed) else current

    def _position(self, invoice: Invoice) -> Position:
        return self.allocation.positions[invoice.row]

    def _owes(self, invoice: Invoice) -> bool:
        return self._position(invoice).balance > 0

    def _unknown(self, text: str, customer: str) -> Refused:
        """With the nearest folios, else the first of those that owe something."""
        theirs = [i for i in self.ledger.invoices if not customer or i.customer == customer]
        owing = dict.fromkeys(name_of(invoice) for invoice in theirs if self._owes(invoice))
        near = get_close_matches(text, owing, n=3)
        return Refused("no_such_folio", found=text, known=_listed(near or list(owing)))


def _listed(folios: Sequence[str]) -> str:
    return ", ".join(folios[:_SHOWN]) + (", …" if len(folios) > _SHOWN else "") if folios else "—"
