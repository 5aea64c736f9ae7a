"""What a letter is about: every row of the customer in its section, and the instalments that are not paid."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.agenda import Line
from xl_cobranza.domain.cash.agreements import outstanding
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Agreement, Invoice, Ledger, Situation
from xl_cobranza.domain.letters import DueInstalment, LetterLine, Section

_SECTIONS: Final = {
    "en_disputa": Section.DISPUTED, "en_acuerdo": Section.AGREED, "acuerdo_incumplido": Section.AGREED,
    "promesa": Section.PROMISED, "en_pausa": Section.PROMISED, "documentada": Section.PROMISED,
}  # fmt: skip
_LEFT_OUT: Final = frozenset(
    {"vinculada", "diferencia_menor", "no_contactar", "pagada", "revisar", *map(str, Situation)}
)
_ORDER: Final = {section: place for place, section in enumerate(Section)}


def lines_of(lines: Iterable[Line]) -> tuple[LetterLine, ...]:
    """The rows that owe something or are owed, section by section, the oldest due date first."""
    told = [line for one in lines for line in _split(one)]
    told.sort(key=lambda line: (_ORDER[line.section], -line.days, line.invoice.row))
    return tuple(told)


def _split(line: Line) -> Iterator[LetterLine]:
    """The row, or its disputed part and the rest of it."""
    invoice, decision = line
    balance = decision.balance or ZERO
    if not balance or decision.stage in _LEFT_OUT:
        return
    days = decision.days_overdue or 0
    section = _section(decision.stage, balance, days)
    disputed = _disputed(invoice, balance) if section is not Section.DISPUTED else ZERO
    if disputed:
        yield LetterLine(Section.DISPUTED, invoice, disputed, days)
    if balance != disputed:
        yield LetterLine(section, invoice, balance - disputed, days, decision.interest)


def _section(stage: str, balance: Decimal, days: int) -> Section:
    if balance < ZERO:
        return Section.CREDIT
    return _SECTIONS.get(stage) or (Section.OVERDUE if days > 0 else Section.UPCOMING)


def _disputed(invoice: Invoice, balance: Decimal) -> Decimal:
    disputed = invoice.disputed
    if disputed is None or balance < ZERO:
        return ZERO
    return balance if disputed is True else min(Decimal(disputed), balance)


def due_instalments(ledger: Ledger, decided: Decided, customer: str) -> tuple[DueInstalment, ...]:
    """What is left of each agreement of the customer that has a schedule and is not closed, oldest first."""
    mine = [one for one in ledger.agreements.values() if one.customer == customer and one.schedule and not one.closed]
    return tuple(due for agreement in mine for due in _left(agreement, ledger, decided))


def _left(agreement: Agreement, ledger: Ledger, decided: Decided) -> Iterator[DueInstalment]:
    covered = [decided.allocation.positions[i.row] for i in ledger.invoices if i.agreement == agreement.id]
    paid = [(move.on, move.amount) for position in covered for move in position.history]
    owed = sum((position.balance for position in covered), ZERO)
    numbers = {instalment.due: instalment.number for instalment in agreement.schedule}
    for due, left in outstanding(agreement, paid, owed):
        yield DueInstalment(agreement.id, numbers[due], len(agreement.schedule), due, left)
