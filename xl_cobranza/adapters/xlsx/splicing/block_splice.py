"""The fast engine: rows are found by searching bytes, and only those with edits are looked into."""

import re
from collections.abc import Sequence
from itertools import chain, repeat
from xml.parsers.expat import ExpatError

from xl_cobranza.adapters.xlsx.cells import column_number, letters
from xl_cobranza.adapters.xlsx.edits import NeedExpat, SpliceFacts
from xl_cobranza.adapters.xlsx.memo import Memo
from xl_cobranza.adapters.xlsx.splicing.appended_columns import AppendedColumns
from xl_cobranza.adapters.xlsx.splicing.row_splice import Cell, RowSplicer, widened
from xl_cobranza.adapters.xlsx.xml_text import ATTRIBUTE, is_odd
from xl_cobranza.errors import Refused

_WRITTEN = re.compile(rb'(?: [\w:.]+="[^"<>]*")*\s*/?')  # attributes as every program writes them
_NAME = re.compile(rb"[A-Z]{1,3}")


class _Batch:
    """Rows, one number after the other, that only get new cells at their end."""

    __slots__ = ("attributes", "first", "likes", "numbers", "rows", "tag_ends")

    def __init__(self, likes: Sequence[int]) -> None:
        self.first = 0
        self.numbers: list[bytes] = []
        self.rows: list[bytes] = []  # without their end tags
        self.attributes: list[bytes] = []
        self.tag_ends: list[int] = []
        self.likes: dict[int, list[int]] = {column: [] for column in likes}


