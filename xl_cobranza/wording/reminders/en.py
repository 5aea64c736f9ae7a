"""What letters and statements say beside their templates, in English; the same names as in Spanish."""

from typing import Final

LONG_DATE: Final = "d MMMM y"
SHORT_DATE: Final = "d MMM y"
TOTAL: Final = "Total"
AGREED_TITLE: Final = "With a payment date or agreement"
CREDIT: Final = "Credit note {name}"
INSTALMENT: Final = "{number} of {of}"
DOWN_PAYMENT: Final = "Down payment"
STATEMENT: Final = "Statement of account"
AGES: Final = "Age of what is outstanding"
AGE: Final = "Age"
BALANCE: Final = "Balance"
SCHEDULE: Final = "Agreed payments that remain"
MOVEMENTS: Final = {
    "INVOICE": "Invoice {names}",
    "INVOICE.due": "Invoice {names}, due on {due}",
    "CREDIT_NOTE": "Credit note {names}",
    "WITHHELD": "Withheld from {names}",
    "INTEREST": "Interest of agreement {names}",
    "PAYMENT": "Payment: {names}",
    "PAYMENT.none": "Payment",
    "EARLIER": "Paid of {names}",
    "UNAPPLIED": "Payment to be identified",
    "ADJUSTMENT": "Adjustment",
}
BUCKETS: Final = {
    "not_due": "Not due yet",
    "over": "Over {limit} days",
    "between": "{range} days",
    "unapplied": "In your favour, not applied",
}
NO_MOVEMENTS: Final = "There are no movements."
MORE: Final = "and {count} more"
PAYMENTS_UNTIL: Final = "Includes payments received up to"
UNTIL: Final = "Payments up to"
OPEN: Final = "Outstanding"
CUSTOMER: Final = "Customer"
DAY: Final = "Date"
TO_PAY: Final = "How to pay"

SKIPPED: Final = {
    "another_step": "another step is due today: {step}",
    "not_wanted": "ticked “Do not send” in the sheet Cartas",
    "mark_unclear": "its “Do not send” in the sheet Cartas cannot be read: type Yes, or leave it blank to let it go",
    "to_answer": "they wrote and wait for an answer: answer them first",
    "to_correct": "first send or mend what they lack",
    "unapplied_money": "has money or a credit that is not applied: first find out which invoice it is for",
    "check_bank": "may have paid already: check the bank and date it in “Reconciled until”",
    "internal": "“{step}” is done in your office, not by letter",
    "proof_missing": "“{step}” was sent already: note its Evidence in the contact log (delivered, certified) to go on",
    "by_phone": "“{step}” is spoken, by {channel}; it is in the sheet Hoy. To write it: --paso {key}",
    "nobody_else": "nobody else is noted; add them in Clientes or Contactos",
    "others_forbidden": "their country allows nobody else to be asked, unless “May discuss the debt” says Yes",
    "channel_not_agreed": "has not agreed to {channel}; note it in Clientes, “Agreed channels”",
    "no_email": "the e-mail address of the person written to is missing; type it in the sheet Clientes, column “E-mail” (of somebody else, “E-mail 2”)",
    "bad_email": "“{found}” is no e-mail address; correct it in the sheet Clientes, column “E-mail” (of somebody else, “E-mail 2”)",
    "no_phone": "the telephone of the person written to is missing; type it in the sheet Clientes, column “Phone” (of somebody else, “Phone 2”)",
    "prepared_today": "today's letter is prepared already",
    "resting": "left in peace until {on}",
    "no_contact": "asked not to be contacted",
    "disputed": "all of it is disputed: settle that first",
    "in_agreement": "keeps the agreement",
    "promised": "promised to pay and still has time",
    "on_hold": "is on hold",
    "documented": "gave a document that is not due yet",
    "unreadable": "their rows have data to be mended",
}

TOLD: Final = {
    "batch_title": "Letters of {day}",
    "open_pdf": "Open PDF",
    "open_docx": "Open Word",
    "open_eml": "Open mail",
    "open_txt": "See text",
    "open_html": "See page",
    "open_whatsapp": "Write on WhatsApp",
    "summary": "{sheet} as of {day}: {count} letters",
    "summary_one": "{sheet} as of {day}: 1 letter",
    "no_letters": "{sheet} as of {day}: there is no letter to prepare today.",
    "customer": "Customer",
    "step": "Step",
    "channel": "Channel",
    "to": "To",
    "owed": "Amount",
    "subject": "Subject",
    "skipped": "Without a letter ({count}):",
    "skipped_resting": "Besides, {count} customers are left in peace today.",
    "skipped_resting_one": "Besides, 1 customer is left in peace today.",
    "saved": "Saved in {folder}",
    "next_posted": "Open {index}: it has each letter, to whom it goes and why.",
    "next": "Open {index}: it has each letter, to whom it goes and why. Nothing has been sent. They are in the contact log as "
    "“Prepared”; when you send one, tick it in the sheet Cartas or note it: cobranza registrar gestion.",
    "dry_run": "Dry run: nothing was written. With --carpeta DIR and without --simular they are prepared.",
    "previewed": "Saved in {path}. Open it at the sheet Cartas: tick “Do not send” where you want none; then cobranza cartas with --carpeta.",
    "already": "Today's were prepared already: {count}. They are not repeated.",
    "statement": "Statement of account of {customer} as of {day}: {files}",
    "file": "File",
    "button": "Letters of {day}: {count}. They are in {folder}, with the page {index}, which opens now. Nothing has been sent.",
    "button_none": "There is no letter to prepare today.",
    "button_preview": "Letters of {day}: {count}. Tick “Do not send” where you want none, and press Generate.",
    "folder_name": "Cartas {day}",
}
