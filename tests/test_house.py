"""The house rules, as tests: style, types, direction of the arrows, sizes, names, and docs that tell the truth."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "xl_cobranza"
MODULES = sorted(PACKAGE.rglob("*.py"))
TRACKED = [ROOT / line for line in subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()]  # fmt: skip
TEXTS = [
    path
    for path in TRACKED
    if path.suffix in {".py", ".md", ".toml", ".bas", ".xml", ".txt", ".json", ""} and path.is_file()
]

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


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_in_the_head(path):
    text = path.read_text("utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert len(text.splitlines()) <= MODULE_LINES
    assert [f.name for f in functions if f.end_lineno - f.lineno + 1 > FUNCTION_LINES] == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=name_of)
def test_a_folder_fits_on_a_screen(folder):
    assert len(list(folder.glob("*.py"))) <= FOLDER_FILES


def test_every_name_says_what_is_inside():
    names = {path.stem for path in TRACKED} | {part for path in MODULES for part in path.parent.parts}

    assert names & NAMES_THAT_SAY_NOTHING == set()


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_nothing_of_one_machine_or_of_others_is_kept(path):
    if path == Path(__file__):
        pytest.skip("holds the patterns themselves")

    assert NOT_OURS.findall(path.read_text("utf-8")) == []


def test_every_lint_rule_we_ignore_says_why():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    codes = [line for line in lines if re.match(r'  "[A-Z]+\d*", *(#.*)?$', line)]

    assert codes
    assert [line for line in codes if "# " not in line] == []


def commands_shown(path: Path) -> set[str]:
    """The words after `cobranza` in the code of a page."""
    code = re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), re.DOTALL)
    return set(re.findall(r"\bcobranza ([a-z][a-z-]+)", "\n".join(code)))


@pytest.mark.parametrize("page", ["README.md", "docs/guia.md"])
def test_every_command_the_pages_show_exists(page):
    shown = commands_shown(ROOT / page)
    known = subprocess.run(
        [sys.executable, "-m", "xl_cobranza", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert shown
    assert {command for command in shown if not re.search(rf"\b{command}\b", known)} == set()


def test_the_readme_tests_the_way_ci_does():
    command = "python -m pytest"

    assert command in (ROOT / "README.md").read_text("utf-8")
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_links_of_the_pages_lead_somewhere():
    pages = [path for path in TRACKED if path.suffix == ".md"]
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
