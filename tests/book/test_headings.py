"""Headings as other programs export them.

Typical, from general knowledge of each program and not checked against a file of its own.
"""

import pytest

from tests.book.ledger_text import ledger
from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.headings import fold, match

PROGRAMS = {
    "Contaplus/Sage 50": (
        "Serie | Factura | Fecha | Código | Cliente | Vencimiento | Importe | Cobrado | Pendiente | Forma de pago",
        {"series": 1, "folio": 2, "issued": 3, "customer": 5, "due": 6, "amount": 7, "paid": 8, "instrument": 10},
    ),
    "Sage, recibos": (
        "Nº factura | F. factura | Nombre cliente | F. vto. | Importe | Estado",
        {"folio": 1, "issued": 2, "customer": 3, "due": 4, "amount": 5, "situation": 6},
    ),
    "Holded": (
        "Fecha | Núm. | Cliente | Vencimiento | Subtotal | IVA | Retenciones | Total | Cobrado | Pendiente | Estado",
        {"issued": 1, "folio": 2, "customer": 3, "due": 4, "withheld": 7, "amount": 8, "paid": 9, "situation": 11},
    ),
    "Alegra": (
        "Número | Cliente | Creación | Vencimiento | Total | Cobrado | Por cobrar | Estado",
        {"folio": 1, "customer": 2, "issued": 3, "due": 4, "amount": 5, "paid": 6, "situation": 8},
    ),
    "Siigo": (
        "Identificación | Nombre cliente | Comprobante | Fecha de emisión | Fecha de vencimiento | Valor total | Saldo",
        {"customer": 2, "folio": 3, "issued": 4, "due": 5, "amount": 6, "their_balance": 7},
    ),
    "CONTPAQi Comercial": (
        "Serie | Folio | Código cliente | Razón social | Fecha | Fecha vencimiento | Neto | IVA | Total | Pendiente | Moneda",
        {
            "series": 1,
            "folio": 2,
            "customer": 4,
            "issued": 5,
            "due": 6,
            "amount": 9,
            "their_balance": 10,
            "currency": 11,
        },
    ),
    "Aspel SAE": (
        "Clave cliente | Nombre | Documento | Fecha de aplicación | Fecha vencimiento | Monto | Saldo",
        {"customer": 2, "folio": 3, "due": 5, "amount": 6, "their_balance": 7},
    ),
    "Bind ERP": (
        "Serie | Número | Cliente | Fecha | Vence | Moneda | Total | Pagado | Saldo",
        {"series": 1, "folio": 2, "customer": 3, "issued": 4, "due": 5, "currency": 6, "amount": 7, "paid": 8},
    ),
    "QuickBooks, open invoices": (
        "Date | Transaction type | Num | Customer | Due date | Amount | Open balance",
        {"issued": 1, "folio": 3, "customer": 4, "due": 5, "amount": 6, "their_balance": 7},
    ),
    "SAP FBL5N": (
        "Account | Document Number | Document Date | Net due date | Amount in local currency | Document currency",
        {"customer": 1, "folio": 2, "issued": 3, "due": 4, "amount": 5, "currency": 6},
    ),
    "SAP FBL5N, español": (
        "Cuenta | Nº documento | Fecha documento | Vencimiento neto | Importe en moneda local | Moneda del documento",
        {"customer": 1, "folio": 2, "issued": 3, "due": 4, "amount": 5, "currency": 6},
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_export_of_a_program_is_understood(program):
    headings, expected = PROGRAMS[program]

    assert dict(find_ledger(ledger(headings)).columns) == expected


def every_synonym():
    for sheet in layout.SHEETS:
        for column in sheet.columns:
            for heading in (column.heading, column.english, *column.synonyms) if not column.ours else ():
                yield pytest.param(sheet, column.field, heading, id=f"{sheet.key}-{column.field}-{heading}")


def test_no_two_columns_of_a_sheet_have_the_same_heading():
    for sheet in layout.SHEETS:
        read = [column for column in sheet.columns if not column.ours]

        assert (
            len({fold(column.heading) for column in read})
            == len(read)
            == len({fold(column.english) for column in read})
        )


@pytest.mark.parametrize(("sheet", "field", "heading"), list(every_synonym()))
def test_every_published_heading_leads_to_its_field(sheet, field, heading):
    assert match(sheet, {1: heading}).get(field) == 1
