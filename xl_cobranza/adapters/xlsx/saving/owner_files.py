"""Who has the workbook open: the owner files that Excel and LibreOffice leave beside it.

Excel writes `~$name.xlsx` (165 bytes: the user's name in the code page, then in UTF-16) and keeps it
open; LibreOffice writes `.~lock.name.xlsx#` (comma-separated text). A crash leaves them behind, so
one is believed only
- on Windows, Excel's: while the system refuses to open it for writing, as Excel holds it;
- anywhere else: for a day; LibreOffice's of this host also not from before it was started.
A stale one that is believed costs a `--salida`; a live one that is not costs nothing either: Windows
refuses the replacement, and elsewhere Excel notices on saving that the file is another.
"""

import os
import re
import socket
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

DAY: Final = 86400.0
_FIELD = re.compile(r"((?:[^\\,;]|\\.)*)[,;]")


class OpenedBy(NamedTuple):
    """`kind` is that of the refusal; `user` as the program knows them, "" when it does not say."""

    kind: str
    user: str


def opened_elsewhere(workbook: str | os.PathLike[str]) -> OpenedBy | None:
    """Who has the workbook open, if anybody: looked for beside the name given and beside the real file."""
    for place in dict.fromkeys([Path(workbook).absolute(), Path(os.path.realpath(workbook))]):
        office = place.with_name(f".~lock.{place.name}#")
        if office.is_file():
            user, host = _office_user(_read(office))
            if _is_recent(office, host):
                return OpenedBy("open_in_libreoffice", user)
        excel = place.with_name(f"~${place.name}")  # looked for last: LibreOffice writes one too
        if excel.is_file() and _is_held(excel):
            return OpenedBy("open_in_excel", _excel_user(_read(excel)))
    return None


def _is_held(owner: Path) -> bool:
    if sys.platform == "win32":
        try:
            with owner.open("r+b"):
                return False
        except OSError:
            return True
    return _is_recent(owner, "")


def _is_recent(owner: Path, host: str) -> bool:
    written = owner.stat().st_mtime
    if sys.platform == "linux" and host == socket.gethostname():
        started = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
        if written < started:
            return False
    return time.time() - written < DAY


def _read(owner: Path) -> bytes:
    try:
        with owner.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""


def _excel_user(data: bytes) -> str:
    length = int.from_bytes(data[55:57], "little")
    wide = data[57 : 57 + 2 * length]
    if length and len(wide) == 2 * length:
        return wide.decode("utf-16-le", "replace").strip()
    return data[1 : 1 + data[0]].decode("cp1252", "replace").strip() if data else ""


def _office_user(data: bytes) -> tuple[str, str]:
    """The user's name, else the account; and the host."""
    fields = [re.sub(r"\\(.)", r"\1", text) for text in _FIELD.findall(data.decode("utf-8", "replace"))]
    name, account, host = (*fields, "", "", "")[:3]
    return name or account, host
