"""Where everything stands on the dashboard of the template, and what there is room for.

The page is columns B to M. Below it, folded, `data` has one row per value of ours, one column per currency, and last
the column of the currency that was picked; beside it, `words` has the criteria that depend on language and policy.
"""

from typing import Final

from xl_cobranza.book.panel.cells import Shape, at, down
from xl_cobranza.domain.agenda import AT_THE_DESK
from xl_cobranza.domain.policy import EXPECTED_WEEKS

SHEET: Final = "Panel"
A, B, C, D, E, F, G, H, I, J, K, L, M = range(1, 14)  # noqa: E741 - the letters of the sheet
AS_OF, CHOSEN = (1, J), (1, M)

KPIS, CHARTS, OWED, MIDDLE, BOTTOM, DATA = 3, 7, 19, 31, 44, 57  # the first row of each part
TOTAL, FIRST_CUSTOMER, CUSTOMERS = OWED + 2, OWED + 3, 7
OTHERS = FIRST_CUSTOMER + CUSTOMERS
FIRST_WEEK = MIDDLE + 2
LATER, UNDATED = FIRST_WEEK + EXPECTED_WEEKS, FIRST_WEEK + EXPECTED_WEEKS + 1
STEPS, RECOVERED = 9, 10  # steps with work today, before «the others»; steps that brought money in
CURRENCIES, SPELLINGS, NAMES = 6, 5, 5  # currencies; ways to write each, and to write a customer
RANGES: Final = 4  # ages of what is overdue; more limits in the policy are gathered in the last
FIRST_CODE, LAST_CODE, PICKED = C, C + CURRENCIES - 1, C + CURRENCIES
FIRST_CURRENCY, MORE = BOTTOM + 2, BOTTOM + 2 + CURRENCIES

LEFT_OUT: Final = ("cancelada", "incobrable", "cedida", "confirmada", "concurso")  # see `domain/portfolio/owed`
DATED: Final = ("en_acuerdo", "documentada", "promesa")  # their money comes on another day than the due date
DISPUTED: Final = "en_disputa"
DESK: Final = tuple(sorted(AT_THE_DESK))  # steps that are no errand

_PER_CUSTOMER: Final = ("name", *(f"way.{n}" for n in range(NAMES)))
_PER_STEP: Final[tuple[tuple[str, Shape], ...]] = (("name", "text"), ("contacts", "count"), ("collected", "money"))
VALUES: Final[tuple[tuple[str, Shape], ...]] = (  # the rows of `data`
    ("code", "text"),
    *((f"spelling.{n}", "text") for n in range(SPELLINGS)),
    ("unapplied", "money"), ("sales", "money"), ("count_back", "days"), ("effectiveness", "share"),
    ("kept_share", "share"), ("waiting", "count"),
    *((f"agreed.{n}", "money") for n in range(EXPECTED_WEEKS + 1)),
    ("undated_beside", "money"),
    ("balance_before", "money"), ("overdue_before", "money"), ("newly_overdue", "money"), ("collected", "money"),
    ("newly_hard", "count"),
    *((f"customer.{n}.{part}", "text") for n in range(CUSTOMERS) for part in _PER_CUSTOMER),
    *((f"step.{n}.{part}", shape) for n in range(RECOVERED) for part, shape in _PER_STEP),
)  # fmt: skip
WORDS: Final = (  # the rows of `words`
    *(f"not.{stage}" for stage in (*LEFT_OUT, *DATED, DISPUTED)), f"is.{DISPUTED}", "not.included", *(f"not.{step}" for step in DESK),
    *(f"{side}.{n}" for n in range(RANGES) for side in ("above", "upto")),
)  # fmt: skip
ROWS: Final = {key: DATA + n for n, (key, _) in enumerate(VALUES)}
LAST_ROW: Final = DATA + len(VALUES)  # the place of the currency that was picked, behind the values
_WORD_ROWS: Final = {key: DATA + n for n, key in enumerate(WORDS)}


def picked(key: str) -> str:
    """The cell that shows a value of ours for the currency that was picked."""
    return at(ROWS[key], PICKED)


def spelled(column: int) -> str:
    """The cells with the criteria of a currency: all the ways in which the ledger writes it."""
    return down(column, ROWS["spelling.0"], ROWS[f"spelling.{SPELLINGS - 1}"])


def word(key: str) -> str:
    """The cell with a criterion that depends on language or policy."""
    return at(_WORD_ROWS[key], K)
