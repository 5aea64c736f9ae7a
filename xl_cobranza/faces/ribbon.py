"""The one door of the Excel add-in: VBA calls `run` with the name of a button, and the person always gets an answer."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from xl_cobranza import template
from xl_cobranza.adapters.live.program import Program, is_busy
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.errors import CobranzaError, Refused, WrongUsage
from xl_cobranza.faces import console, crash_log
from xl_cobranza.faces.buttons import agreeing, help_buttons, letters, recalculating, recording
from xl_cobranza.faces.buttons.desk import Desk
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from pathlib import Path

Action = Callable[[Desk], str]

ACTIONS: Final[Mapping[str, Action]] = {
    "recalcular": recalculating.recalculate,
    "revisar": recalculating.check,
    "hoy": recalculating.today,
    "panel": recalculating.panel,
    "acuerdo": agreeing.agreement,
    "registrar_pago": recording.payment,
    "registrar_gestion": recording.contact,
    "generar": letters.generate,
    "vista_previa": letters.preview,
    "estado_cuenta": letters.statement,
    "deshacer": help_buttons.undo,
    "diagnostico": help_buttons.examine,
    "guia": help_buttons.guide,
}


def run(action: str) -> None:
    """Do what the button says with the workbook before the person, and say what came of it. Nothing is ever raised."""
    program, language = None, "es"
    try:
        program = Program.caller()
        program.status(message("reading"))
        book = program.book(template.blank, memory())
        parameters = read_policy(book)[0].parameters
        language = parameters.language
        text = _chosen(action)(Desk(program, book, parameters))
        program.status(None)
        if text:
            program.tell(text)
    except Exception as error:  # noqa: BLE001 - a traceback is no answer to a person
        _explain(program, error, language)


def memory() -> "Path":
    """Where it is kept how to undo the last press."""
    return crash_log.state_folder()


def _chosen(action: str) -> Action:
    if action not in ACTIONS:
        raise WrongUsage("not_a_button", found=action)
    return ACTIONS[action]


def _explain(program: Program | None, error: Exception, language: str) -> None:
    if is_busy(error):
        error = Refused("excel_busy")
    if not isinstance(error, CobranzaError):
        error = CobranzaError("unexpected", found=crash_log.write_down(error))
    text = wording.refusal(error, language)
    try:
        if program is None:
            console.say(text)
            return
        program.status(None)
        program.tell(text, is_bad=True)
    except Exception as silent:  # noqa: BLE001 - Excel is gone, or takes no message now
        crash_log.write_down(silent)
        console.say(text)
