"""A table part (ListObject): where it lies, and how it grows without moving anything of the user's.

A table filled by a query (Power Query, a connection) also lists its columns in a query table part;
a column of ours is added there as one that the query does not fill, or Excel would call the file damaged.
"""

import re
from collections.abc import Iterable
from typing import Final

from xl_cobranza.adapters.xlsx.parts.areas import Area
from xl_cobranza.adapters.xlsx.parts.xml_offsets import XmlPart, quoted, tag
from xl_cobranza.book.port import TableInfo
from xl_cobranza.errors import Refused

STYLE: Final = "TableStyleMedium2"
_SPECIAL = re.compile(r"[\x00-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class TablePart:
    """One table, read and grown in place. `query` is its query table part, if it has one."""

    def __init__(self, data: bytes, name: str = "", query: bytes | None = None) -> None:
        self._part = XmlPart(data, name)
        self._query = _QueryTable(query, name) if query is not None else None
        root = self._part.root
        listed, self._filter = root.child("tableColumns"), root.child("autoFilter")
        try:
            self.area = Area.parse(root.get("ref"))
            filtered = Area.parse(self._filter.get("ref")) if self._filter and self._filter.get("ref") else None
        except ValueError as error:
            raise Refused("damaged_part", name, str(error)) from error
        if listed is None:
            raise Refused("damaged_part", name, "tableColumns")
        self._columns, self._filtered = listed, filtered
        self.id = root.number("id")
        self.name = root.get("displayName") or root.get("name")
        self.has_headings = root.get("headerRowCount", "1") != "0"
        self.totals_rows = root.number("totalsRowCount")
        columns = list(self._columns.all("tableColumn"))
        self.headings = [column_text(column.get("name")) for column in columns]
        self._next_id = 1 + max((column.number("id") for column in columns), default=0)

    def info(self, sheet: str) -> TableInfo:
        area = self.area
        return TableInfo(
            self.name, sheet, area.first_row, area.last_row, area.first_column, area.last_column, self.totals_rows
        )

    def headings_in(self, areas: Iterable[Area]) -> frozenset[str]:
        """The headings, in lower case, of the columns that have a cell in some of the areas."""
        met = [area for area in areas if area.meets(self.area)]
        placed = enumerate(self.headings, self.area.first_column)
        return frozenset(
            heading.lower() for at, heading in placed if any(a.first_column <= at <= a.last_column for a in met)
        )

    def add_column(self, heading: str) -> None:
        """A column behind the last; `heading` must be the text of the heading cell, letter for letter."""
        if heading.lower() in (known.lower() for known in self.headings):
            raise Refused("heading_exists", self.name, heading)
        field = b""
        if self._query is not None and (field_id := self._query.add_field(self._next_id)):
            field = b' uniqueName="%d" queryTableFieldId="%d"' % (self._next_id, field_id)
        values = (tag(self._columns, "tableColumn"), self._next_id, quoted(column_name(heading)), field)
        self._part.append(self._columns, b'<%s id="%d" name=%s%s/>' % values)
        self._next_id += 1
        self.headings.append(heading)
        self._part.set(self._columns, "count", str(len(self.headings)))
        self._resize(self.area._replace(last_column=self.area.last_column + 1))

    def grow_to_row(self, row: int) -> None:
        """Take in the rows down to `row`."""
        if self._part.root.flag("insertRow"):
            self._part.set(self._part.root, "insertRow", "0")  # the blank row of an empty table holds data now
        if row > self.area.last_row:
            self._resize(self.area._replace(last_row=row))

    def edited(self) -> bytes:
        return self._part.edited()

    def edited_query(self) -> bytes:
        """The query table part; only for a table that has one."""
        return self._query.edited() if self._query else b""

    def _resize(self, area: Area) -> None:
        if self._filter is not None and self._filtered is not None and self._filtered.first_row == self.area.first_row:
            spanned = self._filtered
            if spanned.last_column == self.area.last_column:
                spanned = spanned._replace(last_column=area.last_column)
            if spanned.last_row == self.area.last_row:
                spanned = spanned._replace(last_row=area.last_row)
            self._part.set(self._filter, "ref", str(spanned))
            self._filtered = spanned
        self._part.set(self._part.root, "ref", str(area))
        self.area = area


class _QueryTable:
    """The list of columns of a query, in its own part."""

    def __init__(self, data: bytes, name: str) -> None:
        self._part = XmlPart(data, name)
        self._refresh = self._part.root.child("queryTableRefresh")
        self._fields = self._refresh.child("queryTableFields") if self._refresh else None
        listed = [field.number("id") for field in self._fields.all("queryTableField")] if self._fields else []
        self._count = len(listed)
        self._next_id = max([self._refresh.number("nextId") if self._refresh else 0, *(1 + known for known in listed)])
        self._unbound = self._refresh.number("unboundColumnsRight") if self._refresh else 0

    def add_field(self, column_id: int) -> int:
        """A column that the query does not fill; its field id, 0 when the query lists no columns."""
        if self._refresh is None or self._fields is None:
            return 0
        field_id = self._next_id
        values = (tag(self._fields, "queryTableField"), field_id, column_id)
        self._part.append(self._fields, b'<%s id="%d" dataBound="0" tableColumnId="%d"/>' % values)
        self._next_id, self._count, self._unbound = field_id + 1, self._count + 1, self._unbound + 1
        self._part.set(self._fields, "count", str(self._count))
        self._part.set(self._refresh, "nextId", str(self._next_id))
        self._part.set(self._refresh, "unboundColumnsRight", str(self._unbound))
        return field_id

    def edited(self) -> bytes:
        return self._part.edited()


def column_name(heading: str) -> str:
    r"""A heading as `tableColumn/@name` spells it.

    >>> column_name("Días\nvencidos"), column_name("a_x0041_")
    ('Días_x000a_vencidos', 'a_x005F_x0041_')
    """
    return _SPECIAL.sub(lambda found: "_x005F_" if found[0] == "_" else f"_x{ord(found[0]):04x}_", heading)


def column_text(name: str) -> str:
    r"""The heading that a `tableColumn/@name` stands for.

    >>> column_text("Días_x000a_vencidos"), column_text("a_x005F_x0041_")
    ('Días\nvencidos', 'a_x0041_')
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), name)


def new_table(uri: str, number: int, name: str, headings: list[str], rows: int) -> bytes:
    """The part of a table in the top left corner of its sheet; at least one row, as Excel demands."""
    ref = quoted(str(Area(1, 1, 1 + max(rows, 1), len(headings))))
    columns = b"".join(
        b'<tableColumn id="%d" name=%s/>' % (position, quoted(column_name(heading)))
        for position, heading in enumerate(headings, 1)
    )
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<table xmlns=%s id="%d" name=%s displayName=%s ref=%s totalsRowShown="0"><autoFilter ref=%s/>'
        b'<tableColumns count="%d">%s</tableColumns>'
        b'<tableStyleInfo name=%s showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
    ) % (quoted(uri), number, quoted(name), quoted(name), ref, ref, len(headings), columns, quoted(STYLE))
