"""What a decision is called and told in English. The keys are those of `decisions_es`."""

from typing import Final

STAGES: Final = {
    "emitida": "Issued",
    "por_vencer": "Due soon",
    "recordatorio": "Reminder",
    "otro_contacto": "Other contact",
    "aviso_suspension": "Suspension notice",
    "suspension": "Suspension",
    "visita": "Visit and reminders",
    "negociacion": "Negotiation",
    "requerimiento": "Formal demand",
    "externa": "External agency",
    "legal": "Legal action",
    "revisar": "Check",
    "cancelada": "Cancelled",
    "incobrable": "Written off",
    "cedida": "Assigned",
    "confirmada": "Confirmed",
    "concurso": "Insolvency",
    "vinculada": "Related party",
    "pagada": "Paid",
    "a_favor": "Customer credit",
    "diferencia_menor": "Small difference",
    "no_contactar": "Do not contact",
    "en_pausa": "On hold",
    "en_disputa": "Disputed",
    "documentada": "Instrument held",
    "en_acuerdo": "In agreement",
    "acuerdo_incumplido": "Agreement broken",
    "promesa": "Promise to pay",
    "contestar": "Answer",
    "identificar_pago": "Identify payment",
    "revisar_banco": "Check the bank",
    "resolver_disputa": "Resolve dispute",
    "corregir": "Correct",
    "renegociar": "Renegotiate",
    "cuota_por_vencer": "Instalment coming due",
    "cuota_vencida": "Instalment late",
    "condonar": "Record what was forgiven",
    "aplicar_saldo": "Apply credit",
    "agradecer": "Thank",
}

CHANNELS: Final = {
    "email": "E-mail",
    "phone": "Phone",
    "whatsapp": "WhatsApp",
    "letter": "Letter",
    "visit": "Visit",
    "internal": "Internal",
}

BUCKETS: Final = {"not_due": "Not due", "over": "Over {limit}", "unapplied": "Unapplied"}

VERBS: Final = {
    "email": "Write to {who}",
    "phone": "Call {who}",
    "whatsapp": "Message {who} on WhatsApp",
    "letter": "Send a letter to {who}",
    "visit": "Visit {who}",
    "internal": "With {who}",
}

ACTIONS: Final = {
    "emitida": "{reach_and} and confirm receipt, satisfaction and payment terms",
    "por_vencer": "{reach}: a kind reminder before the due date",
    "recordatorio": "{reach}: a soft reminder; ask whether there is a doubt or an error in the invoice",
    "otro_contacto": "{reach_other_and} and ask for help",
    "aviso_suspension": "{reach}: announce the suspension and offer a way out",
    "suspension": "Propose the announced suspension of {name}",
    "visita": "{reach}: arrange a visit; a firm and cordial reminder",
    "negociacion": "{reach}: negotiate instalments or a discount for one payment",
    "requerimiento": "Send {who} the formal demand by certified means",
    "externa": "Prepare the dossier of {name} for an external agency",
    "legal": "Prepare the dossier of {name} for legal action",
    "contestar": "Answer {who}",
    "identificar_pago": "Identify the payment or credit of {name} before asking for money",
    "revisar_banco": "Check at the bank whether {name} has paid",
    "resolver_disputa": "Resolve the dispute with {owner} and answer within 3 working days",
    "corregir": "Correct invoice {folio} and send it to {who} again",
    "corregir.no_invoice": "Send invoice {folio} to {who}",
    "corregir.missing_document": "Send {who} the missing document of invoice {folio}",
    "renegociar": "{reach_and} and look for another agreement",
    "cuota_por_vencer": "{reach}: a kind reminder of {instalment}, due on {due}",
    "cuota_vencida": "{reach}: ask softly about {instalment}, which was due on {due}",
    "condonar": "Record the credit note for what {name} was forgiven in the agreement",
    "aplicar_saldo": "Apply or return the credit of {name}",
    "agradecer": "Thank {who} for the payment",
    "promesa": "Wait for the promised payment",
    "en_pausa": "Nothing until the hold ends",
    "en_acuerdo": "Follow the instalments of the agreement",
    "en_acuerdo.ES": "Follow the instalments of the agreement",
    "en_acuerdo.MX": "Follow the instalments of the agreement",
    "documentada": "Wait until the instrument is due",
    "no_contactar": "Do not contact",
    "diferencia_menor": "Nothing to collect",
    "cancelada": "Nothing to collect",
    "incobrable": "Nothing to collect",
    "cedida": "The assignee collects it",
    "confirmada": "The customer's bank pays it (confirming)",
    "concurso": "File the claim in the insolvency",
    "vinculada": "Reconcile the balance with the related company",
    "revisar": "Correct the cell named and recalculate",
    "custom": "{action} ({who})",
    "included": "Included in the contact about {folio}",
    "someone_else": "somebody else at {name}",
    "responsible": "the person responsible",
}

