"""What is wrong with the text of a letter, in English. See `letters_es`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "template_syntax": (
            "line {line}: “{found}” is not understood",
            "check that each {{{{ has its }}}} and each {{% if %}} its {{% endif %}}",
        ),
        "template_too_deep": ("there are too many conditions or brackets inside each other", "simplify the text"),
        "template_value": (
            "with the example data what is between braces fails",
            "compare texts with texts and numbers with numbers",
        ),
        "template_field": (
            "line {line}: there is no field “{found}”",
            "choose one from the list that `cobranza plantillas --campos` gives",
        ),
        "template_field_misspelt": ("line {line}: there is no field “{found}”", "did you mean “{meant}”?"),
        "template_forbidden": (
            "line {line}: “{found}” cannot be used in a template",
            "keep to fields, {{% if %}} and {{% for %}}; sums are done in the workbook",
        ),
        "template_loop": (
            "line {line}: {{% for %}} cannot go through “{found}”",
            "go through a list, as {{% for i in invoices %}}",
        ),
        "template_filter": (
            "line {line}: the filter “{found}” is not known",
            "use upper, lower, capitalize, trim, length, first or last, without brackets",
        ),
        "template_compares_text": (
            "line {line}: “{found}” is a text and is compared with a number",
            "compare a number, as days, n_invoices or total_number",
        ),
        "template_prints_list": (
            "line {line}: “{found}” is a whole list",
            "go through it with {{% for %}} and print what you want of each row, or use the table",
        ),
        "template_table": (
            "line {line}: there is no table [{found}], and it will appear as it is",
            "take it out, or choose one from the list that `cobranza plantillas --campos` gives",
        ),
        "template_table_misspelt": ("line {line}: there is no table [{found}]", "did you mean [{meant}]?"),
        "misspelt_word": ("“{found}” is not known, and the template will serve no letter", "did you mean “{meant}”?"),
        "letters_unsigned": (
            "neither Company nor Sender is there, and what is written to the customers goes unsigned",
            "type them among the Parameters of the sheet Política; where there is none, `cobranza adoptar` adds it",
        ),
        "word_file_unreadable": ("it cannot be read as a Word document", "open it in Word and save it as .docx"),
        # how it sounds
        "tone_threat": ("line {line}: “{found}” sounds like a threat", "better: {meant}"),
        "tone_pressure": ("line {line}: “{found}” presses and does not help", "better: {meant}"),
        "tone_shame": ("line {line}: “{found}” shames or accuses", "better: {meant}"),
        "tone_judicial": (
            "line {line}: “{found}” makes the letter look as if a court had sent it",
            "better: {meant}",
        ),
        "tone_early": ("line {line}: it is early to say “{found}” in this step", "better: {meant}"),
        "tone_reasons": (
            "line {line}: “{found}” asks for the reason, which Colombia's law 2300 of 2023 forbids with consumers",
            "better: {meant}",
        ),
        "tone_disclosure": (
            "line {line}: “{found}” tells of the debt to somebody who must not know",
            "better: {meant}",
        ),
        "tone_shouting": ("line {line}: “{found}” shouts, for it is in capitals", "better: {meant}"),
        "tone_exclaiming": ("line {line}: “{found}” sounds angry, for its exclamation marks", "better: {meant}"),
    }
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "unsaved_workbook": (
            "“{found}” is not saved in any folder of this machine",
            "save it in a folder (not only in the cloud) and press the button again",
        ),
        "missing_folder": (
            "the folder for the files is missing",
            "add --carpeta and its name, or --simular to see what would be done",
        ),
        "not_a_folder": ("{found} is no folder", "choose another one"),
        "bad_template": (
            "the template “{found}” cannot be used as it is (line {line})",
            "`cobranza plantillas` says what to correct",
        ),
        "letter_too_long": (
            "the letter of the template “{found}” would be too long",
            "take out what repeats, or use the table instead of going through the invoices",
        ),
        "no_template": (
            "there is no template for “{found}”",
            "add a row in the sheet Plantillas, or choose another key with `cobranza plantillas`",
        ),
        "unknown_template": ("there is no template “{found}”", "choose one of these: {known}"),
        "samples_not_written": ("the folder {found} cannot be written to", "choose another with --carpeta"),
    }
)
