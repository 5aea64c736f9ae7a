"""The tab: what Excel's schema wants, a callback for each attribute, words in both languages, closed actions."""

import json
import re
import struct
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.addin.files import ADDIN, MACROS, WORKBOOK, made, modules, parts
from xl_cobranza.addin.making import ribbon
from xl_cobranza.addin.making.texts import literal, texts_module

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
BUTTONS = {  # what the design names, as far as the actions exist, and the undo that Excel loses to a macro
    "cartera": ["recalcular", "revisar", "hoy", "panel", "deshacer"],
    "acuerdos": ["acuerdo", "registrar_pago", "registrar_gestion"],
    "cartas": ["generar", "vista_previa", "estado_cuenta"],
    "ayuda": ["diagnostico", "guia"],
}
_WORDS = {"label", "supertip", "getLabel", "getSupertip"}
SCHEMA = {  # of [MS-CUSTOMUI] 2009/07 what we use: element → parent, attributes it must have, attributes it may have
    "customUI": (None, set(), {"onLoad"}),
    "ribbon": ("customUI", set(), {"startFromScratch"}),
    "tabs": ("ribbon", set(), set()),
    "tab": ("tabs", {"id"}, {"label", "getLabel", "insertAfterMso", "insertBeforeMso", "keytip", "tag", "visible"}),
    "group": ("tab", {"id"}, _WORDS | {"imageMso", "tag", "visible", "keytip"}),
    "button": ("group", {"id", "onAction"}, _WORDS | {"tag", "size", "imageMso", "enabled", "visible", "keytip"}),
}
ARITY = {"onAction": 1, "getLabel": 2, "getSupertip": 2}
BOTH = pytest.mark.parametrize("name", [ADDIN, WORKBOOK])


def faults(xml: bytes) -> list[str]:
    """What Excel would refuse; it would show no tab, and say nothing."""
    found, seen = [], set()
    parents = {child: parent for parent in ET.fromstring(xml).iter() for child in parent}
    root = next(iter(set(parents.values()) - set(parents)))
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        if name not in SCHEMA or not element.tag.startswith(NAMESPACE):
            found.append(f"unknown element {element.tag}")
            continue
        parent, required, allowed = SCHEMA[name]
        above = parents[element].tag.removeprefix(NAMESPACE) if element in parents else None
        present = set(element.attrib)
        found += [f"{name} in {above}"] if above != parent else []
        found += [f"{name} without {attribute}" for attribute in required - present]
        found += [f"{name} with {attribute}" for attribute in present - required - allowed]
        found += [f"{word} twice" for word in ("label", "supertip") if {word, f"get{word.capitalize()}"} <= present]
        found += [f"long {key}" for key, value in element.items() if not 1 <= len(value) <= 1024]
        found += [f"size {element.get('size')}"] if element.get("size", "normal") not in {"normal", "large"} else []
        identifier = element.get("id")
        if identifier is not None and (identifier in seen or not re.fullmatch(r"[A-Za-z_][\w.-]*", identifier)):
            found.append(f"id {identifier}")
        seen.add(identifier)
    return found


def ui(name):
    return parts(made()[name])["customUI/customUI14.xml"]


@BOTH
def test_excel_would_take_the_tab(name):
    assert faults(ui(name)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'size="large"', b'size="huge"'),
        (b' id="hoy"', b' id="panel"'),
        (b' id="hoy"', b' id="1 hoy"'),
        (b' id="hoy"', b""),
        (b"imageMso=", b"image="),
        (b"<tabs>", b'<tabs><tab id="more"><button id="loose" onAction="x"/></tab>'),
        (b"2009/07", b"2006/01"),
        (b"getLabel=", b'label="Dos" getLabel='),
    ],
)
def test_the_check_of_the_tab_finds_what_is_broken_in_it(old, new):
    xml = ui(ADDIN)
    assert old in xml

    assert faults(xml.replace(old, new, 1)) != []


@BOTH
def test_every_callback_is_a_sub_of_the_macros_with_as_many_arguments(name):
    text = modules(made()[name])
    asked = {
        (attribute, value)
        for element in ET.fromstring(ui(name)).iter()
        for attribute, value in element.items()
        if attribute.startswith(("get", "on"))
    }

    assert {attribute for attribute, _ in asked} >= {"onAction"}
    for attribute, value in asked:
        module, _, sub = value.partition(".")
        (arguments,) = re.findall(rf"(?m)^Public Sub {sub}\((.*)\)$", text[module])
        assert len(arguments.split(",")) == ARITY[attribute], value


