"""Real workbooks by others, and the tools that say what was lost in them. Absent: skipped, but not under CI."""

import importlib.util
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from xl_cobranza.adapters.xlsx import opening
from xl_cobranza.adapters.xlsx.parts.content_types import PART_NAME
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.relationships import rels_name

SHARED = Path(__file__).parents[3] / "shared"
FILES = sorted(path for path in SHARED.glob("corpus/*.xl*"))
LOSSES = ("LOST", "ALTERED", "BROKEN")


def needed(present: bool, what: str) -> None:
    """Skip when something is not on this machine; under continuous integration it must be."""
    if not present:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is not here")


def each_file(files: Iterable[Path] = FILES):
    """A parameter for each workbook; one that is skipped (or fails, under CI) when there is none."""
    return pytest.mark.parametrize("source", [pytest.param(path, id=path.name) for path in files] or [None])


@pytest.fixture
def copied(source, tmp_path) -> Path:
    """A workbook of the corpus that the test may change."""
    needed(source is not None, "the corpus")
    return copy(source, tmp_path)


def copy(source: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(source, folder / source.name))


def losses(
    before: Path,
    after: Path,
    allow: Collection[str] = (),
    new_sheets: Collection[str] = (),
    touched: Collection[str] = (),
) -> list:
    """What `ooxml_diff` finds lost, altered or broken; parts not named as touched must keep their bytes."""
    diff = _checker().Diff(str(before), str(after), allow, (), new_sheets)
    return [finding for finding in diff.run(True, touched) if finding[0] in LOSSES]


def common_parts(path: Path) -> list[str]:
    """The parts that a new sheet or a new format has to touch."""
    package = Package(opening.check(path))
    styles = [rel.target for rel in package.rels.by_type("styles")]
    return [PART_NAME.replace("[", "[[]"), package.workbook_name, rels_name(package.workbook_name), *styles]


def sheet_parts(path: Path, sheet: str) -> list[str]:
    """The part of a sheet, its tables and their queries."""
    package = Package(opening.check(path))
    member = package.sheets[sheet]
    tables = [rel.target for rel in package.relationships(member).by_type("table")]
    queries = [rel.target for table in tables for rel in package.relationships(table).by_type("queryTable")]
    return [member, *tables, *queries]


def new_errors(before: Path, after: Path) -> Counter:
    """What the Open XML SDK finds wrong in the second file and not in the first."""
    found = _errors(after)
    return found - _errors(before) if found else found


def _errors(path: Path) -> Counter:
    validator = _validator()
    needed(validator is not None, "the Open XML SDK validator (COBRANZA_OOXML_VALIDATOR)")
    done = subprocess.run([validator, path, "Microsoft365"], capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["errors"]
    return Counter((error["description"], error["path"]) for error in found)


def _validator() -> str | None:
    return os.environ.get("COBRANZA_OOXML_VALIDATOR") or shutil.which("ooxml-validator")


@cache
def _checker() -> ModuleType:
    path = SHARED / "tools" / "ooxml_diff.py"
    needed(path.exists(), "ooxml_diff")
    spec = importlib.util.spec_from_file_location("ooxml_diff", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
