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

_PLAIN: Final = Font(color=look.INK)
_BOLD: Final = Font(color=look.INK, bold=True)
_DARK: Final = Font(color=look.PAPER, bold=True)
_PLACES: Final = {stage.key: place for place, stage in enumerate(DEFAULT_STAGES, 1)}
_GRADES: Final = (  # the first rung of each grade, hardest first
    (_PLACES["requerimiento"], look.HARD, _DARK),
    (_PLACES["aviso_suspension"], look.FIRM, _BOLD),
    (_PLACES["recordatorio"], look.SOFT, _PLAIN),
    (_PLACES["emitida"], look.QUIET, _PLAIN),
)
_ALARMS: Final = ("acuerdo_incumplido", "revisar")


def add(placed: Mapping[str, Placed]) -> None:
    """Lay the colours over the ledger."""
    ledger = placed[layout.LEDGER.key]
    _stage(ledger, placed[layout.STAGES.key])
    _bucket(ledger)
    bar = DataBarRule("num", 0, "num", 100, color=look.FIRM, showValue=True)  # type: ignore[no-untyped-call]
    ledger.worksheet.conditional_formatting.add(_cells(ledger, "priority"), bar)


def _stage(ledger: Placed, ladder: Placed) -> None:
    first = _first(ledger, "stage")
    names = f"{ladder.worksheet.title}!{ladder.column('stage')}"
    alarms = ",".join(f'{first}="{STAGES[key]}"' for key in _ALARMS)
    _when(ledger, "stage", f"OR({alarms})", look.HARD, _DARK)
    for place, fill, font in _GRADES:
        _when(ledger, "stage", f"IFERROR(MATCH({first},{names},0),0)>={place}", fill, font)
    _when(ledger, "stage", f"LEN({first})>0", look.PAPER, Font(color="FF7B8A94", italic=True))


def _bucket(ledger: Placed) -> None:
    days = _first(ledger, "days_overdue")
    _, middle, last = Parameters().bucket_limits
    for limit, fill, font in ((last, look.HARD, _DARK), (middle, look.FIRM, _BOLD), (0, look.SOFT, _PLAIN)):
        _when(ledger, "bucket", f"N({days})>{limit}", fill, font)


def _when(placed: Placed, field: str, formula: str, fill: str, font: Font) -> None:
    """Colour the cells of a column for which the formula, written for the first of them, is true."""
    rule = FormulaRule([formula], font=font, fill=look.solid(fill), stopIfTrue=True)  # type: ignore[no-untyped-call]
    placed.worksheet.conditional_formatting.add(_cells(placed, field), rule)


def _cells(placed: Placed, field: str) -> str:
    return placed.column(field).replace("$", "")


def _first(placed: Placed, field: str) -> str:
    return f"${placed.letters[field]}{placed.heading_row + 1}"
