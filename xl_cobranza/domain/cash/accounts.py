"""The account of one row of the ledger while money is being applied to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.cash.charges import Charge
from xl_cobranza.domain.cash.money import ZERO, round_money
from xl_cobranza.domain.ledger import Invoice


class Movement(NamedTuple):
    """Money that reached an invoice; `payment` is its row, None for a credit note."""

    on: date
    amount: Decimal
    payment: int | None


@dataclass(slots=True)
class Position:
    """What a row owes (negative: a credit of the customer), was paid, and when."""

    balance: Decimal
    paid: Decimal
    history: Sequence[Movement] = ()

    @property
    def last_paid_on(self) -> date | None:
        """The day of the last payment that is recorded; credit notes are not payments."""
        return max((move.on for move in self.history if move.payment is not None), default=None)

    @property
    def settled_on(self) -> date | None:
        """The day on which nothing more was owed, where money that is recorded tells it."""
        return max((move.on for move in self.history), default=None) if self.balance == 0 else None

    @property
    def undated(self) -> Decimal:
        """The part of what was paid that only a typed figure tells of, without a day."""
        return self.paid - sum((move.amount for move in self.history if move.payment is not None), ZERO)


def standing(invoice: Invoice) -> Position:
    """Where a row stands by its own figures, before any payment recorded elsewhere.

    What was withheld or paid brings a credit, too, towards zero, whichever sign it was typed with.
    """
    if invoice.their_balance is not None:
        balance = round_money(invoice.their_balance, invoice.currency)
        return Position(balance, round_money(invoice.amount - invoice.withheld, invoice.currency) - balance)
    if invoice.paid is None and not invoice.withheld:  # by far the most common
        return Position(round_money(invoice.amount, invoice.currency), ZERO)
    paid = round_money(invoice.paid or ZERO, invoice.currency)
    if invoice.amount < 0:
        paid = -abs(paid)
        return Position(round_money(invoice.amount + abs(invoice.withheld), invoice.currency) - paid, paid)
    return Position(round_money(invoice.amount - invoice.withheld, invoice.currency) - paid, paid)


class Account:
    """A row that money reaches. A typed figure stands whatever arrives: payments can only explain it.

    `left` is what payments may still fill: the balance, or of a typed `Pagado` the part not explained yet.
    Under an agreement with interest, that is paid first; what it takes never reaches the invoice.
    """

    __slots__ = ("balance", "charges", "history", "invoice", "left", "paid", "received", "typed")

    def __init__(self, invoice: Invoice, charges: Sequence[Charge] = ()) -> None:
        self.invoice, self.charges = invoice, charges
        stands = standing(invoice)
        self.balance, self.paid = stands.balance, stands.paid
        self.typed = invoice.paid is not None or invoice.their_balance is not None
        self.left = self.paid if self.typed else self.balance
        self.received = ZERO
        self.history: list[Movement] = []

    def take(self, amount: Decimal, on: date, payment: int) -> Decimal:
        """Take what fits of a payment and return the rest; a negative one (returned) takes back what was received.

        A credit takes the opposite: money given back to the customer.
        """
        interest = self._interest(amount, on) if self.charges and not self.typed else ZERO
        if interest:
            amount -= interest
        sign = -1 if self.invoice.amount < 0 else 1
        taken = sign * max(-sign * self.received, min(sign * amount, max(sign * self.left, ZERO)))
        if taken:
            self.received += taken
            self.left -= taken
            self.history.append(Movement(on, taken, payment))
            if not self.typed:
                self.balance -= taken
                self.paid += taken
        return amount - taken

    def _interest(self, amount: Decimal, on: date) -> Decimal:
        """The part of a payment that is interest of the agreement in force that day."""
        charge = next((charge for charge in reversed(self.charges) if charge.since <= on), None)
        if charge is None:
            return ZERO
        if amount < 0:
            return charge.give_back(amount, self.received, on)
        return charge.split(amount, max(self.left, ZERO), on)[0]

    def take_credit(self, amount: Decimal, on: date) -> None:
        """Reduce the balance by a credit note."""
        self.balance -= amount
        if not self.typed:
            self.left -= amount
        self.history.append(Movement(on, amount, None))

    def give_credit(self, amount: Decimal) -> None:
        """Bring the balance of this credit note towards zero, as it was applied elsewhere."""
        self.balance += amount
        self.left += amount

    def position(self) -> Position:
        """Where the row stands now."""
        return Position(self.balance, self.paid, tuple(self.history))
