"""`cobranza documento` and `cobranza expediente` on the sample workbook."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.domain.agreements.proposal import Proposal
from xl_cobranza.flows.agree import agree
from xl_cobranza.wording import figures

DAY = ("--fecha", "2026-11-20")


@pytest.fixture
def sample(told, tmp_path: Path) -> Path:
    path = tmp_path / "libro.xlsx"
    told("nuevo", path, "--ejemplo")
    return path


def test_a_document_in_two_formats_and_the_workbook_as_it_was(sample, told, tmp_path) -> None:
    before = sample.read_bytes()

    code, out, err = told(
        "documento", sample, "--clave", "acuerdo", "--acuerdo", "ac-001", "--carpeta", tmp_path / "docs", *DAY
    )

    made = sorted(path.suffix for path in (tmp_path / "docs").iterdir())
    assert code == 1  # the sample has data to look at
    assert made == [".docx", ".pdf"]
    assert all(str(path) in out for path in (tmp_path / "docs").iterdir())
    assert "no asesoramiento jurídico" in err
    assert sample.read_bytes() == before


def test_a_dry_run_shows_the_text_and_makes_nothing(sample, told, tmp_path) -> None:
    _, out, err = told(
        "documento", sample, "--clave", "recibo", "--pago", "P-0012", "--carpeta", tmp_path / "docs", "--simular", *DAY
    )

    assert "con reserva de intereses y costes" in out
    assert "no se escribió nada" in err
    assert not (tmp_path / "docs").exists()


def test_a_file_that_was_edited_is_never_written_over(sample, told, tmp_path) -> None:
    command = ("expediente", sample, "--cliente", "Textiles Quetzal", "--carpeta", tmp_path, "--formato", "docx", *DAY)
    told(*command)
    (path,) = tmp_path.glob("*.docx")
    first = path.read_bytes()
    again, _, _ = told(*command)
    path.write_bytes(first + b"edited")

    code, _, err = told(*command)

    assert again == 1
    assert code == 3
    assert "quizá editaste" in err
    assert path.read_bytes() == first + b"edited"


def test_json_names_the_files(sample, told_json, tmp_path) -> None:
    _, said = told_json("expediente", sample, "--cliente", "Restaurante Pasilla", "--carpeta", tmp_path / "docs", *DAY)

    assert said["document"] == "expediente"
    assert said["customer"] == "Restaurante Pasilla"
    assert [one["format"] for one in said["documents"]] == ["pdf", "docx"]
    assert all(Path(one["path"]).is_file() for one in said["documents"])
    assert said["saved_to"] is None


def test_a_refusal_is_told_in_both_ways(sample, told, told_json, tmp_path) -> None:
    asked = ("documento", sample, "--clave", "finiquito", "--cliente", "Textiles Quetzal", "--carpeta", tmp_path, *DAY)

    code, _, err = told(*asked)
    same, said = told_json(*asked)

    assert code == same == 3
    assert err.startswith("Textiles Quetzal todavía debe algo")
    assert said["error"]["kind"] == "still_owed"
    assert "documents" not in said


@pytest.mark.parametrize("formats", ["odt", "pdf,xls", ","])
def test_a_format_that_is_none_is_named(sample, told, tmp_path, formats) -> None:
    code, _, err = told(
        "expediente", sample, "--cliente", "Textiles Quetzal", "--carpeta", tmp_path, "--formato", formats
    )

    assert code == 2
    assert "pdf, docx, html, txt" in err


def test_a_word_file_of_the_users_own_is_filled_in(sample, told, tmp_path) -> None:
    own = docx.Document()
    own.add_paragraph("Trato con {{ cliente }} por {{ suma }}")
    own.add_paragraph("[datos_pagare]")
    own.add_paragraph("[calendario]")
    (tmp_path / "plantillas").mkdir()
    own.save(tmp_path / "plantillas" / "pagare.docx")

    told("documento", sample, "--clave", "pagare", "--acuerdo", "AC-001", "--carpeta", tmp_path / "docs", *DAY)

    made = [docx.Document(path) for path in sorted((tmp_path / "docs").iterdir())]
    assert len(made) == 2  # one for each instalment that is left, in Word only
    for one in made:
        assert "Trato con Viveros Las Lomas, S.A. de C.V. por 16,000.00 MXN" in [p.text for p in one.paragraphs]
        assert "[calendario]" not in [p.text for p in one.paragraphs]
        assert "Bueno por" in [cell.text for row in one.tables[0].rows for cell in row.cells]


def test_the_text_of_a_document_is_pasted_into_the_templates_and_changed_there(sample, told, tmp_path) -> None:
    told("documento", sample, "--clave", "recibo", "--plantilla", "--carpeta", tmp_path)
    given = (tmp_path / "plantilla_recibo.txt").read_text("utf-8")
    body = given.split("Cuerpo:\n\n")[1].replace("con reserva de intereses y costes", "a reserva de intereses")
    book = load_workbook(sample)
    row = next(n for n, cell in enumerate(book["Plantillas"]["A"], 1) if cell.value == "agradecer")
    book["Plantillas"].cell(row, 1, "recibo")
    for column in (2, 3, 5):
        book["Plantillas"].cell(row, column).value = None
    book["Plantillas"].cell(row, 7, body)
    book.save(sample)

    _, out, _ = told(
        "documento", sample, "--clave", "recibo", "--pago", "P-0012", "--carpeta", tmp_path, "--simular", *DAY
    )

    assert "Este recibo se da a reserva de intereses." in out


def test_an_agreement_made_here_has_its_document(sample, told, tmp_path) -> None:
    book = XlsxBook(sample, patterns=template.blank)
    proposal = Proposal(customer="Construcciones Peñalara", count=3, rate=Decimal("0.12"), waived=Decimal("0.5"))
    plan = agree(book, date(2026, 11, 20), proposal)
    book.apply(plan.patches, plan.digest)

    _, out, _ = told(
        "documento", sample, "--clave", "acuerdo", "--acuerdo", plan.deal.id, "--carpeta", tmp_path, "--simular", *DAY
    )

    owed = sum(row.principal for row in plan.schedule)
    assert figures.amount(owed, "EUR", "ES") in out
    assert "en 3 plazos" in out
    assert all(figures.amount(row.amount, "EUR", "ES").removesuffix(" EUR") in out for row in plan.schedule)
