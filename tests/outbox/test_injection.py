"""Whatever anybody typed for a name changes nothing but the text, in every format: the structure stays a harmless name's."""

import re
from email import message_from_bytes
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.outbox import poppler
from xl_cobranza.adapters.outbox.chat import whatsapp_link
from xl_cobranza.adapters.outbox.file_names import file_name
from xl_cobranza.adapters.outbox.index_page import index_page
from xl_cobranza.adapters.outbox.legible import legible, one_line
from xl_cobranza.adapters.outbox.mail import eml
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.domain.documents import (
    Bullets,
    Document,
    Heading,
    Pairs,
    Paragraph,
    Run,
    Signatures,
    Table,
)  # fmt: skip
from xl_cobranza.domain.letters import Attachment, Batch, BatchLetter, BatchLink, Message, SkippedLetter

HARMLESS = "Muebles Rincón"
PAYLOADS = (
    # HTML
    "<script>alert(1)</script>", "<b>Ana</b>", "<img src=x onerror=alert(1)>", "</p></td></table><h1>Ana", "&lt;b&gt; &amp; &#60;",
    "<!-- Ana", "--> Ana", "<![CDATA[ Ana ]]>", "\"><a href='javascript:alert(1)'>Ana</a>", "' onmouseover='alert(1)", "<style>*{display:none}</style>",
    "<a href=\"https://evil.example\">pague aquí</a>", "</title><script>alert(1)</script>", "<?xml version='1.0'?><x/>", "<!DOCTYPE x>",
    # typst
    '#read("/etc/passwd")', "#panic()", '#eval("1+1")', '#include "frame.typ"', "#pagebreak()", "#{while true {}}", "*Ana* _Luz_", "$x^2$ $$", "\\u{48}ola",
    "@ref Ana", "Ana <label>", "= Título", "- uno", "+ dos", "/ Término: algo", "`código`", "```raw```", "// comentario", "/* comentario", "https://evil.example/a",
    "~ -- --- ...", "\\", "]#[", '")#read("x', "#let letter = 1", "#show: none", "'comillas' \"dobles\"",
    # Word and its XML
    "</w:t></w:r><w:r><w:t>Ana", "&xxe; %xxe;", "Ana\x00\x01\x08\x1f", "Ana\ufffe\uffff", "Ana\ud800", "{{ 7*7 }} {% raw %}", "{%tr for x in y %}", "[tabla]", "[firmas]",
    'HYPERLINK "https://evil.example"', "\u202eana\u202c", "\u2066Ana", "\u200bAna\ufeff",
    # headers, addresses, links, paths
    "Ana\r\nBcc: x@evil.example", "Ana\nX-Evil: 1\n\n<b>cuerpo</b>", "Ana\r\n\r\ncuerpo", "=?utf-8?q?Ana?=", "a@b.mx,x@evil.com", '"Ana" <x@evil.com>', "--==boundary==", ".", "From Ana",
    "../../etc/passwd", "..\\..\\windows\\win.ini", "CON", "nul.pdf", "a/b:c*d?", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,<b>", "=cmd|' /C calc'!A0",
    "\U0001f4b8 100 %", "ﷺ مرحبا", "e\u0301" * 5,
)  # fmt: skip
IDS = [f"{n}-{ascii(payload)[:30]}" for n, payload in enumerate(PAYLOADS)]


def letter(name: str) -> Document:
    """A document with the name wherever a text may stand."""
    return Document(
        name,
        (
            Heading(name, 1),
            Paragraph((Run("Estimada "), Run(name), Run(name, bold=True), Run(name, link="https://pagos.example.com"))),
            Paragraph((Run(name, link=name.replace("https:", "ftp:")),), "quiet"),
            Bullets(((Run(name),),)),
            Table(
                ("Cliente", name, "Saldo"), ((name, "A-1", name),), frozenset({2}), (("Total", "", name),), title=name
            ),
            Pairs(((name, name),)),
            Signatures(((name, name), ("Norma", "Cobranza"))),
        ),
        sender=(name, "Calle 1"),
        addressee=(name,),
        place_and_date=name,
        footer=name,
    )


