"""The sheets of agreements, calculated by LibreOffice, against the figures of Python: the same to the cent."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from openpyxl import Workbook

from tests.agreements.books import AS_OF, add_rows, cut_off, invoice, new_book, opened, plans, sign, type_in
from tests.panel.runs import plain, recalculated
from xl_cobranza import Proposal, review
from xl_cobranza.book import layout
from xl_cobranza.domain.agreements.standing import overall, standings
from xl_cobranza.domain.cash.agreements import AgreementStatus
from xl_cobranza.domain.cash.money import ZERO

pytestmark = pytest.mark.calc
FIELDS = [column.field for column in layout.SCHEDULE.columns]
SAID = {
    AgreementStatus.KEPT: "Al corriente", AgreementStatus.LATE: "Atrasado", AgreementStatus.BROKEN: "Incumplido",
    AgreementStatus.FULFILLED: "Cumplido",
}  # fmt: skip


def table(worksheet):
    """The rows of the schedule, by field."""
    first = next(row for row in range(1, 60) if worksheet.cell(row, 1).value == "N.º")
    rows = []
    for row in range(first + 1, worksheet.max_row + 1):
        if not isinstance(worksheet.cell(row, 1).value, int | float):
            break
        rows.append({field: plain(worksheet.cell(row, at).value) for at, field in enumerate(FIELDS, 1)})
    return rows


def expected(plan, received, as_of):
    """What Python says of each instalment, as the sheet shows it."""
    stand = standings(plan.schedule, received, as_of, 5, plan.deal.tolerance)
    for row, found in zip(plan.schedule, stand, strict=True):
        yield {
            "number": row.number, "due": row.due, "instalment": float(row.amount), "interest": float(row.interest),
            "principal": float(row.principal), "balance": float(row.balance), "paid": float(found.paid),
            "status": SAID[found.status],
        }  # fmt: skip


def label(worksheet, text):
    """The figure beside a label."""
    for row in worksheet.iter_rows():
        for cell in row:
            if cell.value == text:
                return plain(worksheet.cell(cell.row, cell.column + 2).value)
    raise AssertionError(text)


def recalculate(path, day):
    book = opened(path)
    plan = review(book, day)
    book.apply(plan.patches, plan.digest)


def compare(path, made, received, as_of):
    workbook = recalculated(path)
    wrong = {}
    for plan in made:
        money = received.get(plan.deal.id, ZERO)
        there, wanted = table(workbook[plan.sheet]), list(expected(plan, money, as_of))
        if there != wanted:
            wrong[plan.deal.id] = [pair for pair in zip(there, wanted, strict=False) if pair[0] != pair[1]] or len(
                there
            )
        assert (
            label(workbook[plan.sheet], "Estado")
            == SAID[overall(standings(plan.schedule, money, as_of, 5, plan.deal.tolerance))]
        )
    assert wrong == {}


def many(tmp_path, count, seed):
    """So many agreements in one workbook, then payments of some of them by folio or id, and a later cut-off date."""
    debts, chance = plans(count, seed), Random(seed)
    path = new_book(tmp_path / "many.xlsx", [debt for debt, _ in debts])
    made = [sign(path, proposal) for _, proposal in debts]
    later, received, payments = AS_OF + timedelta(75), {}, []
    for plan in made:
        if chance.random() < 0.6:
            whole = sum(row.amount for row in plan.schedule)
            paid = (whole * chance.randint(1, 110) / 100).quantize(plan.schedule[0].amount)
            named = chance.choice([plan.deal.id, plan.deal.invoices[0].folio])
            on = AS_OF + timedelta(chance.randint(0, 90))
            payments.append({"paid_on": on, "folio": named, "amount": float(paid)})
            received[plan.deal.id] = paid if on <= later else ZERO
    add_rows(path, layout.PAYMENTS, payments)
    return path, made, received, later


def test_agreements_of_every_kind_come_to_the_same_cent(tmp_path):
    path, made, received, later = many(tmp_path, 16, seed=2)
    cut_off(path, later)

    compare(path, made, received, later)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_two_hundred_agreements_sixty_to_a_workbook(tmp_path, seed):
    path, made, received, later = many(tmp_path, 60, seed)
    cut_off(path, later)

    assert len({plan.sheet for plan in made}) == 60
    compare(path, made, received, later)


def test_what_a_person_types_carries_through_to_the_last_row(tmp_path):
    path = new_book(tmp_path / "typed.xlsx", [invoice("A1", 1200.0)])
    plan = sign(path, Proposal(("A1",), count=4, rate=Decimal("0.12"), first_on=date(2026, 12, 15)))
    first = next(n for n in range(1, 60) if opened(path).read(plan.sheet).column(1, n, n) == ["N.º"]) + 1
    type_in(path, plan.sheet, f"C{first + 1}", 500)
    type_in(path, plan.sheet, f"B{first + 2}", date(2027, 3, 1))

    rows = table(recalculated(path)[plan.sheet])

    assert [row["instalment"] for row in rows[:3]] == [307.54, 500.0, 307.54]
    assert rows[2]["due"] == date(2027, 3, 1)
    assert rows[-1]["balance"] == 0
    assert round(sum(row["principal"] for row in rows), 2) == 1200


def test_a_payment_typed_in_the_schedule_counts_without_any_in_pagos(tmp_path):
    path = new_book(tmp_path / "typed.xlsx", [invoice("A1", 300.0)])
    plan = sign(path, Proposal(("A1",), count=3, first_on=date(2026, 12, 1)))
    first = next(n for n in range(1, 60) if opened(path).read(plan.sheet).column(1, n, n) == ["N.º"]) + 1
    type_in(path, plan.sheet, f"G{first}", 100)
    cut_off(path, date(2026, 12, 20))

    rows = table(recalculated(path)[plan.sheet])

    assert [row["status"] for row in rows] == ["Cumplido", "Al corriente", "Al corriente"]


@pytest.mark.parametrize("before", [recalculate, lambda *_: None], ids=["calculated before", "never calculated before"])
@pytest.mark.parametrize("rate", [Decimal(0), Decimal("0.24")])
def test_money_that_names_no_invoice_is_seen_once_the_workbook_is_recalculated(tmp_path, rate, before):
    path = new_book(tmp_path / "later.xlsx", [invoice("A1", 300.0)])
    before(path, AS_OF)
    made = sign(path, Proposal(("A1",), count=3, rate=rate, first_on=date(2026, 12, 1)))
    add_rows(path, layout.PAYMENTS, [{"paid_on": date(2026, 11, 30), "customer": "Olmo", "amount": 150.0}])
    later = date(2026, 12, 3)
    cut_off(path, later)
    recalculate(path, later)

    compare(path, [made], {made.deal.id: Decimal(150)}, later)


def test_an_invoice_without_a_balance_yet_does_not_count_as_paid(tmp_path):
    path = new_book(tmp_path / "early.xlsx", [invoice("A1", 300.0)])
    made = sign(path, Proposal(("A1",), count=3, first_on=date(2026, 12, 1)))
    cut_off(path, AS_OF)

    compare(path, [made], {}, AS_OF)


def test_money_of_the_morning_is_not_counted_twice(tmp_path):
    path = new_book(tmp_path / "morning.xlsx", [invoice("A1", 300.0)])
    add_rows(path, layout.PAYMENTS, [{"paid_on": AS_OF, "customer": "Olmo", "folio": "A1", "amount": 90.0}])
    made = sign(path, Proposal(("A1",), count=3))
    cut_off(path, AS_OF)

    assert made.terms.balance == 210
    compare(path, [made], {}, AS_OF)


def test_a_plain_ledger_is_followed_by_its_folios(tmp_path):
    """Without a column for the agreement, without `Pagos`: what the invoices owe less is what was paid."""
    path = tmp_path / "plain.xlsx"
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["Nº factura", "Cliente", "Vence", "Total", "Cobrado"],
        ["001", "Olmo", AS_OF, 300, None],
        [2, "Olmo", AS_OF, 60, 0],
    ):
        sheet.append(row)
    workbook.save(path)
    recalculate(path, AS_OF)
    made = sign(path, Proposal(customer="Olmo", count=3, first_on=date(2026, 12, 1)))
    type_in(path, sheet.title, "E2", 130)
    recalculate(path, AS_OF)

    rows = table(recalculated(path)[made.sheet])

    assert [row["paid"] for row in rows] == [120, 10, 0]


def test_an_instalment_paid_to_the_cent_does_not_begin_the_next(tmp_path):
    path = new_book(tmp_path / "exact.xlsx", [invoice("A1", 1000.1)])
    recalculate(path, AS_OF)
    made = sign(path, Proposal(("A1",), count=7, rate=Decimal("0.24"), first_on=date(2026, 12, 1)))
    paid = sum(row.amount for row in made.schedule[:3])
    add_rows(path, layout.PAYMENTS, [{"paid_on": date(2026, 11, 30), "customer": "Olmo", "amount": float(paid)}])
    later = date(2026, 12, 3)
    cut_off(path, later)
    recalculate(path, later)

    compare(path, [made], {made.deal.id: paid}, later)


def test_a_renegotiated_agreement_and_the_one_in_its_place_say_what_the_decision_says(tmp_path):
    """The ledger keeps the old id beside its invoices: the new sheet looks for that one too."""
    path = new_book(tmp_path / "again.xlsx", [invoice("A-1", 900.0), invoice("A-2", 300.0), invoice("A-3", 60.0)])
    sign(path, Proposal(folios=("A-1", "A-2"), count=3))
    add_rows(
        path,
        layout.PAYMENTS,
        [{"paid_on": AS_OF + timedelta(40), "customer": "Olmo", "folio": "AC-001", "amount": 200.0}],
    )
    recalculate(path, AS_OF + timedelta(60))
    made = sign(path, Proposal(folios=("A-3",), count=2, replaces="AC-001"), AS_OF + timedelta(60))
    again = AS_OF + timedelta(95)
    paid = [("AC-002", 530.0), ("AC-001", 10.0)]
    rows = [{"paid_on": again, "customer": "Olmo", "folio": folio, "amount": amount} for folio, amount in paid]
    add_rows(path, layout.PAYMENTS, rows)
    cut_off(path, again)
    recalculate(path, again)

    workbook = recalculated(path)

    assert made.terms.balance == 1060
    assert label(workbook["Acuerdo AC-001"], "Estado") == "Renegociado"
    assert label(workbook["Acuerdo AC-002"], "Estado") == "Al corriente"
    assert [row["paid"] for row in table(workbook["Acuerdo AC-002"])] == [530, 10]
    plan = review(opened(path), again)
    assert dict(plan.agreements) == {"AC-001": "renegotiated", "AC-002": "kept"}


def test_less_than_the_tolerance_is_not_missed_in_the_sheet_either(tmp_path):
    path = new_book(tmp_path / "small.xlsx", [invoice("A1", 300.0), invoice("B1", 300.0)])
    type_in(path, "Política", "K8", 1)  # Tolerancia
    signed = [sign(path, Proposal((folio,), count=3, first_on=date(2026, 12, 1))) for folio in ("A1", "B1")]
    paid = [("A1", 99.01), ("B1", 99.0)]  # 99 cents short, and a whole one
    rows = [{"paid_on": date(2026, 12, 1), "folio": folio, "amount": amount} for folio, amount in paid]
    add_rows(path, layout.PAYMENTS, rows)
    later = date(2026, 12, 20)
    cut_off(path, later)
    recalculate(path, later)

    workbook = recalculated(path)

    said = [label(workbook[plan.sheet], "Estado") for plan in signed]
    assert said == ["Al corriente", "Incumplido"]
    assert dict(review(opened(path), later).agreements) == {"AC-001": "kept", "AC-002": "broken"}
