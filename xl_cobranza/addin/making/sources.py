"""The text that the add-in is made of: our own macros, and xlwings' as installed."""

import re
from importlib import metadata, util
from pathlib import Path
from typing import Final, NamedTuple

_PACKAGE: Final = Path(__file__).parent.parent
_INSTALLED: Final = _PACKAGE / "macros"
_IN_REPOSITORY: Final = _PACKAGE.parent.parent / "macros"
PROJECT: Final = "cobranza"  # names the file where xlwings' macros look up the interpreter

_CHANGES: Final = (
    (r'(?<=Public Const PROJECT_NAME As String = )"\w+"', f'"{PROJECT}"'),
    # Only the person's own file says which program is Python: never a sheet of the open workbook, nor a file beside it.
    (r'(?<=Function GetConfig\()(.*Optional source As String = )""', r'\1"user"'),
)


class Module(NamedTuple):
    """A module of the project, as text."""

    name: str
    text: str
    is_class: bool = False


def folder() -> Path:
    """Where our text sources lie: inside the package when installed, at the root of the repository otherwise."""
    return _INSTALLED if _INSTALLED.exists() else _IN_REPOSITORY


def own_modules() -> list[Module]:
    return [Module(path.stem, path.read_text(encoding="ascii")) for path in sorted(folder().glob("*.bas"))]


def xlwings_version() -> str:
    """The version of xlwings whose macros are taken."""
    return metadata.version("xlwings")


def xlwings_modules(*, is_addin: bool) -> list[Module]:
    """The modules of xlwings itself (BSD; the dictionary MIT), with the two changes above.

    An add-in works on the workbook in front, a workbook with macros on itself: they are two files there.
    """
    found = util.find_spec("xlwings")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    text = (package / ("xlwings_custom_addin.bas" if is_addin else "xlwings.bas")).read_text(encoding="utf-8")
    for pattern, replacement in _CHANGES:
        text, count = re.subn(pattern, replacement, text)
        if count != 1:  # another version of xlwings: look at what it became before building
            raise ValueError(pattern)
    dictionary = (package / "addin" / "Dictionary.cls").read_text(encoding="utf-8")
    return [Module("xlwings", text), Module("Dictionary", dictionary, is_class=True)]
