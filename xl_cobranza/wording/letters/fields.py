"""What a template may name: the fields between `{{ }}`, what a row of a list holds, the tables between `[ ]`.

To add one is to add a line. A template writes the Spanish name or the English one, in any case and with accents or
without. A field that the caller does not know is blank, so a template never fails for what a customer lacks.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final, Literal, NamedTuple

from xl_cobranza.errors import Refused
from xl_cobranza.wording.letters.document_names import DOCUMENT_FIELDS, DOCUMENT_TABLES

Scalar = str | int | Decimal
FieldValue = Scalar | tuple[Mapping[str, Scalar], ...]
Kind = Literal["text", "number", "link", "list"]

MOST_ROWS: Final = 5000  # of a list in one letter
_LINK: Final = re.compile(
    r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d{1,5})?(?:[/?#][\w\-.~:/?#@!$&()*+,;=%]*)?", re.ASCII
)


class Field(NamedTuple):
    """One name: what it means, and an example as a Spanish and as an English letter would show it."""

    name: str
    english: str
    meaning: str
    meaning_en: str
    example: FieldValue
    example_en: FieldValue | None = None
    kind: Kind = "text"


class Named(NamedTuple):
    """A table, or another block, that stands where its name is alone on a line between brackets."""

    name: str
    english: str
    meaning: str
    meaning_en: str
    columns: tuple[tuple[str, str], ...] = ()  # headings, Spanish and English
    title: tuple[str, str] = ("", "")  # what stands above it, for what is shown apart


class Address(str):
    """A web address of the user's own that a reader may click."""

    __slots__ = ()


