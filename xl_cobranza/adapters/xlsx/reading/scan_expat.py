"""Reading a sheet by expat: slower, and right for any XML."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.cells import LAST_COLUMN, LAST_ROW, area, position
from xl_cobranza.adapters.xlsx.reading.cell_values import ValueReader
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.adapters.xlsx.xml_text import new_parser
from xl_cobranza.errors import Refused


class Place:
    """Where in the rows of a sheet a parser is: a cell or a row without `r` follows the one before it.

    Raises `Refused("damaged_sheet")` where rows or cells do not ascend, as Excel does.
    """

    __slots__ = ("column", "row")

    def __init__(self, last_row: int = 0) -> None:
        self.row, self.column = last_row, 0

    def enter_row(self, written: str | None) -> None:
        row = self.row + 1 if written is None else int(written) if written.strip().isdecimal() else 0
        if not self.row < row <= LAST_ROW:
            raise Refused("damaged_sheet", ref=written or str(row))
        self.row, self.column = row, 0

    def enter_cell(self, written: str | None) -> None:
        row, column = (self.row, self.column + 1) if written is None else position(written) or (0, 0)
        if row != self.row or not self.column < column <= LAST_COLUMN:
            raise Refused("damaged_sheet", ref=written or "")
        self.column = column


def style_index(attributes: dict[str, str]) -> int:
    """The xf of a row or a cell."""
    written = attributes.get("s", "0").strip()
    return int(written) if written.isdecimal() else 0


class _Cell:
    """One cell while it is being read."""

    __slots__ = ("has_formula", "has_text", "kind", "parts", "xf")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.kind, self.xf = attributes.get("t", ""), style_index(attributes)
        self.parts: list[str] = []
        self.has_text = self.has_formula = False


class _Reader:
    """The handlers of expat, below `sheetData`."""

    def __init__(
        self,
        on_cell: Callable[[Place, _Cell], None],
        on_formula: Callable[[Place, dict[str, str]], None],
        last_row: int,
    ) -> None:
        self._on_cell, self._on_formula = on_cell, on_formula
        self._path: list[str] = []
        self._place = Place(last_row)
        self._cell: _Cell | None = None
        self._formula: dict[str, str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        path = self._path
        path.append(name.rpartition(":")[2])
        if len(path) < 3 or path[1] != "sheetData":
            return
        if len(path) == 3 and path[2] == "row":
            self._place.enter_row(attributes.get("r"))
        elif len(path) == 4 and path[2:] == ["row", "c"]:
            self._place.enter_cell(attributes.get("r"))
            self._cell = _Cell(attributes)
        elif self._cell and len(path) == 5:
            if path[4] in ("v", "is"):
                self._cell.has_text = True
            elif path[4] == "f":
                self._cell.has_formula = True
                self._formula = attributes

    def characters(self, data: str) -> None:
        path = self._path
        if not self._cell or len(path) < 5:
            return
        if path[4:] == ["v"] or (path[4] == "is" and path[-1] == "t" and "rPh" not in path):
            self._cell.parts.append(data)

    def end(self, _: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if depth == 5 and self._formula is not None:
            self._on_formula(self._place, self._formula)
            self._formula = None
        elif depth == 4 and self._cell:
            self._on_cell(self._place, self._cell)
            self._cell = None


def read_rows(chunks: Iterable[bytes], values: ValueReader, grid: SheetGrid, last_row: int) -> None:
    """Add the cells of a part to the grid; its rows lie below `last_row`. Raises `Refused("damaged_sheet")`."""

    def add_cell(place: Place, cell: _Cell) -> None:
        text = "".join(cell.parts) if cell.has_text else None
        value = values.value(cell.kind, cell.xf, text, cell.has_formula)
        if value is not None:
            grid.extend(place.column, place.row, (value,))

    def add_formula(place: Place, formula: dict[str, str]) -> None:
        grid.add_formulas(place.column, (place.row,))
        cells = area(formula.get("ref", ""))
        if formula.get("t") in ("array", "dataTable") and cells:
            grid.add_area(cells)

    reader = _Reader(add_cell, add_formula, last_row)
    parser = new_parser()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged_sheet", found=str(error)) from None
