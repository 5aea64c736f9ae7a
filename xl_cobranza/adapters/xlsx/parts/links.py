"""The links of one sheet: elements behind its rows, whose addresses are relationships of the sheet.

Ours lead out of the workbook by mail, by telephone or by https, from one cell. Every other is the user's.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import Final, NamedTuple

from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.parts.relationships import Relationships
from xl_cobranza.adapters.xlsx.reading.hyperlinks import NOWHERE, read_hyperlinks

Place = tuple[int, int]  # row, column

MOST_LINKS: Final = 65_530  # of a sheet, says Excel
LONGEST_ADDRESS: Final = 2079  # characters, says Excel
_MOST_CELLS: Final = 4096  # of a range that counts as one link for each
_OURS = re.compile(r"(?:mailto:|tel:|https:)[^\s\x00-\x1f\x7f\"<>\\^`{|}]+", re.IGNORECASE)


class CellLink(NamedTuple):
    """A link of some cells; `address` is "" where it leads to a place inside the workbook."""

    area: Area
    rel_id: str
    address: str

    @property
    def is_ours(self) -> bool:
        return self.place is not None and is_safe(self.address)

    @property
    def place(self) -> Place | None:
        """The cell, when it is a single one."""
        first, last = self.area[:2], self.area[2:]
        return first if first == last and self.area != NOWHERE else None


def is_safe(address: str) -> bool:
    """Whether we write such a link: it opens a letter, a call or a page, never a program or a file.

    >>> [is_safe(text) for text in ("mailto:a@b.mx?subject=R%26D", "tel:+525512345678", "file:///c:/x.exe", "tel:5 5")]
    [True, True, False, False]
    """
    return _OURS.fullmatch(address) is not None


class SheetLinks:
    """The links of a sheet, read when somebody asks for them."""

    def __init__(self, rels: Relationships, stream: Callable[[], Iterable[bytes]]) -> None:
        self._stream = stream
        self._targets = {rel.id: rel.target for rel in rels.externals("hyperlink")}

    @cached_property
    def all(self) -> Sequence[CellLink]:
        """In the order written."""
        links = read_hyperlinks(self._stream())
        return [CellLink(Area(*link.area), link.rel_id, self._address(link.rel_id, link.location)) for link in links]

    @cached_property
    def ours(self) -> Mapping[Place, CellLink]:
        """Those that are ours, by cell."""
        if not any(map(is_safe, self._targets.values())):
            return {}  # a big sheet is not read for that
        return {link.place: link for link in reversed(self.all) if link.place and link.is_ours}

    @cached_property
    def _of_users(self) -> tuple[frozenset[Place], Sequence[Area]]:
        """Single cells, and ranges."""
        theirs = [link for link in self.all if not link.is_ours]
        return frozenset(link.place for link in theirs if link.place), [x.area for x in theirs if not x.place]

    def is_users(self, row: int, column: int) -> bool:
        """Whether a link of the user's covers the cell."""
        cells, ranges = self._of_users
        return (row, column) in cells or any(area.meets(Area(row, column, row, column)) for area in ranges)

    def addresses(self) -> dict[Place, str]:
        """The address of each cell that has one outside the workbook, the first where there are two."""
        found: dict[Place, str] = {}
        for link in (link for link in (self.all if self._targets else ()) if link.address and link.area != NOWHERE):
            top, left, bottom, right = link.area
            for place in islice(product(range(top, bottom + 1), range(left, right + 1)), _MOST_CELLS):
                found.setdefault(place, link.address)
        return found

    def _address(self, rel_id: str, location: str) -> str:
        """Excel keeps what follows `#` apart."""
        target = self._targets.get(rel_id, "")
        return f"{target}#{location}" if target and location else target
