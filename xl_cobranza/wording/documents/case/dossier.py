"""The blocks of a dossier: each answers a question of whoever takes the case over."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.cash.interest import rates_of
from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.documents import Block, Paragraph, Run, Table
from xl_cobranza.domain.ledger import Channel, LogEntry, Outcome
from xl_cobranza.domain.policy import RatePeriod
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.documents import tables
from xl_cobranza.wording.documents.case.checklist import checklist, compensation
from xl_cobranza.wording.documents.fields import agreed_terms, currency_of, only_currency
from xl_cobranza.wording.documents.parties import file_parties
from xl_cobranza.wording.documents.speech import Speech
from xl_cobranza.wording.documents.tables import Money, Row, money_table

_FEW = 12  # invoices: the days of more would drown what was said, and stand in the table of the debt
_WRITTEN = (Channel.EMAIL, Channel.WHATSAPP, Channel.LETTER)


def note(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def dossier_blocks(speech: Speech, file: CaseFile, teller: Teller) -> Mapping[str, Block]:
    """The blocks that the template of the dossier names."""
    say, claim = speech.label, file.claim
    owed = [line for line in claim.lines if line.balance > 0]
    blocks: dict[str, Block] = {
        "importes": tables.sums(speech, claim) if claim.lines else note(say("nothing_owed")),
        "partes": file_parties(speech, file),
        "facturas": tables.full_debt(speech, claim.lines) if claim.lines else note(say("nothing_owed")),
        "pagos": _payments(speech, file),
        "acuerdos": _agreements(speech, file),
        "cronologia": _chronology(speech, file, teller),
        "cartas": _letters(speech, file, teller),
        "faltantes": checklist(speech, file),
    }
    if rates_of(file.customer, file.policy) is not None:
        blocks["intereses"] = _interest(speech, file)
    if claim.credits:
        blocks["a_favor"] = note(say("in_favour", sums=speech.sums(claim.credits)))
    if file.promises:
        blocks["promesas"] = _promises(speech, file)
    if any(line.compensation for line in owed):
        blocks["compensacion_tabla"] = note(_compensation(speech, file))
    return blocks


def explain_interest(speech: Speech, file: CaseFile) -> str:
    """How the interest was worked out, or why there is none."""
    say, rates = speech.label, rates_of(file.customer, file.policy)
    if file.customer.late_charges is False:
        return say("no_late_charges")
    if rates is None:
        return say("no_rate")
    if isinstance(rates, Decimal):
        whose = say("of_customer" if file.customer.late_rate is not None else "of_policy")
        told = say("one_rate", rate=speech.percent(rates), source=whose)
    else:
        known, sources = _in_use(file, rates), file.particulars.rate_sources
        parts = [
            say(
                "rate_from",
                rate=speech.percent(period.rate),
                day=speech.short(period.since),
                source=sources.get(period.since) or say("no_source"),
            )
            for period in known
            if period.rate is not None
        ]
        told = say("rates", rates="; ".join(parts))
    return say("how_interest", base=file.policy.parameters.day_count.value, rates=told)


def _in_use(file: CaseFile, rates: Sequence[RatePeriod]) -> list[RatePeriod]:
    """Those of a timeline that some day of the interest falls under."""
    days = [period.since for line in file.claim.lines for period in line.periods]
    first = min(days, default=file.claim.as_of)
    begun = [period for period in rates if period.since <= file.claim.as_of]
    return [period for n, period in enumerate(begun) if n + 1 == len(begun) or begun[n + 1].since > first]


def _interest(speech: Speech, file: CaseFile) -> Block:
    gaps = [line for line in file.claim.lines if line.gap]
    if any(line.periods for line in file.claim.lines):
        return tables.interest(speech, file.claim.lines)
    if gaps:
        folios = ", ".join(name_of(line.invoice) for line in gaps)
        return note(speech.label("gap", folios=folios, day=speech.short(gaps[0].gap)))
    return note(speech.label("no_interest"))


def _compensation(speech: Speech, file: CaseFile) -> str:
    line = next(line for line in file.claim.lines if line.compensation)
    law = compensation(file.country, file.customer.kind, file.claim.as_of)
    own = file.policy.parameters.fixed_compensation is not None
    source = speech.label("of_the_policy") if own or law is None else law.source
    return speech.label(
        "compensation_is", amount=speech.amount(line.compensation, line.invoice.currency), source=source
    )


def _payments(speech: Speech, file: CaseFile) -> Block:
    say = speech.label
    if not file.payments:
        return note(say("no_payments"))
    rows = []
    for payment in file.payments:
        parts = file.applied(payment)
        currency = payment.currency or (parts[0].invoice.currency if parts else file.policy.parameters.currency)
        went = ", ".join(name_of(part.invoice) for part in parts)
        reference = file.particulars.payments.get(payment.row, "")
        rows.append(Row(currency, (speech.short(payment.paid_on), payment.id, reference, went, Money(payment.amount))))
    headings = (say("date"), say("id"), say("reference"), say("applied"), say("amount"))
    return money_table(speech, headings, rows)


def _agreements(speech: Speech, file: CaseFile) -> Block:
    say = speech.label
    if not file.agreements:
        return note(say("no_agreements"))
    rows = []
    for agreement in file.agreements:
        lines, state = file.covered(agreement), file.states.get(agreement.id)
        currency = currency_of(lines, file.policy.parameters.currency)
        status = say(f"status.{state.status.value}") if state else ""
        if state and state.behind:
            status = f"{status}, {say('behind', amount=speech.amount(state.behind, currency))}"
        rows.append(
            (
                agreement.id,
                speech.short(agreement.signed_on),
                ", ".join(agreement.folios) or ", ".join(name_of(line.invoice) for line in lines),
                agreed_terms(speech, file, agreement, currency),
                status,
            )
        )
    return Table((say("agreement"), say("date"), say("invoices"), say("terms"), say("status")), tuple(rows))


def _promises(speech: Speech, file: CaseFile) -> Table:
    say = speech.label
    currency = only_currency(file.lines)
    rows = tuple(
        (
            speech.short(promise.made_on),
            speech.short(promise.due),
            say("all_owed") if promise.amount is None else speech.amount(promise.amount, currency),
            say(f"promise.{promise.state.value}"),
        )
        for promise in file.promises
    )
    return Table((say("promised_on"), say("promised_for"), say("amount"), say("status")), rows, frozenset({2}))


class Event(NamedTuple):
    """Something that happened on a day; `rank` and `order` put those of one day in order."""

    on: date
    rank: int
    order: tuple[str, int]
    what: str
    evidence: str = ""
    notes: str = ""


def _chronology(speech: Speech, file: CaseFile, teller: Teller) -> Table:
    """Invoices, contacts, agreements and payments, by date."""
    say = speech.label
    events = sorted((*_of_invoices(speech, file), *_of_log(speech, file, teller), *_of_money(speech, file)))
    rows = tuple((speech.short(event.on), event.what, event.evidence, event.notes) for event in events)
    return Table((say("date"), say("what"), say("evidence"), say("notes")), rows)


def _of_invoices(speech: Speech, file: CaseFile) -> Iterator[Event]:
    as_of = file.claim.as_of
    for line in file.claim.lines if len(file.claim.lines) <= _FEW else ():
        invoice = line.invoice
        name = name_of(invoice)
        if invoice.issued is not None and invoice.issued <= as_of:
            amount = speech.amount(invoice.amount, invoice.currency)
            yield Event(invoice.issued, 0, ("", invoice.row), speech.label("event.issued", folio=name, amount=amount))
        if invoice.due is not None and invoice.due <= as_of:
            yield Event(invoice.due, 1, ("", invoice.row), speech.label("event.due", folio=name))


def _of_log(speech: Speech, file: CaseFile, teller: Teller) -> Iterator[Event]:
    for entry in file.log or ():
        kept = file.note(entry)
        author = speech.label("by", author=kept.author) if kept.author else ""
        notes = " · ".join(part for part in (kept.id, kept.notes, author) if part)
        yield Event(
            entry.on,
            2,
            (kept.time, entry.row),
            told(speech, file, entry, teller),
            speech.evidence(entry.evidence),
            notes,
        )


def told(speech: Speech, file: CaseFile, entry: LogEntry, teller: Teller) -> str:
    """One contact in a line: «Teléfono, saliente: Recordatorio, sin respuesta (A-118)»."""
    channel = teller.channel(entry.channel) if entry.channel else ""
    way = "" if entry.channel is Channel.INTERNAL else speech.label("out" if entry.outgoing else "in")
    said = [teller.stage(entry.step)] if entry.step else []
    if entry.outcome is not None:
        said.append(speech.outcome(entry.outcome.value))
    if entry.promise_date is not None:
        currency = only_currency(file.lines)
        if entry.promise_amount is None:
            said.append(speech.label("event.promised_all", day=speech.short(entry.promise_date)))
        else:
            amount = speech.amount(entry.promise_amount, currency)
            said.append(speech.label("event.promised", amount=amount, day=speech.short(entry.promise_date)))
    where = f" ({entry.folio})" if entry.folio else ""
    return f"{', '.join(part for part in (channel, way) if part)}: {', '.join(said)}{where}"


def _of_money(speech: Speech, file: CaseFile) -> Iterator[Event]:
    for agreement in file.agreements:
        currency = currency_of(file.covered(agreement), file.policy.parameters.currency)
        amount = speech.amount(agreement.balance, currency) if agreement.balance is not None else ""
        yield Event(
            agreement.signed_on, 3, ("", agreement.row), speech.label("event.agreed", id=agreement.id, amount=amount)
        )
    for payment in file.payments:
        parts = file.applied(payment)
        currency = payment.currency or (parts[0].invoice.currency if parts else None)
        reference = file.particulars.payments.get(payment.row, "")
        notes = " · ".join(part for part in (payment.id, reference) if part)
        told_ = speech.label("event.paid", amount=speech.amount(payment.amount, currency))
        yield Event(payment.paid_on, 4, ("", payment.row), told_, "", notes)


def _letters(speech: Speech, file: CaseFile, teller: Teller) -> Block:
    """What left us in writing, and how well that can be proved."""
    say = speech.label
    sent = [
        entry
        for entry in file.log or ()
        if entry.outgoing and entry.channel in _WRITTEN and entry.outcome is not Outcome.PREPARED
    ]
    if not sent:
        return note(say("no_log" if file.log is None else "no_letters"))
    rows = tuple(
        (
            speech.short(entry.on),
            teller.channel(entry.channel) if entry.channel else "",
            teller.stage(entry.step) if entry.step else "",
            entry.folio,
            speech.evidence(entry.evidence),
            file.note(entry).id,
        )
        for entry in sent
    )
    return Table((say("date"), say("channel"), say("step"), say("invoices"), say("evidence"), say("id")), rows)


def annexed_schedule(speech: Speech, file: CaseFile) -> Table | None:
    """The schedule of the last agreement that still stands, if it has one, under its id."""
    open_ones = [one for one in file.agreements if not one.closed and file.schedule(one)]
    if not open_ones:
        return None
    last = open_ones[-1]
    currency = currency_of(file.covered(last), file.policy.parameters.currency)
    return tables.schedule(speech, file.schedule(last), currency)._replace(title=last.id)
