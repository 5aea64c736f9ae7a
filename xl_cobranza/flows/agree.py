"""Agree with a customer on how a debt is paid: the debt as it stands → terms → schedule → a sheet of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_ledger, find_sheet
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book, Patch
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.domain.agreements.deal import Covered, Deal, payment_names
from xl_cobranza.domain.agreements.proposal import Proposal
from xl_cobranza.domain.agreements.schedule import ScheduleRow, schedule
from xl_cobranza.domain.agreements.terms import Terms, Unworkable
from xl_cobranza.domain.cash.accounts import Position
from xl_cobranza.domain.cash.allocation import Allocation, allocate
from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.cash.interest import RateGap, interest_of
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.ledger import Customer, Invoice, Ledger, Situation
from xl_cobranza.domain.policy import Parameters, Policy
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.flows.agreements.choosing import Chosen, choose, identity
from xl_cobranza.flows.review import Refs
from xl_cobranza.flows.signing import Signed, free_id, sign
from xl_cobranza.wording import figures


@dataclass(frozen=True, slots=True)
class AgreementPlan:
    """Look at it, then `book.apply(plan.patches, plan.digest)`."""

    as_of: date
    deal: Deal
    sheet: str  # the new sheet
    patches: Sequence[Patch]
    problems: Sequence[Problem]
    digest: str
    language: str = "es"
    country: str = ""

    @property
    def schedule(self) -> tuple[ScheduleRow, ...]:
        return self.deal.rows

    @property
    def terms(self) -> Terms:
        return self.deal.terms


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read of the workbook."""

    book: Book
    area: Area
    policy: Policy
    ledger: Ledger
    allocation: Allocation
    refs: Refs

    @property
    def parameters(self) -> Parameters:
        return self.policy.parameters


def agree(book: Book, as_of: date, proposal: Proposal, *, sheet: str | None = None) -> AgreementPlan:
    """An agreement on what invoices owe on a day: the sheet, the row of `Acuerdos`, the ids in the ledger, the log entry.

    Nothing is written yet. `sheet` picks the ledger when there are several. Raises `Refused` for a debt on which
    nothing can be agreed (see `choose`), for terms that do not work (the kinds of `Unworkable`, with what would),
    and as `review` does.
    """
    seen = _read(book, as_of, sheet)
    customer = _customer(seen, proposal)
    chosen = choose(seen.ledger, seen.allocation, as_of, proposal, customer)
    accrued, doubts = _accrued(seen, chosen, as_of, proposal)
    included, waived = proposal.forgiven(accrued, chosen.currency)
    balance = sum((position.balance for _, position in chosen.rows), ZERO) + included
    calendar = WorkingCalendar(seen.parameters.country, seen.policy.holidays)
    terms = proposal.terms(balance, chosen.currency, as_of, calendar)
    deal = replace(_deal(seen, chosen, proposal, terms, included, waived), left_out=accrued - included - waived)
    signed = sign(book, seen.area, deal, [invoice for invoice, _ in chosen.rows], seen.parameters)
    problems = [*doubts, *_warnings(seen, chosen, proposal, terms, included), *signed.problems]
    return _plan(as_of, deal, signed, problems, book, seen.parameters)


def _read(book: Book, as_of: date, sheet: str | None) -> _Seen:
    area = find_ledger(book, sheet)
    policy, _ = read_policy(book)
    ledger, _ = read_ledger(book, area, policy, as_of)
    refs = Refs(book, area)
    allocation = allocate(ledger.invoices, ledger.payments, policy.parameters, as_of, refs, ledger.agreements)
    return _Seen(book, area, policy, ledger, allocation, refs)


def _customer(seen: _Seen, proposal: Proposal) -> str:
    """The customer's identity in the ledger, "" when the folios must tell."""
    if not proposal.customer:
        return ""
    return identity(seen.ledger, seen.area, find_sheet(seen.book, layout.CUSTOMERS), proposal.customer)


def _accrued(seen: _Seen, chosen: Chosen, as_of: date, proposal: Proposal) -> tuple[Decimal, list[Problem]]:
    """The late interest of the invoices. Where a rate is missing it matters only to who includes or waives it."""
    total = ZERO
    for invoice, position in chosen.rows:
        customer = seen.ledger.customers.get(invoice.customer) or Customer(invoice.customer)
        interest = interest_of(invoice, customer, seen.policy, position, as_of)
        if isinstance(interest, RateGap):
            if proposal.waived is None:
                return ZERO, []
            return ZERO, [Problem("rate_gap", seen.refs("invoice", invoice.row), f"{interest.day:%d/%m/%Y}")]
        total += interest or ZERO
    return total, []


