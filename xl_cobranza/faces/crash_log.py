"""Where an unexpected error is written down, so that the person sees one line and support sees all."""

import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from xl_cobranza import __version__

KEPT = 20


def state_folder() -> Path:
    """The user's own folder for what a program remembers, as each system has it."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", tempfile.gettempdir())) / "cobranza"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "cobranza"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "cobranza"


def write_down(error: BaseException) -> str:
    """Write the traceback to a new log and answer its path; only the latest logs are kept."""
    text = "\n".join(
        (
            f"xl-cobranza {__version__} · Python {sys.version} · {platform.platform()}",
            f"argv: {sys.argv!r}",
            "".join(traceback.format_exception(error)),
        )
    )
    name = f"error-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    for folder in (state_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        except OSError:
            continue
        for old in sorted(folder.glob("error-*.log"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return str(folder / name)
    return ""