class BlockSplicer:
    """Splices blocks of whole rows, one after the other."""

    def __init__(self, splicer: RowSplicer, appended: AppendedColumns, prefix: bytes, facts: SpliceFacts) -> None:
        self._splicer, self._appended, self._facts = splicer, appended, facts
        self._close_row, self._close_cell = b"</%srow>" % prefix, b"</%sc>" % prefix
        self._open_cell, self._any_cell = b'<%sc r="' % prefix, b"<%sc" % prefix
        p = re.escape(prefix)
        self._row = re.compile(rb'\s*<%srow r="([1-9]\d{0,6})"([^<>]*)>' % p)
        self._cell = re.compile(rb'<%sc r="([A-Z]{1,3})(\d+)"([^<>]*)>' % p)
        self._any_formula = re.compile(rb"<%sf[\s/>]" % p)  # a rich text may have a `<family>`
        self._formula = re.compile(rb"<%sf\s[^<>]*>" % p)
        self._open_row, self._ends = b'<%srow r="' % prefix, (self._close_cell, b"/>")
        self._like_names = [letters(column).encode() for column in appended.likes]
        self._like_cells = re.compile(rb'<%sc r="(%s)\d+"([^<>]*)>' % (p, b"|".join(self._like_names)))
        self._not_left = re.compile(rb'<%sc(?! r="(?:%s)\d)' % (p, _left_of(appended.left)))
        self._likes = [self._open_cell + letters(column).encode() for column in appended.likes]
        self._name_at = len(self._open_cell)
        self._near = [40] * len(self._likes)
        self._is_left = Memo[bytes, bool](lambda name: column_number(_column(name)) < appended.left)
        self._xfs, self._spans = Memo(_xf), Memo(_spans)
        self.last_row = 0

    def splice(self, block: bytes) -> bytes:
        """The block with our cells in it. Raises `NeedExpat` before anything has come of it."""
        if is_odd(block):
            raise NeedExpat("comment")
        changed, last_row = self._facts.changed_cells, self.last_row
        try:
            self._find_areas(block)
            return self._all_at_once(block) or self._spliced(block)
        except (NeedExpat, ValueError, ExpatError) as doubt:  # a tag that is not closed, a byte that is no text
            self._facts.changed_cells, self.last_row = changed, last_row
            raise NeedExpat(str(doubt)) from None

    def _find_areas(self, block: bytes) -> None:
        # one rare byte is found ten times faster, and neither is in the tags of an ordinary row
        if not (b"y" in block and b"array" in block) and not (b"T" in block and b"dataTable" in block):
            return
        for tag in self._formula.findall(block):
            self._splicer.meet_formula({name.decode(): value[1:-1].decode() for name, value in ATTRIBUTE.findall(tag)})

    def _all_at_once(self, block: bytes) -> bytes:
        """The block when all its rows only get new cells at their end; nothing where that is not sure."""
        *rows, rest = block.split(self._close_row)
        first = self.last_row + 1
        if not rows or rest or not self._are_appended(first, len(rows)) or self._not_left.search(block):
            return b""
        numbers = [b"%d" % row for row in range(first, first + len(rows))]
        openings = [self._open_row + number + b'"' for number in numbers]
        if not all(map(bytes.startswith, rows, openings)) or not all(row.endswith(self._ends) for row in rows):
            return b""
        attributes = [row[len(opening) : row.index(b">")] for row, opening in zip(rows, openings, strict=True)]
        likes = self._likes_of(block, len(rows))
        if likes is None or any(b"/" in written for written in {*attributes}):
            return b""
        try:
            appended = self._appended.render(first, numbers, likes)
        except Refused:
            return b""  # row by row it will be seen which value no cell can hold
        self._facts.changed_cells += appended.written
        self.last_row += len(rows)
        wider = map(self._spans.__getitem__, zip(attributes, appended.ends, strict=True))
        tags = zip(rows, openings, attributes, strict=True)
        cells = [row[len(opening) + len(written) :] for row, opening, written in tags]
        pieces = zip(openings, wider, cells, *appended.pieces, repeat(self._close_row))  # the last ones are endless
        return b"".join(chain.from_iterable(pieces))

    def _are_appended(self, first: int, count: int) -> bool:
        inside = self._appended.first <= first and first + count <= self._appended.stop
        return inside and not self._splicer.areas and self._splicer.single.isdisjoint(range(first, first + count))

    def _likes_of(self, block: bytes, rows: int) -> dict[int, list[int]] | None:
        """The xf of the cells that new ones look like, by column; None when a row lacks one of them."""
        columns = self._appended.likes
        if not columns:
            return {}
        found = self._like_cells.findall(block)
        if len(found) != len(columns) * rows or [name for name, _ in found] != self._like_names * rows:
            return None
        xfs = [self._xfs[written] for _, written in found]
        return {column: xfs[at :: len(columns)] for at, column in enumerate(columns)}

    def _spliced(self, block: bytes) -> bytes:
        out: list[bytes] = []
        *rows, rest = block.split(self._close_row)
        batch = _Batch(self._appended.likes)
        for piece in rows:
            row, match = piece, self._row.match(piece)
            while match and match[2].endswith(b"/"):  # `<row/>` before it
                batch = self._flush(batch, out)
                self._take(row[: match.end()], match, out)
                row = row[match.end() :]
                match = self._row.match(row)
            if not match:
                raise NeedExpat("row")
            number = int(match[1])
            if number == self.last_row + 1 and self._is_appended(number) and self._add(batch, row, match):
                self.last_row = number
            else:
                batch = self._flush(batch, out)
                self._take(row + self._close_row, match, out)
        self._flush(batch, out)
        while match := self._row.match(rest):
            if not match[2].endswith(b"/"):
                raise NeedExpat("row")
            self._take(rest[: match.end()], match, out)
            rest = rest[match.end() :]
        if rest.strip():
            raise NeedExpat("rest")
        return b"".join([*out, rest])

    def _is_appended(self, row: int) -> bool:
        splicer = self._splicer
        return self._appended.first <= row < self._appended.stop and row not in splicer.single and not splicer.areas

    def _take(self, row: bytes, match: re.Match[bytes], out: list[bytes]) -> None:
        """One row by itself, and before it those that do not exist."""
        number = int(match[1])
        if number <= self.last_row:
            raise NeedExpat("row order")
        start = row.index(b"<")
        out.append(row[:start])
        if number > self.last_row + 1:
            out += self._splicer.new_rows(self.last_row + 1, number)
        row = row[start:]
        if self._splicer.touches(number):
            if not _WRITTEN.fullmatch(match[2]):
                raise NeedExpat("row attributes")
            row = self._splicer.splice(number, row, self._cells(row, match[1]))
        out.append(row)
        self.last_row = number

    def _add(self, batch: _Batch, row: bytes, match: re.Match[bytes]) -> bool:
        """Put the row in the batch; False when it has cells at or behind our columns, or none, or anything unusual."""
        number, attributes = match.groups()
        quoted = number + b'"'
        last = row.rfind(self._open_cell)
        name_end = row.find(quoted, last, last + 32)
        if last < 0 or name_end < 0 or not self._is_left[row[last + self._name_at : name_end]]:
            return False
        if row.find(b"/>", last) >= 0:  # the last cell is `<c/>`; or a text holds this, what the slow way sorts out
            if row.find(b">", last) != len(row) - 1:
                return False
        elif row.find(self._close_cell, last) != len(row) - len(self._close_cell):
            return False
        xfs = self._followed(row, quoted)
        if xfs is None:
            return False
        if not batch.rows:
            batch.first = int(number)
        batch.numbers.append(number)
        batch.rows.append(row)
        batch.attributes.append(attributes)
        batch.tag_ends.append(match.end())
        for followed, xf in zip(batch.likes.values(), xfs, strict=True):
            followed.append(xf)
        return True

    def _followed(self, row: bytes, quoted: bytes) -> list[int] | None:
        """The xf of the cells that new ones look like, 0 for none; None where a cell without reference may be one."""
        xfs = []
        for at, opening in enumerate(self._likes):
            cell = opening + quoted
            near = self._near[at]  # cells of a column stand at about the same place in every row
            start = row.find(cell, max(near - 24, 0), near + 40)
            if start < 0:
                start = row.find(cell)
            if start >= 0:
                self._near[at] = start
                start += len(cell)
                xfs.append(self._xfs[row[start : row.index(b">", start)]])
            elif row.count(self._any_cell) == row.count(self._open_cell):
                xfs.append(0)
            else:
                return None
        return xfs

    def _flush(self, batch: _Batch, out: list[bytes]) -> _Batch:
        """Write the rows of the batch; answers the next one."""
        if not batch.rows:
            return batch
        try:
            appended = self._appended.render(batch.first, batch.numbers, batch.likes)
        except Refused:
            raise NeedExpat("a value no cell can hold") from None  # row by row it will be seen which
        self._facts.changed_cells += appended.written
        wider = list(map(self._spans.__getitem__, zip(batch.attributes, appended.ends, strict=True)))
        tags = zip(batch.rows, batch.tag_ends, batch.attributes, strict=True)
        heads = [row[: end - len(attributes) - 1] for row, end, attributes in tags]
        cells = [row[end - 1 :] for row, end in zip(batch.rows, batch.tag_ends, strict=True)]
        pieces = zip(heads, wider, cells, *appended.pieces, repeat(self._close_row))  # endless ones
        out.append(b"".join(chain.from_iterable(pieces)))
        return _Batch(self._appended.likes)

    def _cells(self, row: bytes, number: bytes) -> list[Cell]:
        """The cells of a row: all of them, or only ours when all of ours are there and follow none."""
        wanted = self._splicer.set_cells(int(number))
        if wanted:
            found = [self._cell.match(row, at) for at in self._starts(row, number, wanted)]
            if len(found) == len(wanted) and all(found):
                return [self._anatomy(row, match) for match in found if match]
        cells = []
        for match in self._cell.finditer(row):
            cells.append(self._anatomy(row, match))
            if match[2] != number or (len(cells) > 1 and cells[-2].column >= cells[-1].column):
                raise NeedExpat("cell order")
        if len(cells) != row.count(self._any_cell):
            raise NeedExpat("cell without reference")
        return cells

    def _starts(self, row: bytes, number: bytes, columns: Sequence[int]) -> list[int]:
        places = [row.find(b'%s%s%s"' % (self._open_cell, letters(column).encode(), number)) for column in columns]
        return [at for at in places if at >= 0]

    def _anatomy(self, row: bytes, match: re.Match[bytes]) -> Cell:
        start, end = match.span()
        if not match[3].endswith(b"/"):
            end = row.index(self._close_cell, end) + len(self._close_cell)
        has_formula = self._any_formula.search(row, match.end(), end)
        return Cell(column_number(match[1].decode()), start, end, self._xfs[match[3]], has_formula is not None)


