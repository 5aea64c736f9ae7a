"""The fields of a letter: every name of `wording.letters.FIELDS` for which the workbook has an answer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.days.working_days import WorkingCalendar, next_pay_day
from xl_cobranza.domain.ledger import CustomerKind
from xl_cobranza.domain.letters import DueInstalment, Letter, LetterLine, Section, totals
from xl_cobranza.domain.policy import Parameters, Policy
from xl_cobranza.wording import figures
from xl_cobranza.wording.letters import FieldValue
from xl_cobranza.wording.reminders.words import Reader

Fields = dict[str, FieldValue]


def letter_fields(letter: Letter, policy: Policy, reader: Reader) -> Mapping[str, FieldValue]:
    """All that the templates may say of a letter. Whoever must not learn of the debt gets nothing that tells of it."""
    fields = {**_ours(policy.parameters), **_theirs(letter, reader)}
    if letter.discreet:
        return fields
    fields |= _invoices(letter, reader) | _paying(letter, policy, reader) | _interest(letter, policy, reader)
    fields["dia_pago"] = reader.day(_pay_day(letter, policy))
    fields |= _instalment(letter, reader) | _events(letter, reader) | _apart(letter, reader)
    return fields


def _ours(parameters: Parameters) -> Fields:
    return {
        "empresa": parameters.company,
        "remitente": parameters.sender,
        "cargo": parameters.position,
        "servicio": parameters.service,
        "telefono": parameters.phone,
        "correo": parameters.email,
    }


def _theirs(letter: Letter, reader: Reader) -> Fields:
    people = letter.customer.people
    return {
        "cliente": letter.customer.display_name,
        "contacto": letter.to.name,
        "contacto_principal": people[0].name if people else "",
        "fecha": reader.day(letter.on),
    }


def _invoices(letter: Letter, reader: Reader) -> Fields:
    """Those that the letter asks for, or gives thanks for."""
    lines = letter.asked
    names = list(
        dict.fromkeys(map(name_of, [line.invoice for line in lines] or [one.invoice for one in letter.thanked]))
    )
    oldest = min(lines, key=lambda line: -line.days, default=None)
    sums, first = totals(lines), oldest.invoice if oldest else letter.lead
    return {
        "folio": names[0] if oldest is None and names else name_of(first) if first else "",
        "folios": ", ".join(names),
        "n_facturas": len(names),
        "importe": reader.amount(oldest.amount, oldest.invoice.currency) if oldest else "",
        "vencimiento": reader.day(first.due if first else None),
        "dias": oldest.days if oldest else 0,
        "total": reader.sums(sums),
        "saldo_total": reader.sums(letter.total()),
        "total_vencido": reader.sums(letter.total(Section.OVERDUE)),
        "total_numero": next(iter(sums.values())) if len(sums) == 1 else Decimal(0),
        "facturas": tuple(_row(line, reader) for line in lines),
        "concepto": ", ".join(names),
    }


def _pay_day(letter: Letter, policy: Policy) -> date | None:
    """The customer's next pay day, when the oldest invoice fell due before it and waits for it."""
    due = min((line.invoice.due for line in letter.asked if line.invoice.due), default=None)
    if due is None or due >= letter.on or not letter.customer.pay_days:
        return None
    calendar = WorkingCalendar(policy.parameters.country, policy.holidays)
    pay_day = next_pay_day(due, letter.customer.pay_days, calendar)
    return pay_day if pay_day >= letter.on else None


def _row(line: LetterLine, reader: Reader) -> dict[str, str | int | Decimal]:
    invoice = line.invoice
    return {
        "folio": name_of(invoice),
        "emision": reader.short_day(invoice.issued),
        "vencimiento": reader.short_day(invoice.due),
        "importe": reader.amount(invoice.amount, invoice.currency),
        "saldo": reader.amount(line.amount, invoice.currency),
        "dias": line.days,
        "moneda": invoice.currency or "",
    }


def _paying(letter: Letter, policy: Policy, reader: Reader) -> Fields:
    parameters = policy.parameters
    until = parameters.reconciled_until
    return {
        "pagos_hasta": reader.day(min(until, letter.on) if until else letter.on),
        "fecha_limite": reader.day(letter.deadline),
        "plazo_dias": (letter.deadline - letter.on).days if letter.deadline else 0,
        "fecha_suspension": reader.day(letter.pauses_on),
        "enlace_pago": parameters.payment_link,
        "datos_bancarios": "\n".join(lines_of_text(parameters.bank_data)),
        "saldo_favor": reader.sums({c: -total for c, total in letter.total(Section.CREDIT).items()}),
    }


