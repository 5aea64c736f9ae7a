"""The cells of a spreadsheet that misbehaves as Excel does: what is typed becomes something else, blocks go astray."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from xl_cobranza.adapters.xlsx.cells import from_serial, to_serial
from xl_cobranza.adapters.xlsx.reading.number_formats import shown_as

ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288, "#NUM!": -2146826252,
    "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
FOUR_PLACES = Decimal("0.0001")
DAY_LIKE = re.compile(
    r"(\d{1,2})[-/](\d{1,4}|ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)(?:[-/](\d{2,4}))?\Z", re.IGNORECASE
)
TRUTHS = {"true": True, "verdadero": True, "false": False, "falso": False}


class ComError(Exception):
    """What pywin32 raises when Excel says no."""


@dataclass
class Filter:
    """A filter over rows and columns; `criteria` by field, as xlwings tells them."""

    area: tuple[int, int, int, int]
    criteria: dict[int, dict] = field(default_factory=dict)


@dataclass
class Cells:
    """One sheet's cells by (row, column): numbers, texts, truths, error codes. A formula's cell holds its result."""

    date1904: bool = False
    results: dict[str, object] = field(default_factory=dict)  # what the formulas come to, by their text
    values: dict = field(default_factory=dict)
    formulas: dict = field(default_factory=dict)
    formats: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    filters: list = field(default_factory=list)
    is_protected: bool = False
    unlocked: set = field(default_factory=set)
    advanced_filter: bool = False
    calls: Counter = field(default_factory=Counter)

    def shown(self, at):
        """Range.Value: days by the cell's format, currency cut to four decimals."""
        value = self.values.get(at)
        code = self.formats.get(at, "General")
        if isinstance(value, float):
            if shown_as(code) in ("date", "time"):
                day = from_serial(value, self.date1904) if value >= 1 else None
                if day is not None:
                    return dt.datetime.combine(day, dt.time.min) if type(day) is dt.date else day
                return dt.datetime(1899, 12, 30) + dt.timedelta(value)
            if "$" in code or "€" in code:
                return Decimal(repr(value)).quantize(FOUR_PLACES, ROUND_DOWN)
        return value

    def typed(self, at):
        """Range.Formula: always a text."""
        if at in self.formulas:
            return f"={self.formulas[at]}"
        value = self.values.get(at)
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int):
            return next(text for text, code in ERRORS.items() if code == value)
        return f"{value:.15G}" if isinstance(value, float) else value

    def write(self, rows, first_row, first_column):
        """Range.Value = rows. While a filter hides rows, each row goes to the next one that is seen."""
        hidden, row = self.hidden_rows(), first_row
        for line in rows:
            while row in hidden:
                row += 1
            for column, value in enumerate(line, first_column):
                self.type(row, column, value)
            row += 1

    def type(self, row, column, value):
        at = row, column
        if self.is_protected and at not in self.unlocked:
            raise ComError("The cell or chart you're trying to change is on a protected sheet.")
        if any(r1 <= row <= r2 and c1 <= column <= c2 and at != (r1, c1) for r1, c1, r2, c2 in self.merged):
            return  # Excel keeps nothing in a cell that is merged away, and says nothing
        for store in (self.values, self.formulas):
            store.pop(at, None)
        if value not in (None, "") or isinstance(value, bool):
            self._become(at, value)

    def _become(self, at, value):
        is_text_cell = self.formats.get(at) == "@"
        match value:
            case bool():
                self.values[at] = str(value).upper() if is_text_cell else value
            case Decimal():
                self.values[at] = float(value.quantize(FOUR_PLACES, ROUND_DOWN))
                self.formats.setdefault(at, "$#,##0.00")
            case dt.datetime():
                assert value.tzinfo is None
                serial = float(to_serial(value, self.date1904))
                self.values[at] = f"{serial:.15G}" if is_text_cell else serial
                if self.formats.get(at, "General") == "General":
                    self.formats[at] = "m/d/yyyy"
            case int() | float():
                self.values[at] = f"{value:.15G}" if is_text_cell else float(value)
            case str() if is_text_cell:
                self.values[at] = value
            case _:
                self._guess(at, value)

    def _guess(self, at, text):
        """What Excel makes of a text in a cell that is no text cell."""
        bare = text.strip()
        if text.startswith(("=", "+", "-", "@")) and len(text) > 1:
            try:
                self.values[at] = float(text)
            except ValueError:
                if not text.startswith("="):
                    raise ComError("There's a problem with this formula.") from None
                self.formula(at, text[1:])
        elif text.startswith("'"):
            self.values[at] = text[1:]
        elif bare.casefold() in TRUTHS:
            self.values[at] = TRUTHS[bare.casefold()]
        elif bare in ERRORS:
            self.values[at] = ERRORS[bare]
        elif DAY_LIKE.match(bare):
            self.values[at], self.formats[at] = 46000.0, "d-mmm"
        else:
            try:
                self.values[at] = float(bare.replace(",", "").rstrip("%"))
            except ValueError:
                self.values[at] = text

    def formula(self, at, text):
        self.formulas[at] = text
        result = self.results.get(text, 0.0)
        if isinstance(result, dt.date):
            self.formats[at] = "dd/mm/yyyy"
            result = float(to_serial(result, self.date1904))
        if isinstance(result, int) and not isinstance(result, bool):
            result = float(result)
        self.values[at] = result

    def hidden_rows(self):
        return {
            row
            for own in self.filters
            for field_, criterion in own.criteria.items()
            for row in range(own.area[0] + 1, own.area[2] + 1)
            if not _passes(self.values.get((row, own.area[1] + field_ - 1)), criterion)
        }


def _passes(value, criterion):
    match criterion["type"]:
        case "values":
            return (value if value is not None else "=") in criterion["values"]
        case "comparison" if criterion["operator"] == "equal_to":
            return value == criterion["value1"]
        case "comparison":
            return isinstance(value, float) and value >= float(criterion["value1"])
        case _:
            return False
