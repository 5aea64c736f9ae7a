"""What a cell shows a program, from its type, its format and the text of its `<v>` or `<is>`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import isfinite
from typing import Final

from xl_cobranza.adapters.xlsx.cells import from_serial
from xl_cobranza.adapters.xlsx.number_formats import Shown, shown
from xl_cobranza.adapters.xlsx.xml_text import without_escapes
from xl_cobranza.book.port import NOT_CALCULATED, CellError, Value
from xl_cobranza.errors import Refused

Convert = Callable[[str], Value]

_REMEMBERED: Final = 1 << 16  # dates repeat; a column of time stamps must not fill the memory


class _Dates(dict[str, Value]):
    """Serial text → day. A number that is no day stays a number."""

    def __init__(self, least: float, date1904: bool) -> None:
        super().__init__()
        self._least, self._date1904 = least, date1904

    def __missing__(self, raw: str) -> Value:
        serial = number(raw)
        value = serial
        if isinstance(serial, float) and serial >= self._least:
            value = from_serial(serial, self._date1904) or serial
        if len(self) >= _REMEMBERED:
            self.clear()
        self[raw] = value
        return value


class _Texts(dict[str, Value]):
    """Text as it stands → text as it is meant; what repeats is kept once."""

    def __missing__(self, raw: str) -> Value:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[raw] = without_escapes(raw)
        return value


def number(raw: str) -> Value:
    """The number, or the text itself when it is none that Excel could have written."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    return value if isfinite(value) else raw


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
        day = _Dates(0 if date1904 else 1, date1904)
        time = _Dates(1, date1904)  # below 1 it is a time of day without a day
        self._numbers: dict[Shown, Convert] = {"date": day.__getitem__, "time": time.__getitem__}
        texts = _Texts().__getitem__
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
