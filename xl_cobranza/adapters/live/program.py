"""The Excel in which a button was pressed: its workbook, and the few ways to speak with the person."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

import xlwings as xw

from xl_cobranza.adapters.live.book import LiveBook
from xl_cobranza.errors import Refused

TITLE: Final = "Cobranza"
_TEXT: Final = 2  # what Excel's input box is to answer with
_ATTEMPTS: Final = 3000  # then xlwings gives up; of its own it would ask a busy Excel for ever
_BUSY: Final = frozenset({-2147418111, -2147417846, -2146777998})  # a cell is being typed in, or a dialogue is open


class Program:
    """One Excel and the workbook of the press. Made anew for each press, and never kept."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    @classmethod
    def caller(cls) -> Self:
        """Raises Refused("no_open_workbook") when Excel named none that it has open."""
        windows: Any = sys.modules.get("xlwings._xlwindows")
        if windows is not None:
            windows.N_COM_ATTEMPTS = _ATTEMPTS
        try:
            return cls(xw.Book.caller())
        except Exception as error:
            if is_busy(error):
                raise
            raise Refused("no_open_workbook") from error

    def book(self, blank: Callable[[str], Path], memory: Path) -> LiveBook:
        """The workbook of the port; see there."""
        return LiveBook(self._book, blank, memory)

    @property
    def selected(self) -> tuple[str, int]:
        """The sheet that the person sees, and the first row selected in it."""
        place = self._book.app.selection
        return str(self._book.sheets.active.name), int(place.row) if place is not None else 0

    @property
    def folder(self) -> Path:
        """Where the workbook lies. Raises Refused("unsaved_workbook") for one that is in no folder of this machine."""
        place = Path(str(self._book.fullname))
        if not place.is_absolute() or not place.parent.is_dir():
            raise Refused("unsaved_workbook", found=str(self._book.name))
        return place.parent

    def show(self, sheet: str) -> None:
        """Put a sheet before the person."""
        if sheet in (there.name for there in self._book.sheets):
            self._book.sheets[sheet].activate()

    def tell(self, text: str, *, is_bad: bool = False) -> None:
        self._book.app.alert(text, title=TITLE, mode="critical" if is_bad else "info")

    def status(self, text: str | None) -> None:
        """What the status bar says; None gives it back to Excel."""
        self._book.app.status_bar = text if text is not None else False

    def ask(self, question: str, default: str) -> str | None:
        """What the person types; None when they cancel. Raises Refused("cannot_ask") where Excel has no input box."""
        box = getattr(self._book.app.api, "InputBox", None)
        if box is None:
            raise Refused("cannot_ask")
        answer = box(question, TITLE, default, Type=_TEXT)
        return None if answer is False else str(answer).strip()


def is_busy(error: BaseException) -> bool:
    """Whether Excel did not answer because the person is in the middle of something."""
    codes = {getattr(error, "hresult", None), *(part for part in error.args if isinstance(part, int))}
    inner = next((part for part in error.args if isinstance(part, tuple) and len(part) == 6), None)
    return bool(_BUSY & (codes | ({inner[5]} if inner else set())))