def _left_of(column: int) -> bytes:
    """An expression for the letters of the columns before this one; too few rather than too many.

    >>> _left_of(13), _left_of(30), _left_of(1)
    (b'[A-L]', b'[A-Z]{1,1}|A[A-C]', b'(?!)')
    """
    name = letters(column - 1) if column > 1 else ""
    shorter = f"[A-Z]{{1,{len(name) - 1}}}|" if len(name) > 1 else ""
    return f"{shorter}{name[:-1]}[A-{name[-1]}]".encode() if name else b"(?!)"


def _column(name: bytes) -> str:
    if not _NAME.fullmatch(name):
        raise NeedExpat("cell reference")
    return name.decode()


def _xf(written: bytes) -> int:
    """The xf of a cell, from its attributes behind `r`, as written."""
    style = dict(ATTRIBUTE.findall(written)).get(b"s", b'"0"')[1:-1]
    if not _WRITTEN.fullmatch(written) or not style.isdigit():
        raise NeedExpat("cell attributes")
    return int(style)


def _spans(key: tuple[bytes, tuple[int, int]]) -> bytes:
    """The attributes of a row, with `spans` widened to hold these columns too."""
    attributes, columns = key
    if columns == (0, 0):
        return attributes
    if not _WRITTEN.fullmatch(attributes):
        raise NeedExpat("row attributes")
    return widened(b"<row" + attributes + b">", *columns)[4:-1]
