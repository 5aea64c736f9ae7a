"""How many decimals an amount shows: as many as the currency of its row has.

The separators are those of the machine that opens the workbook. A blank currency is the one of `Política`.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from xl_cobranza.book import layout
from xl_cobranza.book.typed.currencies import CODES
from xl_cobranza.book.words import spanish
from xl_cobranza.domain.cash.money import minor_unit
from xl_cobranza.template.sheet import Placed

_CENT: Final = Decimal("0.01")
_CENTS_NOBODY_PAYS: Final = {"COP": Decimal(1)}  # the standard has them, the street has not
_WITH_CURRENCY: Final = (layout.LEDGER, layout.PAYMENTS, layout.OFFERS)
_FIRST_FREE_FORMAT: Final = 164  # lower numbers are Excel's own formats


def add(placed: Mapping[str, Placed]) -> None:
    """Lay the formats over every column of amounts whose row, or whose workbook, says the currency."""
    parameters = placed[layout.PARAMETERS.key]
    for sheet in (*_WITH_CURRENCY, layout.CUSTOMERS, layout.LOG, layout.AGREEMENTS, layout.TODAY):
        where = placed[sheet.key]
        typed = f"${where.letters['currency']}{where.heading_row + 1}" if sheet in _WITH_CURRENCY else ""
        for column in sheet.columns:
            if column.kind in {"amount", "amount_or_yes"} and column.field in where.letters:
                _formats(where, column.field, _currency(typed, parameters))


def _currency(typed: str, parameters: Placed) -> str:
    """A formula for the currency of a row: what was typed there, else the one of the whole workbook."""
    left, right = parameters.letters["key"], parameters.letters["value"]
    table = f"'{parameters.worksheet.title}'!${left}${parameters.heading_row + 1}:${right}${parameters.last_row}"
    whole = f'IFERROR(VLOOKUP("{spanish("parameter", "currency")}",{table},2,FALSE),"")'
    return f'IF({typed}="",{whole},{typed})' if typed else whole


def _formats(where: Placed, field: str, currency: str) -> None:
    for unit, codes in _by_unit().items():
        among = f'ISNUMBER(SEARCH("|"&{currency}&"|","|{"|".join(codes)}|"))'
        code = "#,##0" + (f".{'0' * -int(unit.as_tuple().exponent)}" if unit < 1 else "")
        shown = DifferentialStyle(numFmt=NumberFormat(_FIRST_FREE_FORMAT + len(code), code))
        rule = Rule(type="expression", formula=[among], dxf=shown)
        where.worksheet.conditional_formatting.add(where.cells(field), rule)


def _by_unit() -> Mapping[Decimal, list[str]]:
    """The currencies whose smallest amount is not a hundredth, by that amount."""
    found = defaultdict(list)
    for code in sorted(CODES):
        unit = _CENTS_NOBODY_PAYS.get(code, minor_unit(code))
        if unit != _CENT:
            found[unit].append(code)
    return found
