"""What is to be done today, step by step. It is work, not money: all currencies together."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from xl_cobranza.domain.agenda import AT_THE_DESK
from xl_cobranza.domain.decide import Decision


class StepWork(NamedTuple):
    """One step: the conversations to hold, or tasks to do in our office, and the rows they are about."""

    step: str
    actions: int
    rows: int


class Work(NamedTuple):
    """The steps, the most work first; the customers to call on, as `Hoy` lists them, and what is done at the desk."""

    steps: tuple[StepWork, ...] = ()
    errands: int = 0
    at_the_desk: int = 0


def work(decisions: Iterable[Decision], as_of: date) -> Work:
    """What is due on the day, or was before. A row that is part of another's conversation is a row, no action."""
    actions, rows = Counter[str](), Counter[str]()
    errands = at_the_desk = 0
    for decision in decisions:
        if decision.step is None or decision.next_action_on is None or decision.next_action_on > as_of:
            continue
        rows[decision.step] += 1
        if decision.included_in is None:
            actions[decision.step] += 1
            at_the_desk += decision.step in AT_THE_DESK
            errands += decision.step not in AT_THE_DESK
    ordered = sorted(rows, key=lambda step: (-actions[step], -rows[step], step))
    return Work(tuple(StepWork(step, actions[step], rows[step]) for step in ordered), errands, at_the_desk)
