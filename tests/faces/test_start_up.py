"""What is imported, and when: `--help` is quick, and the lower layers need nothing but Python."""

import subprocess
import sys

import pytest

HEAVY = ("xlwings", "openpyxl", "pydantic", "rich", "babel", "holidays", "jinja2", "lxml", "python_calamine", "numpy")
OPTIONAL = (
    "xlwings",
    "lxml",
    "python_calamine",
    "typer",
    "click",
    "rich",
    "pydantic",
    "holidays",
    "babel",
    "openpyxl",
    "isal",
    "jinja2",
)


def _python(code: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from xl_cobranza.faces.cli import run; run(['--help']); print('\\n', *sys.modules)"

    imported = {name.partition(".")[0] for name in _python(code).splitlines()[-1].split()}

    assert imported.isdisjoint(HEAVY)


@pytest.mark.parametrize("layer", ["errors", "domain", "wording", "book", "flows"])
def test_a_lower_layer_imports_with_the_standard_library_alone(layer) -> None:
    code = f"""
import importlib, pkgutil, sys
for name in {OPTIONAL!r}:
    sys.modules[name] = None
top = importlib.import_module("xl_cobranza.{layer}")
for module in pkgutil.walk_packages(getattr(top, "__path__", ()), top.__name__ + "."):
    importlib.import_module(module.name)
    print(module.name)
print("done")
"""

    assert _python(code).endswith("done\n")
