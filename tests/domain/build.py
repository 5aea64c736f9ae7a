"""Short ways to write the nouns of a test: only what the test speaks about is named."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xl_cobranza.domain.decide import Decided, Decision, decide
from xl_cobranza.domain.ledger import Agreement, Customer, Evidence, Invoice, Ledger, LogEntry, Payment
from xl_cobranza.domain.policy import Policy

AS_OF = date(2026, 11, 20)  # a Friday

_BLANK: dict[str, Any] = {
    "series": "", "customer": "Olmo", "issued": None, "currency": "MXN", "withheld": Decimal(0), "paid": None,
    "their_balance": None, "disputed": None, "dispute_reason": "", "dispute_owner": "", "situation": None,
    "instrument": False, "instrument_due": None, "on_hold_until": None, "promise_date": None,
    "promise_amount": None, "discount": None, "discount_until": None, "applies_to": "", "agreement": "",
    "manual_stage": "",
}  # fmt: skip


def ago(days: int) -> date:
    return AS_OF - timedelta(days)


def invoice(folio: str = "A1", *, late: int | None = 10, amount: float | str = 1000, **told: Any) -> Invoice:
    """An invoice `late` days overdue on the as-of date (negative: still to come; None: without a date)."""
    row = told.pop("row", 2 + int("".join(filter(str.isdigit, folio)) or 0))
    due = None if late is None else ago(late)
    return Invoice(row=row, folio=folio, due=due, amount=Decimal(str(amount)), **{**_BLANK, **told})


def contact(days: int, step: str = "", **told: Any) -> LogEntry:
    """A contact of ours so many days ago; with `outgoing=False`, one of the customer's."""
    blank: dict[str, Any] = {
        "row": 1000 - days, "customer": "Olmo", "folio": "", "outgoing": True, "channel": None, "outcome": None,
        "promise_date": None, "promise_amount": None, "cause": None, "evidence": Evidence.SENT,
    }  # fmt: skip
    return LogEntry(on=ago(days), step=step, **{**blank, **told})


def payment(days: int, amount: float, folio: str = "", customer: str = "Olmo", currency: str | None = "MXN") -> Payment:
    return Payment(1000 - days, f"P{days}", ago(days), customer, folio, Decimal(str(amount)), currency)


def review(
    *invoices: Invoice,
    log: Iterable[LogEntry] | None = (),
    payments: Iterable[Payment] = (),
    customers: Iterable[Customer] = (),
    agreements: Iterable[Agreement] = (),
    policy: Policy | None = None,
    as_of: date = AS_OF,
) -> Decided:
    ledger = Ledger(
        invoices=list(invoices),
        payments=tuple(payments),
        log=None if log is None else tuple(log),
        customers={customer.key: customer for customer in customers},
        agreements={agreement.id: agreement for agreement in agreements},
    )
    return decide(ledger, policy or Policy(), as_of, lambda kind, row: f"{kind}!{row}")


def one(*invoices: Invoice, **told: Any) -> Decision:
    """The decision about the first of the invoices."""
    return review(*invoices, **told).decisions[0]