def _deal(seen: _Seen, chosen: Chosen, proposal: Proposal, terms: Terms, included: Decimal, waived: Decimal) -> Deal:
    customer = seen.ledger.customers.get(chosen.customer) or Customer(chosen.customer)
    try:
        rows = schedule(terms)
    except Unworkable as fault:
        raise _in_words(fault, terms, seen.parameters) from None
    return Deal(
        id=free_id(seen.book, seen.ledger),
        customer=chosen.customer,
        customer_name=customer.display_name,
        creditor=seen.parameters.company,
        invoices=tuple(_covered(chosen.rows, seen.ledger)),
        terms=terms,
        rows=rows,
        tax_id=_tax_id(seen.book, customer),
        interest_included=included,
        waived=waived,
        acceleration=proposal.acceleration,
        received=_received_today(seen, chosen, terms.signed_on),
        tolerance=seen.parameters.tolerance,
        replaces=proposal.replaces,
    )


def _covered(rows: Sequence[tuple[Invoice, Position]], ledger: Ledger) -> Iterator[Covered]:
    """One line an invoice, its due dates together."""
    series: dict[str, set[str]] = {invoice.folio: set() for invoice, _ in rows}
    for invoice in ledger.invoices:
        if invoice.folio in series:
            series[invoice.folio].add(invoice.series)
    lines: dict[str, Covered] = {}
    for invoice, position in rows:
        line = lines.get(name_of(invoice), Covered(name_of(invoice), invoice.due, ZERO))
        days = [day for day in (line.due, invoice.due) if day is not None]
        names = line.names or payment_names(invoice.series, invoice.folio, alone=len(series[invoice.folio]) == 1)
        lines[line.folio] = Covered(line.folio, min(days, default=None), line.balance + position.balance, names)
    yield from lines.values()


def _received_today(seen: _Seen, chosen: Chosen, today: date) -> Decimal:
    """Money of the day itself that names one of the invoices: it is no longer in the balance."""
    named = {payment.row for payment in seen.ledger.payments if payment.folio and payment.paid_on == today}
    moves = (move for _, position in chosen.rows for move in position.history)
    return sum((move.amount for move in moves if move.payment in named), ZERO)


def _tax_id(book: Book, customer: Customer) -> str:
    area = find_sheet(book, layout.CUSTOMERS)
    if area is None or customer.row is None or "tax_id" not in area.columns:
        return ""
    return read_text(area.grid.row(customer.row).get(area.columns["tax_id"]))


def _warnings(seen: _Seen, chosen: Chosen, proposal: Proposal, terms: Terms, included: Decimal) -> Iterator[Problem]:
    """What a person should know before signing."""
    if included and terms.bears_interest:
        yield Problem("agreement_compounds", chosen.customer, f"{included} {chosen.currency or ''}".rstrip())
    for invoice, _ in chosen.rows:
        if invoice.disputed:
            yield Problem("agreement_of_disputed", seen.refs("invoice", invoice.row), name_of(invoice))
    taken = {invoice.row for invoice, _ in chosen.rows}
    for invoice in () if proposal.folios else seen.ledger.invoices:
        owes = seen.allocation.positions[invoice.row].balance > 0 and invoice.situation is not Situation.CANCELLED
        if invoice.customer == chosen.customer and owes and invoice.row not in taken:
            yield Problem("agreement_leaves_out", seen.refs("invoice", invoice.row), name_of(invoice))
    loose = seen.allocation.unapplied.get((chosen.customer, chosen.currency), ZERO)
    positions = seen.allocation.positions
    theirs = (i for i in seen.ledger.invoices if i.customer == chosen.customer and i.currency == chosen.currency)
    credit = -sum((positions[i.row].balance for i in theirs if positions[i.row].balance < 0), ZERO)
    if loose + credit > 0:
        found = f"{loose + credit} {chosen.currency or ''}".rstrip()
        yield Problem("agreement_beside_credit", chosen.customer, found)


def _in_words(fault: Unworkable, terms: Terms, parameters: Parameters) -> Refused:
    """The refusal with its figures as the country writes them."""

    def told(value: Decimal | int | date) -> str:
        if isinstance(value, Decimal):
            return figures.amount(value, terms.currency, parameters.country, parameters.language)
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)

    data: Mapping[str, str] = {name: told(value) for name, value in fault.figures.items()}
    return Refused(fault.kind, **data)


def _plan(
    as_of: date, deal: Deal, signed: Signed, problems: Sequence[Problem], book: Book, parameters: Parameters
) -> AgreementPlan:
    return AgreementPlan(
        as_of, deal, signed.sheet, signed.patches, problems, book.digest(), parameters.language, parameters.country
    )  # fmt: skip
