"""The formulas of an agreement's sheet: what a person changes by hand carries through to the last row.

Rounded as Python rounds, so that both come to the same cent. Only functions that every Excel since 2007 and
LibreOffice know; whole columns, so that rows may be added to `Pagos`.
"""

from collections.abc import Mapping
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.agreements.ledger_columns import LedgerColumns
from xl_cobranza.book.agreements.shape import LETTERS, NAMES, PARTIES, Shape
from xl_cobranza.book.panel.sums import criterion
from xl_cobranza.domain.agreements.deal import Deal
from xl_cobranza.domain.agreements.terms import PERIODS, YEAR_DAYS

_DUE, _AMOUNT, _INTEREST, _PRINCIPAL, _BALANCE, _PAID, _STATUS = (
    LETTERS[f] for f in ("due", "instalment", "interest", "principal", "balance", "paid", "status")
)
LEFT: Final = ("balance", "interest_included", "waived", "agreed", "down_payment", "received", "left", "status")
RIGHT: Final = ("method", "frequency", "count", "rate", "first_on", "currency", "grace", "as_of")
SIGNED_ON: Final = f"$C${PARTIES + 2}"


def _column_of(letter: str, shape: Shape) -> str:
    return f"${letter}${shape.rows[0]}:${letter}${shape.rows[-1]}"


