"""The VBA project of a workbook, as source text alone: what Excel compiles when it opens it. Needs pyopenvba."""

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

from xl_cobranza.addin.making import package
from xl_cobranza.addin.making.sources import Module

NAME: Final = "CobranzaAddin"  # as the editor of macros lists it
PART: Final = "xl/vbaProject.bin"
# Version 0xFFFF and no cache: [MS-OVBA] 2.3.4.1, which asks for it on write (learn.microsoft.com, read 2026-11-22).
_SOURCE_ONLY: Final = bytes.fromhex("cc61ffff000100")
_CODE_PAGE, _PROJECT_NAME = 3, 4  # records of the stream `dir`, [MS-OVBA] 2.3.4.2.1
_RECORD: Final = struct.Struct("<HI")


def with_project(parts: package.Parts, modules: Iterable[Module]) -> package.Parts:
    """The workbook, which must be one with macros, with the modules added to it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsm"
        path.write_bytes(package.zipped(parts))
        with ExcelFile(path) as workbook:
            project = workbook.add_vba_project()
            for module in modules:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                project.add_module(module.name, _lines_of_windows(module.text), kind=kind)
            for name in workbook.module_names():  # set again, a module loses what was compiled of it elsewhere
                workbook.set_module(name, workbook.get_module(name))
            workbook.save()
        with ExcelFile(path) as workbook:
            if faults := workbook.validate():
                raise ValueError(faults)
        made = package.unzipped(path.read_bytes())
    return {**made, PART: _ours(made[PART])}


def _lines_of_windows(text: str) -> str:
    return re.sub(r"\r\n?|\n", "\r\n", text)


def _ours(project: bytes) -> bytes:
    storage = CFB.from_bytes(project)
    storage.write_stream_in_storage("VBA", "_VBA_PROJECT", _SOURCE_ONLY)
    storage.drop_streams_in_storage("VBA", lambda name: name.startswith("__SRP_"))
    directory = decompress(storage.get_stream_in_storage("VBA", "dir"))
    storage.write_stream_in_storage("VBA", "dir", compress(_renamed(directory)))
    listed, count = re.subn(rb'(?m)^Name="[^"]*"', b'Name="%s"' % NAME.encode(), storage.get_stream("PROJECT"))
    if count != 1:
        raise ValueError(listed)
    storage.write_stream("PROJECT", listed)
    return bytes(storage.to_bytes())


def _renamed(directory: bytes) -> bytes:
    """The stream `dir` with our name; it follows the record of the code page, which holds two bytes."""
    at = directory.index(_RECORD.pack(_CODE_PAGE, 2)) + _RECORD.size + 2
    kind, size = _RECORD.unpack_from(directory, at)
    if kind != _PROJECT_NAME:
        raise ValueError(kind)
    name = NAME.encode()
    return directory[:at] + _RECORD.pack(_PROJECT_NAME, len(name)) + name + directory[at + _RECORD.size + size :]
