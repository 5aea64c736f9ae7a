"""Every format says what the document says, and the same document makes the same bytes."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.outbox.letters import LETTERS
from xl_cobranza.adapters.outbox.extras import PACKAGES
from xl_cobranza.adapters.outbox.writers import FORMATS, write
from xl_cobranza.errors import Refused, WrongUsage

ONE = LETTERS["one-invoice"]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_document_makes_the_same_bytes(kind):
    first = write(ONE, kind)
    write(LETTERS["agreement"], kind)

    assert write(ONE, kind) == first


@pytest.mark.parametrize(("kind", "library", "package"), [("pdf", "typst", "typst"), ("docx", "docx", "python-docx")])
def test_without_its_library_a_format_is_refused_with_what_to_install(kind, library, package, monkeypatch):
    for name in [
        name
        for name in sys.modules
        if name.partition(".")[0] == library or name.startswith("xl_cobranza.adapters.outbox.")
    ]:
        if name != "xl_cobranza.adapters.outbox.extras":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    if "uno" in sys.modules:  # LibreOffice's own import, of tests before this one, hides what is missing
        monkeypatch.setattr("builtins.__import__", sys.modules["uno"]._builtin_import)

    with pytest.raises(Refused) as refused:
        write(ONE, kind)

    assert (refused.value.kind, refused.value.found, refused.value.data) == (
        "extra_missing",
        package,
        {"packages": "typst docxtpl python-docx"},
    )


def test_what_to_install_is_what_the_extra_brings():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.match(r"[\w-]+", line)[0] for line in project["optional-dependencies"]["cartas"]}

    assert set(PACKAGES["cartas"].values()) == named - {"keyring"}  # of passwords, not of paper


def test_a_format_that_is_none_is_named_with_those_that_are():
    with pytest.raises(WrongUsage) as refused:
        write(ONE, "odt")

    assert refused.value.data["known"] == "pdf, docx, html, txt, whatsapp"
