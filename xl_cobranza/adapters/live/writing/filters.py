"""Filters: a block written while one hides rows lands in the wrong rows, without a word from Excel."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

import xlwings as xw
from xlwings.main import AutoFilter, AutoFilterCriteria

from xl_cobranza.adapters.live import native
from xl_cobranza.book.references import quoted
from xl_cobranza.errors import Refused

_WILD: Final = frozenset("*?~")  # told without saying whether they stood for themselves


class Filter(NamedTuple):
    """A filter that hides rows, and what by."""

    on: AutoFilter
    criteria: Sequence[AutoFilterCriteria]


def active(sheet: xw.Sheet) -> list[Filter]:
    """The filters of a sheet that hide something. Raises Refused("filter_unreadable") for one we could not put back."""
    address = native.filter_address(sheet)
    owners = [table.autofilter for table in sheet.tables]
    owners += [sheet.range(address).autofilter] if address else []
    found = [Filter(own, on) for own in owners if (on := [c for c in own.criteria if c.type != "none"])]
    is_unknown = not found and bool(native.ask(sheet, "FilterMode"))  # an advanced filter has no criteria to read
    if is_unknown or not all(_can_come_back(criterion) for own in found for criterion in own.criteria):
        raise Refused("filter_unreadable", quoted(sheet.name))
    return found


@contextmanager
def without(filters: Sequence[Filter]) -> Iterator[None]:
    """Show all rows meanwhile; the same filters hide theirs afterwards, whatever happens."""
    try:
        for own in filters:
            for criterion in own.criteria:
                own.on.clear(criterion.field)
        yield
    finally:
        for own in filters:
            for criterion in own.criteria:
                _apply(own.on, criterion)


def _can_come_back(criterion: AutoFilterCriteria) -> bool:
    match criterion.type:
        case "values":
            return bool(criterion.values) and not _WILD & set("".join(criterion.values or ()))
        case "comparison":
            return criterion.operator is not None and not _WILD & set(f"{criterion.value1}{criterion.value2}")
        case "top_items" | "bottom_items":
            return criterion.count is not None  # Excel may tell the limit it found instead of the count asked for
        case "top_percent" | "bottom_percent":
            return criterion.percent is not None
        case _:
            return False


def _apply(on: AutoFilter, criterion: AutoFilterCriteria) -> None:
    field = criterion.field
    if criterion.values is not None:
        on.apply_values(field, [value or "=" for value in criterion.values])  # `=` stands for the blank cells
    elif criterion.operator is not None:
        on.apply_comparison(field, criterion.operator, criterion.value1, criterion.value2)
    elif criterion.count is not None:
        apply = on.apply_top_items if criterion.type == "top_items" else on.apply_bottom_items
        apply(field, criterion.count)
    elif criterion.percent is not None:
        apply_part = on.apply_top_percent if criterion.type == "top_percent" else on.apply_bottom_percent
        apply_part(field, criterion.percent)
