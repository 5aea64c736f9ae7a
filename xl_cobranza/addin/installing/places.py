"""Where Excel and xlwings' macros look, on each system."""

import os
import struct
import sys
from pathlib import Path
from typing import Final, NamedTuple

from xl_cobranza.addin import packaged
from xl_cobranza.errors import Refused

_CONFIGURATION: Final = "cobranza.conf"


class Machine(NamedTuple):
    """What must be known of a machine; a test makes its own."""

    system: str  # as `sys.platform` names it
    home: Path
    roaming: Path  # on Windows: %APPDATA%
    interpreter: Path
    bits: int = 64  # of Python, and so of the library that Excel loads

    @property
    def has_excel_for_it(self) -> bool:
        """Whether Excel exists for the system at all."""
        return self.system in {"win32", "darwin"}


class Places(NamedTuple):
    """Where the two files go, and what the interpreter is called in the second."""

    addin: Path
    configuration: Path
    interpreter_key: str


def this_machine() -> Machine:
    home = Path.home()
    roaming = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    return Machine(sys.platform, home, roaming, Path(sys.executable), 8 * struct.calcsize("P"))


def places(machine: Machine) -> Places:
    """The folder from which Excel opens everything when it starts, and the file that xlwings' macros read.

    Excel trusts that folder by itself (Microsoft, «Trusted locations for Office files», read 2026-11-22). Raises
    Refused where there is no Excel.
    """
    if machine.system == "win32":
        startup = machine.roaming / "Microsoft" / "Excel" / "XLSTART"
        return Places(startup / packaged.NAME, machine.home / ".cobranza" / _CONFIGURATION, "INTERPRETER_WIN")
    if machine.system == "darwin":  # the only folders that Excel's sandbox may read unasked
        office = machine.home / "Library" / "Group Containers" / "UBF8T346G9.Office"
        startup = office / "User Content.localized" / "Startup.localized" / "Excel"
        data = machine.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data"
        return Places(startup / packaged.NAME, data / _CONFIGURATION, "INTERPRETER_MAC")
    raise Refused("no_excel_here", found=machine.system)


def library(machine: Machine, xlwings: str) -> Path | None:
    """The library through which Excel on Windows asks for worksheet functions; beside Python or a folder above."""
    name = f"xlwings{machine.bits}-{xlwings}.dll"
    folders = (machine.interpreter.parent, machine.interpreter.parent.parent)
    return next((folder / name for folder in folders if (folder / name).exists()), None)


def script(machine: Machine, xlwings: str) -> Path:
    """The script that a Mac needs before Excel may start Python; `xlwings runpython install` puts it there."""
    scripts = machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
    return scripts / f"xlwings-{xlwings}.applescript"
