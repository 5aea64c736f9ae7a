"""`cobranza recalcular` and `cobranza revisar` on real files."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.faces.conftest import AS_OF, FAULTY, HEADINGS, ROWS

KEYS = ["schema", "version", "workbook", "as_of", "rows", "changed_cells", "saved_to", "problems", "decisions"]
DECISION_KEYS = [
    "ref", "id", "customer", "due_date", "balance", "currency", "days_overdue", "bucket", "stage_id", "stage", "step_id",
    "step", "action", "channel", "next_action_on", "reason", "interest", "priority",
]  # fmt: skip


def _shown(path: Path, sheet: str = "Facturas") -> list[dict[str, object]]:
    headings, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_the_decisions_are_written_beside_the_rows(ledger, told) -> None:
    path = ledger()

    code, out, err = told("recalcular", path, "--fecha", AS_OF)

    assert (code, err) == (0, "")
    assert [row["Días vencidos"] for row in _shown(path)] == [-8, 21, 113]
    assert "Facturas: 3 filas al 22/11/2026" in out
    assert str(path) in out


def test_one_row_is_told_as_one(ledger, told) -> None:
    assert "Facturas: 1 fila al 22/11/2026" in told("recalcular", ledger(rows=ROWS[:1]), "--fecha", AS_OF)[1]


def test_the_workbook_as_it_was_is_kept_and_said(ledger, told) -> None:
    path = ledger()
    before = path.read_bytes()

    _, out, _ = told("recalcular", path, "--fecha", AS_OF)

    (backup,) = (path.parent / ".cobranza").glob("*.xlsx")
    assert backup.read_bytes() == before
    assert backup.name in out


def test_totals_are_told_by_currency_and_never_added(ledger, told) -> None:
    _, out, _ = told("recalcular", ledger(), "--fecha", AS_OF)

    (total,) = (line.split() for line in out.splitlines() if line.startswith("Total"))
    assert total == ["Total", "3", "90,00", "3.500,50"]


def test_more_currencies_than_fit_are_told_below_the_table(ledger, told) -> None:
    codes = ["MXN", "EUR", "USD", "CLP"]
    rows = [[f"F-{code}", "ACME", date(2026, 11, 1), 1_234_567_890, code] for code in codes]

    _, out, _ = told("recalcular", ledger(rows=rows), "--fecha", AS_OF)

    assert "\n1.234.567.890 CLP · 1.234.567.890,00 EUR · 1.234.567.890,00 MXN · 1.234.567.890,00 USD\n" in out


def test_everything_told_fits_80_columns(ledger, told, tmp_path) -> None:
    _, out, _ = told("recalcular", ledger(rows=ROWS + FAULTY), "--fecha", AS_OF, "--simular")

    tables = [line for line in out.splitlines() if "─" in line]
    assert tables
    assert max(map(len, tables)) <= 80


def test_a_second_run_writes_nothing(ledger, told_json) -> None:
    path = ledger()
    told_json("recalcular", path, "--fecha", AS_OF)
    before = path.read_bytes(), path.stat().st_mtime_ns

    code, answer = told_json("recalcular", path, "--fecha", AS_OF)

    assert (code, answer["changed_cells"], answer["saved_to"]) == (0, 0, None)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_object_has_the_keys_of_the_contract_in_its_order(ledger, told_json) -> None:
    path = ledger()

    code, answer = told_json("recalcular", path, "--fecha", AS_OF)

    assert code == 0
    assert list(answer) == KEYS
    assert [list(row) for row in answer["decisions"]] == [DECISION_KEYS] * 3
    assert (answer["schema"], answer["as_of"], answer["rows"]) == (1, AS_OF, 3)
    assert (answer["workbook"], answer["saved_to"]) == (str(path), str(path))


def test_money_is_text_and_days_are_iso(ledger, told_json) -> None:
    _, answer = told_json("recalcular", ledger(), "--fecha", AS_OF)

    second = answer["decisions"][1]
    assert (second["balance"], second["due_date"], second["days_overdue"]) == ("2500.50", "2026-11-01", 21)


def test_an_object_of_many_rows_is_still_one_object(ledger, told_json) -> None:
    rows = [[f"F-{number}", "ACME", date(2026, 11, 1), 10, "EUR"] for number in range(2001)]

    _, answer = told_json("recalcular", ledger(rows=rows), "--fecha", AS_OF, "--simular")

    assert [row["id"] for row in answer["decisions"]] == [f"F-{number}" for number in range(2001)]


@pytest.mark.parametrize(("issued", "situation", "code"), [(date(2026, 12, 1), "", 0), ("", "vaya usted a saber", 1)])
def test_only_what_needs_a_person_changes_the_exit_code(ledger, told_json, issued, situation, code) -> None:
    row = ["F-1", "ACME", date(2026, 12, 31), 10, "EUR", issued, situation]
    path = ledger(rows=[row], headings=[*HEADINGS, "Emisión", "Situación"])

    told_code, answer = told_json("revisar", path, "--fecha", AS_OF)

    severities = {problem["severity"] for problem in answer["problems"]}
    assert told_code == code
    assert severities == ({"warning"} if code else {"info"})


def test_an_unreadable_row_is_decided_with_nulls(ledger, told_json) -> None:
    code, answer = told_json("recalcular", ledger(rows=FAULTY), "--fecha", AS_OF)

    first = answer["decisions"][0]
    assert code == 1
    assert (first["stage_id"], first["balance"], first["priority"]) == ("revisar", None, None)
    assert answer["problems"][0]["kind"] == "impossible_date"
    assert answer["problems"][0]["ref"] == "Facturas!C2"


def test_a_dry_run_writes_nothing_and_counts_what_the_run_would_change(ledger, told_json) -> None:
    path = ledger()
    before = path.read_bytes(), path.stat().st_mtime_ns

    _, dry = told_json("recalcular", path, "--fecha", AS_OF, "--simular")
    after = path.read_bytes(), path.stat().st_mtime_ns
    _, wet = told_json("recalcular", path, "--fecha", AS_OF)

    assert after == before
    assert dry["saved_to"] is None
    assert dry["changed_cells"] == wet["changed_cells"] > 0
    assert dry["decisions"] == wet["decisions"]


def test_a_dry_run_shows_each_change_as_before_and_after(ledger, told) -> None:
    path = ledger()
    told("recalcular", path, "--fecha", "2026-11-10")

    _, out, _ = told("recalcular", path, "--fecha", AS_OF, "--simular")

    lines = [line.split() for line in out.splitlines()]
    assert ["Facturas!G2", "-20", "-8"] in lines
    assert ["Facturas", "·", "Días", "vencidos", "3"] in lines


def test_another_output_leaves_the_workbook_alone(ledger, told_json, tmp_path) -> None:
    path, output = ledger(), tmp_path / "otro.xlsx"
    before = path.read_bytes()

    _, answer = told_json("recalcular", path, "--fecha", AS_OF, "--salida", output)

    assert path.read_bytes() == before
    assert answer["saved_to"] == str(output)
    assert "Etapa" in _shown(output)[0]


@pytest.mark.parametrize("command", ["recalcular", "revisar"])
def test_a_refused_workbook_has_every_key_and_the_error(command, tmp_path, told_json) -> None:
    path = tmp_path / "notas.xlsx"
    path.write_text("no es un libro")

    code, answer = told_json(command, path, "--fecha", AS_OF)

    assert code == 3
    assert sorted(answer) == sorted([*KEYS, "error"])
    assert (answer["rows"], answer["problems"], answer["decisions"]) == (0, [], [])
    assert answer["error"]["message"].startswith("notas.xlsx: ")
    assert path.read_text() == "no es un libro"


def test_a_refusal_is_told_once_on_standard_error(tmp_path, told) -> None:
    code, out, err = told("recalcular", tmp_path / "nada.xlsx")

    assert (code, out) == (3, "")
    assert err.startswith("nada.xlsx: no existe; revisa el nombre y la carpeta: ")
    assert err.count("\n") == 1


def test_messages_are_english_when_asked(ledger, told, tmp_path) -> None:
    _, out, _ = told("--idioma", "en", "recalcular", ledger(), "--fecha", AS_OF)
    _, _, err = told("--idioma", "en", "recalcular", tmp_path / "nothing.xlsx")

    assert "Facturas: 3 rows as of 22 Nov 2026" in out
    assert err.startswith("nothing.xlsx: does not exist; ")


def _with_sheet(path: Path, title: str, rows: list[list[object]]) -> None:
    book = load_workbook(path)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_of_two_ledgers_the_one_asked_for_is_recalculated(ledger, told_json, tmp_path) -> None:
    path = ledger()
    book = load_workbook(path)
    book["Facturas"].title = "Enero"
    book.save(path)
    _with_sheet(path, "Febrero", [HEADINGS, ROWS[0]])

    refused, _ = told_json("recalcular", path, "--fecha", AS_OF)
    code, answer = told_json("recalcular", path, "--fecha", AS_OF, "--hoja", "febrero")

    assert (refused, code) == (3, 0)
    assert [row["ref"] for row in answer["decisions"]] == ["Febrero!2"]


def test_the_workbook_may_choose_its_language_and_the_person_another(ledger, told) -> None:
    path = ledger()
    _with_sheet(path, "Política", [["Clave", "Valor"], ["Idioma", "Inglés"]])

    _, out, _ = told("recalcular", path, "--fecha", AS_OF, "--simular")
    _, asked, _ = told("--idioma", "es", "recalcular", path, "--fecha", AS_OF, "--simular")

    assert "3 rows as of" in out
    assert "3 filas al" in asked


def test_today_is_that_of_the_workbook(ledger, told_json, monkeypatch) -> None:
    path = ledger()
    _with_sheet(path, "Política", [["Clave", "Valor"], ["Zona horaria", "Asia/Tokyo"]])
    days = {"Asia/Tokyo": date(2026, 11, 23)}
    monkeypatch.setattr("xl_cobranza.faces.as_of.today", lambda zone: days[zone])

    _, answer = told_json("revisar", path)

    assert answer["as_of"] == "2026-11-23"


def test_reviewing_tells_every_fault_at_once_and_writes_nothing(ledger, told) -> None:
    path = ledger(rows=FAULTY + ROWS)
    before = path.read_bytes()

    code, out, _ = told("revisar", path, "--fecha", AS_OF)

    assert code == 1
    assert "✗ Facturas!C2: «30/02/2026» no es una fecha que exista; " in out
    assert "✗ Facturas!D3: «1.234» puede leerse como miles o como decimales; " in out
    assert path.read_bytes() == before


def test_reviewing_a_sound_workbook_says_so(ledger, told) -> None:
    code, out, _ = told("revisar", ledger(), "--fecha", AS_OF)

    assert code == 0
    assert "F-" not in out


def test_the_review_as_an_object_has_problems_and_no_decisions(ledger, told_json) -> None:
    code, answer = told_json("revisar", ledger(rows=FAULTY), "--fecha", AS_OF)

    assert code == 1
    assert [problem["kind"] for problem in answer["problems"]] == ["impossible_date", "ambiguous_amount"]
    assert (answer["decisions"], answer["changed_cells"]) == ([], 0)


def test_many_problems_are_cut_on_the_terminal_but_not_in_the_review(ledger, told) -> None:
    path = ledger(rows=[[f"F-{n}", "ACME", "mañana", 10, "EUR"] for n in range(40)])

    _, short, _ = told("recalcular", path, "--fecha", AS_OF, "--simular")
    _, whole, _ = told("revisar", path, "--fecha", AS_OF)

    assert short.count("«mañana»") == 30
    assert "y 10 más" in short
    assert whole.count("«mañana»") == 40


def test_an_unexpected_error_is_one_line_and_a_log(ledger, told, state, monkeypatch) -> None:
    def break_down(*_args, **_kwargs):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("xl_cobranza.flows.review.review", break_down)

    code, out, err = told("recalcular", ledger(), "--fecha", AS_OF)

    (log,) = state.rglob("*.log")
    assert (code, out) == (4, "")
    assert err.count("\n") == 1
    assert str(log) in err
    assert "secret detail" not in err
    assert "secret detail" in log.read_text()


def test_the_oldest_logs_make_room(ledger, told, state, monkeypatch) -> None:
    monkeypatch.setattr("xl_cobranza.flows.review.review", None)
    (state / "cobranza").mkdir()
    for number in range(30):
        (state / "cobranza" / f"error-2020{number:04}-000000-1.log").touch()

    told("recalcular", ledger(), "--fecha", AS_OF)

    kept = sorted(log.name for log in (state / "cobranza").iterdir())
    assert len(kept) == 20
    assert not kept[-1].startswith("error-2020")


def test_an_interrupted_run_says_so_with_130(ledger, told, monkeypatch) -> None:
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("xl_cobranza.flows.review.review", interrupt)

    code, out, err = told("recalcular", ledger(), "--fecha", AS_OF)

    assert (code, out) == (130, "")
    assert err.startswith("Interrumpido.")


def test_what_is_only_good_to_know_does_not_crowd_out_what_needs_a_person(ledger, told) -> None:
    future = [[f"G-{n}", "Cliente sin ficha", date(2026, 12, 30), 10, "EUR", date(2026, 12, 1)] for n in range(9)]
    path = ledger(rows=[*future, *FAULTY], headings=[*HEADINGS, "Emisión"])

    _, out, _ = told("recalcular", path, "--fecha", AS_OF, "--simular")

    doubts, to_know = (out.index(title) for title in ("Por revisar (2):", "Para saber (9):"))
    assert doubts < to_know
    assert out.count("aún no ha llegado") == 5
