"""What the sheet of an agreement says, in the words of the reader's country."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from xl_cobranza.domain.agreements.deal import Deal
from xl_cobranza.wording import figures

_ES: Final = {
    "title": "Acuerdo de pago {id}",
    "creditor": "Acreedor",
    "customer": "Cliente",
    "signed_on": "Fecha del acuerdo",
    "tax_id": "Identificación fiscal",
    "invoices": "Facturas que cubre",
    "invoice": "Factura",
    "due": "Vencimiento",
    "owed": "Saldo",
    "terms": "Condiciones",
    "balance": "Saldo de las facturas",
    "interest_included": "Interés incluido",
    "waived": "Interés condonado",
    "agreed": "Total del acuerdo",
    "down_payment": "Pago inicial",
    "down": "Inicial",
    "received": "Recibido hasta hoy",
    "left": "Falta por pagar",
    "status": "Estado",
    "method": "Forma de pago",
    "frequency": "Frecuencia",
    "count": "Cuotas",
    "rate": "Interés anual",
    "first_on": "Primera cuota",
    "currency": "Moneda",
    "grace": "Días de tolerancia",
    "as_of": "Fecha de corte",
    "instalment": "Cuota",
    "total": "Total",
    "for_creditor": "Por el acreedor",
    "for_customer": "Por el cliente",
    "sign": "Nombre, cargo y firma",
    "french": "Cuota fija",
    "equal_principal": "Capital constante",
    "interest_free": "Sin interés",
    "custom": "A medida",
    "weekly": "Semanal",
    "fortnightly": "Quincenal",
    "monthly": "Mensual",
    "yearly": "Anual",
    "on_dates": "En fechas acordadas",
    "renegotiated": "Renegociado",
    "cancelled": "Cancelado",
    "kept": "Al corriente",
    "late": "Atrasado",
    "broken": "Incumplido",
    "fulfilled": "Cumplido",
}
_EN: Final = {
    "title": "Payment agreement {id}",
    "creditor": "Creditor",
    "customer": "Customer",
    "signed_on": "Date of the agreement",
    "tax_id": "Tax id",
    "invoices": "Invoices covered",
    "invoice": "Invoice",
    "due": "Due date",
    "owed": "Balance",
    "terms": "Terms",
    "balance": "Balance of the invoices",
    "interest_included": "Interest included",
    "waived": "Interest waived",
    "agreed": "Total agreed",
    "down_payment": "Down payment",
    "down": "Down",
    "received": "Received so far",
    "left": "Still to pay",
    "status": "Status",
    "method": "How it is paid",
    "frequency": "Frequency",
    "count": "Instalments",
    "rate": "Yearly interest",
    "first_on": "First instalment",
    "currency": "Currency",
    "grace": "Days of tolerance",
    "as_of": "Cut-off date",
    "instalment": "Instalment",
    "total": "Total",
    "for_creditor": "For the creditor",
    "for_customer": "For the customer",
    "sign": "Name, position and signature",
    "french": "Equal instalments",
    "equal_principal": "Equal principal",
    "interest_free": "Interest-free",
    "custom": "As agreed",
    "weekly": "Weekly",
    "fortnightly": "Twice a month",
    "monthly": "Monthly",
    "yearly": "Yearly",
    "on_dates": "On agreed dates",
    "renegotiated": "Renegotiated",
    "cancelled": "Cancelled",
    "kept": "On track",
    "late": "Late",
    "broken": "Broken",
    "fulfilled": "Kept",
}
_BY_COUNTRY: Final = {
    "MX": {
        "count": "Parcialidades",
        "instalment": "Parcialidad",
        "first_on": "Primera parcialidad",
        "down_payment": "Enganche",
        "down": "Enganche",
        "french": "Parcialidad fija",
        "tax_id": "RFC",
    },
    "ES": {
        "count": "Plazos",
        "first_on": "Primer plazo",
        "down_payment": "Entrada",
        "down": "Entrada",
        "tax_id": "NIF",
    },
    "CL": {"tax_id": "RUT"},
    "CO": {"tax_id": "NIT"},
    "AR": {"tax_id": "CUIT"},
    "PE": {"tax_id": "RUC"},
}


def labels(language: str = "es", country: str = "") -> Mapping[str, str]:
    """The labels of the sheet.

    >>> labels("es", "MX")["down_payment"], labels("es", "ES")["count"], labels("en", "MX")["count"]
    ('Enganche', 'Plazos', 'Instalments')
    """
    if language == "en":
        return MappingProxyType(_EN)
    return MappingProxyType({**_ES, **_BY_COUNTRY.get(country, {})})


_NOTES: Final = {
    "es": {
        "note": "Acuerdo {id}: {count} {times} de {amount}, la primera el {first}.",
        "one": "Acuerdo {id}: un solo pago de {amount} el {first}.",
        "down": " {label}: {amount}.",
        "included": " Interés de mora incluido: {amount}.",
        "waived": " Interés de mora condonado: {amount}.",
        "replaces": " Sustituye al acuerdo {id}.",
    },
    "en": {
        "note": "Agreement {id}: {count} {times} of {amount}, the first on {first}.",
        "one": "Agreement {id}: one payment of {amount} on {first}.",
        "down": " {label}: {amount}.",
        "included": " Late interest included: {amount}.",
        "waived": " Late interest waived: {amount}.",
        "replaces": " Replaces agreement {id}.",
    },
}


def log_note(deal: Deal, country: str = "", language: str = "es") -> str:
    """What the log says of an agreement: what was agreed, and what was forgiven."""
    says, label = _NOTES["en" if language == "en" else "es"], labels(language, country)

    def money(amount: Decimal) -> str:
        return figures.amount(amount, deal.terms.currency, country, language)

    first, count = deal.instalments[0], len(deal.instalments)
    text = says["note" if count > 1 else "one"].format(
        id=deal.id,
        count=count,
        times=label["count"].lower(),
        amount=money(first.amount),
        first=f"{first.due:%d/%m/%Y}",
    )
    if deal.terms.down_payment:
        text += says["down"].format(label=label["down_payment"], amount=money(deal.terms.down_payment))
    if deal.interest_included:
        text += says["included"].format(amount=money(deal.interest_included))
    if deal.waived:
        text += says["waived"].format(amount=money(deal.waived))
    return text + (says["replaces"].format(id=deal.replaces) if deal.replaces else "")


_SAID: Final = {
    "es": {
        "headline": "Acuerdo {id} con {customer}: {total} en {count} {times}.",
        "headline_one": "Acuerdo {id} con {customer}: {total} en un solo pago.",
        "interest_included": "Interés de mora incluido: {amount}.",
        "waived": "Interés de mora condonado: {amount}.",
        "left_out": "Interés de mora que queda fuera: {amount}. Con --interes se incluye, se reduce o se condona.",
        "dry_run": "Simulación: no se escribió nada. Se crearía la hoja «{sheet}».",
        "saved": "Guardado en {path}, hoja «{sheet}».",
        "backup": "Copia del libro anterior: {path}",
        "next": "Ahora imprime la hoja «{sheet}» para firmarla, y sigue con cobranza recalcular.",
        "button_done": "Acuerdo {id}: mira la hoja «{sheet}» antes de guardar el libro.",
        "number": "N.º",
        "date": "Fecha",
        "interest": "Interés",
        "principal": "Capital",
        "ask_count": "¿En cuántas {times}? También puedes escribir cuánto puede pagar cada vez, como «1500 cada vez»",
        "ask_rate": "Interés anual en %, como 12. En blanco: sin interés",
        "ask_first_on": "Día del primer pago. En blanco: dentro de un mes",
        "ask_frequency": "Cada cuánto: mensual, quincenal o semanal. En blanco: mensual",
        "ask_down_payment": "{label}. En blanco: ninguno",
        "ask_folios": "Facturas, separadas por «;». En blanco: todo lo que debe el cliente",
        "ask_interest": "Interés de mora: condonar, incluir o reducir:50%. En blanco: se deja fuera",
    },
    "en": {
        "headline": "Agreement {id} with {customer}: {total} in {count} {times}.",
        "headline_one": "Agreement {id} with {customer}: {total} in one payment.",
        "interest_included": "Late interest included: {amount}.",
        "waived": "Late interest waived: {amount}.",
        "left_out": "Late interest that is left out: {amount}. With --interes it is included, reduced or waived.",
        "dry_run": "Dry run: nothing was written. The sheet “{sheet}” would be made.",
        "saved": "Saved to {path}, sheet “{sheet}”.",
        "backup": "Copy of the workbook as it was: {path}",
        "next": "Now print the sheet “{sheet}” to have it signed, and go on with cobranza recalcular.",
        "button_done": "Agreement {id}: look at the sheet “{sheet}” before you save the workbook.",
        "number": "No.",
        "date": "Date",
        "interest": "Interest",
        "principal": "Principal",
        "ask_count": "In how many {times}? You may also type how much can be paid each time, as “1500 each time”",
        "ask_rate": "Yearly interest in %, such as 12. Blank: interest-free",
        "ask_first_on": "Day of the first payment. Blank: in a month",
        "ask_frequency": "How often: monthly, fortnightly or weekly. Blank: monthly",
        "ask_down_payment": "{label}. Blank: none",
        "ask_folios": "Invoices, with “;” between them. Blank: all that the customer owes",
        "ask_interest": "Late interest: waive, include or reduce:50%. Blank: it is left out",
    },
}


def said(key: str, language: str = "es", **data: object) -> str:
    """A sentence about an agreement that is being made."""
    return _SAID["en" if language == "en" else "es"][key].format(**data)


def headline(deal: Deal, country: str = "", language: str = "es") -> str:
    """What was agreed, in one line, and what becomes of the late interest."""
    count, label = len(deal.instalments), labels(language, country)
    total = figures.amount(sum((row.amount for row in deal.rows), Decimal(0)), deal.terms.currency, country, language)
    data = {"id": deal.id, "customer": deal.customer_name, "total": total}
    key = "headline_one" if len(deal.rows) == 1 else "headline"
    late = {"interest_included": deal.interest_included, "waived": deal.waived, "left_out": deal.left_out}
    told = [
        said(name, language, amount=figures.amount(amount, deal.terms.currency, country, language))
        for name, amount in late.items()
        if amount
    ]
    return "\n".join([said(key, language, count=count, times=label["count"].lower(), **data), *told])
