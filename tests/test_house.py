"""The house rules, as tests: style, types, direction of the arrows, sizes, names, and docs that tell the truth."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from xl_cobranza.template import copy_template

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "xl_cobranza"
MODULES = sorted(PACKAGE.rglob("*.py"))

MODULE_LINES, FUNCTION_LINES, FOLDER_FILES = 300, 50, 12
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
NOT_OURS = re.compile(
    r"(?<![\w.])/(?:work\b|root\b|opt/venv|tmp/\w)"  # paths of one machine
    r"|(?:pypi|npm|debian)[\w.-]*\.(?:org|internal)/(?:simple|pool)"  # registry hosts
    r"|xlwings\.pro|xlwings\.server|xlwings\.reports"  # parts under another licence
)


def run(*command: str) -> str:
    """The output of a tool of this environment, when it found fault; else nothing."""
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def kept_files() -> tuple[Path, ...]:
    """The files of the repository; of a downloaded copy without its history, the ones in our folders."""
    if (ROOT / ".git").exists():
        done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        paths = [ROOT / line for line in done.stdout.splitlines()]
    else:
        ours = [*(ROOT / name for name in ("xl_cobranza", "macros", "tests", "docs", ".ci")), *ROOT.glob("*.*")]
        paths = [
            path
            for top in ours
            for path in ([top] if top.is_file() else top.rglob("*"))
            if "__pycache__" not in path.parts
        ]
    return tuple(path for path in paths if path.is_file())


def texts() -> list[Path]:
    kinds = {".py", ".md", ".toml", ".bas", ".xml", ".txt", ".json", ".csv", ""}
    return [path for path in kept_files() if path.suffix in kinds]


@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(("ruff", "check", "."), id="lint"),
        pytest.param(("ruff", "format", "--check", "."), id="format"),
        pytest.param(("mypy",), id="types"),
        pytest.param(("lint-imports", "--no-logo"), id="imports"),
    ],
)
def test_the_tools_find_nothing(tool):
    assert run(*tool) == ""


def test_a_module_fits_in_the_head():
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: count for name, count in lines.items() if count > MODULE_LINES} == {}


def test_a_function_fits_on_a_screen():
    functions = {
        f"{name_of(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: count for name, count in functions.items() if count > FUNCTION_LINES} == {}


def test_a_folder_fits_on_a_screen():
    folders = Counter(name_of(path.parent) for path in MODULES)

    assert {name: count for name, count in folders.items() if count > FOLDER_FILES} == {}


def test_every_name_says_what_is_inside():
    names = {part for path in kept_files() for part in path.relative_to(ROOT).with_suffix("").parts}

    assert names & NAMES_THAT_SAY_NOTHING == set()


def test_nothing_of_one_machine_or_of_others_is_kept():
    this = Path(__file__)
    found = {name_of(path): NOT_OURS.findall(path.read_text("utf-8")) for path in texts() if path != this}

    assert {name: hits for name, hits in found.items() if hits} == {}


def test_every_lint_rule_we_ignore_says_why():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    codes = [line for line in lines if re.match(r'  "[A-Z]+\d*", *(#.*)?$', line)]

    assert codes
    assert [line for line in codes if "# " not in line] == []


def commands_shown(path: Path) -> set[str]:
    """The words after `cobranza` in the code of a page."""
    code = re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), re.DOTALL)
    return set(re.findall(r"\bcobranza ([a-z][a-z-]+)", "\n".join(code)))


@pytest.mark.parametrize("page", ["README.md", "docs/guia.md", "docs/complemento.md"])
def test_every_command_the_pages_show_exists(page):
    shown = commands_shown(ROOT / page)
    known = subprocess.run(
        [sys.executable, "-m", "xl_cobranza", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert shown
    assert {command for command in shown if not re.search(rf"\b{command}\b", known)} == set()


def test_the_python_example_of_the_readme_runs(tmp_path, monkeypatch):
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    copy_template(tmp_path / "cobranza_demo.xlsx")
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "cobranza_demo.xlsx").read_bytes()

    exec(example, {})

    assert (tmp_path / "cobranza_demo.xlsx").read_bytes() != before


def test_the_readme_tests_the_way_ci_does():
    command = "python -m pytest"

    assert command in (ROOT / "README.md").read_text("utf-8")
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_links_of_the_pages_lead_somewhere():
    pages = [path for path in kept_files() if path.suffix == ".md"]
    targets = [
        (name_of(page), target)
        for page in pages
        for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert targets == []


def test_the_core_dependencies_say_why_they_are_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()

    for dependency in project["dependencies"]:
        assert any(dependency in line and "# " in line for line in lines), dependency
