"""Problems in the order in which a person walks through the workbook: by tab, row and column."""

import re
from collections.abc import Iterable

from xl_cobranza.book.port import Book
from xl_cobranza.book.references import quoted
from xl_cobranza.errors import Problem

_REF = re.compile(r"(.*)!([A-Z]*)([0-9]+)\Z", re.DOTALL)


def in_sheet_order(problems: Iterable[Problem], book: Book) -> tuple[Problem, ...]:
    """The problems by sheet, row and column; those of no cell come last. Equal ones are told once."""
    tabs = {quoted(sheet): place for place, sheet in enumerate(book.sheets)}

    def place(problem: Problem) -> tuple[int, int, int, str]:
        match = _REF.match(problem.ref)
        if match is None:
            return (tabs.get(problem.ref, len(tabs)), 0, 0, "")
        sheet, column, row = match.groups()
        return (tabs.get(sheet, len(tabs)), int(row), len(column), column)

    unique = {(p.kind, p.ref, p.found): p for p in problems}
    return tuple(sorted(unique.values(), key=place))
