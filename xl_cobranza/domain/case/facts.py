"""The facts that outrank the ladder, each a row of one table, in the order in which they count.

A rule looks at one case and answers with a `Verdict` or nothing. A verdict with a stage ends the
search; one with a step only («keeps its stage») leaves the stage to the rules after it.
Source: the contract `workbook.md`, «Facts that outrank the ladder, in this order».
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import Final, NamedTuple

from xl_cobranza.domain.case.agreed import course
from xl_cobranza.domain.case.case import Case
from xl_cobranza.domain.case.history import THANKS
from xl_cobranza.domain.case.ladder import Fact, step_of
from xl_cobranza.domain.case.promises import PromiseState, pauses
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import days_overdue
from xl_cobranza.domain.ledger import CustomerKind
from xl_cobranza.domain.policy import BROKEN_PROMISES, THANKS_DAYS

ANSWER, IDENTIFY, CHECK_BANK = "contestar", "identificar_pago", "revisar_banco"
RESOLVE, CORRECT, USE_CREDIT = "resolver_disputa", "corregir", "aplicar_saldo"

_LASTING: Final = frozenset(
    {"manual", "disputed", "promised", "agreement", "agreement_late", "agreement_unknown", "agreement_broken"}
)


@dataclass(slots=True)
class Verdict:
    """What a rule says: a stage (None keeps looking), a step, why, and the day before which nothing is done."""

    stage: str | None
    step: str | None
    facts: tuple[Fact, ...] = ()
    not_before: date | None = None
    closed: bool = False  # nothing more to do, no date


class Rows(Enum):
    """The rows that a rule may apply to."""

    ANY = auto()
    MARKED = auto()  # those on which a person noted something
    SETTLED = auto()  # those that owe nothing
    SPOKEN_OF = auto()  # those with a promise, or a cause that is ours


class Rule(NamedTuple):
    """One row of the table. A rule that cannot apply is not asked: that halves the time of a large ledger."""

    key: str
    judge: Callable[[Case], Verdict | None]
    of_customer: Callable[[Case], object] | None = None  # asked once a customer: may the rule apply to it at all?
    rows: Rows = Rows.ANY


def situation(case: Case) -> Verdict | None:
    found = case.invoice.situation
    return None if found is None else Verdict(found.value, None, closed=True)


def related_party(_: Case) -> Verdict | None:
    return Verdict("vinculada", None, closed=True)


def paid(case: Case) -> Verdict | None:
    if case.balance != 0 or case.invoice.is_credit:
        return None if case.balance != 0 else Verdict("pagada", None, closed=True)
    day, events = case.last_paid_on, case.events
    recent = day is not None and day + timedelta(THANKS_DAYS) >= case.as_of
    if day is not None and recent and events.touched and (events.thanked_on is None or events.thanked_on < day):
        return Verdict("pagada", THANKS, (("paid_on", day),))
    return Verdict("pagada", None, closed=True)


def credit(case: Case) -> Verdict | None:
    return Verdict("a_favor", USE_CREDIT) if case.balance < 0 else None


def small_difference(case: Case) -> Verdict | None:
    small = case.balance < case.policy.parameters.tolerance
    return Verdict("diferencia_menor", None, closed=True) if small else None


def no_contact(_: Case) -> Verdict | None:
    return Verdict("no_contactar", None, closed=True)


def on_hold(case: Case) -> Verdict | None:
    until = case.invoice.on_hold_until
    if until is None or until < case.as_of:
        return None
    return Verdict("en_pausa", None, (("until", until),), until + timedelta(1))


def wrote(case: Case) -> Verdict | None:
    entry = case.contacts.to_answer
    return Verdict(None, ANSWER, (("wrote", entry.on),)) if entry else None


def unapplied_money(_: Case) -> Verdict | None:
    return Verdict(None, IDENTIFY, (("unapplied",),))


def bank_not_reconciled(case: Case) -> Verdict | None:
    until, due = case.policy.parameters.reconciled_until, case.invoice.due
    if until is None or due is None or due >= case.as_of:
        return None
    margin = timedelta(case.policy.parameters.bank_margin)
    return Verdict(None, CHECK_BANK, (("reconciled_until", until),)) if until < due + margin else None


def our_fault(case: Case) -> Verdict | None:
    cause = case.events.our_fault
    return Verdict(None, CORRECT, (("cause", cause.value),)) if cause else None


def whole_dispute(case: Case) -> Verdict | None:
    if case.invoice.disputed is None or not case.disputed or case.disputed < case.balance:
        return None
    return Verdict("en_disputa", RESOLVE, (("disputed", case.invoice.dispute_reason),))


def instrument(case: Case) -> Verdict | None:
    due = case.invoice.instrument_due
    if not case.invoice.instrument or due is None:
        return None
    quiet_until = due + timedelta(case.policy.parameters.bank_margin)
    if quiet_until < case.as_of:
        return None
    return Verdict("documentada", None, (("instrument_due", due),), quiet_until + timedelta(1))


def agreement(case: Case) -> Verdict | None:
    found = course(case)
    return None if found is None else Verdict(*found)


def promise(case: Case) -> Verdict | None:
    if not case.promises:
        return None
    broken = sum(p.state is PromiseState.BROKEN for p in case.promises)
    waiting = next((p for p in case.promises if pauses(p, broken, BROKEN_PROMISES, case.as_of)), None)
    if waiting is None or not waiting.covers:
        return None
    margin = timedelta(case.policy.parameters.bank_margin + 1)
    return Verdict("promesa", None, (("promised", waiting.due),), waiting.due + margin)


def by_days(case: Case) -> Verdict:
    """The ladder itself, or the stage that a person chose in its place."""
    rungs, chosen = case.rungs, case.invoice.manual_stage
    manual = rungs.place(chosen) if chosen else None
    if manual is not None:
        step = step_of(case, manual, manual=True)
        return Verdict(rungs.keys[manual], step.key, (("manual",), *step.facts), step.not_before)
    due = case.ladder_due
    top = rungs.at(0 if due is None else days_overdue(due, case.as_of))
    step = step_of(case, top)
    return Verdict(rungs.keys[top], step.key, step.facts, step.not_before)


RULES: Final = (
    Rule("situation", situation, rows=Rows.MARKED),
    Rule("related_party", related_party, lambda case: case.customer.kind is CustomerKind.RELATED),
    Rule("paid", paid, rows=Rows.SETTLED),
    Rule("credit", credit, rows=Rows.SETTLED),
    Rule("small_difference", small_difference, lambda case: case.policy.parameters.tolerance),
    Rule("no_contact", no_contact, lambda case: case.customer.no_contact),
    Rule("on_hold", on_hold, rows=Rows.MARKED),
    Rule("wrote", wrote, lambda case: case.contacts.to_answer),
    Rule("unapplied_money", unapplied_money, lambda case: case.unapplied),
    Rule("bank_not_reconciled", bank_not_reconciled, lambda case: case.policy.parameters.reconciled_until),
    Rule("whole_dispute", whole_dispute, rows=Rows.MARKED),
    Rule("our_fault", our_fault, rows=Rows.SPOKEN_OF),
    Rule("instrument", instrument, rows=Rows.MARKED),
    Rule("agreement", agreement, rows=Rows.MARKED),
    Rule("promise", promise, rows=Rows.SPOKEN_OF),
    Rule("by_days", by_days),
)


class Judge:
    """Judges the cases of one customer, by the rules that may apply to it."""

    def __init__(self, any_case: Case, rules: Sequence[Rule] = RULES) -> None:
        self._rules = [rule for rule in rules if rule.of_customer is None or rule.of_customer(any_case)]
        self._asked: dict[tuple[bool, bool, bool], list[Rule]] = {}  # by what the rows are

    def __call__(self, case: Case) -> tuple[str, Verdict]:
        """The key of the rule that decided the step, and the verdict: the first stage with the first step."""
        step: Verdict | None = None
        decided = ""
        row = case.invoice.is_marked, case.balance <= ZERO, bool(case.promises or case.events.our_fault)
        for key, judge, _, _ in self._asked.get(row) or self._asked_of(*row):
            verdict = judge(case)
            if verdict is None:
                continue
            if verdict.stage is None:
                if step is None:
                    step, decided = verdict, key
                continue
            if step is None or verdict.closed:
                return key, verdict
            return decided, Verdict(verdict.stage, step.step, step.facts + _kept(verdict), step.not_before)
        raise AssertionError("the last rule always answers")

    def _asked_of(self, marked: bool, settled: bool, spoken_of: bool) -> list[Rule]:
        """The rules that may apply to rows of a kind."""
        of = {Rows.ANY: True, Rows.MARKED: marked, Rows.SETTLED: settled, Rows.SPOKEN_OF: spoken_of}
        asked = self._asked[marked, settled, spoken_of] = [rule for rule in self._rules if of[rule.rows]]
        return asked


def _kept(verdict: Verdict) -> tuple[Fact, ...]:
    """Of the stage's own reasons, those that stay true whatever the step is."""
    return tuple(fact for fact in verdict.facts if fact[0] in _LASTING)
