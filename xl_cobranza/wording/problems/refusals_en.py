"""Why nothing was done and what to do about it, in English: kind → (found, cure). See `problems`.

The kinds are those of `Refused` and `WrongUsage`; the rules of the words are those of `problems_en`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # a file that is no workbook of ours
        "no_such_file": ("does not exist", "check the name and the folder: {found}"),
        "is_a_folder": ("is a folder, not a workbook", "give the .xlsx file; for the whole folder use cobranza lote"),
        "empty_file": ("the file is empty", "recover a copy, or make one with cobranza nuevo"),
        "cannot_read": ("cannot be read ({found})", "check that you may read it and that the drive is connected"),
        "name_too_long": ("the name of the file or of its folder is too long", "shorten it and try again"),
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
        "incomplete_file": ("the file is incomplete", "copy or download it again, or recover a copy"),
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
        # a letter cannot be written
        "extra_missing": (
            "to write PDF or Word {found} is missing",
            "install what is needed with: python -m pip install {packages}",
        ),
        "unknown_letter_format": ("the format “{found}” is not known", "choose one of: {known}"),
        "word_template_damaged": ("is no Word document, or is damaged", "open it in Word and save it as .docx"),
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
        "no_backup_folder": (
            "beside it there is a file {found} where the folder of the backups goes",
            "give that file another name",
        ),
        "file_vanished": ("the workbook vanished meanwhile", "check that the drive is still connected and try again"),
        "folder_vanished": ("its folder vanished meanwhile", "check that the drive is still connected and try again"),
        "write_failed": (
            "could not be written ({found}), and the workbook is as it was",
            "try again, or save to another workbook with --salida",
        ),
        "merged_cells": (
            "there are merged cells ({found}) where we must write",
            "unmerge them in Home > Merge & Center",
        ),
        "no_room": ("the cell holds something ({found}) where a value of Cobranza goes", "move it elsewhere"),
        "sheet_full": ("no room: Excel has not so many rows or columns ({found})", "move old rows to another workbook"),
        "protected_sheet": (
            "the sheet is protected and the cell locked",
            "remove the protection in Review > Unprotect Sheet",
        ),
        "formula_in_the_way": ("there is a formula of yours, never overwritten", "move it or clear it"),
        "unsafe_link": (
            "such a link is not written ({found}): only e-mail, telephones and https pages",
            "check the e-mail or the telephone: no spaces in it",
        ),
        "no_such_sheet": ("there is no sheet “{found}”", "check the name of the sheet"),
        "output_extension": (
            "the result must be named like the workbook: ending in {found}",
            "change the name after --salida",
        ),
        "table_has_totals": (
            "table {found} has a totals row, so no row can be added below",
            "remove the totals row and try again",
        ),
        "unwritable_value": ("no cell of Excel can hold that value ({found})", "check the data of that row"),
        "no_open_workbook": ("no workbook is open", "open yours and press the button again"),
        "excel_busy": (
            "Excel is busy, or a cell is being typed in",
            "press Enter or Esc, close open dialogues, and try again",
        ),
        "cannot_ask": ("this Excel cannot ask", "add the row yourself in the sheet, or use cobranza registrar"),
        "not_a_button": ("there is no button “{found}”", "install the add-in again, of the same version"),
        "several_ledgers_open": (
            "there are several ledgers in the workbook: {found}",
            "go to the sheet of one of them and press the button again",
        ),
        "filter_unreadable": (
            "the sheet is filtered in a way that cannot be put back, and nothing can be written through a filter",
            "take the filter away in Data > Clear and try again",
        ),
        "nothing_to_undo": ("there is no change of Cobranza to undo", "for your own use the Undo of Excel"),
        "not_a_formula": ("the formula that was in that cell is gone", "try again"),
        "protected_structure": (
            "the structure of the workbook is protected and no sheet can be added",
            "remove the protection in Review > Protect Workbook",
        ),
        "strict_workbook": (
            "the workbook is saved as “Strict Open XML”, which cannot take that sheet",
            "save it in File > Save As > Excel Workbook (.xlsx)",
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
        "folder_full": ("there is no room left in {found}", "make room or choose another folder"),
        "folder_refused": ("{found} cannot be written", "choose another folder or ask for permission"),
        # a row to record
        "customer_not_found": ("there is no customer “{found}”", "use its name or key as they are in the workbook"),
        "customer_misspelt": ("there is no customer “{found}”", "did you mean {suggestion}?"),
        "folio_not_found": ("that customer has no invoice “{found}”", "theirs are: {known}"),
        # where the ledger is, and whose its columns are
        "no_ledger": (
            "no sheet has the columns that are needed ({found})",
            "type those headings in one row, or start with cobranza nuevo",
        ),
        "several_ledgers": ("there are several ledgers in the workbook: {found}", "choose one with --hoja"),
        "sheet_misspelt": ("there is no sheet or table “{found}”", "did you mean “{suggestion}”?"),
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
        # the add-in
        "no_excel_here": (
            "there is no Excel on this system ({found}), and the add-in is for Excel on Windows or macOS",
            "use the same actions as commands, cobranza recalcular for one, or install it on the machine that has Excel",
        ),
        "other_xlwings": (
            "the add-in was made for xlwings {wanted} and here is {found}",
            "type python -m pip install xlwings=={wanted} and install it again",
        ),
        "addin_missing": (
            "the program lacks its add-in ({found})",
            "install it again: python -m pip install --force-reinstall xl-cobranza",
        ),
        "not_our_addin": (
            "{found} exists and was not made by this program",
            "if you do not use it, rename it and install again",
        ),
        "not_our_settings": (
            "there is a setting “{found}” that this program did not write",
            "delete it if you do not need it and install again",
        ),
        "odd_interpreter": (
            "the folder of Python has letters that Excel cannot read ({found})",
            "install Python in another folder, such as C:\\cobranza",
        ),
        "addin_in_use": ("{found} cannot be changed", "close Excel and try again"),
        "builder_missing": (
            "pyopenvba is missing, which builds the add-in",
            "type python -m pip install pyopenvba==6.5.0; to install the add-in it is not needed",
        ),
        "unexpected": (
            "something failed inside and nothing was written",
            "try again; if it happens again, send this file to whoever supports you: {found}",
        ),
        # in the cell of a worksheet function
        "ranges_differ": ("the ranges have different sizes", "choose the same rows in all of them, or a single cell"),
        "range_without_columns": ("the range lacks: {found}", "choose the row of headings too"),
        "no_rate": ("there is no interest rate", "give it as the fourth argument, in Política or in Intereses"),
        "not_a_count": ("“{found}” is no number of instalments", "type one between 1 and {most}"),
        "nothing_to_divide": (
            "a balance of {found} makes no {count} instalments",
            "check the balance, or ask for fewer",
        ),
        "not_a_discount": ("“{found}” is no discount", "type a fraction between 0 and 1, such as 0.02"),
        "no_days_to_gain": ("the discount lasts {found} days and the term {term}", "the term has to be longer"),
        "unexpected_in_cell": (
            "something failed inside",
            "calculate again; if it happens again, send this file to whoever supports you: {found}",
        ),
        "worker_died": ("the process that worked on this workbook was closed", "try again with that workbook alone"),
    }
)
