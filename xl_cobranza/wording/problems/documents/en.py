"""Refusals of documents and dossiers, in English: what was found, what to do."""

from typing import Final

REFUSALS: Final = {
    "unknown_document": ("there is no document “{found}”", "choose one of: {known}"),
    "document_needs": (
        "the document “{found}” does not say what it is about",
        "give one of these options only: {known}",
    ),
    "document_needs_sum": ("the document “{found}” lacks {known}", "add it, with the sum or the date that you propose"),
    "date_passed": ("{found} is before the day of the document ({known})", "choose a day that is still to come"),
    "offer_above_debt": ("{found} is not between zero and what is owed ({known})", "give a sum that is not above it"),
    "agreement_not_found": ("there is no agreement “{found}”", "there are: {known}"),
    "agreement_has_no_schedule": (
        "agreement {found} has no schedule",
        "make its sheet “Acuerdo {found}”, with No., Date and Instalment, or make a new agreement",
    ),
    "instalment_overdue": (
        "agreement {found} has an overdue instalment, and a promissory note cannot fall due before it is signed",
        "renegotiate the agreement; once it is broken or cancelled, make a note for the invoices with --folio and --hasta",
    ),
    "note_of_agreed": (
        "invoice {found} is in agreement {id}, which is in force",
        "make the notes of its instalments with --acuerdo {id}; those of other invoices, with --folio",
    ),
    "concession_of_agreed": (
        "invoice {found} is in agreement {id}, which is in force",
        "renegotiate it with cobranza acuerdo … --sustituye {id}, or type Cancelled first in its Status, in Acuerdos",
    ),
    "payment_returned": (
        "{found} is money given back, for which there is no receipt",
        "choose the Id of a payment received",
    ),
    "payment_not_found": ("there is no payment with the Id “{found}”", "look at the column Id of the payments"),
    "payment_of_nobody": ("nobody knows whose payment {found} is", "write its customer in the payments"),
    "folio_of_many": ("several customers have an invoice “{found}”: {known}", "write it with its series"),
    "nothing_owed_here": ("{found} owes nothing of that on this day", "check the date or choose another invoice"),
    "currencies_in_document": (
        "there are invoices in several currencies ({found}), which are never added",
        "make one document an invoice, with --folio",
    ),
    "no_currency_in_document": (
        "nobody knows in which currency {found} is owed, and a sum in words says it",
        "write the currency in the ledger, or in the policy",
    ),
    "still_owed": (
        "{found} still owes something, and a settlement says that it does not",
        "make a receipt (recibo) or a proposal (concesion) first",
    ),
    "nothing_paid": ("no payment of {found} is recorded", "note it in the payments and try again"),
    "file_differs": (
        "there is another {found} in {folder}, which you may have edited",
        "move or rename it, or choose another folder",
    ),
}
