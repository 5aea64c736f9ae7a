"""Every format a document can have: format → the function that writes it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from xl_cobranza.adapters.outbox import plain, web
from xl_cobranza.adapters.outbox.extras import extra
from xl_cobranza.adapters.outbox.legible import legible_document
from xl_cobranza.domain.documents import Document
from xl_cobranza.errors import WrongUsage

Writer = Callable[[Document], bytes]


def _pdf(document: Document) -> bytes:
    with extra("cartas"):
        from xl_cobranza.adapters.outbox.pdf.typesetting import as_pdf
    return as_pdf(document)


def _word(document: Document) -> bytes:
    with extra("cartas"):
        from xl_cobranza.adapters.outbox.word.writing import as_word
    return as_word(document)


FORMATS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        "pdf": _pdf,
        "docx": _word,
        "html": lambda document: web.as_page(document).encode(),
        "txt": lambda document: plain.as_file(document).encode(),
        "whatsapp": lambda document: plain.as_chat(document).encode(),
    }
)


def write(document: Document, format: str) -> bytes:  # noqa: A002
    r"""The document in a format of `FORMATS`; the same document always makes the same bytes.

    A PDF needs typst and a Word file python-docx: without them `Refused`, with the packages that bring them.

    >>> from xl_cobranza.domain.documents import Paragraph, Run
    >>> write(Document("Recordatorio", (Paragraph((Run("Buenos días"),)),)), "txt").decode()
    'Buenos días\n'
    """
    writer = FORMATS.get(format)
    if writer is None:
        raise WrongUsage("unknown_letter_format", found=format, known=", ".join(FORMATS))
    return writer(legible_document(document))
