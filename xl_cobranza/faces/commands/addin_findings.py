"""The lines of `doctor` about the add-in; `instalar` says the ones that ask for something."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from xl_cobranza.addin.installing.checkup import Checkup
from xl_cobranza.wording.messages import message

State = Literal["ok", "missing", "optional"]


class Finding(NamedTuple):
    """One line of a check-up; only `missing` asks for something to be done."""

    part: str
    state: State
    detail: str


def findings(checked: Checkup | None, language: str) -> Iterator[Finding]:
    """What there is to say; where the add-in is not installed, only that it could be."""
    part = message("doctor_addin", language)
    if checked is None:
        yield Finding(part, "optional", message("addin_needs_excel", language))
    elif checked.identity is None:
        yield Finding(part, "optional", message("addin_absent", language))
    else:
        if checked.is_current:
            yield Finding(part, "ok", message("addin_present", language, version=checked.identity.version))
        else:
            yield Finding(part, "missing", message("addin_old", language, version=checked.identity.version))
        yield _interpreter(checked, language)
        yield from _what_the_system_needs(checked, language)


def _interpreter(checked: Checkup, language: str) -> Finding:
    part = message("doctor_interpreter", language)
    if checked.interpreter_works:
        return Finding(part, "ok", str(checked.interpreter))
    return Finding(part, "missing", message("interpreter_lost", language, path=checked.interpreter or "?"))


def _what_the_system_needs(checked: Checkup, language: str) -> Iterator[Finding]:
    if checked.system == "darwin":
        part = message("doctor_script", language)
        if checked.script:
            yield Finding(part, "ok", checked.script.name)
        else:
            yield Finding(part, "missing", message("script_missing", language))
        return
    part = message("doctor_library", language)
    if checked.library:
        yield Finding(part, "ok", checked.library.name)
    else:
        yield Finding(part, "missing", message("library_missing", language))
    yield Finding(message("doctor_trust", language), "optional", message("trust", language))
