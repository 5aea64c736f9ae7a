"""The worksheet functions reach the add-in as macros, made without Excel and without pywin32."""

import re
import sys

import pytest

from tests.addin.files import ADDIN, WORKBOOK, made, modules
from xl_cobranza import __version__, formulas
from xl_cobranza.addin.making.build import addin, portable
from xl_cobranza.addin.making.wrappers import wrappers_module
from xl_cobranza.template.packaged import template_bytes

SOURCE = '''
import xlwings as xw

@xw.func(category="Prueba")
@xw.arg("vencimiento", doc="Cuándo vence")
def PRUEBA_DIAS(vencimiento, fecha=None):
    """Días de "atraso".

    Lo demás no cabe en la ayuda.
    """
    return 1

@xw.func
def PRUEBA_TABLA(tabla):
    return tabla

def not_for_a_sheet():
    return 2
'''


@pytest.fixture
def functions(tmp_path, monkeypatch):
    """A module with worksheet functions that Python can find."""
    (tmp_path / "prueba_funciones.py").write_text(SOURCE, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "prueba_funciones"


def test_the_add_in_calls_each_function_for_the_workbook_in_front(functions):
    text = modules(addin(__version__, functions))["xlwings_udfs"]

    assert "Function PRUEBA_DIAS(vencimiento, Optional fecha)" in text
    assert f'XLPy.CallUDF("{functions}", "PRUEBA_DIAS", Array(vencimiento, fecha), ActiveWorkbook' in text
    assert f'XLPy.CallUDF("{functions}", "PRUEBA_TABLA", Array(tabla), ActiveWorkbook' in text
    assert "not_for_a_sheet" not in text


@pytest.mark.parametrize("name", [ADDIN, WORKBOOK])
def test_every_function_of_ours_is_in_what_is_built(name):
    ours = {function for function in dir(formulas) if function.startswith("COBRANZA_")}

    text = modules(made()[name])["xlwings_udfs"]

    assert ours
    assert set(re.findall(r"(?m)^Function (\w+)\(", text)) == ours


def test_the_workbook_calls_them_for_itself(functions):
    text = modules(portable(template_bytes(), __version__, functions))["xlwings_udfs"]

    assert "Array(vencimiento, fecha), ThisWorkbook" in text
    assert "ActiveWorkbook" not in text


def test_the_help_of_a_function_is_its_first_line_and_its_arguments(functions):
    text = modules(addin(__version__, functions))["xlwings_udfs"]

    (told,) = re.findall(r'(?m)^Attribute PRUEBA_DIAS.VB_Description = "(.*)"$', text)
    assert told == 'Días de ""atraso"". · vencimiento: Cuándo vence'
    assert "Lo demás" not in text


def test_a_function_that_says_nothing_of_itself_shows_no_path_of_this_machine(functions, tmp_path):
    text = modules(addin(__version__, functions))["xlwings_udfs"]

    assert 'Attribute PRUEBA_TABLA.VB_Description = ""\n' in text
    assert str(tmp_path) not in text


def test_the_help_is_never_longer_than_excel_shows(tmp_path, monkeypatch):
    arguments = [f"argumento_{number}" for number in range(9)]
    decorators = "".join(f"@xw.arg('{name}', doc='{'m' * 60}')\n" for name in arguments)
    source = f"import xlwings as xw\n@xw.func\n{decorators}def PRUEBA_LARGA({', '.join(arguments)}):\n    'Larga.'\n"
    (tmp_path / "prueba_larga.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    (told,) = re.findall(r'VB_Description = "(.*)"', wrappers_module("prueba_larga", "cobranza.xlam"))

    assert told == "Larga." + "".join(f" · {name}: {'m' * 60}" for name in arguments[:3])


def test_making_them_leaves_nothing_of_windows_behind(functions):
    wrappers_module(functions, "cobranza.xlam")

    assert functions not in sys.modules
    assert sys.platform == "win32" or not {"pythoncom", "pywintypes", "win32com"} & set(sys.modules)


def test_a_module_that_is_not_there_is_left_out():
    found = modules(addin(__version__, "no_module_of_this_name"))

    assert "xlwings_udfs" not in found
    assert "CobranzaRibbon" in found


def test_a_module_without_functions_is_a_fault_of_ours(tmp_path, monkeypatch):
    (tmp_path / "prueba_vacia.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(Exception, match="prueba_vacia"):
        wrappers_module("prueba_vacia", "cobranza.xlam")
