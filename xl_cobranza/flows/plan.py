"""A plan: what would be written and why. Nothing is written until the book applies it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.book.port import Patch
from xl_cobranza.errors import Problem, Severity


class DecisionRow(NamedTuple):
    """One decision as the faces show it; the fields are the JSON keys of `interface.md`, in order."""

    ref: str
    id: str
    customer: str | None
    due_date: date | None
    balance: Decimal | None
    currency: str | None
    days_overdue: int | None
    bucket: str | None
    stage_id: str
    stage: str
    step_id: str | None
    step: str | None
    action: str
    channel: str | None
    next_action_on: date | None
    reason: str
    interest: Decimal | None
    priority: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Look at it, then `book.apply(plan.patches, plan.digest)`."""

    as_of: date
    patches: Sequence[Patch]
    problems: Sequence[Problem]
    decisions: Sequence[DecisionRow]
    digest: str
    language: str = "es"
    today: Sequence[
        Mapping[str, str]
    ] = ()  # the rows of `Hoy`, field → text, where the workbook has the sheet or gets it
    moved: int = 0  # notes that go from `Hoy` into the log
    agreements: Mapping[str, str] = field(default_factory=dict)  # how each agreement stands, by its id

    @property
    def rows(self) -> int:
        """The rows of the ledger, unreadable ones included."""
        return len(self.decisions)

    @property
    def needs_a_person(self) -> bool:
        """Whether anything but information was found."""
        return any(problem.severity is not Severity.INFO for problem in self.problems)

    def totals(self) -> Mapping[str | None, Decimal]:
        """What is owed in each currency; never added together."""
        sums: dict[str | None, Decimal] = {}
        for row in self.decisions:
            if row.balance is not None:
                sums[row.currency] = sums.get(row.currency, Decimal(0)) + row.balance
        return sums
