"""The plan of one sheet put into its cells: formats first, then whole blocks, then formulas and links."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

import xlwings as xw

from xl_cobranza.adapters.live import native
from xl_cobranza.adapters.live.planning.blocks import Block, Place, blocks, bounding, halves
from xl_cobranza.adapters.live.planning.checks import place
from xl_cobranza.adapters.live.planning.sheet_plan import FORMATS, SheetPlan, is_day
from xl_cobranza.adapters.live.reading.sheet_read import values_in
from xl_cobranza.adapters.live.writing.texts import is_at_risk
from xl_cobranza.adapters.xlsx.parts.links import is_safe
from xl_cobranza.adapters.xlsx.patching import looks
from xl_cobranza.adapters.xlsx.reading.number_formats import shown_as
from xl_cobranza.book.port import Formula, TableInfo, Value
from xl_cobranza.book.references import letters

T = TypeVar("T", str, float)

_TEXT: Final = "@"
_GENERAL: Final = "General"
_ROWS_AT_ONCE: Final = 50_000
_LONGEST_ADDRESS: Final = 255  # characters of a range of several areas


def write(sheet: xw.Sheet, plan: SheetPlan, written: Iterable[Block]) -> None:
    """All the cells of the plan. The tables grow first: their new headings are ours to name."""
    for table in plan.grown.values():
        grow(sheet, table)
    _format(sheet, _joined(plan.formats))
    for block in written:
        _prepare(sheet, plan, block)
        place(sheet, block).options(chunksize=_ROWS_AT_ONCE).value = [
            [_to_excel(plan.value((row, column))) for column in range(block.first_column, block.last_column + 1)]
            for row in range(block.first_row, block.last_row + 1)
        ]
    for at, text in plan.formulas.items():
        _mend(sheet, Block(*at, *at), is_day(_result(plan, at)))
        sheet.range(at).formula = f"={text}"
    for address, width in _addresses((width, Block(1, column, 1, column)) for column, width in plan.widths.items()):
        sheet.range(address).column_width = width
    relink(sheet, plan)


def grow(sheet: xw.Sheet, table: TableInfo) -> None:
    """Make a table as large as the plan says."""
    first, last = (table.first_row, table.first_column), (table.last_row, table.last_column)
    sheet.tables[table.name].resize(sheet.range(first, last))


def relink(sheet: xw.Sheet, plan: SheetPlan) -> None:
    """Put the links on their cells, and take away those of ours that are no more."""
    if not plan.relinked:
        return
    for link in list(native.links(place(sheet, bounding(plan.relinked)))):
        if (link.row, link.column) in plan.relinked and link.cells == 1 and is_safe(link.address):
            link.clear()
    for at, url in plan.relinked.items():
        if url:
            sheet.range(at).add_hyperlink(url, str(plan.value(at)), url)


def misplaced(sheet: xw.Sheet, plan: SheetPlan) -> list[Place]:
    """The cells that do not show what was written: read again at once, for Excel has its own mind."""
    values = {at: value for at, value in plan.cells.items() if not isinstance(value, Formula)}
    if not values:
        return []
    around = bounding(values)
    there = values_in(place(sheet, around))
    return [
        at
        for at, value in values.items()
        if not looks.same(value, there[at[0] - around.first_row][at[1] - around.first_column])
    ]


def _prepare(sheet: xw.Sheet, plan: SheetPlan, block: Block) -> None:
    """The number formats without which Excel would make something else of our values."""
    wanted: dict[str, set[Place]] = {_TEXT: set(), _GENERAL: set(), FORMATS["date"]: set()}
    for column in range(block.first_column, block.last_column + 1):
        down = [(row, column) for row in range(block.first_row, block.last_row + 1)]
        risky = {at for at in down if isinstance(value := plan.value(at), str) and is_at_risk(value)}
        if risky and all(isinstance(plan.value(at), str | None) for at in down):
            risky = set(down)
        wanted[_TEXT] |= risky
        for at in down:
            if at in plan.cells and column not in plan.widths:  # a new column has its formats
                _note_format(wanted, at, plan.value(at), plan.shown_before(at))
    _format(sheet, {_TEXT: blocks(wanted[_TEXT])})
    for part in (*blocks(wanted[_GENERAL]), *blocks(wanted[FORMATS["date"]])):
        _mend(sheet, part, is_day(plan.value(part[:2])))


def _mend(sheet: xw.Sheet, part: Block, is_day: bool) -> None:
    """A text cell becomes one for figures, a cell of figures one for days; a format of the user's stays otherwise."""
    code: Any = place(sheet, part).number_format
    if code is None and part[:2] != part[2:]:  # several formats
        for half in halves(part):
            _mend(sheet, half, is_day)
    elif is_day and shown_as(code or "") != "date":
        place(sheet, part).number_format = _format_above(sheet, part)
    elif code == _TEXT:
        place(sheet, part).number_format = _GENERAL


def _format_above(sheet: xw.Sheet, block: Block) -> str:
    """Days look like those above them."""
    above = sheet.range((max(block.first_row - 1, 1), block.first_column)).number_format or ""
    return above if shown_as(above) == "date" else FORMATS["date"]


def _note_format(wanted: dict[str, set[Place]], at: Place, value: Value, before: Value) -> None:
    """A day in a cell without a date format would be shown as a number; in a text cell a number becomes text."""
    if is_day(value) and not is_day(before):
        wanted[FORMATS["date"]].add(at)
    elif isinstance(value, float | int) and (isinstance(before, str) or is_day(before)):
        wanted[_GENERAL].add(at)


def _to_excel(value: Value) -> Value:
    """What may cross to Excel: floats, naive moments, plain texts. A Decimal would become currency, cut to four places."""
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    return float(value)  # type: ignore[arg-type]  # formulas go another way; what is left are numbers


def _result(plan: SheetPlan, at: Place) -> Value:
    value = plan.value(at)
    return value.result if isinstance(value, Formula) else value


def _format(sheet: xw.Sheet, areas: Mapping[str, Iterable[Block]]) -> None:
    """Every area of a format in one call, or in as few as its address allows."""
    for address, code in _addresses((code, block) for code, blocks_ in areas.items() for block in blocks_):
        sheet.range(address).number_format = code


def _joined(formats: Iterable[tuple[Block, str]]) -> dict[str, list[Block]]:
    by_code: dict[str, list[Block]] = {}
    for block, code in formats:
        by_code.setdefault(code, []).append(block)
    return by_code


def _addresses(wanted: Iterable[tuple[T, Block]]) -> Iterator[tuple[str, T]]:
    """The blocks that are to get the same, as addresses of several areas."""
    open_addresses: dict[T, str] = {}
    for value, block in wanted:
        first, last = ((block.first_row, block.first_column), (block.last_row, block.last_column))
        part = ":".join(f"{letters(column)}{row}" for row, column in (first, last))
        address = open_addresses.get(value, "")
        if address and len(address) + len(part) >= _LONGEST_ADDRESS:
            yield address, value
            address = ""
        open_addresses[value] = f"{address},{part}" if address else part
    yield from ((address, value) for value, address in open_addresses.items())
