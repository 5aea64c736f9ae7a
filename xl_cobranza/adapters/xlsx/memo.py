"""Answers that repeat, kept while they are few."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

_MOST: Final = 1 << 16  # a column of time stamps or of reasons must not fill the memory


class Memo(dict[Question, Answer]):
    """The answers of a function: looked up at the speed of a `dict`, asked once, forgotten all at once.

    >>> doubled = Memo(lambda number: 2 * number)
    >>> doubled[4], dict(doubled)
    (8, {4: 8})
    """

    def __init__(self, answer: Callable[[Question], Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, question: Question) -> Answer:
        if len(self) >= _MOST:
            self.clear()
        answer = self[question] = self._answer(question)
        return answer

    def learn(self, answers: Iterable[tuple[Question, Answer]]) -> None:
        """Remember what was answered elsewhere, while there is room."""
        if len(self) < _MOST:
            self.update(answers)