def _interest(letter: Letter, policy: Policy, reader: Reader) -> Fields:
    """The interest worked out so far; a consumer is asked for no compensation."""
    asked = letter.asked
    interest: dict[str | None, Decimal] = {}
    for line in asked:
        if line.interest:
            interest[line.invoice.currency] = interest.get(line.invoice.currency, Decimal(0)) + line.interest
    if not interest:
        return {}
    fixed, currency = policy.parameters.fixed_compensation, policy.parameters.currency
    charged: dict[str | None, Decimal] = {}
    if fixed and letter.customer.kind is not CustomerKind.CONSUMER:
        charged = {currency: fixed * len({line.invoice.row for line in asked})}
    rate = _rate(letter, policy)
    return {
        "interes": reader.sums(interest),
        "tasa": figures.number((rate * 100).normalize() + 0, reader.country, reader.language) + " %" if rate else "",
        "base_dias": policy.parameters.day_count.value,
        "compensacion": reader.sums(charged),
        "total_con_interes": reader.sums(_added(totals(asked), interest, charged)),
    }


def _rate(letter: Letter, policy: Policy) -> Decimal | None:
    """The yearly rate when it is one: the customer's, the workbook's, else the one in force."""
    fixed = letter.customer.late_rate if letter.customer.late_rate is not None else policy.parameters.late_rate
    if fixed is not None:
        return fixed
    begun = [period.rate for period in policy.rates if period.since <= letter.on]
    return begun[-1] if begun else None


def _instalment(letter: Letter, reader: Reader) -> Fields:
    """The oldest instalment that is not paid, and what is left of its agreement."""
    if not letter.instalments:
        return {}
    due = letter.instalments[0]
    mine = [one for one in letter.instalments if one.agreement == due.agreement]
    return {
        "acuerdo": due.agreement,
        "n_cuota": due.number,
        "n_cuotas": due.of,
        "cuota": reader.amount(due.left, due.currency),
        "fecha_cuota": reader.day(due.due),
        "dias_cuota": (letter.on - due.due).days,
        "saldo_acuerdo": reader.amount(sum((one.left for one in mine), Decimal(0)), due.currency),
        "cuotas": tuple(_part(one, reader) for one in mine),
    }


def _part(one: DueInstalment, reader: Reader) -> dict[str, str | int | Decimal]:
    left = reader.amount(one.left, one.currency)
    return {"numero": one.number, "fecha": reader.short_day(one.due), "importe": reader.amount(one.whole, one.currency), "saldo": left}  # fmt: skip


def _events(letter: Letter, reader: Reader) -> Fields:
    paid: dict[str | None, Decimal] = {}
    for one in letter.thanked:
        paid[one.invoice.currency] = paid.get(one.invoice.currency, Decimal(0)) + one.amount
    return {
        "ultimo_contacto": reader.day(letter.last_contact),
        "importe_pagado": reader.sums(paid),
        "fecha_pago": reader.day(max((one.on for one in letter.thanked), default=None)),
    }


def _apart(letter: Letter, reader: Reader) -> Fields:
    disputed = [line for line in letter.lines if line.section is Section.DISPUTED]
    if not disputed:
        return {}
    first = disputed[0].invoice
    return {
        "importe_disputa": reader.sums(letter.total(Section.DISPUTED)),
        "folio_disputa": name_of(first),
        "motivo_disputa": first.dispute_reason,
        "responsable": first.dispute_owner,
    }


def _added(*sums: Mapping[str | None, Decimal]) -> dict[str | None, Decimal]:
    added: dict[str | None, Decimal] = {}
    for some in sums:
        for currency, amount in some.items():
            added[currency] = added.get(currency, Decimal(0)) + amount
    return added


def lines_of_text(text: str) -> tuple[str, ...]:
    """The lines of a parameter that may have several, separated by semicolons.

    >>> lines_of_text("Banco Ejemplo; CLABE 000")
    ('Banco Ejemplo', 'CLABE 000')
    """
    return tuple(part.strip() for part in text.split(";") if part.strip())
