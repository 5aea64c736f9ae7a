"""Which rate a late invoice bears, and what it has accrued. Shown, never charged by itself.

The rate agreed with the customer outranks the timeline of the sheet `Intereses`, and that the fixed one
of `Parámetros`. A customer whose contract says «no» to late charges bears none.
"""

from decimal import Decimal

from xl_cobranza.domain.allocation import Position
from xl_cobranza.domain.facts import Case
from xl_cobranza.domain.interest import RateGap, Rates, declining, late_interest
from xl_cobranza.domain.ledger import Customer
from xl_cobranza.domain.policy import Policy


def rates(customer: Customer, policy: Policy) -> Rates | None:
    """The rate or timeline that applies to a customer; None when no rate is configured anywhere."""
    if customer.late_charges is False:
        return None
    if customer.late_rate is not None:
        return customer.late_rate
    return policy.rates or policy.parameters.late_rate


def accrued(case: Case, position: Position) -> Decimal | RateGap | None:
    """The late interest of one row to the as-of date; None when it bears none or none is configured.

    What was paid late bore interest until that day, and still does when the principal is gone.
    """
    invoice, due = case.invoice, case.invoice.due
    if due is None or due >= case.as_of or invoice.is_credit or invoice.situation is not None:
        return None
    source = rates(case.customer, case.policy)
    if source is None:
        return None
    if not position.history:
        balances = [(due, position.balance)]
    else:
        balances = declining(due, position.balance, [(move.on, move.amount) for move in position.history])
    found = late_interest(balances, source, case.as_of, case.policy.parameters.day_count, invoice.currency)
    return found if isinstance(found, RateGap) or found or position.balance > 0 else None
