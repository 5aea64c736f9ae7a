"""The tables that documents name: plain figures with their currency in the heading, one more column when they are several."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.claims.case_file import Applied
from xl_cobranza.domain.claims.claim import Claim, Line, posted
from xl_cobranza.domain.claims.particulars import ScheduleLine
from xl_cobranza.domain.documents import Table
from xl_cobranza.wording.documents.speech import Speech

Currency = str | None


class Money(NamedTuple):
    """A cell that is an amount."""

    value: Decimal | None


class Row(NamedTuple):
    """Cells in one currency: texts, and amounts as `Money`."""

    currency: Currency
    cells: tuple[str | Money, ...]


def money_table(
    speech: Speech, headings: Sequence[str], rows: Iterable[Row], totals: Iterable[Row] = (), right: Iterable[int] = ()
) -> Table:
    """A table whose amounts are in one currency, said in their headings, or in several, said in a column of their own."""
    body, feet = list(rows), list(totals)
    amounts = {i for row in (*body, *feet) for i, cell in enumerate(row.cells) if isinstance(cell, Money)}
    currencies = {row.currency for row in body}
    several = len(currencies) > 1
    code = next(iter(currencies), None)
    shown = [f"{text} ({code})" if i in amounts and code and not several else text for i, text in enumerate(headings)]
    if several:
        shown.append(speech.label("currency"))

    def texts(row: Row) -> tuple[str, ...]:
        cells = [_told(speech, cell, row.currency) for cell in row.cells]
        return (*cells, *([row.currency or ""] if several else ()))

    return Table(tuple(shown), tuple(map(texts, body)), frozenset(amounts) | frozenset(right), tuple(map(texts, feet)))


def _told(speech: Speech, cell: str | Money, currency: Currency) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell.value is None else speech.number(cell.value, currency)


def invoices(speech: Speech, lines: Sequence[Line]) -> Table:
    """What is owed, invoice by invoice, as an agreement or a letter lists it."""
    say = speech.label
    rows = [
        Row(
            line.invoice.currency,
            (
                name_of(line.invoice),
                speech.short(line.invoice.issued),
                speech.short(line.invoice.due),
                Money(line.invoice.amount),
                Money(line.balance),
            ),
        )
        for line in lines
    ]
    totals = [Row(code, (say("total"), "", "", "", Money(sum_))) for code, sum_ in balances(lines).items()]
    return money_table(
        speech, (say("invoice"), say("issued"), say("due"), say("amount"), say("balance")), rows, totals, (3, 4)
    )


def agreed_invoices(speech: Speech, lines: Sequence[Line], signed_on: date) -> Table:
    """The invoices of an agreement with what each owed when it was signed: what came in later is not counted."""
    return invoices(speech, [_as_owed_on(line, signed_on) for line in lines])


def _as_owed_on(line: Line, day: date) -> Line:
    later = sum((move.amount for move in line.position.history if move.on > day), ZERO)
    return line._replace(position=replace(line.position, balance=line.balance + later))


def paid_invoices(speech: Speech, lines: Sequence[Line]) -> Table:
    """What was paid, invoice by invoice, with the day of the last payment that is recorded."""
    say = speech.label
    rows = [
        Row(
            line.invoice.currency,
            (
                name_of(line.invoice),
                speech.short(line.invoice.issued),
                speech.short(line.position.last_paid_on),
                Money(line.invoice.amount),
                Money(line.position.paid),
            ),
        )
        for line in lines
    ]
    totals = [Row(code, (say("total"), "", "", "", Money(sum_))) for code, sum_ in paid(lines).items()]
    return money_table(
        speech, (say("invoice"), say("issued"), say("last_paid"), say("amount"), say("paid")), rows, totals
    )


def full_debt(speech: Speech, lines: Sequence[Line]) -> Table:
    """The debt with days, what was paid and the interest: the table of a dossier."""
    say = speech.label
    rows = [
        Row(
            line.invoice.currency,
            (
                name_of(line.invoice),
                speech.short(line.invoice.issued),
                speech.short(line.invoice.due),
                str(max(line.days, 0)),
                Money(line.invoice.amount),
                Money(line.invoice.amount - line.balance),
                Money(line.balance),
                Money(line.interest),
            ),
        )
        for line in lines
    ]
    totals = [
        Row(code, (say("total"), "", "", "", "", "", Money(sum_), Money(_interest(lines, code))))
        for code, sum_ in balances(lines).items()
    ]
    names = ("invoice", "issued", "due", "days", "amount", "credited", "balance", "interest")
    return money_table(speech, tuple(map(say, names)), rows, totals, (3,))


def interest(speech: Speech, lines: Sequence[Line]) -> Table:
    """The interest period by period; of each invoice the parts add up to its interest."""
    say = speech.label
    rows = [
        Row(
            line.invoice.currency,
            (
                name_of(line.invoice),
                speech.short(period.since),
                speech.short(period.until),
                str(period.days),
                Money(period.balance),
                speech.percent(period.rate),
                Money(part),
            ),
        )
        for line in lines
        for period, part in zip(line.periods, posted(line.periods, line.interest, line.invoice.currency), strict=True)
    ]
    totals = [
        Row(code, (say("total"), "", "", "", "", "", Money(_interest(lines, code))))
        for code in dict.fromkeys(line.invoice.currency for line in lines if line.periods)
    ]
    names = ("invoice", "from", "to", "days", "on", "rate", "interest")
    return money_table(speech, tuple(map(say, names)), rows, totals, (3, 5))


def sums(speech: Speech, claim: Claim) -> Table:
    """What is owed in each currency, which are never added together."""
    say = speech.label
    found = claim.sums
    optional = {
        "disputed": any(one.disputed for one in found.values()),
        "interest": any(one.interest for one in found.values()),
        "compensation": any(one.compensation for one in found.values()),
    }
    names = [
        name for name in ("principal", "overdue", "disputed", "interest", "compensation") if optional.get(name, True)
    ]
    rows = tuple(
        (code or "", *(speech.number(getattr(one, name), code) for name in (*names, "total")))
        for code, one in found.items()
    )
    headings = (say("currency"), *(say("claimed" if name == "principal" else name) for name in names), say("total"))
    return Table(headings, rows, frozenset(range(1, len(headings))))


def schedule(speech: Speech, lines: Sequence[ScheduleLine], currency: Currency) -> Table:
    """The instalments of an agreement, without the columns in which there is nothing."""
    say = speech.label
    bears = any(line.interest for line in lines)
    names = ["number", "date", "instalment", *(["interest", "principal"] if bears else []), "balance"]
    headings = [speech.terms.instalment.capitalize() if name == "instalment" else say(name) for name in names]
    rows = []
    for line in lines:
        cells: dict[str, str | Money] = {
            "number": str(line.number) if line.number else speech.terms.down_payment.capitalize(),
            "date": speech.short(line.due),
            "instalment": Money(line.instalment),
            "interest": Money(line.interest),
            "principal": Money(line.principal),
            "balance": Money(line.balance),
        }
        rows.append(Row(currency, tuple(cells[name] for name in names)))
    whole = sum((line.instalment for line in lines), ZERO)
    foot: list[str | Money] = [say("total"), "", Money(whole)]
    if bears:
        foot += [Money(sum((line.interest or ZERO for line in lines), ZERO))]
        foot += [Money(sum((line.principal or ZERO for line in lines), ZERO))]
    return money_table(speech, headings, rows, [Row(currency, (*foot, ""))])


def applied(speech: Speech, parts: Sequence[Applied], lines: Mapping[int, Line]) -> Table:
    """Where a payment went, and what each invoice owes now."""
    say = speech.label
    rows = [
        Row(
            part.invoice.currency,
            (
                name_of(part.invoice),
                speech.short(part.invoice.due),
                Money(part.amount),
                Money(lines[part.invoice.row].balance),
            ),
        )
        for part in parts
    ]
    return money_table(speech, (say("invoice"), say("due"), say("amount"), say("balance")), rows)


def balances(lines: Iterable[Line]) -> dict[Currency, Decimal]:
    """What is owed by currency."""
    return _summed((line.invoice.currency, line.balance) for line in lines)


def paid(lines: Iterable[Line]) -> dict[Currency, Decimal]:
    """What was paid by currency."""
    return _summed((line.invoice.currency, line.position.paid) for line in lines)


def _interest(lines: Iterable[Line], currency: Currency) -> Decimal:
    return sum((line.interest for line in lines if line.invoice.currency == currency), ZERO)


def _summed(amounts: Iterable[tuple[Currency, Decimal]]) -> dict[Currency, Decimal]:
    found: dict[Currency, Decimal] = {}
    for code, amount in amounts:
        found[code] = found.get(code, ZERO) + amount
    return found
