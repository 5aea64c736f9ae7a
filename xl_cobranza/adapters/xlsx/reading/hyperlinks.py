"""The hyperlinks of a sheet part, which stand behind its rows."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.cells import area
from xl_cobranza.adapters.xlsx.edits import NeedExpat
from xl_cobranza.adapters.xlsx.reading.sheet_stream import SheetStream
from xl_cobranza.adapters.xlsx.xml_text import new_parser
from xl_cobranza.errors import Refused

NOWHERE: Final = (0, 0, 0, 0)


class Hyperlink(NamedTuple):
    """`area`: first row, first column, last row, last column. `rel_id` is "" for one inside the workbook; `location` is a place there, or what follows `#` in an address."""

    area: tuple[int, int, int, int]
    rel_id: str
    location: str


def read_hyperlinks(chunks: Iterable[bytes]) -> list[Hyperlink]:
    """The hyperlinks of a sheet, in the order written; `NOWHERE` is that of one whose reference is none.

    >>> read_hyperlinks([b'<w><sheetData/><hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks></w>'])
    [Hyperlink(area=(2, 2, 2, 2), rel_id='rId1', location='')]
    """
    found: list[Hyperlink] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        if len(path) == 3 and [step.rpartition(":")[2] for step in path[1:]] == ["hyperlinks", "hyperlink"]:
            cells = area(attributes.get("ref", "")) or NOWHERE
            found.append(Hyperlink(cells, relationship_id(attributes), attributes.get("location", "")))

    def end(_: str) -> None:
        path.pop()

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        for piece in SheetStream(chunks).thinned(()):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, NeedExpat) as error:
        raise Refused("damaged_sheet", found=str(error)) from None
    return found


def relationship_id(attributes: dict[str, str]) -> str:
    """The attribute `r:id`, whatever the prefix."""
    return next((value for name, value in attributes.items() if name.rpartition(":")[1:] == (":", "id")), "")
