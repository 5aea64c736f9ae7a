"""`Hoy` in words: one row per errand, and the lines above them. Tables in `es` and `en`; this only chooses and fills."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

from xl_cobranza.domain.agenda import INSTALMENTS, Agenda, Errand, Line, Owed
from xl_cobranza.domain.case.agreed import instalment
from xl_cobranza.domain.case.history import INSTALMENT_LATE
from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.ledger import Contact, Customer
from xl_cobranza.domain.policy import OTHER_CONTACT, Policy
from xl_cobranza.wording import figures
from xl_cobranza.wording.decisions import Teller, person
from xl_cobranza.wording.today import en, es, links

_LINES_OF_INVOICES, _FOLIOS_IN_SUBJECT, _NAMES_SHOWN = 5, 3, 6


class Words(Protocol):
    """One language's sentences; every language has the same names."""

    OPENINGS: Mapping[str, str]
    GREETING: str
    GREETING_NOBODY: str
    PRESENTATION: str
    PRESENTATION_SENDER: str
    PRESENTATION_COMPANY: str
    ONE_LATE: str
    ONE_AHEAD: str
    ONE_TODAY: str
    ONE_INSTALMENT_LATE: str
    ONE_INSTALMENT_AHEAD: str
    MANY: str
    INVOICE_LATE: str
    INVOICE_AHEAD: str
    INVOICE_TODAY: str
    MORE: str
    SUBJECT: str
    SUBJECT_MANY: str
    SUBJECT_MORE: str
    SUBJECT_PLAIN: str
    SUBJECT_AGREEMENT: str
    WRITE: str
    TALK: str
    TOTALS_NONE: str
    TOTALS_ONE: str
    TOTALS: str
    NOTHING: str
    BANK: str
    UNIDENTIFIED_OF: str
    NOBODY: str
    ANSWERS: str
    DISPUTES: str
    DISPUTE: str
    DISPUTE_REASON: str
    DATE: str


LANGUAGES: Final[Mapping[str, Words]] = {"es": es, "en": en}  # type: ignore[dict-item]  # modules


class Text(NamedTuple):
    """What a cell shows, and the address that it opens, if any."""

    shown: str
    address: str | None = None


class Talk(NamedTuple):
    """The last time we spoke, or tried to: the day, and what there is to say of it."""

    on: date
    what: Sequence[str]


