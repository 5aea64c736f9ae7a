"""`cobranza nuevo` and `cobranza demo`: workbooks made from the template; nothing of anybody's is overwritten."""

from contextlib import suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from xl_cobranza import template
from xl_cobranza.errors import Refused, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.commands import one_book
from xl_cobranza.faces.recalculation import Request
from xl_cobranza.wording.messages import message

DEMO_NAME = "cobranza_demo.xlsx"


def create(destination: str, *, sample: bool, language: str | None) -> int:
    """Make a workbook, blank or with the sample data."""
    path = Path(destination)
    if path.suffix.lower() != ".xlsx":
        raise WrongUsage("not_a_workbook_name", found=path.name)
    if not path.parent.is_dir():
        raise WrongUsage("no_such_folder", found=str(path.parent))
    _make(path, sample=sample)
    console.answer(message("created", language or "es", path=path))
    return 0


def demo(folder: str, *, language: str | None) -> int:
    """Make the sample, recalculate it for the day it was written for, and say what to open."""
    path = Path(folder) / DEMO_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("folder_refused", found=str(path.parent)) from error
    _make(path, sample=True)
    request = Request(str(path), as_of=template.SAMPLE_AS_OF, language=language)
    code = one_book.recalculate_and_tell(request, as_object=False)
    return 0 if code == 1 else code  # the sample holds faults too: they are there to be seen


def _make(path: Path, *, sample: bool) -> None:
    if path.exists():
        raise Refused("already_exists", found=str(path))
    try:
        if sample:
            template.copy_template(path)
        else:
            template.build(path, sample=False)
    except FileExistsError as error:
        raise Refused("already_exists", found=str(path)) from error
    except OSError as error:
        with suppress(OSError):  # one half written would be in the way of the next try
            path.unlink()
        kind = "folder_full" if error.errno in {ENOSPC, EDQUOT} else "folder_refused"
        raise Refused(kind, found=str(path.parent)) from error
