"""Which column is which field: headings matched by their words, whatever their case, accents and punctuation.

An exact heading (Spanish or English) beats a synonym, a synonym beats a general word («Nº», «Fecha»),
and where a tax column stands in the same row a total beats any other amount. Two headings of the
same strength for one field are refused, naming both, for no rule could choose between them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.port import CellError, Value
from xl_cobranza.book.sheet import Sheet

_UNIT: Final = re.compile(r"[(\[][^)\]]*[)\]]")  # «Importe (MXN)», «Total [€]»


# A column that will do where a required one is missing.
_STAND_INS: Final = {"ledger": (("amount", "their_balance"),), "customers": (("customer", "name"),)}


class Strength(IntEnum):
    """How well a heading names a field."""

    GENERAL = 0
    SYNONYM = 1
    EXACT = 2
    TOTAL_BESIDE_TAX = 3


class AmbiguityError(Exception):
    """Two headings that could both be one field."""

    def __init__(self, field: str, columns: Sequence[int]) -> None:
        super().__init__(field)
        self.field, self.columns = field, columns


def fold(text: str) -> str:
    """The letters and digits alone, without case or accents.

    >>> fold(" N.º de  Factura: "), fold("VENCIMIENTO*"), fold("Próxima acción")
    ('nodefactura', 'vencimiento', 'proximaaccion')
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(filter(str.isalnum, text.casefold()))


def names(cell: Value) -> tuple[str, ...]:
    """The ways to read one heading cell: whole, then without the unit in parentheses."""
    if not isinstance(cell, str) or isinstance(cell, CellError):
        return ()
    whole, bare = fold(cell), fold(_UNIT.sub(" ", cell))
    ours = whole.endswith(fold(layout.OURS_SUFFIX))
    return (whole,) if ours or not bare or bare == whole else (whole, bare)


_known: Final[dict[str, Mapping[str, Mapping[str, Strength]]]] = {}  # by sheet: a table is asked row by row


def _strengths(sheet: Sheet) -> Mapping[str, Mapping[str, Strength]]:
    """Folded heading → field → strength, for the columns that are read."""
    general = {fold(word) for word in layout.GENERAL_HEADINGS}
    table: dict[str, dict[str, Strength]] = {}
    for column in sheet.columns:
        if column.ours:
            continue
        for synonym in column.synonyms:
            word = fold(synonym)
            table.setdefault(word, {})[column.field] = Strength.GENERAL if word in general else Strength.SYNONYM
        for heading in (column.heading, column.english):
            table.setdefault(fold(heading), {})[column.field] = Strength.EXACT
    return table


def match(sheet: Sheet, cells: Mapping[int, Value], skip: Iterable[int] = ()) -> dict[str, int]:
    """Field → column for one row of headings; `skip` are the columns that are ours.

    Raises `AmbiguityError` when two columns claim one field equally, in a row that has all the fields required.

    >>> match(layout.LEDGER, {1: "Nº", 2: "FACTURA", 3: "Razón social", 4: "Vto.", 5: "Base", 6: "Total"})["folio"]
    2
    """
    skipped = frozenset(skip)
    table = _known.get(sheet.key) or _known.setdefault(sheet.key, _strengths(sheet))
    claims: dict[str, dict[int, Strength]] = {}
    for column, cell in cells.items():
        readings = () if column in skipped else names(cell)
        found = next((table[name] for name in readings if name in table), {})
        for field, strength in found.items():
            claims.setdefault(field, {})[column] = strength
    _let_totals_win(claims.get("amount", {}), cells)
    return _settle(claims, strict=is_complete(sheet, claims))


def _let_totals_win(claims: dict[int, Strength], cells: Mapping[int, Value]) -> None:
    folded = {column: names(cell) for column, cell in cells.items()}
    taxes = {fold(word) for word in layout.TAX_HEADINGS}
    if not any(taxes.intersection(words) for words in folded.values()):
        return
    totals = {fold(word) for word in layout.TOTAL_HEADINGS}
    for column in claims:
        if totals.intersection(folded[column]):
            claims[column] = Strength.TOTAL_BESIDE_TAX


def _settle(claims: Mapping[str, Mapping[int, Strength]], *, strict: bool) -> dict[str, int]:
    """The strongest claims first, so that a column taken as one field is no rival for another."""
    chosen: dict[str, int] = {}
    taken: set[int] = set()
    for strength in sorted(Strength, reverse=True):
        for field, columns in claims.items():
            best = [c for c, s in columns.items() if s == strength and c not in taken]
            if field in chosen or not best:
                continue
            if len(best) > 1 and strict:
                raise AmbiguityError(field, best)
            chosen[field] = best[0]
            taken.add(best[0])
    return chosen


def is_complete(sheet: Sheet, fields: Iterable[str]) -> bool:
    return not missing(sheet, fields)


def missing(sheet: Sheet, fields: Iterable[str]) -> list[str]:
    """The headings without which the sheet cannot be read."""
    known = set(fields)
    known.update(need for need, stand_in in _STAND_INS.get(sheet.key, ()) if stand_in in known)
    return [column.heading for column in sheet.columns if column.required and column.field not in known]