class TodayTeller:
    """Tells today's work of one workbook in one language."""

    def __init__(self, policy: Policy, teller: Teller, customers: Mapping[str, Customer]) -> None:
        self._parameters, self._teller, self._customers = policy.parameters, teller, customers
        self._words = LANGUAGES[teller.language]

    def row(self, errand: Errand, talk: Talk | None) -> Mapping[str, Text]:
        """The cells of ours of one row, by field."""
        decision, invoice = errand.lead.decision, errand.lead.invoice
        customer = self._customers.get(errand.customer) or Customer(errand.customer)
        whom = _whom(customer, decision.step or "")
        country = customer.country or self._parameters.country
        opening = self._opening(errand, customer)
        message = self._greeting(whom, opening, self._presentation()) if opening else ""
        mail = links.mail(whom.email, self._subject(errand), message) if whom.email else None
        chat = links.whatsapp(whom.phone, country, message) if whom.phone and message else None
        return {
            "customer": Text(errand.customer),
            "whom": Text(person(whom)),
            "phone": Text(whom.phone, links.call(whom.phone, country) if whom.phone else None),
            "action": Text(self._teller.action(decision, invoice, customer)),
            "opening": Text(self._greeting(whom, opening) if opening else ""),
            "invoices": Text(self._invoices(errand.about)),
            "owed": Text(self._sum(errand.owed)),
            "email": Text(whom.email, mail),
            "whatsapp": Text(self._words.WRITE if chat else "", chat),
            "last_talk": Text(self._talk(talk)),
            "reason": Text(self._teller.reason(decision)),
            "step": Text(self._teller.stage(decision.step or "")),
            "channel": Text(self._teller.channel(decision.channel) if decision.channel else ""),
        }

    def lines(self, agenda: Agenda) -> Mapping[str, str]:
        """The lines above the table: how much there is to do, and what to look at before the first call."""
        words, desk = self._words, agenda.desk
        answers, bank = self._names(desk.answers), self._names(desk.check_bank)
        return {
            "totals": self._totals(agenda.errands),
            "bank": words.BANK.format(names=bank) if bank else words.NOTHING,
            "unidentified": self._unidentified(desk.unidentified),
            "answers": words.ANSWERS.format(names=answers) if answers else words.NOTHING,
            "disputes": self._disputes(desk.disputes),
        }

    def _opening(self, errand: Errand, customer: Customer) -> str:
        """What to begin with, on the telephone or in a message; blank for what is done in our own office."""
        words, step = self._words, errand.lead.decision.step or ""
        many = len(_owing(errand.about)) > 1
        opening = words.OPENINGS.get(f"{step}.many" if many else step) or words.OPENINGS.get(step)
        if not opening:
            return ""
        main = customer.people[0].name if customer.people and customer.people[0].name else customer.display_name
        return opening.format(debt=self._debt(errand), folio=errand.lead.invoice.folio, main=main)

    def _greeting(self, whom: Contact, opening: str, presentation: str = "") -> str:
        """The greeting, who we are where it is written to somebody, and what to begin with."""
        words = self._words
        start = (words.GREETING if whom.name else words.GREETING_NOBODY).format(who=whom.name) + presentation
        return f"{start} {opening}" if start.endswith(".") else f"{start}. {opening}"

    def _presentation(self) -> str:
        words, sender, company = self._words, self._parameters.sender, self._parameters.company
        pattern = words.PRESENTATION if sender and company else words.PRESENTATION_SENDER if sender else ""
        if company and not sender:
            pattern = words.PRESENTATION_COMPANY
        return pattern.format(sender=sender, company=company)

    def _debt(self, errand: Errand) -> str:
        words, owing = self._words, _owing(errand.about)
        part = instalment(errand.lead.decision.facts) if errand.lead.decision.step in INSTALMENTS else None
        if part is not None:
            late = errand.lead.decision.step == INSTALMENT_LATE
            pattern = words.ONE_INSTALMENT_LATE if late else words.ONE_INSTALMENT_AHEAD
            return pattern.format(part=self._teller.instalment(part), due=self._date(part.due))
        if len(owing) > 1:
            return words.MANY.format(count=len(owing), sum=self._sum(errand.owed))
        line = owing[0] if owing else errand.lead
        days = line.decision.days_overdue or 0
        pattern = words.ONE_LATE if days > 0 else words.ONE_AHEAD if days < 0 else words.ONE_TODAY
        return pattern.format(folio=_name(line), amount=self._amount(line), due=self._date(line.invoice.due))

    def _invoices(self, about: Sequence[Line]) -> str:
        words, owing = self._words, _owing(about)
        most = _LINES_OF_INVOICES if len(owing) <= _LINES_OF_INVOICES else _LINES_OF_INVOICES - 1
        shown = [self._invoice(line) for line in owing[:most]]
        left = len(owing) - len(shown)
        return "\n".join([*shown, words.MORE.format(count=left)] if left else shown)

    def _invoice(self, line: Line) -> str:
        words, days = self._words, line.decision.days_overdue or 0
        pattern = words.INVOICE_LATE if days > 0 else words.INVOICE_AHEAD if days < 0 else words.INVOICE_TODAY
        return pattern.format(folio=_name(line), amount=self._amount(line), days=abs(days))

    def _subject(self, errand: Errand) -> str:
        words, company = self._words, self._parameters.company
        part = instalment(errand.lead.decision.facts) if errand.lead.decision.step in INSTALMENTS else None
        if part is not None:
            return words.SUBJECT_AGREEMENT.format(id=part.agreement)
        folios = list(dict.fromkeys(map(_name, _owing(errand.about) or [errand.lead])))
        shown = ", ".join(folios[:_FOLIOS_IN_SUBJECT])
        if errand.lead.decision.step == OTHER_CONTACT:  # another person need not learn of the debt
            return words.SUBJECT_PLAIN.format(company=company)
        if len(folios) == 1:
            return words.SUBJECT.format(folio=shown)
        pattern = words.SUBJECT_MANY if len(folios) <= _FOLIOS_IN_SUBJECT else words.SUBJECT_MORE
        return pattern.format(folios=shown)

    def _talk(self, talk: Talk | None) -> str:
        if talk is None:
            return ""
        what = " · ".join(part for part in talk.what if part)
        return self._words.TALK.format(date=self._date(talk.on), what=what)

    def _totals(self, errands: Sequence[Errand]) -> str:
        words = self._words
        if not errands:
            return words.TOTALS_NONE
        owed: dict[str | None, Decimal] = {}
        for errand in errands:
            for currency, amount in errand.owed.items():
                owed[currency] = owed.get(currency, Decimal(0)) + amount
        pattern = words.TOTALS_ONE if len(errands) == 1 else words.TOTALS
        return pattern.format(count=len(errands), sum=self._sum(owed))

    def _unidentified(self, money: Mapping[str, Owed]) -> str:
        words = self._words
        items = [
            words.UNIDENTIFIED_OF.format(name=self._name(customer) if customer else words.NOBODY, sum=self._sum(owed))
            for customer, owed in money.items()
        ]
        return self._shortened(items) if items else words.NOTHING

    def _disputes(self, lines: Sequence[Line]) -> str:
        words = self._words
        items = [
            (words.DISPUTE_REASON if line.invoice.dispute_reason else words.DISPUTE).format(
                folio=_name(line), name=self._name(line.invoice.customer), reason=line.invoice.dispute_reason
            )
            for line in lines
        ]
        return words.DISPUTES.format(items=self._shortened(items)) if items else words.NOTHING

    def _names(self, customers: Iterable[str]) -> str:
        return self._shortened([self._name(customer) for customer in customers])

    def _shortened(self, items: Sequence[str]) -> str:
        more = len(items) - _NAMES_SHOWN
        return "; ".join([*items[:_NAMES_SHOWN], self._words.MORE.format(count=more)] if more > 0 else items)

    def _name(self, customer: str) -> str:
        known = self._customers.get(customer)
        return known.display_name if known else customer

    def _amount(self, line: Line) -> str:
        balance = line.decision.balance or Decimal(0)
        return figures.amount(balance, line.invoice.currency, self._parameters.country, self._teller.language)

    def _sum(self, owed: Owed) -> str:
        known = {currency: amount for currency, amount in owed.items() if amount}
        return figures.sums(known, self._parameters.country, self._teller.language)

    def _date(self, day: date | None) -> str:
        return day.strftime(self._words.DATE) if day else "–"


def _whom(customer: Customer, step: str) -> Contact:
    """The person to speak to: the main contact, or another one when the step asks for another."""
    people = customer.people
    if step == OTHER_CONTACT and len(people) > 1:
        return people[1]
    return people[0] if people else Contact("", "", "", "", None)


def _owing(about: Sequence[Line]) -> list[Line]:
    return [line for line in about if (line.decision.balance or 0) > 0]


def _name(line: Line) -> str:
    """An invoice as its customer knows it."""
    return name_of(line.invoice)
