"""The lists that a cell offers. Another word may still be typed: Excel asks, and lets a person go on."""

from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl.worksheet.datavalidation import DataValidation

from xl_cobranza.book import layout, words
from xl_cobranza.template.sheet import Placed
from xl_cobranza.wording import workbook as wording

_FREE: Final = {"instrument", "status"}  # their words say more to a person than the few that we need
_FROM_CUSTOMERS: Final = (layout.LEDGER, layout.CONTACTS, layout.PAYMENTS, layout.LOG, layout.AGREEMENTS)
_FROM_LADDER: Final = ((layout.LEDGER, "manual_stage"), (layout.LOG, "step"), (layout.TEMPLATES, "step"))


def add(placed: Mapping[str, Placed]) -> None:
    """Attach a list to every column with a closed set of words, to the customers and to the steps."""
    for key, where in placed.items():
        sheet = next(sheet for sheet in layout.SHEETS if sheet.key == key)
        for column in sheet.columns:
            offered = _words(column.field) if column.kind == "word" or column.field == "language" else ()
            if offered:
                _attach(where, column.field, f'"{",".join(offered)}"')
    for sheet in _FROM_CUSTOMERS:
        _attach(placed[sheet.key], "customer", _reference(placed[layout.CUSTOMERS.key], "customer"))
    for sheet, field in _FROM_LADDER:
        _attach(placed[sheet.key], field, _reference(placed[layout.STAGES.key], "stage"))


def _words(field: str) -> Sequence[str]:
    if field in _FREE:
        return ()
    try:
        keys = dict.fromkeys(words.table(field).values())
    except KeyError:
        return ()
    return [words.spanish(field, key) for key in keys if key != words.IGNORED]


def _reference(source: Placed, field: str) -> str:
    return f"'{source.worksheet.title}'!{source.column(field)}"


def _attach(where: Placed, field: str, source: str) -> None:
    choice = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    choice.errorTitle, choice.error = wording.NOT_LISTED_TITLE, wording.NOT_LISTED
    choice.add(where.column(field).replace("$", ""))
    where.worksheet.add_data_validation(choice)
