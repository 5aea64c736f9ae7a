"""`cobranza acuerdo` on the sample workbook, as a person types it."""

import json

import pytest
from openpyxl import load_workbook

from xl_cobranza import template

DAY = ("--fecha", f"{template.SAMPLE_AS_OF:%Y-%m-%d}")
CATRINA = ("--cliente", "distribuidora catrina")


@pytest.fixture
def sample(told, tmp_path):
    path = tmp_path / "libro.xlsx"
    told("nuevo", path, "--ejemplo")
    return path


def answer(told, *typed):
    code, out, _ = told("acuerdo", *typed, *DAY, "--json")
    return code, json.loads(out)


def test_a_dry_run_shows_the_schedule_and_writes_nothing(sample, told):
    before = sample.read_bytes()

    code, out, _ = told(
        "acuerdo", sample, *CATRINA, "--parcialidades", 6, "--tasa", "12", "--enganche", "5000", *DAY, "--simular"
    )

    assert code == 0
    assert "Acuerdo AC-003 con Distribuidora Catrina, S.A. de C.V.: 77,470.73 MXN en 6 parcialidades." in out
    assert "Enganche   20/11/2026      5,000.00       0.00    5,000.00   70,000.40" in out
    assert "6          20/05/2027     12,078.48     119.59   11,958.89        0.00" in out
    assert "no se escribió nada" in out
    assert sample.read_bytes() == before


def test_it_is_written_with_a_copy_of_the_workbook_as_it_was(sample, told):
    code, out, _ = told("convenio", sample, *CATRINA, "--cuotas", 6, *DAY)

    assert code == 0
    assert "hoja «Acuerdo AC-003»" in out
    assert "Copia del libro anterior" in out
    assert "Acuerdo AC-003" in load_workbook(sample).sheetnames


def test_a_second_time_it_is_refused_with_the_agreement_there_is(sample, told):
    told("acuerdo", sample, *CATRINA, "--cuotas", 6, *DAY)
    before = sample.read_bytes()

    code, _, err = told("acuerdo", sample, *CATRINA, "--cuotas", 6, *DAY)

    assert code == 3
    assert "ya está en el acuerdo AC-003" in err
    assert sample.read_bytes() == before


def test_the_object_has_the_agreement_and_its_schedule(sample, told):
    code, found = answer(told, sample, "--folio", "01048", "--cuota", "3000", "--gracia", "1")

    assert code == 0
    assert {
        "schema",
        "version",
        "workbook",
        "as_of",
        "changed_cells",
        "saved_to",
        "problems",
        "agreement",
        "schedule",
    } == set(found)
    assert found["agreement"]["folios"] == ["A-01048"]
    assert found["agreement"]["balance"] == found["agreement"]["total"] == "8932.00"
    assert [row["amount"] for row in found["schedule"]] == ["3000.00", "3000.00", "2932.00"]
    assert found["schedule"][0] == {
        "number": 1, "due_date": "2027-01-20", "legal_due_date": "2027-01-20", "amount": "3000.00", "interest": "0.00",
        "principal": "3000.00", "balance": "5932.00",
    }  # fmt: skip


def test_a_refusal_has_every_key_empty_and_says_why(sample, told):
    code, found = answer(told, sample, "--folio", "99999", "--cuotas", "3")

    assert (code, found["agreement"], found["schedule"], found["saved_to"]) == (3, None, [], None)
    assert found["error"]["kind"] == "no_such_folio"


def test_dates_and_amounts_by_hand(sample, told):
    calendar = "2026-12-15=3000; 15/01/2027=2000; 2027-02-28"

    code, found = answer(told, sample, "--folio", "01048", "--calendario", calendar, "--simular")

    assert code == 0
    assert [(row["due_date"], row["amount"]) for row in found["schedule"]] == [
        ("2026-12-15", "3000.00"), ("2027-01-15", "2000.00"), ("2027-02-28", "3932.00"),
    ]  # fmt: skip
    assert (found["agreement"]["method"], found["agreement"]["frequency"]) == ("custom", "on_dates")


def test_working_days_rounding_and_the_interest_that_ran(sample, told):
    typed = ("--folio", "01043", "--folio", "A-01044", "--cuotas", "4", "--primera", "2026-12-20")
    more = ("--redondeo", "100", "--dias-habiles", "siguiente", "--interes", "reducir:40")

    _, found = answer(told, sample, *typed, *more, "--simular")

    assert [row["due_date"] for row in found["schedule"]] == ["2026-12-21", "2027-01-20", "2027-02-22", "2027-03-22"]
    assert found["schedule"][0]["legal_due_date"] == "2026-12-20"
    assert found["schedule"][0]["amount"].endswith("00.00")
    agreed = {key: float(found["agreement"][key]) for key in ("balance", "interest_included", "waived", "total")}
    assert agreed["waived"] == pytest.approx(0.4 * (agreed["waived"] + agreed["interest_included"]), abs=0.01)
    assert agreed["total"] == pytest.approx(agreed["balance"] + agreed["interest_included"])


@pytest.mark.parametrize(
    ("typed", "told_why"),
    [
        (("--cuotas", "3"), "Falta --folio | --cliente"),
        (CATRINA, "Falta --cuotas | --cuota"),
        ((*CATRINA, "--cuotas", "3", "--cuota", "500"), "--cuotas y --cuota se contradicen"),
        ((*CATRINA, "--cuotas", "tres"), "--cuotas: «tres» no es un número entero"),
        ((*CATRINA, "--cuotas", "3", "--tasa", "0.12"), "--tasa: «0.12» puede ser un por ciento o una fracción"),
        ((*CATRINA, "--cuotas", "3", "--tasa", "mucho"), "--tasa: «mucho» no es una tasa"),
        ((*CATRINA, "--cuotas", "3", "--metodo", "aleman2"), "--metodo: no se conoce «aleman2»"),
        ((*CATRINA, "--cuotas", "3", "--tasa", "5", "--metodo", "sin-interes"), "se contradicen"),
        ((*CATRINA, "--frecuencia", "a-medida", "--cuotas", "3"), "Falta --calendario"),
        ((*CATRINA, "--calendario", "2027-01-05; 2027-02-05=5"), "--calendario: «2027-02-05=5» no se entiende"),
        ((*CATRINA, "--cuotas", "3", "--interes", "perdonar"), "--interes: no se conoce «perdonar»"),
        ((*CATRINA, "--cuotas", "3", "--primera", "mañana"), "--primera: «mañana» no es una fecha"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_told_with_its_option(sample, told, typed, told_why):
    code, _, err = told("acuerdo", sample, *typed, *DAY)

    assert code == 2
    assert told_why in err
