"""Which cells of a sheet get a link, and which lose theirs."""

from collections.abc import Mapping

from xl_cobranza.adapters.xlsx.edits import LinkEdits
from xl_cobranza.adapters.xlsx.parts.links import LONGEST_ADDRESS, MOST_LINKS, Place, SheetLinks, is_safe
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.book.port import Link, Value
from xl_cobranza.book.references import reference
from xl_cobranza.errors import Refused


class Linking:
    """The links that the values of a plan make and undo, on one sheet; `part` is that of the sheet."""

    def __init__(self, package: Package, sheet: str, part: str, there: SheetLinks | None = None) -> None:
        self._package, self._sheet, self._part, self._there = package, sheet, part, there
        self._wanted: dict[Place, str] = {}

    def note(self, row: int, column: int, value: Value) -> bool:
        """Take down the link that a cell is to have, none for most; whether it has another now.

        A link of the user's that covers the cell stays, alone. Raises `Refused`: `unsafe_link`, `unwritable_value`.
        """
        wanted = value.url if isinstance(value, Link) else ""
        if wanted:
            self._check(row, column, wanted)
            if self._there and self._there.is_users(row, column):
                wanted = ""
        self._wanted.pop((row, column), None)
        if wanted == self._address((row, column)):
            return False
        self._wanted[row, column] = wanted
        return True

    def edits(self) -> LinkEdits | None:
        """What is to be done; the relationships are entered and forgotten here. Raises `Refused("sheet_full")`."""
        if not self._wanted:
            return None
        ids = {url: self._package.relate(self._part, "hyperlink", url, external=True) for url in self._new_addresses()}
        add = {place: ids[url] for place, url in self._wanted.items() if url}
        ours = self._there.ours if self._there else {}
        remove = {place: ours[place].rel_id for place in self._wanted if place in ours}
        all_links = self._there.all if self._there else ()
        staying = [link for link in all_links if not (link.place and remove.get(link.place) == link.rel_id)]
        if len(staying) + len(add) > MOST_LINKS:
            raise Refused("sheet_full", self._sheet, str(MOST_LINKS))
        for rel_id in {*remove.values()} - {link.rel_id for link in staying}:
            self._package.relationships(self._part).remove(rel_id)
        return LinkEdits(add, remove, len(staying), self._package.workbook.relationship_base)

    def _new_addresses(self) -> Mapping[str, None]:
        return dict.fromkeys(url for _, url in sorted(self._wanted.items()) if url)

    def _address(self, place: Place) -> str:
        link = self._there.ours.get(place) if self._there else None
        return link.address if link else ""

    def _check(self, row: int, column: int, url: str) -> None:
        if not is_safe(url):
            raise Refused("unsafe_link", reference(self._sheet, row, column), url)
        if len(url) > LONGEST_ADDRESS:
            raise Refused("unwritable_value", reference(self._sheet, row, column), f"{url[:20]}… ({len(url)})")
