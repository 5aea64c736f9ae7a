"""The sheets and the tables that a formula names."""

import re
from collections.abc import Collection
from typing import NamedTuple

from xl_cobranza.adapters.xlsx.parts.workbook import quoted_sheet

_WORD = r"[^\W\d][\w.]*"
_NAMED = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")
    |'(?P<quoted>(?:[^']|'')+)'!
    |(?<![\#\w.\]])(?P<bare>{_WORD}(?::{_WORD})?)!
    |(?<![\w.!])(?P<table>{_WORD})(?=\[)""",
    re.VERBOSE,
)


class Named(NamedTuple):
    """Sheets and tables, in lower case."""

    sheets: frozenset[str]
    tables: frozenset[str]

    def is_within(self, sheets: Collection[str], tables: Collection[str]) -> bool:
        """Whether all of them are among these, given in lower case."""
        return self.sheets.issubset(sheets) and self.tables.issubset(tables)


def named(formula: str) -> Named:
    r"""What a formula names; a text and `#REF!` name nothing.

    >>> found = named('\'Año 2\'!A1+SUM(Pagos[Importe])+Hoja1:Hoja3!B1&"Otra!A1"&#REF!')
    >>> sorted(found.sheets), sorted(found.tables)
    (['año 2', 'hoja1', 'hoja3'], ['pagos'])
    """
    sheets: set[str] = set()
    tables: set[str] = set()
    for match in _NAMED.finditer(formula):
        if match["table"]:
            tables.add(match["table"].lower())
        else:
            name = match["bare"] or (match["quoted"] or "").replace("''", "'")
            sheets.update(name.lower().split(":") if name else ())
    return Named(frozenset(sheets), frozenset(tables))


def renamed(formula: str, old: str, new: str) -> str:
    """The formula with one sheet called otherwise.

    >>> print(renamed("Hoja1!A1+'hoja1'!A2&Hoja11!A1", "Hoja1", "Año 2"))
    'Año 2'!A1+'Año 2'!A2&Hoja11!A1
    """

    def other(match: re.Match[str]) -> str:
        name = match["bare"] or (match["quoted"] or "").replace("''", "'")
        return f"{quoted_sheet(new)}!" if name.lower() == old.lower() else match[0]

    return formula if old == new else _NAMED.sub(other, formula)
