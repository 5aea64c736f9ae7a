"""Compare what could be offered for a debt: the claim → offers → what each is worth, and whether it is plausible."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from xl_cobranza.book import layout
from xl_cobranza.book.agreements.offers import is_taken, offer_patches
from xl_cobranza.book.finding import Area, find_ledger, find_sheet
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book, Patch, Value
from xl_cobranza.book.references import quoted
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.domain.agreements.offers import DEFAULT_RATE, Claim, Offer, offers
from xl_cobranza.domain.agreements.proposal import Proposal
from xl_cobranza.domain.agreements.track import Judgement, Track, judge, track
from xl_cobranza.domain.cash.agreements import AgreementStatus
from xl_cobranza.domain.cash.folios import FolioIndex, name_of
from xl_cobranza.domain.cash.interest import RateGap, interest_of, rates_of
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.decide import Decided, decide
from xl_cobranza.domain.ledger import Customer, Ledger
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem, Refused
from xl_cobranza.flows.agreements.choosing import Chosen, choose, identity
from xl_cobranza.flows.review import Refs
from xl_cobranza.wording.agreements.offers import OfferTeller, can_be_typed, command_line

_FOLDERS: Final = re.compile(r"[/\\]")
_REPLACED: Final = frozenset(
    {AgreementStatus.BROKEN, AgreementStatus.LATE}
)  # what another agreement may take the place of


class OfferRow(NamedTuple):
    """One offer as the faces show it; the fields are the JSON keys, in order. `command` is what to type to agree on it."""

    id: str
    offer: str
    payments: Sequence[Mapping[str, object]]
    paid: str  # the payments in words
    last_on: date
    recovered: Decimal
    present_value: Decimal
    cost: Decimal
    cost_share: Decimal
    plausibility_id: str
    plausibility: str
    reason: str
    command: Sequence[str]


@dataclass(frozen=True, slots=True)
class OffersPlan:
    """Look at it, then `book.apply(plan.patches, plan.digest)`. `rate` is the yearly one behind the present values."""

    as_of: date
    customer: str
    invoices: Sequence[str]
    balance: Decimal
    interest: Decimal
    currency: str | None
    rate: Decimal
    offers: Sequence[OfferRow]
    patches: Sequence[Patch]
    problems: Sequence[Problem]
    digest: str
    language: str = "es"
    country: str = ""


class _Case(NamedTuple):
    """The debt that is spoken of, and the agreement that another would replace."""

    customer: Customer
    chosen: Chosen
    claim: Claim
    replaced: str
    problems: Sequence[Problem]


def compare_offers(
    book: Book,
    as_of: date,
    *,
    customer: str = "",
    folios: Sequence[str] = (),
    sheet: str | None = None,
    language: str | None = None,
) -> OffersPlan:
    """What could be offered for some invoices, or for all that a customer owes, and the rows of `Ofertas` that say it.

    Raises `Refused` as `agree` does for a debt on which nothing can be agreed, and as `review` does.
    """
    area = find_ledger(book, sheet)
    policy, _ = read_policy(book)
    ledger, _ = read_ledger(book, area, policy, as_of)
    refs = Refs(book, area)
    decided = decide(ledger, policy, as_of, refs)
    case = _case(book, area, ledger, decided, policy, refs, as_of, customer, tuple(folios))
    rate = discount_rate(case.customer, policy, as_of)
    known = _track(ledger, decided, case, as_of)
    teller = OfferTeller(language or policy.parameters.language, policy.parameters.country, case.claim.currency)
    whom = (*_whom(case, folios), *(("--sustituye", case.replaced) if case.replaced else ()))
    made = offers(case.claim, rate)
    rows = [
        _row(offer, judge(offer, known), teller, teller.command(offer, whom, case.chosen.customer, book.name))
        for offer in made
    ]
    here = _FOLDERS.split(book.name)[-1]  # the folder is not the same everywhere
    typed = [command_line(teller.command(offer, whom, case.chosen.customer, here)) for offer in made]
    taken = [Problem("sheet_name_taken", quoted(layout.OFFERS.name), layout.OFFERS.name)] if is_taken(book) else []
    invoices = list(dict.fromkeys(name_of(invoice) for invoice, _ in case.chosen.rows))
    return OffersPlan(
        as_of, case.chosen.customer, invoices, case.claim.balance, case.claim.interest, case.claim.currency, rate, rows,
        list(offer_patches(book, case.chosen.customer, list(map(partial(_cells, case, invoices, as_of), rows, typed)))),
        [*case.problems, *taken], book.digest(), teller.language, policy.parameters.country,
    )  # fmt: skip


def discount_rate(customer: Customer, policy: Policy, as_of: date) -> Decimal:
    """The yearly rate at which money to come is discounted: the policy's own, else the late rate in force, else 10 %."""
    own = policy.parameters.discount_rate
    if own is not None:
        return own
    rates = rates_of(customer, policy)
    if isinstance(rates, Decimal):
        return rates
    begun = [period.rate for period in rates or () if period.since <= as_of and period.rate is not None]
    return begun[-1] if begun else DEFAULT_RATE


