"""What every cell of an agreement's sheet holds: texts, figures, and formulas with the result that Python knows."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from xl_cobranza.book.agreements.formulas import LEFT, RIGHT, SheetFormulas
from xl_cobranza.book.agreements.ledger_columns import LedgerColumns
from xl_cobranza.book.agreements.shape import INVOICES, LETTERS, NAMES, PARTIES, Shape
from xl_cobranza.book.panel.sums import NO_ROW, criterion
from xl_cobranza.book.port import Formula, SetCell, Value
from xl_cobranza.domain.agreements.deal import Covered, Deal
from xl_cobranza.domain.agreements.schedule import ScheduleRow
from xl_cobranza.domain.agreements.standing import Standing, overall, standings
from xl_cobranza.domain.agreements.terms import Method
from xl_cobranza.domain.cash.money import ZERO

_PLACES: Final = {letter: place for place, letter in enumerate("ABCDEFGHIJKL", 1)}
_COMPUTED: Final = ("balance", "agreed", "received", "left", "status", "as_of")
_ADDED_UP: Final = ("instalment", "interest", "principal", "paid")


class Seen(NamedTuple):
    """What the formulas find: the cut-off date, and the money received until then."""

    as_of: date
    received: Decimal = ZERO


def cells(
    sheet: str,
    deal: Deal,
    shape: Shape,
    where: LedgerColumns,
    words: Mapping[str, str],
    grace: int,
    seen: Seen | None = None,
) -> Iterator[SetCell]:
    """Every cell of the sheet that the pattern leaves blank. `grace`: the policy's days before an agreement is broken.

    `seen` is when the results of the formulas are those of another day than that of the signature.
    """
    now = seen or Seen(deal.terms.signed_on)
    written = _Writer(deal, shape, SheetFormulas(deal, shape, where, words), words, grace, now)
    for place, value in written.all():
        if value is not None and value != "":
            yield SetCell(sheet, int(place[1:]), _PLACES[place[0]], value)


class _Writer:
    def __init__(
        self, deal: Deal, shape: Shape, formulas: SheetFormulas, words: Mapping[str, str], grace: int, now: Seen
    ) -> None:
        self._deal, self._shape, self._formulas, self._words, self._grace = deal, shape, formulas, words, grace
        self._now, self._stand = now, standings(deal.rows, now.received, now.as_of, grace, deal.tolerance)

    def all(self) -> Iterator[tuple[str, Value]]:
        """Place → value."""
        yield "A1", self._words["title"].format(id=self._deal.id)
        yield from self._parties()
        yield from self._invoices()
        yield from self._terms()
        for at, row, stand in zip(self._shape.rows, self._deal.rows, self._stand, strict=True):
            yield from self._instalment(at, row, stand)
        yield from self._totals()
        yield from self._signatures()

    def _parties(self) -> Iterator[tuple[str, Value]]:
        says, deal = self._words, self._deal
        names: Mapping[str, Value] = {
            "creditor": deal.creditor,
            "customer": deal.customer_name,
            "signed_on": deal.terms.signed_on,
        }
        for row, (label, value) in enumerate(names.items(), PARTIES):
            yield f"A{row}", says[label]
            yield f"C{row}", value
        if deal.tax_id:
            yield f"E{PARTIES + 2}", says["tax_id"]
            yield f"G{PARTIES + 2}", deal.tax_id

    def _invoices(self) -> Iterator[tuple[str, Value]]:
        says, shape = self._words, self._shape
        yield f"A{INVOICES}", says["invoices"]
        halves = (("ACD", shape.left), ("EGH", shape.right))
        waiting = iter(self._deal.invoices)
        for letters, rows in halves:
            if not rows:
                continue
            for letter, label in zip(letters, ("invoice", "due", "owed"), strict=True):
                yield f"{letter}{INVOICES + 1}", says[label]
            for row in rows:
                for letter, value in zip(letters, _line(next(waiting)), strict=True):
                    yield f"{letter}{row}", value
        for row, invoice in zip(shape.named, self._deal.invoices, strict=True):
            known = [*map(criterion, invoice.names), *[NO_ROW] * len(NAMES)]
            for letter, name in zip(NAMES, known, strict=False):
                yield f"{letter}{row}", name

    def _terms(self) -> Iterator[tuple[str, Value]]:
        says, shape, known = self._words, self._shape, self._known()
        yield f"A{shape.terms}", says["terms"]
        for label_at, value_at, names in (("A", "C", LEFT), ("E", "G", RIGHT)):
            for row, name in enumerate(names, shape.terms + 1):
                value = _number(known[name])
                yield f"{label_at}{row}", says[name]
                yield f"{value_at}{row}", self._formula(name, value) if name in _COMPUTED else value

    def _formula(self, name: str, result: Value) -> Formula:
        assert isinstance(result, str | float | date)
        return Formula(self._formulas.term(name), result)

    def _known(self) -> Mapping[str, str | Decimal | date | int]:
        deal, terms, says = self._deal, self._deal.terms, self._words
        return {
            "balance": deal.balance,
            "interest_included": deal.interest_included,
            "waived": deal.waived,
            "agreed": terms.balance,
            "down_payment": terms.down_payment,
            "received": self._now.received,
            "left": sum((row.amount - one.paid for row, one in zip(deal.rows, self._stand, strict=True)), ZERO),
            "status": says[overall(self._stand).value],
            "method": says[terms.method.value],
            "frequency": says[terms.frequency.value if terms.frequency else "on_dates"],
            "count": len(deal.instalments),
            "rate": terms.rate if terms.bears_interest else ZERO,
            "first_on": deal.instalments[0].due,
            "currency": terms.currency or "",
            "grace": self._grace,
            "as_of": self._now.as_of,
        }

    def _instalment(self, at: int, row: ScheduleRow, stand: Standing) -> Iterator[tuple[str, Value]]:
        formulas, put = self._formulas, LETTERS
        yield f"{put['number']}{at}", float(row.number)
        yield f"{put['due']}{at}", row.due
        yield f"{put['instalment']}{at}", self._amount(at, row)
        interest = Formula(formulas.interest(at), float(row.interest)) if row.number else 0.0
        yield f"{put['interest']}{at}", interest
        yield f"{put['principal']}{at}", Formula(formulas.principal(at), float(row.principal))
        yield f"{put['balance']}{at}", Formula(formulas.balance(at), float(row.balance))
        yield f"{put['paid']}{at}", Formula(formulas.paid(at), float(stand.paid))
        yield f"{put['status']}{at}", Formula(formulas.status(at), self._words[stand.status.value])

    def _amount(self, at: int, row: ScheduleRow) -> Value:
        """A figure that a person may change; a formula where it follows from the others."""
        amount = float(row.amount)
        if row is self._deal.rows[-1]:
            return Formula(self._formulas.closing_instalment(at), amount)
        if row.number and not row.principal:
            return Formula(self._formulas.instalment_of("0", at), amount)
        if row.number and self._deal.terms.method is Method.EQUAL_PRINCIPAL:
            return Formula(self._formulas.instalment_of(f"{row.principal:f}", at), amount)
        return amount

    def _totals(self) -> Iterator[tuple[str, Value]]:
        at, rows = self._shape.total, self._deal.rows
        sums = (
            sum((row.amount for row in rows), ZERO), self._deal.interest, self._deal.terms.balance,
            sum((stand.paid for stand in self._stand), ZERO),
        )  # fmt: skip
        yield f"A{at}", self._words["total"]
        for field, result in zip(_ADDED_UP, sums, strict=True):
            yield f"{LETTERS[field]}{at}", Formula(self._formulas.total(LETTERS[field]), float(result))

    def _signatures(self) -> Iterator[tuple[str, Value]]:
        at, says, deal = self._shape.signatures, self._words, self._deal
        yield f"A{at + 1}", f"{says['for_creditor']}: {deal.creditor}" if deal.creditor else says["for_creditor"]
        yield f"F{at + 1}", f"{says['for_customer']}: {deal.customer_name}"
        yield f"A{at + 2}", says["sign"]
        yield f"F{at + 2}", says["sign"]


def _line(invoice: Covered) -> tuple[Value, Value, Value]:
    return invoice.folio, invoice.due, float(invoice.balance)


def _number(value: str | Decimal | date | int) -> Value:
    return value if isinstance(value, str | date) else float(value)
