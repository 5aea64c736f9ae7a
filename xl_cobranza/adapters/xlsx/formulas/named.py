"""The sheets and the tables that a formula names."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.parts.workbook import quoted_sheet

_WORD = r"[^\W\d][\w.]*"
_NAMED = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")
    |'(?P<quoted>(?:[^']|'')+)'!
    |(?<![\#\w.\]])(?P<bare>{_WORD}(?::{_WORD})?)!
    |(?<![\w.!])(?P<table>{_WORD})(?P<columns>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])""",
    re.VERBOSE,
)


_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")


class Named(NamedTuple):
    """Sheets, and the columns of tables, in lower case."""

    sheets: frozenset[str]
    tables: Mapping[str, frozenset[str]]

    def is_within(self, sheets: Collection[str], tables: Mapping[str, Collection[str]]) -> bool:
        """Whether all of them are among these, given in lower case."""
        columns = self.tables.items()
        return self.sheets.issubset(sheets) and all(t in tables and used.issubset(tables[t]) for t, used in columns)


def named(formula: str) -> Named:
    r"""What a formula names; a text and `#REF!` name nothing.

    >>> found = named('\'Año 2\'!A1+SUM(Pagos[[#Data],[Importe]])+Hoja1:Hoja3!B1&"Otra!A1"&#REF!')
    >>> sorted(found.sheets), found.tables
    (['año 2', 'hoja1', 'hoja3'], {'pagos': frozenset({'importe'})})
    """
    sheets: set[str] = set()
    tables: dict[str, frozenset[str]] = {}
    for match in _NAMED.finditer(formula):
        if match["table"]:
            table = match["table"].lower()
            tables[table] = tables.get(table, frozenset()) | _columns(match["columns"])
        else:
            name = match["bare"] or (match["quoted"] or "").replace("''", "'")
            sheets.update(name.lower().split(":") if name else ())
    return Named(frozenset(sheets), tables)


def _columns(written: str) -> frozenset[str]:
    """The headings in the brackets behind the name of a table."""
    items = _ITEM.findall(written[1:-1]) or [written[1:-1]]
    plain = (re.sub(r"'(.)", r"\1", item).lstrip("@").lower() for item in items if not item.startswith("#"))
    return frozenset(heading for heading in plain if heading)


def renamed(formula: str, names: Mapping[str, str]) -> str:
    """The formula with some sheets called otherwise: old name in lower case → new one.

    >>> print(renamed("Hoja1!A1+'hoja1'!A2&Hoja11!A1", {"hoja1": "Año 2"}))
    'Año 2'!A1+'Año 2'!A2&Hoja11!A1
    """

    def other(match: re.Match[str]) -> str:
        name = (match["bare"] or (match["quoted"] or "").replace("''", "'")).lower()
        return f"{quoted_sheet(names[name])}!" if names.get(name, name).lower() != name else match[0]

    return _NAMED.sub(other, formula)
