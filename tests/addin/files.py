"""The finished files as other programs read them, and copies of them in which xlwings' macros are replaced."""

import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pyopenvba import ExcelFile

from xl_cobranza import __version__
from xl_cobranza.addin import packaged
from xl_cobranza.addin.making.build import PORTABLE, build
from xl_cobranza.template.packaged import template_bytes

with warnings.catch_warnings():  # it calls its parser by names of yesterday
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser

ADDIN, WORKBOOK = packaged.NAME, PORTABLE
ROOT = Path(__file__).parent.parent.parent
MACROS = ROOT / "macros"

# Stands in for xlwings' module, which LibreOffice does not compile: writes the command down instead of running it.
STAND_IN = """Attribute VB_Name = "xlwings"
Public Const XLWINGS_VERSION As String = "stand-in"
Public Function RunPython(PythonCommand As String)
    ThisWorkbook.Worksheets(1).Range("H1").Value = PythonCommand
End Function
Public Function GetConfig(configKey As String) As String
    GetConfig = ThisWorkbook.Worksheets(1).Range("H2").Value
End Function
Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = FileSpec <> "nowhere"
End Function
"""


@cache
def made():
    """Both files, built now."""
    return build(template_bytes(), __version__)


def parts(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def modules(data):
    """The macros as olevba reads them: text by the name of the module."""
    found = VBA_Parser("workbook", data=data).extract_macros()
    return {name.rpartition(".")[0]: code.replace("\r\n", "\n") for _, _, name, code in found}


def without_attributes(text):
    """The code of a module; its name and kind stand elsewhere in a workbook."""
    lines = text.partition("\nEND\n")[2].splitlines() if text.startswith("VERSION") else text.splitlines()
    return "\n".join(line.rstrip() for line in lines if not line.startswith("Attribute ")).strip()


def with_stand_in(folder, more="", stand_in=STAND_IN):
    """The workbook with macros, xlwings' modules replaced and one of a test's added."""
    path = folder / WORKBOOK
    path.write_bytes(made()[WORKBOOK])
    with ExcelFile(path) as workbook:
        project = workbook.vba_project()
        for name in ("xlwings", "Dictionary"):
            project.delete_module(name)
        project.add_module("xlwings", stand_in.replace("\n", "\r\n"))
        if more:
            project.add_module("OfTheTest", more.replace("\n", "\r\n"))
        workbook.save()
    return path