@BOTH
def test_the_buttons_are_those_whose_action_exists(name):
    tab = ET.fromstring(ui(name)).find(f".//{NAMESPACE}tab")

    assert {group.get("id"): [button.get("tag") for button in group] for group in tab} == BUTTONS


def test_the_words_of_the_workbook_are_fixed_and_those_of_the_add_in_come_from_the_macros():
    assert b"getLabel" not in ui(WORKBOOK)
    assert 'label="Registrar gestión"' in ui(WORKBOOK).decode()
    assert b" label=" not in ui(ADDIN)


@BOTH
def test_the_macros_hold_every_text_in_plain_letters(name):
    text = modules(made()[name])["CobranzaTexts"]
    raw = json.loads((MACROS / "ribbon.json").read_text("utf-8"))
    wanted = {"cobranza label": raw["label"]}
    for group in raw["groups"]:
        wanted[f"{group['id']} label"] = group["label"]
        for button in group["buttons"]:
            wanted |= {f"{button['action']} {field}": button[field] for field in ("label", "supertip")}
    wanted |= {f"{key} label": told for key, told in raw["messages"].items()}

    cases = re.findall(r'(?m)^        Case "(\w+ \w+) (es|en)": CobranzaText = (.*)$', text)
    found = {(key, language): spoken(expression) for key, language, expression in cases}

    assert found == {(key, language): told[language] for key, told in wanted.items() for language in ("es", "en")}
    assert text.isascii()


def spoken(expression):
    """What VBA makes of an expression of literals and ChrW."""
    pieces = re.findall(r'"((?:[^"]|"")*)"|ChrW\((\d+)\)', expression)
    units = [
        struct.pack("<H", int(number)) if number else plain.replace('""', '"').encode("utf-16-le")
        for plain, number in pieces
    ]
    return b"".join(units).decode("utf-16-le")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_out_of_vba_as_it_went_in(text):
    assert spoken(literal(text)) == text
    assert literal(text).isascii()
    assert "\n" not in literal(text)


def test_no_line_is_longer_than_vba_takes():
    text = "\n".join(modules(made()[ADDIN]).values())

    assert max(map(len, text.splitlines())) <= 1023


@pytest.mark.parametrize(
    "action", ["x'); import os; ('", "x y", "Recalcular", "recalcular\n", "", "a" * 41, "recálculo", "x&calc", '"']
)
def test_an_action_that_is_no_plain_word_is_not_built(action, tmp_path):
    raw = json.loads((MACROS / "ribbon.json").read_text("utf-8"))
    raw["groups"][0]["buttons"][0]["action"] = action
    (tmp_path / "ribbon.json").write_text(json.dumps(raw), "utf-8")

    with pytest.raises(ValueError, match=r"(?s).*"):
        ribbon.read(tmp_path / "ribbon.json")


def test_a_text_without_its_translation_is_not_built(tmp_path):
    raw = json.loads((MACROS / "ribbon.json").read_text("utf-8"))
    del raw["groups"][0]["buttons"][0]["supertip"]["en"]
    (tmp_path / "ribbon.json").write_text(json.dumps(raw), "utf-8")

    with pytest.raises(ValueError, match="recalcular"):
        ribbon.read(tmp_path / "ribbon.json")


def test_quotes_and_ampersands_in_a_text_stay_a_text(tmp_path):
    raw = json.loads((MACROS / "ribbon.json").read_text("utf-8"))
    odd = 'Dos <b> & "tres" ¡ya!'
    raw["label"] = {"es": odd, "en": odd}
    (tmp_path / "ribbon.json").write_text(json.dumps(raw), "utf-8")

    read = ribbon.read(tmp_path / "ribbon.json")

    tab = ET.fromstring(ribbon.custom_ui(read, "es")).find(f".//{NAMESPACE}tab")
    line = next(line for line in texts_module(read, "1").splitlines() if "cobranza label es" in line)
    assert tab.get("label") == odd
    assert spoken(line.partition("CobranzaText = ")[2]) == odd
