"""The workbook of the calling cell: its policy, its language, its cut-off date. Without one, the defaults and today.

A column of functions is one call per cell, so the workbook is read once a calculation. Excel does not say where a
calculation begins; calls that follow one another within two seconds are taken as one.
"""

from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Final, NamedTuple

from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Value
from xl_cobranza.book.typed.dates import date_reader
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import CobranzaError, Problem
from xl_cobranza.faces.as_of import settle, today
from xl_cobranza.faces.worksheet.excel import ExcelRange
from xl_cobranza.faces.worksheet.range_book import RangeBook, open_book
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.decisions import Teller

_IDLE: Final = 2.0  # seconds without a call that end a calculation
_AGE: Final = 60.0  # seconds after which it is read again anyway: a workbook may calculate all day long


@dataclass(frozen=True, slots=True)
class Calling:
    """What the functions of one workbook share during a calculation."""

    policy: Policy
    teller: Teller
    as_of: date
    date1904: bool = False

    def read_date(self, cell: Value) -> date | Fault | None:
        return date_reader(self.date1904)(cell)

    def told(self, fault: Fault) -> str:
        """Why a cell cannot be read, in a short sentence."""
        return wording.problem(Problem(fault.kind, "", fault.found), self.teller.language, self.country)

    def refused(self, error: CobranzaError) -> str:
        return wording.refusal(error, self.teller.language)

    @property
    def country(self) -> str:
        return self.policy.parameters.country


def read_calling(book: RangeBook | None) -> Calling:
    """Read what the functions need of a workbook."""
    if book is None:
        return Calling(Policy(), Teller(Policy()), today())
    policy, _ = read_policy(book)
    as_of, _ = settle(book, None, policy.parameters.timezone)
    return Calling(policy, Teller(policy, policy.parameters.language), as_of, book.date1904)


class _Remembered(NamedTuple):
    read: float
    asked: float
    calling: Calling


class Calculation:
    """Remembers what was read of each workbook until no function has asked for a while; never the workbook itself,
    for a reference that is kept keeps Excel from closing.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, str], _Remembered] = {}

    def calling(self, caller: ExcelRange | None) -> Calling:
        """The workbook of a cell; None is a call from Python."""
        if caller is None:
            return read_calling(None)
        workbook, now = caller.sheet.book, monotonic()
        key = (workbook.app.pid, workbook.name)  # its path may be an address of a cloud, which takes long to resolve
        self._known = {k: one for k, one in self._known.items() if now - one.asked <= _IDLE and now - one.read <= _AGE}
        known = self._known.get(key) or _Remembered(now, now, read_calling(open_book(workbook)))
        self._known[key] = known._replace(asked=monotonic())
        return known.calling
