"""Word files read by python-docx, by LibreOffice and by Microsoft's validator; and Word files of the user's own."""

import json
import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.outbox import poppler
from tests.outbox.letters import LETTERS, invoices
from xl_cobranza.adapters.outbox.word.filling import check_word, fill_word
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.documents import Signatures
from xl_cobranza.errors import Refused
from xl_cobranza.wording import problems as wording

VALIDATOR = os.environ.get("COBRANZA_OOXML_VALIDATOR", "")


def opened(content: bytes):
    return docx.Document(BytesIO(content))


def test_it_is_made_of_styles_that_a_person_may_change_at_once():
    made = opened(write(LETTERS["agreement"], "docx"))
    styles = {paragraph.style.name for paragraph in made.paragraphs}

    assert {"Heading 1", "Heading 2", "Membrete", "Normal"} <= styles
    assert {p.style.name for row in made.tables[1].rows for cell in row.cells for p in cell.paragraphs} == {
        "Celda",
        "Celda de importe",
    }


def test_the_headings_of_a_table_come_again_and_no_row_is_torn():
    (table,) = [table for table in opened(write(LETTERS["many-invoices"], "docx")).tables if len(table.rows) > 40]
    marks = [[child.tag for child in row._tr.trPr] for row in table.rows]

    assert [qn("w:tblHeader") in tags for tags in marks] == [True, *[False] * 49]
    assert all(qn("w:cantSplit") in tags for tags in marks)


@pytest.mark.parametrize(("name", "size"), [("one-invoice", (215.9, 279.4)), ("one-invoice-a4", (210, 297))])
def test_it_has_the_paper_of_the_letter(name, size):
    section = opened(write(LETTERS[name], "docx")).sections[0]

    assert (section.page_width, section.page_height) == pytest.approx((Mm(size[0]), Mm(size[1])), abs=Mm(0.1))


def test_a_link_leads_where_it_says():
    made = opened(write(LETTERS["three-currencies"], "docx"))
    (link,) = [link for paragraph in made.paragraphs for link in paragraph.hyperlinks]

    assert (link.text, link.address) == ("https://pagos.example.com/A-1000", "https://pagos.example.com/A-1000")


def test_no_time_of_day_is_in_it():
    content = write(LETTERS["one-invoice"], "docx")
    with ZipFile(BytesIO(content)) as parts:
        dates = {part.date_time for part in parts.infolist()}
        properties = parts.read("docProps/core.xml").decode()

    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert not re.search("created|modified|lastPrinted|python-docx", properties)
    assert "<dc:title>Recordatorio de pago</dc:title>" in properties


def validated(folder: Path, content: bytes) -> list:
    if not VALIDATOR:
        if os.environ.get("CI"):
            pytest.fail("CI needs COBRANZA_OOXML_VALIDATOR")
        pytest.skip("needs COBRANZA_OOXML_VALIDATOR")
    path = folder / "carta.docx"
    path.write_bytes(content)
    found = subprocess.run([VALIDATOR, path], capture_output=True, text=True, timeout=120, check=False)
    return json.loads(found.stdout)["errors"]


@pytest.mark.parametrize("name", LETTERS)
def test_the_validator_of_microsoft_finds_nothing(name, tmp_path):
    assert validated(tmp_path, write(LETTERS[name], "docx")) == []


def printed(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files as LibreOffice prints them, all in one start of it."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs LibreOffice")
        pytest.skip("needs LibreOffice")
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def words(pdf: bytes) -> list[str]:
    """Each word once, without page numbers: lines and pages end elsewhere there."""
    return sorted(set(re.sub(r"Página \d+ de \d+", "", poppler.text(pdf)).split()))


@pytest.mark.calc
def test_libreoffice_prints_what_the_pdf_says(tmp_path):
    names = ("one-invoice", "many-invoices", "three-currencies")
    pages = printed(tmp_path, {name: write(LETTERS[name], "docx") for name in names})

    for name in names:
        assert words(pages[name]) == words(write(LETTERS[name], "pdf")), name
    assert re.findall(r"Página \d de \d", poppler.text(pages["many-invoices"])) == ["Página 1 de 2", "Página 2 de 2"]


