"""What a letter is about: every row of the customer in its section, and the instalments that are not paid."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.agenda import Line
from xl_cobranza.domain.case.history import THANKS
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Invoice, Situation
from xl_cobranza.domain.letters import DueInstalment, LetterLine, PaidInvoice, Section

_SECTIONS: Final = {
    "en_disputa": Section.DISPUTED, "en_acuerdo": Section.AGREED, "acuerdo_incumplido": Section.AGREED,
    "promesa": Section.PROMISED, "en_pausa": Section.PROMISED, "documentada": Section.PROMISED,
}  # fmt: skip
_LEFT_OUT: Final = frozenset(
    {"vinculada", "diferencia_menor", "no_contactar", "pagada", "revisar", *map(str, Situation)}
)
_ORDER: Final = {section: place for place, section in enumerate(Section)}


def lines_of(lines: Iterable[Line], *, whole: bool = False) -> tuple[LetterLine, ...]:
    """The rows that owe something or are owed, section by section, the oldest due date first.

    The `whole` of them for a statement, which adds up; a letter is silent about what nobody asks for.
    """
    told = [line for one in lines if whole or one.decision.stage not in _LEFT_OUT for line in _split(one)]
    told.sort(key=lambda line: (_ORDER[line.section], -line.days, line.invoice.row))
    return tuple(told)


def _split(line: Line) -> Iterator[LetterLine]:
    """The row, or its disputed part and the rest of it."""
    invoice, decision = line
    balance = decision.balance or ZERO
    if not balance:
        return
    days = decision.days_overdue or 0
    section = _section(decision.stage, balance, days)
    disputed = _disputed(invoice, balance) if section is not Section.DISPUTED else ZERO
    if disputed:
        yield LetterLine(Section.DISPUTED, invoice, disputed, days, decision.step or "")
    if balance != disputed:
        yield LetterLine(section, invoice, balance - disputed, days, decision.step or "", decision.interest)


def _section(stage: str, balance: Decimal, days: int) -> Section:
    if balance < ZERO:
        return Section.CREDIT
    return _SECTIONS.get(stage) or (Section.OVERDUE if days > 0 else Section.UPCOMING)


def _disputed(invoice: Invoice, balance: Decimal) -> Decimal:
    disputed = invoice.disputed
    if disputed is None or balance < ZERO:
        return ZERO
    return balance if disputed is True else min(Decimal(disputed), balance)


def thanked(lines: Iterable[Line], decided: Decided) -> tuple[PaidInvoice, ...]:
    """The invoices whose payment we give thanks for, as they stand in the ledger."""
    found = []
    for invoice, decision in lines:
        position = decided.allocation.positions[invoice.row]
        on = position.last_paid_on
        if decision.step == THANKS and on is not None:
            moves = [move.amount for move in position.history if move.on == on and move.payment is not None]
            found.append(PaidInvoice(invoice, on, sum(moves, ZERO)))
    return tuple(found)


def due_instalments(lines: Iterable[Line], decided: Decided) -> tuple[DueInstalment, ...]:
    """What is left of each agreement that covers the rows, the oldest instalment first."""
    found: dict[tuple[str, int], DueInstalment] = {}
    for invoice, _ in lines:
        state = decided.agreed.get(invoice.row)
        if state is None:
            continue
        for part in state.left:
            due = DueInstalment(state.id, part.number, part.of, part.due, part.left, part.whole, invoice.currency)
            found[state.id, part.number] = due
    return tuple(sorted(found.values(), key=lambda one: (one.due, one.agreement, one.number)))
