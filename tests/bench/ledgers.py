"""A ledger of any size by a second writer (XlsxWriter): invoices with log and customers, as Excel would store them."""

import random
import sys
from datetime import date, timedelta

import xlsxwriter

from xl_cobranza.book import layout

AS_OF = date(2026, 11, 20)
INVOICE_COLUMNS = (
    "series", "folio", "customer", "issued", "due", "amount", "currency", "withheld", "situation", "promise_date",
    "on_hold_until", "applies_to",
)  # fmt: skip
CUSTOMER_COLUMNS = ("customer", "name", "country", "profile", "contact", "email", "phone", "credit_limit", "term")
LOG_COLUMNS = ("id", "on", "customer", "folio", "direction", "channel", "step", "outcome", "evidence", "notes")


def make_ledger(path: str, size: int) -> None:
    """A workbook with `size` invoices, a customer for every twenty and a log entry for every five; always the same."""
    chance = random.Random(size)
    customers = [f"Cliente {number:06d}, S.A. de C.V." for number in range(max(1, size // 20))]
    workbook = xlsxwriter.Workbook(path)
    _sheet(workbook, layout.LEDGER, INVOICE_COLUMNS, [_invoice(i, customers, chance) for i in range(size)])
    _sheet(workbook, layout.CUSTOMERS, CUSTOMER_COLUMNS, [_customer(name, chance) for name in customers])
    _sheet(workbook, layout.LOG, LOG_COLUMNS, [_contact(i, customers, chance) for i in range(size // 5)])
    workbook.close()


def _invoice(number, customers, chance):
    due = AS_OF - timedelta(days=chance.randrange(-40, 160))
    return (
        "A", f"{number:07d}", chance.choice(customers), due - timedelta(days=30), due,
        round(chance.uniform(500, 90_000), 2), "MXN", None,
        "Cancelada" if chance.random() < 0.01 else None,
        AS_OF + timedelta(days=chance.randrange(-9, 9)) if chance.random() < 0.03 else None,
        AS_OF + timedelta(days=9) if chance.random() < 0.01 else None,
        None,
    )  # fmt: skip


def _customer(name, chance):
    profile = chance.choice(["Estándar", "Estándar", "Estándar", "Preferente", "En vigilancia"])
    return (name, name, "MX", profile, "Ana Ruiz", "pagos@cliente.example", "+52 55 5555 0100", 500_000, 30)


def _contact(number, customers, chance):
    outcome = chance.choice(["Enviado", "Sin respuesta", "Respondió", "Promesa"])
    day = AS_OF - timedelta(days=chance.randrange(0, 90))
    return (
        f"G-{number:06d}", day, chance.choice(customers), None, "Saliente", chance.choice(["Correo", "Teléfono"]),
        "Recordatorio", outcome, "ninguna", "Se habló con pagos",
    )  # fmt: skip


def _sheet(workbook, sheet, fields, rows):
    worksheet = workbook.add_worksheet(sheet.name)
    formats = {
        "date": workbook.add_format({"num_format": "dd/mm/yyyy"}),
        "amount": workbook.add_format({"num_format": "#,##0.00"}),
    }
    columns = [
        {"header": sheet.by_field[field].heading, "format": formats.get(sheet.by_field[field].kind)} for field in fields
    ]
    worksheet.add_table(
        0, 0, max(1, len(rows)), len(fields) - 1, {"name": sheet.table, "columns": columns, "data": rows}
    )


if __name__ == "__main__":
    make_ledger(sys.argv[1], int(sys.argv[2]))
