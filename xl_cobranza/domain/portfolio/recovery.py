"""What each step brought in, and what promises are worth.

Money is put down to the last contact before it, when that is no older than `RECOVERY_DAYS`: nobody knows why a
customer paid, but the same rule for every step makes the steps comparable.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.case.history import counts, matches
from xl_cobranza.domain.case.promises import Promise, PromiseState
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Invoice, LogEntry
from xl_cobranza.domain.policy import RECOVERY_DAYS


class StepRecovery(NamedTuple):
    """One step: how often it was taken, and the money that followed. A contact without a step has the key ""."""

    step: str
    contacts: int
    collected: Decimal


class Promises(NamedTuple):
    """How many promises were kept, were broken, and still wait."""

    kept: int = 0
    broken: int = 0
    waiting: int = 0

    @property
    def kept_share(self) -> Decimal | None:
        """Kept, of those that are over.

        >>> Promises(kept=3, broken=1, waiting=9).kept_share
        Decimal('0.75')
        """
        over = self.kept + self.broken
        return Decimal(self.kept) / over if over else None


def recovery(invoices: Iterable[Invoice], decided: Decided) -> tuple[StepRecovery, ...]:
    """The steps taken for the invoices of one currency, in the order of their keys."""
    by_customer = defaultdict[str, list[Invoice]](list)
    for invoice in invoices:
        by_customer[invoice.customer].append(invoice)
    contacts, collected = Counter[str](), defaultdict[str, Decimal](lambda: ZERO)
    for customer, mine in by_customer.items():
        talk = decided.contacts.get(customer)
        ours = [entry for entry in talk.entries if counts(entry)] if talk else []
        contacts.update(entry.step for entry in ours if any(_concerns(entry, invoice) for invoice in mine))
        for invoice in mine if ours else ():
            for step, amount in _after_contacts(invoice, ours, decided):
                collected[step] += amount
    return tuple(StepRecovery(step, contacts[step], collected[step]) for step in sorted(contacts))


def _concerns(entry: LogEntry, invoice: Invoice) -> bool:
    """Whether a contact was about an invoice: one that it names, else any already issued."""
    if entry.folio:
        return matches(entry.folio, invoice)
    return invoice.issued is None or invoice.issued <= entry.on


def _after_contacts(invoice: Invoice, ours: Iterable[LogEntry], decided: Decided) -> Iterator[tuple[str, Decimal]]:
    about = [entry for entry in ours if _concerns(entry, invoice)]
    for move in decided.allocation.positions[invoice.row].history if about else ():
        if move.payment is None:  # a credit note is no money
            continue
        before = [entry for entry in about if timedelta(0) <= move.on - entry.on <= timedelta(RECOVERY_DAYS)]
        if before:
            yield before[-1].step, move.amount


def promises(invoices: Iterable[Invoice], promised: Mapping[int, Iterable[Promise]]) -> Promises:
    """The promises about the invoices of one currency; one about several counts once, and is kept if all keep it."""
    states: dict[object, PromiseState] = {}
    for invoice in invoices:
        for promise in promised.get(invoice.row, ()):
            key = (invoice.customer, promise.made_on, promise.due, promise.amount)
            if states.get(key) is not PromiseState.BROKEN and (
                promise.state is not PromiseState.KEPT or key not in states
            ):
                states[key] = promise.state
    found = Counter(states.values())
    return Promises(found[PromiseState.KEPT], found[PromiseState.BROKEN], found[PromiseState.WAITING])
