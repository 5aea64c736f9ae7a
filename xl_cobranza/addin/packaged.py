"""Where the finished add-in lies, and what it says of itself."""

import re
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

BUILT: Final = Path(__file__).parent / "built"
NAME: Final = "cobranza.xlam"
ADDIN: Final = BUILT / NAME

PROPERTIES: Final = "docProps/core.xml"
AUTHOR: Final = "xl-cobranza"
_MADE_BY: Final = re.compile(rf"<dc:creator>{AUTHOR}</dc:creator>")
_VERSION: Final = re.compile(r"<cp:version>([^<]*)</cp:version>")
_XLWINGS: Final = re.compile(r"<cp:keywords>xlwings ([^<]*)</cp:keywords>")


class Identity(NamedTuple):
    """Which version of ours an add-in is, and of which xlwings it holds the macros."""

    version: str
    xlwings: str


def identity(path: Path) -> Identity | None:
    """The versions of one of our add-ins; None of any other file."""
    try:
        with ZipFile(path) as archive:
            properties = archive.read(PROPERTIES).decode("utf-8", "replace")
    except (OSError, BadZipFile, KeyError):
        return None
    version, xlwings = _VERSION.search(properties), _XLWINGS.search(properties)
    if not _MADE_BY.search(properties) or version is None or xlwings is None:
        return None
    return Identity(version[1], xlwings[1])