TEMPLATE_TEXT = (
    "Estimado {{ contacto }}:",
    "Le recordamos {% if dias > 30 %}con urgencia{% else %}con gusto{% endif %} que debe {{ total }}.",
    "[tabla]",
    "Gracias.",
)


def template(folder: Path, texts=TEMPLATE_TEXT, rows=()) -> Path:
    """A Word file as a person would make it; its rows repeat for each invoice."""
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for line, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, cells, strict=True):
                cell.text = text
    made.sections[0].footer.paragraphs[0].text = "{{ empresa }}"
    path = folder / "aviso.docx"
    made.save(path)
    return path


FIELDS = {
    "contacto": "Rosa Díaz", "dias": 12, "total": "3,137.50 MXN", "empresa": "Peñalver, S. A.",
    "facturas": ({"folio": "A-1", "saldo": "1,500.00"}, {"folio": "A-2", "saldo": "1,637.50"}),
}  # fmt: skip


def test_a_word_file_of_the_users_own_is_filled_in_and_the_table_is_put_where_it_says(tmp_path):
    made = opened(fill_word(template(tmp_path), FIELDS, {"tabla": invoices(2)}))

    assert [p.text for p in made.paragraphs if p.text] == [
        "Estimado Rosa Díaz:",
        "Le recordamos con gusto que debe 3,137.50 MXN.",
        "Gracias.",
    ]
    (table,) = made.tables
    assert [cell.text for cell in table.rows[1].cells] == ["A-01000", "01/01/2026", "7", "1,500.00 MXN"]
    assert made.element.body.index(table._tbl) < made.element.body.index(made.paragraphs[-1]._p)
    assert made.sections[0].footer.paragraphs[0].text == "Peñalver, S. A."


def test_rows_of_the_users_own_table_repeat(tmp_path):
    rows = (
        ("Folio", "Saldo"),
        ("{%tr for f in facturas %}", ""),
        ("{{ f.folio }}", "{{ f.saldo }}"),
        ("{%tr endfor %}", ""),
    )
    made = opened(fill_word(template(tmp_path, (), rows), FIELDS, {}))

    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Folio", "Saldo"],
        ["A-1", "1,500.00"],
        ["A-2", "1,637.50"],
    ]


def test_a_field_split_by_words_spell_checker_is_still_one(tmp_path):
    path = template(tmp_path, ("",))
    made = docx.Document(str(path))
    for piece in ("Hola {", "{ con", "tacto }", "}"):
        made.paragraphs[0].add_run(piece)
    made.save(path)

    assert opened(fill_word(path, FIELDS, {})).paragraphs[0].text == "Hola Rosa Díaz"


def test_the_same_fields_make_the_same_bytes(tmp_path):
    path = template(tmp_path)

    assert fill_word(path, FIELDS, {"tabla": invoices(2)}) == fill_word(path, FIELDS, {"tabla": invoices(2)})


@pytest.mark.parametrize(
    "name",
    [
        "A & B <x>",
        "{{ 7*7 }}",
        "[tabla]",
        "</w:t></w:r><w:r><w:t>Ana",
        "{%tr for x in y %}",
        "Ana\x00\x0b\ufffe",
        "Ana\ud800",
        "{{ contacto.__class__ }}",
        "&#60;b&#62;",
    ],
)
def test_a_name_in_a_word_file_of_the_users_own_is_only_text(name, tmp_path):
    made = opened(
        fill_word(template(tmp_path, ("{{ contacto }}",)), {**FIELDS, "contacto": name}, {"tabla": invoices(1)})
    )
    shown = re.sub(r"[\x00\x0b\ufffe]", "", name).replace("\ud800", "\ufffd")

    assert [paragraph.text.replace("\n", "") for paragraph in made.paragraphs] == [shown]
    assert made.tables == []


