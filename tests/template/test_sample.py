"""The sample data: on its date the workbook shows every stage, every step and every fact of this work."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout
from xl_cobranza.domain.policy import DEFAULT_STAGES
from xl_cobranza.errors import Severity
from xl_cobranza.flows.review import review
from xl_cobranza.template.sample import rows

KEPT = Path(__file__).parent.parent.parent / "workbook_template.xlsx"
LADDER = {stage.key for stage in DEFAULT_STAGES}
FACTS = {
    "cancelada", "incobrable", "cedida", "confirmada", "concurso", "vinculada", "pagada", "a_favor", "diferencia_menor",
    "no_contactar", "en_pausa", "en_disputa", "documentada", "en_acuerdo", "acuerdo_incumplido", "promesa",
}  # fmt: skip
STEPS_OF_FACTS = {
    "contestar", "identificar_pago", "revisar_banco", "resolver_disputa", "corregir", "renegociar", "aplicar_saldo",
    "agradecer", "cuota_por_vencer",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan():
    return review(XlsxBook(str(KEPT), None), template.SAMPLE_AS_OF)


def test_every_stage_of_the_ladder_and_every_fact_is_shown(plan):
    assert {row.stage_id for row in plan.decisions} == LADDER | FACTS


def test_every_step_is_shown(plan):
    assert {row.step_id for row in plan.decisions} - {None} == LADDER | STEPS_OF_FACTS


def test_what_needs_a_person_is_there_to_be_seen_and_nothing_else_does(plan):
    told = [problem.kind for problem in plan.problems if problem.severity is not Severity.INFO]

    assert sorted(told) == ["habit_worsens", "over_limit", "over_limit", "unapplied_payment"]


def test_it_is_a_ledger_of_some_size_in_three_currencies(plan):
    assert len(plan.decisions) >= 60
    assert len({row.customer for row in plan.decisions}) >= 15
    assert {row.currency for row in plan.decisions} == {"MXN", "EUR", "USD"}


def test_a_customer_contacted_by_nobody_gets_the_soft_first_step_at_any_age(plan):
    (oldest,) = [row for row in plan.decisions if row.days_overdue == 203]

    assert (oldest.stage_id, oldest.step_id) == ("legal", "recordatorio")


@pytest.mark.parametrize(
    ("folio", "told"),
    [
        ("01037", "decidida por una persona"),
        ("01036", "no cumplió la promesa"),
        ("00204", "se reclama el resto"),
        ("01020", "2 negativas"),
        ("01021", "pide plazo o tiene dificultades"),
    ],
)
def test_the_reason_tells_what_happened(plan, folio, told):
    (row,) = [row for row in plan.decisions if row.id == folio]

    assert told in row.reason


def of(sheet, **only):
    """The rows of the sample whose columns hold these values."""
    return [row for row in rows(sheet) if all(row[field] == value for field, value in only.items())]


def test_an_invoice_is_due_in_several_parts():
    folios = Counter((row["series"], row["folio"]) for row in rows(layout.LEDGER))

    assert max(folios.values()) >= 3


def test_there_is_a_credit_a_withholding_a_promissory_note_and_a_dispute_of_a_part():
    ledger = list(rows(layout.LEDGER))

    assert any(row["amount"] < 0 and row["applies_to"] for row in ledger)
    assert any(row["amount"] < 0 and not row["applies_to"] for row in ledger)
    assert any(row["withheld"] for row in ledger)
    assert any(row["instrument"] == "Pagaré" and row["instrument_due"] for row in ledger)
    assert {type(row["disputed"]) for row in ledger if row["disputed"]} == {str, float}


def test_there_are_payments_without_an_invoice_and_one_without_a_customer():
    without_invoice = of(layout.PAYMENTS, folio=None)

    assert len(without_invoice) >= 3
    assert [row["customer"] for row in without_invoice].count(None) == 1


def test_some_promises_are_kept_and_some_broken(plan):
    told = [patch.value for patch in plan.patches if re.fullmatch(r"\d+ de \d+", str(getattr(patch, "value", "")))]
    kept = [[int(part) for part in text.split(" de ")] for text in told]

    assert any(made == total for made, total in kept)
    assert any(made < total for made, total in kept)


def test_there_are_suspensions_announced_customers_that_answer_nothing_and_agreements():
    assert of(layout.LOG, step="Aviso de suspensión", direction="Saliente")
    assert of(layout.LOG, outcome="Sin respuesta")
    assert len(list(rows(layout.AGREEMENTS))) >= 2


def test_every_customer_can_be_called_and_written_to():
    for row in rows(layout.CUSTOMERS):
        assert row["contact"], row
        assert re.fullmatch(r"\S+@[\w.]+\.example", row["email"]), row
        assert re.fullmatch(r"\+52 55 5555 \d{4}|\+34 600 000 \d{3}|\+1 555 01\d \d{4}", row["phone"]), row


def test_somebody_is_beyond_the_credit_limit(plan):
    limits = {row["customer"]: row["credit_limit"] for row in rows(layout.CUSTOMERS) if row["credit_limit"]}
    names = {row["name"]: row["customer"] for row in rows(layout.CUSTOMERS)}
    owed = Counter()
    for row in plan.decisions:
        owed[names.get(row.customer, row.customer)] += row.balance or 0

    assert [customer for customer, limit in limits.items() if owed[customer] > limit]


def test_the_habit_of_a_customer_worsens_payment_by_payment():
    paid = {row["folio"]: row["paid_on"] for row in rows(layout.PAYMENTS) if row["folio"]}
    delays = defaultdict(list)
    for row in sorted(rows(layout.LEDGER), key=lambda row: row["issued"]):
        if row["folio"] in paid and row["due"]:
            delays[row["customer"]].append((paid[row["folio"]] - row["due"]).days)

    assert any(len(days) >= 5 and days == sorted(set(days)) and days[-1] > 20 for days in delays.values())
