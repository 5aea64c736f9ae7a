"""The tab «Cobranza»: read from `macros/ribbon.json`, written as Excel's customUI part."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import quoteattr

LANGUAGES: Final = ("es", "en")
PART: Final = "customUI/customUI14.xml"
RELATIONSHIP: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
_MODULE: Final = "CobranzaRibbon"  # a callback is named with its module, or another add-in's could answer
_ACTION: Final = re.compile(r"[a-z_]{1,40}")
_IDENTIFIER: Final = re.compile(r"[a-z][a-z_]*")

Text = Mapping[str, str]  # by language


class Control(NamedTuple):
    """Whatever has a name and words: the tab, a group, a button, a message."""

    id: str
    texts: Mapping[str, Text]  # by field: label, supertip


class Button(NamedTuple):
    """A button is named like its action."""

    control: Control
    image: str
    size: str


class Group(NamedTuple):
    """A row of buttons under one heading."""

    control: Control
    buttons: tuple[Button, ...]


class Ribbon(NamedTuple):
    """All that `ribbon.json` holds."""

    tab: Control
    groups: tuple[Group, ...]
    messages: tuple[Control, ...]

    @property
    def actions(self) -> list[str]:
        """What the buttons ask for, from left to right."""
        return [button.control.id for group in self.groups for button in group.buttons]

    def controls(self) -> Iterator[Control]:
        """Everything that has words."""
        yield self.tab
        for group in self.groups:
            yield group.control
            yield from (button.control for button in group.buttons)
        yield from self.messages


def read(path: Path) -> Ribbon:
    """The ribbon of a file. Raises ValueError for an action that could not be handed over, or a text missing."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    groups = tuple(Group(_control(group), tuple(map(_button, group["buttons"]))) for group in raw["groups"])
    messages = tuple(_control({"id": key, "label": text}) for key, text in raw["messages"].items())
    return Ribbon(_control(raw), groups, messages)


def _control(raw: Mapping[str, Any]) -> Control:
    texts = {field: raw[field] for field in ("label", "supertip") if field in raw}
    if not _IDENTIFIER.fullmatch(raw["id"]) or any(tuple(text) != LANGUAGES for text in texts.values()):
        raise ValueError(raw["id"])
    return Control(raw["id"], texts)


def _button(raw: Mapping[str, Any]) -> Button:
    if not _ACTION.fullmatch(raw["action"]) or raw["size"] not in {"large", "normal"}:
        raise ValueError(raw["action"])
    return Button(_control({**raw, "id": raw["action"]}), raw["image"], raw["size"])


def custom_ui(ribbon: Ribbon, language: str | None) -> bytes:
    """The part that Excel reads. Without a language the words come from the macros, in Excel's own;
    with one they are fixed, and shown even while macros are not allowed.
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<customUI xmlns="{_NAMESPACE}">',
        " <ribbon>",
        "  <tabs>",
        f'   <tab {_named(ribbon.tab, language)} insertAfterMso="TabData">',
    ]
    for group in ribbon.groups:
        lines.append(f"    <group {_named(group.control, language)}>")
        lines += [f"     {_element(button, language)}" for button in group.buttons]
        lines.append("    </group>")
    lines += ["   </tab>", "  </tabs>", " </ribbon>", "</customUI>", ""]
    return "\n".join(lines).encode()


def _element(button: Button, language: str | None) -> str:
    named, action = _named(button.control, language), quoteattr(button.control.id)
    look = f'imageMso={quoteattr(button.image)} size="{button.size}"'
    return f'<button {named} {look} tag={action} onAction="{_MODULE}.OnAction"/>'


def _named(control: Control, language: str | None) -> str:
    words = [
        f'get{field.capitalize()}="{_MODULE}.Get{field.capitalize()}"'
        if language is None
        else f"{field}={quoteattr(text[language])}"
        for field, text in control.texts.items()
    ]
    return " ".join((f"id={quoteattr(control.id)}", *words))
