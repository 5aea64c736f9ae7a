"""`workbook.xml`: the sheets with their states, the defined names, the date system, what is protected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from xl_cobranza.adapters.xlsx.cells import letters
from xl_cobranza.adapters.xlsx.parts.relationships import STRICT, TRANSITIONAL
from xl_cobranza.adapters.xlsx.parts.xml_offsets import Element, XmlPart, escaped, quoted, tag
from xl_cobranza.book.layout import SCHEMA, SCHEMA_NAME
from xl_cobranza.errors import Refused

LONGEST_SHEET_NAME: Final = 31
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_BARE_SHEET_NAME = re.compile(r"[^\W\d]\w*")
_LIKE_A_REFERENCE = re.compile(r"[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*|true|false", re.IGNORECASE)
# the children of <workbook> that the schema puts before <definedNames>, the last first
_BEFORE_NAMES: Final = ("externalReferences", "functionGroups", "sheets")


class SheetEntry(NamedTuple):
    """One tab; `state` is `visible`, `hidden` or `veryHidden`."""

    name: str
    rel_id: str
    state: str


class DefinedName(NamedTuple):
    """`tab` is the place among all sheets, from 0, of the one it belongs to; None where it belongs to the workbook."""

    name: str
    formula: str
    hidden: bool
    tab: int | None = None


class WorkbookPart:
    """The workbook part, read and edited in place.

    >>> book = WorkbookPart(b'<workbook><sheets><sheet name="A" sheetId="1"/></sheets></workbook>')
    >>> book.add_name("_cobranza.balance", "A!$C$1", hidden=True); book.names["_cobranza.balance"]
    'A!$C$1'
    """

    def __init__(self, data: bytes, name: str = "") -> None:
        self._part = XmlPart(data, name)
        root = self._part.root
        sheets = root.child("sheets")
        if sheets is None:
            raise Refused("damaged_part", name, "sheets")
        self._sheets = sheets
        properties = root.child("workbookPr")
        protection = root.child("workbookProtection")
        self.sheets = [_sheet(element) for element in self._sheets.all("sheet")]
        self._next_id = 1 + max((element.number("sheetId") for element in self._sheets.all("sheet")), default=0)
        self.date1904 = properties is not None and properties.flag("date1904")
        self.has_views = root.child("bookViews") is not None
        self.structure_protected = protection is not None and protection.flag("lockStructure")
        self.uri = root.uri
        self._defined_names = list(_defined_names(root))
        self._new_names: list[DefinedName] = []
        self._calculate_on_load = False

    @property
    def relationship_base(self) -> str:
        """What the relationship types of this file begin with."""
        return STRICT if self.uri.startswith("http://purl.oclc.org/") else TRANSITIONAL

    @property
    def names(self) -> Mapping[str, str]:
        """The workbook-level defined names, hidden ones too: name → formula text."""
        old = {element.get("name"): element.text for element in self._defined_names if not element.get("localSheetId")}
        return old | {new.name: new.formula for new in self._new_names if new.tab is None}

    @property
    def defined_names(self) -> Sequence[DefinedName]:
        """All of them as they were read, sheet-level ones too."""
        return [
            DefinedName(
                element.get("name"),
                element.text,
                element.flag("hidden"),
                element.number("localSheetId") if element.get("localSheetId") else None,
            )
            for element in self._defined_names
        ]

    @property
    def all_formulas(self) -> Mapping[str, list[str]]:
        """Every defined name, sheet-level ones too: name in lower case → what it refers to."""
        formulas: dict[str, list[str]] = {}
        for element in self._defined_names:
            formulas.setdefault(element.get("name").lower(), []).append(element.text)
        return formulas

    def add_sheet(self, name: str, rel_id: str) -> None:
        """A visible sheet behind the last one; `localSheetId`s stay true."""
        if any(entry.name.lower() == name.lower() for entry in self.sheets):
            raise Refused("sheet_exists", name)
        if not 0 < len(name) <= LONGEST_SHEET_NAME or _FORBIDDEN_IN_SHEET_NAME.search(name) or name.strip("'") != name:
            raise Refused("bad_sheet_name", name)
        # the prefix is bound on the element itself: a prefixed or strict workbook may not know `r`
        named = b'xmlns:r=%s name=%s sheetId="%d"' % (quoted(self.relationship_base), quoted(name), self._next_id)
        self._part.append(self._sheets, b"<%s %s r:id=%s/>" % (tag(self._sheets, "sheet"), named, quoted(rel_id)))
        self._next_id += 1
        self.sheets.append(SheetEntry(name, rel_id, "visible"))

    def add_name(self, name: str, formula: str, *, hidden: bool) -> None:
        """A workbook-level name; one that is there already (`#REF!` after its column was deleted) is pointed anew."""
        for element in self._defined_names:
            if element.get("name").lower() == name.lower() and not element.get("localSheetId"):
                self._part.remove(element)
                self._defined_names.remove(element)
                break
        self._new_names.append(DefinedName(name, formula, hidden))

    def add_local_name(self, name: str, formula: str, *, hidden: bool) -> None:
        """A name of the last sheet, which was just added."""
        self._new_names.append(DefinedName(name, formula, hidden, len(self.sheets) - 1))

    def own(self, name: str, sheet: str, row: int, column: int) -> None:
        """The hidden name that makes a column ours: it points at its heading cell. The schema's name comes with the first."""
        if SCHEMA_NAME not in self.names:
            self.add_name(SCHEMA_NAME, str(SCHEMA), hidden=True)
        self.add_name(name, f"{quoted_sheet(sheet)}!${letters(column)}${row}", hidden=True)

    def calculate_on_load(self) -> None:
        """Have Excel recalculate every formula when it opens the file."""
        self._calculate_on_load = True

    def edited(self) -> bytes:
        root = self._part.root
        anchor = next(child for name in _BEFORE_NAMES if (child := root.child(name)) is not None)
        names = root.child("definedNames")
        xml = b"".join(map(self._name_xml, self._new_names))
        if xml and names is not None:
            self._part.append(names, xml)
        elif xml:
            self._part.insert(anchor.end, b"<%s>%s</%s>" % (tag(root, "definedNames"), xml, tag(root, "definedNames")))
        calculation = root.child("calcPr")
        if self._calculate_on_load and calculation is None:
            self._part.insert((names or anchor).end, b'<%s fullCalcOnLoad="1"/>' % tag(root, "calcPr"))
        elif self._calculate_on_load and calculation is not None and not calculation.flag("fullCalcOnLoad"):
            self._part.set(calculation, "fullCalcOnLoad", "1")
        return self._part.edited()

    def _name_xml(self, new: DefinedName) -> bytes:
        element = tag(self._part.root, "definedName")
        state = b"" if new.tab is None else b' localSheetId="%d"' % new.tab
        state += b' hidden="1"' if new.hidden else b""
        return b"<%s name=%s%s>%s</%s>" % (element, quoted(new.name), state, escaped(new.formula), element)


def quoted_sheet(name: str) -> str:
    """A sheet name as a formula spells it.

    >>> quoted_sheet("Facturas"), quoted_sheet("Año 2026"), quoted_sheet("A1"), quoted_sheet("L'Hospital")
    ('Facturas', "'Año 2026'", "'A1'", "'L''Hospital'")
    """
    if _BARE_SHEET_NAME.fullmatch(name) and not _LIKE_A_REFERENCE.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def _sheet(element: Element) -> SheetEntry:
    rel_id = next((value for key, value in element.attributes.items() if key.endswith("/relationships}id")), "")
    return SheetEntry(element.get("name"), rel_id, element.get("state", "visible"))


def _defined_names(root: Element) -> Iterator[Element]:
    names = root.child("definedNames")
    return names.all("definedName") if names is not None else iter(())
