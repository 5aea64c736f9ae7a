"""Which currency each row is in: its own column, else the sign in its amount, else the policy's."""

from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import Columns
from xl_cobranza.book.typed.currencies import Home, read_currency, split_currency
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import is_blank, read_text
from xl_cobranza.book.typed.values import Reader


def read_code(home: Home) -> Reader[str | None]:
    """A reader of a currency column.

    >>> read_code(Home(country="MX"))("pesos"), read_code(Home())("doblones")
    ('MXN', Fault(kind='unknown_currency', found='doblones'))
    """

    def read(value: Value) -> str | Fault | None:
        text = read_text(value)
        if not text or is_blank(text):
            return None
        return read_currency(text, home) or Fault("unknown_currency", text)

    return read


def fill_currency(columns: Columns, home: Home) -> None:
    """Fill in the currency of the rows that do not name one."""
    named, unknown = columns["currency"], columns.faults.get("currency", {})
    for i, sign in _signs(columns).items():
        if named[i] is None and i not in unknown:
            named[i] = read_currency(sign, home)
            if named[i] is None:
                unknown = {**unknown, i: Fault("unknown_currency", sign)}
                columns.faults["currency"] = unknown
    if home.currency is not None:
        columns.values["currency"] = [code or (None if i in unknown else home.currency) for i, code in enumerate(named)]


def _signs(columns: Columns) -> dict[int, str]:
    """The currency typed inside an amount, by row."""
    area = columns.area
    cells = area.grid.column(area.columns["amount"], area.first_row, area.last_row) if "amount" in area.columns else []
    if str not in set(map(type, cells)):
        return {}
    signs = (
        (i, split_currency(read_text(cell).strip("()+- "))[1]) for i, cell in enumerate(cells) if isinstance(cell, str)
    )
    return {i: sign for i, sign in signs if sign}
