"""Text in, the same bytes out; and other programs find in them exactly our text."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import olefile
import pytest
from pyopenvba import check_file

from tests.addin.files import ADDIN, MACROS, WORKBOOK, made, modules, parts, without_attributes
from xl_cobranza import __version__
from xl_cobranza.addin import packaged
from xl_cobranza.addin.making.build import build
from xl_cobranza.template.packaged import template_bytes

ROOT = Path(__file__).parents[2]
BOTH = pytest.mark.parametrize("name", [ADDIN, WORKBOOK])
VALIDATOR = os.environ.get("COBRANZA_OOXML_VALIDATOR", "")


def test_the_same_text_makes_the_same_bytes():
    assert build(template_bytes(), __version__) == made()


def test_a_wheel_carries_what_was_made_before_it(tmp_path):
    """As for a release: the add-in is made in its folder, which is not kept in the repository, and then the wheel."""
    tree = tmp_path / "tree"
    kept = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    for name in filter(None, kept):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tree / name)
    shutil.copyfile(ROOT / ".gitignore", tree / ".gitignore")
    folder = tree / "xl_cobranza" / "addin" / "built"
    folder.mkdir()
    for name, data in made().items():
        (folder / name).write_bytes(data)

    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=tree, check=True)

    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        assert {name: wheel.read(f"xl_cobranza/addin/built/{name}") for name in made()} == made()
        assert {"xl_cobranza/workbook_template.xlsx", "xl_cobranza/addin/macros/ribbon.json"} <= set(wheel.namelist())


@BOTH
def test_another_reader_finds_our_macros_letter_by_letter(name):
    found = modules(made()[name])

    ours = {path.stem: path.read_text("ascii") for path in MACROS.glob("*.bas")}
    assert ours
    assert {module: without_attributes(found[module]) for module in ours} == {
        module: without_attributes(text) for module, text in ours.items()
    }


@pytest.mark.parametrize(("name", "original"), [(ADDIN, "xlwings_custom_addin.bas"), (WORKBOOK, "xlwings.bas")])
def test_of_the_macros_of_xlwings_two_lines_are_changed(name, original):
    folder = Path(find_spec("xlwings").origin).parent
    theirs = without_attributes((folder / original).read_text("utf-8")).splitlines()
    found = without_attributes(modules(made()[name])["xlwings"]).splitlines()

    changed = [(old, new) for old, new in zip(theirs, found, strict=True) if old.rstrip() != new]

    assert [new for _, new in changed] == [
        'Public Const PROJECT_NAME As String = "cobranza"',
        "Function GetConfig(configKey As String, Optional default As String = "
        '"", Optional source As String = "user") As Variant',
    ]


@BOTH
def test_the_dictionary_of_the_mac_is_the_original_with_its_licence(name):
    folder = Path(find_spec("xlwings").origin).parent
    original = without_attributes((folder / "addin" / "Dictionary.cls").read_text("utf-8"))

    assert without_attributes(modules(made()[name])["Dictionary"]) == original
    assert "@license: MIT" in original


@BOTH
def test_the_library_that_the_macros_ask_for_is_the_one_that_is_installed(name):
    text = modules(made()[name])["xlwings"]
    wanted = next(line for line in metadata.requires("xl-cobranza") if line.startswith("xlwings"))

    assert set(re.findall(r"xlwings(?:32|64)-([\d.]+)\.dll", text)) == {metadata.version("xlwings")}
    assert wanted == f"xlwings=={metadata.version('xlwings')}"


@BOTH
def test_the_project_is_source_text_alone(name):
    storage = olefile.OleFileIO(BytesIO(parts(made()[name])["xl/vbaProject.bin"]))

    assert storage.openstream("VBA/_VBA_PROJECT").read() == b"\xcc\x61\xff\xff\x00\x01\x00"
    assert [path for path in storage.listdir() if path[-1].startswith("__SRP_")] == []
    assert b'Name="CobranzaAddin"' in storage.openstream("PROJECT").read()


@BOTH
def test_nothing_runs_when_the_file_is_opened(name):
    text = "\n".join(modules(made()[name]).values())

    assert (
        re.findall(r"(?i)\b(Workbook_Open|Auto_?Open|Workbook_Activate|Workbook_BeforeClose|Auto_?Close)\b", text) == []
    )
    assert "onLoad" not in parts(made()[name])["customUI/customUI14.xml"].decode()


@BOTH
def test_the_relations_of_the_package_lead_to_the_ribbon_and_to_the_macros(name):
    found = parts(made()[name])
    kinds = {
        ADDIN: "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        WORKBOOK: "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    }
    links = [(link.get("Type"), link.get("Target")) for link in ET.fromstring(found["_rels/.rels"])]
    types = {
        part.get("PartName") or part.get("Extension"): part.get("ContentType")
        for part in ET.fromstring(found["[Content_Types].xml"])
    }

    ui = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    assert [target for kind, target in links if kind == ui] == ["customUI/customUI14.xml"]
    assert types["/xl/workbook.xml"] == kinds[name]
    assert types.get("bin", types.get("/xl/vbaProject.bin")) == "application/vnd.ms-office.vbaProject"
    assert b"/vbaProject" in found["xl/_rels/workbook.xml.rels"]


@BOTH
def test_the_workbook_and_every_sheet_have_their_module(name):
    found = parts(made()[name])
    pages = [data for part, data in found.items() if part.startswith("xl/worksheets/sheet")]
    names = [re.search(rb'<sheetPr[^>]*codeName="(\w+)"', page)[1].decode() for page in pages]
    names.append(re.search(rb'<workbookPr[^>]*codeName="(\w+)"', found["xl/workbook.xml"])[1].decode())

    assert len(set(names)) == len(names)
    assert set(names) <= set(modules(made()[name]))


def test_the_sheets_of_the_template_are_in_the_workbook_as_they_were():
    before, after = parts(template_bytes()), parts(made()[WORKBOOK])
    named = re.compile(rb' ?codeName="\w+"')
    touched = {name for name, data in before.items() if after[name] != data}

    plain = {name: named.sub(b"", after[name]).replace(b"<sheetPr/>", b"") for name in touched}
    allowed = {"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}
    assert {name for name in touched - allowed if plain[name] != before[name].replace(b"<sheetPr/>", b"")} == set()


@BOTH
def test_a_checker_of_macro_files_finds_nothing(name, tmp_path):
    (tmp_path / name).write_bytes(made()[name])

    report = check_file(tmp_path / name)

    assert (report.ok, report.complete, list(report.warnings)) == (True, True, [])


@BOTH
def test_the_validator_of_microsoft_finds_nothing(name, tmp_path):
    if not VALIDATOR:
        if os.environ.get("CI"):
            pytest.fail("CI needs COBRANZA_OOXML_VALIDATOR")
        pytest.skip("needs COBRANZA_OOXML_VALIDATOR")
    (tmp_path / name).write_bytes(made()[name])
    found = subprocess.run([VALIDATOR, tmp_path / name], capture_output=True, text=True, timeout=120, check=False)

    assert json.loads(found.stdout)["errors"] == []


def test_the_add_in_says_which_versions_it_is_made_of(tmp_path):
    (tmp_path / ADDIN).write_bytes(made()[ADDIN])
    (tmp_path / "other.xlam").write_bytes(made()[WORKBOOK])
    (tmp_path / "text.xlam").write_text("text")

    identity = packaged.identity(tmp_path / ADDIN)

    assert identity == (__version__, metadata.version("xlwings"))
    assert packaged.identity(tmp_path / "other.xlam") is None
    assert packaged.identity(tmp_path / "text.xlam") is None
    assert packaged.identity(tmp_path / "nothing.xlam") is None
