"""Plain text, messages for a telephone, HTML for a mail, and links."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.letters import LETTERS, LONG_NAME, invoices
from xl_cobranza.adapters.outbox import plain
from xl_cobranza.adapters.outbox.chat import whatsapp_link
from xl_cobranza.adapters.outbox.file_names import file_name
from xl_cobranza.adapters.outbox.legible import legible, safe_link
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.documents import Document, Paragraph, Run, Table
from xl_cobranza.wording.outbox import WORDS


def as_text(*blocks, kind="txt") -> str:
    return write(Document("", blocks), kind).decode()


def test_a_table_is_aligned_when_it_fits():
    assert as_text(invoices(2)) == (
        "Factura  Vencimiento  Días         Saldo\n"
        "----------------------------------------\n"
        "A-01000  01/01/2026      7  1,500.00 MXN\n"
        "A-01001  02/02/2026      8  1,637.50 MXN\n"
        "----------------------------------------\n"
        "Total                       3,137.50 MXN\n"
    )


def test_a_table_is_a_line_a_row_where_it_does_not_fit_or_letters_differ_in_width():
    short = (
        "- A-01000 · Vencimiento: 01/01/2026 · Días: 7 · Saldo: 1,500.00 MXN\n"
        "- A-01001 · Vencimiento: 02/02/2026 · Días: 8 · Saldo: 1,637.50 MXN\n"
        "- Total: 3,137.50 MXN\n"
    )

    assert as_text(invoices(2), kind="whatsapp") == short
    assert f"- A-01000 · Vencimiento: 01/01/2026 · Concepto: {LONG_NAME} · Días: 7" in as_text(
        invoices(2, name=LONG_NAME)
    )


def test_accents_apart_and_wide_letters_keep_the_columns_straight():
    table = Table(("Cliente", "Saldo"), (("Pen\u0303a", "1.00"), ("东京", "22.00"), ("Ana", "333.00")), frozenset({1}))

    assert as_text(table).splitlines()[2:] == ["Pen\u0303a       1.00", "东京      22.00", "Ana      333.00"]


def test_a_short_row_and_no_headings_are_no_fault():
    table = Table((), (("Saldo anterior", "100.00"), ("Pago",)), frozenset({1}))

    assert as_text(table) == "Saldo anterior  100.00\nPago\n"
    assert b"Pago" in write(Document("", (table,)), "html")
    assert write(Document("", (table,)), "pdf").startswith(b"%PDF")
    assert write(Document("", (table,)), "docx").startswith(b"PK")


def test_an_address_is_written_beside_the_words_that_link_to_it():
    runs = (
        Run("Pague "),
        Run("aquí", link="https://pagos.example.com/A-1"),
        Run(" o llame al "),
        Run("55 5555 0100", link="tel:+525555550100"),
    )

    assert (
        as_text(Paragraph(runs))
        == "Pague aquí (https://pagos.example.com/A-1) o llame al 55 5555 0100 (+525555550100)\n"
    )


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.integers(1, 60))
def test_a_shortened_text_is_the_beginning_of_the_whole(text, longest):
    short = plain.shortened(text, longest)

    assert len(short) <= max(longest, len(short) if len(text) <= longest else 0)
    assert text.startswith(short)


def test_a_long_message_keeps_whole_lines():
    text = write(LETTERS["many-invoices"], "whatsapp").decode()
    link = whatsapp_link("+52 55 5555 0134", text)
    (sent,) = parse_qs(urlsplit(link).query)["text"]

    assert len(text) > plain.LONGEST_CHAT >= len(sent) > 1400
    assert set(sent.splitlines()) <= set(text.splitlines())


@pytest.mark.parametrize(
    ("typed", "country", "digits"),
    [
        ("55 5555 0134", "MX", "525555550134"),
        ("044 55 5555 0134", "MX", "525555550134"),
        ("045 (55) 5555-0134", "MX", "525555550134"),
        ("01 55 5555 0134", "MX", "525555550134"),
        ("+52 1 55 5555 0134", "MX", "525555550134"),
        ("5215555550134", "MX", "525555550134"),
        ("+52 1 (55) 5555-0134", "", "525555550134"),
        ("+52 55 5555 0134", "ES", "525555550134"),
        ("600 000 000", "ES", "34600000000"),
        ("0034 600 000 000", "ES", "34600000000"),
        ("11 15-2345-6789", "AR", "5491123456789"),
        ("300 123 4567", "CO", "573001234567"),
        ("9 8765 4321", "CL", "56987654321"),
    ],
)
def test_a_number_as_address_books_have_it_becomes_the_international_one(typed, country, digits):
    assert whatsapp_link(typed, "Hola", country) == f"https://wa.me/{digits}?text=Hola"


@pytest.mark.parametrize(
    "typed", ["", "5555-0134", "por la mañana", "55 5555 0134 ext. 12 o 13", "rosa@example.com", "1" * 40]
)
def test_what_is_no_number_has_no_link(typed):
    assert whatsapp_link(typed, "Hola", "") is None


@pytest.mark.parametrize("name", LETTERS)
def test_a_page_for_a_mail_asks_for_nothing_from_outside(name):
    page = write(LETTERS[name], "html").decode()

    assert not re.search(r"<(?:script|link|img|iframe|style|form|object)\b|url\(|@import|src=", page)
    assert page.count("<table") == page.count("</table>")


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " https://a.example", "java\tscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "vbscript:x", "ms-word:ofe|u|https://a", "//evil.example", "/ruta", "carta.pdf", "https:evil", "https://", "https://a@evil.example", "https://a\\@b.example",
        "http://[::1", "mailto:a@b.mx,x@evil.com", "mailto:a@b.mx?bcc=x@evil.com", "mailto:a@b.mx?%62cc=x@evil.com", "mailto:a@b.mx?subject=x&to=y@z.com", "tel:+1;phone-context=x",
        "https://a.example/\u202e", "",
    ],
)  # fmt: skip
def test_an_address_that_a_letter_may_not_open_is_left_out(target):
    assert safe_link(target) == ""


@pytest.mark.parametrize(
    "target", ["https://pagos.example.com/f?id=A-1&x=ñ", "http://a.example", "mailto:a@b.mx?subject=Hola", "tel:+52-55-5555-0134", "HTTPS://A.example/x"]
)  # fmt: skip
def test_an_address_of_a_letter_stays_as_it_is(target):
    assert safe_link(target) == target


@given(st.text())
def test_what_is_legible_stays_so(text):
    once = legible(text)

    assert legible(once) == once
    once.encode()


NAMES = st.lists(st.text(max_size=60), min_size=1, max_size=4)


@given(NAMES)
def test_a_file_name_is_one_that_every_system_takes(parts):
    name = file_name(parts, ".pdf")

    assert re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.pdf", name)
    assert len(name) <= 110
    assert name == file_name(list(parts), ".pdf")


@given(NAMES, NAMES)
def test_other_texts_have_another_file_name(one, other):
    assert (file_name(one, ".pdf") == file_name(other, ".pdf")) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"), [("Peña", "PENA"), ("A/1", "A-1"), ("x" * 80 + "a", "x" * 80 + "b"), ("Ana", "ana")]
)
def test_names_that_read_alike_do_not_meet(one, other):
    assert file_name(["carta", one], ".pdf") != file_name(["carta", other], ".pdf")


def test_two_invoices_of_one_customer_do_not_meet():
    assert file_name(["carta", "Ana"], ".pdf", "A-1") != file_name(["carta", "Ana"], ".pdf", "A-2")


def test_both_languages_have_the_same_words():
    assert set(WORDS["es"]) == set(WORDS["en"])
