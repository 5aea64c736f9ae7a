"""The hidden names by which a column is ours: `_cobranza.<field>` in the ledger, else `_cobranza.<sheet>.<field>`.

A name points at the heading cell, so it follows when a person moves the column; a deleted column
leaves `#REF!` behind, which counts as no name at all.
"""

from collections.abc import Mapping

from xl_cobranza.book import layout
from xl_cobranza.book.layout import OWNER_PREFIX, SCHEMA, SCHEMA_NAME, Sheet
from xl_cobranza.book.port import Book
from xl_cobranza.book.references import Place, place
from xl_cobranza.errors import Refused


def owner_name(sheet: Sheet, field: str) -> str:
    """The hidden name of one of our columns.

    >>> owner_name(layout.LEDGER, "stage"), owner_name(layout.CUSTOMERS, "balance")
    ('_cobranza.stage', '_cobranza.clientes.balance')
    """
    middle = "" if sheet is layout.LEDGER else sheet.name.casefold() + "."
    return f"{OWNER_PREFIX}{middle}{field}"


def places(book: Book, sheet: Sheet) -> Mapping[str, Place]:
    """Field → the heading cell of our column, for those that are still there."""
    names = {name.casefold(): formula for name, formula in book.names.items()}
    found = ((c.field, place(names.get(owner_name(sheet, c.field).casefold(), ""))) for c in sheet.ours)
    return {field: cell for field, cell in found if cell is not None}


def check_schema(book: Book) -> None:
    """Raise Refused("newer_schema") when a later version of this program made our columns."""
    text = book.names.get(SCHEMA_NAME, "").lstrip("= ").strip()
    if text.isdigit() and int(text) > SCHEMA:
        raise Refused("newer_schema", found=text)
