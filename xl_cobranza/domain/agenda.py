"""Today's work: one errand per customer to contact, and what to look at before the first call.

What concerns our own desk (a payment to identify, the bank, a dispute) is no errand: it comes first, for it may
make a call needless. Source: the contract `workbook.md`, sheet `Hoy`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.domain.case.agreed import Instalment, instalment
from xl_cobranza.domain.case.facts import ANSWER, CHECK_BANK, CORRECT, IDENTIFY, RESOLVE, USE_CREDIT
from xl_cobranza.domain.case.history import INSTALMENT_AHEAD, INSTALMENT_LATE
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import Decided, Decision
from xl_cobranza.domain.ledger import Invoice, Ledger

AT_THE_DESK: Final = frozenset({IDENTIFY, CHECK_BANK, RESOLVE, USE_CREDIT})
INSTALMENTS: Final = frozenset({INSTALMENT_AHEAD, INSTALMENT_LATE})

Owed = Mapping[str | None, Decimal]


class Line(NamedTuple):
    """A row of the ledger with what was decided about it."""

    invoice: Invoice
    decision: Decision


class Errand(NamedTuple):
    """One customer to contact today: the row that leads, and all that the conversation is about, oldest due first."""

    customer: str
    lead: Line
    about: tuple[Line, ...]

    @property
    def owed(self) -> Owed:
        """What the conversation is about in money, by currency; never added together."""
        return _sums(_asked(self.about))


def _asked(about: Iterable[Line]) -> Iterator[tuple[str | None, Decimal]]:
    """What each line is asked for: its balance, or once for all that an agreement covers, the instalment."""
    told: set[Instalment] = set()
    for line in about:
        part = instalment(line.decision.facts) if line.decision.step in INSTALMENTS else None
        if part is None:
            yield line.invoice.currency, line.decision.balance or ZERO
        elif part not in told:
            told.add(part)
            yield part.currency, part.left


class Desk(NamedTuple):
    """What to look at before the first call."""

    check_bank: tuple[str, ...]  # customers whose payment may be in the bank already
    unidentified: Mapping[str, Owed]  # money that pays nothing yet, by customer; "" is nobody known
    answers: tuple[str, ...]  # customers who wrote and wait
    disputes: tuple[Line, ...]


class Agenda(NamedTuple):
    """The errands, the most urgent first, and the desk."""

    errands: tuple[Errand, ...]
    desk: Desk


def agenda(ledger: Ledger, decided: Decided, as_of: date) -> Agenda:
    """What there is to do on a day; a customer whose next action lies ahead is left in peace."""
    by_customer = defaultdict[str, list[Line]](list)
    invoices = {invoice.row: invoice for invoice in ledger.invoices}
    for decision in decided.decisions:
        if decision.row in invoices:
            invoice = invoices[decision.row]
            by_customer[invoice.customer].append(Line(invoice, decision))
    errands = [errand for customer, lines in by_customer.items() for errand in _errand(customer, lines, as_of)]
    errands.sort(key=_urgency)
    return Agenda(tuple(errands), _desk(by_customer, decided))


def _errand(customer: str, lines: Sequence[Line], as_of: date) -> Iterator[Errand]:
    """The customer's errand, if it has one that is due."""
    leads = [line for line in lines if _leads(line.decision) and _is_due(line.decision, as_of)]
    if not leads:
        return
    lead = min(leads, key=lambda line: line.decision.step == CORRECT)  # what is ours to mend rides along
    about = [line for line in lines if line is lead or line.decision.included_in is not None or line in leads]
    about.sort(key=lambda line: (line.invoice.due or date.max, line.invoice.row))
    yield Errand(customer, lead, tuple(about))


def _leads(decision: Decision) -> bool:
    return decision.step is not None and decision.included_in is None and decision.step not in AT_THE_DESK


def _is_due(decision: Decision, as_of: date) -> bool:
    return decision.next_action_on is not None and decision.next_action_on <= as_of


def _urgency(errand: Errand) -> tuple[float, Decimal, int]:
    lead = errand.lead
    return -(lead.decision.priority or 0), -(lead.decision.balance or ZERO), lead.invoice.row


def _desk(by_customer: Mapping[str, Sequence[Line]], decided: Decided) -> Desk:
    lines = [line for some in by_customer.values() for line in some]
    loose = defaultdict[str, list[tuple[str | None, Decimal]]](list)
    for (customer, currency), amount in decided.allocation.unapplied.items():
        if amount > 0:
            loose[customer].append((currency, amount))
    for line in lines:
        if line.decision.step == USE_CREDIT:
            loose[line.invoice.customer].append((line.invoice.currency, -(line.decision.balance or ZERO)))
    return Desk(
        _customers(lines, CHECK_BANK),
        {customer: _sums(amounts) for customer, amounts in loose.items()},
        _customers(lines, ANSWER),
        tuple(line for line in lines if line.decision.step == RESOLVE),
    )


def _customers(lines: Iterable[Line], step: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.invoice.customer for line in lines if line.decision.step == step))


def _sums(amounts: Iterable[tuple[str | None, Decimal]]) -> Owed:
    sums: dict[str | None, Decimal] = {}
    for currency, amount in amounts:
        sums[currency] = sums.get(currency, ZERO) + amount
    return sums
