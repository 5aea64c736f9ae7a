"""A workbook that was read and decided, on which documents are drawn up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.headings import fold
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book
from xl_cobranza.book.records.particulars import read_particulars
from xl_cobranza.book.references import in_sheet_order
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.domain.case.gathering import Cases
from xl_cobranza.domain.claims.case_file import CaseFile, case_file
from xl_cobranza.domain.claims.claim import Compensations, claim
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.decide import Decided, decide
from xl_cobranza.domain.documents import Document
from xl_cobranza.domain.ledger import Customer, Ledger, Payment
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem, Refused, WrongUsage
from xl_cobranza.flows.documents.rules import OPTIONS, RULES, DocumentRequest
from xl_cobranza.flows.letters.templates import templates
from xl_cobranza.flows.review import Refs
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.documents.case.checklist import compensation
from xl_cobranza.wording.documents.drawing import Piece, Wanted, draw, pieces
from xl_cobranza.wording.documents.speech import Speech
from xl_cobranza.wording.documents.templates import template


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document, and what a Word file of the user's own is filled with instead. `name` are the parts of its file's name."""

    document: Document
    template: LetterTemplate
    pieces: Sequence[Piece]
    name: tuple[str, ...]
    customer: str
    country: str
    problems: Sequence[Problem] = ()


class Desk:
    """A workbook that was read and decided, on which documents are drawn up."""

    def __init__(self, book: Book, as_of: date, sheet: str | None) -> None:
        area = find_ledger(book, sheet)
        self._book, self._as_of = book, as_of
        self._policy, told = read_policy(book)
        self._ledger, more = read_ledger(book, area, self._policy, as_of)
        self._decided: Decided = decide(self._ledger, self._policy, as_of, Refs(book, area))
        self._problems = in_sheet_order([*told, *more, *self._decided.problems], book)

    def drawn(self, file: CaseFile, wanted: Wanted, language: str, name: tuple[str, ...]) -> Drawn:
        speech = Speech("en" if language == "en" else "es", file.country)
        found = templates(self._book, self._policy)
        text = template(
            wanted.key, file.country, speech.language, [one for one in found.templates if one.row is not None]
        )
        parts = pieces(speech, file, wanted, Teller(self._policy, speech.language))
        document = draw(speech, file, wanted, text, parts)
        return Drawn(document, text, parts, tuple(filter(None, name)), file.customer.key, file.country, self._problems)

    def customer(self, asked: str) -> Customer:
        """A customer by key or by name, as a person writes it."""
        known: dict[str, Customer] = {}
        for one in self._ledger.customers.values():
            known.setdefault(fold(one.key), one)
        for one in self._ledger.customers.values():
            known.setdefault(fold(one.name or one.key), one)
        if fold(asked) in known:
            return known[fold(asked)]
        close = [word for word in known if fold(asked) in word] or get_close_matches(fold(asked), known, n=3)
        if close:
            keys = list(dict.fromkeys(known[word].key for word in close))
            raise Refused("customer_misspelt", found=asked, suggestion=", ".join(keys[:5]))
        raise Refused("customer_not_found", found=asked)

    def file(self, customer: Customer) -> CaseFile:
        found = claim(
            self._ledger, self._decided.allocation, self._policy, customer, self._as_of,
            compensations(self._policy, customer, self._as_of),
        )  # fmt: skip
        mine = [key for key, one in self._ledger.agreements.items() if one.customer == customer.key]
        details = read_particulars(self._book, [customer.key], mine)
        calendar = WorkingCalendar(self._policy.parameters.country, self._policy.holidays)
        states = Cases(self._ledger, self._policy, self._decided.allocation, calendar, self._as_of).agreements
        promises = self._decided.promises.get(customer.key, ())
        return case_file(self._ledger, self._policy, found, details, states, promises)

    def wanted(self, request: DocumentRequest) -> tuple[Wanted, CaseFile]:
        """What the document is about, checked: everything that its text names is there."""
        rule = RULES[request.key]
        given = [name for name in ("agreement", "payment", "customer", "folio") if getattr(request, name)]
        if len(given) != 1 or given[0] not in rule.about:
            options = " | ".join(OPTIONS[name] for name in rule.about)
            raise WrongUsage("document_needs", found=request.key, known=options)
        wanted, file = getattr(self, f"_about_{given[0]}")(request)
        return rule.check(replace(wanted, key=request.key), file, request, self._as_of), file

    def _about_agreement(self, request: DocumentRequest) -> tuple[Wanted, CaseFile]:
        known = {fold(key): one for key, one in self._ledger.agreements.items()}
        agreement = known.get(fold(request.agreement))
        if agreement is None:
            names = ", ".join(sorted(self._ledger.agreements)) or "—"
            raise Refused("agreement_not_found", found=request.agreement, known=names)
        file = self.file(self._ledger.customers.get(agreement.customer) or Customer(agreement.customer))
        if not file.schedule(agreement):
            raise Refused("agreement_has_no_schedule", found=agreement.id)
        return Wanted("", file.covered(agreement), agreement), file

    def _about_payment(self, request: DocumentRequest) -> tuple[Wanted, CaseFile]:
        payment = self._payment(request.payment)
        rows = {row: p for row, p in self._decided.allocation.positions.items() if p.history}
        touched = {row for row, p in rows.items() if any(move.payment == payment.row for move in p.history)}
        owner = next((one.customer for one in self._ledger.invoices if one.row in touched), payment.customer)
        if not owner:
            raise Refused("payment_of_nobody", found=payment.id)
        file = self.file(self._ledger.customers.get(owner) or Customer(owner))
        return Wanted("", tuple(line for line in file.lines if line.invoice.row in touched), payment=payment), file

    def _payment(self, asked: str) -> Payment:
        found = next((one for one in self._ledger.payments if fold(one.id) == fold(asked)), None)
        if found is None:
            raise Refused("payment_not_found", found=asked)
        return found

    def _about_customer(self, request: DocumentRequest) -> tuple[Wanted, CaseFile]:
        file = self.file(self.customer(request.customer))
        return Wanted("", file.lines), file

    def _about_folio(self, request: DocumentRequest) -> tuple[Wanted, CaseFile]:
        asked = fold(request.folio)
        owners = dict.fromkeys(one.customer for one in self._ledger.invoices if asked in _names(one.series, one.folio))
        if len(owners) > 1:
            raise Refused("folio_of_many", found=request.folio, known=", ".join(owners))
        if not owners:
            raise Refused("folio_not_found", found=request.folio, known=_some_folios(self._ledger))
        (owner,) = owners
        file = self.file(self._ledger.customers.get(owner) or Customer(owner))
        lines = [line for line in file.lines if asked in _names(line.invoice.series, line.invoice.folio)]
        return Wanted("", tuple(lines)), file


def compensations(policy: Policy, customer: Customer, on: date) -> Compensations:
    """The fixed sum for each late invoice: that of the policy, in any currency; else that of the law, in its own."""
    own = policy.parameters.fixed_compensation
    if own is not None:
        return {policy.parameters.currency: own}
    law = compensation(customer.country or policy.parameters.country, customer.kind, on)
    return {law.currency: Decimal(law.amount)} if law else {}


def _names(series: str, folio: str) -> set[str]:
    return {fold(folio), fold(series + folio)}


def _some_folios(ledger: Ledger) -> str:
    known = [f"{one.series}-{one.folio}" if one.series else one.folio for one in ledger.invoices]
    return ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
