"""The patterns of the blank template, opened beside the person's workbook while a plan needs sheets of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import xlwings as xw

from xl_cobranza.adapters.live import native
from xl_cobranza.adapters.live.reading import sheet_read as reading
from xl_cobranza.adapters.live.reading.contents import names_of, tables_of
from xl_cobranza.adapters.live.reading.sheet_read import SheetRead
from xl_cobranza.book.port import TableInfo
from xl_cobranza.errors import Refused


class Pattern(NamedTuple):
    """One sheet of the template."""

    there: SheetRead
    tables: tuple[TableInfo, ...]
    names: Mapping[str, str]  # of the whole template


class Patterns:
    """`where` answers in which workbook a pattern is; it is asked, and the file opened, when the first sheet is."""

    def __init__(self, app: xw.App, where: Callable[[str], Path] | None) -> None:
        self._app, self._where = app, where
        self._books: dict[Path, xw.Book] = {}

    def sheet(self, name: str) -> Pattern:
        """Raises Refused("no_such_sheet")."""
        book = self._opened(name)
        sheet = self._find(name)
        tables = tuple(table for table in tables_of(book) if table.sheet == sheet.name)
        return Pattern(reading.read(sheet), tables, names_of(book))

    def copy(self, name: str, after: xw.Sheet, new_name: str) -> xw.Sheet:
        """Copy a sheet to another workbook; its formulas speak of that workbook from then on."""
        copied = self._find(name).copy(after=after, name=new_name)
        elsewhere = f"[{self._opened(name).name}]"
        area, _ = reading.used(copied)
        for row, typed in enumerate(reading.formulas_in(area), 1):
            for column, text in enumerate(typed, 1):
                if text[:1] == "=" and elsewhere in text:
                    copied.range((row, column)).formula = text.replace(elsewhere, "")
        return copied

    def detach(self, book: xw.Book) -> bool:
        """Let nothing in the workbook speak of the patterns; whether that worked. Names that came along go."""
        is_detached = True
        for pattern in self._books.values():
            for name in [name for name in book.names if f"[{pattern.name}]" in (name.refers_to or "")]:
                name.delete()
            is_detached = native.detach(book, str(pattern.fullname)) and is_detached
        return is_detached

    def close(self) -> None:
        for pattern in self._books.values():
            pattern.close()
        self._books.clear()

    def _find(self, name: str) -> xw.Sheet:
        book = self._opened(name)
        if name not in (sheet.name for sheet in book.sheets):
            raise Refused("no_such_sheet", book.name, name)
        return book.sheets[name]

    def _opened(self, name: str) -> xw.Book:
        if self._where is None:
            raise Refused("no_such_sheet", found="—")
        path = self._where(name)
        if path not in self._books:
            opened = self._app.books.open(str(path), update_links=False, read_only=True, add_to_mru=False)
            self._books[path] = opened
        return self._books[path]


@contextmanager
def opened(app: xw.App, where: Callable[[str], Path] | None) -> Iterator[Patterns]:
    """The template, closed again whatever happens."""
    patterns = Patterns(app, where)
    try:
        yield patterns
    finally:
        patterns.close()
