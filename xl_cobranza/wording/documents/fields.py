"""What a document's text names: plain texts and numbers, as its country writes them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.cash.interest import rates_of
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.claims.claim import Line
from xl_cobranza.domain.ledger import Agreement, Payment
from xl_cobranza.wording.documents import tables
from xl_cobranza.wording.documents.parties import one_line
from xl_cobranza.wording.documents.speech import Speech

Fields = dict[str, str | int]
_FREQUENCIES: Final = {  # one, several, English
    "weekly": ("semanal", "semanales", "weekly"),
    "fortnightly": ("quincenal", "quincenales", "fortnightly"),
    "monthly": ("mensual", "mensuales", "monthly"),
    "yearly": ("anual", "anuales", "yearly"),
}


def common(speech: Speech, file: CaseFile, on: date) -> Fields:
    """Who writes to whom, where and when, and the words of the country."""
    ours, card, terms = file.policy.parameters, file.card, speech.terms
    blank, short = speech.label("blank"), speech.label("short_blank")
    people = file.customer.people
    return {
        "empresa": ours.company or blank,
        "empresa_id": ours.tax_id or blank,
        "remitente": ours.sender,
        "telefono": ours.phone,
        "correo": ours.email,
        "datos_bancarios": one_line(ours.bank_data),
        "enlace_pago": ours.payment_link,
        "cliente": file.customer.display_name,
        "cliente_id": card.tax_id,
        "contacto": people[0].name if people else "",
        "fecha": speech.day(on),
        "lugar": ours.place or short,
        "lugar_pago": one_line(ours.address) or ours.place or blank,
        "jurisdiccion": ours.place or short,
        "pais": speech.country,
        "ley_pais": terms.name or short,
        "revisor": terms.reviewer,
        "en_blanco": short,
        "palabra_id": terms.tax_id,
        "palabra_cuotas": terms.instalments,
        "palabra_cuota": terms.instalment,
        "palabra_entrada": terms.down_payment,
        "palabra_intereses": terms.late_interest,
        "palabra_tribunales": terms.courts,
        "palabra_nota": terms.credit_note,
        "tasa": _late_rate(speech, file),
    }


def of_invoices(speech: Speech, lines: Sequence[Line]) -> Fields:
    """The sums and the names of some invoices."""
    owed = tables.balances(lines)
    return {
        "total": speech.sums(owed),
        "n_facturas": len(lines),
        "folios": ", ".join(name_of(line.invoice) for line in lines),
        "concepto": ", ".join(name_of(line.invoice) for line in lines[:6]) + (", …" if len(lines) > 6 else ""),
    }


def of_agreement(speech: Speech, file: CaseFile, agreement: Agreement, currency: str | None) -> Fields:
    """What was agreed."""
    terms, rows = file.terms(agreement), file.schedule(agreement)
    down = terms.down_payment or ZERO
    # what the schedule pays off: the balance of the invoices and the interest that was included
    principal = sum((row.principal if row.principal is not None else row.instalment for row in rows), ZERO)

    def some(value: Decimal | None) -> str:
        return speech.amount(value, currency) if value else ""

    return {
        "acuerdo": agreement.id,
        "fecha_acuerdo": speech.day(agreement.signed_on),
        "deuda": speech.amount(principal, currency),
        "deuda_letras": speech.in_words(principal, currency),
        "intereses_incluidos": some(terms.interest_included),
        "condonado": some(terms.waived),
        "pago_inicial": some(down),
        "n_cuotas": sum(1 for row in rows if row.number) or terms.instalments or 0,
        "tasa_acuerdo": speech.percent(terms.rate) if terms.rate else "",
        "aceleracion": "1" if terms.acceleration else "",
        "gracia": file.policy.parameters.agreement_grace,
    }


def of_payment(speech: Speech, file: CaseFile, payment: Payment, currency: str | None) -> Fields:
    """A payment that was received, and what is left after it."""
    touched = {part.invoice.row for part in file.applied(payment)}
    left = {
        code: sum_
        for code, sum_ in tables.balances(line for line in file.lines if line.invoice.row in touched).items()
        if sum_
    }
    rest = file.unapplied(payment)
    return {
        "recibo": payment.id,
        "importe_pagado": speech.amount(payment.amount, currency),
        "pago_letras": speech.in_words(payment.amount, currency),
        "fecha_pago": speech.day(payment.paid_on),
        "referencia": file.particulars.payments.get(payment.row, ""),
        "saldo_pendiente": speech.sums(left),
        "sin_aplicar": speech.amount(rest, currency) if rest else "",
    }


def agreed_terms(speech: Speech, file: CaseFile, agreement: Agreement, currency: str | None) -> str:
    """An agreement in a line: «3 parcialidades mensuales, sin interés»."""
    terms, say, words = file.terms(agreement), speech.label, speech.terms
    count = sum(1 for row in file.schedule(agreement) if row.number) or terms.instalments or 0
    word = words.instalment if count == 1 else words.instalments
    known = _FREQUENCIES.get(terms.frequency or "")
    frequency = known[2 if speech.language == "en" else count != 1] if known else ""
    parts = [say("instalments", count=count, word=word, frequency=frequency) if frequency else f"{count} {word}"]
    if terms.down_payment:
        parts.insert(0, say("down", word=words.down_payment, amount=speech.amount(terms.down_payment, currency)))
    parts.append(say("at", rate=speech.percent(terms.rate)) if terms.rate else say("free"))
    for name, value in (("included", terms.interest_included), ("waived", terms.waived)):
        if value:
            parts.append(say(name, amount=speech.amount(value, currency)))
    return ", ".join([*parts, *([say("accelerates")] if terms.acceleration else [])])


def _late_rate(speech: Speech, file: CaseFile) -> str:
    """The one rate that runs for this customer today, as a percentage; "" where there is none."""
    rates = rates_of(file.customer, file.policy)
    if isinstance(rates, Decimal):
        return speech.percent(rates)
    known = [period.rate for period in rates or () if period.since <= file.claim.as_of]
    return speech.percent(known[-1]) if known and known[-1] is not None else ""


def currency_of(lines: Sequence[Line], default: str | None) -> str | None:
    """The one currency of some invoices; the default for none."""
    found = list(dict.fromkeys(line.invoice.currency for line in lines))
    return found[0] if found else default


def only_currency(lines: Sequence[Line]) -> str | None:
    """The currency of a sum that somebody named without one; None when it could be several."""
    found = {line.invoice.currency for line in lines}
    return found.pop() if len(found) == 1 else None


def merged(*parts: Mapping[str, str | int]) -> Fields:
    return {name: value for part in parts for name, value in part.items()}
