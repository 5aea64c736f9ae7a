"""PDFs read by another program: the text of the letter, its pages, and what a screen reader needs."""

import re

import pytest

from tests.outbox import poppler
from tests.outbox.letters import LETTERS, reminder, text
from xl_cobranza.adapters.outbox import plain
from xl_cobranza.adapters.outbox.legible import legible_document
from xl_cobranza.adapters.outbox.pdf.typesetting import typesetter
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.documents import Document, Heading, PageBreak, Paragraph, Run, Signatures, Table

MARGIN = 25 / 25.4 * 72  # points
WIDTHS = {"us-letter": 612, "a4": 595.3}
LINE = "Una línea de la carta que es tan larga como lo son las de una carta."


def said(document: Document, kind: str) -> str:
    """What is read, without page numbers, the repeated foot and headings, and lines drawn with characters."""
    read = poppler.text(write(document, kind)) if kind == "pdf" else write(document, kind).decode()
    for block in document.blocks:
        if isinstance(block, Table):
            read = re.sub(r"\s+".join(map(re.escape, block.headings)), "", read)
    read = re.sub(r"Página \d+ de \d+|_{5,}|-{5,}", "", read).replace(document.footer, "")
    return poppler.words(read)


@pytest.mark.parametrize("name", ["one-invoice", "one-invoice-a4", "many-invoices", "three-currencies"])
def test_the_page_says_what_the_plain_text_says(name):
    assert said(LETTERS[name], "pdf") == said(LETTERS[name], "txt")


def test_every_page_has_its_number_its_foot_and_the_headings_of_the_table():
    pages = poppler.text(write(LETTERS["many-invoices"], "pdf")).split("\f")[:-1]

    assert [re.findall(r"Página \d de \d", page) for page in pages] == [["Página 1 de 2"], ["Página 2 de 2"]]
    assert [page.count("responda BAJA") for page in pages] == [1, 1]
    assert [len(re.findall(r"Factura +Vencimiento +Días +Saldo", page)) for page in pages] == [1, 1]


@pytest.mark.parametrize(
    ("name", "paper"), [("one-invoice", "612 x 792 pts (letter)"), ("one-invoice-a4", "595.276 x 841.89 pts (A4)")]
)
def test_it_is_tagged_and_named_and_of_the_right_paper_without_a_date(name, paper):
    facts = poppler.facts(write(LETTERS[name], "pdf"))

    assert (facts["Tagged"], facts["Page size"]) == ("yes", paper)
    assert (facts["Title"], facts["Author"]) == ("Recordatorio de pago", "Suministros Peñalver, S. A. de C. V.")
    assert not {"CreationDate", "ModDate"} & set(facts)


def test_headings_lists_tables_and_links_are_told_apart_by_a_screen_reader():
    tags = poppler.tags(write(LETTERS["agreement"], "pdf"))

    assert {"H1", "H2", "L", "LI", "Table", "TH", "TD"} <= set(tags)
    assert "Link" in poppler.tags(write(LETTERS["three-currencies"], "pdf"))


@pytest.mark.parametrize("name", LETTERS)
def test_no_text_leaves_its_margins(name):
    left, right = poppler.edges(write(LETTERS[name], "pdf"))

    assert left >= MARGIN - 1
    assert right <= WIDTHS[LETTERS[name].paper] - MARGIN + 3  # a full stop hangs over a little


@pytest.mark.parametrize("columns", [2, 5, 9, 14])
def test_words_too_long_for_a_column_and_many_columns_stay_on_the_page(columns):
    row = ("F" * 90, *("1,234,567.00 MXN" for _ in range(columns - 2)), "Ñ" * 60)
    table = Table(tuple(f"Columna {n}" for n in range(columns)), (row,), frozenset(range(1, columns - 1)))
    pdf = write(reminder(table), "pdf")

    assert poppler.edges(pdf)[1] <= WIDTHS["us-letter"]
    assert poppler.words(poppler.text(pdf)).count("Ñ") >= 60


@pytest.mark.parametrize("widest", ["W", "M", "m", "@", "Æ", "8", "€", "…"])
@pytest.mark.parametrize("length", [5, 12, 18, 24])
def test_a_row_is_as_high_as_its_text(widest, length):
    """A text that needs a second line gets it, and no other text is printed over it."""
    table = Table(
        ("A", "B", "C", "D"),
        ((widest * length, "uno", "dos", "1.00"), ("tres", "cuatro", "cinco", "2.00")),
        frozenset({3}),
    )
    pdf = write(Document("", (table,)), "pdf")

    assert poppler.overlaps(pdf) == []


def test_what_is_signed_stands_side_by_side_on_one_page():
    filler = tuple(text(LINE) for _ in range(30))
    names = (("Norma Agüero", "Acreedor"), ("Rosa Díaz", "Deudor"))
    pages = poppler.text(write(Document("Convenio", (*filler, Signatures(names))), "pdf")).split("\f")

    (page,) = [page for page in pages if "Norma" in page]
    assert re.search(r"Norma Agüero +Rosa Díaz", page)
    assert re.search(r"Acreedor +Deudor", page)


def test_a_farewell_is_not_left_alone_at_the_foot_of_a_page():
    for lines in range(18, 40):
        blocks = (
            *(text(LINE) for _ in range(lines)),
            text("Atentamente,"),
            text("*Norma*\nCobranza"),
        )
        pages = poppler.text(write(Document("Carta", blocks), "pdf")).split("\f")

        assert ["Norma" in page for page in pages] == ["Atentamente" in page for page in pages], lines


def test_a_page_break_at_the_beginning_or_twice_makes_no_empty_page():
    blocks = (PageBreak(), Heading("Uno"), PageBreak(), PageBreak(), Heading("Dos"))

    assert poppler.facts(write(Document("Anexo", blocks), "pdf"))["Pages"] == "2"


def test_a_renewed_compiler_typesets_the_same_bytes():
    fresh, kept = typesetter(renewed_after=1), typesetter()

    for name in ("one-invoice", "agreement", "one-invoice"):
        document = legible_document(LETTERS[name])
        assert fresh(document) == kept(document)


@pytest.mark.parametrize(
    "characters", ["ÁÉÍÓÚÜÑ áéíóúüñ ¿¡", "€ S/ ₡ ₲ ₱ $ £", "«» “” ‘’ — – … · º ª ½ ‰", "ç à ê õ ã"]
)
def test_letters_and_signs_of_our_countries_are_printed(characters):
    read = poppler.text(write(Document("Signos", (Paragraph((Run(characters),)),)), "pdf"))

    assert poppler.words(characters) in poppler.words(read)


def test_a_document_without_anything_is_one_page():
    assert poppler.facts(write(Document("", ()), "pdf"))["Pages"] == "1"
    assert plain.as_file(Document("", ())) == "\n"
