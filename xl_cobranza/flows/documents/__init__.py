"""Draw up a document about a customer's debt, or the dossier of the whole case. Nothing is written in the workbook."""

from datetime import date

from xl_cobranza.book.port import Book
from xl_cobranza.errors import WrongUsage
from xl_cobranza.flows.documents.desk import Desk, Drawn
from xl_cobranza.flows.documents.rules import DocumentRequest
from xl_cobranza.wording.documents.drawing import Wanted
from xl_cobranza.wording.documents.templates import DOSSIER, KEYS

__all__ = ["DocumentRequest", "Drawn", "dossier", "draw_up"]


def draw_up(
    book: Book, as_of: date, request: DocumentRequest, *, sheet: str | None = None, language: str | None = None
) -> Drawn:
    """The document that is asked for, in the customer's language unless another is.

    Raises WrongUsage: unknown_document, document_needs, date_passed, offer_above_debt; Refused: customer_not_found,
    customer_misspelt, folio_not_found, agreement_not_found, agreement_has_no_schedule, payment_not_found,
    nothing_owed_here, no_currency_in_document, currencies_in_document, still_owed.
    """
    if request.key not in KEYS:
        raise WrongUsage("unknown_document", found=request.key, known=", ".join(KEYS))
    desk = Desk(book, as_of, sheet)
    wanted, file = desk.wanted(request)
    spoken = language or file.customer.language or file.policy.parameters.language
    about = request.agreement or request.payment or request.folio
    return desk.drawn(file, wanted, spoken, (request.key, file.customer.key, about))


def dossier(book: Book, as_of: date, customer: str, *, sheet: str | None = None, language: str | None = None) -> Drawn:
    """The dossier of a customer, in the workbook's language: it is for whoever takes the case over.

    Raises Refused: customer_not_found, customer_misspelt.
    """
    desk = Desk(book, as_of, sheet)
    file = desk.file(desk.customer(customer))
    spoken = language or file.policy.parameters.language
    return desk.drawn(file, Wanted(DOSSIER, file.claim.lines), spoken, (DOSSIER, file.customer.key))
