"""Who gets a letter today: one for each customer to contact, addressed to the person the step asks for; or why not.

It follows from the decisions. A step that is spoken, not written, gets a letter only if a person asks for that step;
one of our own office gets none. What hinders a letter is a row of `HINDRANCES`, asked in that order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from xl_cobranza.domain.addresses import fault_of
from xl_cobranza.domain.agenda import Errand, Line, agenda
from xl_cobranza.domain.case.facts import ANSWER, CHECK_BANK, CORRECT, IDENTIFY
from xl_cobranza.domain.case.history import NO_CONTACTS, THANKS, counts
from xl_cobranza.domain.contacting.rules import Limits, Others
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.domain.decide import Decided, Decision
from xl_cobranza.domain.ledger import Channel, Contact, Customer, Ledger
from xl_cobranza.domain.letters import Letter, Skipped
from xl_cobranza.domain.policy import ANNOUNCED_DAYS, ANNOUNCEMENT, OTHER_CONTACT, SUSPENSION, Policy
from xl_cobranza.domain.reminders.contents import due_instalments, lines_of, thanked

_NOBODY: Final = Contact("", "", "", "", None)
_WRITTEN: Final = frozenset({Channel.EMAIL, Channel.WHATSAPP, Channel.LETTER})
_SPOKEN: Final = frozenset({Channel.PHONE, Channel.VISIT})
_BY_STEP: Final = {ANSWER: "to_answer", IDENTIFY: "unapplied_money", CHECK_BANK: "check_bank", CORRECT: "to_correct"}
_BY_STAGE: Final = {
    "no_contactar": "no_contact", "en_disputa": "disputed", "en_acuerdo": "in_agreement", "promesa": "promised",
    "en_pausa": "on_hold", "documentada": "documented", "revisar": "unreadable",
}  # fmt: skip


class Wanted(NamedTuple):
    """What a person asked for: only a step, only a customer, and whom not to write to."""

    step: str = ""
    customer: str = ""
    unwanted: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()  # marked with something that cannot be read
    needs_address: bool = True  # not when files on paper are all that is wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """The letters, the most urgent first, with the decision each follows from; who gets none, in the ledger's order."""

    letters: tuple[tuple[Letter, Decision], ...]
    skipped: tuple[Skipped, ...]


class _Asked(NamedTuple):
    """All that a hindrance may look at."""

    errand: Errand
    customer: Customer
    to: Contact
    step: str
    channel: Channel
    limits: Limits
    wanted: Wanted
    repeated: bool  # said before, and once more, and still nothing proves that it arrived


def choose_letters(ledger: Ledger, decided: Decided, policy: Policy, as_of: date, wanted: Wanted) -> Choice:
    """The letters of a day. Nobody is left out without a reason but who owes nothing or was not asked for."""
    errands = agenda(ledger, decided, as_of).errands
    chooser = _Chooser(ledger, decided, policy, as_of, wanted)
    asked_of = [errand for errand in errands if wanted.customer in {"", errand.customer}]
    made = [(chooser.letter(errand), errand.lead.decision) for errand in asked_of]
    skipped = [one for one, _ in made if isinstance(one, Skipped)]
    if not wanted.step or wanted.customer:
        busy = {errand.customer for errand in errands}
        rest = [customer for customer in chooser.lines if customer not in busy and wanted.customer in {"", customer}]
        skipped += [one for customer in rest if (one := chooser.resting(customer)) is not None]
    order = {customer: place for place, customer in enumerate(chooser.lines)}
    skipped.sort(key=lambda one: order[one.customer.key])
    return Choice(tuple((one, decision) for one, decision in made if isinstance(one, Letter)), tuple(skipped))


