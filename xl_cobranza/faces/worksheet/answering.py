"""From a call of Excel's to an answer for its cell: nothing is ever raised into a cell."""

from collections.abc import Callable, Sequence
from typing import Final

from xl_cobranza.errors import CobranzaError, Refused, WrongUsage
from xl_cobranza.faces.crash_log import write_down
from xl_cobranza.faces.worksheet.arguments import block, spread
from xl_cobranza.faces.worksheet.by_days import Answer, Column
from xl_cobranza.faces.worksheet.calling import Calculation
from xl_cobranza.faces.worksheet.excel import ExcelRange
from xl_cobranza.faces.worksheet.portfolio import portfolio
from xl_cobranza.wording.problems import refusal

_calculation: Final = Calculation()


def answer(function: Callable[..., Sequence[Answer]], caller: ExcelRange | None, *arguments: object) -> object:
    """What a function of columns says of its arguments, in their shape."""

    def answered() -> object:
        calling = _calculation.calling(caller)
        try:
            cells = spread(arguments)
        except WrongUsage as error:
            return calling.refused(error)
        columns: Sequence[Column] = cells.columns
        return cells.shaped(function(calling, *columns))

    return _told(answered)


def answer_block(function: Callable[..., object], caller: ExcelRange | None, *arguments: object) -> object:
    """What a function of single cells says, as many rows as it has; of a range the first cell counts."""

    def answered() -> object:
        return function(_calculation.calling(caller), *(block(argument).rows[0][:1] for argument in arguments))

    return _told(answered)


def answer_table(caller: ExcelRange | None, table: object, as_of: object) -> object:
    """What is to be done about each row of a ledger."""
    return _told(lambda: portfolio(caller, table, as_of))


def _told(answered: Callable[[], object]) -> object:
    try:
        return answered()
    except CobranzaError as error:
        return refusal(error)
    except Exception as error:  # noqa: BLE001 - Excel would show the traceback in the cell
        return refusal(Refused("unexpected_in_cell", found=write_down(error)))
