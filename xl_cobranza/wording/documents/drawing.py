"""From a customer's file to a document: fields and tables for its text, and the text filled in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.claims.claim import Line
from xl_cobranza.domain.documents import Block, Document, PageBreak, Pairs, paper_of
from xl_cobranza.domain.ledger import Agreement, Payment
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.documents import tables
from xl_cobranza.wording.documents.case import dossier
from xl_cobranza.wording.documents.case.summary import last_talk, points
from xl_cobranza.wording.documents.fields import (
    Fields,
    common,
    currency_of,
    merged,
    of_agreement,
    of_invoices,
    of_payment,
)
from xl_cobranza.wording.documents.parties import maker, parties, signatures
from xl_cobranza.wording.documents.speech import Speech
from xl_cobranza.wording.letters import compose

T = TypeVar("T")
LETTERS: Final = frozenset({"concesion", "resumen"})  # with letterhead and address


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document is about: the agreement or the payment, or these invoices, a sum and a day."""

    key: str
    lines: tuple[Line, ...] = ()
    agreement: Agreement | None = None
    payment: Payment | None = None
    amount: Decimal | None = None
    until: date | None = None


class Piece(NamedTuple):
    """What one text is filled with; a series of promissory notes is several."""

    fields: Fields
    blocks: Mapping[str, Block]


