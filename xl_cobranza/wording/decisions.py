"""A decision in words: the names of stage, step, bucket and channel, the action, and why.

The tables are `decisions_es` and `decisions_en`; this module only chooses and fills. A ledger repeats
itself, so the sentences are remembered: a hundred thousand rows need a few thousand different ones.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Protocol

from xl_cobranza.domain.agenda import INSTALMENTS
from xl_cobranza.domain.case.agreed import Instalment, Money, instalment
from xl_cobranza.domain.case.ladder import Fact
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.customers import Summary
from xl_cobranza.domain.decide import Decision
from xl_cobranza.domain.ledger import Contact, Customer, Invoice
from xl_cobranza.domain.policy import Policy
from xl_cobranza.wording import decisions_en, decisions_es, figures


class Words(Protocol):
    """One language's tables; every language has the same keys."""

    STAGES: Mapping[str, str]
    CHANNELS: Mapping[str, str]
    BUCKETS: Mapping[str, str]
    VERBS: Mapping[str, str]
    ACTIONS: Mapping[str, str]
    FACTS: Mapping[str, str]
    CAUSES: Mapping[str, str]
    INSTALMENT: Mapping[str, str]
    DOWN_PAYMENT: Mapping[str, str]
    ONLY_INSTALMENT: str
    REST: str
    OF: str
    DRIVERS: Mapping[str, str]
    PRIORITY: str
    KEPT: str
    AND: str
    DATE: str
    ANYONE: str
    JOINED: Mapping[str, str]


LANGUAGES: Final[Mapping[str, Words]] = {"es": decisions_es, "en": decisions_en}  # type: ignore[dict-item]  # modules


_OF_RULE: Final = "rule."  # facts that need no figure