_N: Final = "number"
FIELDS: Final = (
    # who writes
    Field("empresa", "company", "tu empresa", "your company", "Comercial Altavista"),
    Field("remitente", "sender", "quien firma", "who signs", "Laura Ibáñez"),
    Field("cargo", "position", "puesto de quien firma", "position of who signs", "Administración", "Accounts"),
    Field("telefono", "phone", "teléfono al que pueden llamar", "telephone to call", "+52 55 5555 0100"),
    Field("correo", "email", "correo al que pueden contestar", "address to answer to", "cobros@altavista.example"),
    Field("firma", "signature", "remitente, cargo y empresa, uno por línea", "sender, position and company, one a line", ""),
    Field("presentacion", "introduction", "«Soy (remitente), de (empresa).», para mensajes cortos", "“I am (sender), from (company).”, for short messages", ""),
    # to whom, and when
    Field("cliente", "customer", "nombre del cliente", "name of the customer", "Ferretería El Roble"),
    Field("contacto", "contact", "persona a la que se escribe", "person written to", "Norma Lugo"),
    Field("contacto_principal", "main_contact", "la persona de siempre, cuando se escribe a otra", "the usual person, when another is written to", "Norma Lugo"),
    Field("fecha", "date", "día de la carta", "day of the letter", "20 de noviembre de 2026", "20 November 2026"),
    # the invoices
    Field("folio", "invoice", "la factura más antigua de la carta", "the oldest invoice of the letter", "A-118"),
    Field("folios", "invoices_list", "todas las facturas de la carta, separadas por comas", "all its invoices, with commas", "A-118, A-131"),
    Field("n_facturas", "n_invoices", "cuántas facturas hay en la carta", "how many invoices it is about", 2, kind=_N),
    Field("importe", "amount", "lo que se debe de «folio»", "what is owed on «invoice»", "8,120.00 MXN"),
    Field("vencimiento", "due_date", "vencimiento de «folio»", "due date of «invoice»", "5 de noviembre de 2026", "5 November 2026"),
    Field("dia_pago", "pay_day", "el próximo día de pago del cliente, si «folio» ya venció y se espera a ese día", "the customer's next payment day, when «invoice» fell due before it", ""),
    Field("dias", "days", "días vencidos de «folio»; 0 el mismo día, negativo antes", "days overdue of «invoice»; 0 on the day, negative before", 15, kind=_N),
    Field("total", "total", "la suma de lo que se reclama, que es la de [tabla], por moneda", "the sum of what is asked for, that of [table], by currency", "12,480.00 MXN"),
    Field("total_vencido", "total_overdue", "de «total», lo ya vencido", "of «total», what is overdue", "12,480.00 MXN"),
    Field("saldo_total", "total_balance", "todo lo que debe el cliente, también lo que va aparte", "all that the customer owes, what is shown apart too", "15,680.00 MXN"),
    Field("total_numero", "total_number", "el total como número, para comparar; 0 si hay varias monedas", "the total as a number, to compare; 0 with several currencies", Decimal("12480.00"), kind=_N),
    Field("facturas", "invoices", "cada factura, para recorrerlas con {% for f in facturas %}", "each invoice, to go through with {% for f in invoices %}", (
        {"folio": "A-118", "emision": "06/10/2026", "vencimiento": "05/11/2026", "importe": "8,120.00 MXN", "saldo": "8,120.00 MXN", "dias": 15, "moneda": "MXN"},
        {"folio": "A-131", "emision": "15/10/2026", "vencimiento": "14/11/2026", "importe": "6,360.00 MXN", "saldo": "4,360.00 MXN", "dias": 6, "moneda": "MXN"},
    ), kind="list"),
    Field("saldo_favor", "credit", "dinero del cliente sin aplicar", "money of the customer not yet applied", "1,500.00 MXN"),
    Field("pagos_hasta", "payments_until", "día hasta el que se tienen en cuenta los pagos", "day up to which payments are counted", "18 de noviembre de 2026", "18 November 2026"),
    # how to pay, and by when
    Field("fecha_limite", "deadline", "día que se propone para pagar o contestar", "day proposed to pay or answer by", "30 de noviembre de 2026", "30 November 2026"),
    Field("plazo_dias", "deadline_days", "días que se dan para ello", "days given for it", 10, kind=_N),
    Field("enlace_pago", "payment_link", "dirección para pagar en línea (https://…)", "address to pay online (https://…)", "https://pagos.altavista.example/elroble", kind="link"),
    Field("datos_bancarios", "bank_details", "cuenta para la transferencia", "account for the transfer", "Banco Ejemplo, CLABE 000 000 00000000000 0", "Banco Ejemplo, CLABE 000 000 00000000000 0"),
    Field("concepto", "payment_reference", "lo que conviene escribir en el pago", "what to write on the payment", "A-118, A-131"),
    # interest
    Field("interes", "interest", "interés de demora calculado, sin cobrarlo aún", "late interest worked out, not yet charged", "92.10 MXN"),
    Field("tasa", "rate", "tasa anual con la que se calcula", "yearly rate it is worked out at", "18 %"),
    Field("base_dias", "day_count", "cómo se cuentan los días", "how days are counted", "ACT/365"),
    Field("fuente_interes", "interest_source", "contrato o norma de donde sale la tasa", "contract or law of the rate", "cláusula 6 del contrato", "clause 6 of the contract"),
    Field("compensacion", "compensation", "compensación fija por costes de cobro, si la hay", "fixed compensation for recovery costs, if any", ""),
    Field("total_con_interes", "total_with_interest", "total más interés y compensación", "total plus interest and compensation", "12,572.10 MXN"),
    # offers and agreements
    Field("oferta", "offer", "importe con el que se da por pagado, en un solo pago", "sum that settles it all, in one payment", "11,856.00 MXN"),
    Field("descuento", "discount", "descuento de esa oferta", "discount of that offer", "5 %"),
    Field("ahorro", "saving", "lo que el cliente se ahorra", "what the customer saves", "624.00 MXN"),
    Field("oferta_hasta", "offer_until", "hasta qué día vale", "last day of the offer", "30 de noviembre de 2026", "30 November 2026"),
    Field("n_pagos", "n_payments", "en cuántos pagos se propone repartir", "in how many payments it could be split", 3, kind=_N),
    Field("pago_propuesto", "proposed_payment", "importe de cada uno", "amount of each", "4,160.00 MXN"),
    Field("acuerdo", "agreement", "clave del acuerdo", "id of the agreement", "AC-001"),
    Field("n_cuota", "instalment_number", "qué pago del acuerdo toca", "which payment of the agreement", 2, kind=_N),
    Field("n_cuotas", "instalments_count", "cuántos tiene el acuerdo", "how many the agreement has", 3, kind=_N),
    Field("cuota", "instalment", "importe de ese pago", "amount of that payment", "4,160.00 MXN"),
    Field("fecha_cuota", "instalment_date", "cuándo toca", "when it is due", "25 de noviembre de 2026", "25 November 2026"),
    Field("dias_cuota", "instalment_days", "días de retraso de ese pago; negativo antes", "days it is late; negative before", -5, kind=_N),
    Field("saldo_acuerdo", "agreement_balance", "lo que queda del acuerdo", "what is left of the agreement", "8,320.00 MXN"),
    Field("cuotas", "instalments", "cada pago del acuerdo, para {% for c in cuotas %}", "each payment of it, for {% for c in instalments %}", (
        {"numero": 1, "fecha": "25/10/2026", "importe": "4,160.00 MXN", "saldo": "8,320.00 MXN", "estado": "Pagado"},
        {"numero": 2, "fecha": "25/11/2026", "importe": "4,160.00 MXN", "saldo": "4,160.00 MXN", "estado": "Pendiente"},
    ), kind="list"),
    # what has happened
    Field("fecha_promesa", "promise_date", "día en que el cliente dijo que pagaría", "day on which the customer said they would pay", "25 de noviembre de 2026", "25 November 2026"),
    Field("importe_promesa", "promise_amount", "cuánto dijo", "how much they said", "8,120.00 MXN"),
    Field("importe_pagado", "amount_paid", "el pago que se agradece", "the payment we thank for", "8,120.00 MXN"),
    Field("fecha_pago", "paid_on", "día de ese pago", "day of that payment", "19 de noviembre de 2026", "19 November 2026"),
    Field("motivo_disputa", "dispute_reason", "por qué está en disputa", "why it is disputed", "faltan dos cajas", "two boxes are missing"),
    Field("importe_disputa", "disputed_amount", "cuánto está en disputa", "how much is disputed", "2,100.00 MXN"),
    Field("folio_disputa", "disputed_invoice", "factura en disputa", "disputed invoice", "A-125"),
    Field("responsable", "owner", "quien la resuelve en tu empresa", "who settles it at your company", "Mateo Rivas"),
    Field("causa", "cause", "lo que hay que corregir: no recibió la factura, error, falta un documento", "what we must mend: invoice not received, an error, a missing document", "error en la factura", "an error in the invoice"),
    Field("ultimo_contacto", "last_contact", "día de la última gestión", "day of the last contact", "10 de noviembre de 2026", "10 November 2026"),
    # suspension and demand
    Field("servicio", "service", "lo que se pausaría: el servicio, los pedidos a crédito…", "what would be paused: the service, orders on credit…", "los pedidos a crédito", "orders on credit"),
    Field("fecha_suspension", "suspension_date", "desde qué día", "from which day", "4 de diciembre de 2026", "4 December 2026"),
    Field("fecha_aviso", "announced_on", "día en que se avisó", "day it was announced", "20 de noviembre de 2026", "20 November 2026"),
    Field("base_legal", "legal_basis", "contrato o norma en que se apoya el requerimiento", "contract or law the demand rests on", "contrato de suministro del 2 de marzo de 2025", "supply contract of 2 March 2025"),
    *(Field(*row) for row in DOCUMENT_FIELDS),
)  # fmt: skip

