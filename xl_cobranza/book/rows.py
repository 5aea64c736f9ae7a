"""From a book's sheets to the ledger: every record with its row, and every doubt as a problem."""

from datetime import date

from xl_cobranza.book.finding import Area
from xl_cobranza.book.port import Book
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem


def read_ledger(book: Book, area: Area, policy: Policy, as_of: date) -> tuple[Ledger, list[Problem]]:
    """All that the workbook says about what is owed, and what could not be read, in sheet order."""
    return Ledger(()), []


def as_of_cell(book: Book) -> date | None:
    """The date typed in `FechaCorte`; a formula there counts as empty."""
    return None
