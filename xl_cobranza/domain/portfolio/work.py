"""What is to be done today, step by step. It is work, not money: all currencies together."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from xl_cobranza.domain.decide import Decision
from xl_cobranza.domain.ledger import Channel


class StepWork(NamedTuple):
    """One step: the conversations to hold, or tasks to do in our office, and the rows they are about."""

    step: str
    actions: int
    rows: int


class Work(NamedTuple):
    """The steps, the most work first; the customers to contact, and what is done in our own office."""

    steps: tuple[StepWork, ...] = ()
    contacts: int = 0
    inside: int = 0


def work(decisions: Iterable[Decision], as_of: date) -> Work:
    """What is due on the day, or was before. A row that is part of another's conversation is a row, no action."""
    actions, rows = Counter[str](), Counter[str]()
    contacts = inside = 0
    for decision in decisions:
        if decision.step is None or decision.next_action_on is None or decision.next_action_on > as_of:
            continue
        rows[decision.step] += 1
        if decision.included_in is None:
            actions[decision.step] += 1
            is_ours = decision.channel is Channel.INTERNAL
            inside, contacts = inside + is_ours, contacts + (not is_ours)
    ordered = sorted(rows, key=lambda step: (-actions[step], -rows[step], step))
    return Work(tuple(StepWork(step, actions[step], rows[step]) for step in ordered), contacts, inside)
