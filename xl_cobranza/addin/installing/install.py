"""`cobranza complemento instalar` and `quitar`: what the second leaves behind is what the first found."""

from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Final

from xl_cobranza.addin import packaged
from xl_cobranza.addin.installing import configuration
from xl_cobranza.addin.installing.places import Machine, Places, places
from xl_cobranza.errors import CobranzaError, Refused

_MADE: Final = "COBRANZA_MADE"  # the folders that were not there before, in the settings
_BETWEEN: Final = "|"  # in no path of Windows


def install(machine: Machine, version: str) -> Places:
    """Copy the add-in to where Excel starts from, and write down which Python it shall run.

    Everything is looked at first. Raises Refused, with nothing written, when a file of somebody else is in the way,
    when xlwings is not the one whose macros the add-in holds, or where there is no Excel.
    """
    to = places(machine)
    _check_xlwings()
    if to.addin.exists() and packaged.identity(to.addin) is None:
        raise Refused("not_our_addin", found=str(to.addin))
    kept = configuration.read(to.configuration)
    new = dict(configuration.ours(version, to.interpreter_key, machine.interpreter))
    missing = [str(folder) for path in (to.addin, to.configuration) for folder in path.parents if not folder.exists()]
    new[_MADE] = _BETWEEN.join(sorted({*missing, *_folders(kept)}, key=len, reverse=True))  # inner before outer
    settings = configuration.encoded(configuration.merged(kept, new, to.configuration))
    _write(to.addin, packaged.ADDIN.read_bytes())  # first, for an Excel that is open may hold it
    _write(to.configuration, settings)
    return to


def _check_xlwings() -> None:
    identity = packaged.identity(packaged.ADDIN)
    if identity is None:
        raise CobranzaError("addin_missing", found=str(packaged.ADDIN))
    installed = metadata.version("xlwings")
    if installed != identity.xlwings:
        raise Refused("other_xlwings", found=installed, wanted=identity.xlwings)


def remove(machine: Machine) -> list[Path]:
    """Take away what `install` put there, and the folders that it made; a person's own lines and files stay."""
    at = places(machine)
    removed = []
    if packaged.identity(at.addin) is not None:
        _delete(at.addin)
        removed.append(at.addin)
    kept = configuration.read(at.configuration)
    left = {**configuration.without_ours(kept, at.interpreter_key)}
    if configuration.MARK in kept:
        left.pop(_MADE, None)
    if left == kept:
        return removed
    if left:
        _write(at.configuration, configuration.encoded(left))
    else:
        _delete(at.configuration)
    for folder in _folders(kept):
        with suppress(OSError):  # it holds something by now
            Path(folder).rmdir()
    return [*removed, at.configuration]


def _folders(settings: configuration.Settings) -> list[str]:
    """The folders that an installation made."""
    return [folder for folder in settings.get(_MADE, "").split(_BETWEEN) if folder]


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all; written, not copied, so that no mark of where it came from comes along."""
    aside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() == data:
            return
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise Refused("addin_in_use", found=str(path)) from error


def _delete(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise Refused("addin_in_use", found=str(path)) from error
