"""`cobranza plantillas`: what a person is told of their texts, in the terminal, as JSON and in files."""

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from xl_cobranza.template import copy_template
from xl_cobranza.wording.letters import FIELDS, TABLES, defaults

KEY, STEP, PROFILE, LANGUAGE, CHANNEL, SUBJECT, BODY = range(1, 8)


@pytest.fixture
def workbook(tmp_path) -> Path:
    path = tmp_path / "libro.xlsx"
    copy_template(path)
    return path


@pytest.fixture
def edit(workbook):
    """Change cells of the row with a key, and save as a person would."""

    def change(key: str, **cells: str) -> Path:
        book = load_workbook(workbook)
        sheet = book["Plantillas"]
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, KEY).value == key)
        for name, text in cells.items():
            sheet.cell(row, globals()[name.upper()]).value = text
        book.save(workbook)
        return workbook

    return change


def problems(out: str) -> list[str]:
    return [line.strip()[2:] for line in out.splitlines() if line.strip()[:2] in {"✗ ", "! "}]


def test_the_texts_of_a_new_workbook_are_in_order(workbook, told):
    before = workbook.read_bytes()

    code, out, err = told("plantillas", workbook)

    assert (code, err) == (0, "")
    assert out.startswith(f"Plantillas de libro.xlsx: 0 con tus palabras y {len(defaults())} nuestras.")
    assert "Los textos están en orden." in out
    assert "recordatorio_preferente" in out
    assert workbook.read_bytes() == before


def test_a_workbook_without_the_sheet_uses_ours(ledger, told):
    code, out, _ = told("plantillas", ledger())

    assert code == 0
    assert f"{len(defaults())} nuestras" in out


def test_every_fault_is_told_at_once_with_its_cell(edit, told):
    edit("recordatorio", subject="ÚLTIMO AVISO: {{ foli }}", body="Hola, {{ nombr }}:\n\n[tabal]")
    path = edit("visita", step="Vista", channel="Corréo")

    code, out, _ = told("plantillas", path)

    assert code == 1
    assert problems(out) == [
        "Plantillas!F7: línea 1: no hay ningún campo «foli»; ¿querías decir «folio»?",
        "Plantillas!F7: línea 1: «ÚLTIMO AVISO» son gritos, por las mayúsculas; mejor: Último aviso.",
        "Plantillas!F7: línea 1: «ÚLTIMO AVISO» suena a amenaza; mejor: nos gustaría resolverlo antes del…",
        "Plantillas!G7: línea 1: no hay ningún campo «nombr»; ¿querías decir «nombre»?",
        "Plantillas!G7: línea 3: no hay ninguna tabla [tabal]; ¿querías decir [tabla]?",
        "Plantillas!B14: no se conoce «Vista», y la plantilla no servirá a ninguna carta; ¿querías decir «Visita y recordatorios»?",
    ]


def test_a_text_of_ones_own_is_shown_filled(edit, told):
    path = edit("agradecer", body="Gracias, *{{ contacto }}*, por {{ importe_pagado }}.\n\n{{ firma }}")

    code, out, _ = told("plantillas", path)

    assert code == 0
    assert "1 con tus palabras" in out
    assert "Gracias, Norma Lugo, por 8,120.00 MXN.\n\nLaura Ibáñez" in out  # who signs is the workbook's own


def test_one_template_alone(workbook, told):
    _, out, _ = told("plantillas", workbook, "--clave", "Otro contacto")

    assert "Quizá usted pueda orientarme" in out
    assert "could you help us?" in out
    assert "recordatorio" not in out


def test_a_key_that_nobody_has_is_told_with_those_there_are(workbook, told):
    code, out, err = told("plantillas", workbook, "--clave", "recordatori")

    assert (code, out) == (2, "")
    assert err.startswith("No hay ninguna plantilla «recordatori»; elige una de estas: emitida, emitida_whatsapp")


