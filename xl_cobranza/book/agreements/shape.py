"""Where everything stands in the sheet of an agreement, by how many invoices and instalments it has.

The template draws the looks of a shape, the plan fills its cells: both ask here. A shape is also a name, under
which the template makes the pattern when a plan wants it.
"""

import re
from typing import Final, NamedTuple, Self

from xl_cobranza.book import layout
from xl_cobranza.domain.agreements.deal import Deal
from xl_cobranza.domain.cash.money import minor_unit

PARTIES: Final = 2  # two rows of names, then one with the day
INVOICES: Final = 5  # the title of the list; its headings are in the next row
TERMS_ROWS: Final = 8
COLUMNS: Final = layout.SCHEDULE.columns
LETTERS: Final = {column.field: "ABCDEFGH"[place] for place, column in enumerate(COLUMNS)}
NAMES: Final = "JKL"  # hidden columns: how payments may name each invoice, one invoice a row
_ONE_PAGE: Final = 48  # instalments that can still be read on one page
_NAME: Final = re.compile(r"(\d+)x(\d+)x(\d) (es|en)([A-Z]{0,2}) (\w+)")


class Shape(NamedTuple):
    """The sheet of one agreement. `decimals` are the currency's; `key` makes the name of its table."""

    invoices: int
    instalments: int  # the down payment included
    decimals: int
    language: str
    country: str
    key: str

    @property
    def pattern(self) -> str:
        """The name under which the template makes it.

        >>> Shape(3, 12, 2, "es", "MX", "AC_003").pattern
        '3x12x2 esMX AC_003'
        """
        size = f"{self.invoices}x{self.instalments}x{self.decimals}"
        return f"{size} {self.language}{self.country} {self.key}"

    @classmethod
    def of(cls, pattern: str) -> Self | None:
        """The shape with that name; None for the name of anything else.

        >>> Shape.of("3x12x2 esMX AC_003").instalments, Shape.of("Facturas")
        (12, None)
        """
        match = _NAME.fullmatch(pattern)
        if match is None:
            return None
        invoices, instalments, decimals, language, country, key = match.groups()
        return cls(int(invoices), int(instalments), int(decimals), language, country, key)

    @classmethod
    def for_deal(cls, deal: Deal, language: str, country: str, key: str) -> Self:
        """The one that holds an agreement."""
        decimals = -int(minor_unit(deal.terms.currency).as_tuple().exponent)
        told = "en" if language == "en" else "es"
        return cls(len(deal.invoices), len(deal.rows), decimals, told, country, key)

    @property
    def table(self) -> str:
        return f"{layout.SCHEDULE.table}_{self.key}"

    @property
    def left(self) -> range:
        """The rows of the invoices in the left half; the right half begins beside the first."""
        return range(INVOICES + 2, INVOICES + 2 + (self.invoices + 1) // 2)

    @property
    def right(self) -> range:
        return range(INVOICES + 2, INVOICES + 2 + self.invoices // 2)

    @property
    def named(self) -> range:
        """The rows of the hidden names."""
        return range(self.left.start, self.left.start + self.invoices)

    @property
    def terms(self) -> int:
        """The title of the terms; they begin in the next row."""
        return self.left.stop

    @property
    def heading(self) -> int:
        return self.terms + TERMS_ROWS + 2

    @property
    def rows(self) -> range:
        """The instalments."""
        return range(self.heading + 1, self.heading + 1 + self.instalments)

    @property
    def total(self) -> int:
        return self.rows.stop

    @property
    def signatures(self) -> int:
        """The row of the lines to sign on; two rows of names follow."""
        return self.total + 3

    @property
    def last(self) -> int:
        return self.signatures + 2

    @property
    def fits_a_page(self) -> bool:
        return self.instalments + len(self.left) <= _ONE_PAGE
