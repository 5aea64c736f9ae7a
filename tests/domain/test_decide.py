"""One action per customer, on a day when it may be taken."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, ago, contact, invoice, one, payment, review
from xl_cobranza.domain.cash.ageing import ageing
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Channel, Contact, Customer, Ledger, LogEntry, Outcome, Profile, Unreadable
from xl_cobranza.domain.policy import DEFAULT_STAGES, Parameters, Policy, RatePeriod


def test_one_row_leads_and_the_others_point_at_it() -> None:
    decided = review(invoice("A1", late=3), invoice("A2", late=50), invoice("A3", late=-20), log=None)

    assert [(d.row, d.included_in) for d in decided.decisions] == [(3, "A2"), (4, None), (5, "A2")]
    assert len({d.next_action_on for d in decided.decisions}) == 1


def test_another_customer_has_a_lead_of_its_own() -> None:
    decided = review(invoice("A1", late=3), invoice("A2", late=50, customer="Pino"))

    assert [d.included_in for d in decided.decisions] == [None, None]


def test_a_dispute_is_settled_in_the_office_beside_the_conversation() -> None:
    decided = review(invoice("A1", late=30, disputed=True), invoice("A2", late=5))

    disputed, chased = decided.decisions
    assert (disputed.step, disputed.included_in, chased.included_in) == ("resolver_disputa", None, None)


def test_a_customer_is_left_in_peace_for_the_waiting_time_of_the_last_contact() -> None:
    waiting = one(invoice(late=40), log=[contact(2, "recordatorio")])
    rested = one(invoice(late=40), log=[contact(5, "recordatorio")])

    assert waiting.next_action_on == date(2026, 11, 23)  # Wednesday 18th + 5 days, a Monday
    assert rested.next_action_on == AS_OF


def test_waiting_counts_per_customer_not_per_invoice() -> None:
    called_about_another = contact(1, "otro_contacto", folio="A9")

    assert one(invoice("A1", late=5), log=[called_about_another]).next_action_on == date(2026, 11, 24)


def test_what_is_done_in_our_own_office_disturbs_nobody() -> None:
    checked_the_bank = contact(1, "revisar_banco", channel=Channel.INTERNAL)

    decision = one(invoice(late=40), log=[checked_the_bank])

    assert (decision.next_action_on, decision.facts[1]) == (AS_OF, ("first_contact",))


def test_a_rung_taken_in_our_own_office_has_its_waiting_time_and_asks_no_answer() -> None:
    suspended = contact(2, "suspension", channel=Channel.INTERNAL)

    decision = one(invoice(late=40), log=[suspended])

    assert decision.next_action_on == date(2026, 11, 25)  # Wednesday 18th + 7 days
    assert ("last_contact", ago(2)) in decision.facts


def test_no_more_contacts_a_week_than_the_policy_allows() -> None:
    eager = Policy(parameters=Parameters(contacts_per_week=2))
    twice = [contact(6, "negociacion"), contact(0, "recordatorio")]

    decision = one(invoice(late=40), log=twice, policy=eager)

    assert decision.next_action_on is not None
    assert (decision.next_action_on - ago(6)).days >= 7


def test_what_was_prepared_today_is_not_prepared_again_today() -> None:
    prepared = contact(0, "recordatorio", outcome=Outcome.PREPARED)

    assert one(invoice(late=40), log=[prepared]).next_action_on == date(2026, 11, 23)


def test_nothing_is_asked_on_a_day_that_is_not_worked() -> None:
    """8 December is a holiday in Spain, and the sheet `Festivos` adds the 9th."""
    spain = Policy(parameters=Parameters(country="ES"), holidays=frozenset({date(2026, 12, 9)}))

    assert one(invoice(late=40), policy=spain, as_of=date(2026, 12, 8)).next_action_on == date(2026, 12, 10)


def test_a_person_without_phone_is_written_to() -> None:
    rosa = Customer("Olmo", contacts=(Contact("Rosa Díaz", "Pagos", "rosa@olmo.example", "", None),))

    assert one(invoice(late=50), log=None).channel is Channel.PHONE
    assert one(invoice(late=50), log=None, customers=[rosa]).channel is Channel.EMAIL


def test_reminders_follow_each_other_as_published() -> None:
    """Due 26 November, from the second day, every three days: 28 November, 1 and 4 December (money-and-time)."""
    reminder = replace(DEFAULT_STAGES[2], from_day=2, times=9, wait=3)
    policy = Policy(stages=(*DEFAULT_STAGES[:2], reminder), parameters=Parameters(contacts_per_week=3))
    debt, sent = invoice()._replace(due=date(2025, 11, 26)), list[LogEntry]()

    for expected in (date(2025, 11, 28), date(2025, 12, 1), date(2025, 12, 4)):
        morning = sent[-1].on if sent else expected
        assert one(debt, log=sent, policy=policy, as_of=morning).next_action_on == expected
        sent.append(contact(0, "recordatorio", row=len(sent))._replace(on=expected))


def test_another_person_is_reached_by_their_own_phone_or_mail() -> None:
    rosa = Contact("Rosa", "", "rosa@olmo.example", "", may_discuss=None)
    luis = Contact("Luis", "", "", "55", may_discuss=None)
    silent = [contact(40, "recordatorio"), contact(30, "recordatorio")]

    def channel(*people: Contact) -> Channel | None:
        return one(invoice(late=45), log=silent, customers=[Customer("Olmo", contacts=people)]).channel

    assert (channel(rosa, luis), channel(luis, rosa)) == (Channel.PHONE, Channel.EMAIL)


def test_a_row_that_cannot_be_read_is_decided_too() -> None:
    ledger = Ledger([invoice("A1", row=9)], unreadable=[Unreadable(4, "A0", "Olmo")])

    decided = decide(ledger, Policy(), AS_OF, lambda kind, row: f"{kind}!{row}")

    assert [(d.row, d.stage, d.priority) for d in decided.decisions] == [(4, "revisar", None), (9, "recordatorio", 51)]


def test_priority_adds_balance_silence_time_and_profile() -> None:
    """40 (the largest) + 30 (no answer) + 20 (a month since the last contact) + 10 (watched)."""
    watched = Customer("Olmo", profile=Profile.WATCHED)
    silent = [contact(40, "recordatorio", outcome=Outcome.NO_ANSWER)]

    decision = one(invoice("A1", late=60), invoice("A2", customer="Pino", amount=10), log=silent, customers=[watched])

    assert (decision.priority, decision.drivers) == (100, ("balance", "unanswered"))


def test_balances_are_ranked_within_their_currency() -> None:
    pesos = invoice("A1", amount=90_000, currency="MXN", late=-3)
    euros = invoice("A2", amount=900, currency="EUR", late=-3, customer="Pino")

    decided = review(pesos, euros)

    assert decided.decisions[0].priority == decided.decisions[1].priority


def test_interest_follows_the_timeline_and_a_gap_is_said_once() -> None:
    """10 000 due 2022-11-30, to 2023-08-31, at the Spanish rates 8, 10.5 and 12 %: 792.47 (derived, see money-and-time)."""
    rates = tuple(
        RatePeriod(since, Decimal(rate))
        for since, rate in ((date(2022, 7, 1), "0.08"), (date(2023, 1, 1), "0.105"), (date(2023, 7, 1), "0.12"))
    )
    debt = invoice("A1", amount=10_000, currency="EUR")._replace(due=date(2022, 11, 30))
    early = invoice("A2", amount=10)._replace(due=date(2022, 6, 1))
    earlier = invoice("A3", amount=10)._replace(due=date(2022, 6, 1))

    decided = review(debt, early, earlier, policy=Policy(rates=rates), as_of=date(2023, 8, 31))

    assert [d.interest for d in decided.decisions] == [Decimal("792.47"), None, None]
    assert [(p.kind, p.ref, p.found) for p in decided.problems] == [("rate_gap", "invoice!4", "02/06/2022")]


def test_without_a_rate_interest_is_blank_and_no_problem() -> None:
    decided = review(invoice(late=100))

    assert (decided.decisions[0].interest, list(decided.problems)) == (None, [])


_invoices = st.lists(
    st.builds(
        lambda n, late, amount, currency, customer, disputed: invoice(
            f"A{n}", late=late, amount=amount, currency=currency, customer=customer, disputed=disputed or None
        ),
        st.integers(1, 10_000),
        st.integers(-60, 200),
        st.integers(-5_000, 50_000).filter(bool),
        st.sampled_from(["MXN", "EUR", None]),
        st.sampled_from(["Olmo", "Pino", "Roble"]),
        st.booleans(),
    ),
    unique_by=lambda i: i.row,
    max_size=12,
)
_payments = st.lists(
    st.builds(payment, st.integers(-5, 90), st.integers(1, 9_000), st.sampled_from(["", "A1", "A7"])), max_size=4
)


@given(_invoices, _payments, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_decides_nothing(invoices: list, payments: list, random: Random) -> None:  # type: ignore[type-arg]
    shuffled = random.sample(invoices, len(invoices))

    assert review(*shuffled, payments=payments).decisions == review(*invoices, payments=payments).decisions


@given(_invoices)
def test_the_buckets_add_up_to_the_balances(invoices: list) -> None:  # type: ignore[type-arg]
    decided = review(*invoices)
    currency = {i.row: i.currency for i in invoices}
    items = [(currency[d.row], d.days_overdue, d.balance) for d in decided.decisions if d.balance is not None]

    sums = ageing(items, (30, 60, 90))

    for code, buckets in sums.items():
        assert sum(buckets) == sum(d.balance or 0 for d in decided.decisions if currency[d.row] == code)


@given(_invoices)
def test_each_customer_has_at_most_one_lead_in_its_conversation(invoices: list) -> None:  # type: ignore[type-arg]
    decided = review(*invoices)
    customer = {i.row: i.customer for i in invoices}
    own = {"resolver_disputa", "corregir", "aplicar_saldo"}

    leads = [customer[d.row] for d in decided.decisions if d.step and d.step not in own and d.included_in is None]

    assert len(leads) == len(set(leads))