class Teller:
    """Tells the decisions of one workbook in one language, with the stage names of its policy."""

    def __init__(self, policy: Policy, language: str = "es") -> None:
        self.language = language if language in LANGUAGES else "es"
        self.words = LANGUAGES[self.language]
        self._policy = policy
        self._own = {stage.key: stage for stage in policy.stages}
        self._names = {**self.words.STAGES, **{s.key: s.name for s in policy.stages if s.name}}
        self.bucket = lru_cache(maxsize=None)(self._bucket)
        self._told = lru_cache(maxsize=None)(self._fact)  # unbounded: a bounded one takes twice as long to answer
        self._weight = lru_cache(maxsize=None)(self._drivers)
        self._included = lru_cache(maxsize=None)(self._included_in)
        self._general = {
            fact.removeprefix(_OF_RULE): text for fact, text in self.words.FACTS.items() if fact.startswith(_OF_RULE)
        }

    def stage(self, key: str) -> str:
        """The name of a stage or step, as the workbook's policy calls it.

        >>> Teller(Policy(), "en").stage("legal")
        'Legal action'
        """
        return self._names.get(key, key)

    def _bucket(self, key: str) -> str:
        """The name of an ageing bucket.

        >>> Teller(Policy()).bucket("over_90")
        'Más de 90'
        """
        name, _, limit = key.partition("_")
        words = self.words.BUCKETS
        return words[name].format(limit=limit) if name == "over" else words.get(key, key)

    def channel(self, key: str) -> str:
        return self.words.CHANNELS[key]

    def action(self, decision: Decision, invoice: Invoice, customer: Customer) -> str:
        """What to do, with the names of those concerned; blank when there is nothing to do."""
        if decision.included_in is not None:
            return self._included(decision.included_in)
        if decision.step is None:
            actions = self.words.ACTIONS
            named = f"{decision.stage}.{self._policy.parameters.country}"  # as each country calls it
            return actions.get(named) or actions.get(decision.stage, "")
        return self._step_action(decision, invoice, customer)

    def _included_in(self, folio: str) -> str:
        return self.words.ACTIONS["included"].format(folio=folio)

    def general_action(self, decision: Decision, invoice: Invoice) -> str:
        """The same about a customer without a name."""
        told = self.action(decision, invoice, Customer(self.words.ANYONE))
        for apart, joined in self.words.JOINED.items():
            told = told.replace(apart, joined)
        return told

    def _step_action(self, decision: Decision, invoice: Invoice, customer: Customer) -> str:
        actions, step = self.words.ACTIONS, decision.step or ""
        people = customer.people
        name = customer.display_name
        who = person(people[0]) if people and people[0].name else name
        other = person(people[1]) if len(people) > 1 and people[1].name else actions["someone_else"].format(name=name)
        own = self._own.get(step)
        if own is not None and own.action:
            return actions["custom"].format(action=own.action, who=who)
        cause = next((str(values[0]) for key, *values in decision.facts if key == "cause"), "")
        verb = self.words.VERBS[decision.channel or "email"]
        part = instalment(decision.facts) if step in INSTALMENTS else None
        return (actions.get(f"{step}.{cause}") or actions[step]).format(
            who=who,
            name=name,
            folio=invoice.folio,
            instalment="" if part is None else self.instalment(part),
            due="" if part is None else self._value(part.due),
            owner=invoice.dispute_owner or actions["responsible"],
            reach=verb.format(who=who),
            reach_and=verb.format(who=_closed(who)),
            reach_other_and=verb.format(who=_closed(other)),
        )

    def instalment(self, part: Instalment) -> str:
        """Which instalment, and how much of it, as the country calls it.

        >>> from xl_cobranza.domain.policy import Parameters
        >>> part = Instalment("AC-1", 2, 3, Decimal(40), Decimal(100), "EUR", date(2026, 11, 1))
        >>> Teller(Policy(parameters=Parameters(country="ES"))).instalment(part)
        'el resto del plazo 2 de 3 (40,00 EUR)'
        """
        words, country = self.words, self._policy.parameters.country
        names = words.INSTALMENT if part.number else words.DOWN_PAYMENT
        name = (names.get(country) or names[""]).format(part.number, part.of)
        name = words.ONLY_INSTALMENT if part.number == part.of == 1 else name
        name = name if part.left == part.whole else words.REST.format(name).replace(" de el ", " del ")
        return words.OF.format(name, self._amount(part.left, part.currency))

    def summary(self, summary: Summary) -> Mapping[str, object]:
        """The computed cells of a customer; several currencies stand side by side as text."""
        kept = summary.promises_kept
        return {
            "balance": self._sum(summary.balance),
            "overdue": self._sum(summary.overdue),
            "available": summary.available,
            "average_delay": summary.average_delay,
            "promises_kept": None if kept is None else self.words.KEPT.format(*kept),
            "last_contact": summary.last_contact,
            "next_contact": summary.next_contact,
        }

    def _sum(self, totals: Mapping[str | None, Decimal]) -> Decimal | str:
        if len(totals) > 1:
            return figures.sums(totals, self._policy.parameters.country, self.language)
        return next(iter(totals.values()), ZERO)

    def reason(self, decision: Decision) -> str:
        """Why, in words: the facts in the order they were told, then what weighs in the priority."""
        told = list(map(self._told, decision.facts))
        general = self._general.get(decision.rule)
        if general:
            told.append(general.format(stage=self.stage(decision.stage)))
        if decision.drivers:
            told.append(self._weight(decision.drivers))
        sentence = "; ".join(told)
        return sentence[:1].upper() + sentence[1:]

    def _drivers(self, drivers: tuple[str, ...]) -> str:
        return self.words.PRIORITY.format(self.words.AND.join(self.words.DRIVERS[driver] for driver in drivers))

    def _fact(self, fact: Fact) -> str:
        key, values = fact[0], fact[1:]
        if key == "part_disputed":
            amount, currency = values
            values = (self._amount(amount, currency),)
        return self.words.FACTS[_variant(key, values)].format(*map(self._value, _shown(key, values)))

    def _amount(self, amount: object, currency: object) -> str:
        country = self._policy.parameters.country
        return figures.amount(Decimal(str(amount)), str(currency) if currency else None, country, self.language)

    def _value(self, value: object) -> str:
        if isinstance(value, date):
            return value.strftime(self.words.DATE)
        if isinstance(value, Instalment):
            return self.instalment(value)
        if isinstance(value, Money):
            return self._amount(*value)
        text = str(value)
        return self._names.get(text) or self.words.CAUSES.get(text) or text


def _variant(key: str, values: tuple[object, ...]) -> str:
    """The form of the sentence that suits the figures: one or many, before or after."""
    first = values[0] if values else None
    if key == "days" and isinstance(first, int):
        ahead = {0: "today", -1: "tomorrow", 1: "one"}
        return f"days.{ahead.get(first) or ('late' if first > 0 else 'ahead')}"
    if key == "unanswered" and first == 1:
        return "unanswered.one"
    if key == "renegotiated" and first == 1:
        return "renegotiated.one"
    if key == "broken_promise" and values[1] == 1:
        return "broken_promise.one"
    if key == "at_once" and isinstance(first, int) and first > 1:
        return "at_once.refusals"
    if key == "disputed" and first:
        return "disputed.reason"
    return key


def _shown(key: str, values: tuple[object, ...]) -> tuple[object, ...]:
    if key == "days" and isinstance(values[0], int):
        return (abs(values[0]),)
    if key == "unanswered" and values[0] == 1:
        return values[1:]
    return values


def _closed(person: str) -> str:
    """The person when the sentence goes on: «Rosa Díaz, pagos, y …»."""
    return f"{person}," if "," in person else person


def person(contact: Contact) -> str:
    """A person as one speaks of them: «Rosa Díaz, pagos»."""
    return f"{contact.name}, {contact.position.lower()}" if contact.position else contact.name
