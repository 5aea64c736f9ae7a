"""`cobranza complemento`: the add-in is made, put where Excel starts from, and taken away again."""

from errno import EDQUOT, ENOSPC
from importlib import util
from pathlib import Path

from xl_cobranza import __version__
from xl_cobranza.addin import packaged
from xl_cobranza.addin.installing import install as installing
from xl_cobranza.addin.installing import places
from xl_cobranza.addin.installing.checkup import checkup
from xl_cobranza.errors import Refused, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.commands.addin_findings import findings
from xl_cobranza.template.packaged import template_bytes
from xl_cobranza.wording.messages import message


def build(folder: str, language: str) -> int:
    """Make both files. A workbook with the macros may hold somebody's work by now, so nothing is overwritten."""
    target = Path(folder)
    if not target.is_dir() and target.resolve() != packaged.BUILT:
        raise WrongUsage("no_such_folder", found=folder)
    for path in _build(target):
        console.answer(message("created", language, path=path))
    return 0


def _build(target: Path) -> list[Path]:
    if util.find_spec("pyopenvba") is None:
        raise Refused("builder_missing")
    from xl_cobranza.addin.making import build as making

    taken = [target / name for name in making.NAMES if (target / name).exists()]
    if taken and target.resolve() != packaged.BUILT:
        raise Refused("already_exists", found=str(taken[0]))
    files = {target / name: data for name, data in making.build(template_bytes(), __version__).items()}
    for path, data in files.items():
        _write(path, data)
    return list(files)


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        path.unlink(missing_ok=True)
        kind = "folder_full" if error.errno in {ENOSPC, EDQUOT} else "folder_refused"
        raise Refused(kind, found=str(path.parent)) from error


def install(language: str) -> int:
    """Install, then say what is still missing; 1 when something is. A copy of the repository makes the add-in first."""
    machine = places.this_machine()
    places.places(machine)  # where there is no Excel, nothing is made either
    if not packaged.ADDIN.exists():
        _build(packaged.BUILT)
    to = installing.install(machine, __version__)
    console.answer(message("addin_installed", language, path=to.addin))
    console.answer(message("addin_settings", language, path=to.configuration))
    missing = [detail for _, state, detail in findings(checkup(machine), language) if state == "missing"]
    for detail in missing:
        console.say(detail)
    console.answer(message("addin_next", language))
    return int(bool(missing))


def remove(language: str) -> int:
    """Take away all that `instalar` put there."""
    removed = installing.remove(places.this_machine())
    for path in removed:
        console.answer(message("addin_removed", language, path=path))
    if not removed:
        console.answer(message("addin_not_there", language))
    return 0
