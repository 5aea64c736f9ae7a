"""What a plan changes, kept so that it can be put back: a macro empties Excel's own list of undos."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import xlwings as xw

from xl_cobranza.adapters.live.planning.blocks import Place, blocks
from xl_cobranza.adapters.live.planning.book_plan import BookPlan
from xl_cobranza.adapters.live.planning.sheet_plan import SheetPlan
from xl_cobranza.adapters.live.reading.sheet_read import SheetRead, formulas_in, used
from xl_cobranza.adapters.live.writing import cells as writing
from xl_cobranza.adapters.live.writing import filters
from xl_cobranza.book.port import Formula, TableInfo, Value

_NOTHING = SheetRead((), ())


@dataclass(frozen=True, slots=True)
class Undo:
    """The cells before and after, by sheet; links, tables and names as they were; the sheets that were added."""

    before: Mapping[str, Mapping[Place, Value]]
    after: Mapping[str, Mapping[Place, Value]]
    links: Mapping[str, Mapping[Place, str]]
    tables: tuple[TableInfo, ...]
    names: Mapping[str, str]  # "" for one that was not there
    sheets: Mapping[str, str]  # by name, what they held when they were new, as `content_of` says it


def undo_of(
    plan: BookPlan,
    tables: tuple[TableInfo, ...],
    names: Mapping[str, str],
    links: Mapping[str, Mapping[Place, str]],
) -> Undo:
    """How to undo a plan, given the tables, names and links as they are."""
    old = {name: sheet for name, sheet in plan.sheets.items() if not sheet.is_draft}
    grown = {(sheet.name, name) for sheet in old.values() for name in sheet.grown}
    return Undo(
        {name: {at: sheet.shown_before(at) for at in sheet.cells} for name, sheet in old.items()},
        {name: {at: _shown(value) for at, value in sheet.cells.items()} for name, sheet in old.items()},
        {name: {at: links[name].get(at, "") for at in sheet.relinked} for name, sheet in old.items()},
        tuple(table for table in tables if (table.sheet, table.name) in grown),
        {name: names.get(name, "") for name in plan.names},
        {new.name: "" for new in plan.new_sheets},
    )


def revert(book: xw.Book, undo: Undo) -> None:
    """Put everything back; what is missing already stays missing. Raises Refused("filter_unreadable") before the first."""
    present = {sheet.name for sheet in book.sheets}
    hiding = {name: filters.active(book.sheets[name]) for name in undo.before}
    for name in undo.sheets:
        if name in present:
            book.sheets[name].delete()
    for name, target in undo.names.items():
        if name in book.names:
            book.names[name].delete()
        if target:
            book.names.add(name, f"={target}")
    for table in undo.tables:
        writing.grow(book.sheets[table.sheet], table)
    for name, cells in undo.before.items():
        plan = SheetPlan(name, _NOTHING, ())
        plan.cells, plan.relinked = dict(cells), dict(undo.links.get(name, {}))
        sheet = book.sheets[name]
        with filters.without(hiding[name]):
            writing.write(sheet, plan, blocks(plan.cells))


def content_of(sheet: xw.Sheet) -> str:
    """Changes with whatever is typed in a sheet."""
    return hashlib.sha256(repr(formulas_in(used(sheet)[0])).encode()).hexdigest()


def with_contents(book: xw.Book, undo: Undo) -> Undo:
    """The undo, once the sheets are there."""
    return replace(undo, sheets={name: content_of(book.sheets[name]) for name in undo.sheets})


def to_text(undo: Undo) -> str:
    """As a file keeps it."""
    content = {
        "before": _cells(undo.before), "after": _cells(undo.after), "links": _cells(undo.links),
        "tables": undo.tables, "names": undo.names, "sheets": undo.sheets,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False)


def from_text(text: str) -> Undo:
    content = json.loads(text)
    return Undo(
        _places(content["before"]), _places(content["after"]), _places(content["links"]),
        tuple(TableInfo(*table) for table in content["tables"]), content["names"], content["sheets"],
    )  # fmt: skip


def _shown(value: Value) -> Value:
    return str(value) if isinstance(value, str) else value.result if isinstance(value, Formula) else value


def _cells(sheets: Mapping[str, Mapping[Place, Value]]) -> dict[str, list[list[Any]]]:
    return {name: [[*at, _encoded(value)] for at, value in cells.items()] for name, cells in sheets.items()}


def _places(sheets: Mapping[str, list[list[Any]]]) -> dict[str, dict[Place, Any]]:
    return {name: {(row, column): _decoded(value) for row, column, value in cells} for name, cells in sheets.items()}


def _encoded(value: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, datetime | date):
        return {"moment" if isinstance(value, datetime) else "day": value.isoformat()}
    return value if value is None or isinstance(value, str | bool) else float(value)


def _decoded(value: Any) -> Any:  # noqa: ANN401 - see `_encoded`
    if isinstance(value, dict):
        return datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])
    return value
