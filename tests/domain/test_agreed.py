"""The life of an agreement: each instalment is announced and asked for, a broken one is talked about, then the ladder goes on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.build import AS_OF, ago, contact, invoice, one, payment, review
from xl_cobranza.domain.case.agreed import Instalment as Told
from xl_cobranza.domain.case.agreed import Money, instalment
from xl_cobranza.domain.ledger import Agreement, Channel, Instalment, LogEntry, Outcome
from xl_cobranza.domain.policy import Parameters, Policy


def agreed(*dues: int, of: float = 500, **told: object) -> Agreement:
    """An agreement signed forty days ago, with an instalment so many days ago (negative: to come)."""
    schedule = tuple(Instalment(n + 2, n + 1, ago(due), Decimal(str(of)), None) for n, due in enumerate(dues))
    blank = {"balance": Decimal(str(of)) * len(dues), "schedule": schedule}
    return replace(Agreement(2, "AC-1", ago(40), "Olmo", ("A1",)), **{**blank, **told})  # type: ignore[arg-type]


def decided(agreement: Agreement, log: Iterable[LogEntry] | None = (), late: int = 50, **around: object):
    debt = invoice(late=late, amount=float(agreement.balance or 1000), agreement="AC-1")
    return one(debt, agreements=[agreement], log=log, **around)  # type: ignore[arg-type]


def keys(decision) -> list[str]:
    return [fact[0] for fact in decision.facts]


@pytest.mark.parametrize(
    ("due", "step", "next_on"),
    [
        (-20, None, ago(-17)),  # announced five days ahead, and that is a Sunday
        (-6, None, ago(-3)),
        (-5, "cuota_por_vencer", AS_OF),
        (0, "cuota_por_vencer", AS_OF),
        (1, "cuota_vencida", AS_OF),
        (5, "cuota_vencida", AS_OF),
    ],
)
def test_an_instalment_is_announced_then_asked_for(due: int, step: str | None, next_on: date) -> None:
    decision = decided(agreed(due, -60))

    assert (decision.stage, decision.step, decision.next_action_on) == ("en_acuerdo", step, next_on)


def test_it_says_which_instalment_of_how_much_and_when() -> None:
    decision = decided(agreed(30, 3), payments=[payment(29, 700, "A1")])

    assert instalment(decision.facts) == Told("AC-1", 2, 2, Decimal(300), Decimal(500), "MXN", ago(3))


def test_an_announced_instalment_is_left_in_peace_until_it_is_late() -> None:
    decision = decided(agreed(-2, -60), [contact(3, "cuota_por_vencer")])

    assert (decision.step, decision.next_action_on) == (None, ago(-3))
    assert "instalment_reminded" in keys(decision)


def test_the_announcement_of_the_one_before_does_not_count_for_the_next() -> None:
    paid = [payment(29, 500, "A1")]

    assert decided(agreed(30, -3), [contact(33, "cuota_por_vencer")], payments=paid).step == "cuota_por_vencer"


def test_a_late_one_is_asked_for_twice_and_then_waited_for_until_the_grace_ends() -> None:
    patient = Policy(parameters=Parameters(agreement_grace=15))
    asked = [contact(10, "cuota_vencida"), contact(5, "cuota_vencida")]

    assert decided(agreed(12, -60), asked[:1], policy=patient).step == "cuota_vencida"
    waited = decided(agreed(12, -60), asked, policy=patient)
    assert (waited.step, waited.next_action_on) == (None, date(2026, 11, 24))


def test_steps_that_the_policy_leaves_out_are_not_taken() -> None:
    quiet = Policy(parameters=Parameters(skipped_steps=frozenset({"cuota_por_vencer", "cuota_vencida"})))

    ahead, late = decided(agreed(-3, -60), policy=quiet), decided(agreed(3, -60), policy=quiet)
    assert (ahead.step, ahead.next_action_on) == (None, ago(-3))
    assert (late.step, late.next_action_on) == (None, date(2026, 11, 23))


def test_without_a_log_the_reminders_are_told_all_the_same() -> None:
    assert decided(agreed(-3, -60), None).step == "cuota_por_vencer"
    assert decided(agreed(3, -60), None).step == "cuota_vencida"
    assert decided(agreed(30, -60), None).step == "renegociar"


def test_what_the_customer_promised_for_a_late_instalment_is_waited_for() -> None:
    promise = contact(1, outcome=Outcome.PROMISE, promise_date=ago(-2), promise_amount=Decimal(500))

    assert decided(agreed(3, -60), [promise]).step is None


def test_one_action_for_all_that_an_agreement_covers() -> None:
    both = [invoice("A1", amount=400, agreement="AC-1"), invoice("A2", late=30, amount=600, agreement="AC-1")]

    decisions = review(*both, agreements=[agreed(3, -60)]).decisions

    assert [d.included_in for d in decisions] == ["A2", None]


def test_a_broken_one_is_talked_about_as_often_as_one_negotiates_and_then_the_ladder_goes_on() -> None:
    spoken = [contact(18, "renegociar"), contact(9, "renegociar")]
    broken = agreed(20, -60)

    assert [decided(broken, spoken[:n], late=200).step for n in (0, 1, 2)] == [
        "renegociar",
        "renegociar",
        "requerimiento",
    ]
    waits = decided(broken, spoken, late=50)
    assert (waits.stage, waits.step) == ("acuerdo_incumplido", "renegociar")
    assert waits.next_action_on == date(2026, 12, 16)  # day 76, when the formal demand comes


def test_a_broken_one_never_leads_to_suspension_or_a_visit() -> None:
    spoken = [contact(18, "renegociar"), contact(9, "renegociar")]

    steps = {decided(agreed(20, -60), spoken, late=late).step for late in range(21, 76)}
    assert steps == {"renegociar"}


def test_a_promise_after_the_breach_is_waited_for_if_it_covers_what_is_behind() -> None:
    def promised(amount: int) -> str | None:
        said = contact(2, "renegociar", outcome=Outcome.PROMISE, promise_date=ago(-3), promise_amount=Decimal(amount))
        return decided(agreed(20, -60), [said]).step

    assert (promised(500), promised(499)) == (None, "renegociar")


def test_acceleration_makes_all_that_is_left_due_until_what_was_late_is_paid() -> None:
    broken = agreed(20, -10, -40, acceleration=True)

    assert ("agreement_accelerated", Money(Decimal(1500), "MXN")) in decided(broken).facts
    cured = decided(broken, payments=[payment(1, 500, "A1")])
    assert (cured.stage, cured.step) == ("en_acuerdo", None)


def test_what_is_behind_is_told_when_it_is_more_than_one_instalment() -> None:
    assert ("agreement_behind", Money(Decimal(1000), "MXN")) in decided(agreed(50, 20, -10)).facts


# --- another takes its place


def _two(**of_the_second: object) -> list[Agreement]:
    second = {"id": "AC-2", "signed_on": ago(10), "replaces": ("AC-1",), "balance": Decimal(900), **of_the_second}
    return [agreed(30, 0, of=500), replace(agreed(-20, -50, of=450), **second)]  # type: ignore[arg-type]


def test_the_invoices_follow_to_the_agreement_that_takes_the_place_of_theirs() -> None:
    debt = invoice(late=50, amount=1000, agreement="AC-1")
    decision = one(debt, agreements=_two(), payments=[payment(20, 100, "A1")])

    told = instalment(decision.facts)
    assert decision.stage == "en_acuerdo"
    assert told is not None
    assert (told.agreement, told.number, told.left) == ("AC-2", 1, Decimal(450))
    assert ("renegotiated", 1) in decision.facts


def test_before_the_new_one_was_signed_the_old_one_counts() -> None:
    debt = invoice(late=50, amount=1000, agreement="AC-1")

    assert one(debt, agreements=_two(), as_of=ago(11)).stage == "acuerdo_incumplido"


def test_a_payment_may_name_the_new_one_while_the_ledger_names_the_old() -> None:
    found = review(
        invoice(late=50, amount=900, agreement="AC-1"), agreements=_two(), payments=[payment(1, 450, "AC-2")]
    )

    assert not found.problems
    assert found.decisions[0].balance == 450


def test_when_the_new_one_is_cancelled_the_ladder_goes_on() -> None:
    debt = invoice(late=50, amount=1000, agreement="AC-1")

    assert one(debt, agreements=_two(closed=True)).stage == "negociacion"


def test_each_renegotiation_is_counted_along_the_chain() -> None:
    third = replace(_two()[1], id="AC-3", signed_on=ago(5), replaces=("AC-2",))

    decision = one(invoice(late=50, amount=900, agreement="AC-1"), agreements=[*_two(), third])
    assert ("renegotiated", 2) in decision.facts


def test_agreements_that_replace_each_other_end_somewhere() -> None:
    first, second = _two()

    assert one(
        invoice(late=50, amount=900, agreement="AC-1"), agreements=[replace(first, replaces=("AC-2",)), second]
    ).stage in {"negociacion", "en_acuerdo", "acuerdo_incumplido"}


def test_money_that_came_in_on_the_day_of_the_signature_before_the_balance_was_struck_does_not_count_again() -> None:
    signed_today = agreed(-10, -40, signed_on=AS_OF, balance=Decimal(1000))
    debt = invoice(late=50, amount=1400, agreement="AC-1")

    told = instalment(one(debt, agreements=[signed_today], payments=[payment(0, 400, "A1")]).facts)
    assert told is not None
    assert (told.number, told.left) == (1, Decimal(500))


# --- interest on top of what the invoices owe


def _with_interest() -> Agreement:
    """Two of 530 for 1000 owed: 40 and 20 of interest, in the schedule."""
    rows = (
        Instalment(2, 1, ago(30), Decimal(530), None, Decimal(40)),
        Instalment(3, 2, ago(-3), Decimal(530), None, Decimal(20)),
    )
    return agreed(schedule=rows, balance=Decimal(1000))


def test_the_interest_of_an_instalment_comes_first_and_the_balance_is_that_of_the_schedule() -> None:
    found = review(
        invoice(late=50, amount=1000, agreement="AC-1"),
        agreements=[_with_interest()],
        payments=[payment(30, 530, "AC-1")],
    )

    assert found.decisions[0].balance == 510
    assert found.decisions[0].step == "cuota_por_vencer"


def test_an_agreement_with_interest_that_is_paid_leaves_nothing_to_identify() -> None:
    debts = [invoice("A1", late=50, amount=400, agreement="AC-1"), invoice("A2", late=40, amount=600, agreement="AC-1")]
    money = [payment(30, 530, "AC-1"), payment(1, 530)]

    found = review(*debts, agreements=[_with_interest()], payments=money)

    assert [d.balance for d in found.decisions] == [0, 0]
    assert not found.problems
    assert not found.allocation.unapplied
    assert sum(amount for _, amount in found.allocation.interest["AC-1"]) == 60


def test_a_returned_payment_gives_back_its_interest_too() -> None:
    debts = [invoice("A1", late=50, amount=400, agreement="AC-1"), invoice("A2", late=40, amount=600, agreement="AC-1")]
    money = [payment(30, 530, "AC-1"), payment(28, -530, "AC-1")]

    found = review(*debts, agreements=[_with_interest()], payments=money)

    assert [d.balance for d in found.decisions] == [400, 600]
    assert sum(amount for _, amount in found.allocation.interest["AC-1"]) == 0


def test_late_interest_that_was_included_is_spread_over_the_instalments() -> None:
    rows = tuple(Instalment(n, n, ago(30 - 30 * n), Decimal(275), None) for n in (1, 2, 3, 4))
    found = review(
        invoice(late=50, amount=1000, agreement="AC-1"),
        agreements=[agreed(schedule=rows, balance=Decimal(1000))],
        payments=[payment(0, 275, "AC-1")],
    )

    assert found.decisions[0].balance == 750


def test_what_a_fulfilled_agreement_forgave_is_written_off_and_not_chased() -> None:
    settled = agreed(10, of=800, balance=Decimal(1000))

    decision = decided(settled, payments=[payment(12, 800, "A1")])

    assert (decision.step, decision.channel) == ("condonar", Channel.INTERNAL)
    assert ("agreement_fulfilled", "AC-1", Money(Decimal(200), "MXN")) in decision.facts


# --- what is small, and what was promised


def test_less_than_the_tolerance_does_not_break_an_agreement() -> None:
    tolerant = Policy(parameters=Parameters(tolerance=Decimal(5)))
    short = [payment(31, 496, "A1")]

    assert decided(agreed(30, -3), payments=short).stage == "acuerdo_incumplido"
    told = instalment(decided(agreed(30, -3), payments=short, policy=tolerant).facts)
    assert told is not None
    assert told.number == 2


def test_a_promise_without_an_amount_is_about_the_instalment() -> None:
    promise = contact(20, "cuota_vencida", outcome=Outcome.PROMISE, promise_date=ago(15))
    late, kept = payment(5, 500, "A1"), payment(16, 500, "A1")

    assert "broken_promise" in keys(decided(agreed(22, -30), [promise], payments=[late]))
    assert "broken_promise" not in keys(decided(agreed(22, -30), [promise], payments=[kept]))


def test_a_promise_that_was_broken_before_the_agreement_stays_broken() -> None:
    promise = contact(60, outcome=Outcome.PROMISE, promise_date=ago(50))

    assert "broken_promise" in keys(decided(agreed(-30, -60), [promise]))
