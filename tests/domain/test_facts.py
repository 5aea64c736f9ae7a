"""The facts that outrank the ladder, and their order."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from tests.domain.build import AS_OF, ago, contact, invoice, one, payment, review
from xl_cobranza.domain.ledger import (
    Agreement,
    Cause,
    Channel,
    Customer,
    CustomerKind,
    Evidence,
    Instalment,
    Outcome,
    Situation,
)
from xl_cobranza.domain.policy import Parameters, Policy

UNRECONCILED = Policy(parameters=Parameters(reconciled_until=ago(60)))
TOLERANT = Policy(parameters=Parameters(tolerance=Decimal(5000)))
WROTE = contact(2, outgoing=False, channel=Channel.EMAIL, outcome=Outcome.ANSWERED)


def _agreement(*, first_paid: bool) -> Agreement:
    """Two instalments of 500: twenty days ago, and in ten days."""
    paid = Decimal(500) if first_paid else None
    schedule = (Instalment(2, 1, ago(20), Decimal(500), paid), Instalment(3, 2, ago(-10), Decimal(500), None))
    return Agreement(2, "AC-1", ago(40), "Olmo", ("A1",), schedule=schedule)


# one line a fact, in the order of the contract: what makes it true, and the stage or step it gives
FACTS: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "situation": ({"situation": Situation.INSOLVENCY}, {}, "stage", "concurso"),
    "related": ({}, {"customer": {"kind": CustomerKind.RELATED}}, "stage", "vinculada"),
    "paid": ({"paid": Decimal(1000)}, {}, "stage", "pagada"),
    "small": ({}, {"policy": TOLERANT}, "stage", "diferencia_menor"),
    "no_contact": ({}, {"customer": {"no_contact": True}}, "stage", "no_contactar"),
    "on_hold": ({"on_hold_until": AS_OF}, {}, "stage", "en_pausa"),
    "wrote": ({}, {"log": [WROTE]}, "step", "contestar"),
    "unapplied": ({}, {"payments": [payment(3, 5, folio="unknown")]}, "step", "identificar_pago"),
    "bank": ({}, {"policy": UNRECONCILED}, "step", "revisar_banco"),
    "disputed": ({"disputed": True}, {}, "stage", "en_disputa"),
    "instrument": ({"instrument": True, "instrument_due": ago(-5)}, {}, "stage", "documentada"),
    "agreement": ({"agreement": "AC-1"}, {"agreements": [_agreement(first_paid=True)]}, "stage", "en_acuerdo"),
    "promise": ({"promise_date": ago(-5)}, {}, "stage", "promesa"),
    "manual": ({"manual_stage": "negociacion"}, {}, "stage", "negociacion"),
}
# a related party is declared of the customer, an insolvency of the invoice: both are the same rule
SAME_RULE = {("situation", "related")}
# both bring a policy of their own: they are joined by hand below
JOINED = {
    ("small", "bank"): replace(UNRECONCILED, parameters=replace(UNRECONCILED.parameters, tolerance=Decimal(5000)))
}


def _decide(*facts: str) -> tuple[str, str | None]:
    told: dict[str, Any] = {}
    around: dict[str, Any] = {}
    person: dict[str, Any] = {}
    for fact in facts:
        about, context, _, _ = FACTS[fact]
        told |= about
        person |= context.get("customer", {})
        around |= {key: value for key, value in context.items() if key != "customer"}
    if facts in JOINED:
        around["policy"] = JOINED[facts]
    decision = one(invoice(late=50, **told), customers=[Customer("Olmo", **person)], **around)
    return decision.stage, decision.step


def _shows(fact: str, decided: tuple[str, str | None]) -> bool:
    _, _, kind, value = FACTS[fact]
    return decided[kind == "step"] == value


@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_outranks_the_ladder(fact: str) -> None:
    assert _shows(fact, _decide(fact))


@pytest.mark.parametrize(("first", "second"), list(combinations(FACTS, 2)))
def test_of_two_facts_the_one_named_first_in_the_contract_wins(first: str, second: str) -> None:
    decided = _decide(first, second)

    assert _shows(first, decided)
    stages = FACTS[first][2] == FACTS[second][2] == "stage"
    if stages and (first, second) not in SAME_RULE:
        assert not _shows(second, decided)


@pytest.mark.parametrize("step", ["wrote", "unapplied", "bank"])
@pytest.mark.parametrize(("fact", "stage"), [("disputed", "en_disputa"), ("promise", "promesa")])
def test_a_fact_about_the_step_keeps_the_stage(step: str, fact: str, stage: str) -> None:
    decided = _decide(step, fact)

    assert decided == (stage, FACTS[step][3])


@pytest.mark.parametrize("situation", Situation)
def test_every_situation_is_a_stage_of_its_own_without_a_step(situation: Situation) -> None:
    decision = one(invoice(late=50, situation=situation))

    assert (decision.stage, decision.step, decision.priority) == (situation.value, None, None)


def test_a_credit_is_never_chased_and_stays_in_the_totals() -> None:
    decided = review(invoice("A1", late=None, amount=-300), invoice("A2", late=50, amount=1000))

    credit, debt = decided.decisions
    assert (credit.stage, credit.bucket, credit.balance) == ("a_favor", "unapplied", Decimal(-300))
    assert credit.days_overdue is None
    assert debt.step == "identificar_pago"


def test_a_cancelled_credit_holds_nothing_back_and_pays_nothing() -> None:
    loose = invoice("A2", amount=-300, situation=Situation.CANCELLED)
    applied = loose._replace(applies_to="A1")

    for credit in (loose, applied):
        decision = one(invoice("A1", late=50), credit)
        assert (decision.step, decision.balance) == ("recordatorio", Decimal(1000))


def test_a_credit_note_does_not_pay_a_cancelled_invoice() -> None:
    cancelled = invoice("A1", situation=Situation.CANCELLED)

    decided = review(cancelled, invoice("A2", amount=-300, applies_to="A1"))

    assert [d.balance for d in decided.decisions] == [Decimal(1000), Decimal(-300)]


def test_a_promise_need_not_cover_what_was_cancelled() -> None:
    cancelled = invoice("A2", late=50, situation=Situation.CANCELLED)
    said = [contact(3, outcome=Outcome.PROMISE, promise_date=ago(-5), promise_amount=Decimal(1000))]

    assert one(invoice("A1", late=50), cancelled, log=said).stage == "promesa"


def test_a_payment_after_a_contact_is_thanked_once_within_a_week() -> None:
    debt, chased, money = invoice(late=20), contact(9, "recordatorio"), payment(3, 1000, "A1")
    thanked = contact(1, "agradecer")

    assert one(debt, log=[chased], payments=[money]).step == "agradecer"
    assert one(debt, log=[chased, thanked], payments=[money]).step is None
    assert one(debt, log=[], payments=[money]).step is None
    assert one(debt, log=[contact(19, "recordatorio")], payments=[payment(8, 1000, "A1")]).step is None


def test_a_call_about_what_was_still_open_does_not_chase_what_was_paid_before() -> None:
    debts, money = (invoice("A1", late=20), invoice("A2", late=20)), payment(6, 1000, "A1")

    assert one(*debts, log=[contact(4, "recordatorio")], payments=[money]).step is None
    assert one(*debts, log=[contact(6, "recordatorio")], payments=[money]).step == "agradecer"


def test_a_call_is_answered_while_it_is_held_and_a_letter_is_not() -> None:
    called = contact(2, outgoing=False, channel=Channel.PHONE, outcome=Outcome.ANSWERED)

    assert one(invoice(), log=[WROTE]).step == "contestar"
    assert one(invoice(), log=[called]).step != "contestar"
    assert one(invoice(), log=[WROTE, contact(1)]).step != "contestar"


def test_an_unanswered_customer_comes_first() -> None:
    assert one(invoice(late=50), log=[WROTE]).priority == 100


def test_a_part_in_dispute_leaves_the_ladder_on_the_rest() -> None:
    part = one(invoice(late=15, disputed=Decimal(300)), log=None)
    more_than_owed = one(invoice(late=15, disputed=Decimal(5000)), log=None)

    assert (part.stage, part.step) == ("otro_contacto", "otro_contacto")
    assert ("part_disputed", Decimal(300), "MXN") in part.facts
    assert more_than_owed.stage == "en_disputa"


def test_an_instrument_is_quiet_until_its_date_and_the_bank_margin() -> None:
    stages = [one(invoice(late=50, instrument=True, instrument_due=ago(days))).stage for days in (2, 3)]

    assert stages == ["documentada", "negociacion"]


def test_a_broken_agreement_is_talked_about_again() -> None:
    broken = one(invoice(late=50, agreement="AC-1"), agreements=[_agreement(first_paid=False)])

    assert (broken.stage, broken.step) == ("acuerdo_incumplido", "renegociar")


def test_an_agreement_closed_by_a_person_does_not_hold_the_ladder() -> None:
    closed = replace(_agreement(first_paid=True), closed=True)

    assert one(invoice(late=50, agreement="AC-1"), agreements=[closed]).stage == "negociacion"


def test_an_agreement_that_no_sheet_holds_is_reported_and_the_ladder_goes_on() -> None:
    decided = review(invoice(late=50, agreement="AC-7"))

    assert decided.decisions[0].stage == "negociacion"
    assert [(p.kind, p.ref, p.found) for p in decided.problems] == [("unknown_agreement", "invoice!3", "AC-7")]


PROMISES: Mapping[str, tuple[dict[str, Any], str]] = {
    "tomorrow": ({"promise_date": ago(-1)}, "promesa"),
    "within the bank's margin": ({"promise_date": ago(2)}, "promesa"),
    "over": ({"promise_date": ago(3)}, "negociacion"),
    "too far away": ({"promise_date": ago(-16)}, "negociacion"),
    "far, just in time": ({"promise_date": ago(-15)}, "promesa"),
    "a part only": ({"promise_date": ago(-1), "promise_amount": Decimal(400)}, "negociacion"),
    "all of it": ({"promise_date": ago(-1), "promise_amount": Decimal(1000)}, "promesa"),
}


@pytest.mark.parametrize(("told", "stage"), PROMISES.values(), ids=list(PROMISES))
def test_a_promise_pauses_when_it_is_near_and_covers_the_balance(told: dict[str, Any], stage: str) -> None:
    assert one(invoice(late=50, **told)).stage == stage


def _promised(days: int, due: int) -> Any:
    return contact(days, "recordatorio", outcome=Outcome.PROMISE, promise_date=ago(due))


def test_after_two_broken_promises_a_third_pauses_no_more() -> None:
    debt = invoice(late=80)
    broken_once = [_promised(60, 50), _promised(5, -5)]
    broken_twice = [_promised(60, 50), _promised(40, 30), _promised(5, -5)]

    assert one(debt, log=broken_once).stage == "promesa"
    twice = one(debt, log=broken_twice)
    assert twice.stage == "requerimiento"
    assert ("broken_promise", ago(30), 2) in twice.facts


def test_a_promise_kept_is_not_broken() -> None:
    kept = [contact(40, outcome=Outcome.PROMISE, promise_date=ago(30), promise_amount=Decimal(400), folio="A1")]

    decision = one(invoice(late=50), log=kept, payments=[payment(31, 400, "A1")])

    assert not [fact for fact in decision.facts if fact[0] == "broken_promise"]


def test_a_promise_about_all_that_is_owed_is_kept_by_whichever_invoices_it_pays() -> None:
    debts = invoice("A1", late=50, amount=500), invoice("A2", late=49, amount=500)
    said = [contact(17, outcome=Outcome.PROMISE, promise_date=ago(10), promise_amount=Decimal(600))]

    def broken(amount: float) -> list[str]:
        decided = review(*debts, log=said, payments=[payment(11, amount)])
        return [fact[0] for fact in decided.decisions[1].facts if fact[0] == "broken_promise"]

    assert broken(600) == []
    assert broken(599) == ["broken_promise"]


def test_a_promise_typed_in_the_row_is_kept_by_the_figure_typed_beside_it() -> None:
    told: dict[str, Any] = {"promise_date": ago(5), "promise_amount": Decimal(500)}

    def broken(paid: int) -> list[str]:
        decision = one(invoice(late=50, paid=Decimal(paid), **told))
        return [fact[0] for fact in decision.facts if fact[0] == "broken_promise"]

    assert broken(500) == []
    assert broken(499) == ["broken_promise"]


@pytest.mark.parametrize("cause", [Cause.NO_INVOICE, Cause.INVOICE_ERROR, Cause.MISSING_DOCUMENT])
def test_a_cause_on_our_side_is_mended_before_anybody_is_reminded(cause: Cause) -> None:
    said = [contact(5, outgoing=False, channel=Channel.PHONE, cause=cause)]
    mended = [*said, contact(3, "recordatorio")]

    assert (one(invoice(), log=said).step, one(invoice(), log=said).channel) == ("corregir", Channel.INTERNAL)
    assert one(invoice(), log=mended).step == "recordatorio"


def test_a_manual_stage_replaces_the_days_and_not_the_gates() -> None:
    manual = one(invoice(late=3, manual_stage="legal"), log=None)
    delivered = contact(9, "requerimiento", evidence=Evidence.CERTIFIED)
    opened = one(invoice(late=3, manual_stage="legal"), log=[delivered])

    assert (manual.stage, manual.step) == ("legal", "requerimiento")
    assert opened.stage == "legal"
