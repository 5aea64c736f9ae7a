"""The guide tells a person all that a template may name and do, and what it shows is so."""

import re
from pathlib import Path

import pytest

from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.wording.letters import FIELDS, ITEMS, TABLES, check
from xl_cobranza.wording.letters.sandbox import FILTERS

GUIDE = (Path(__file__).parents[2] / "docs" / "guia.md").read_text("utf-8")
SECTION = GUIDE.partition("## Las plantillas")[2].partition("\n## ")[0]
ROWS = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", SECTION, re.MULTILINE))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_guide_says_what_each_field_is(field):
    assert ROWS[f"{{{{ {field.name} }}}}"] == field.meaning


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_guide_says_what_each_table_is(table):
    assert ROWS[f"[{table.name}]"] == table.meaning


def test_the_guide_names_what_a_row_holds_and_every_filter():
    for name, variable in (("facturas", "f"), ("cuotas", "c")):
        assert all(f"`{variable}.{item}`" in SECTION for item in ITEMS[name])
    assert all(f"`{name}`" in SECTION or f"|{name}" in SECTION for name in FILTERS)


def test_what_the_guide_shows_can_be_written():
    shown = re.findall(r"`(\{\{[^`]+\}\})`", SECTION)

    assert len(shown) > len(FIELDS)
    for code in shown:
        body = f"{{% for f in facturas %}}{code}{{% endfor %}}" if "f." in code else code.replace("\\|", "|")
        faults = [
            one for one in check(LetterTemplate("x", "", "", "es", "", "", body)) if one.kind != "template_prints_list"
        ]
        assert faults == [], code
