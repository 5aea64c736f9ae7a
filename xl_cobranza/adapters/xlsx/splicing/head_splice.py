"""What changes before the rows of a sheet: its dimension and the widths of new columns."""

from xl_cobranza.adapters.xlsx.cells import area, reference
from xl_cobranza.adapters.xlsx.edits import SheetEdits
from xl_cobranza.adapters.xlsx.reading.sheet_stream import SheetStream
from xl_cobranza.adapters.xlsx.xml_text import ATTRIBUTE, TAG


def spliced_head(sheet: SheetStream, edits: SheetEdits) -> bytes:
    """The head of the sheet, up to `<sheetData`, widened for the edits."""
    pieces = []
    position = 0
    for at, end, new in sorted([*_dimension(sheet, edits), *_widths(sheet, edits)]):
        pieces += [sheet.head[position:at], new]
        position = end
    return b"".join([*pieces, sheet.head[position:]])


Change = tuple[int, int, bytes]  # from, to, what stands there instead


def _dimension(sheet: SheetStream, edits: SheetEdits) -> list[Change]:
    extent = _extent(edits)
    if sheet.dimension is None or extent is None:
        return []
    tag = TAG.match(sheet.head, sheet.dimension)
    for attribute in ATTRIBUTE.finditer(tag[0]) if tag else ():
        if attribute[1] != b"ref" or not (old := area(attribute[2].decode()[1:-1])):
            continue
        new = (min(old[0], extent[0]), min(old[1], extent[1]), max(old[2], extent[2]), max(old[3], extent[3]))
        if new == old:
            return []
        text = f"{reference(*new[:2])}:{reference(*new[2:])}".encode()
        start, end = attribute.span(2)
        return [(sheet.dimension + start + 1, sheet.dimension + end - 1, text)]
    return []


def _extent(edits: SheetEdits) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of what is written."""
    rows: set[int] = set()
    columns: set[int] = set()
    for row, cells in edits.cells.items():
        filled = [column for column, (value, _) in cells.items() if value is not None]
        if filled:
            rows.add(row)
            columns.update(filled)
    for edit in edits.columns:
        if edit.values:
            rows |= {edit.first_row, edit.first_row + len(edit.values) - 1}
            columns.add(edit.column)
        if edit.heading:
            rows.add(edit.heading[0])
            columns.add(edit.column)
    return (min(rows), min(columns), max(rows), max(columns)) if rows else None


def _widths(sheet: SheetStream, edits: SheetEdits) -> list[Change]:
    p = sheet.prefix.decode()
    ours = {
        column: f'<{p}col min="{column}" max="{column}" width="{width:g}" customWidth="1"/>'
        for column, width in sorted(edits.widths.items())
        if not any(there.first <= column <= there.last for there in sheet.columns)
    }
    if not ours:
        return []
    end = sheet.cols_end
    if end is None:
        return [(len(sheet.head),) * 2 + (f"<{p}cols>{''.join(ours.values())}</{p}cols>".encode(),)]
    if sheet.head[end : end + 2] != b"</":
        return []  # `<cols/>`: no place for one, and not valid
    places: dict[int, str] = {}
    for column, text in ours.items():
        at = next((there.start for there in sheet.columns if there.first > column), end)
        places[at] = places.get(at, "") + text
    return [(at, at, text.encode()) for at, text in places.items()]