class _Chooser:
    """Looks at one customer after the other."""

    def __init__(self, ledger: Ledger, decided: Decided, policy: Policy, as_of: date, wanted: Wanted) -> None:
        self._ledger, self._decided, self._policy = ledger, decided, policy
        self._as_of, self._wanted = as_of, wanted
        self._calendar = WorkingCalendar(policy.parameters.country, policy.holidays)
        decisions = {decision.row: decision for decision in decided.decisions}
        self.lines: dict[str, list[Line]] = {}
        for invoice in ledger.invoices:
            self.lines.setdefault(invoice.customer, []).append(Line(invoice, decisions[invoice.row]))

    def letter(self, errand: Errand) -> Letter | Skipped | None:
        """The letter of an errand, or why there is none; None for a step that was not asked for."""
        customer = self._ledger.customers.get(errand.customer) or Customer(errand.customer)
        step, decided = errand.lead.decision.step or "", errand.lead.decision.channel or Channel.EMAIL
        country = customer.country or self._policy.parameters.country
        limits = self._policy.contact_rules.limits(country, customer.kind, self._as_of)
        to = addressee(customer, step)
        is_asked = bool(self._wanted.step) and self._wanted.step == step
        channel = _in_writing(decided, to, customer) if is_asked else decided
        asked = _Asked(errand, customer, to, step, channel, limits, self._wanted, self._is_repeated(errand, step))
        if self._wanted.step and not is_asked and not self._wanted.customer:
            return None
        found = next((why for hinders in HINDRANCES if (why := hinders(asked))), None)
        if found is not None:
            return Skipped(customer, found, {"step": step, "channel": channel, "found": _typed(asked)})
        return self._letter(asked, country)

    def _is_repeated(self, errand: Errand, step: str) -> bool:
        """Whether a step that only waits for its proof was taken as often as it should, and once more."""
        stage, lead = self._policy.stage(step), errand.lead
        if stage is None or not any(fact[0] == "gate" and step in fact[1:] for fact in lead.decision.facts):
            return False
        entries = self._decided.contacts.get(errand.customer, NO_CONTACTS).entries
        since = lead.invoice.due or date.min
        return sum(one.step == step and counts(one) and one.on > since for one in entries) > stage.times

    def _letter(self, asked: _Asked, country: str) -> Letter:
        customer, step, lines = asked.customer, asked.step, self.lines[asked.errand.customer]
        lead, said = asked.errand.lead.invoice, self._decided.contacts.get(customer.key, NO_CONTACTS).unanswered
        deadline, pauses_on = self._deadlines(step, lead.due)
        return Letter(
            customer, asked.to, step, asked.channel, self._as_of, self._language(customer), country, lead,
            () if asked.step == THANKS else lines_of(lines),
            due_instalments(lines, self._decided),
            thanked(lines, self._decided) if asked.step == THANKS else (),
            _is_discreet(asked), deadline, pauses_on,
            max((entry.on for entry in said if entry.channel in _WRITTEN), default=None),
        )  # fmt: skip

    def _deadlines(self, step: str, due: date | None) -> tuple[date | None, date | None]:
        """The day proposed to answer by, when the step waits for one; after an announcement, from when it would hold."""
        stage, suspension = self._policy.stage(step), self._policy.stage(SUSPENSION)
        if stage is None:
            return None, None
        deadline = self._calendar.following(self._as_of + timedelta(stage.wait))
        if step != ANNOUNCEMENT:
            return deadline, None
        opens = max(self._as_of + timedelta(ANNOUNCED_DAYS), deadline) + timedelta(1)
        if suspension is not None and suspension.from_day is not None and due is not None:
            opens = max(opens, due + timedelta(suspension.from_day))
        return deadline, self._calendar.following(opens)

    def _language(self, customer: Customer) -> str:
        return customer.language or self._policy.parameters.language

    def resting(self, key: str) -> Skipped | None:
        """Why a customer who owes something is left in peace today; None of one whose rows are all closed."""
        customer = self._ledger.customers.get(key) or Customer(key)
        told = [line.decision for line in self.lines[key] if line.decision.balance or line.decision.step]
        reasons = [_BY_STEP[decision.step] for decision in told if decision.step in _BY_STEP]
        if self._decided.contacts.get(key, NO_CONTACTS).prepared_on == self._as_of:
            reasons.insert(0, "prepared_today")
        if any(decision.stage not in _BY_STAGE and decision.next_action_on is not None for decision in told):
            reasons.append("resting")
        reasons += [_BY_STAGE[decision.stage] for decision in told if decision.stage in _BY_STAGE]
        on = min((d.next_action_on for d in told if d.next_action_on is not None), default=None)
        return Skipped(customer, reasons[0], {} if on is None else {"on": on}) if reasons else None


def addressee(customer: Customer, step: str) -> Contact:
    """The person to write to: the main contact, or another one when the step asks for another."""
    people = customer.people
    if step == OTHER_CONTACT:
        return people[1] if len(people) > 1 else _NOBODY
    return people[0] if people else _NOBODY


def _in_writing(channel: Channel, to: Contact, customer: Customer) -> Channel:
    """How a step that is spoken leaves when a person wants it written: by mail, else as a message, else on paper."""
    if channel not in _SPOKEN:
        return channel
    known = ((Channel.EMAIL, to.email), (Channel.WHATSAPP, to.phone), (Channel.LETTER, "–"))
    agreed = customer.agreed_channels
    return next((one for one, reach in known if reach and (not agreed or one in agreed)), Channel.LETTER)


def _not_wanted(asked: _Asked) -> str | None:
    if asked.customer.key in asked.wanted.unwanted:
        return "not_wanted"
    return "mark_unclear" if asked.customer.key in asked.wanted.unclear else None


def _another_step(asked: _Asked) -> str | None:
    return "another_step" if asked.wanted.step and asked.wanted.step != asked.step else None


def _for_a_person(asked: _Asked) -> str | None:
    return _BY_STEP.get(asked.step)


def _internal(asked: _Asked) -> str | None:
    return "internal" if asked.channel is Channel.INTERNAL else None


def _unproved(asked: _Asked) -> str | None:
    return "proof_missing" if asked.repeated else None


def _spoken(asked: _Asked) -> str | None:
    return "by_phone" if asked.channel in _SPOKEN else None


def _nobody_else(asked: _Asked) -> str | None:
    if asked.step != OTHER_CONTACT:
        return None
    if asked.to == _NOBODY:
        return "nobody_else"
    return "others_forbidden" if asked.limits.others is Others.NEVER and not asked.to.may_discuss else None


def _not_agreed(asked: _Asked) -> str | None:
    agreed = asked.customer.agreed_channels
    if asked.channel in agreed or not (agreed or asked.limits.agreed_channels):
        return None
    return "channel_not_agreed"


def _unreachable(asked: _Asked) -> str | None:
    if not asked.wanted.needs_address:
        return None
    if asked.channel is Channel.EMAIL:
        if not asked.to.email:
            return "no_email"
        return "bad_email" if fault_of(asked.to.email) else None
    return "no_phone" if asked.channel is Channel.WHATSAPP and not asked.to.phone else None


HINDRANCES: Final[tuple[Callable[[_Asked], str | None], ...]] = (
    _another_step, _not_wanted, _for_a_person, _internal, _unproved, _spoken, _nobody_else, _not_agreed, _unreachable,
)  # fmt: skip


def _typed(asked: _Asked) -> str:
    return asked.to.email if asked.channel is Channel.EMAIL else asked.to.phone


def _is_discreet(asked: _Asked) -> bool:
    """Whether the person must not learn of the debt: somebody else, who is not known to be allowed to."""
    if asked.step != OTHER_CONTACT or asked.to.may_discuss:
        return False
    return asked.limits.others is not Others.OPENLY
