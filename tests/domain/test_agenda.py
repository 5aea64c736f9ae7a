"""Today's work: whom to contact, in which order, and what to look at first."""

from decimal import Decimal

from tests.domain.build import AS_OF, contact, invoice, payment
from xl_cobranza.domain.agenda import Agenda, agenda
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Cause, Channel, Ledger, Outcome, Situation
from xl_cobranza.domain.policy import Parameters, Policy


def work(*invoices, log=(), payments=(), parameters=None) -> Agenda:
    ledger = Ledger(invoices=list(invoices), payments=tuple(payments), log=tuple(log))
    policy = Policy(parameters=parameters or Parameters())
    return agenda(ledger, decide(ledger, policy, AS_OF, lambda kind, row: f"{kind}!{row}"), AS_OF)


def test_a_customer_is_one_errand_about_all_that_is_owed():
    found = work(invoice("A1", late=10), invoice("A2", late=40, amount=500), invoice("A3", late=-20, currency="USD"))

    (errand,) = found.errands
    assert [line.invoice.folio for line in errand.about] == ["A2", "A1", "A3"]
    assert errand.owed == {"MXN": Decimal(1500), "USD": Decimal(1000)}


def test_who_was_called_yesterday_is_left_in_peace():
    assert work(invoice(late=10), log=[contact(1, "recordatorio", outcome=Outcome.NO_ANSWER)]).errands == ()


def test_the_most_urgent_comes_first():
    small, large = (
        invoice("A1", customer="Olmo", late=5, amount=10),
        invoice("B2", customer="Haya", late=35, amount=9000),
    )

    assert [errand.customer for errand in work(small, large).errands] == ["Haya", "Olmo"]


def test_nothing_is_to_be_said_about_what_is_closed():
    assert work(invoice(situation=Situation.WRITTEN_OFF)).errands == ()


def test_money_of_nobody_known_and_of_a_customer_is_identified_before_calling():
    found = work(
        invoice("A1", customer="Olmo", late=10),
        invoice("A2", customer="Haya", late=10, amount=-300),
        invoice("A3", customer="Haya", late=10),
        payments=[payment(3, 70, customer="")],
    )

    assert [errand.customer for errand in found.errands] == ["Olmo"]
    assert found.desk.unidentified == {"": {"MXN": Decimal(70)}, "Haya": {"MXN": Decimal(300)}}


def test_who_wrote_comes_first_and_is_named_before_the_calls():
    letter = contact(2, outgoing=False, channel=Channel.EMAIL)
    found = work(invoice("A1", customer="Haya", late=90, amount=9000), invoice("A2", late=1), log=[letter])

    assert [errand.customer for errand in found.errands] == ["Olmo", "Haya"]
    assert found.desk.answers == ("Olmo",)


def test_a_bank_that_is_not_reconciled_is_looked_at_first():
    found = work(invoice(late=10), parameters=Parameters(reconciled_until=AS_OF.replace(day=1)))

    assert found.errands == ()
    assert found.desk.check_bank == ("Olmo",)


def test_a_dispute_is_ours_to_resolve_and_the_rest_of_the_customer_is_still_spoken_about():
    found = work(invoice("A1", late=10, disputed=True), invoice("A2", late=12))

    assert [line.invoice.folio for line in found.desk.disputes] == ["A1"]
    (errand,) = found.errands
    assert [line.invoice.folio for line in errand.about] == ["A2"]


def test_a_fault_of_ours_is_mended_with_the_customer():
    found = work(invoice(late=10), log=[contact(8, outgoing=False, channel=Channel.PHONE, cause=Cause.NO_INVOICE)])

    assert [errand.lead.decision.step for errand in found.errands] == ["corregir"]
