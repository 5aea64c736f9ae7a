"""A statement of account adds up: movement by movement, bucket by bucket, to what the ledger says is owed."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, ago, invoice, payment
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Ledger, Situation
from xl_cobranza.domain.policy import Parameters, Policy
from xl_cobranza.domain.reminders.statement import Kind, statement


def told(invoices, payments=(), policy=None):
    ledger, policy = Ledger(list(invoices), payments=tuple(payments)), policy or Policy()
    decided = decide(ledger, policy, AS_OF, lambda kind, row: f"{kind}!{row}")
    return statement(ledger, decided, policy, "Olmo", AS_OF), decided


def shown(account):
    return [(entry.kind.name, entry.names, str(entry.amount), str(entry.balance)) for entry in account.entries]


def test_each_movement_on_its_day_with_the_balance_after_it():
    rows = [invoice("A1", late=10, amount=1000, issued=ago(40)), invoice("A2", late=-5, amount=500, issued=ago(25))]
    found, _ = told(rows, [payment(30, 300, "A1"), payment(3, 200, "A1")])
    (account,) = found.accounts

    assert shown(account) == [
        ("INVOICE", ("A1",), "1000.00", "1000.00"),
        ("PAYMENT", ("A1",), "-300.00", "700.00"),
        ("INVOICE", ("A2",), "500.00", "1200.00"),
        ("PAYMENT", ("A1",), "-200.00", "1000.00"),
    ]
    assert {key: str(amount) for key, amount in account.ages.items() if amount} == {
        "not_due": "500.00",
        "1-30": "500.00",
    }
    assert found.payments_until == AS_OF


def test_what_was_typed_as_paid_withheld_or_credited_is_shown_too():
    rows = [
        invoice("A1", amount=1000, withheld=Decimal(150), paid=Decimal(100), issued=ago(40)),
        invoice("N2", late=None, amount=-200, issued=ago(20)),
        invoice("X9", amount=5000, situation=Situation.CANCELLED),
    ]
    found, _ = told(rows)

    assert [entry[:3] for entry in shown(found.accounts[0])] == [
        ("INVOICE", ("A1",), "1000.00"),
        ("WITHHELD", ("A1",), "-150.00"),
        ("EARLIER", ("A1",), "-100.00"),
        ("CREDIT_NOTE", ("N2",), "-200.00"),
    ]
    assert found.accounts[0].balance == 550


def test_a_payment_larger_than_what_it_paid_is_shown_whole():
    found, _ = told([invoice("A1", amount=1000, issued=ago(40))], [payment(3, 1250, "A1")])

    assert shown(found.accounts[0])[-1] == ("PAYMENT", ("A1",), "-1250.00", "-250.00")


def test_payments_are_known_up_to_the_day_on_which_the_bank_was_reconciled():
    policy = Policy(parameters=Parameters(reconciled_until=AS_OF - timedelta(4)))

    assert told([invoice()], policy=policy)[0].payments_until == AS_OF - timedelta(4)
    assert told([], policy=policy)[0].accounts == ()


money = st.integers(1, 500_000).map(lambda cents: Decimal(cents) / 100)
invoices = st.lists(
    st.tuples(money, st.integers(-40, 200), st.sampled_from(["MXN", "USD"]), st.booleans(), st.none() | money),
    max_size=6,
)
payments = st.lists(
    st.tuples(money, st.integers(0, 60), st.sampled_from(["", "A0", "A1", "A2"]), st.sampled_from(["MXN", "USD"])),
    max_size=6,
)


@given(invoices, payments)
def test_the_last_balance_is_what_is_owed_and_so_is_the_sum_of_the_ages(rows, paid):
    built = [
        invoice(f"A{n}", late=late, amount=-amount if credit else amount, currency=currency, paid=None if credit else typed, issued=ago(max(late, 0) + 30), row=n + 2)
        for n, (amount, late, currency, credit, typed) in enumerate(rows)
    ]  # fmt: skip
    given_ = [
        payment(days, amount, folio, currency=currency)._replace(row=1000 + n)
        for n, (amount, days, folio, currency) in enumerate(paid)
    ]
    found, decided = told(built, given_)
    balances = {decision.row: decision.balance for decision in decided.decisions}

    for account in found.accounts:
        owed = sum((balances[i.row] for i in built if i.currency == account.currency), Decimal(0))
        loose = decided.allocation.unapplied.get(("Olmo", account.currency), Decimal(0))
        assert account.balance == owed - loose == sum(account.ages.values())
        assert sum(line.amount for line in found.lines if line.invoice.currency == account.currency) == owed
        assert sum(entry.amount for entry in account.entries) == account.balance
        assert Kind.ADJUSTMENT not in [entry.kind for entry in account.entries]
