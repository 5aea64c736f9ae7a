"""Colours that follow the cells: how hard a stage is, how old a debt, how urgent a row.

From light to dark and from plain to bold, so that a grey print says the same. The stage is looked up
in `Política` by its place in the ladder, so that a renamed stage keeps its colour.
"""

from collections.abc import Mapping
from typing import Final

from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font

from xl_cobranza.book import layout
from xl_cobranza.domain.policy import DEFAULT_STAGES, Parameters
from xl_cobranza.template import look
from xl_cobranza.template.sheet import Placed
from xl_cobranza.wording.decisions_es import STAGES

_DARK: Final = Font(color=look.PAPER, bold=True)
_PLACES: Final = {stage.key: place for place, stage in enumerate(DEFAULT_STAGES, 1)}
_GRADES: Final = (  # the first rung of each grade, hardest first
    (_PLACES["requerimiento"], look.HARD, _DARK),
    (_PLACES["aviso_suspension"], look.FIRM, Font(color=look.INK, bold=True)),
    (_PLACES["recordatorio"], look.SOFT, Font(color=look.INK)),
    (_PLACES["emitida"], look.QUIET, Font(color=look.INK)),
)
_ALARMS: Final = ("acuerdo_incumplido", "revisar")


def add(placed: Mapping[str, Placed]) -> None:
    """Lay the colours over the ledger."""
    ledger = placed[layout.LEDGER.key]
    _stage(ledger, placed[layout.STAGES.key])
    _bucket(ledger)
    bar = DataBarRule("num", 0, "num", 100, color=look.FIRM, showValue=True)
    ledger.worksheet.conditional_formatting.add(_range(ledger, "priority"), bar)


def _stage(ledger: Placed, ladder: Placed) -> None:
    cells, first = _range(ledger, "stage"), _first(ledger, "stage")
    names = f"{ladder.worksheet.title}!{ladder.column('stage')}"
    rules = ledger.worksheet.conditional_formatting
    alarms = ",".join(f'{first}="{STAGES[key]}"' for key in _ALARMS)
    rules.add(cells, FormulaRule([f"OR({alarms})"], font=_DARK, fill=look.solid(look.HARD), stopIfTrue=True))
    for place, fill, font in _GRADES:
        formula = f"IFERROR(MATCH({first},{names},0),0)>={place}"
        rules.add(cells, FormulaRule([formula], font=font, fill=look.solid(fill), stopIfTrue=True))
    rules.add(cells, FormulaRule([f"LEN({first})>0"], font=Font(color="FF7B8A94", italic=True)))


def _bucket(ledger: Placed) -> None:
    days = _first(ledger, "days_overdue")
    fills = (look.SOFT, look.FIRM, look.HARD)
    for limit, fill in sorted(zip((0, *Parameters().bucket_limits[1:]), fills, strict=True), reverse=True):
        rule = FormulaRule([f"N({days})>{limit}"], fill=look.solid(fill), stopIfTrue=True)
        if fill == look.HARD:
            rule.dxf.font = _DARK
        ledger.worksheet.conditional_formatting.add(_range(ledger, "bucket"), rule)


def _range(placed: Placed, field: str) -> str:
    return placed.column(field).replace("$", "")


def _first(placed: Placed, field: str) -> str:
    return f"${placed.letters[field]}{placed.heading_row + 1}"
