"""`cobranza ofertas` on the sample workbook: a table, the commands to type, the sheet, the object."""

import json
import shlex
from decimal import Decimal

import pytest
from openpyxl import load_workbook


@pytest.fixture
def sample(told, tmp_path):
    path = tmp_path / "mi libro.xlsx"
    told("nuevo", path, "--ejemplo")
    return path


PASILLA = ("--cliente", "restaurante pasilla", "--fecha", "2026-11-20")


def test_the_offers_are_told_side_by_side_and_kept_in_the_sheet(sample, told) -> None:
    code, out, _ = told("ofertas", sample, *PASILLA)

    assert code == 0
    assert "Restaurante Pasilla debe 30,000.00 MXN (A-01032, A-01033) y 1,593.66 MXN de intereses al 20/11/2026." in out
    assert "12 parcialidades mensuales, sin intereses: 12 de 2,500.00, desde el 20/12/2026. Cuesta el 13.1 %" in out
    assert "Dudosa. No cumplió un acuerdo." in out
    sheet = load_workbook(sample)["Ofertas"]
    assert next(row[3] for row in sheet.iter_rows(min_row=2, values_only=True)) == "Un solo pago, sin intereses"
    assert sheet["K2"].number_format == "0.00%"
    assert "ya decía esto" in told("ofertas", sample, *PASILLA)[1]


def test_the_command_of_an_offer_can_be_typed_as_it_stands(sample, told) -> None:
    _, out, _ = told("ofertas", sample, *PASILLA, "--simular")

    typed = [shlex.split(line) for line in map(str.strip, out.splitlines()) if line.startswith("cobranza registrar")]
    assert len(typed) == 1
    assert told(*typed[0][1:])[0] == 0
    assert "Oferta hecha" in [cell.value for cell in load_workbook(sample)["Gestiones"]["J"]]


@pytest.mark.parametrize("number", [0, 2, 3, 5])
def test_the_command_of_each_offer_agrees_on_it(sample, told, tmp_path, number) -> None:
    offers = json.loads(told("ofertas", sample, *PASILLA, "--simular", "--json")[1])["offers"]
    offer = [one for one in offers if one["command"][1] == "acuerdo"][number]

    code, out, err = told(*offer["command"][1:], "--fecha", "2026-11-20", "--json", "--salida", tmp_path / "o.xlsx")

    assert code in {0, 1}, err
    paid = [(row["due_date"], Decimal(row["amount"])) for row in json.loads(out)["schedule"]]
    assert paid == [(payment["on"], Decimal(payment["amount"])) for payment in offer["payments"]]


def test_a_dry_run_writes_nothing(sample, told) -> None:
    before = sample.read_bytes()

    code, out, _ = told("ofertas", sample, *PASILLA, "--simular")

    assert (code, sample.read_bytes()) == (0, before)
    assert "no se escribió nada" in out


def test_the_object_has_the_figures_and_the_words(sample, told, tmp_path) -> None:
    code, out, _ = told(
        "ofertas", sample, "--folio", "01016", "--fecha", "2026-11-20", "--json", "--salida", tmp_path / "o.xlsx"
    )

    found = json.loads(out)
    assert code == 0
    assert (found["customer"], found["balance"], found["discount_rate"]) == ("Muebles Arrayán", "48720.00", "0.18")
    three = next(offer for offer in found["offers"] if offer["id"] == "cuotas_3")
    assert three["payments"][0] == {"on": "2026-12-20", "amount": "16240.00"}
    assert (three["plausibility_id"], three["recovered"]) == ("unknown", "48720.00")
    assert three["command"][-2:] == ["--interes", "condonar"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "indica --folio o --cliente"),
        (["--cliente", "Restaurante Pasila"], 3, "¿querías decir Restaurante Pasilla?"),
        (["--folio", "9999"], 3, "9999"),
        (["--cliente", "Viveros Las Lomas", "--fecha", "2026-11-20"], 3, "AC-001"),
    ],
)
def test_what_cannot_be_compared_is_told(sample, told, arguments, code, said) -> None:
    found, out, err = told("ofertas", sample, *arguments)

    assert (found, out) == (code, "")
    assert said in err


def test_in_english(sample, told) -> None:
    _, out, _ = told("--idioma", "en", "ofertas", sample, *PASILLA, "--simular")

    assert "One payment, without interest" in out
    assert "Doubtful. Did not keep an agreement." in out