ALSO: Final[Mapping[str, str]] = {  # what people write too
    "nombre": "cliente", "razon_social": "cliente", "name": "cliente", "persona": "contacto", "factura": "folio", "monto": "importe",
    "saldo": "total", "balance": "total", "monto_total": "total", "importe_total": "total", "adeudo": "total", "vencido": "total_vencido",
    "fecha_vencimiento": "vencimiento", "dias_vencidos": "dias", "days_overdue": "dias", "numero_facturas": "n_facturas",
    "cuenta": "datos_bancarios", "banco": "datos_bancarios", "link": "enlace_pago", "enlace": "enlace_pago", "liga_de_pago": "enlace_pago",
    "referencia": "concepto", "puesto": "cargo", "email": "correo", "tel": "telefono", "hoy": "fecha", "today": "fecha",
    "parcialidad": "cuota", "plazo": "cuota", "fecha_promesa_de_pago": "fecha_promesa",
}  # fmt: skip
ITEMS: Final[Mapping[str, Mapping[str, str]]] = {  # what a row of a list holds, Spanish → English
    "facturas": {"folio": "invoice", "emision": "issued", "vencimiento": "due_date", "importe": "amount", "saldo": "balance", "dias": "days", "moneda": "currency"},
    "cuotas": {"numero": "number", "fecha": "date", "importe": "amount", "saldo": "balance", "estado": "status"},
}  # fmt: skip
NUMBERS_OF_ITEMS: Final = frozenset(("dias", "numero"))

