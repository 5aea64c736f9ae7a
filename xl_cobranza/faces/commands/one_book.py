"""`cobranza recalcular` and `cobranza revisar`: one workbook, told on the terminal or as JSON."""

from dataclasses import replace

from xl_cobranza.faces import console
from xl_cobranza.faces.output import as_json, terminal
from xl_cobranza.faces.recalculation import Outcome, Request, recalculate
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.messages import message


def recalculate_and_tell(request: Request, *, as_object: bool) -> int:
    """Decide, write unless it is a dry run, and say what was done."""
    with console.progress(request.language or "es", terminal.STEPS[0], len(terminal.STEPS)) as advance:
        outcome = recalculate(request, advance)
    if as_object:
        return _tell_object(outcome)
    if outcome.error is not None:
        return _tell_refusal(outcome)
    console.answer(terminal.summary(outcome))
    return outcome.exit_code


def review_and_tell(request: Request, *, as_object: bool) -> int:
    """Say what is wrong with the data, all of it, and write nothing."""
    outcome = replace(recalculate(replace(request, dry_run=True)), preview=None)
    if as_object:
        return _tell_object(outcome, decisions=False)
    if outcome.error is not None:
        return _tell_refusal(outcome)
    if outcome.problems:
        console.answer(terminal.problem_list(outcome))
    else:
        console.answer(message("no_problems", outcome.language))
    return outcome.exit_code


def _tell_refusal(outcome: Outcome) -> int:
    assert outcome.error is not None
    console.say(wording.refusal(outcome.error, outcome.language))
    return outcome.exit_code


def _tell_object(outcome: Outcome, *, decisions: bool = True) -> int:
    console.speak_json()
    console.answer_pieces(as_json.chunks(outcome, decisions=decisions))
    if outcome.error is not None:
        console.say(wording.refusal(outcome.error, outcome.language))
    return outcome.exit_code
