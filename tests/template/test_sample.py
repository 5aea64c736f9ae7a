"""The sample data: on its date the workbook shows every stage, every step and every fact, and no fault."""

from pathlib import Path

import pytest

from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.domain.policy import DEFAULT_STAGES
from xl_cobranza.errors import Severity
from xl_cobranza.flows.review import review

KEPT = Path(__file__).parent.parent.parent / "workbook_template.xlsx"
LADDER = {stage.key for stage in DEFAULT_STAGES}
FACTS = {
    "cancelada", "incobrable", "cedida", "confirmada", "concurso", "vinculada", "pagada", "a_favor", "diferencia_menor",
    "no_contactar", "en_pausa", "en_disputa", "documentada", "en_acuerdo", "acuerdo_incumplido", "promesa",
}  # fmt: skip
STEPS_OF_FACTS = {
    "contestar", "identificar_pago", "revisar_banco", "resolver_disputa", "corregir", "renegociar", "aplicar_saldo",
    "agradecer",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan():
    return review(XlsxBook(str(KEPT), None), template.SAMPLE_AS_OF)


def test_every_stage_of_the_ladder_and_every_fact_is_shown(plan):
    assert {row.stage_id for row in plan.decisions} == LADDER | FACTS


def test_every_step_is_shown(plan):
    assert {row.step_id for row in plan.decisions} - {None} == LADDER | STEPS_OF_FACTS


def test_nothing_in_it_needs_mending_and_one_customer_is_past_its_limit(plan):
    told = [(problem.kind, problem.ref) for problem in plan.problems if problem.severity is not Severity.INFO]

    assert told == [("over_limit", "Clientes!34")]


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