_INVOICES: Final = (("Factura", "Invoice"), ("Emisión", "Issued"), ("Vencimiento", "Due date"), ("Importe", "Amount"), ("Saldo", "Balance"))  # fmt: skip
TABLES: Final = (
    Named("tabla", "table", "lo que se reclama: una fila por factura y un total por moneda", "what is asked for: a row an invoice and a total a currency", _INVOICES),
    Named("facturas", "invoices", "lo mismo que [tabla]", "the same as [table]", _INVOICES),
    Named("aparte", "apart", "todo lo que no se reclama aquí, cada cosa con su título: las cinco siguientes", "all that is not asked for here, each with its title: the next five"),
    Named("por_vencer", "not_due", "lo que vence pronto", "what is due soon", _INVOICES, title=("Vence pronto", "Due soon")),
    Named("en_acuerdo", "in_agreement", "lo que ya está en un acuerdo", "what an agreement covers", _INVOICES, title=("Ya incluido en un acuerdo", "Already in an agreement")),
    Named("prometido", "promised", "lo que tiene una promesa, una pausa o un documento por vencer", "what has a promise, a pause or a document not yet due", _INVOICES, title=("Con fecha ya acordada", "With a date already agreed")),
    Named("en_disputa", "disputed", "lo que está en disputa, y no se reclama", "what is disputed, and not asked for", _INVOICES, title=("En revisión: no se incluye en el total", "Under review: not in the total")),
    Named("a_favor", "credits", "lo que hay a favor del cliente", "what is in the customer's favour", (("Documento", "Document"), ("Fecha", "Date"), ("Importe", "Amount")), title=("Saldo a favor", "Credit balance")),
    Named("movimientos", "movements", "facturas y pagos, por fecha, con su saldo", "invoices and payments by date, with the balance", (("Fecha", "Date"), ("Concepto", "Item"), ("Cargo", "Charge"), ("Abono", "Payment"), ("Saldo", "Balance"))),
    Named("intereses", "interest", "cómo se calculó el interés, tramo a tramo", "how the interest was worked out, period by period", (("Factura", "Invoice"), ("Desde", "From"), ("Hasta", "To"), ("Días", "Days"), ("Sobre", "On"), ("Tasa anual", "Yearly rate"), ("Interés", "Interest"))),
    Named("calendario", "schedule", "los pagos de un acuerdo", "the payments of an agreement", (("N.º", "No."), ("Fecha", "Date"), ("Cuota", "Payment"), ("Interés", "Interest"), ("Capital", "Principal"), ("Saldo", "Balance"))),
    *(Named(*row) for row in DOCUMENT_TABLES),
    Named("pago", "payment", "cómo pagar: enlace, cuenta y concepto, lo que haya", "how to pay: link, account and reference, what there is"),
    Named("partes", "parties", "quién firma un documento y como qué", "who signs a document, and as what"),
    Named("firmas", "signatures", "líneas para firmar", "lines to sign on"),
    Named("salto", "page_break", "lo que sigue empieza en otra página", "what follows begins on a new page"),
)  # fmt: skip

