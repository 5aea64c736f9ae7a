"""What was found and what to do about it, in English: kind → (found, cure). See `problems`.

Neither part begins with a capital nor ends with a full stop. `{found}` and the fields of the data are
placeholders.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # a cell that cannot be read
        "blank_cell": ("the cell is blank and this is needed", "type it"),
        "error_cell": ("the cell shows the error {found}", "mend its formula or type the value"),
        "not_calculated": (
            "the formula has no stored result",
            "open the workbook in Excel, save it and recalculate again",
        ),
        "impossible_date": ("“{found}” is not a date that exists", "type it as dd/mm/yyyy"),
        "not_a_date": ("“{found}” is not a date", "type it as dd/mm/yyyy"),
        "date_out_of_range": ("the date “{found}” is outside 1990–2100", "check the year"),
        "not_an_amount": ("“{found}” is not an amount", "type the number alone, without letters"),
        "ambiguous_amount": (
            "“{found}” may mean thousands or decimals",
            "type it as a number, or with both decimals",
        ),
        "no_due_date": (
            "there is no due date and no way to derive it",
            "type the due date, or the issue date and the customer's terms",
        ),
        "not_a_whole_number": ("“{found}” is not a whole number", "type the number alone, without decimals or letters"),
        "duplicate_row": (
            "invoice “{found}” is repeated with the same due date",
            "delete the extra row or correct its number",
        ),
        # a cell that can be read, with a doubt
        "unknown_word": ("“{found}” is not known", "choose a word from the list of that column"),
        "rate_above_one": ("the rate “{found}” is above 100 %", "type 11 % or 0.11 if you meant eleven per cent"),
        "unknown_currency": ("the currency “{found}” is not known", "type its three-letter code, such as MXN or EUR"),
        "unknown_customer": ("customer “{found}” is not in the customers sheet", "add it there to keep its details"),
        "duplicate_customer": ("customer “{found}” is repeated", "keep one row; meanwhile the first one counts"),
        "derived_due_date": (
            "the due date was blank and was derived from the issue date and the terms: {found}",
            "type it if it is another",
        ),
        "issued_in_future": ("the issue date “{found}” has not come yet", "check it"),
        "due_before_issue": ("the due date “{found}” is before the issue date", "correct one of the two"),
        "paid_disagrees": (
            "what is paid here ({found}) disagrees with the payments sheet",
            "correct one of the two; meanwhile this row counts",
        ),
        "paid_but_owes": (
            "the row says that it is paid and its amounts say that it is not",
            "correct one of the two; meanwhile the amounts count",
        ),
        "overpaid": ("more was paid than the amount: {found} left over", "apply the difference or give it back"),
        "unknown_folio": ("invoice “{found}” is not in the ledger", "correct it or leave it blank"),
        "ambiguous_folio": ("several invoices have the number “{found}”", "type the series too, such as A-105"),
        "unapplied_payment": ("money is left unapplied: {found}", "say in the payments sheet which invoice it pays"),
        "other_currency": (
            "the payment ({found}) and the invoice it names are not in the same currency, so it is not applied",
            "correct the currency of one of them",
        ),
        "unknown_log_folio": (
            "that customer has no invoice “{found}” in the ledger, and the contact counts for none",
            "correct it or leave it blank",
        ),
        "future_contact": ("the contact is after the cut-off date: {found}", "it counts from that day; check the date"),
        "future_payment": ("the payment is after the cut-off date: {found}", "it counts from that day; check the date"),
        "unknown_agreement": ("there is no agreement “{found}”", "correct the Id or clear the cell"),
        "agreement_without_schedule": (
            "agreement “{found}” has no schedule sheet",
            "make it, or clear the agreement of this invoice",
        ),
        "stale_rate": (
            "the last rate is of {found} and there may be a newer one",
            "add the one in force below, with its date and source, even if it is the same",
        ),
        "rate_gap": ("there is no interest rate for {found}", "complete the rates sheet"),
        "old_manual_stage": ("the manual stage “{found}” is more than 30 days old", "confirm it or clear it"),
        "unknown_stage": ("the stage “{found}” is not known", "type one of the stages of the policy sheet"),
        "bad_contact_rule": (
            "“{found}” is no value for this rule",
            "write something like {example}; meanwhile the rule does not count",
        ),
        "bad_policy": (
            "“{found}” is no good here",
            "correct it; meanwhile the default counts",
        ),
        "old_cutoff_date": (
            "the cut-off date is {found}, more than 3 days ago",
            "update it, or clear the cell to use today",
        ),
        "cutoff_not_a_date": (
            "the cut-off date “{found}” is not a date, and today was used",
            "type it as dd/mm/yyyy or clear the cell",
        ),
        "total_row": ("this row looks like a total and is not counted", "nothing needs to be done"),
        "repeated_heading_row": ("this row repeats the headings and is not counted", "nothing needs to be done"),
        "note_row": ("this row is a note and is not counted", "nothing needs to be done"),
        "sheet_without_columns": (
            "the sheet could not be used because it lacks: {found}",
            "add those headings, or rename the sheet if it is for something else",
        ),
        "unknown_parameter": ("there is no parameter “{found}”", "check its spelling or delete the row"),
        "repeated_in_policy": ("“{found}” is there twice", "leave one row only; the first one counts meanwhile"),
        "duplicate_agreement": (
            "the agreement “{found}” is there twice",
            "change its Id or delete the row; the first one counts meanwhile",
        ),
        # a note in `Hoy` that cannot be moved into the log
        "note_without_outcome": (
            "the row has something noted but not its outcome",
            "choose an outcome from the list; meanwhile the note stays here",
        ),
        "note_without_date": (
            "there is a promise without its date",
            "enter the promised date; meanwhile the note stays here",
        ),
        "note_of_nobody": (
            "the note is of no customer of the ledger: “{found}”",
            "note it in the row of its customer, or in the contact log",
        ),
        "note_is_formula": (
            "the note is a formula and cannot be moved into the contact log",
            "enter the value instead of the formula; meanwhile it stays here",
        ),
        # an address to which no letter can go
        "not_an_address": ("“{found}” is not a mail address", "correct it, for example: accounts@company.com"),
        "several_addresses": (
            "“{found}” holds more than one mail address",
            "leave one; the other belongs in Correo 2 or in the sheet Contactos",
        ),
        # what the figures of a customer, or of the dashboard, show
        "over_limit": (
            "owes {found} more than the credit limit allows",
            "sell nothing more on credit until it pays, or change the limit",
        ),
        "habit_worsens": (
            "pays later and later: the last payments came {found} days late, those before {before}",
            "talk to the customer before the next invoice falls due, or review the terms",
        ),
        "panel_block_changed": (
            "rows or columns were inserted or removed inside “{found}” and the dashboard is no longer refreshed there",
            "undo it, or delete the sheet Panel and make it again",
        ),
        "panel_currencies": (
            "the currency column does not tell the currencies apart in the dashboard: {found}",
            "type the currency of each invoice in its column, always the same way",
        ),
        # what belongs to whom
        "their_column": (
            "the column “{found}” was yours already and is never written",
            "the result is in another column, whose name ends in (Cobranza)",
        ),
        "formula_in_our_cell": ("here is a formula of yours, left alone", "clear it if you prefer the computed value"),
        "missing_our_column": ("the column “{found}” is missing", "recalculate the workbook to add it"),
        "sheet_name_taken": (
            "you have a sheet “{found}” for something else, and it is left alone",
            "rename it and repeat the command if you want ours too",
        ),
        "not_recalculated": (
            "the formula depends on what changed and was not recalculated",
            "Excel will do it on opening",
        ),
        "signature_broken": ("the workbook had a digital signature, now void", "sign it again if needed"),
        "link_to_template": (
            "lists or colours of the new sheets still point at the template",
            "in Data > Edit Links > Change Source choose this very workbook",
        ),
        "written_otherwise": (
            "Excel made something else of what was written ({found} cells)",
            "look at the format of the column, and run it again",
        ),
    }
)
