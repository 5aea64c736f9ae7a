"""What Excel's side sees: the VBA that xlwings writes, the help of the wizard, and nothing under another licence."""

import ast
import importlib
import inspect
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.faces.worksheet.windows import MODULE, Excel
from xl_cobranza import formulas

PACKAGE = Path(formulas.__file__).parent
OF_THE_CONTRACT = {
    "COBRANZA_DIAS": "vencimiento, Optional fecha",
    "COBRANZA_ANTIGUEDAD": "vencimiento, Optional fecha",
    "COBRANZA_ETAPA": "vencimiento, Optional saldo, Optional fecha",
    "COBRANZA_ACCION": "vencimiento, Optional saldo, Optional fecha",
    "COBRANZA_INTERES": "capital, desde, Optional hasta, Optional tasa_anual",
    "COBRANZA_CUOTA": "saldo, cuotas, Optional tasa_anual",
    "COBRANZA_PLAN": "saldo, cuotas, Optional tasa_anual, Optional primera",
    "COBRANZA_PRONTO_PAGO": "descuento, dias_descuento, plazo",
    "COBRANZA_EN_LETRAS": "importe, Optional moneda",
    "COBRANZA_CARTERA": "tabla, Optional fecha",
}
SHELLS = [value for name, value in sorted(vars(formulas).items()) if name.startswith("COBRANZA_")]
WORDS_OF_VBA = """
as base boolean byref byte byval call case class const currency date debug decimal declare dim do double each else empty
end enum erase error event exit false for friend function get goto if implements in input integer is len let like line
lock long loop me mid mod name new next not nothing null object on open option optional or paramarray print private
property public put redim rem resume return seek select set single static step stop string sub then time to true type
typeof until variant wend while with withevents write xor
"""


@pytest.fixture
def module(excel: Excel) -> ModuleType:
    """Ours as it is on Windows, where the decorators do something."""
    return importlib.import_module(MODULE)


def test_a_wrapper_is_written_for_every_function_of_the_contract(excel: Excel) -> None:
    text = excel.wrappers()

    assert text.isascii()
    assert dict(re.findall(r"^Function (\w+)\((.*)\)$", text, re.MULTILINE)) == OF_THE_CONTRACT
    assert [shell.__name__ for shell in SHELLS] == sorted(OF_THE_CONTRACT)


def test_no_name_is_a_word_of_vba_or_looks_like_a_cell() -> None:
    for shell in SHELLS:
        for name in (shell.__name__, *inspect.signature(shell).parameters):
            assert name.isascii()
            assert name.isidentifier()
            assert name.casefold() not in WORDS_OF_VBA.split()
            assert not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", name)


def test_a_shell_has_no_hint_that_would_become_a_converter(module: ModuleType) -> None:
    for shell in SHELLS:
        described = getattr(module, shell.__name__).__xlfunc__
        converters = [arg["options"]["convert"] for arg in described["args"] if "convert" in arg["options"]]
        assert shell.__annotations__ == {}
        assert described["ret"]["options"] == {}
        assert [one.__name__ for one in converters] == (["_PlacedTable"] if "tabla" in str(described["args"]) else [])


def test_every_function_and_argument_explains_itself_in_the_wizard(module: ModuleType) -> None:
    for shell in SHELLS:
        described = getattr(module, shell.__name__).__xlfunc__
        helps = [described["ret"]["doc"], *(arg["doc"] for arg in described["args"] if arg["name"] != "caller")]
        assert described["category"] == "Cobranza"
        assert all(0 < len(text) <= 255 and text.endswith(".") for text in helps), shell.__name__
        assert not [text for text in helps if text.startswith("Positional argument")]


def test_the_shape_of_a_range_is_kept_and_its_errors_are_seen(module: ModuleType) -> None:
    for shell in SHELLS:
        for arg in getattr(module, shell.__name__).__xlfunc__["args"]:
            told = {name: arg["options"].get(name) for name in ("ndim", "err_to_str")}
            assert arg["name"] == "caller" or told == {"ndim": 2, "err_to_str": True}


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


@pytest.mark.parametrize("part", ["pro", "server", "reports", "rest"])
def test_nothing_of_xlwings_under_another_licence_is_imported(part: str) -> None:
    sources = [path for path in PACKAGE.rglob("*.py") if any(n.startswith(f"xlwings.{part}") for n in _imported(path))]

    assert sources == []
    assert any("xlwings" in _imported(path) for path in PACKAGE.rglob("*.py"))


def test_no_licence_key_is_set() -> None:
    assert "XLWINGS_LICENSE_KEY" not in os.environ
    assert not sys.modules["xlwings"].__pro__
