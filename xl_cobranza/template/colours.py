"""Colours that follow the cells: how hard a stage is, how old a debt, whom not to sell to, what waits for us.

From light to dark and from plain to bold, so that a grey print says the same. The stage is looked up
in `Política` by its place in the ladder, so that a renamed stage keeps its colour.
"""

from collections.abc import Mapping
from typing import Final

from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Border, Font
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book import layout
from xl_cobranza.book.words import spanish
from xl_cobranza.domain.policy import DEFAULT_STAGES, Parameters
from xl_cobranza.template import look
from xl_cobranza.template.sheet import Placed
from xl_cobranza.wording.decisions_es import STAGES
from xl_cobranza.wording.workbook import AGREEMENT_STATUSES

_PLAIN: Final = Font(color=look.INK)
_BOLD: Final = Font(color=look.INK, bold=True)
_DARK: Final = Font(color=look.PAPER, bold=True)
_FAINT: Final = Font(color=look.FAINT, italic=True)
_PLACES: Final = {stage.key: place for place, stage in enumerate(DEFAULT_STAGES, 1)}
_GRADES: Final = (  # the first rung of each grade, hardest first
    (_PLACES["requerimiento"], look.HARD, _DARK),
    (_PLACES["aviso_suspension"], look.FIRM, _BOLD),
    (_PLACES["recordatorio"], look.SOFT, _PLAIN),
    (_PLACES["emitida"], look.QUIET, _PLAIN),
)
_ALARMS: Final = ("acuerdo_incumplido", "revisar")
_URGENT: Final = 80  # of 100
_LATE_HABITS: Final = ((30, look.FIRM, _BOLD), (10, look.SOFT, _PLAIN))  # days that a customer pays late on average


def add(placed: Mapping[str, Placed]) -> None:
    """Lay the colours over the sheets that were placed, by key."""
    ledger, ladder = placed[layout.LEDGER.key], placed[layout.STAGES.key]
    _alarms(ledger)
    _grades(ledger, "stage", "stage", ladder)
    _when(ledger, "stage", f"LEN({_first(ledger, 'stage')})>0", look.PAPER, _FAINT)
    _bucket(ledger)
    _priority(ledger)
    _customers(placed[layout.CUSTOMERS.key])
    _today(placed[layout.TODAY.key], ladder)
    payments, log = placed[layout.PAYMENTS.key], placed[layout.LOG.key]
    amount, whose = _first(payments, "amount"), _first(payments, "customer")
    _when(payments, "customer", f'AND(N({amount})<>0,{whose}="")', look.FIRM, _BOLD)
    incoming = spanish("direction", "in")
    _when(log, "direction", f'{_first(log, "direction")}="{incoming}"', look.SOFT, _BOLD)
    status(placed[layout.AGREEMENTS.key])


def _today(today: Placed, ladder: Placed) -> None:
    """How hard the step is, by the name; lines, and the invitation to type, only where a customer stands."""
    _grades(today, "step", "customer", ladder, look.LINE)
    filled = f"LEN({_first(today, 'customer')})>0"
    for column in layout.TODAY.columns:
        _when(today, column.field, filled, None if column.ours else look.INVITING, None, look.LINE)


_STATUSES: Final = (("broken", look.HARD, _DARK), ("late", look.FIRM, _BOLD), ("on_track", look.QUIET, _PLAIN))


def instalments(worksheet: Worksheet, cells: str, words: Mapping[str, str]) -> None:
    """How each instalment of a sheet is going, in its own words; one that waits needs no colour."""
    first = f"${cells.partition(':')[0]}"
    for key, fill, font in _STATUSES[:2]:
        rule = FormulaRule([f'{first}="{words[key]}"'], font=font, fill=look.solid(fill), stopIfTrue=True)  # type: ignore[no-untyped-call]
        worksheet.conditional_formatting.add(cells, rule)


def status(placed: Placed) -> None:
    """How an agreement, or one of its instalments, is going."""
    first = _first(placed, "status")
    for key, fill, font in _STATUSES:
        _when(placed, "status", f'{first}="{AGREEMENT_STATUSES[key]}"', fill, font)
    _when(placed, "status", f"LEN({first})>0", look.PAPER, _FAINT)


def _alarms(ledger: Placed) -> None:
    first = _first(ledger, "stage")
    alarms = ",".join(f'{first}="{STAGES[key]}"' for key in _ALARMS)
    _when(ledger, "stage", f"OR({alarms})", look.HARD, _DARK)


def _grades(placed: Placed, said_in: str, shown_in: str, ladder: Placed, border: Border | None = None) -> None:
    """Colour a column by the place in the ladder of the stage or step that another names."""
    names = f"'{ladder.worksheet.title}'!{ladder.column('stage')}"
    for place, fill, font in _GRADES:
        _when(placed, shown_in, f"IFERROR(MATCH({_first(placed, said_in)},{names},0),0)>={place}", fill, font, border)


def _bucket(ledger: Placed) -> None:
    days = _first(ledger, "days_overdue")
    _, middle, last = Parameters().bucket_limits
    for limit, fill, font in ((last, look.HARD, _DARK), (middle, look.FIRM, _BOLD), (0, look.SOFT, _PLAIN)):
        _when(ledger, "bucket", f"N({days})>{limit}", fill, font)


def _priority(ledger: Placed) -> None:
    bar = DataBarRule("num", 0, "num", 100, color=look.FIRM, showValue=True)  # type: ignore[no-untyped-call]
    ledger.worksheet.conditional_formatting.add(ledger.cells("priority"), bar)
    urgent = FormulaRule([f"N({_first(ledger, 'priority')})>={_URGENT}"], font=_BOLD)  # type: ignore[no-untyped-call]
    ledger.worksheet.conditional_formatting.add(ledger.cells("priority"), urgent)


def _customers(customers: Placed) -> None:
    """Who has no credit left is not sold to: dark where the figure stands, and by the name."""
    beyond = f"N({_first(customers, 'available')})<0"
    _when(customers, "available", beyond, look.HARD, _DARK)
    _when(customers, "customer", beyond, look.FIRM, _BOLD)
    _when(customers, "overdue", f"N({_first(customers, 'overdue')})>0", look.PAPER, _BOLD)
    for days, fill, font in _LATE_HABITS:
        _when(customers, "average_delay", f"N({_first(customers, 'average_delay')})>{days}", fill, font)


def _when(
    placed: Placed, field: str, formula: str, fill: str | None, font: Font | None, border: Border | None = None
) -> None:
    """Colour the cells of a column for which the formula, written for the first of them, is true."""
    solid = look.solid(fill) if fill else None
    rule = FormulaRule([formula], font=font, fill=solid, border=border, stopIfTrue=True)  # type: ignore[no-untyped-call]
    placed.worksheet.conditional_formatting.add(placed.cells(field), rule)


def _first(placed: Placed, field: str) -> str:
    return f"${placed.letters[field]}{placed.heading_row + 1}"
