"""From a book's sheets to the ledger: every record with its row, and every doubt as a problem."""

from collections.abc import Sequence
from datetime import date

from xl_cobranza.book import layout, words
from xl_cobranza.book.finding import Area, find_sheet, misfit
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Book
from xl_cobranza.book.records.agreements import joined, read_agreements
from xl_cobranza.book.records.customers import read_customers
from xl_cobranza.book.records.invoices import read_invoices
from xl_cobranza.book.records.log_rows import StageKeys, read_log
from xl_cobranza.book.records.payments import read_payments
from xl_cobranza.book.references import place, quoted
from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.typed.currencies import Home
from xl_cobranza.book.typed.dates import date_reader
from xl_cobranza.domain.ledger import Ledger
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem

OPTIONAL = (layout.CUSTOMERS, layout.CONTACTS, layout.PAYMENTS, layout.LOG, layout.AGREEMENTS)


def read_ledger(book: Book, area: Area, policy: Policy, as_of: date) -> tuple[Ledger, list[Problem]]:
    """All that the workbook says about what is owed, and what could not be read, sheet by sheet and row by row."""
    home = Home(policy.parameters.currency, policy.parameters.country)
    stage_key = stage_keys(policy)
    found, problems = find_sheets(book, OPTIONAL)
    directory, told = read_customers(found.get("customers"), found.get("contacts"))
    problems += told
    invoices, unreadable, told = read_invoices(area, directory, home, _rung_keys(policy), as_of)
    problems += told
    payments, told = read_payments(found.get("payments"), directory, home)
    problems += told
    log, told = read_log(found.get("log"), directory, stage_key)
    problems += told
    agreements, told = read_agreements(book, found.get("agreements"), directory)
    problems += told
    under = joined(invoices, agreements, has_column="agreement" in area.columns)
    return Ledger(under, unreadable, payments, log, directory.customers, agreements), problems


def find_sheets(book: Book, sheets: Sequence[Sheet]) -> tuple[dict[str, Area], list[Problem]]:
    """Those of the optional sheets that are there; one that has the name but not the columns is told."""
    found: dict[str, Area] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        area = find_sheet(book, sheet)
        if area is not None:
            found[sheet.key] = area
        elif (odd := misfit(book, sheet)) is not None:
            problems.append(Problem("sheet_without_columns", quoted(odd[0]), ", ".join(odd[1])))
    return found, problems


def stage_keys(policy: Policy) -> StageKeys:
    """What a person calls a stage or a step → its key: by key, by the policy's name, by ours."""
    renamed = {fold(stage.name): stage.key for stage in policy.stages if stage.name}
    own = {fold(stage.key): stage.key for stage in policy.stages}
    return lambda text: renamed.get(fold(text)) or own.get(fold(text)) or words.key("stage", text)


def _rung_keys(policy: Policy) -> StageKeys:
    """The same for a rung of the ladder: a fact such as «Pagada» is nothing that a person may decide."""
    find, rungs = stage_keys(policy), {stage.key for stage in policy.stages}
    return lambda text: key if (key := find(text)) in rungs else None


def as_of_cell(book: Book) -> date | None:
    """The date typed in `FechaCorte`; a formula there counts as empty, and so does what is no date."""
    spot = place(book.names.get(layout.AS_OF_NAME, ""))
    if spot is None or spot.sheet not in book.sheets:
        return None
    grid = book.read(spot.sheet)
    day = date_reader(book.date1904)(grid.row(spot.row).get(spot.column))
    return day if isinstance(day, date) and spot.row not in grid.formulas(spot.column) else None
