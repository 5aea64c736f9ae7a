"""Expected cash: when what is owed should come in, by what is known of each row.

An invoice under an agreement is expected as its instalments fall due, one with a promise on the promised day, one
with a document (pagaré, cheque) when that matures, any other on its due date. What is overdue without any of
these, or wholly disputed, has no date and stands apart: a forecast of it would be a wish.
Weeks are seven days from the as-of date on, so that on a Friday the first is no two days long.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.domain.case.promises import Promise, PromiseState
from xl_cobranza.domain.cash.agreements import AgreementStatus
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.decide import Decided
from xl_cobranza.domain.ledger import Invoice, Ledger
from xl_cobranza.domain.policy import BROKEN_PROMISES, EXPECTED_WEEKS
from xl_cobranza.domain.portfolio.owed import Item

AGREED, DOCUMENTED, PROMISED, DISPUTED = "en_acuerdo", "documentada", "promesa", "en_disputa"
DATED: Final = (AGREED, DOCUMENTED, PROMISED)  # the stages whose money comes on another day than the due one

_Dated = tuple[date, Decimal]


class Expected(NamedTuple):
    """Cash by week, the last place being what comes later; `undated` is apart.

    `undated_beside` is the part of it that stage and days of the rows do not tell: promised in part (negative), or
    under an agreement without a schedule.
    """

    by_due_date: tuple[Decimal, ...]
    by_agreement: tuple[Decimal, ...]  # promises, agreements and documents
    undated: Decimal
    undated_beside: Decimal

    @property
    def weeks(self) -> tuple[Decimal, ...]:
        return tuple(a + b for a, b in zip(self.by_due_date, self.by_agreement, strict=True))


def week(day: date, as_of: date) -> int:
    """The place of a day among the weeks; one that has passed is expected any day now.

    >>> [week(date(2026, 11, day), date(2026, 11, 20)) for day in (1, 20, 26, 27)], week(date(2027, 3, 1), date(2026, 11, 20))
    ([0, 0, 0, 1], 8)
    """
    return min(max((day - as_of).days, 0) // 7, EXPECTED_WEEKS)


def expected(rows: Sequence[Item], ledger: Ledger, decided: Decided, as_of: date) -> Expected:
    """The expected cash of the rows of one currency."""
    invoices = {invoice.row: invoice for invoice in ledger.invoices}
    open_rows = sorted(
        (row for row in rows if row.balance > 0), key=lambda row: (invoices[row.row].due or as_of, row.row)
    )
    plain, agreed, beside = _empty(), _empty(), ZERO
    for row in open_rows:
        if row.days == 0 and row.stage not in {*DATED, DISPUTED}:
            plain[week(invoices[row.row].due or as_of, as_of)] += row.balance
    undated = sum((row.balance for row in open_rows if row.stage == DISPUTED), ZERO)
    late = [row for row in open_rows if row.days > 0 and row.stage not in {*DATED, DISPUTED}]
    undated += sum((row.balance for row in late), ZERO)
    promised = list(_promised_in_part(late, decided.promised))
    beside -= sum((amount for _, amount in promised), ZERO)
    scheduled, unscheduled = _instalments(open_rows, decided)
    beside += unscheduled
    for day, amount in (*promised, *scheduled, *_other_days(open_rows, invoices, decided.promised)):
        agreed[week(day, as_of)] += amount
    return Expected(tuple(plain), tuple(agreed), undated + beside, beside)


def _empty() -> list[Decimal]:
    return [ZERO] * (EXPECTED_WEEKS + 1)


def _other_days(
    rows: Iterable[Item], invoices: Mapping[int, Invoice], promises: Mapping[int, Sequence[Promise]]
) -> Iterator[_Dated]:
    """The rows whose document or promise covers all they owe."""
    for row in rows:
        if row.stage == DOCUMENTED:
            day = invoices[row.row].instrument_due
            assert day is not None  # the rule that gave the stage rests on it
            yield day, row.balance
        elif row.stage == PROMISED:
            yield next(p.due for p in promises[row.row] if p.state is PromiseState.WAITING), row.balance


def _promised_in_part(rows: Iterable[Item], promises: Mapping[int, Sequence[Promise]]) -> Iterator[_Dated]:
    """Of overdue rows: a promise that does not cover them all pays the oldest first, as far as it goes."""
    left: dict[object, Decimal | None] = {}
    for row in rows:
        made = promises.get(row.row, ())
        broken = sum(promise.state is PromiseState.BROKEN for promise in made)
        waiting = next((promise for promise in made if promise.state is PromiseState.WAITING), None)
        if waiting is None or broken >= BROKEN_PROMISES:
            continue
        pool = left.setdefault((row.customer, waiting.made_on, waiting.due, waiting.amount), waiting.amount)
        taken = row.balance if pool is None else min(pool, row.balance)
        left[row.customer, waiting.made_on, waiting.due, waiting.amount] = None if pool is None else pool - taken
        yield waiting.due, taken


def _instalments(rows: Iterable[Item], decided: Decided) -> tuple[list[_Dated], Decimal]:
    """The instalments still to come, and what is owed under an agreement that has none written down."""
    covered = defaultdict[str, list[Item]](list)
    for row in rows:
        if row.stage == AGREED:
            covered[decided.agreed[row.row].id].append(row)
    dated: list[_Dated] = []
    unscheduled = ZERO
    for mine in covered.values():
        state = decided.agreed[mine[0].row]
        dated += [(part.due, part.left) for part in state.left]
        if state.status is AgreementStatus.UNKNOWN:
            unscheduled += sum((row.balance for row in mine), ZERO)
    return dated, unscheduled
