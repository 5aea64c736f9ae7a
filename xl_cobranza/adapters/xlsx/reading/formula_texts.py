"""The texts of the formulas of a sheet, cell by cell."""

from collections.abc import Iterable
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.reading.scan_expat import Place
from xl_cobranza.adapters.xlsx.xml_text import as_utf8, new_parser, without_escapes
from xl_cobranza.errors import Refused


def read_formula_texts(chunks: Iterable[bytes]) -> dict[tuple[int, int], str]:
    """(row, column) → the formula of a cell that has one of its own: none of an array, none shared, no data table.

    >>> read_formula_texts([b'<w><sheetData><row r="1"><c r="B1"><f>A1&amp;"x"</f><v/></c></row></sheetData></w>'])
    {(1, 2): 'A1&"x"'}
    """
    found: dict[tuple[int, int], str] = {}
    path: list[str] = []
    texts: list[str] = []
    place = Place()

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        if path[1:] == ["sheetData", "row"]:
            place.enter_row(attributes.get("r"))
        elif path[1:] == ["sheetData", "row", "c"]:
            place.enter_cell(attributes.get("r"))
        elif path[1:] == ["sheetData", "row", "c", "f"] and attributes.get("t", "normal") == "normal":
            parser.CharacterDataHandler = texts.append

    def end(_: str) -> None:
        if parser.CharacterDataHandler and path[-1] == "f":
            found[place.row, place.column] = without_escapes("".join(texts))
            texts.clear()
            parser.CharacterDataHandler = None
        path.pop()

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        for piece in as_utf8(chunks)[1]:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged_sheet", found=str(error)) from None
    return found
