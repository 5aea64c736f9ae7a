"""The part of a pattern sheet, made to fit the user's workbook: looks, texts, and what would name no sheet there."""

from collections.abc import Callable
from typing import Final

from xl_cobranza.adapters.xlsx.formulas.named import renamed
from xl_cobranza.adapters.xlsx.grafting.pattern import Template
from xl_cobranza.adapters.xlsx.grafting.style_map import StyleMap
from xl_cobranza.adapters.xlsx.parts.xml_offsets import Element, XmlPart, tag

_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2"})
# what goes with a formula that names no sheet of the workbook, and the lists that go when they hold nothing any more
_RULES: Final = frozenset({"cfRule", "dataValidation", "sparkline"})
_HELD: Final = {
    "conditionalFormatting": {"cfRule"}, "conditionalFormattings": {"conditionalFormatting"},
    "dataValidations": {"dataValidation"}, "sparklines": {"sparkline"}, "sparklineGroup": {"sparklines"},
    "sparklineGroups": {"sparklineGroup"}, "ext": {"conditionalFormattings", "dataValidations", "sparklineGroups"},
    "extLst": {"ext"},
}  # fmt: skip


class SheetPart:
    """One sheet of the template, edited in place."""

    def __init__(self, template: Template, pattern: str, name: str, exists: Callable[[str], bool]) -> None:
        """`exists` answers whether all that a formula names will be in the workbook."""
        member = template.part(pattern)
        self._template, self._pattern, self._name, self._exists = template, pattern, name, exists
        self._part = XmlPart(template.package.read(member), member)
        self._parents = dict(self._part.root.walk())
        self._gone: set[Element] = set()

    @property
    def has_formulas(self) -> bool:
        """Whether a cell of it is calculated."""
        return any(self._is_cell_formula(element) for element in self._parents if element not in self._gone)

    def fitted(self, styles: StyleMap, *, has_views: bool) -> bytes:
        """Its bytes. `has_views`: whether the workbook has windows that a sheet may be shown in."""
        for element in self._parents:
            self._restyle(element, styles)
            if element.name in _FORMULAS and element.text:
                self._check_formula(element)
        self._inline_texts()
        self._stand_back(has_views=has_views)
        for element in self._parents:
            if element.name == "dataValidations" and "count" in element.attributes:
                left = [child for child in element.children if child not in self._gone]
                self._part.set(element, "count", str(len(left)))
        return self._part.edited()

    def _restyle(self, element: Element, styles: StyleMap) -> None:
        style = {"c": "s", "row": "s", "col": "style"}.get(element.name, "")
        if style in element.attributes and element.uri == self._part.root.uri:
            self._part.set(element, style, str(styles.cell_format(element.number(style))))
        if "dxfId" in element.attributes:
            self._part.set(element, "dxfId", str(styles.differential(element.number("dxfId"))))

    def _check_formula(self, element: Element) -> None:
        text = renamed(element.text, self._pattern, self._name)
        if self._exists(text):
            self._part.set_text(element, text)
        elif self._is_cell_formula(element):
            self._clear(element)
        else:
            rule = element
            while rule.name not in _RULES and rule in self._parents:
                rule = self._parents[rule]
            self._drop(rule)

    def _is_cell_formula(self, element: Element) -> bool:
        return element.name == "f" and self._parents[element].name == "c" and element.uri == self._part.root.uri

    def _clear(self, formula: Element) -> None:
        """Leave the cell blank; so are those that share its formula."""
        shared = formula.get("si") if formula.get("t") == "shared" else ""
        for element in list(self._parents):
            if self._is_cell_formula(element) and (element is formula or (shared and element.get("si") == shared)):
                cell = self._parents[element]
                self._part.unset(cell, "t")
                for child in cell.children:
                    self._gone.add(child)
                    self._part.remove(child)

    def _drop(self, element: Element) -> None:
        parent = self._parents.get(element)
        if parent is None or element in self._gone:
            return
        self._gone.add(element)
        held = _HELD.get(parent.name)
        if held and not any(child.name in held and child not in self._gone for child in parent.children):
            self._drop(parent)
        else:
            self._part.remove(element)

    def _inline_texts(self) -> None:
        """A shared string of the template is none of the workbook's."""
        strings = self._template.strings
        for cell in [element for element in self._parents if element.name == "c" and element.get("t") == "s"]:
            value = cell.child("v")
            if strings is None or value is None:
                continue
            part, items = strings
            inside = b"".join(part.source(child) for child in items[int(value.text)].children)
            self._part.set(cell, "t", "inlineStr")
            self._part.replace(value, b"<%s>%s</%s>" % (tag(cell, "is"), inside, tag(cell, "is")))

    def _stand_back(self, *, has_views: bool) -> None:
        """It is not the sheet that is shown first, nor one that a macro knows."""
        root = self._part.root
        views, properties = root.child("sheetViews"), root.child("sheetPr")
        if views is not None and not has_views:
            self._part.remove(views)
        for view in views.all("sheetView") if views is not None else ():
            self._part.unset(view, "tabSelected")
        if properties is not None:
            self._part.unset(properties, "codeName")
        for link in (element for element in self._parents if element.name == "hyperlink"):
            if link.get("location"):
                self._part.set(link, "location", renamed(link.get("location"), self._pattern, self._name))
