"""The sheet `Política`: the cut-off date on top, the ladder and the parameters side by side, free to grow."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book import layout
from xl_cobranza.book.records.contact_rules import written
from xl_cobranza.book.words import VOCABULARY, spanish
from xl_cobranza.domain.contacting.defaults import DEFAULT_RULES
from xl_cobranza.domain.policy import DEFAULT_STAGES
from xl_cobranza.template import look
from xl_cobranza.template.sample import AS_OF, Cell, rows
from xl_cobranza.template.sheet import Placed, place, set_page
from xl_cobranza.wording import workbook as words
from xl_cobranza.wording.decisions_es import CHANNELS, STAGES

_TOP, _PARAMETERS_LEFT = 3, len(layout.STAGES.columns) + 2


def add(workbook: Workbook, *, sample: bool) -> tuple[Placed, Placed]:
    """Add the sheet and name its cut-off date; answers where the ladder and the parameters stand."""
    worksheet = workbook.create_sheet(layout.STAGES.name)
    _as_of(workbook, worksheet, AS_OF if sample else None)
    ladder = place(worksheet, layout.STAGES, layout.STAGES.columns, _rungs(), at=(_TOP, 1))
    columns = layout.PARAMETERS.columns
    parameters = place(worksheet, layout.PARAMETERS, columns, _parameters(sample=sample), at=(_TOP, _PARAMETERS_LEFT))
    for row in range(_TOP + 1, parameters.last_row + 1):
        cell = worksheet[f"{parameters.letters['value']}{row}"]
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        if isinstance(cell.value, date):
            cell.number_format = look.DATE
    set_page(ladder, tab=look.POLICY_TAB)
    return ladder, parameters


def _as_of(workbook: Workbook, worksheet: Worksheet, day: date | None) -> None:
    worksheet["A1"].value, worksheet["A1"].font = words.AS_OF_LABEL, look.BOLD
    worksheet["B1"].value, worksheet["B1"].number_format = day, look.DATE
    worksheet["B1"].font, worksheet["B1"].fill = look.BOLD, look.solid(look.SOFT)
    worksheet["A1"].alignment = Alignment(vertical="center", indent=1)
    worksheet["B1"].alignment = Alignment("center", "center")
    worksheet["C1"].value, worksheet["C1"].font = words.AS_OF_HINT, look.BODY
    worksheet["C1"].alignment = Alignment(vertical="center", indent=1)
    worksheet.row_dimensions[1].height, worksheet.row_dimensions[2].height = 24, 8
    target = f"'{worksheet.title}'!$B$1"
    workbook.defined_names[layout.AS_OF_NAME] = DefinedName(layout.AS_OF_NAME, attr_text=target)


def _rungs() -> Iterator[Mapping[str, Cell]]:
    for stage in DEFAULT_STAGES:
        yield {
            "key": stage.key,
            "stage": STAGES[stage.key],
            "from_day": words.ON_ISSUE if stage.from_day is None else float(stage.from_day),
            "times": float(stage.times),
            "wait": float(stage.wait),
            "action": words.LADDER_ACTIONS[stage.key],
            "channel": CHANNELS[stage.channel.value],
            "requires": spanish("gate", stage.gate.value) if stage.gate else None,
        }


def _parameters(*, sample: bool) -> Iterator[Mapping[str, Cell]]:
    """Every parameter by its name; in a blank workbook none has a value, which means its default."""
    values = {row["key"]: str(row["value"] or "") for row in rows(layout.PARAMETERS)} if sample else {}
    for field in VOCABULARY["parameter"]:
        yield {"key": spanish("parameter", field), "value": _typed(values.get(field, ""))}


def contact_rules() -> list[Mapping[str, Cell]]:
    """Our rules of contact, as a person would have typed them."""
    return [
        {
            "country": rule.country or None,
            "kind": spanish("kind", rule.kind.value) if rule.kind else None,
            "since": rule.since,
            "rule": spanish("rule", rule.rule.value),
            "setting": cast("Cell", written(rule)),
            "source": rule.source,
        }
        for rule in DEFAULT_RULES
    ]


def _typed(text: str) -> Cell:
    """What Excel would have made of it."""
    for read in (date.fromisoformat, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text or None
