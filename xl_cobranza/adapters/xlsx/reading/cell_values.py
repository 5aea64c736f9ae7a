"""What a cell shows a program, from its type, its format and the text of its `<v>` or `<is>`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from math import isfinite

from xl_cobranza.adapters.xlsx.cells import from_serial
from xl_cobranza.adapters.xlsx.memo import Memo
from xl_cobranza.adapters.xlsx.reading.number_formats import Shown, shown
from xl_cobranza.adapters.xlsx.xml_text import without_escapes
from xl_cobranza.book.port import NOT_CALCULATED, CellError, Value
from xl_cobranza.errors import Refused

Convert = Callable[[str], Value]


def number(raw: str) -> Value:
    """The number, or the text itself when it is none that Excel could have written."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    return value if isfinite(value) else raw


def _moment(raw: str, least: int, date1904: bool) -> Value:
    """The day of a serial; a number that is no day stays a number."""
    serial = number(raw)
    if isinstance(serial, float) and serial >= least:
        return from_serial(serial, date1904) or serial
    return serial


def _iso(raw: str) -> Value:
    try:
        moment = datetime.fromisoformat(raw.strip()).replace(tzinfo=None)
    except ValueError:
        return raw
    return moment if moment.time() != datetime.min.time() else moment.date()


class ValueReader:
    """Turns the text of cells into values; one for a whole sheet, so that texts and dates are shared."""

    def __init__(self, strings: Sequence[str], formats: Sequence[Shown], date1904: bool) -> None:
        self.strings, self._formats = strings, formats
        days = Memo[str, Value](partial(_moment, least=0 if date1904 else 1, date1904=date1904))
        times = Memo[str, Value](partial(_moment, least=1, date1904=date1904))  # below 1: a time without a day
        self._numbers: dict[Shown, Convert] = {"date": days.__getitem__, "time": times.__getitem__}
        texts = Memo[str, Value](without_escapes).__getitem__
        self._others: dict[str, Convert] = {
            "s": self._shared, "b": _truth, "e": CellError, "d": _iso, "str": texts, "inlineStr": texts,
        }  # fmt: skip

    def convert(self, kind: str, xf: int) -> Convert:
        """How to read the text of a cell of type `t` with this format. The text is not empty."""
        if kind in ("", "n"):
            return self._numbers.get(shown(self._formats, xf), number)
        return self._others.get(kind, str)

    def _shared(self, raw: str) -> Value:
        index = int(raw) if raw.strip().isdecimal() else -1
        if not 0 <= index < len(self.strings):
            raise Refused("damaged_sheet", found=f"<v>{raw}</v>")
        return self.strings[index]

    def value(self, kind: str, xf: int, raw: str | None, has_formula: bool) -> Value:
        """The value of one cell. `raw` is None where there is no `<v>` and no `<is>`."""
        if raw is None or (raw == "" and kind not in ("str", "inlineStr")):
            return NOT_CALCULATED if has_formula else None
        return self.convert(kind, xf)(raw)


def _truth(raw: str) -> bool:
    return raw.strip() in ("1", "true")
