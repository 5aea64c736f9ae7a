"""What a cell offers and what it expects. Something else may still be typed: Excel asks, and lets a person go on."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from xl_cobranza.book import layout, words
from xl_cobranza.book.sheet import Column
from xl_cobranza.template.sheet import Placed
from xl_cobranza.wording import workbook as wording

_OFFERED: Final[Mapping[str, Sequence[str]]] = {  # columns whose words say more to a person than the few that we need
    "instrument": wording.INSTRUMENTS,
    "status": tuple(wording.AGREEMENT_STATUSES.values()),
    "frequency": wording.FREQUENCIES,
    "method": wording.METHODS,
    "currency": ("MXN", "USD", "EUR", "COP", "CLP", "ARS", "PEN", "GTQ", "CRC", "DOP", "UYU", "BOB", "PYG", "GBP"),
}
_OF_PARAMETERS: Final = (
    "country",
    "currency",
    "day_count",
    "allocation",
    "language",
    "form_of_address",
    "mail_security",
)
_FROM_CUSTOMERS: Final = (layout.LEDGER, layout.CONTACTS, layout.PAYMENTS, layout.LOG, layout.AGREEMENTS)
_FROM_LADDER: Final = ((layout.LEDGER, "manual_stage"), (layout.LOG, "step"), (layout.TEMPLATES, "step"))
_DAYS: Final = ("36526", "73415")  # from 2000 to 2100, as Excel counts days
_AMOUNTS: Final = ("-1E+12", "1E+12")
_LONGEST_LIST: Final = 255  # characters that Excel allows


def add(placed: Mapping[str, Placed]) -> None:
    """Attach what each column offers or expects, the customers, the steps, and the values of the parameters."""
    for sheet in layout.SHEETS:
        where = placed.get(sheet.key)
        if where is not None and sheet is not layout.TODAY:  # that one says itself what it expects
            columns(where, [column for column in sheet.columns if not column.ours and column.field in where.letters])
    for sheet in _FROM_CUSTOMERS:
        _list(placed[sheet.key], "customer", _reference(placed[layout.CUSTOMERS.key], "customer"))
    for sheet, field in _FROM_LADDER:
        _list(placed[sheet.key], field, _reference(placed[layout.STAGES.key], "stage"))
    _parameters(placed[layout.PARAMETERS.key])


def columns(where: Placed, expected: Sequence[Column]) -> None:
    """Words where a column has a closed set of them, else a day or an amount where it wants one."""
    for column in expected:
        offered = _words(column)
        if offered:
            _list(where, column.field, _quoted(offered))
        elif column.kind == "date":
            _check(where, column.field, "date", _DAYS, wording.NO_DATE)
        elif column.kind == "amount":
            _check(where, column.field, "decimal", _AMOUNTS, wording.NO_AMOUNT)


def _words(column: Column) -> Sequence[str]:
    if column.field in _OFFERED:
        return _OFFERED[column.field]
    if column.kind != "word" and column.field != "language":
        return ()
    keys = dict.fromkeys(words.table(column.field).values())
    return [words.spanish(column.field, key) for key in keys if key != words.IGNORED]


def _parameters(parameters: Placed) -> None:
    """Each parameter of a few words offers them, in its own cell."""
    fields = list(words.VOCABULARY["parameter"])
    for field in _OF_PARAMETERS:
        keys = words.VOCABULARY.get(field, ())
        offered = _OFFERED.get(field) or [words.spanish(field, key) for key in keys]
        choice = _list_of(_quoted(offered))
        choice.add(f"{parameters.letters['value']}{parameters.heading_row + 1 + fields.index(field)}")
        parameters.worksheet.add_data_validation(choice)


def _quoted(offered: Sequence[str]) -> str:
    """The words as Excel keeps them, as many as it allows."""
    while len(",".join(offered)) + 2 > _LONGEST_LIST:
        offered = offered[:-1]
    return f'"{",".join(offered)}"'


def _reference(source: Placed, field: str) -> str:
    return f"'{source.worksheet.title}'!{source.column(field)}"


def _list(where: Placed, field: str, source: str) -> None:
    choice = _list_of(source)
    choice.add(where.cells(field))
    where.worksheet.add_data_validation(choice)


def _list_of(source: str) -> DataValidation:
    choice = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    choice.errorTitle, choice.error = wording.NOT_LISTED
    return choice


def _check(
    where: Placed, field: str, kind: Literal["date", "decimal"], limits: tuple[str, str], told: tuple[str, str]
) -> None:
    lowest, highest = limits
    check = DataValidation(type=kind, operator="between", formula1=lowest, formula2=highest, allow_blank=True)
    check.errorStyle, check.showErrorMessage = "warning", True
    check.errorTitle, check.error = told
    check.add(where.cells(field))
    where.worksheet.add_data_validation(check)
