"""The rungs of the ladder: on which day after the due date each stage begins for a customer."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from xl_cobranza.domain.ledger import Customer
from xl_cobranza.domain.policy import FIRST_HARD, SHIFT, Gate, Policy, Stage

_ALWAYS: Final = -1_000_000  # «issue»: reached from the first day


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a policy with the days at which one customer's debts reach them."""

    stages: tuple[Stage, ...]
    starts: tuple[int, ...]  # days after the due date; never falling
    keys: tuple[str, ...]
    first: int  # the first rung that chases
    asking: frozenset[str] = frozenset()  # the rungs that are for a customer who did not answer

    def at(self, day: int) -> int:
        """The rung reached `day` days after the due date.

        >>> rungs = ladder(Policy(), 0)
        >>> [rungs.keys[rungs.at(day)] for day in (-30, -5, 0, 1, 12, 500)]
        ['emitida', 'por_vencer', 'por_vencer', 'recordatorio', 'otro_contacto', 'legal']
        """
        reached = bisect_right(self.starts, day)
        return reached - 1 if reached else 0

    def place(self, key: str) -> int | None:
        """The position of a rung, if the policy has it."""
        return self.keys.index(key) if key in self.keys else None


def ladder(policy: Policy, shift: int) -> Ladder:
    """The ladder of a policy, its hard rungs moved by `shift` days; a hard rung never overtakes a soft one."""
    keys = tuple(stage.key for stage in policy.stages)
    hard = keys.index(FIRST_HARD) if FIRST_HARD in keys else len(keys)
    starts: list[int] = []
    for place, stage in enumerate(policy.stages):
        start = _ALWAYS if stage.from_day is None else stage.from_day + (shift if place >= hard else 0)
        starts.append(max(start, starts[-1]) if starts else start)
    first = next((i for i, s in enumerate(policy.stages) if s.from_day is not None and s.from_day > 0), len(keys))
    asking = frozenset(stage.key for stage in policy.stages if stage.gate is Gate.UNANSWERED)
    return Ladder(policy.stages, tuple(starts), keys, first, asking)


def shift_of(customer: Customer) -> int:
    """Days by which a customer's hard rungs move: its own, else those of its profile."""
    return SHIFT[customer.profile] if customer.shift is None else customer.shift
