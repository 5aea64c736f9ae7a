"""How often Excel is asked, for each question crosses from one process to another."""

from datetime import date, timedelta

import pytest

from tests.contract.subjects import Content, InExcel
from xl_cobranza import review
from xl_cobranza.book.port import TableInfo

AS_OF = date(2026, 11, 20)
ROWS = 10_000
MOST_CALLS = 12
HEADINGS = ["Folio", "Cliente", "Fecha", "Vencimiento", "Importe", "Pagado"]


def row(number):
    due = AS_OF - timedelta(days=number % 160 - 40)
    return [f"{number:07}", f"Cliente {number % 500:04}", due - timedelta(days=30), due, 1000.0 + number, 0.0]


@pytest.fixture(scope="module")
def subject(tmp_path_factory):
    rows = [HEADINGS, *map(row, range(ROWS))]
    table = TableInfo("Facturas", "Facturas", 1, ROWS + 1, 1, len(HEADINGS), 0)
    return InExcel(Content({"Facturas": rows}, [table]), tmp_path_factory.mktemp("excel"))


@pytest.fixture
def calls(subject):
    """Of ranges; a table that grows and a name are no range."""
    subject.book_impl.app.calls.clear()
    return subject.book_impl.app.calls


def recalculate(subject, as_of):
    book = subject.book()
    plan = review(book, as_of)
    return book.apply(plan.patches, plan.digest)


# each test goes on where the one before stopped, as a person does with one workbook
def test_the_first_recalculation_adds_the_columns_in_one_block(subject, calls):
    applied = recalculate(subject, AS_OF)

    assert applied.changed_cells > ROWS
    assert not applied.problems
    assert calls["write value"] == 1
    assert calls.total() <= MOST_CALLS, calls


def test_a_second_one_reads_and_writes_nothing(subject, calls):
    assert recalculate(subject, AS_OF).saved_to is None
    assert not [what for what in calls if what.startswith("write")]
    assert calls.total() <= MOST_CALLS, calls


def test_another_day_is_written_in_one_block(subject, calls):
    applied = recalculate(subject, AS_OF + timedelta(days=7))

    assert applied.changed_cells > ROWS
    assert not applied.problems
    assert calls["write value"] == 1
    assert calls.total() <= MOST_CALLS, calls
