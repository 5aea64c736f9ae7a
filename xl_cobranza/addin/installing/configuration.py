"""The settings that xlwings' macros read: a line each, `"NAME","value"`. Lines that a person added are kept."""

import csv
import locale
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from xl_cobranza.errors import Refused

MARK: Final = "COBRANZA"  # our first line; macros pass over what they do not ask for
# Code beside a workbook is never run. What else can be set is right when it is not: xlwings' macros make a truth value
# of the text in a way that follows the language of Windows, and this one is compared in Python.
_FIXED: Final = {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}

Settings = Mapping[str, str]


def ours(version: str, interpreter_key: str, interpreter: Path) -> Settings:
    return {MARK: version, interpreter_key: str(interpreter), **_FIXED}


def read(path: Path) -> Settings:
    """The settings of a file; none when there is no file."""
    try:
        text = path.read_text(encoding=_encoding(), errors="replace")
    except FileNotFoundError:
        return {}
    return {row[0]: row[1] for row in csv.reader(StringIO(text)) if len(row) == 2}


def merged(kept: Settings, new: Settings, path: Path) -> Settings:
    """What a person wrote and what we need. Refused when a file that is not ours says otherwise."""
    if MARK not in kept:
        for name, value in kept.items():
            if new.get(name, value) != value:
                raise Refused("not_our_settings", ref=str(path), found=name)
    return {**new, **{name: value for name, value in kept.items() if name not in new}}


def without_ours(kept: Settings, interpreter_key: str) -> Settings:
    """What stays when we go. Nothing of a file that we did not write is taken away."""
    if MARK not in kept:
        return kept
    return {name: value for name, value in kept.items() if name not in {MARK, interpreter_key, *_FIXED}}


def encoded(settings: Settings) -> bytes:
    """The file. Excel reads it letter by letter in the code page of Windows, so a path must fit into it."""
    text = StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(settings.items())
    try:
        return text.getvalue().encode(_encoding())
    except UnicodeEncodeError as error:
        raise Refused("odd_interpreter", found=error.object[error.start : error.end]) from error


def _encoding() -> str:
    return locale.getencoding()
