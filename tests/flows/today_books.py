"""A workbook in memory with a small ledger, a log and the sheet `Hoy`, as the template has it."""

from collections.abc import Iterable, Sequence
from datetime import date

from tests.memory_book import MemoryBook
from xl_cobranza import review
from xl_cobranza.book import layout
from xl_cobranza.book.ownership import owner_name
from xl_cobranza.book.port import TableInfo, Value
from xl_cobranza.book.references import letters
from xl_cobranza.flows.plan import Plan

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
HEADINGS = 9
FIELDS = [column.field for column in layout.TODAY.columns]
LOG = [column.heading for column in layout.LOG.columns]
LEDGER = [
    ["Folio", "Cliente", "Emisión", "Vencimiento", "Importe", "Moneda"],
    ["A1", "Olmo", date(2026, 10, 1), date(2026, 11, 12), 1000.0, "MXN"],
    ["A2", "Haya", date(2026, 9, 1), date(2026, 10, 12), 9000.0, "MXN"],
    ["A3", "Tilo", date(2026, 9, 15), date(2026, 10, 30), 500.0, "MXN"],
]
CUSTOMERS = [
    ["Cliente", "Contacto", "Correo", "Teléfono", "País"],
    ["Olmo", "Rosa Díaz", "rosa@olmo.example", "55 5555 0134", "MX"],
    ["Haya", "Juan Ríos", "juan@haya.example", "55 5555 0135", "MX"],
    ["Tilo", "Ana Mora", "ana@tilo.example", "55 5555 0136", "MX"],
]


def today_book(ledger: Sequence[Sequence[Value]] = LEDGER, log: Iterable[Sequence[Value]] = ()) -> MemoryBook:
    """The book before its first run; `log` are rows under the headings of `Gestiones`."""
    top: list[list[Value]] = [[] for _ in range(HEADINGS - 1)]
    headings: list[Value] = [column.heading for column in layout.TODAY.columns]
    names = {owner_name(layout.TODAY, c.field): f"Hoy!${letters(at)}${HEADINGS}" for at, c in _ours()}
    names |= {owner_name(layout.TODAY, line): f"Hoy!${spot[0]}${spot[1:]}" for line, spot in layout.TODAY_LINES.items()}
    sheets = {"Hoy": [*top, headings, []], "Facturas": ledger, "Clientes": CUSTOMERS, "Gestiones": [LOG, *log]}
    table = TableInfo("Hoy", "Hoy", HEADINGS, HEADINGS + 1, 1, len(headings), 0)
    return MemoryBook(sheets, [table], names)


def _ours() -> Iterable[tuple[int, layout.Sheet]]:
    return [(at, column) for at, column in enumerate(layout.TODAY.columns, 1) if column.ours]


def run(book: MemoryBook, as_of: date = FRIDAY) -> Plan:
    """One run, written."""
    plan = review(book, as_of)
    book.apply(plan.patches, plan.digest)
    return plan


def at(field: str) -> int:
    return FIELDS.index(field) + 1


def row_of(book: MemoryBook, customer: str) -> int:
    grid = book.read("Hoy")
    column = grid.column(at("customer"), 1, grid.rows)
    return column.index(customer) + 1


def listed(book: MemoryBook) -> list[Value]:
    """The customers of the sheet, from top to bottom."""
    grid = book.read("Hoy")
    return [value for value in grid.column(at("customer"), HEADINGS + 1, grid.rows) if value is not None]


def note(book: MemoryBook, customer: str, **typed: Value) -> int:
    """A person types in the row of a customer."""
    row = row_of(book, customer)
    for field, value in typed.items():
        book.type("Hoy", row, at(field), value)
    return row


def logged(book: MemoryBook) -> list[dict[str, Value]]:
    """The rows of the log, by heading."""
    grid = book.read("Gestiones")
    return [{LOG[c - 1]: v for c, v in grid.row(row).items()} for row in range(2, grid.rows + 1)]
