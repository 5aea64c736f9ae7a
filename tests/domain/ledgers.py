"""Money arriving at a ledger: rows by their dates, and what comes of them in plain strings."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domain import build
from xl_cobranza.domain.cash.allocation import Allocation, allocate
from xl_cobranza.domain.ledger import Invoice, Payment
from xl_cobranza.domain.policy import Parameters

AS_OF = date(2026, 11, 22)
_AMOUNTS = ("withheld", "paid", "their_balance")


def day(text: str) -> date:
    return date.fromisoformat(text)


def invoice(
    row: int = 2, folio: str = "001", amount: str = "100", due: str | None = "2026-10-01", **told: Any
) -> Invoice:
    told |= {name: Decimal(told[name]) for name in _AMOUNTS if name in told}
    made = build.invoice(folio, row=row, amount=amount, **{"currency": None, **told})
    return made._replace(due=due and day(due))


def payment(
    row: int = 2,
    amount: str = "100",
    on: str = "2026-10-20",
    customer: str = "Olmo",
    folio: str = "",
    currency: str | None = None,
) -> Payment:
    return Payment(row, f"P{row}", day(on), customer, folio, Decimal(amount), currency)


def applied(invoices: list[Invoice], payments: Any = (), as_of: date = AS_OF, **parameters: Any) -> Allocation:
    return allocate(invoices, payments, Parameters(**parameters), as_of, lambda kind, row: f"{kind}!{row}")


def balances(allocation: Allocation) -> list[str]:
    return [str(position.balance) for position in allocation.positions.values()]


def found(allocation: Allocation) -> list[tuple[str, str, str]]:
    return [(problem.kind, problem.ref, problem.found) for problem in allocation.problems]
