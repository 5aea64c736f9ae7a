"""The sample data: plain tables beside this module, one per sheet, headed by the fields of `book/layout`.

Invented companies; everything is dated so that on `AS_OF` the workbook shows every stage, every step
and every fact that outranks the ladder.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Final

from xl_cobranza.book.sheet import Kind, Sheet

AS_OF: Final = date(2026, 11, 20)
_FOLDER: Final = Path(__file__).parent / "sample"

Cell = str | float | date | time | None


def rows(sheet: Sheet) -> Iterator[Mapping[str, Cell]]:
    """The rows of one sheet, field → value.

    >>> from xl_cobranza.book import layout
    >>> [row["balance"] for row in rows(layout.AGREEMENTS)]
    [48000.0, 30000.0]
    """
    path = _FOLDER / f"{sheet.key}.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {field: _cell(text, sheet.by_field[field].kind) for field, text in row.items()}


def _cell(text: str, kind: Kind) -> Cell:
    """The value a person would have typed: an amount or a day where the column wants one, else text."""
    if not text:
        return None
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind in {"amount", "number", "rate"} or (kind == "amount_or_yes" and text[0].isdigit()):
        return float(text)
    return text
