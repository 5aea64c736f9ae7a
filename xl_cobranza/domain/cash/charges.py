"""The interest that an agreement adds to what its invoices owe.

Of each instalment that is paid, its interest comes first and its principal reaches the invoices, so that their balance is
the one of the schedule. What the schedule asks beyond balance and interest (late interest that was included) is
spread over the instalments by their amounts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xl_cobranza.domain.cash import money
from xl_cobranza.domain.cash.agreements import Chain
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.ledger import Agreement, Invoice


@dataclass(slots=True)
class _Row:
    """One instalment: what it asks, and what of that has come in."""

    interest: Decimal
    principal: Decimal
    interest_paid: Decimal = ZERO
    principal_paid: Decimal = ZERO


@dataclass(slots=True)
class Charge:
    """The schedule of an agreement with interest, while money is being applied to its invoices."""

    id: str
    since: date
    rows: Sequence[_Row]
    history: list[tuple[date, Decimal]] = field(default_factory=list)  # the interest that came in, by day

    def split(self, amount: Decimal, left: Decimal, on: date) -> tuple[Decimal, Decimal]:
        """What of a payment is interest, and what is principal: no more than `left`. Both are counted as paid."""
        interest = principal = ZERO
        for row in self.rows:
            taken = min(amount - interest - principal, row.interest - row.interest_paid)
            row.interest_paid += taken
            interest += taken
            reached = min(amount - interest - principal, row.principal - row.principal_paid, left - principal)
            row.principal_paid += reached
            principal += reached
            if principal == left or interest + principal == amount:
                break
        if interest:
            self.history.append((on, interest))
        return interest, principal

    def give_back(self, amount: Decimal, received: Decimal, on: date) -> Decimal:
        """The interest in a payment of an invoice that was returned (negative), the last money first.

        Of the principal no more than the invoice `received` is given back.
        """
        interest = principal = ZERO
        for row in reversed(self.rows):
            returned = min(-amount - interest - principal, row.principal_paid, received - principal)
            row.principal_paid -= returned
            principal += returned
            if row.principal_paid:  # the rest of the principal is another invoice's, and comes before the interest
                break
            taken = min(-amount - interest - principal, row.interest_paid)
            row.interest_paid -= taken
            interest += taken
        if interest:
            self.history.append((on, -interest))
        return -interest


def charges(
    invoices: Iterable[Invoice], agreements: Mapping[str, Agreement], as_of: date
) -> Mapping[str, Sequence[Charge]]:
    """Of each agreement that invoices name: the charges of the ones that took its place in turn, the oldest first."""
    if not agreements:
        return {}
    chain = Chain(agreements, as_of)
    currencies = {invoice.agreement: invoice.currency for invoice in invoices if invoice.agreement}
    made: dict[str, Charge | None] = {}
    found: dict[str, Sequence[Charge]] = {}
    for key, currency in currencies.items():
        line = [chain.in_force[one] for one in chain.line(key) if one in chain.in_force]
        for one in line:
            if one.id not in made:
                made[one.id] = _charge(one, currency)
        known = [made[one.id] for one in line]
        if any(known):
            found[key] = sorted((one for one in known if one is not None), key=lambda charge: charge.since)
    return found


def _charge(agreement: Agreement, currency: str | None) -> Charge | None:
    """None for one that asks no more than the invoices owe, or that a person cancelled."""
    schedule = sorted(agreement.schedule, key=lambda instalment: (instalment.due, instalment.number))
    asked = sum((instalment.amount for instalment in schedule), ZERO)
    if agreement.balance is None or asked <= agreement.balance or (agreement.closed and not agreement.renegotiated):
        return None
    own = [min(instalment.interest or ZERO, instalment.amount) for instalment in schedule]
    beyond = max(asked - agreement.balance - sum(own, ZERO), ZERO)
    rest = [instalment.amount - part for instalment, part in zip(schedule, own, strict=True)]
    spread = money.allocate(beyond, rest, currency) if beyond else [ZERO] * len(rest)
    rows = [_Row(part + more, left - more) for part, more, left in zip(own, spread, rest, strict=True)]
    return Charge(agreement.id, agreement.signed_on, rows)
