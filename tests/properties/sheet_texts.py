"""Makes sheet parts in every spelling that XML and the standard allow, and edits to write in them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from hypothesis import strategies as st

from xl_cobranza.adapters.xlsx.cells import reference
from xl_cobranza.adapters.xlsx.edits import ColumnEdit, SheetEdits
from xl_cobranza.book.port import CellError

NAMESPACES = {
    "transitional": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "strict": "http://purl.oclc.org/ooxml/spreadsheetml/main",
}
STRINGS = ["Rosa & Cía.", "Ñandú", "=1+1", "", "línea\r\ndos", "00123"]
FORMATS = ["number", "date", "time", "elapsed", "text", "number"]
WIDTH = 7  # columns of the user's
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12) | st.sampled_from(STRINGS)


@dataclass
class Spelling:
    """How one program writes its sheets."""

    prefix: str
    quote: str
    namespace: str
    numbered_rows: bool
    numbered_cells: bool
    space: str  # between elements
    noise: list[str] = field(default_factory=list)  # between cells

    def tag(self, name: str, *attributes: tuple[str, object], close: str = "") -> str:
        q = self.quote
        written = "".join(f" {key}={q}{value}{q}" for key, value in attributes if value is not None)
        return f"<{self.prefix}{name}{written}{close}>"

    def element(self, name: str, content: str, *attributes: tuple[str, object]) -> str:
        return f"{self.tag(name, *attributes)}{content}</{self.prefix}{name}>"


NOISE = ['<!-- <c r="B2"><v>9</v></c> -->', "<!-- </row> -->", '<?pi <row r="1"?>', "\n\t", "  "]


@st.composite
def spellings(draw: st.DrawFn) -> Spelling:
    plain = draw(st.booleans())
    return Spelling(
        prefix=draw(st.sampled_from(["", "", "x:", "main:"])),
        quote='"' if plain else draw(st.sampled_from("\"'")),
        namespace=draw(st.sampled_from(sorted(NAMESPACES))),
        numbered_rows=plain or draw(st.booleans()),
        numbered_cells=plain or draw(st.booleans()),
        space="" if plain else draw(st.sampled_from(["", "\n", "\r\n  "])),
        noise=[] if plain else draw(st.lists(st.sampled_from(NOISE), max_size=2)),
    )


def _escaped(text: str) -> str:
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")


@st.composite
def _contents(draw: st.DrawFn, s: Spelling, ref: str) -> tuple[str | None, str]:
    """The type and the content of a cell."""
    kind = draw(
        st.sampled_from(["blank", "number", "number", "shared", "inline", "rich", "truth", "error", "formula", "str"])
    )
    if kind == "blank":
        return None, ""
    if kind == "number":
        number = draw(st.floats(-1e9, 1e9) | st.integers(0, 60000))
        return draw(st.sampled_from([None, "n"])), s.element("v", repr(number))
    if kind == "shared":
        return "s", s.element("v", str(draw(st.integers(0, len(STRINGS) - 1))))
    if kind == "inline":
        text = _escaped(draw(TEXT))
        if draw(st.booleans()) and "]]>" not in text and "&" not in text and s.quote != '"':
            text = f"<![CDATA[{text}]]>"
        return "inlineStr", s.element(
            "is", s.element("t", text, ("xml:space", draw(st.sampled_from([None, "preserve"]))))
        )
    if kind == "rich":
        runs = s.element("r", s.element("t", _escaped(draw(TEXT)))) + s.element(
            "rPh", s.element("t", "x"), ("sb", 0), ("eb", 1)
        )
        return "inlineStr", s.element("is", runs + s.element("r", s.element("t", "Z")))
    if kind == "truth":
        return "b", s.element("v", draw(st.sampled_from("01")))
    if kind == "error":
        return "e", s.element("v", "#N/A")
    if kind == "str":
        return "str", s.element("v", _escaped(draw(TEXT)))
    over = draw(st.sampled_from([None, None, "array", "shared"]))
    formula = s.element(
        "f", "A1&amp;B1", ("t", over), ("ref", over and f"{ref}:{ref}"), ("si", "0" if over == "shared" else None)
    )
    return draw(
        st.sampled_from(
            [(None, formula + s.element("v", "5")), ("str", formula + s.tag("v", close="/")), (None, formula)]
        )
    )


@st.composite
def _rows(draw: st.DrawFn, s: Spelling) -> str:
    text, row = "", 0
    for _ in range(draw(st.integers(0, 5))):
        row += draw(st.sampled_from([1, 1, 1, 2, 4])) if s.numbered_rows else 1
        cells, column = "", 0
        while column < WIDTH and draw(st.booleans() | st.just(True)):
            column += draw(st.sampled_from([1, 1, 2])) if s.numbered_cells else 1
            if column > WIDTH:
                break
            ref = reference(row, column)
            kind, content = draw(_contents(s, ref))
            attributes = [
                ("r", ref if s.numbered_cells else None),
                ("s", draw(st.sampled_from([None, 1, 5]))),
                ("t", kind),
            ]
            if s.quote == "'":
                attributes.reverse()
            closed = not content and draw(st.booleans())
            cells += s.tag("c", *attributes, close="/") if closed else s.element("c", content, *attributes)
            cells += s.space + "".join(s.noise)
        styled = draw(st.booleans())
        attributes = [
            ("r", row if s.numbered_rows else None),
            ("spans", draw(st.sampled_from([None, f"1:{WIDTH}"]))),
            ("s", 4 if styled else None),
            ("customFormat", 1 if styled else None),
        ]
        if not cells and draw(st.booleans()):
            text += s.tag("row", *attributes, close="/")
        else:
            text += s.element("row", s.space + cells, *attributes)
        text += s.space
    return text


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """A sheet part."""
    s = draw(spellings())
    rows = draw(_rows(s))
    head = s.tag("dimension", ("ref", "A1:G9"), close="/") if draw(st.booleans()) else ""
    if draw(st.booleans()):
        head += s.element("cols", s.tag("col", ("min", 2), ("max", 3), ("width", 9), ("style", 3), close="/"))
    head += draw(st.sampled_from(["", "<!-- <sheetData> -->"]))
    data = s.element("sheetData", s.space + rows) if rows or draw(st.booleans()) else s.tag("sheetData", close="/")
    tail = s.element("mergeCells", s.tag("mergeCell", ("ref", "A1:B1"), close="/"))
    tail += '<mc:AlternateContent><mc:Choice Requires="x14"><row r="3"/></mc:Choice></mc:AlternateContent><!-- end -->'
    name = f"xmlns:{s.prefix[:-1]}" if s.prefix else "xmlns"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    root = s.element("worksheet", head + s.space + data + tail, (name, NAMESPACES[s.namespace]), ("xmlns:mc", mc))
    encoding = draw(st.sampled_from(["UTF-8", "UTF-8", "UTF-8", "utf-16", "utf-16-be", "iso-8859-1"]))
    declared = {"utf-16-be": "UTF-16"}.get(encoding, encoding)
    whole = f'<?xml version="1.0" encoding="{declared}"?>\n{root}'
    if encoding == "utf-16-be":
        return b"\xfe\xff" + whole.encode(encoding)
    return whole.encode(encoding, "xmlcharrefreplace")


VALUES = (
    st.none()
    | TEXT
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**16), 10**16)
    | st.booleans()
    | st.dates(date(1904, 1, 2), date(2100, 1, 1))
    | st.datetimes(datetime(1904, 1, 2), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0))
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
    | st.just(CellError("#REF!"))
)


@st.composite
def edits(draw: st.DrawFn) -> SheetEdits:
    """Cells here and there, new columns on the right, widths."""
    places = draw(
        st.dictionaries(st.integers(1, 14), st.sets(st.integers(1, WIDTH + 3), min_size=1, max_size=3), max_size=3)
    )
    cells = {
        row: {column: (draw(VALUES), draw(st.sampled_from([None, 0, 2]))) for column in columns}
        for row, columns in places.items()
    }
    columns = [
        ColumnEdit(
            column,
            draw(st.integers(1, 3)),
            draw(st.lists(VALUES, max_size=6)),
            draw(st.sampled_from([None, 1, 3])),
            lambda xf: xf + 10 if xf else 0,
            draw(st.sampled_from([None, (1, "Días", 2)])),
        )
        for column in draw(st.sets(st.integers(WIDTH + 1, WIDTH + 3), max_size=3))
    ]
    widths = dict.fromkeys(draw(st.sets(st.integers(1, 12), max_size=2)), 12.5)
    return SheetEdits(cells=cells, columns=columns, widths=widths)