class Tags(HTMLParser):
    """The elements of a page with what they carry, without text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found, self.text = [], []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        if tag != "br":  # a line break of a text is text
            self.found.append((tag, tuple(attrs)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_comment(self, data):
        self.found.append("comment")

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_data(self, data):
        self.text.append(data)


@cache
def word_structure(content: bytes) -> list:
    """Parts, and the elements of each with what they carry; without text, line breaks and the size of letters and columns."""
    with ZipFile(BytesIO(content)) as parts:
        found: list = sorted(parts.namelist())
        for name in found[:]:
            if name in {"word/styles.xml", "word/theme/theme1.xml", "word/numbering.xml"}:  # no text comes near them
                continue
            if not name.endswith((".xml", ".rels")):
                continue
            for element in etree.fromstring(parts.read(name)).iter():
                tag = etree.QName(element).localname
                kept = {key: value for key, value in element.attrib.items() if not key.endswith("}space")}
                if tag not in {
                    "br",
                    "t",
                    "pPr",
                    "rPr",
                    "sz",
                    "keepNext",
                }:  # what is longer may be set smaller, and need not stay together
                    found.append((name, tag, {} if tag in {"gridCol", "tcW"} else kept))
    return found


@cache
def harmless(kind: str) -> bytes:
    return write(letter(HARMLESS), kind)


def said(text: str) -> str:
    return re.sub(r"\s", "", legible(text))


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_a_web_page_keeps_its_elements_and_shows_the_name(payload):
    page, other = Tags(write(letter(payload), "html")), Tags(harmless("html"))

    assert page.found == other.found
    assert said(payload) in "".join("".join(page.text).split())


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_a_word_file_keeps_its_elements_and_shows_the_name(payload):
    content = write(letter(payload), "docx")
    with ZipFile(BytesIO(content)) as parts:
        shown = "".join(etree.fromstring(parts.read("word/document.xml")).itertext("{*}t"))

    assert word_structure(content) == word_structure(harmless("docx"))
    assert said(payload) in "".join(shown.split())


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_a_pdf_keeps_its_elements_and_shows_the_name(payload):
    pdf = write(letter(payload), "pdf")

    assert elements(pdf) == elements(harmless("pdf"))
    assert poppler.facts(pdf)["JavaScript"] == "no"
    if payload.isascii():  # poppler orders and composes other scripts in its own way
        assert poppler.words(one_line(payload)) in poppler.words(poppler.text(pdf))


@cache
def elements(pdf: bytes) -> list[str]:
    """Without what a text has more of when it is in two scripts or on two lines."""
    return [tag for tag in poppler.tags(pdf) if tag not in {"Span", "Object"}]


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_a_plain_text_keeps_its_paragraphs(payload):
    plain, other = write(letter(payload), "txt").decode(), harmless("txt").decode()

    if payload.count("\n") < 2:  # an empty line in a text is one in a text
        assert plain.count("\n\n") == other.count("\n\n")
    assert said(payload) in "".join(plain.split())


def message(name: str) -> bytes:
    attached = Attachment(f"{name}.pdf", "application/pdf", b"%PDF")
    return eml(
        Message(("rosa@example.com",), f"Factura de {name}", letter(name), (attached,), unsubscribe="baja@example.org")
    )


def mail_structure(content: bytes) -> list:
    """Every header by its name, also of the parts; of those without the customer's text, what it says."""
    told = [
        (key, "" if key in {"Subject", "Content-Disposition"} else re.sub(r'boundary=".*"', "", value))
        for part in message_from_bytes(content).walk()
        for key, value in part.items()
    ]
    bodies = [part.get_content_type() for part in message_from_bytes(content).walk()]
    return [*told, *bodies]


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_a_mail_keeps_its_headers_its_readers_and_its_parts(payload):
    assert mail_structure(message(payload)) == mail_structure(message(HARMLESS))


def batch(name: str) -> Batch:
    links = (BatchLink(name, "a/carta_1.pdf"), BatchLink("abrir", name), BatchLink(name, "mailto:rosa@example.com"))
    return Batch(name, (BatchLetter(name, name, name, name, (name,), name, links, name),), (SkippedLetter(name, name),))


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_the_page_of_a_batch_keeps_its_elements(payload):
    def without_own_link(page: bytes) -> list:
        """A name may well be that of a file beside the page; then it is a link to that, and to nothing else."""
        own = [
            tag for tag in Tags(page).found if tag[0] == "a" and "carta_1" not in str(tag) and "rosa" not in str(tag)
        ]
        for _, attributes in own:
            assert re.fullmatch(r"https://evil\.example/a|[\w%. ~!'*()/-]+", dict(attributes)["href"])
        return [tag for tag in Tags(page).found if tag not in own and tag != "/a"]

    assert without_own_link(index_page(batch(payload))) == without_own_link(index_page(batch(HARMLESS)))


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_a_file_name_stays_in_its_folder_and_a_link_keeps_its_address(payload):
    assert re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.pdf", file_name(["recordatorio", payload], ".pdf"))
    assert re.fullmatch(
        r"https://wa\.me/525555550134\?text=[A-Za-z0-9._~%-]*", whatsapp_link("55 5555 0134", legible(payload), "MX")
    )
    assert whatsapp_link(payload, "Hola", "MX") is None


def test_there_are_as_many_payloads_as_promised():
    assert len(set(PAYLOADS)) >= 40
