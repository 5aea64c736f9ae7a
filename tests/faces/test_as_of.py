"""The as-of date: asked for, else typed in the workbook, else today."""

from datetime import date, datetime

import pytest

from tests.memory_book import MemoryBook
from xl_cobranza.faces import as_of
from xl_cobranza.faces.as_of import settle, today

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _fixed_today(monkeypatch) -> None:
    monkeypatch.setattr(as_of, "today", lambda _timezone: TODAY)


def _book(cell=None, formulas=()) -> MemoryBook:
    return MemoryBook(
        {"Política": [["Fecha de corte", cell]]}, names={"FechaCorte": "Política!$B$1"}, formulas=formulas
    )


def test_the_date_asked_for_wins() -> None:
    assert settle(_book(date(2026, 11, 20)), date(2020, 1, 1), "") == (date(2020, 1, 1), ())


@pytest.mark.parametrize("typed", [date(2026, 11, 20), datetime(2026, 11, 20, 9), "20/11/2026", 46346.0])
def test_a_date_typed_in_the_workbook_comes_next(typed) -> None:
    assert settle(_book(typed), None, "") == (date(2026, 11, 20), ())


@pytest.mark.parametrize(("typed", "doubts"), [(date(2026, 11, 19), []), (date(2026, 11, 18), ["old_cutoff_date"])])
def test_a_typed_date_that_was_forgotten_there_is_told(typed, doubts) -> None:
    day, problems = settle(_book(typed), None, "")

    assert day == typed
    assert [problem.kind for problem in problems] == doubts
    assert all((problem.ref, problem.found) == ("Política!B1", "18/11/2026") for problem in problems)


def test_a_date_still_to_come_may_be_planned_for() -> None:
    assert settle(_book(date(2027, 1, 1)), None, "") == (date(2027, 1, 1), ())


def test_a_formula_counts_as_empty() -> None:
    """Its stored result is of whatever day Excel last calculated."""
    assert settle(_book(date(2026, 11, 20), [("Política", 1, 2)]), None, "") == (TODAY, ())


@pytest.mark.parametrize(
    "book", [_book(), MemoryBook({"Facturas": []}), MemoryBook({}, names={"FechaCorte": "#REF!$B$1"})]
)
def test_without_a_date_it_is_today(book) -> None:
    assert settle(book, None, "") == (TODAY, ())


def test_what_is_typed_and_is_no_date_is_told_and_today_used() -> None:
    day, (problem,) = settle(_book("ayer"), None, "")

    assert day == TODAY
    assert (problem.kind, problem.ref, problem.found) == ("cutoff_not_a_date", "Política!B1", "ayer")


def test_an_error_shown_by_a_formula_there_is_no_doubt_of_the_persons() -> None:
    assert settle(_book("#N/A", [("Política", 1, 2)]), None, "") == (TODAY, ())


def test_today_is_that_of_the_time_zone(monkeypatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.fromisoformat("2026-11-22T23:30:00+00:00").astimezone(zone)

    monkeypatch.setattr(as_of, "datetime", Clock)

    assert today("America/Mexico_City") == date(2026, 11, 22)
    assert today("Asia/Tokyo") == date(2026, 11, 23)


@pytest.mark.parametrize("zone", ["", "Nowhere/Else", "../etc/passwd", "México"])
def test_an_unknown_time_zone_falls_back_to_this_machine(zone) -> None:
    assert abs((today(zone) - datetime.now().date()).days) <= 1
