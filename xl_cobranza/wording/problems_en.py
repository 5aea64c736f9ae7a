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
        "overpaid": ("more was paid than the amount: {found} left over", "apply the difference or give it back"),
        "unknown_folio": ("invoice “{found}” is not in the ledger", "correct it or leave it blank"),
        "ambiguous_folio": ("several invoices have the number “{found}”", "type the series too, such as A-105"),
        "unapplied_payment": ("money is left unapplied: {found}", "say in the payments sheet which invoice it pays"),
        "future_payment": ("the payment is after the cut-off date: {found}", "it counts from that day; check the date"),
        "unknown_agreement": ("there is no agreement “{found}”", "correct the Id or clear the cell"),
        "agreement_without_schedule": (
            "agreement “{found}” has no schedule sheet",
            "make it, or clear the agreement of this invoice",
        ),
        "rate_gap": ("there is no interest rate for {found}", "complete the rates sheet"),
        "old_manual_stage": ("the manual stage “{found}” is more than 30 days old", "confirm it or clear it"),
        "unknown_stage": ("the stage “{found}” is not known", "type one of the stages of the policy sheet"),
        "bad_policy": (
            "“{found}” is no good as the value of this parameter",
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
        "total_row": ("this row looks like a total and is not counted as an invoice", "nothing needs to be done"),
        "repeated_heading_row": ("this row repeats the headings and is not counted", "nothing needs to be done"),
        "note_row": ("this row is a note and is not counted", "nothing needs to be done"),
        "sheet_without_columns": (
            "the sheet could not be used because it lacks: {found}",
            "add those headings, or rename the sheet if it is for something else",
        ),
        "unknown_parameter": ("there is no parameter “{found}”", "check its spelling or delete the row"),
        "duplicate_agreement": (
            "the agreement “{found}” is there twice",
            "change its Id or delete the row; the first one counts meanwhile",
        ),
        # what belongs to whom
        "their_column": (
            "the column “{found}” was yours already and is never written",
            "the result is in another column, whose name ends in (Cobranza)",
        ),
        "formula_in_our_cell": ("here is a formula of yours, left alone", "clear it if you prefer the computed value"),
        "missing_our_column": ("the column “{found}” is missing", "recalculate the workbook to add it"),
        "not_recalculated": (
            "the formula depends on what changed and was not recalculated",
            "Excel will do it on opening",
        ),
        "signature_broken": ("the workbook had a digital signature, now void", "sign it again if needed"),
    }
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # a file that is no workbook of ours
        "no_such_file": ("does not exist", "check the name and the folder: {found}"),
        "is_a_folder": ("is a folder, not a workbook", "give the .xlsx file; for the whole folder use cobranza lote"),
        "empty_file": ("the file is empty", "recover a copy, or make one with cobranza nuevo"),
        "cannot_read": ("cannot be read ({found})", "check that you may read it and that the drive is connected"),
        "not_a_workbook": ("is not an Excel workbook ({found})", "give an .xlsx or .xlsm file"),
        "text_file": ("is a text file ({found}) named like a workbook", "open it in Excel and save it as .xlsx"),
        "old_xls": ("is a workbook of the old .xls format", "open it in Excel and save it as .xlsx"),
        "binary_xlsb": ("is a binary .xlsb workbook", "open it in Excel and save it as .xlsx"),
        "ods_file": ("is a LibreOffice sheet (.ods)", "open it and save it as .xlsx"),
        "password_protected": (
            "is protected by a password and cannot be read",
            "open it in Excel and remove the password in File > Info > Protect Workbook",
        ),
        "encrypted_part": (
            "a part of the file is encrypted ({found})",
            "open it in Excel and save it under another name",
        ),
        "unknown_compression": (
            "a part is compressed in a way Excel does not use ({found}, method {method})",
            "open it in Excel and save it under another name",
        ),
        "damaged_file": (
            "the file is damaged ({found})",
            "open it in Excel, accept the repair and save it, or recover a copy",
        ),
        "damaged_part": (
            "a part of the file is damaged ({found})",
            "open it in Excel, accept the repair and save it, or recover a copy",
        ),
        "damaged_sheet": (
            "a sheet of the file is damaged ({found})",
            "open it in Excel, accept the repair and save it, or recover a copy",
        ),
        "damaged_strings": (
            "the texts of the file are damaged ({found})",
            "open it in Excel, accept the repair and save it, or recover a copy",
        ),
        "damaged_styles": (
            "the formats of the file are damaged ({found})",
            "open it in Excel, accept the repair and save it, or recover a copy",
        ),
        "missing_part": (
            "the file lacks a part ({found})",
            "open it in Excel, accept the repair and save it, or recover a copy",
        ),
        "duplicate_part": (
            "the file has the same part twice ({found})",
            "do not trust it unless you know where it comes from; if it is yours, save it again from Excel",
        ),
        "unsafe_part_name": (
            "the file has a part with a name that no workbook uses ({found})",
            "do not trust it unless you know where it comes from; if it is yours, save it again from Excel",
        ),
        "zip_bomb": (
            "the file inflates as no workbook does ({found})",
            "do not trust it unless you know where it comes from; if it is yours, save it again from Excel",
        ),
        "doctype": (
            "the file declares a DOCTYPE, which no workbook needs ({found})",
            "do not trust it unless you know where it comes from; if it is yours, save it again from Excel",
        ),
        "unsupported_encoding": (
            "the text of the file is in an unknown encoding ({found})",
            "open it in Excel and save it under another name",
        ),
        # the workbook cannot be written
        "open_in_excel": (
            "is open in Excel ({found})",
            "close it and try again, or save to another workbook with --salida",
        ),
        "open_in_libreoffice": (
            "is open in LibreOffice ({found})",
            "close it and try again, or save to another workbook with --salida",
        ),
        "open_elsewhere": (
            "another program has it open",
            "close it and try again, or save to another workbook with --salida",
        ),
        "locked_by_run": (
            "another run of cobranza is working on it (process {pid} on {host})",
            "wait for it to end and try again",
        ),
        "changed_meanwhile": ("somebody changed it while it was read, and nothing was written", "try again"),
        "read_only_file": (
            "is read-only",
            "clear that mark in its properties, or save to another workbook with --salida",
        ),
        "folder_read_only": (
            "its folder cannot be written",
            "ask for permission, or save to another workbook with --salida",
        ),
        "no_permission": ("you may not write it", "ask for permission, or save to another workbook with --salida"),
        "no_space": ("there is no room left on the disk", "make room and try again; the workbook is as it was"),
        "file_vanished": ("the workbook vanished meanwhile", "check that the drive is still connected and try again"),
        "folder_vanished": ("its folder vanished meanwhile", "check that the drive is still connected and try again"),
        "write_failed": (
            "could not be written ({found}), and the workbook is as it was",
            "try again, or save to another workbook with --salida",
        ),
        "protected_structure": (
            "the structure of the workbook is protected and no sheet can be added",
            "remove the protection in Review > Protect Workbook",
        ),
        "sheet_exists": ("there is a sheet with that name already", "rename the one that is not of Cobranza"),
        "table_exists": ("there is a table or a defined name called so already", "rename what is not of Cobranza"),
        "heading_exists": ("the table has a column “{found}” already", "rename one of the two"),
        "no_such_table": ("table “{found}” is gone", "try again"),
        "bad_sheet_name": ("Excel allows no such sheet name", "use up to 31 letters, without : \\ / ? * [ ]"),
        # wrong usage of the command line
        "misspelt_command": ("there is no command “{found}”", "did you mean {suggestion}?"),
        "not_a_command": ("there is no command “{found}”", "type cobranza --help to see those there are"),
        "missing_argument": ("{found} is missing", "type it after the command; --help shows how"),
        "missing_option": ("{found} is missing", "add it after the command; --help shows how"),
        "misspelt_option": ("there is no option {found}", "did you mean {suggestion}?"),
        "unknown_option": ("there is no option {found}", "--help shows those there are"),
        "bad_option_value": ("the value of {found} is no good", "--help shows which ones are"),
        "option_without_value": ("option {found} has no value", "type it after a space"),
        "extra_argument": ("“{found}” is one too many", "if it is a name with spaces, type it between quotes"),
        "not_understood": ("the command is not understood ({found})", "--help shows how to type it"),
        "bad_option_date": ("“{found}” is not a date", "type it as 2026-11-22 or 22/11/2026"),
        "bad_option_amount": ("“{found}” is not an amount", "type it as 1234.50"),
        "ambiguous_option_amount": ("“{found}” may mean thousands or decimals", "type it as 1234.50"),
        "bad_option_currency": (
            "the currency “{found}” is not known",
            "type its three-letter code, such as MXN or EUR",
        ),
        "bad_option_word": ("“{found}” is not known", "use one of these words: {known}"),
        "blank_option": ("the value is blank", "type it or leave the option out"),
        "no_workbooks": ("there are no Excel workbooks in {found}", "give an .xlsx file, a folder or a pattern"),
        "already_exists": ("{found} exists and is never overwritten", "choose another name or move it first"),
        "not_a_workbook_name": (
            "“{found}” does not end in .xlsx",
            "type the name of the workbook with .xlsx at the end",
        ),
        "no_such_folder": ("there is no folder {found}", "make it first or choose another"),
        "folder_refused": ("{found} cannot be written", "choose another folder or ask for permission"),
        # a row to record
        "customer_not_found": ("there is no customer “{found}”", "use its name or key as they are in the workbook"),
        "customer_misspelt": ("there is no customer “{found}”", "did you mean {suggestion}?"),
        "folio_not_found": ("that customer has no invoice “{found}”", "theirs are: {known}"),
        "table_with_totals": (
            "table {found} has a totals row, so no row can be added below",
            "remove the totals row and try again",
        ),
        # where the ledger is, and whose its columns are
        "no_ledger": (
            "no sheet has the columns that are needed ({found})",
            "type those headings in one row, or start with cobranza nuevo",
        ),
        "several_ledgers": ("there are several ledgers in the workbook: {found}", "choose one with --hoja"),
        "unknown_sheet": ("there is no sheet or table “{found}”", "the sheets of the workbook are: {sheets}"),
        "missing_columns": (
            "the sheet lacks: {found}",
            "add those headings to the ones it has, or choose another sheet with --hoja",
        ),
        "ambiguous_headings": (
            "two headings could both be {found} ({cells})",
            "leave that name to one of them and change the other",
        ),
        "newer_schema": (
            "the workbook was made with a newer version of the program (schema {found})",
            "update it with pip install --upgrade xl-cobranza",
        ),
        "cells_in_the_way": (
            "blank cells are needed right of the table and here is “{found}”",
            "move that away or leave the columns beside the table free",
        ),
        "unexpected": (
            "something failed inside and nothing was written",
            "try again; if it happens again, send this file to whoever supports you: {found}",
        ),
        "worker_died": ("the process that worked on this workbook was closed", "try again with that workbook alone"),
    }
)
