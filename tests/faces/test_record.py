"""`cobranza registrar pago` and `cobranza registrar gestion` on the sample workbook."""

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from xl_cobranza.faces.as_of import today


@pytest.fixture
def sample(told, tmp_path):
    path = tmp_path / "libro.xlsx"
    told("nuevo", path, "--ejemplo")
    return path


def _last(path, sheet: str) -> dict[str, object]:
    headings, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    filled = [row for row in rows if any(row)]
    return {heading: value for heading, value in zip(headings, filled[-1], strict=True) if value is not None}


def _customer(path) -> str:
    return load_workbook(path)["Clientes"]["A2"].value


def test_a_payment_becomes_a_row_of_the_payments(sample, told) -> None:
    before = _last(sample, "Pagos")

    code, out, _ = told(
        "registrar", "pago", sample, "--cliente", _customer(sample).lower(), "--importe", "1.234,50",
        "--fecha", "22/11/2026", "--moneda", "pesos mexicanos", "--referencia", "=SPEI 7", "--notas", "parcial",
    )  # fmt: skip

    row = _last(sample, "Pagos")
    assert code == 0
    assert row["Id"] != before["Id"]
    assert row["Id"] in out
    assert (row["Cliente"], row["Importe"], row["Moneda"]) == (_customer(sample), 1234.5, "MXN")
    assert row["Fecha"].date() == date(2026, 11, 22)
    assert (row["Referencia"], row["Notas"]) == ("=SPEI 7", "parcial")


def test_among_several_ledgers_one_is_picked(tmp_path, told) -> None:
    path, book = tmp_path / "libro.xlsx", Workbook()
    for title, customer in (("Nacional", "Olmo"), ("Exterior", "Pino")):
        sheet = book.create_sheet(title)
        sheet.append(["Folio", "Cliente", "Vencimiento", "Importe"])
        sheet.append(["F-1", customer, date(2026, 10, 1), 1000])
    book.save(path)
    pay = ("registrar", "pago", path, "--cliente", "pino", "--importe", "5")

    assert told(*pay)[0] == 3
    assert told(*pay, "--hoja", "exterior")[0] == 0
    assert _last(path, "Pagos")["Cliente"] == "Pino"


def test_a_contact_becomes_a_row_of_the_log_in_the_words_of_the_workbook(sample, told) -> None:
    code, _, _ = told(
        "registrar", "gestion", sample, "--cliente", _customer(sample), "--canal", "phone", "--resultado", "prometió",
        "--compromiso", "2026-12-01", "--importe-compromiso", "500", "--causa", "olvido", "--evidencia", "contestado",
        "--paso", "recordatorio", "--autor", "Eva", "--fecha", "2026-11-22",
    )  # fmt: skip

    row = _last(sample, "Gestiones")
    assert code == 0
    assert (row["Sentido"], row["Canal"], row["Resultado"]) == ("Saliente", "Teléfono", "Promesa")
    assert (row["Fecha compromiso"].date(), row["Importe compromiso"]) == (date(2026, 12, 1), 500)
    assert (row["Causa"], row["Evidencia"], row["Paso"], row["Autor"]) == (
        "Olvido",
        "Contestado",
        "Recordatorio",
        "Eva",
    )


def test_without_a_date_it_is_today_and_without_a_direction_it_is_ours(sample, told) -> None:
    days = {today()}
    told("registrar", "gestion", sample, "--cliente", _customer(sample), "--canal", "Correo", "--resultado", "Enviado")
    days.add(today())

    row = _last(sample, "Gestiones")
    assert row["Fecha"].date() in days
    assert row["Sentido"] == "Saliente"


def test_the_recorded_payment_counts_in_the_next_recalculation(ledger, told, told_json) -> None:
    path = ledger()
    told(
        "registrar",
        "pago",
        path,
        "--cliente",
        "Panadería Sol",
        "--importe",
        "2500.50",
        "--folio",
        "F-2",
        "--fecha",
        "2026-11-20",
    )

    _, answer = told_json("recalcular", path, "--fecha", "2026-11-22")

    assert answer["decisions"][1]["stage_id"] == "pagada"


def test_a_dry_run_says_where_it_would_go_and_writes_nothing(sample, told) -> None:
    before = sample.read_bytes()

    code, out, _ = told("registrar", "pago", sample, "--cliente", _customer(sample), "--importe", "5", "--simular")

    assert code == 0
    assert out.startswith("Simulación: se anotaría en Pagos!A")
    assert sample.read_bytes() == before


def test_the_object_says_where_and_under_which_id(sample, told_json) -> None:
    code, answer = told_json("registrar", "pago", sample, "--cliente", _customer(sample), "--importe", "5")

    assert (code, answer["saved_to"], answer["id"]) == (0, str(sample), _last(sample, "Pagos")["Id"])
    assert answer["ref"].startswith("Pagos!A")


@pytest.mark.parametrize(
    ("options", "told_first"),
    [
        (["--importe", "mil"], "--importe: «mil» no es un importe; "),
        (["--importe", "0"], "--importe: «0» no es un importe; "),
        (["--importe", "1.234"], "--importe: «1.234» puede leerse como miles o como decimales; "),
        (["--importe", "5", "--fecha", "31/02/2026"], "--fecha: «31/02/2026» no es una fecha; "),
        (["--importe", "5", "--moneda", "conchas"], "--moneda: no se conoce la moneda «conchas»; "),
        (["--importe", "5", "--notas", " "], "--notas: el valor está vacío; "),
    ],
)
def test_what_cannot_be_read_is_explained_by_its_option(sample, told, options, told_first) -> None:
    before = sample.read_bytes()

    code, out, err = told("registrar", "pago", sample, "--cliente", _customer(sample), *options)

    assert (code, out) == (2, "")
    assert err.startswith(told_first)
    assert sample.read_bytes() == before


def test_a_blank_customer_is_explained(sample, told) -> None:
    code, _, err = told("registrar", "pago", sample, "--cliente", "  ", "--importe", "5")

    assert (code, err) == (2, "--cliente: el valor está vacío; escríbelo o quita la opción.\n")


@pytest.mark.parametrize(
    ("option", "word", "known"),
    [
        ("--canal", "paloma", "Correo, Teléfono, WhatsApp, Carta, Visita, Interno"),
        ("--resultado", "bien", "Preparado, Enviado, Incierto, Sin respuesta"),
        ("--sentido", "arriba", "Saliente, Entrante"),
        ("--causa", "nada", "Olvido, No recibió factura"),
        ("--paso", "magia", "Emitida, Por vencer, Recordatorio"),
    ],
)
def test_an_unknown_word_is_answered_with_those_there_are(sample, told, option, word, known) -> None:
    usual = {"--canal": "Correo", "--resultado": "Enviado"}
    options = [text for pair in {**usual, option: word}.items() for text in pair]

    code, _, err = told("registrar", "gestion", sample, "--cliente", _customer(sample), *options)

    assert code == 2
    assert err.startswith(f"{option}: no se conoce «{word}»; usa una de estas palabras: {known}")


def test_an_unknown_customer_is_refused_with_a_likely_one(sample, told) -> None:
    customer = _customer(sample)

    code, _, err = told("registrar", "pago", sample, "--cliente", customer[:-1] + "x", "--importe", "5")

    assert code == 3
    assert customer in err


def test_a_refusal_as_an_object(sample, told_json) -> None:
    code, answer = told_json("registrar", "pago", sample, "--cliente", "Zzyzx", "--importe", "5")

    assert code == 3
    assert answer["error"]["kind"] == "customer_not_found"
    assert answer["saved_to"] is None
