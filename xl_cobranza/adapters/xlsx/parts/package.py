"""A workbook package as its parts: found by their relationships, read when asked for, edited in place."""

import posixpath
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from xl_cobranza.adapters.xlsx.archive import Archive
from xl_cobranza.adapters.xlsx.parts import content_types, styles
from xl_cobranza.adapters.xlsx.parts.content_types import ContentTypes
from xl_cobranza.adapters.xlsx.parts.relationships import EMPTY, Relationships, rels_name
from xl_cobranza.adapters.xlsx.parts.styles import Styles
from xl_cobranza.adapters.xlsx.parts.tables import TablePart
from xl_cobranza.adapters.xlsx.parts.workbook import WorkbookPart
from xl_cobranza.adapters.xlsx.zip.rewriting import Content
from xl_cobranza.errors import Refused

_STYLES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class Package:
    """The parts of one workbook. A package takes one round of edits: throw it away when they are refused."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._opened: list[tuple[str, bytes, Callable[[], bytes]]] = []  # member, as read, how to write it
        self._new_tables: list[str] = []
        self._last_table = 0
        self._drafts: dict[str, bytes] = {}
        self._related: dict[str, Relationships] = {}
        self._added: dict[str, Callable[[], bytes]] = {}
        self._dropped: list[str] = []
        self.types = ContentTypes(self.read(content_types.PART_NAME))
        self._watch(content_types.PART_NAME, self.types.edited)
        main = self.relationships("").by_type("officeDocument")
        if not main:
            raise Refused("missing_part", archive.file_name, "xl/workbook.xml")
        self.workbook_name = main[0].target
        self.workbook = WorkbookPart(self.read(self.workbook_name), self.workbook_name)
        self._watch(self.workbook_name, self.workbook.edited)
        self.rels = self.relationships(self.workbook_name)
        related = {entry.name: self.rels.by_id(entry.rel_id) for entry in self.workbook.sheets}
        # worksheets alone: a chart sheet, a dialog or a macro sheet has no cells to read
        self.sheets: dict[str, str] = {
            name: member
            for name, rel in related.items()
            if rel and rel.type.endswith("/worksheet") and (member := archive.find(rel.target))
        }

    @cached_property
    def styles(self) -> Styles:
        """The styles part; one is made for a workbook that has none."""
        related = self.rels.by_type("styles")
        if related:
            part = Styles(self.read(related[0].target), related[0].target)
            self._watch(related[0].target, part.edited)
            return part
        part, name = Styles(styles.minimal(self.workbook.uri)), self.free_name("styles")
        self.add(name, _STYLES, part.edited)
        self.rels.add(f"{self.workbook.relationship_base}/styles", name)
        return part

    @cached_property
    def all_tables(self) -> dict[str, list[TablePart]]:
        """The tables of each worksheet, those without a row of headings too."""
        return {sheet: list(self._tables(member)) for sheet, member in self.sheets.items()}

    def table(self, sheet: str, name: str) -> TablePart:
        """A table of that sheet. Raises `Refused("no_such_table")`."""
        for table in self.all_tables.get(sheet, ()):
            if table.name.lower() == name.lower():
                return table
        raise Refused("no_such_table", sheet, name)

    def claim_table(self, name: str) -> int:
        """The id for a new table. Raises `Refused("table_exists")`: tables and defined names share one list."""
        tables = [table for on_sheet in self.all_tables.values() for table in on_sheet]
        taken = {table.name.lower() for table in tables} | {known.lower() for known in self.workbook.names}
        if name.lower() in taken | set(self._new_tables):
            raise Refused("table_exists", name)
        self._new_tables.append(name.lower())
        self._last_table = 1 + max([self._last_table, *(table.id for table in tables)])
        return self._last_table

    def read(self, part: str) -> bytes:
        """A part, whole. Raises `Refused("missing_part")`."""
        return self._archive.read(self._member(part))

    def stream(self, sheet: str) -> Iterator[bytes]:
        """The part of a worksheet, by pieces."""
        if sheet in self._drafts:
            return iter((self._drafts[sheet],))
        return self._archive.stream(self.sheets[sheet])

    def draft(self, sheet: str, part: str, data: bytes, tables: list[TablePart]) -> None:
        """A new worksheet, kept as it would be read back: more may be written in it, see `redraft`."""
        self.all_tables[sheet] = tables
        self.sheets[sheet], self._drafts[sheet] = part, data
        self.add(part, content_types.WORKSHEET, lambda: self._drafts[sheet])

    def redraft(self, sheet: str, data: bytes) -> None:
        """Other bytes for a new worksheet."""
        self._drafts[sheet] = data

    def is_draft(self, sheet: str) -> bool:
        """Whether it is a new worksheet."""
        return sheet in self._drafts

    def add(self, part: str, content_type: str, write: Callable[[], bytes]) -> None:
        """A new part; `write` is asked for its bytes at the end."""
        self._added[part] = write
        if content_type:
            self.types.declare(part, content_type)

    def relationships(self, source: str) -> Relationships:
        """The relationships of a part; empty where it has none."""
        if source not in self._related:
            name = rels_name(source)
            is_there = self._archive.find(name) is not None
            self._related[source] = rels = Relationships(source, self.read(name) if is_there else EMPTY)
            if is_there:
                self._watch(name, rels.edited)
        return self._related[source]

    def relate(self, source: str, rel_type: str, target: str, *, external: bool = False, rel_id: str = "") -> str:
        """Relate a part to another, or to an address; the id. `rel_type` is the type, or its last word."""
        rels, name = self.relationships(source), rels_name(source)
        if self._archive.find(name) is None and name not in self._added:
            self.add(name, content_types.RELATIONSHIPS, rels.edited)
        type_uri = rel_type if "/" in rel_type else f"{self.workbook.relationship_base}/{rel_type}"
        return rels.add(type_uri, target, external=external, rel_id=rel_id)

    def drop_calculation_chain(self) -> None:
        """Take out the list of all formula cells, which a new one would belie; Excel makes it anew."""
        for rel in self.rels.by_type("calcChain"):
            self.rels.remove(rel.id)
            self.types.withdraw(rel.target)
            if member := self._archive.find(rel.target):
                self._dropped.append(member)

    def free_name(self, stem: str, extension: str = ".xml") -> str:
        """A part name beside the workbook's that nothing has: `tables/table` → `xl/tables/table3.xml`."""
        base, number = posixpath.join(posixpath.dirname(self.workbook_name), stem), 1
        while self._is_taken(f"{base}{number}{extension}"):
            number += 1
        return f"{base}{number}{extension}"

    def changes(self, *, styles_last: bool) -> tuple[dict[str, Content], dict[str, Content], list[str]]:
        """The members to replace and those to add, with their contents; those to drop.

        `styles_last`: cell formats are still being derived while the sheets are written.
        """
        replaced: dict[str, Content] = {}
        late = self.styles.edited if styles_last else None
        for part, before, write in self._opened:
            if write == late:
                replaced[self._member(part)] = write
            elif (after := write()) != before:
                replaced[self._member(part)] = after
        return replaced, dict(self._added), self._dropped

    def _is_taken(self, part: str) -> bool:
        names = part, rels_name(part)  # relationships may have outlived their part
        return any(name in self._added or self._archive.find(name) for name in names)

    def _member(self, part: str) -> str:
        member = self._archive.find(part)
        if member is None:
            raise Refused("missing_part", self._archive.file_name, part)
        return member

    def _watch(self, part: str, write: Callable[[], bytes]) -> None:
        self._opened.append((part, self.read(part), write))

    def _tables(self, sheet_member: str) -> Iterator[TablePart]:
        for rel in self.relationships(sheet_member).by_type("table"):
            queries = self.relationships(rel.target).by_type("queryTable")
            query = self.read(queries[0].target) if queries else None
            table = TablePart(self.read(rel.target), rel.target, query)
            self._watch(rel.target, table.edited)
            if queries:
                self._watch(queries[0].target, table.edited_query)
            yield table
