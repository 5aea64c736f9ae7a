"""The workbook on the desk when a button is pressed: with its language, its date, and a voice to answer with."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.domain.policy import Parameters
from xl_cobranza.errors import Problem, Severity
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_cobranza.adapters.live.program import Program

_SHOWN: Final = 6  # problems that fit in a message box
_LONGEST: Final = 900  # characters: a message box shows about a thousand


@dataclass(frozen=True, slots=True)
class Desk:
    """One press of a button."""

    program: "Program"
    book: LiveBook
    parameters: Parameters

    @property
    def language(self) -> str:
        return self.parameters.language

    def say(self, key: str, **data: object) -> str:
        return message(key, self.language, **data)

    def rows(self, count: int) -> str:
        return self.say("row") if count == 1 else self.say("rows", count=count)

    def problems(self, found: "Iterable[Problem]") -> str:
        """What needs a person, the first few in words; what is only good to know is counted."""
        told = sorted(found, key=lambda problem: problem.severity is Severity.INFO)
        urgent = [problem for problem in told if problem.severity is not Severity.INFO]
        lines = [self.say("problems", count=len(urgent))] if urgent else []
        for problem in urgent[:_SHOWN]:
            line = wording.problem(problem, self.language, self.parameters.country)
            if sum(map(len, lines)) + len(line) > _LONGEST:
                break
            lines.append(f"• {line}")
        rest = len(urgent) - len(lines) + 1
        if urgent and rest:
            lines.append(self.say("button_more", count=rest))
        if len(told) > len(urgent):
            lines.append(self.say("button_to_know", count=len(told) - len(urgent)))
        return "\n".join(lines)


def shown_day(day: date) -> str:
    """As people write it."""
    return f"{day:%d/%m/%Y}"