def _case(
    book: Book, area: Area, ledger: Ledger, decided: Decided, policy: Policy, refs: Refs, as_of: date, customer: str,
    folios: tuple[str, ...],
) -> _Case:  # fmt: skip
    whose = identity(ledger, area, find_sheet(book, layout.CUSTOMERS), customer) if customer else ""
    replaced = _replaced(ledger, decided, whose, folios)
    chosen = _chosen(ledger, decided, as_of, Proposal(folios=folios, customer=customer, replaces=replaced), whose)
    known = ledger.customers.get(chosen.customer) or Customer(chosen.customer)
    balance, interest, problems = ZERO, ZERO, []
    for invoice, position in chosen.rows:
        balance += position.balance
        accrued = interest_of(invoice, known, policy, position, as_of)
        if isinstance(accrued, RateGap):
            problems.append(Problem("rate_gap", refs("invoice", invoice.row), f"{accrued.day:%d/%m/%Y}"))
        else:
            interest += accrued or ZERO
    offered = {invoice.discount for invoice, _ in chosen.rows}
    calendar = WorkingCalendar(policy.parameters.country, policy.holidays)
    claim = Claim(balance, interest, chosen.currency, as_of, calendar, offered.pop() if len(offered) == 1 else None)
    return _Case(known, chosen, claim, replaced, problems)


def _chosen(ledger: Ledger, decided: Decided, as_of: date, proposal: Proposal, whose: str) -> Chosen:
    """Raises Refused as `choose` does, and offers_while_kept."""
    try:
        return choose(ledger, decided.allocation, as_of, proposal, whose)
    except Refused as refused:
        id_ = refused.data.get("id", "")
        if any(state.id == id_ and state.status is AgreementStatus.KEPT for state in decided.agreed.values()):
            raise Refused("offers_while_kept", found=refused.found, id=id_) from refused
        raise


def _replaced(ledger: Ledger, decided: Decided, whose: str, folios: Sequence[str]) -> str:
    """The one agreement that is late or broken among what is spoken of; "" for none, or several."""
    if folios:
        index = FolioIndex(ledger.invoices, folios)
        rows = [ledger.invoices[at] for text in folios for group in index.find(text, whose) for at in group]
    else:
        rows = [invoice for invoice in ledger.invoices if invoice.customer == whose]
    states = (decided.agreed.get(invoice.row) for invoice in rows)
    found = {state.id for state in states if state is not None and state.status in _REPLACED}
    return found.pop() if len(found) == 1 else ""


def _track(ledger: Ledger, decided: Decided, case: _Case, as_of: date) -> Track:
    """Of all that the customer was ever billed in the currency, what is not in the case included."""
    theirs = (i for i in ledger.invoices if i.customer == case.chosen.customer and not i.is_credit)
    return track([i for i in theirs if i.currency == case.chosen.currency], decided, case.chosen.customer, as_of)


def _whom(case: _Case, folios: Sequence[str]) -> Iterator[str]:
    """The options that name the debt; a customer whose name a command line would misread is named by the invoices."""
    by_name = not folios and can_be_typed(case.chosen.customer)
    if by_name:
        yield from ("--cliente", case.chosen.customer)
    for folio in () if by_name else folios or dict.fromkeys(name_of(invoice) for invoice, _ in case.chosen.rows):
        yield from ("--folio", folio)


def _row(offer: Offer, judgement: Judgement, teller: OfferTeller, command: Sequence[str]) -> OfferRow:
    paid = [{"on": payment.on, "amount": payment.amount} for payment in offer.payments]
    return OfferRow(
        offer.id, teller.name(offer), paid, teller.payments(offer), offer.last_on, offer.recovered, offer.present_value,
        offer.cost, round(offer.cost_share, 4), judgement.plausibility.value, teller.plausibility(judgement),
        teller.reasons(judgement), command,
    )  # fmt: skip


def _cells(
    case: _Case, invoices: Sequence[str], as_of: date, row: OfferRow, command: str | None
) -> Mapping[str, Value]:
    """The row of `Ofertas`, by field."""
    return {
        "customer": case.chosen.customer,
        "invoices": ", ".join(invoices),
        "made_on": as_of,
        "offer": row.offer,
        "payments": row.paid,
        "last_on": row.last_on,
        "claim": float(case.claim.total),
        "recovered": float(row.recovered),
        "present_value": float(row.present_value),
        "cost": float(row.cost),
        "cost_share": float(row.cost_share),
        "currency": case.claim.currency,
        "plausibility": row.plausibility,
        "reason": row.reason,
        "command": command,
    }