def pieces(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:
    """What the text of a document is filled with, once for each promissory note of a series."""
    shared = common(speech, file, file.claim.as_of)
    return [Piece(merged(shared, one.fields), one.blocks) for one in _MAKERS[wanted.key](speech, file, wanted, teller)]


def draw(speech: Speech, file: CaseFile, wanted: Wanted, template: LetterTemplate, parts: Sequence[Piece]) -> Document:
    """The document, its pieces on pages of their own."""
    composed = [compose(template, part.fields, part.blocks) for part in parts]
    blocks: list[Block] = []
    for one in composed:
        blocks += [*([PageBreak()] if blocks else []), *one.blocks]
    paper = paper_of(file.policy.parameters.country or speech.country)  # the printer is ours
    title = composed[0].subject
    company = file.policy.parameters.company
    plain = Document(
        title, tuple(blocks), speech.language, footer=" · ".join(filter(None, (title, company))), paper=paper
    )
    return _as_letter(plain, speech, file) if wanted.key in LETTERS else plain


def _as_letter(plain: Document, speech: Speech, file: CaseFile) -> Document:
    ours, card = file.policy.parameters, file.card
    people = file.customer.people
    sender = (ours.company, *_lines(ours.address), " · ".join(filter(None, (ours.phone, ours.email))))
    addressee = (file.customer.display_name, people[0].name if people else "", *_lines(card.address))
    day = speech.day(file.claim.as_of)
    return Document(
        plain.title,
        plain.blocks,
        plain.language,
        tuple(filter(None, sender)),
        tuple(filter(None, addressee)),
        f"{ours.place}, {day}" if ours.place else day,
        ours.company,
        plain.paper,
    )


def _lines(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", "\n").split("\n") if part.strip()]


def _agreement(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    agreement = _given(wanted.agreement)
    currency = currency_of(wanted.lines, file.policy.parameters.currency)
    blocks: dict[str, Block] = {
        "partes": parties(speech, file),
        "facturas": tables.agreed_invoices(speech, wanted.lines, agreement.signed_on),
        "calendario": tables.schedule(speech, file.schedule(agreement), currency),
        "firmas": signatures(speech, file, "creditor", "debtor"),
    }
    fields = merged(of_invoices(speech, wanted.lines), of_agreement(speech, file, agreement, currency))
    return [Piece({**fields, "fecha": speech.day(agreement.signed_on)}, blocks)]


def _notes(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    """One promissory note for each instalment that is not paid; else one for a sum and a day."""
    agreement = wanted.agreement
    currency = currency_of(wanted.lines, file.policy.parameters.currency)
    whole = wanted.amount if wanted.amount is not None else sum((line.balance for line in wanted.lines), ZERO)
    sums = unpaid(file, agreement) if agreement else [(_given(wanted.until), whole)]
    about = of_agreement(speech, file, agreement, currency) if agreement else {}
    return [_note(speech, file, about, (n, len(sums)), due, sum_, currency) for n, (due, sum_) in enumerate(sums, 1)]


def _note(
    speech: Speech,
    file: CaseFile,
    about: Fields,
    place: tuple[int, int],
    due: date,
    amount: Decimal,
    currency: str | None,
) -> Piece:
    say, (number, count) = speech.label, place
    fields: Fields = {
        "suma": speech.amount(amount, currency),
        "suma_letras": speech.in_words(amount, currency),
        "fecha_limite": speech.day(due),
        "numero_pagare": number,
        "n_pagares": count,
    }
    name = "note_sum.MX" if speech.country == "MX" and speech.language == "es" else "note_sum"
    data = [(say(name), str(fields["suma"])), (say("note_due"), speech.day(due))]
    if count > 1:
        data.append((say("note_number"), say("of", number=number, count=count)))
    blocks: dict[str, Block] = {
        "datos_pagare": Pairs(tuple(data)),
        "firmante": maker(speech, file),
        "firmas": signatures(speech, file, "maker"),
    }
    return Piece(merged(about, fields), blocks)


def unpaid(file: CaseFile, agreement: Agreement) -> list[tuple[date, Decimal]]:
    """The day and what is left of each instalment that is not paid, without the down payment."""
    state = file.states.get(agreement.id)
    if state is None:
        return [(row.due, row.instalment) for row in file.schedule(agreement) if row.number]
    return [(part.due, part.left) for part in state.left if part.number]


def _concession(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    currency = currency_of(wanted.lines, file.policy.parameters.currency)
    total, offer = sum((line.balance for line in wanted.lines), ZERO), wanted.amount or ZERO
    fields = merged(
        of_invoices(speech, wanted.lines),
        {
            "oferta": speech.amount(offer, currency),
            "oferta_letras": speech.in_words(offer, currency),
            "oferta_hasta": speech.day(_given(wanted.until)),
            "ahorro": speech.amount(total - offer, currency) if total > offer else "",
        },
    )
    return [Piece(fields, {"facturas": tables.invoices(speech, wanted.lines)})]


def _summary(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    blocks: dict[str, Block] = {"puntos": points(speech, file, wanted.lines)}
    last = last_talk(file)
    fields: Fields = {
        "fecha_limite": speech.day(_given(wanted.until)),
        "ultimo_contacto": speech.day(last) if last else "",
    }
    if wanted.lines:
        blocks["facturas"] = tables.invoices(speech, wanted.lines)
    schedule = dossier.annexed_schedule(speech, file)
    if schedule is not None:
        blocks["calendario"] = schedule._replace(title="")
        fields["acuerdo"] = schedule.title
    return [Piece(merged(of_invoices(speech, wanted.lines), fields), blocks)]


def _settlement(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    agreement = wanted.agreement
    currency = currency_of(wanted.lines, file.policy.parameters.currency)
    received = tables.paid(wanted.lines).get(currency, ZERO)
    left = sum((line.balance for line in wanted.lines), ZERO)
    fields: Fields = {
        "suma": speech.amount(received, currency),
        "suma_letras": speech.in_words(received, currency),
        "acuerdo": agreement.id if agreement else "",
        "fecha_acuerdo": speech.day(agreement.signed_on) if agreement else "",
        "condonado": speech.amount(left, currency) if left else "",
    }
    blocks: dict[str, Block] = {
        "partes": parties(speech, file),
        "facturas": tables.paid_invoices(speech, wanted.lines),
        "firmas": signatures(speech, file, "creditor", "debtor"),
    }
    return [Piece(merged(of_invoices(speech, wanted.lines), fields), blocks)]


def _receipt(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    payment = _given(wanted.payment)
    parts = file.applied(payment)
    currency = payment.currency or (parts[0].invoice.currency if parts else file.policy.parameters.currency)
    blocks: dict[str, Block] = {"firmas": signatures(speech, file, "receiver")}
    if parts:
        blocks["aplicacion"] = tables.applied(speech, parts, {line.invoice.row: line for line in file.lines})
    count: Fields = {"n_facturas": len({part.invoice.row for part in parts})}
    return [Piece(merged(of_payment(speech, file, payment, currency), count), blocks)]


def _dossier(speech: Speech, file: CaseFile, wanted: Wanted, teller: Teller) -> list[Piece]:  # noqa: ARG001
    ours = file.policy.parameters
    blocks = dict(dossier.dossier_blocks(speech, file, teller))
    schedule = dossier.annexed_schedule(speech, file)
    if schedule is not None:
        blocks["calendario"] = schedule
    fields: Fields = {
        "preparado_por": ", ".join(filter(None, (ours.sender, ours.company))) or speech.label("blank"),
        "nota_intereses": dossier.explain_interest(speech, file),
    }
    return [Piece(fields, blocks)]


def _given(value: T | None) -> T:
    """What the flow has made sure of."""
    assert value is not None
    return value


_MAKERS: Final[Mapping[str, Callable[[Speech, CaseFile, Wanted, Teller], list[Piece]]]] = {
    "acuerdo": _agreement,
    "pagare": _notes,
    "concesion": _concession,
    "resumen": _summary,
    "finiquito": _settlement,
    "recibo": _receipt,
    "expediente": _dossier,
}
