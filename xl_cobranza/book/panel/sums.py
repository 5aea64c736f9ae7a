"""The formulas that read the ledger: whole columns, wherever they are, so that rows may be added, sorted, filtered.

Only functions that every Excel since 2016 and LibreOffice know. A currency may be written in several ways («MXN»,
«pesos»): its criteria stand in a few cells, and the sum goes over them all.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

Criterion = tuple[str, str]  # field of the ledger, and the criterion as the formula writes it
OPEN: Final[Criterion] = ("balance", '">0"')


class Sums(NamedTuple):
    """Writes formulas for one workbook.

    `where` has the columns as references («Facturas!$Y:$Y») by field; without a column for the currency all rows are
    of the only one. `uncounted` are the cells with the criteria that leave out rows taken out of the ordinary.
    """

    where: Mapping[str, str]
    uncounted: Sequence[str]

    def total(self, currency: str, *criteria: Criterion) -> str:
        """The sum of the balances for which the criteria hold, in the currency whose criteria those cells hold.

        >>> Sums({"balance": "F!$Y:$Y", "stage": "F!$V:$V", "currency": "F!$G:$G"}, ["$K$1"]).total("$I$2:$I$6", OPEN)
        'SUMPRODUCT(SUMIFS(F!$Y:$Y,F!$G:$G,$I$2:$I$6,F!$V:$V,$K$1,F!$Y:$Y,">0"))'
        """
        return self._over(f"SUMIFS({self.where['balance']},", currency, criteria)

    def number(self, currency: str, *criteria: Criterion) -> str:
        """How many rows of a currency the criteria hold for."""
        return self._over("COUNTIFS(", currency, criteria)

    def rows(self, *criteria: Criterion) -> str:
        """How many rows the criteria hold for, whatever their currency."""
        return f"COUNTIFS({self._pairs(criteria)})"

    def _over(self, opening: str, currency: str, criteria: Sequence[Criterion]) -> str:
        counted = [("stage", cell) for cell in self.uncounted]
        if "currency" not in self.where:
            only = currency.partition(":")[0]
            return f'{opening}{self._pairs([*counted, *criteria])})*({only}="{ANY_ROW}")'
        return f"SUMPRODUCT({opening}{self._pairs([('currency', currency), *counted, *criteria])}))"

    def _pairs(self, criteria: Sequence[Criterion]) -> str:
        return ",".join(f"{self.where[field]},{criterion}" for field, criterion in criteria)


ANY_ROW: Final = "*"  # stands where a currency needs no criterion, for the ledger has no column for it
NO_ROW: Final = "∅"  # fills the cells of unused criteria: no cell of anybody's holds it


def criterion(text: str | None) -> str:
    """The criterion that only this text fulfils; None is a blank cell.

    >>> criterion("M.N."), criterion("5*"), criterion(">uno"), criterion(None)
    ('M.N.', '5~*', '=>uno', '=')
    """
    if text is None:
        return "="
    escaped = "".join(f"~{letter}" if letter in "~*?" else letter for letter in text)
    return f"={escaped}" if escaped[:1] in {"<", ">", "="} else escaped
