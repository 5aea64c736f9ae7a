"""What the operating system refuses, told as `Refused`."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from xl_cobranza.adapters.xlsx.archive import os_code
from xl_cobranza.errors import Refused

_NO_SPACE: Final = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED: Final = {errno.EACCES, errno.EPERM}
_VANISHED: Final = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}


@contextmanager
def reported(real: Path) -> Iterator[None]:
    """Turn an `OSError` into `Refused` about that workbook."""
    try:
        yield
    except OSError as fault:
        raise Refused(_kind(real, fault), real.name, os_code(fault)) from fault


def _kind(real: Path, fault: OSError) -> str:
    if fault.errno in _NO_SPACE:
        return "no_space"
    if fault.errno in _VANISHED:
        return "file_vanished" if real.parent.is_dir() else "folder_vanished"
    if fault.errno == errno.ENAMETOOLONG:
        return "name_too_long"
    if fault.errno == errno.EROFS:
        return "folder_read_only"
    if fault.errno in _NOT_ALLOWED:
        if sys.platform == "win32":  # what is open in another program may not be replaced
            return "open_elsewhere"
        return "no_permission" if os.access(real.parent, os.W_OK) else "folder_read_only"
    return "write_failed"
