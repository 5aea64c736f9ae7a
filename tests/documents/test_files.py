"""The files: Word opens them with everything in it, the PDF holds the same words, a hostile name stays a name."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.book.ledger_text import ledger
from tests.documents.books import AS_OF, MEXICO
from tests.documents.test_texts import DOCUMENTS, DOSSIERS, drawn
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.documents import Document, Heading, Pairs, Paragraph, Signatures, Table
from xl_cobranza.flows.documents import DocumentRequest, dossier, draw_up


def words_of(document: Document) -> list[str]:
    """Every text that a reader must find."""
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Heading(text, _):
                found.append(text)
            case Paragraph(runs, _):
                found += [run.text for run in runs]
            case Table(headings, rows, _, totals, _):
                found += [cell for row in (headings, *rows, *totals) for cell in row]
            case Pairs(pairs):
                found += [text for pair in pairs for text in pair]
            case Signatures(people):
                found += [text for person in people for text in person]
    return [" ".join(line.split()) for text in found for line in text.split("\n") if line.strip()]


def words_in_word(content: bytes) -> str:
    opened = docx.Document(BytesIO(content))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    texts += [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("name", [*DOCUMENTS, *DOSSIERS])
def test_word_opens_it_with_everything_in_it(name: str) -> None:
    document = drawn(name).document
    inside = words_in_word(write(document, "docx"))

    assert [text for text in words_of(document) if text not in inside] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not on this machine")
@pytest.mark.parametrize("name", ["acuerdo_mx", "pagares_mx", "pagare_es", "expediente_es", "expediente_mx"])
def test_the_pdf_holds_the_same_words(name: str, tmp_path: Path) -> None:
    document = drawn(name).document
    path = tmp_path / "documento.pdf"
    path.write_bytes(write(document, "pdf"))
    run = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    letters = "".join(character for character in run.stdout if character.isalnum())

    for text in words_of(document):
        for word in text.split():
            wanted = "".join(character for character in word if character.isalnum())
            assert wanted in letters, word


def test_the_notes_of_a_series_are_on_pages_of_their_own(tmp_path: Path) -> None:
    inside = docx.Document(BytesIO(write(drawn("pagares_mx").document, "docx")))

    assert inside.element.xml.count('w:type="page"') == 2


@pytest.mark.parametrize("name", ["*x*", "[firmas]", "{{ 7 * 7 }}", "# Título", "- a", "<b>x</b>", "#panic()"])
def test_a_name_is_only_a_name(name: str) -> None:
    text = MEXICO.replace("Olmo y Hnos., S.A. de C.V.", name).replace("Rosa Díaz", name).replace("Con acuse", name)
    book = ledger(text)
    for document in (
        draw_up(book, AS_OF, DocumentRequest("resumen", customer="Olmo")).document,
        dossier(book, AS_OF, "Olmo").document,
    ):
        assert name in write(document, "txt").decode()
        assert name in words_in_word(write(document, "docx"))
        assert write(document, "pdf").startswith(b"%PDF")