def test_a_sample_of_each_goes_to_a_folder_and_the_same_again(workbook, told, tmp_path):
    folder = tmp_path / "muestras"

    code, out, _ = told("plantillas", workbook, "--carpeta", folder)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    told("plantillas", workbook, "--carpeta", folder)

    assert code == 0
    assert f"Muestras de {len(first)} plantillas en {folder}." in out
    assert len(first) == len(defaults())
    assert "Muchas gracias" in first["06-recordatorio-es.txt"].decode()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_a_folder_that_cannot_be_made_is_told(workbook, told, tmp_path):
    (tmp_path / "muestras").write_text("un archivo")

    code, _, err = told("plantillas", workbook, "--carpeta", tmp_path / "muestras")

    assert code == 3
    assert err.startswith("No se puede escribir en la carpeta ")


def test_what_may_be_named_is_listed(workbook, told):
    _, out, _ = told("plantillas", workbook, "--campos")

    assert all(f"{{{{ {field.name} }}}}" in out for field in FIELDS)
    assert all(f"[{table.name}]" in out for table in TABLES)


def test_the_words_follow_the_language(edit, told):
    code, out, _ = told("plantillas", edit("agradecer", body="{{ nombr }}"), "--idioma", "en")

    assert code == 1
    assert "Templates of libro.xlsx: 1 in your words" in out
    assert problems(out) == ["Plantillas!G25: line 1: there is no field “nombr”; did you mean “nombre”?"]


def test_json_has_templates_names_and_problems(edit, told):
    path = edit("agradecer", body="{{ nombr }}")

    code, out, _ = told("plantillas", path, "--json")

    said = json.loads(out)
    assert code == 1
    assert said["schema"] == 1
    edited = [one for one in said["templates"] if one["edited"]]
    assert edited == [
        {
            "key": "agradecer",
            "step_id": "agradecer",
            "profile": "",
            "language": "es",
            "channel": "",
            "subject": "Muchas gracias por su pago",
            "row": 25,
            "edited": True,
        }
    ]
    assert [(one["ref"], one["kind"], one["severity"], one["found"]) for one in said["problems"]] == [
        ("Plantillas!G25", "template_field_misspelt", "error", "nombr")
    ]
    assert {one["name"] for one in said["fields"]} == {field.name for field in FIELDS}


def test_json_of_a_refusal(tmp_path, told):
    code, out, err = told("plantillas", tmp_path / "nada.xlsx", "--json")

    assert code == 3
    assert json.loads(out)["error"]["kind"] == "no_such_file"
    assert "no existe" in err


def test_a_workbook_that_says_tu_gets_letters_that_say_tu(workbook, told):
    book = load_workbook(workbook)
    sheet = book["Política"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Trato"]
    cell.offset(0, 1).value = "Tú"
    book.save(workbook)

    _, out, _ = told("plantillas", workbook, "--clave", "contestar")

    assert "Gracias por tu mensaje" in out


def word_file(folder: Path, name: str, *paragraphs: str) -> None:
    folder.mkdir(exist_ok=True)
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(folder / name)


def test_word_files_beside_the_workbook_are_checked_too(workbook, told):
    folder = workbook.parent / "plantillas"
    word_file(folder, "bien.docx", "Hola, {{ Contacto }}: {% if dias > 3 %}tarde{% endif %}", "[tabla]")
    word_file(folder, "campo.docx", "Hola, {{ nombr }} y {{ zzz }}")
    word_file(folder, "malo.docx", "{{ cliente.upper() }}")
    word_file(folder, "roto.docx", "Hola", "{{ cliente }", "[tabal]")
    (folder / "viejo.docx").write_bytes(b"no es un documento")
    word_file(folder, "~$bien.docx", "{{ nada }}")

    code, out, _ = told("plantillas", workbook)

    assert code == 1
    assert "De Word, en la carpeta plantillas: bien.docx, campo.docx, malo.docx, roto.docx, viejo.docx." in out
    assert [line.partition(":")[0] for line in problems(out)] == [
        "campo.docx", "campo.docx", "malo.docx", "roto.docx", "roto.docx", "viejo.docx",
    ]  # fmt: skip
    assert "campo.docx: línea 1: no hay ningún campo «nombr»; ¿querías decir «nombre»?" in problems(out)
