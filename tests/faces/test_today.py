"""`cobranza hoy` and `cobranza adoptar` on a person's own workbook."""

import json
from pathlib import Path

from openpyxl import load_workbook

from xl_cobranza.adapters.xlsx.book import XlsxBook

FRIDAY = "2026-11-20"
SHEETS = [
    "Facturas", "Hoy", "Panel", "Clientes", "Contactos", "Pagos", "Gestiones", "Acuerdos", "Política", "Intereses", "Festivos",
    "Reglas de contacto", "Plantillas",
]  # fmt: skip


def test_the_sheet_is_made_and_told_in_the_order_of_the_calls(ledger, told) -> None:
    path = ledger()

    code, out, err = told("hoy", path, "--fecha", FRIDAY)

    assert (code, err) == (0, "")
    assert "Panadería Sol" in out
    assert "Ahora abre el libro en la hoja Hoy" in out
    assert load_workbook(path).sheetnames == ["Facturas", "Hoy"]
    grid = XlsxBook(path).read("Hoy")
    assert [grid.row(row)[1] for row in (10, 11)] == ["ACME", "Panadería Sol"]


def test_asked_again_it_writes_nothing(ledger, told) -> None:
    path = ledger()
    told("hoy", path, "--fecha", FRIDAY)
    written, written_on = path.read_bytes(), path.stat().st_mtime_ns

    for command in ("hoy", "recalcular"):
        code, out, _ = told(command, path, "--fecha", FRIDAY)
        assert (code, "ya estaba al día" in out) == (0, True)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (written, written_on)


def test_what_was_noted_is_moved_and_said(ledger, told) -> None:
    path = ledger()
    told("hoy", path, "--fecha", FRIDAY)
    workbook = load_workbook(path)  # the person's own program
    workbook["Hoy"]["H10"] = "Respondió"
    workbook.save(path)

    code, out, _ = told("recalcular", path, "--fecha", FRIDAY)

    assert code == 0
    assert "Anotaciones pasadas de la hoja Hoy a Gestiones: 1." in out
    log = load_workbook(path)["Gestiones"]
    assert (log["E2"].value, log["J2"].value) == ("ACME", "Respondió")
    assert load_workbook(path)["Hoy"]["H10"].value is None


def test_a_dry_run_makes_no_sheet(ledger, told) -> None:
    path = ledger()
    before = path.read_bytes()

    _, out, _ = told("hoy", path, "--fecha", FRIDAY, "--simular")

    assert path.read_bytes() == before
    assert "hoja nueva" in out


def test_a_program_gets_todays_rows(ledger, told) -> None:
    _, out, _ = told("hoy", ledger(), "--fecha", FRIDAY, "--json")

    answer = json.loads(out)
    assert [row["customer"] for row in answer["today"]] == ["ACME", "Panadería Sol"]
    assert answer["today"][0]["step"] == "Recordatorio"  # nobody has been contacted: it begins softly


def test_a_sheet_of_theirs_that_is_called_hoy_is_refused_by_name(ledger, told) -> None:
    path = ledger()
    workbook = load_workbook(path)
    workbook.create_sheet("Hoy")["A1"] = "comprar café"
    workbook.save(path)
    before = path.read_bytes()

    code, _, err = told("hoy", path, "--fecha", FRIDAY)

    assert code == 3
    assert "Hoy" in err
    assert "cámbiale el nombre" in err
    assert path.read_bytes() == before


def test_adopting_adds_the_sheets_it_lacks_and_touches_no_cell(ledger, told) -> None:
    path = ledger()
    before = [[cell.value for cell in row] for row in load_workbook(path)["Facturas"]]

    code, out, err = told("adoptar", path, "--fecha", FRIDAY)

    assert (code, err) == (0, "")
    assert load_workbook(path).sheetnames == SHEETS
    assert [[cell.value for cell in row] for row in load_workbook(path)["Facturas"]] == before
    assert "cobranza recalcular" in out
    assert "ya estaba al día" in told("adoptar", path, "--fecha", FRIDAY)[1]


def test_adopting_leaves_a_sheet_of_theirs_alone_and_says_so(ledger, told) -> None:
    path = ledger()
    workbook = load_workbook(path)
    workbook.create_sheet("Panel")["A1"] = "mi panel"
    workbook.create_sheet("Pagos").append(["Fecha", "Importe", "Cliente"])
    workbook.save(path)

    code, out, _ = told("adoptar", path, "--fecha", FRIDAY)

    assert code == 1
    assert "ya tienes una hoja «Panel» para otra cosa" in out
    names = load_workbook(path).sheetnames
    assert (names.count("Panel"), names.count("Pagos"), len(names)) == (1, 1, len(SHEETS))


def test_an_adopted_workbook_is_then_recalculated(ledger, told) -> None:
    path = ledger()
    told("adoptar", path, "--fecha", FRIDAY)

    assert told("recalcular", path, "--fecha", FRIDAY)[0] == 0
    rests = told("recalcular", path, "--fecha", FRIDAY)
    assert "ya estaba al día" in rests[1]
    assert load_workbook(path)["Clientes"]["A2"].value == "Panadería Sol"


def test_all_of_it_fits_in_another_workbook(ledger, told, tmp_path: Path) -> None:
    path, other = ledger(), tmp_path / "otro.xlsx"
    before = path.read_bytes()

    assert told("adoptar", path, "--fecha", FRIDAY, "--salida", other)[0] == 0
    assert path.read_bytes() == before
    assert load_workbook(other).sheetnames == SHEETS
