"""The port: the few verbs that review, agree and remind need of a workbook, and the patches they make.

Every adapter (file, live, memory) passes `tests/contract`. A `Book` is read first, sheet by sheet;
then one list of patches is applied in one piece, or refused whole.

Values are what a cell *shows a program*: `None` for blank, `str`, `float` (never int), `bool`,
`date` (a whole day in a cell with a date format), `datetime` (with a time), `CellError` for `#N/A`
and its like, `NOT_CALCULATED` for a formula whose result the file does not hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final, Literal, NamedTuple, Protocol, Self

from xl_cobranza.errors import Problem


class CellError(str):
    """An error value such as `#N/A` or `#REF!`; the text is the one Excel shows."""

    __slots__ = ()


class _Marker(Enum):
    NOT_CALCULATED = "formula without a stored result"


NOT_CALCULATED: Final = _Marker.NOT_CALCULATED


class Link(str):
    """A text that opens something outside the workbook when it is clicked; read back it is its text.

    >>> Link("Norma Lugo", "mailto:norma@example.com").url
    'mailto:norma@example.com'
    """

    __slots__ = ("url",)
    url: str

    def __new__(cls, text: str, url: str) -> Self:
        made = super().__new__(cls, text)
        made.url = url
        return made

    def __reduce__(self) -> tuple[object, ...]:  # so that it can be copied
        return Link, (str(self), self.url)


class Formula(NamedTuple):
    """A formula of ours, as the file stores it (English names, no `=`), with its result; read back it is its result."""

    text: str
    result: str | float | bool | date | None


Value = None | str | float | bool | date | datetime | CellError | Formula | _Marker

Look = Literal["text", "date", "money", "integer"]


class Grid(Protocol):
    """One sheet as it was read. Rows and columns are 1-based, as in Excel (A = 1)."""

    @property
    def rows(self) -> int: ...  # the last row that holds a value or a formula; 0 when empty
    @property
    def columns(self) -> int: ...  # the last such column
    def column(self, column: int, first: int, last: int) -> list[Value]:
        """Rows `first`..`last` of a column, blanks included; `last < first` gives []."""
        ...

    def row(self, row: int) -> dict[int, Value]:
        """The cells of one row that hold something, by column."""
        ...

    def formulas(self, column: int) -> frozenset[int]:
        """The rows of that column that hold a formula (array and shared ones too)."""
        ...


class TableInfo(NamedTuple):
    """A table (ListObject): `first_row` holds the headings; a totals row, if any, is `last_row`."""

    name: str
    sheet: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    totals_rows: int


class SetCell(NamedTuple):
    """One cell of ours that differs."""

    sheet: str
    row: int
    column: int
    value: Value


class AddColumn(NamedTuple):
    """A column of ours right of the ledger: heading, hidden ownership name, one value per row.

    `values[0]` belongs to row `heading_row + 1`. `like` is a column of the same sheet whose cell
    format each row inherits, so that our cells look like the user's own; `look` decides the rest.
    `table` is the table to grow by this column, or None for a plain range.
    """

    sheet: str
    table: str | None
    heading_row: int
    column: int
    heading: str
    owner_name: str
    values: Sequence[Value]
    look: Look
    like: int | None = None


class AppendRow(NamedTuple):
    """A row at the end of an append-only sheet; the table, when there is one, grows over it."""

    sheet: str
    table: str | None
    row: int
    values: Mapping[int, Value]


class NewColumn(NamedTuple):
    """A column of a sheet to be added."""

    heading: str
    look: Look
    width: float
    owner_name: str | None = None


class AddSheet(NamedTuple):
    """A whole new sheet that holds one table, last in the workbook.

    With a `pattern`, a sheet of the blank template, it is that sheet with all it has: looks, lists, colours, charts,
    print set-up, names, further tables. `rows` then go into its table `table`, each value below the heading of its
    column in `columns`. The plan may set cells of the new sheet too.
    """

    name: str
    table: str
    columns: Sequence[NewColumn]
    rows: Sequence[Sequence[Value]]
    pattern: str | None = None


class CacheValue(NamedTuple):
    """The stored result of a user's formula, refreshed; its text is never touched."""

    sheet: str
    row: int
    column: int
    value: Value


Patch = SetCell | AddColumn | AppendRow | AddSheet | CacheValue


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply` did: the cells that changed, where they were saved (None: nothing to do), what came up meanwhile."""

    changed_cells: int
    saved_to: str | None
    problems: Sequence[Problem] = ()
    backup: str | None = None  # the workbook as it was before


class Book(Protocol):
    """A workbook, open or on disk."""

    @property
    def name(self) -> str: ...  # as a person knows it: the path, or Excel's title
    @property
    def sheets(self) -> Sequence[str]: ...  # worksheets only, in the order of their tabs
    @property
    def tables(self) -> Sequence[TableInfo]: ...
    @property
    def names(self) -> Mapping[str, str]:
        """Workbook-level defined names, hidden ones too: name → formula text, e.g. `Facturas!$F$1`."""
        ...

    @property
    def date1904(self) -> bool: ...  # days are counted from 1904, so also in a number without a date format
    def read(self, sheet: str) -> Grid: ...

    def links(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The cells (row, column) of a sheet that open an address outside the workbook, and the address."""
        ...

    def digest(self) -> str:
        """Changes whenever a cell that was read has changed since."""
        ...

    def apply(self, patches: Iterable[Patch], digest: str) -> Applied:
        """Write all the patches or none. Raises `Refused("changed_meanwhile")` if `digest` is no longer true."""
        ...