class SheetFormulas:
    """Writes the formulas of one agreement, without `=`."""

    def __init__(self, deal: Deal, shape: Shape, where: LedgerColumns, words: Mapping[str, str]) -> None:
        self._deal, self._shape, self._where, self._words = deal, shape, where, words
        self._first, self._last = shape.rows[0], shape.rows[-1]
        self._terms = {name: f"$C${at}" for at, name in enumerate(LEFT, shape.terms + 1)}
        self._terms |= {name: f"$G${at}" for at, name in enumerate(RIGHT, shape.terms + 1)}

    def interest(self, row: int) -> str:
        """On the opening balance, a period's or, on agreed dates, by days."""
        terms, rate = self._deal.terms, self._terms["rate"]
        if terms.frequency is not None:
            return self._rounded(f"{self._opening(row)}*{rate}/{PERIODS[terms.frequency]}")
        before = f"{_DUE}{row - 1}" if row > self._first else SIGNED_ON
        return self._rounded(f"{self._opening(row)}*{rate}*({_DUE}{row}-{before})/{YEAR_DAYS}")

    def closing_instalment(self, row: int) -> str:
        """The last one pays whatever is left."""
        return self._rounded(f"{self._opening(row)}+{_INTEREST}{row}")

    def instalment_of(self, principal: str, row: int) -> str:
        """A fixed part of the principal and the interest."""
        return self._rounded(f"{principal}+{_INTEREST}{row}")

    def principal(self, row: int) -> str:
        return self._rounded(f"{_AMOUNT}{row}-{_INTEREST}{row}")

    def balance(self, row: int) -> str:
        return self._rounded(f"{self._opening(row)}-{_PRINCIPAL}{row}")

    def paid(self, row: int) -> str:
        """What was received pays the oldest first; what a person types instead counts for its own row."""
        spent = f"-SUM({_PAID}${self._first}:{_PAID}{row - 1})" if row > self._first else ""
        return self._rounded(f"MAX(0,MIN({_AMOUNT}{row},{self._terms['received']}{spent}))")

    def status(self, row: int) -> str:
        says, day, grace = self._words, self._terms["as_of"], self._terms["grace"]
        late = f'IF({day}-{_DUE}{row}<={grace},"{says["late"]}","{says["broken"]}")'
        waits = f'IF({_DUE}{row}>={day},"{says["kept"]}",{late})'
        return f'IF({self._is_paid(row)},"{says["fulfilled"]}",{waits})'

    def _is_paid(self, row: int) -> str:
        left, tolerance = self._rounded(f"{_AMOUNT}{row}-{_PAID}{row}"), self._deal.tolerance.normalize()
        return f"OR({left}<=0,{left}<MIN({tolerance:f},{_AMOUNT}{row}))" if tolerance else f"{left}<=0"

    def total(self, letter: str) -> str:
        return self._rounded(f"SUM({letter}{self._first}:{letter}{self._last})")

    def term(self, name: str) -> str:
        """A figure among the terms that follows from others."""
        return {
            "balance": lambda: self._rounded("+".join(f"SUM({block})" for block in self._lists("D", "H"))),
            "agreed": lambda: self._rounded(f"{self._terms['balance']}+{self._terms['interest_included']}"),
            "received": self._received,
            "left": lambda: self._rounded(f"{_AMOUNT}{self._shape.total}-{_PAID}{self._shape.total}"),
            "status": self._overall,
            "as_of": self._cutoff,
        }[name]()

    def _opening(self, row: int) -> str:
        return f"{_BALANCE}{row - 1}" if row > self._first else self._terms["agreed"]

    def _rounded(self, formula: str) -> str:
        return f"ROUND({formula},{self._shape.decimals})"

    def _lists(self, left: str, right: str) -> list[str]:
        """The cells of the invoices, in the two halves of the page."""
        halves = ((left, self._shape.left), (right, self._shape.right))
        return [f"${letter}${rows[0]}:${letter}${rows[-1]}" for letter, rows in halves if rows]

    def _received(self) -> str:
        """Payments since the signature that name an invoice or the agreement; or what these owe less since then.

        A payment that names no invoice is only seen in the second, once the workbook is recalculated: as long as an
        invoice has no balance there, nothing is known of it.
        """
        ways = [way for way in (self._paid_in(), self._owed_less()) if way] or ["0"]
        return self._rounded(f"MAX(0,{','.join(ways)})")

    def _paid_in(self) -> str:
        where = self._where
        if not where.has_payments:
            return ""
        days = f'{where.payment_day},">="&{SIGNED_ON},{where.payment_day},"<"&({self._terms["as_of"]}+1)'
        sums = f"SUMIFS({where.payment_amount},{where.payment_folio},{{}},{days})"
        invoices = f"SUMPRODUCT({sums.format(self._names)})"
        before = f"-{self._deal.received:f}" if self._deal.received else ""
        ids = dict.fromkeys((self._deal.id, *where.ids))
        return f"{'+'.join((invoices, *(sums.format(self._text(id_)) for id_ in ids)))}{before}"

    @property
    def _names(self) -> str:
        """The cells with the criteria that find the invoices."""
        named = self._shape.named
        return f"${NAMES[0]}${named[0]}:${NAMES[-1]}${named[-1]}"

    def _owed_less(self) -> str:
        where = self._where
        if not where.has_balances:
            return ""
        if where.agreement:
            ids = where.ids or (self._deal.id,)
            owed = "+".join(f"SUMIFS({where.balance},{where.agreement},{self._text(id_)})" for id_ in ids)
            owed = f"({owed})" if len(ids) > 1 else owed
            blank = "+".join(f'COUNTIFS({where.agreement},{self._text(id_)},{where.balance},"=")' for id_ in ids)
        else:
            owed = f"SUMPRODUCT(SUMIFS({where.balance},{where.folio},{self._names}))"
            blank = f'SUMPRODUCT(COUNTIFS({where.folio},{self._names},{where.balance},"="))'
        balance, agreed = self._terms["balance"], self._terms["agreed"]
        principal = f"({balance}-{owed})*{agreed}/{balance}" if self._deal.interest_included else f"({balance}-{owed})"
        if not self._deal.terms.bears_interest:
            return f"IF({blank}>0,0,{principal})"
        # what reached the invoices is principal: the interest of each instalment that it reached was paid before
        opening = f"{_column_of(_BALANCE, self._shape)}+{_column_of(_PRINCIPAL, self._shape)}"
        reached = f"{self._rounded(f'{agreed}-({opening})')}<{self._rounded(principal)}"
        interest = f"SUMPRODUCT(({reached})*{_column_of(_INTEREST, self._shape)})"
        return f"IF({blank}>0,0,{principal}+{interest})"

    @staticmethod
    def _text(text: str) -> str:
        """A criterion, as a formula writes a text."""
        return '"' + criterion(text).replace('"', '""') + '"'

    def _overall(self) -> str:
        says, column = self._words, f"{_STATUS}{self._first}:{_STATUS}{self._last}"
        worst = [f'COUNTIF({column},"{says[status]}")>0,"{says[status]}"' for status in ("broken", "late", "kept")]
        found = f'IF({worst[0]},IF({worst[1]},IF({worst[2]},"{says["fulfilled"]}")))'
        return self._unless_closed(found)

    def _unless_closed(self, found: str) -> str:
        """What `Acuerdos` says first: that another took its place, or that a person closed it."""
        where, says, own = self._where, self._words, self._text(self._deal.id)
        if where.listed and where.stands:
            for status in ("renegotiated", "cancelled"):
                found = f'IF(COUNTIFS({where.listed},{own},{where.stands},"{says[status]}")>0,"{says[status]}",{found})'
        if where.replaces:
            found = f'IF(COUNTIF({where.replaces},{own})>0,"{says["renegotiated"]}",{found})'
        return found

    def _cutoff(self) -> str:
        name = layout.AS_OF_NAME
        return f"IF(ISNUMBER({name}),{name},TODAY())" if self._where.has_cutoff else "TODAY()"