FACTS: Final = {
    "days.late": "{0} days overdue",
    "days.one": "1 day overdue",
    "days.today": "due today",
    "days.ahead": "due in {0} days",
    "days.tomorrow": "due tomorrow",
    "pay_day": "counted from the pay day, {0}",
    "first_contact": "nobody has been in touch yet: start softly",
    "unanswered": "{0} contacts without an answer, the last on {1}",
    "unanswered.one": "no answer to the contact of {0}",
    "last_contact": "last contact on {0}",
    "gate": "before «{0}», «{1}» is missing",
    "announced": "suspension announced on {0}",
    "at_once": "asks for time or is in difficulty: negotiate now",
    "at_once.refusals": "{0} refusals: negotiate now",
    "time": "attempt {0} of {1}",
    "not_issued": "to be issued on {0}: there is nothing to confirm yet",
    "all_done": "this stage is done: wait",
    "all_taken": "every step has been taken: decide how to go on",
    "manual": "stage decided by a person",
    "broken_promise": "{1} broken promises, the last of {0}",
    "broken_promise.one": "broke the promise of {0}",
    "part_disputed": "{0} disputed: the rest is claimed",
    "part_promised": "promised a part for {0}",
    "wrote": "the customer wrote on {0} and waits for an answer",
    "unapplied": "the customer has money that is not applied: no letters until it is identified",
    "reconciled_until": "the bank is reconciled only until {0}",
    "cause": "the cause is ours: {0}",
    "disputed": "disputed",
    "disputed.reason": "disputed: {0}",
    "instrument_due": "an instrument is held that is due on {0}",
    "agreement": "agreement {0} is kept: {1} is due on {2}",
    "agreement_late": "in agreement {0} {1}, due on {2}, is missing: it may come until {3}",
    "agreement_unknown": "there is agreement {0}, which does not say on which days it is paid",
    "agreement_broken": "broke agreement {0}: {1}, due on {2}, is missing",
    "agreement_behind": "{0} is late in all",
    "agreement_accelerated": "as agreed, all that is left is due now: {0}",
    "agreement_fulfilled": "agreement {0} was kept: what is left, {1}, was forgiven",
    "renegotiated": "the agreement has been renegotiated {0} times",
    "renegotiated.one": "the agreement has been renegotiated once",
    "instalment_reminded": "reminded on {0}",
    "promised": "promised to pay on {0}",
    "until": "on hold until {0}",
    "paid_on": "paid on {0} after a contact",
    "rule.situation": "marked as «{stage}»",
    "rule.related_party": "it is of a related company",
    "rule.paid": "nothing is owed",
    "rule.credit": "credit of the customer",
    "rule.small_difference": "below the tolerance",
    "rule.no_contact": "the customer is marked «Do not contact»",
    "rule.unreadable": "a cell of the row cannot be read",
}

CAUSES: Final = {
    "no_invoice": "the invoice was not received",
    "invoice_error": "an error in the invoice",
    "missing_document": "a document is missing",
}

INSTALMENT: Final = {"": "instalment {0} of {1}"}
DOWN_PAYMENT: Final = {"": "the down payment"}
ONLY_INSTALMENT: Final = "the agreed payment"
REST: Final = "the rest of {0}"
OF: Final = "{0} ({1})"

DRIVERS: Final = {
    "balance": "balance",
    "broken": "broken commitment",
    "unanswered": "lack of an answer",
    "no_contact_days": "days without contact",
    "days_overdue": "days overdue",
    "never_contacted": "lack of contact",
    "profile": "customer profile",
    "answer": "the answer due",
}

PRIORITY: Final = "priority for {0}"
KEPT: Final = "{0} of {1}"
AND: Final = " and "
DATE: Final = "%Y-%m-%d"
ANYONE: Final = "the customer"
JOINED: Final[dict[str, str]] = {}
