"""What `Hoy` says in English; the same keys as in Spanish."""

from typing import Final

OPENINGS: Final = {
    "emitida": "Did {debt} reach you all right? I wanted to make sure that everything is in order and the payment date is clear.",
    "por_vencer": "A friendly reminder, well ahead, of {debt}. Is everything set for the payment?",
    "recordatorio": "It has probably slipped by: {debt} is still open. Did it reach you, or is there any question or mistake?",
    "recordatorio.many": "They have probably slipped by: {debt} are still open. Did they reach you, or is there any question or mistake?",
    "otro_contacto": "I have not been able to reach {main} and perhaps you can help me: with whom could I discuss an administrative matter?",
    "aviso_suspension": "Before we have to pause the service, let us find a way out for {debt}: which date, or which instalments, would suit you?",
    "visita": "I would like to meet and find a solution for {debt} together. Which day suits you?",
    "negociacion": "Let us find something you can keep to for {debt}: instalments, or a discount for one payment. What would be possible?",
    "requerimiento": "Before we send you the formal demand for {debt} in writing, I wanted to offer again a date, or instalments.",
    "contestar": "Thank you for your message, and sorry for the wait. Here is my answer.",
    "corregir": "We are sorry about invoice {folio}. I am sending you the corrected one; could you confirm that it is right now?",
    "cuota_por_vencer": "A reminder in good time of {debt}. Is everything in order for the payment?",
    "cuota_vencida": "It may have slipped by: {debt} is still open. Has there been a problem with the payment?",
    "renegociar": "The earlier agreement has not worked out. Which payment would be realistic for you now?",
    "agradecer": "Thank you very much for your payment. It is a pleasure to work with you.",
}

GREETING: Final = "Good morning, {who}"
GREETING_NOBODY: Final = "Good morning"
PRESENTATION: Final = ": this is {sender} from {company}"
PRESENTATION_SENDER: Final = ": this is {sender}"
PRESENTATION_COMPANY: Final = ": I am calling from {company}"

ONE_LATE: Final = "invoice {folio} for {amount}, due on {due},"
ONE_AHEAD: Final = "invoice {folio} for {amount}, due on {due}"
ONE_TODAY: Final = "invoice {folio} for {amount}, due today"
ONE_INSTALMENT_LATE: Final = "{part} of our agreement, which was due on {due}"
ONE_INSTALMENT_AHEAD: Final = "{part} of our agreement, due on {due}"
MANY: Final = "{count} invoices for a total of {sum}"

INVOICE_LATE: Final = "{folio}: {amount}, {days} d"
INVOICE_AHEAD: Final = "{folio}: {amount}, in {days} d"
INVOICE_TODAY: Final = "{folio}: {amount}, today"
MORE: Final = "and {count} more"
SUBJECT: Final = "Invoice {folio}"
SUBJECT_MANY: Final = "Invoices {folios}"
SUBJECT_MORE: Final = "Invoices {folios} and others"
SUBJECT_PLAIN: Final = "{company}"
SUBJECT_AGREEMENT: Final = "Agreement {id}"
WRITE: Final = "Write"

TALK: Final = "{date}: {what}"

TOTALS_NONE: Final = "There is nobody to contact today."
TOTALS_ONE: Final = "1 customer: {sum}"
TOTALS: Final = "{count} customers: {sum}"

NOTHING: Final = "Nothing pending"
BANK: Final = "Check whether they have paid: {names}"
UNIDENTIFIED_OF: Final = "{name}: {sum}"
NOBODY: Final = "nobody known"
ANSWERS: Final = "{names}"
DISPUTES: Final = "{items}"
DISPUTE: Final = "{folio} of {name}"
DISPUTE_REASON: Final = "{folio} of {name} («{reason}»)"

DATE: Final = "%d/%m/%Y"
