"""The worksheet functions as VBA, by xlwings' own generator, so that nobody has to import them in Excel.

xlwings makes them on Windows only, with pywin32. A process of its own puts stand-ins in the place of pywin32, so
that nothing of it stays behind: `python -m xl_cobranza.addin.making.wrappers MODULE WORKBOOK` prints the module.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module, util
from io import StringIO
from types import ModuleType, SimpleNamespace
from typing import Any, Final

NAME: Final = "xlwings_udfs"
_HEAD: Final = f'Attribute VB_Name = "{NAME}"\n#Const App = "Microsoft Excel"\n'
_LONGEST: Final = 255  # what Excel shows of a description
_UNSAID: Final = "Positional argument"  # what xlwings says of an argument that nothing was said of


def wrappers_module(functions: str, workbook: str) -> str | None:
    """The module for the worksheet functions of a Python module; None when there is no such module."""
    if util.find_spec(functions) is None:
        return None
    seen = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", __name__, functions, workbook]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env={**os.environ, **seen})  # noqa: S603  our own module
    return done.stdout


def _generated(functions: str, workbook: str) -> str:
    _stand_in_for_pywin32()
    xlwings, udfs = import_module("xlwings"), import_module("xlwings.udfs")
    for decorator in ("func", "arg", "ret"):  # elsewhere than on Windows they do nothing
        setattr(xlwings, decorator, getattr(udfs, f"xl{decorator}"))
    module = import_module(functions)
    text = StringIO(newline="")
    text.write(_HEAD)
    udfs.generate_vba_wrapper(functions, module, text, SimpleNamespace(Name=workbook))
    found = [function for function in vars(module).values() if hasattr(function, "__xlfunc__")]
    if not found:
        raise ValueError(functions)
    described = text.getvalue()
    for function in found:
        described = _described(described, function.__name__, _help(function.__doc__ or "", function.__xlfunc__["args"]))
    return described


def _stand_in_for_pywin32() -> None:
    if sys.platform == "win32":
        return
    modules = {name: ModuleType(name) for name in ("pythoncom", "pywintypes", "win32com", "win32com.client")}
    for name, value in (
        ("pythoncom.CoInitialize", lambda: None),
        ("pywintypes.com_error", type("com_error", (Exception,), {})),
        ("win32com.client.Dispatch", lambda thing: thing),
        ("win32com.client", modules["win32com.client"]),
    ):
        owner, _, attribute = name.rpartition(".")
        setattr(modules[owner], attribute, value)
    sys.modules.update(modules)


def _help(doc: str, arguments: Iterable[Mapping[str, Any]]) -> str:
    r"""The first line of a function, then its arguments, as many as Excel shows: a file has no place for them apart.

    >>> _help("Días de atraso.\n\nMás.", [{"name": "fecha", "doc": "el día", "vba": None}])
    'Días de atraso. · fecha: el día'
    """
    told = doc.strip().partition("\n")[0][:_LONGEST]
    for argument in arguments:
        if argument["vba"] is None and not argument["doc"].startswith(_UNSAID):
            more = f"{told} · {argument['name']}: {argument['doc']}"
            if len(more) > _LONGEST:
                break
            told = more
    return told


def _described(text: str, name: str, told: str) -> str:
    r"""The module with the help of one function in it.

    >>> print(_described("Function F(x)", "F", 'Días de "atraso".').partition("\n")[2].partition("\n")[0])
    Attribute F.VB_Description = "Días de ""atraso""."
    """
    quoted = told.replace('"', '""')
    lines = f'Attribute {name}.VB_Description = "{quoted}"\nAttribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"'
    return re.sub(rf"(?m)^Function {name}\(.*\)$", lambda head: f"{head[0]}\n{lines}", text)


if __name__ == "__main__":
    sys.stdout.write(_generated(*sys.argv[1:]))