def test_blocks_of_every_kind_stand_where_their_name_is_also_in_a_cell(tmp_path):
    blocks = {
        "tabla": invoices(1),
        "firmas": Signatures((("Ana", "Acreedor"), ("Luz", "Deudor"))),
        "a_favor": invoices(1, "USD"),
    }
    texts = ("[Table]", "Antes", "[aparte]", "[salto]", "[firmas]", "[pago]", "[mi nota]")
    path = template(tmp_path, texts, (("[tabla]", "al lado"),))
    content = fill_word(path, FIELDS, blocks)
    made = opened(content)

    assert validated(tmp_path, content) == []
    assert [p.text for p in made.paragraphs if p.text.strip()] == ["Antes", "[mi nota]"]
    first, second, signatures, own = made.tables
    assert [table.rows[1].cells[-1].text for table in (first, second)] == ["1,500.00 MXN", "1,500.00 USD"]
    assert signatures.rows[0].cells[2].text.strip() == "Luz\nDeudor"
    assert own.rows[0].cells[0].tables[0].rows[1].cells[0].text == "A-01000"
    assert [problem.found for problem in check_word(path)] == ["mi nota"]


@pytest.mark.parametrize(
    ("text", "kind", "found", "meant"),
    [
        ("{{ contcto }}", "template_field_misspelt", "contcto", "contacto"),
        ("{{ contacto", "template_syntax", "{{ contacto", ""),
        ("{% if dias %}", "template_syntax", "", ""),
        ("{{ ''.__class__.__mro__ }}", "template_forbidden", ".__class__", ""),
        ("{{ contacto.format.__globals__ }}", "template_forbidden", ".format", ""),
        ("{{ 'a' * 999999999 }}", "template_forbidden", "*", ""),
        ("{{ range(9) }}", "template_forbidden", "( )", ""),
        ("{% for x in empresa %}{% endfor %}", "template_loop", "empresa", ""),
        ("[tabal]", "template_table_misspelt", "tabal", "tabla"),
    ],
)
def test_what_is_wrong_in_a_word_file_is_said_and_refused(text, kind, found, meant, tmp_path):
    path = template(tmp_path, ("Hola", text))
    problem = check_word(path)[0]

    assert (problem.kind, problem.ref, problem.data["meant"]) == (kind, "aviso.docx", meant)
    assert problem.found == found or not found
    if "table" not in kind:
        with pytest.raises(Refused) as refused:
            fill_word(path, FIELDS, {})
        assert (refused.value.kind, refused.value.ref) == (kind, "aviso.docx")


def test_a_fault_is_told_by_its_paragraph(tmp_path):
    (problem,) = check_word(template(tmp_path, ("Hola", "", "{{ contcto }}")))

    assert wording.problem(problem) == "aviso.docx: línea 3: no hay ningún campo «contcto»; ¿querías decir «contacto»?"


def test_a_fault_at_the_foot_of_the_page_is_found_too(tmp_path):
    path = template(tmp_path, ("Hola",))
    made = docx.Document(str(path))
    made.sections[0].footer.paragraphs[0].text = "{{ emprsa }}"
    made.save(path)

    assert [problem.found for problem in check_word(path)] == ["emprsa"]


def test_a_sound_word_file_has_no_problems(tmp_path):
    rows = (
        ("Folio", "Saldo"),
        ("{%tr for f in facturas %}", ""),
        ("{{ f.folio }}", "{{ f.saldo }}"),
        ("{%tr endfor %}", ""),
    )

    assert check_word(template(tmp_path, TEMPLATE_TEXT, rows)) == []


@pytest.mark.parametrize("content", [b"", b"no es Word", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_file_is_refused(content, tmp_path):
    path = tmp_path / "aviso.docx"
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        fill_word(path, FIELDS, {})

    assert refused.value.kind == "word_template_damaged"


def test_a_word_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        fill_word(tmp_path / "aviso.docx", FIELDS, {})

    assert refused.value.kind == "cannot_read"
