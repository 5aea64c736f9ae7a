"""A value as the XML of a cell."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Final, cast

from xl_cobranza.adapters.xlsx.cells import letters, reference, to_serial
from xl_cobranza.adapters.xlsx.edits import Written
from xl_cobranza.adapters.xlsx.memo import Memo
from xl_cobranza.adapters.xlsx.xml_text import escaped
from xl_cobranza.book.port import CellError, Formula, Link
from xl_cobranza.errors import Refused

_LONGEST: Final = 32_767  # characters of a cell
_LONGEST_FORMULA: Final = 8192
_EXACT: Final = 10**14  # whole numbers from here on are ids: Excel keeps 15 digits of a number


_ASKED: Final = 64  # values of a column that are looked up to know whether most of them are known
_REPEATED: Final = frozenset({float, str})  # a number and a text are never equal, so one memory serves both


class CellWriter:
    """Writes cells of one sheet; `prefix` is that of its elements, with the colon."""

    def __init__(self, prefix: bytes, date1904: bool) -> None:
        self._prefix, self._date1904 = prefix, date1904
        p = prefix.decode()
        self._text = f' t="inlineStr"><{p}is><{p}t xml:space="preserve">%s</{p}t></{p}is></{p}c>'
        self._value = f"%s><{p}v>%s</{p}v></{p}c>"
        self._formula, self._stored = f"<{p}f>%s</{p}f>%s</{p}c>", f"<{p}v>%s</{p}v>"
        self._types: dict[type, Callable[[Written], tuple[str, str]]] = {
            str: _of_text, Link: _of_text, CellError: _of_error, bool: _of_truth, int: _of_whole, float: _of_float, Decimal: _of_decimal,
            date: self._of_day, datetime: self._of_day,
        }  # fmt: skip

    def opening(self, column: int) -> bytes:
        """What stands before the row's number."""
        return f'<{self._prefix.decode()}c r="{letters(column)}'.encode()

    def tail(self, value: Written, xf: int) -> bytes:
        """What stands behind the row's number: `" s="3"><v>1</v></c>`. Raises `Refused("unwritable_value")`."""
        style = f'" s="{xf}"' if xf else '"'
        if value is None:
            return f"{style}/>".encode()
        if isinstance(value, Formula):
            return (style + self._with_result(value)).encode()
        kind, text = self.typed(value)
        if kind == "str":
            return (style + self._text % text).encode()
        return (style + self._value % (f' t="{kind}"' if kind else "", text)).encode()

    def _with_result(self, formula: Formula) -> str:
        if len(formula.text) > _LONGEST_FORMULA:
            raise Refused("unwritable_value", found=f"{formula.text[:20]}… ({len(formula.text)})")
        kind, result = ("", "") if formula.result is None else self.typed(formula.result)
        value = "" if formula.result is None else self._stored % result
        return (f' t="{kind}">' if kind else ">") + self._formula % (escaped(formula.text), value)

    def tails(self, values: Sequence[Written], xf: int, known: Memo[Written, bytes]) -> list[bytes]:
        """The tails of many values, blanks included: those that repeat once each, others all at once. Raises like `tail`.

        `known` remembers the texts, days and numbers already written in this format.
        """
        kinds = set(map(type, values))
        if type(None) in kinds and len(kinds) > 1:
            return self._around_blanks(values, xf, known)
        if kinds == {date} or (kinds <= _REPEATED and _mostly_repeat(values, known)):
            return list(map(known.__getitem__, values))
        if kinds == {str}:
            return self._of_texts(cast("Sequence[str]", values), xf, known)
        if kinds == {float} and isfinite(sum(cast("Sequence[float]", values))):
            texts = [repr(value + 0.0).removesuffix(".0") for value in cast("Sequence[float]", values)]
            return _joined(texts, xf, self._value % ("", "%s"))
        if len(kinds) == 1 and Decimal not in kinds:
            once = {value: self.tail(value, xf) for value in set(values)}
            return list(map(once.__getitem__, values))
        return [self.tail(value, xf) for value in values]

    def _of_texts(self, values: Sequence[str], xf: int, known: Memo[Written, bytes]) -> list[bytes]:
        """The tails of texts most of which are new."""
        whole = "".join(values)
        if escaped(whole) != whole or max(map(len, values)) > _LONGEST:
            return list(map(known.__getitem__, values))
        tails = _joined(values, xf, self._text)
        known.learn(zip(values, tails, strict=True))
        return tails

    def _around_blanks(self, values: Sequence[Written], xf: int, known: Memo[Written, bytes]) -> list[bytes]:
        blank = self.tail(None, xf)
        told = iter(self.tails([value for value in values if value is not None], xf, known))
        return [blank if value is None else next(told) for value in values]

    def cell(self, row: int, column: int, value: Written, xf: int) -> bytes:
        """The whole cell."""
        try:
            return self.opening(column) + b"%d" % row + self.tail(value, xf)
        except Refused as fault:
            raise Refused(fault.kind, reference(row, column), fault.found) from None

    def typed(self, value: Written) -> tuple[str, str]:
        """The type `t` of a value and the text of its `<v>`, for a text `str`.

        >>> [CellWriter(b"", False).typed(v) for v in (1.5, 30.0, True, "R&D", Decimal("1.10"), 10**16)]
        [('', '1.5'), ('', '30'), ('b', '1'), ('str', 'R&amp;D'), ('', '1.1'), ('str', '10000000000000000')]
        """
        return self._types[type(value)](value)

    def _of_day(self, value: Written) -> tuple[str, str]:
        assert isinstance(value, date)
        serial = to_serial(value, self._date1904)
        if serial is None:
            raise Refused("unwritable_value", found=value.isoformat())
        return "", repr(serial)


def _mostly_repeat(values: Sequence[Written], known: Memo[Written, bytes]) -> bool:
    """Whether to look up each value is cheaper than to write them all. A few tell whether they are known."""
    some = values[:: len(values) // _ASKED or 1]
    return sum(map(known.__contains__, some)) >= len(some) // 2 or len(set(values)) <= len(values) // 2


def _joined(texts: Sequence[str], xf: int, around: str) -> list[bytes]:
    """The tails of texts that need no escape, made in one go; no text holds the NUL that parts them."""
    before, _, after = ((f'" s="{xf}"' if xf else '"') + around).partition("%s")
    return (before + f"{after}\0{before}".join(texts) + after).encode().split(b"\0")


def _of_text(value: Written) -> tuple[str, str]:
    assert isinstance(value, str)
    if len(value) > _LONGEST:
        raise Refused("unwritable_value", found=f"{value[:20]}… ({len(value)})")
    return "str", escaped(value)


def _of_error(value: Written) -> tuple[str, str]:
    return "e", escaped(str(value))


def _of_truth(value: Written) -> tuple[str, str]:
    return "b", "1" if value else "0"


def _of_whole(value: Written) -> tuple[str, str]:
    assert isinstance(value, int)
    return ("str" if abs(value) >= _EXACT else "", str(value))


def _of_float(value: Written) -> tuple[str, str]:
    assert isinstance(value, float)
    if not isfinite(value):
        raise Refused("unwritable_value", found=str(value))
    return "", repr(value + 0.0).removesuffix(".0")  # + 0.0: there is no -0 in a cell


def _of_decimal(value: Written) -> tuple[str, str]:
    assert isinstance(value, Decimal)
    if not value.is_finite():
        raise Refused("unwritable_value", found=str(value))
    # one text for equal numbers, so that 1.10 and 1.1 write the same bytes
    return "", str(value.normalize() if value else 0)
