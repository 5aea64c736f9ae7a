"""The stage follows the days, the step follows the events."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, ago, contact, invoice, one, payment, review
from xl_cobranza.domain.case.rungs import ladder
from xl_cobranza.domain.ledger import Cause, Channel, Customer, Evidence, Outcome, Profile
from xl_cobranza.domain.policy import DEFAULT_STAGES, Gate, Parameters, Policy

HARD = {"aviso_suspension", "suspension", "visita", "requerimiento", "externa", "legal"}

# The table of the contract, read by hand: the first and last day of each stage.
PUBLISHED = {
    "emitida": (-400, -6), "por_vencer": (-5, 0), "recordatorio": (1, 11), "otro_contacto": (12, 19),
    "aviso_suspension": (20, 30), "suspension": (31, 37), "visita": (38, 45), "negociacion": (46, 75),
    "requerimiento": (76, 90), "externa": (91, 120), "legal": (121, 4000),
}  # fmt: skip


@pytest.mark.parametrize(("stage", "days"), PUBLISHED.items())
def test_each_stage_begins_and_ends_on_its_published_day(stage: str, days: tuple[int, int]) -> None:
    assert [one(invoice(late=day)).stage for day in days] == [stage, stage]


@given(st.integers(-60, 400), st.integers(0, 400), st.integers(-60, 60))
def test_a_stage_never_falls_as_days_grow(day: int, more: int, shift: int) -> None:
    rungs = ladder(Policy(), shift)

    assert rungs.at(day + more) >= rungs.at(day)


@given(st.integers(1, 3000))
def test_on_the_first_morning_with_an_empty_log_nobody_gets_a_hard_step(days: int) -> None:
    assert one(invoice(late=days), log=()).step == "recordatorio"


@pytest.mark.parametrize(
    ("late", "step"),
    [(5, "recordatorio"), (15, "otro_contacto"), (25, "aviso_suspension"), (33, "aviso_suspension"),
     (40, "visita"), (50, "negociacion"), (80, "requerimiento"), (100, "negociacion"), (200, "requerimiento")],
)  # fmt: skip
def test_without_a_log_the_step_is_the_stage_but_for_the_gated_ones(late: int, step: str) -> None:
    assert one(invoice(late=late), log=None).step == step


def test_soft_steps_are_taken_as_often_as_the_policy_says_before_the_next() -> None:
    debt = invoice(late=300)
    once = [contact(40, "recordatorio")]
    twice = [*once, contact(30, "recordatorio")]

    assert one(debt, log=once).step == "recordatorio"
    assert one(debt, log=twice).step == "otro_contacto"


def test_another_person_is_asked_only_after_an_attempt_without_answer() -> None:
    debt = invoice(late=300)
    twice = [contact(40, "recordatorio"), contact(30, "recordatorio")]
    answered = [*twice, contact(29, outgoing=False, channel=Channel.PHONE, outcome=Outcome.ANSWERED)]

    assert one(debt, log=twice).step == "otro_contacto"
    assert one(debt, log=answered).step == "aviso_suspension"


@pytest.mark.parametrize("folios", ["A1, A2", "a-2 y A 1", "A1;A2"])
def test_one_contact_may_name_several_invoices(folios: str) -> None:
    decided = review(invoice("A1"), invoice("A2"), invoice("A3"), log=[contact(2, "recordatorio", folio=folios)])

    assert [("time", 2, 2) in d.facts for d in decided.decisions] == [True, True, False]
    assert list(decided.problems) == []


def test_a_contact_about_an_invoice_that_is_not_there_is_said_while_it_is_fresh() -> None:
    log = [contact(2, "recordatorio", folio="A7"), contact(90, "recordatorio", folio="A8")]

    problems = review(invoice("A1"), invoice("A7", customer="Pino"), log=log).problems

    assert [(p.kind, p.ref, p.found) for p in problems] == [("unknown_log_folio", "log!998", "A7")]


def test_when_every_step_was_taken_a_person_is_asked_to_decide() -> None:
    taken = [contact(200 - 3 * n, stage.key, evidence=Evidence.CERTIFIED) for n, stage in enumerate(DEFAULT_STAGES[2:])]
    done = [e for entry in taken for e in (entry, entry._replace(row=entry.row + 5000, outcome=Outcome.OFFER_MADE))]

    decision = one(invoice(late=300), log=done)

    assert (decision.step, decision.facts[-1]) == ("legal", ("all_taken",))


def test_without_a_log_nobody_claims_that_the_customer_was_never_contacted() -> None:
    debt = invoice(late=25)

    assert "days_overdue" in one(debt, log=None).drivers
    assert "never_contacted" in one(debt, log=()).drivers


def test_a_contact_of_a_day_to_come_does_not_count_and_is_said() -> None:
    decided = review(invoice(late=10), log=[contact(-3, "recordatorio")])

    assert ("first_contact",) in decided.decisions[0].facts
    assert [(p.kind, p.ref, p.found) for p in decided.problems] == [("future_contact", "log!1003", "23/11/2026")]


def test_which_rungs_are_for_who_did_not_answer_is_what_the_policy_says() -> None:
    softened = [replace(s, gate=Gate.NONE) if s.key == "otro_contacto" else s for s in DEFAULT_STAGES]
    own = replace(DEFAULT_STAGES[3], key="recado", from_day=14)
    debt, twice = invoice(late=16), [contact(12, "recordatorio"), contact(9, "recordatorio", outcome=Outcome.ANSWERED)]
    thrice = [*twice, contact(7, "otro_contacto"), contact(6, "otro_contacto", outcome=Outcome.ANSWERED)]

    assert one(debt, log=twice, policy=Policy(stages=tuple(softened))).step == "otro_contacto"
    with_own = Policy(stages=(*softened[:4], own, *softened[4:]))
    assert one(debt, log=thrice, policy=with_own).step == "otro_contacto"
    assert one(debt, log=[*thrice, contact(6, "", outcome=Outcome.NO_ANSWER)], policy=with_own).step == "recado"


SOFT = [
    contact(90, "recordatorio"),
    contact(80, "recordatorio"),
    contact(70, "otro_contacto"),
    contact(60, "otro_contacto"),
]


def test_suspension_waits_for_an_announcement_that_was_delivered_a_week_ago() -> None:
    debt = invoice(late=100)
    sent = contact(20, "aviso_suspension", evidence=Evidence.SENT)
    delivered = sent._replace(evidence=Evidence.DELIVERED)
    yesterday = contact(1, "aviso_suspension", evidence=Evidence.DELIVERED)

    assert one(debt, log=[*SOFT, sent]).step == "aviso_suspension"
    assert one(debt, log=[*SOFT, delivered]).step == "suspension"
    waiting = one(debt, log=[*SOFT, yesterday])
    assert waiting.step == "suspension"
    assert waiting.next_action_on is not None
    assert (waiting.next_action_on - yesterday.on).days >= 7


def test_an_announcement_before_the_due_date_opens_nothing() -> None:
    early = contact(120, "aviso_suspension", evidence=Evidence.CERTIFIED)

    assert one(invoice(late=100), log=[early, *SOFT]).step == "aviso_suspension"


def test_an_announcement_for_another_invoice_opens_nothing() -> None:
    other = contact(20, "aviso_suspension", folio="A9", evidence=Evidence.CERTIFIED)

    assert one(invoice("A1", late=100), log=[*SOFT, other]).step == "aviso_suspension"


@pytest.mark.parametrize(
    "customer",
    [Customer("Olmo", suspension_clause=False), Customer("Olmo", profile=Profile.PREFERRED)],
    ids=["clause-no", "preferred"],
)
def test_who_may_not_be_suspended_is_not_threatened_with_it_either(customer: Customer) -> None:
    assert one(invoice(late=100), log=SOFT, customers=[customer]).step == "visita"


def test_a_person_may_decide_the_suspension_of_a_preferred_customer() -> None:
    preferred = Customer("Olmo", profile=Profile.PREFERRED)
    announced = contact(20, "aviso_suspension", evidence=Evidence.DELIVERED)

    manual = one(invoice(late=100, manual_stage="suspension"), log=[*SOFT, announced], customers=[preferred])

    assert (manual.stage, manual.step) == ("suspension", "suspension")


def test_steps_that_the_policy_skips_are_not_waited_for() -> None:
    policy = Policy(parameters=Parameters(skipped_steps=frozenset({"aviso_suspension", "suspension", "visita"})))

    assert one(invoice(late=100), log=SOFT, policy=policy).step == "negociacion"


def test_a_suspension_that_the_policy_leaves_out_is_not_announced_either() -> None:
    policy = Policy(parameters=Parameters(skipped_steps=frozenset({"suspension"})))

    assert one(invoice(late=100), log=SOFT, policy=policy).step == "visita"
    assert one(invoice(late=33), log=None, policy=policy).step == "otro_contacto"


@pytest.mark.parametrize(
    "said",
    [
        [contact(9, "recordatorio", outcome=Outcome.REFUSAL), contact(3, "recordatorio", outcome=Outcome.REFUSAL)],
        [contact(3, "recordatorio", outcome=Outcome.ASKS_TERMS)],
        [contact(3, "recordatorio", cause=Cause.DIFFICULTY)],
    ],
    ids=["two-refusals", "asks-terms", "difficulty"],
)
def test_refusals_difficulty_or_a_request_for_terms_lead_to_negotiation_at_once(said: list) -> None:  # type: ignore[type-arg]
    assert one(invoice(late=15), log=said).step == "negociacion"


def test_after_negotiating_neither_suspension_nor_visit_comes_back() -> None:
    said = [
        contact(60, "recordatorio", outcome=Outcome.ASKS_TERMS),
        contact(40, "negociacion"),
        contact(30, "negociacion"),
    ]

    assert one(invoice(late=100), log=said).step == "requerimiento"


def test_outside_help_needs_an_offer_and_a_delivered_demand() -> None:
    debt = invoice(late=200, manual_stage="externa")
    done = [*SOFT, contact(50, "visita"), contact(45, "negociacion"), contact(38, "negociacion")]
    clause = [Customer("Olmo", suspension_clause=False)]
    offered = [*done, contact(30, "negociacion", outcome=Outcome.OFFER_MADE)]
    demanded = contact(20, "requerimiento", evidence=Evidence.CERTIFIED)

    assert one(debt, log=[*done, demanded], customers=clause).step == "negociacion"
    assert one(debt, log=[*offered, contact(20, "requerimiento")], customers=clause).step == "requerimiento"
    assert one(debt, log=[*offered, demanded], customers=clause).step == "externa"


def test_what_was_only_prepared_is_not_done() -> None:
    prepared = [
        contact(9, "recordatorio", outcome=Outcome.PREPARED),
        contact(8, "recordatorio", outcome=Outcome.UNCERTAIN),
    ]

    assert one(invoice(late=300), log=prepared).facts[-1] == ("time", 1, 2)


def test_a_contact_without_folio_counts_for_the_invoices_already_issued_that_day() -> None:
    twice = [contact(40, "recordatorio"), contact(30, "recordatorio")]
    old, new = invoice("A1", late=300, issued=ago(330)), invoice("A2", late=3, issued=ago(10))

    assert one(old, log=twice).step == "otro_contacto"
    assert one(new, log=twice).step == "recordatorio"


@pytest.mark.parametrize(
    ("customer", "late", "stage"),
    [
        (Customer("Olmo", profile=Profile.PREFERRED), 34, "otro_contacto"),
        (Customer("Olmo", profile=Profile.PREFERRED), 35, "aviso_suspension"),
        (Customer("Olmo", profile=Profile.PREFERRED), 1, "recordatorio"),
        (Customer("Olmo", profile=Profile.WATCHED), 15, "aviso_suspension"),
        (Customer("Olmo", profile=Profile.WATCHED, shift=10), 29, "otro_contacto"),
    ],
)
def test_the_profile_shifts_the_hard_stages_only(customer: Customer, late: int, stage: str) -> None:
    assert one(invoice(late=late), customers=[customer]).stage == stage


def test_the_ladder_counts_from_the_next_pay_day_and_the_days_from_the_due_date() -> None:
    pays_on_the_25th = Customer("Olmo", pay_days=(25,))

    decision = one(invoice(late=10), customers=[pays_on_the_25th])

    assert (decision.stage, decision.days_overdue) == ("por_vencer", 10)


def test_a_stage_of_the_sheet_may_be_renamed_and_moved() -> None:
    slow = Policy(stages=tuple(replace(s, from_day=4) if s.key == "recordatorio" else s for s in DEFAULT_STAGES))

    assert [one(invoice(late=day), policy=slow).stage for day in (3, 4)] == ["por_vencer", "recordatorio"]


def test_when_everything_up_to_the_stage_is_done_the_next_stage_is_awaited() -> None:
    debt = invoice(late=15)
    done = [
        contact(14, "recordatorio"),
        contact(9, "recordatorio"),
        contact(8, "otro_contacto"),
        contact(7, "otro_contacto"),
    ]

    decision = one(debt, log=done)

    assert decision.step == "otro_contacto"
    assert decision.next_action_on is not None
    assert debt.due is not None
    assert (decision.next_action_on - debt.due).days >= 20
    assert decision.next_action_on > AS_OF


def test_what_was_said_before_it_was_late_was_no_reminder_of_it() -> None:
    """The call was about A1; A2 fell due the week after, and gets its own soft first contact."""
    log = [contact(9, "negociacion", outcome=Outcome.SENT), contact(8, "negociacion", outcome=Outcome.SENT)]
    old, new = review(invoice("A1", late=60), invoice("A2", late=2), log=log).decisions

    assert (old.step, new.step) == ("negociacion", "recordatorio")


def test_a_contact_that_names_the_invoice_counts_whenever_it_was() -> None:
    log = [contact(9, "recordatorio", folio="A2"), contact(8, "recordatorio", folio="A2")]
    (decision,) = review(invoice("A2", late=20), log=log).decisions

    assert decision.step == "otro_contacto"


def test_money_is_an_answer() -> None:
    log = [contact(20, "recordatorio"), contact(12, "recordatorio")]
    silent = review(invoice("A1", late=30), log=log).decisions[0]
    paid = review(invoice("A1", late=30), log=log, payments=[payment(10, 400)]).decisions[0]

    assert ("unanswered", 2, ago(12)) in silent.facts
    assert ("last_contact", ago(12)) in paid.facts
    assert paid.priority < silent.priority


def test_thanks_ask_for_no_answer_and_need_not_wait() -> None:
    """A1 was paid yesterday, A2 is still owed and was spoken about three days ago."""
    log = [contact(3, "recordatorio", outcome=Outcome.ANSWERED)]
    invoices, payments = (invoice("A1", late=9), invoice("A2", late=8)), [payment(1, 1000, "A1")]
    thanks, rest = review(*invoices, log=log, payments=payments).decisions
    later = review(*invoices, log=[*log, contact(0, "agradecer")], payments=payments, as_of=ago(-9)).decisions

    assert (thanks.step, thanks.next_action_on, rest.included_in) == ("agradecer", AS_OF, "A1")
    assert [fact for fact in later[1].facts if fact[0] in {"unanswered", "last_contact"}] == [("last_contact", AS_OF)]


def test_an_invoice_that_is_not_issued_yet_is_confirmed_once_it_is() -> None:
    """A contact that names no invoice cannot have been about one that did not exist: it would be written again and again."""
    monday, said = ago(-3), [contact(20, "emitida"), contact(10, "emitida")]

    decision = one(invoice(late=-40)._replace(issued=monday), log=said)

    assert (decision.step, decision.next_action_on) == ("emitida", monday)
    assert ("not_issued", monday) in decision.facts
