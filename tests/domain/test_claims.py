"""The claim on one customer: sums by currency, interest in parts that add up, what is not claimed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, contact, invoice, payment
from xl_cobranza.domain.cash.allocation import allocate
from xl_cobranza.domain.cash.interest import Period, interest_of
from xl_cobranza.domain.cash.money import minor_unit, round_money
from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.claims.claim import claim, posted
from xl_cobranza.domain.claims.readiness import interrupted_on, prescribes_on, readiness
from xl_cobranza.domain.ledger import Agreement, Customer, Evidence, Ledger, Outcome, Situation
from xl_cobranza.domain.policy import Parameters, Policy

OLMO = Customer("Olmo")
POLICY = Policy(parameters=Parameters(currency="MXN", late_rate=Decimal("0.18")))


def file_of(*invoices, payments=(), log=None, agreements=(), policy=POLICY, customer=OLMO, compensations=None):
    ledger = Ledger(invoices=list(invoices), payments=list(payments), log=log, customers={"Olmo": customer})
    allocation = allocate(ledger.invoices, ledger.payments, policy.parameters, AS_OF, lambda kind, row: f"{kind}!{row}")
    found = claim(ledger, allocation, policy, customer, AS_OF, compensations)
    return CaseFile(found, policy, agreements=agreements, log=log, payments=payments)


@given(
    st.lists(st.decimals(0, 10**6, places=7), min_size=1, max_size=8),
    st.sampled_from(["MXN", "CLP", "EUR", "KWD", None]),
)
def test_the_parts_of_an_interest_are_posted_so_that_they_add_up(amounts, currency):
    day = date(2026, 1, 1)
    periods = [Period(day, day, 1, Decimal(1), Decimal(1), amount) for amount in amounts]
    total = round_money(sum(amounts, Decimal(0)), currency)

    parts = posted(periods, total, currency)

    assert sum(parts) == total
    assert all(part % minor_unit(currency) == 0 for part in parts)


@given(
    st.lists(
        st.tuples(
            st.integers(-40, 900),
            st.decimals("0.01", 10**6, places=2),
            st.sampled_from(["MXN", "USD", "CLP"]),
            st.decimals(0, "0.99", places=2),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_a_claim_is_the_sum_of_its_lines_and_its_interest_that_of_the_ledger(rows):
    invoices, payments = [], []
    for n, (late, amount, currency, share) in enumerate(rows):
        invoices.append(invoice(f"A-{n}", late=late, amount=amount, currency=currency, row=n + 2))
        part = round_money(amount * share, currency)
        if part and late > 0:
            payments.append(payment(late // 2, 0, f"A-{n}", currency=currency)._replace(row=n + 2, amount=part))
    file = file_of(*invoices, payments=payments)
    ledger = {one.row: one for one in invoices}

    for code, sums in file.claim.sums.items():
        mine = [line for line in file.claim.lines if line.invoice.currency == code]
        assert sums.principal == sum(line.balance for line in mine)
        assert sums.total == sums.principal + sum(line.interest for line in mine)
    for line in file.claim.lines:
        told = interest_of(ledger[line.invoice.row], OLMO, POLICY, line.position, AS_OF)
        assert line.interest == told
        assert sum(posted(line.periods, line.interest, line.invoice.currency)) == line.interest


@pytest.mark.parametrize("situation", [Situation.CANCELLED, Situation.ASSIGNED, Situation.CONFIRMED])
def test_what_is_cancelled_or_anothers_to_collect_is_not_claimed(situation):
    file = file_of(invoice("A-1", late=50, amount=100)._replace(situation=situation))

    assert file.claim.lines == ()


def test_what_was_written_off_is_still_owed_by_the_customer():
    file = file_of(invoice("A-1", late=50, amount=100)._replace(situation=Situation.WRITTEN_OFF))

    assert [line.balance for line in file.claim.lines] == [100]


def test_a_fixed_compensation_is_for_each_overdue_invoice_in_its_currency_where_late_charges_are_agreed():
    rows = (
        invoice("A-1", late=50, amount=100, currency="EUR"),
        invoice("A-2", late=10, amount=100, currency="EUR"),
        invoice("A-3", late=-5, amount=100, currency="EUR"),
        invoice("A-4", late=50, amount=100, currency="USD"),
    )
    forty = {"EUR": Decimal(40)}

    charged = file_of(*rows, compensations=forty).claim.sums
    spared = file_of(*rows, compensations=forty, customer=replace(OLMO, late_charges=False)).claim.sums

    assert (charged["EUR"].compensation, charged["USD"].compensation) == (80, 0)
    assert spared["EUR"].compensation == 0
    assert spared["EUR"].interest == 0


def test_a_demand_counts_by_its_evidence():
    sent = contact(20, "requerimiento", outcome=Outcome.SENT)
    delivered = sent._replace(evidence=Evidence.DELIVERED)
    certified = sent._replace(evidence=Evidence.CERTIFIED)
    prepared = certified._replace(outcome=Outcome.PREPARED)

    def known(*log):
        return readiness(file_of(invoice("A-1", late=50, amount=100), log=list(log)))["demand"]

    assert known().state == "no"
    assert known(prepared).state == "no"
    assert (known(delivered).state, known(delivered).evidence) == ("no", Evidence.DELIVERED)
    assert (known(delivered, certified).state, known(certified).on) == ("yes", certified.on)


def test_the_time_to_claim_begins_again_with_what_can_be_proved():
    row = invoice("A-1", late=400, amount=100)
    noted = contact(20, "requerimiento", outcome=Outcome.SENT)
    certified = noted._replace(evidence=Evidence.CERTIFIED)
    agreement = Agreement(2, "AC-1", AS_OF - timedelta(5), "Olmo", ("A-1",))

    assert prescribes_on(file_of(row, log=[noted]), 5) == row.due.replace(year=row.due.year + 5)
    assert prescribes_on(file_of(row, log=[certified]), 5) == certified.on.replace(year=certified.on.year + 5)
    assert (
        interrupted_on(file_of(row, log=[certified], agreements=[agreement])) == certified.on
    )  # who knows if it was signed
    assert prescribes_on(file_of(invoice("A-1", late=5, amount=0)), 5) is None
