"""The page of a batch: all that a person needs to go through it, and nothing that the disk does not have."""

import re
from html.parser import HTMLParser

from xl_cobranza.adapters.outbox.index_page import index_page
from xl_cobranza.domain.letters import Batch, BatchLetter, BatchLink, SkippedLetter

LETTER = BatchLetter(
    "Ferretería La Ñ", "Rosa Díaz, pagos", "Recordatorio", "34 días de vencida; sin respuesta desde el 03/11/2026",
    ("3,137.50 MXN", "1,500.00 USD"), "Correo",
    (
        BatchLink("PDF", "cartas/recordatorio_ferreteria-la-n_12ab34cd.pdf"),
        BatchLink("Escribir", "mailto:rosa@example.com?subject=Factura%20A-1"),
        BatchLink("WhatsApp", "https://wa.me/525555550134?text=Hola"),
    ),
)  # fmt: skip
BATCH = Batch("Cartas del 27 de noviembre de 2026", (LETTER,), (SkippedLetter("Acme", "pidió no ser contactado"),))


class Links(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs)["href"])


def shown(page: bytes) -> str:
    body = page.decode().partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_it_says_what_to_whom_why_and_how_much_and_who_gets_nothing():
    said = shown(index_page(BATCH))

    assert said == (
        "Cartas del 27 de noviembre de 2026 Cartas preparadas: 1. Nada se ha enviado. Abre cada una, léela y envíala tú. "
        "Cliente Paso Por qué Importe Abrir o escribir "
        "Ferretería La Ñ Rosa Díaz, pagos Recordatorio Correo 34 días de vencida; sin respuesta desde el 03/11/2026 "
        "3,137.50 MXN 1,500.00 USD PDF Escribir WhatsApp "
        "Sin carta: 1 Cliente Motivo Acme pidió no ser contactado"
    )


def test_it_opens_the_file_the_mail_and_the_message():
    assert Links(index_page(BATCH)).found == [link.target for link in LETTER.links]


def test_a_link_to_any_other_place_is_left_out():
    elsewhere = (
        "../secreto.pdf",
        "/etc/passwd",
        "C:\\x.pdf",
        "javascript:alert(1)",
        "file:///x",
        "a\\b.pdf",
        "//evil.example/x",
        "",
    )
    links = tuple(BatchLink("x", target) for target in elsewhere)

    assert Links(index_page(Batch("x", (LETTER._replace(links=links),)))).found == []


def test_a_file_with_blanks_and_accents_opens_too():
    links = (BatchLink("x", "Cartas de hoy/señal #1 100%.pdf"),)

    assert Links(index_page(Batch("x", (LETTER._replace(links=links),)))).found == [
        "Cartas%20de%20hoy/se%C3%B1al%20%231%20100%25.pdf"
    ]


def test_after_sending_it_does_not_say_that_nothing_was_sent():
    said = shown(index_page(Batch("Cartas", (LETTER._replace(status="Enviado"),))))

    assert "Nada se ha enviado" not in said
    assert "Correo · Enviado" in said


def test_a_day_without_letters_says_so():
    assert shown(index_page(Batch("Cartas", (), language="en"))) == "Cartas There is no letter to prepare today."


def test_it_needs_no_network_and_runs_no_script():
    page = index_page(BATCH).decode()

    assert not re.search(r"<(?:script|link|img|iframe)\b|url\(|@import|\bsrc=", page)