APART: Final = ("por_vencer", "en_acuerdo", "prometido", "en_disputa", "a_favor")  # what `[aparte]` stands for


def folded(name: str) -> str:
    """A name as it is compared: without accents, case, and with one underscore where there was a space or hyphen.

    >>> folded("Teléfono"), folded("por vencer")
    ('telefono', 'por_vencer')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.strip().lower()) if not unicodedata.combining(c))
    return re.sub(r"[\s\-]+", "_", plain)


@cache
def field_names() -> Mapping[str, str]:
    """Every way to write a field → its Spanish name."""
    listed = {folded(way): field.name for field in reversed(FIELDS) for way in (field.english, field.name)}
    return {**ALSO, **listed}


@cache
def table_names() -> Mapping[str, str]:
    """Every way to write a table → its Spanish name."""
    return {folded(way): table.name for table in reversed(TABLES) for way in (table.english, table.name)}


@cache
def item_names(name: str) -> Mapping[str, str]:
    """Every way to write what a row of that list holds → its Spanish name."""
    return {folded(way): key for key, english in ITEMS.get(name, {}).items() for way in (english, key)}


@cache
def kinds() -> Mapping[str, Kind]:
    return {field.name: field.kind for field in FIELDS}


def examples(language: str = "es") -> dict[str, FieldValue]:
    """A letter's fields as an example shows them."""
    english = language == "en"
    return {f.name: f.example_en if english and f.example_en is not None else f.example for f in FIELDS}


_BLANK: Final[Mapping[Kind, FieldValue]] = {"text": "", "number": 0, "link": "", "list": ()}


_PRESENTING: Final = {
    "es": ("Soy {0}, de {1}.", "Soy {0}.", "Escribo de parte de {1}."),
    "en": ("This is {0} from {1}.", "This is {0}.", "I am writing on behalf of {1}."),
}


def context(fields: Mapping[str, FieldValue], language: str = "es") -> dict[str, FieldValue]:
    """The fields as a template sees them: every known name, plain data only, what is not given blank.

    Raises Refused: letter_too_long for a list of too many rows.

    >>> context({"cliente": "Rosa"})["cliente"], context({})["n_facturas"]
    ('Rosa', 0)
    """
    filled: dict[str, FieldValue] = {field.name: _BLANK[field.kind] for field in FIELDS}
    for name, value in fields.items():
        filled[name] = _plain(name, value)
    sender, company = str(filled["remitente"]), str(filled["empresa"])
    if not filled["firma"]:
        filled["firma"] = "\n".join(line for line in (sender, str(filled["cargo"]), company) if line)
    if not filled["presentacion"] and (sender or company):
        both, alone, company_alone = _PRESENTING.get(language, _PRESENTING["es"])
        pattern = both if sender and company else alone if sender else company_alone
        filled["presentacion"] = pattern.format(sender, company)
    return filled


def _plain(name: str, value: FieldValue) -> FieldValue:
    """A copy that is nothing but data."""
    if isinstance(value, str):
        is_link = kinds().get(name) == "link" and _LINK.fullmatch(value)
        return Address(value) if is_link else str(value)
    if isinstance(value, tuple):
        if len(value) > MOST_ROWS:
            raise Refused("letter_too_long", found=name)
        blank: dict[str, Scalar] = {item: 0 if item in NUMBERS_OF_ITEMS else "" for item in ITEMS.get(name, ())}
        return tuple(blank | {str(key): _scalar(item) for key, item in row.items()} for row in value)
    return _scalar(value)


def _scalar(value: object) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TypeError(f"a field holds text, a number or rows of them, not {type(value).__name__}")
    return str(value) if isinstance(value, str) else value
