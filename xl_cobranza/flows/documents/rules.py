"""What each document may be about, and what is checked and filled in before it is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.domain.cash.agreements import AgreementStatus
from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.claims.claim import Line
from xl_cobranza.domain.policy import REPLY_DAYS
from xl_cobranza.errors import Refused, WrongUsage
from xl_cobranza.wording.documents import tables
from xl_cobranza.wording.documents.drawing import Wanted, unpaid


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """Which document, and about what: an agreement, a payment, a customer or an invoice; a sum and a day where it needs them."""

    key: str
    agreement: str = ""
    payment: str = ""
    customer: str = ""
    folio: str = ""
    amount: Decimal | None = None
    until: date | None = None


class Rule(NamedTuple):
    """What a document may be about, and what is checked and filled in before it is drawn."""

    about: tuple[str, ...]
    check: Callable[[Wanted, CaseFile, DocumentRequest, date], Wanted]


def _owed(wanted: Wanted, file: CaseFile, if_agreed: str) -> tuple[Line, ...]:
    """The invoices that owe something, in one currency: a sum in words is of one. `if_agreed` refuses what is agreed on."""
    owing = tuple(line for line in wanted.lines if line.balance > 0)
    if not owing:
        raise Refused("nothing_owed_here", found=file.customer.key)
    for agreement in file.agreements:
        state = file.states.get(agreement.id)
        under = {line.invoice.row for line in file.covered(agreement)} if state and state.holds else set()
        for line in owing:
            if line.invoice.row in under:  # the debtor would have promised the same money twice
                raise Refused(if_agreed, found=name_of(line.invoice), id=agreement.id)
    return _in_one_currency(owing)


def _in_one_currency(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    found = list(tables.balances(lines))
    if found == [None]:
        raise Refused("no_currency_in_document", found=", ".join(name_of(line.invoice) for line in lines[:5]))
    if len(found) > 1:
        raise Refused("currencies_in_document", found=", ".join(code or "—" for code in found))
    return lines


def _as_agreed(wanted: Wanted, file: CaseFile, request: DocumentRequest, as_of: date) -> Wanted:  # noqa: ARG001
    return replace(wanted, lines=_in_one_currency(wanted.lines))


def _as_note(wanted: Wanted, file: CaseFile, request: DocumentRequest, as_of: date) -> Wanted:
    """A note for the instalments that are left; else for what is owed, on the day that is said."""
    if wanted.agreement is not None:
        left = unpaid(file, wanted.agreement)
        if not left:
            raise Refused("nothing_owed_here", found=wanted.agreement.id)
        if any(due < as_of for due, _ in left):
            raise Refused("instalment_overdue", found=wanted.agreement.id)
        return replace(wanted, lines=_in_one_currency(wanted.lines))
    if request.until is None:
        raise WrongUsage("document_needs_sum", found=request.key, known="--hasta")
    _check_day(request.until, as_of)
    return _with_sum(replace(wanted, lines=_owed(wanted, file, "note_of_agreed"), until=request.until), request)


def _as_concession(wanted: Wanted, file: CaseFile, request: DocumentRequest, as_of: date) -> Wanted:
    """A smaller sum by a day: as was said, else as the early-payment discount of the invoices says."""
    lines = _owed(wanted, file, "concession_of_agreed")
    discounts = [(line.invoice.discount, line.invoice.discount_until) for line in lines]
    day, amount = request.until, request.amount
    if amount is None and all(rate and until and until >= as_of for rate, until in discounts):
        amount = sum((_less(line) for line in lines), ZERO)
        day = day or min(until for _, until in discounts if until)
    lacking = [option for option, value in (("--importe", amount), ("--hasta", day)) if value is None]
    if amount is None or day is None:
        raise WrongUsage("document_needs_sum", found=request.key, known=", ".join(lacking))
    _check_day(day, as_of)
    return _with_sum(replace(wanted, lines=lines, until=day, amount=amount), request)


def _less(line: Line) -> Decimal:
    return round_money(line.balance * (1 - (line.invoice.discount or ZERO)), line.invoice.currency)


def _with_sum(wanted: Wanted, request: DocumentRequest) -> Wanted:
    owed = sum((line.balance for line in wanted.lines), ZERO)
    amount = request.amount if request.amount is not None else wanted.amount
    if amount is not None and not 0 < amount <= owed:
        raise WrongUsage("offer_above_debt", found=f"{amount}", known=f"{owed}")
    return replace(wanted, amount=amount)


def _as_summary(wanted: Wanted, file: CaseFile, request: DocumentRequest, as_of: date) -> Wanted:  # noqa: ARG001
    if request.until is not None:
        _check_day(request.until, as_of)
    owing = tuple(line for line in wanted.lines if line.balance > 0)
    return replace(wanted, lines=owing, until=request.until or as_of + timedelta(REPLY_DAYS))


def _as_settlement(wanted: Wanted, file: CaseFile, request: DocumentRequest, as_of: date) -> Wanted:  # noqa: ARG001
    """Only what is paid is settled; a fulfilled agreement settles its invoices, though they say that something is left."""
    state = file.states.get(wanted.agreement.id) if wanted.agreement else None
    paid = tuple(line for line in wanted.lines if line.position.paid)
    left = tables.balances(line for line in wanted.lines if line.balance > 0)
    if wanted.agreement is not None and (state is None or state.status is not AgreementStatus.FULFILLED):
        raise Refused("still_owed", found=wanted.agreement.id)
    if wanted.agreement is None and (left or not paid):
        raise Refused("still_owed" if left else "nothing_paid", found=request.folio or file.customer.key)
    return replace(wanted, lines=_in_one_currency(paid))


def _as_receipt(wanted: Wanted, file: CaseFile, request: DocumentRequest, as_of: date) -> Wanted:  # noqa: ARG001
    if wanted.payment is not None and wanted.payment.amount <= 0:
        raise Refused("payment_returned", found=wanted.payment.id)
    return wanted


def _check_day(day: date, as_of: date) -> None:
    if day < as_of:
        raise WrongUsage("date_passed", found=f"{day:%d/%m/%Y}", known=f"{as_of:%d/%m/%Y}")


OPTIONS: Final = {"agreement": "--acuerdo", "payment": "--pago", "customer": "--cliente", "folio": "--folio"}
RULES: Final[Mapping[str, Rule]] = {
    "acuerdo": Rule(("agreement",), _as_agreed),
    "pagare": Rule(("agreement", "folio", "customer"), _as_note),
    "concesion": Rule(("folio", "customer"), _as_concession),
    "resumen": Rule(("customer",), _as_summary),
    "finiquito": Rule(("agreement", "folio", "customer"), _as_settlement),
    "recibo": Rule(("payment",), _as_receipt),
}
