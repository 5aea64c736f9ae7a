"""What xlwings has no words for: questions to the program itself, by COM on Windows, by Apple events on a Mac."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple

import xlwings as xw

# by COM → by Apple events
_NAMES: Final = {
    "Date1904": "date_1904",
    "ProtectStructure": "protect_structure",
    "ProtectContents": "protect_contents",
    "FilterMode": "filter_mode",
    "AutoFilterMode": "autofilter_mode",
    "Locked": "locked",
    "Value2": "value",
}
_EXCEL_LINKS: Final = 1
_FORMULAS: Final = -4123  # what was typed, which is searched in hidden rows too; what is shown is not
_PART: Final = 2
_BACKWARD: Final = 2
_OF_CELLS: Final = 0  # a link of a picture or a button lies in no cell, and asking for it is an error
_QUIET: Final = {"screen_updating": False, "enable_events": False, "calculation": "manual"}


class LinkThere(NamedTuple):
    """A link of the sheet that leads out of the workbook, at the first of its cells."""

    row: int
    column: int
    address: str
    cells: int
    place: Any

    def clear(self) -> None:
        """Take the link away and leave the cell its looks, which deleting the link itself would not."""
        self.place.ClearHyperlinks()


def ask(thing: Any, name: str) -> Any:  # noqa: ANN401 - what the program answers
    """A property of a book, a sheet or a range; None where this program has none of that name."""
    api = thing.api
    try:
        return getattr(api, name)
    except AttributeError:
        found: Any = getattr(api, _NAMES[name], None)
        return found.get() if hasattr(found, "get") else None


def hide(name: xw.main.Name) -> None:
    """Take a defined name out of the Name Manager."""
    try:
        name.api.Visible = False
    except AttributeError:
        name.api.visible.set(False)


def unlock(sheet: xw.Sheet) -> bool:
    """Take off a protection without a password; whether there was one."""
    if not ask(sheet, "ProtectContents"):
        return False
    (getattr(sheet.api, "Unprotect", None) or sheet.api.unprotect)()
    return True


def lock(sheet: xw.Sheet) -> None:
    """Protect a sheet without a password: only its unlocked cells take what is typed."""
    (getattr(sheet.api, "Protect", None) or sheet.api.protect_worksheet)()


def links(place: xw.Range | xw.Sheet) -> Iterator[LinkThere]:
    """The links of a sheet or a range. Excel keeps what follows a `#` apart."""
    for link in _items(getattr(place.api, "Hyperlinks", None)):
        if link.Type == _OF_CELLS and link.Address:
            address, spot = "#".join(filter(None, (link.Address, link.SubAddress))), link.Range
            yield LinkThere(int(spot.Row), int(spot.Column), address, int(spot.Count), spot)


def last_held(sheet: xw.Sheet) -> tuple[int, int] | None:
    """The last row and the last column that hold anything, hidden ones too; None where this program cannot say."""
    find = getattr(sheet.cells.api, "Find", None)
    if find is None:
        return None
    by_rows, by_columns = (
        find(What="*", LookIn=_FORMULAS, LookAt=_PART, SearchOrder=order, SearchDirection=_BACKWARD) for order in (1, 2)
    )
    return (int(by_rows.Row), int(by_columns.Column)) if by_rows is not None else (1, 1)


def filter_address(sheet: xw.Sheet) -> str | None:
    """Where the sheet's own filter lies, one outside tables."""
    if not ask(sheet, "AutoFilterMode"):
        return None
    own = sheet.api.AutoFilter
    return str(own.Range.Address) if own is not None else None


def detach(book: xw.Book, source: str) -> bool:
    """Make lists, colours and charts that speak of another workbook speak of this one; whether none is left.

    Excel keeps such links with a copied sheet, out of reach of its cells; one whose book has no path of its own stays.
    """
    if _has_link(book, source):
        with suppress(Exception):  # whether it worked is asked next
            book.api.ChangeLink(source, book.fullname, _EXCEL_LINKS)
    return not _has_link(book, source)


def _has_link(book: xw.Book, source: str) -> bool:
    ask_links = getattr(book.api, "LinkSources", None)
    return source.casefold() in {
        str(link).casefold() for link in (ask_links(_EXCEL_LINKS) if ask_links else None) or ()
    }


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """No screen, no events, no calculation meanwhile; all as it was afterwards, whatever happens."""
    before: dict[str, Any] = {}
    try:
        for setting, value in _QUIET.items():
            before[setting] = getattr(app, setting)
            setattr(app, setting, value)
        yield
    finally:
        for setting, value in reversed(before.items()):
            setattr(app, setting, value)


def _items(found: Any) -> Iterable[Any]:  # noqa: ANN401 - a collection of the program
    return () if found is None or not found.Count else found
