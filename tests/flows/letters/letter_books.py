"""A workbook in memory whose customers are to be written to, with the sheet `Cartas` as the template has it."""

from datetime import date

from tests.flows.today_books import FRIDAY, LOG
from tests.memory_book import MemoryBook
from xl_cobranza import remind
from xl_cobranza.book.letters.layout import LETTERS
from xl_cobranza.book.ownership import owner_name
from xl_cobranza.book.port import TableInfo
from xl_cobranza.book.references import letters

FIELDS = [column.field for column in LETTERS.columns]
HEADINGS = ["Folio", "Cliente", "Emisión", "Vencimiento", "Importe", "Moneda", "En disputa", "Acuerdo"]
CLIENTS = [
    "Cliente",
    "Contacto",
    "Correo",
    "Teléfono",
    "Otro contacto",
    "Correo 2",
    "País",
    "Tipo",
    "No contactar",
    "Canales autorizados",
]


def client(name, *, mail=True, other=None, other_mail=None, country="MX", kind="Empresa", never=None, agreed=None):
    address = f"{name.lower()}@x.example" if mail is True else mail or None
    return [name, f"Persona {name}", address, "55 5555 0134", other, other_mail, country, kind, never, agreed]


def bill(folio, customer, days, amount=1000.0, currency="MXN", disputed=None):
    """An invoice so many days overdue."""
    due = date.fromordinal(FRIDAY.toordinal() - days)
    return [folio, customer, date.fromordinal(due.toordinal() - 30), due, amount, currency, disputed, None]


def said(customer, days, step="Recordatorio", outcome="Enviado", channel="Correo", **more):
    """A contact of ours, so many days ago."""
    row = {
        "Fecha": date.fromordinal(FRIDAY.toordinal() - days), "Cliente": customer, "Sentido": "Saliente",
        "Canal": channel, "Paso": step, "Resultado": outcome, **more,
    }  # fmt: skip
    return [row.get(heading) for heading in LOG]


def letter_book(bills, clients, log=(), payments=(), rules=None, parameters=None):
    sheets = {"Facturas": [HEADINGS, *bills], "Clientes": [CLIENTS, *clients], "Gestiones": [LOG, *log]}
    sheets["Cartas"] = [[column.heading for column in LETTERS.columns], []]
    if payments:
        sheets["Pagos"] = [["Fecha", "Cliente", "Folio", "Importe", "Moneda"], *payments]
    if rules:
        sheets["Reglas de contacto"] = [["País", "Tipo", "Desde", "Regla", "Valor", "Fuente"], *rules]
    if parameters:
        sheets["Política"] = [["Clave", "Valor"], *parameters]
    names = {
        owner_name(LETTERS, c.field): f"Cartas!${letters(at)}$1" for at, c in enumerate(LETTERS.columns, 1) if c.ours
    }
    return MemoryBook(sheets, [TableInfo("Cartas", "Cartas", 1, 2, 1, len(FIELDS), 0)], names)


def run(book, day=FRIDAY, **asked):
    plan = remind(book, day, **asked)
    book.apply(plan.patches, plan.digest)
    return plan


def written(plan):
    """Who gets a letter: the step, the channel, and to whom."""
    return {
        one.letter.customer.key: (one.letter.step, one.letter.channel.value, one.letter.to.name) for one in plan.letters
    }


def left_out(plan):
    return {one.customer.key: one.reason for one in plan.skipped}


def logged(book):
    grid = book.read("Gestiones")
    return [{LOG[c - 1]: v for c, v in grid.row(row).items()} for row in range(2, grid.rows + 1)]


def at(field):
    return FIELDS.index(field) + 1


def listed(book):
    """The rows of `Cartas`: customer and state."""
    grid = book.read("Cartas")
    rows = [grid.row(row) for row in range(2, grid.rows + 1)]
    return {row[1]: row.get(at("state")) for row in rows if row.get(1)}


def mark(book, customer, **typed):
    grid = book.read("Cartas")
    row = next(row for row in range(2, grid.rows + 1) if grid.row(row).get(1) == customer)
    for field, value in typed.items():
        book.type("Cartas", row, at(field), value)
    return row
