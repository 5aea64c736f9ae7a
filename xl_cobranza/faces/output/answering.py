"""How a command ends that does one thing with a workbook: done or refused, told in words or as one object."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from xl_cobranza.errors import CobranzaError
from xl_cobranza.faces import console
from xl_cobranza.faces.recalculation import Outcome, Request
from xl_cobranza.wording import problems as wording

Done = TypeVar("Done")


def answer(
    request: Request,
    work: Callable[[Outcome], tuple[Outcome, Done]],
    tell: Callable[[Outcome, Done], object],
    object_of: Callable[[Outcome, Done | None], Iterable[str]],
    *,
    as_object: bool,
) -> int:
    """Work, tell, and give the exit code. As an object a refusal is an answer too: `object_of` gets None."""
    outcome, done = Outcome(request.workbook, request.language or "es"), None
    try:
        outcome, done = work(outcome)
    except CobranzaError as error:
        if not as_object:
            raise
        outcome = replace(outcome, error=error)
    if as_object:
        console.speak_json()
        console.answer_pieces(object_of(outcome, done))
    if outcome.error is not None:
        console.say(wording.refusal(outcome.error, outcome.language))
    elif done is not None and not as_object:
        tell(outcome, done)
    return outcome.exit_code
