"""What is in order with the add-in on a machine, as facts; `doctor` puts them into words."""

from pathlib import Path
from typing import NamedTuple

from xl_cobranza.addin import packaged
from xl_cobranza.addin.installing import configuration
from xl_cobranza.addin.installing.places import Machine, library, places, script


class Checkup(NamedTuple):
    """The answers, for a system that Excel exists for."""

    system: str
    at: Path
    identity: packaged.Identity | None  # None: it is not installed
    is_current: bool  # the very file that this package holds
    interpreter: Path | None  # None: it is written nowhere
    interpreter_works: bool
    library: Path | None  # Windows: None when it is missing
    script: Path | None  # macOS: None when it is missing


def checkup(machine: Machine) -> Checkup | None:
    """Look, and change nothing. None where there is no Excel."""
    if not machine.has_excel_for_it:
        return None
    at = places(machine)
    ours = packaged.identity(packaged.ADDIN)
    xlwings = ours.xlwings if ours else ""
    identity = packaged.identity(at.addin)
    told = configuration.read(at.configuration).get(at.interpreter_key, "")
    needed = script(machine, xlwings)
    return Checkup(
        system=machine.system,
        at=at.addin,
        identity=identity,
        is_current=identity is not None and at.addin.read_bytes() == packaged.ADDIN.read_bytes(),
        interpreter=Path(told) if told else None,
        interpreter_works=bool(told) and Path(told).is_file(),
        library=library(machine, xlwings),
        script=needed if needed.exists() else None,
    )
