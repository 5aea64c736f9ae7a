"""What is wrong with the text of a letter, in Spanish: kind → (found, cure). See `problems`.

`{line}` is the line of the cell, or of the file.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "template_syntax": (
            "línea {line}: «{found}» no se entiende",
            "revisa que cada {{{{ tenga su }}}} y cada {{% if %}} su {{% endif %}}",
        ),
        "template_too_deep": ("hay demasiadas condiciones o paréntesis unos dentro de otros", "simplifica el texto"),
        "template_value": (
            "con los datos de ejemplo falla lo que hay entre llaves",
            "compara textos con textos y números con números",
        ),
        "template_field": (
            "línea {line}: no hay ningún campo «{found}»",
            "elige uno de la lista que da `cobranza plantillas --campos`",
        ),
        "template_field_misspelt": ("línea {line}: no hay ningún campo «{found}»", "¿querías decir «{meant}»?"),
        "template_forbidden": (
            "línea {line}: en una plantilla no se puede usar «{found}»",
            "deja solo campos, {{% if %}} y {{% for %}}; las cuentas se hacen en el libro",
        ),
        "template_loop": (
            "línea {line}: «{found}» no se puede recorrer con {{% for %}}",
            "recorre una lista, como {{% for f in facturas %}}",
        ),
        "template_filter": (
            "línea {line}: no se conoce el filtro «{found}»",
            "usa mayusculas, minusculas, inicial, recorta, cuantos, primero o ultimo, sin paréntesis",
        ),
        "template_compares_text": (
            "línea {line}: «{found}» es un texto y se compara con un número",
            "compara un número, como dias, n_facturas o total_numero",
        ),
        "template_prints_list": (
            "línea {line}: «{found}» es una lista entera",
            "recórrela con {{% for %}} y escribe lo que quieras de cada fila, o pon la tabla",
        ),
        "template_table": (
            "línea {line}: no hay ninguna tabla [{found}], y saldrá tal cual",
            "quítala, o elige una de la lista que da `cobranza plantillas --campos`",
        ),
        "template_table_misspelt": ("línea {line}: no hay ninguna tabla [{found}]", "¿querías decir [{meant}]?"),
        "misspelt_word": (
            "no se conoce «{found}», y la plantilla no servirá a ninguna carta",
            "¿querías decir «{meant}»?",
        ),
        "letters_unsigned": (
            "faltan Empresa y Remitente, y lo que se escribe a los clientes sale sin firma",
            "ponlos en los Parámetros de la hoja Política; si no la tienes, `cobranza adoptar` la añade",
        ),
        "word_file_unreadable": ("no se puede leer como documento de Word", "ábrelo en Word y guárdalo como .docx"),
        # how it sounds
        "tone_threat": ("línea {line}: «{found}» suena a amenaza", "mejor: {meant}"),
        "tone_pressure": ("línea {line}: «{found}» mete prisa y no ayuda", "mejor: {meant}"),
        "tone_shame": ("línea {line}: «{found}» avergüenza o acusa", "mejor: {meant}"),
        "tone_judicial": ("línea {line}: «{found}» hace parecer la carta de un juzgado", "mejor: {meant}"),
        "tone_early": ("línea {line}: es pronto para decir «{found}» en este paso", "mejor: {meant}"),
        "tone_reasons": (
            "línea {line}: «{found}» pregunta el motivo, y la Ley 2300 de 2023 no lo permite con consumidores",
            "mejor: {meant}",
        ),
        "tone_disclosure": (
            "línea {line}: «{found}» revela la deuda a quien no debe",
            "mejor: {meant}",
        ),
        "tone_shouting": ("línea {line}: «{found}» son gritos, por las mayúsculas", "mejor: {meant}"),
        "tone_exclaiming": (
            "línea {line}: «{found}» suena a enfado, por los signos de exclamación",
            "mejor: {meant}",
        ),
    }
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "unsaved_workbook": (
            "«{found}» no está guardado en ninguna carpeta de este equipo",
            "guárdalo en una carpeta (no solo en la nube) y pulsa el botón otra vez",
        ),
        "missing_folder": (
            "falta la carpeta donde dejar los archivos",
            "añade --carpeta y su nombre, o --simular para ver qué se haría",
        ),
        "not_a_folder": ("{found} no es una carpeta", "elige otra"),
        "bad_template": (
            "la plantilla «{found}» no se puede usar así (línea {line})",
            "`cobranza plantillas` dice qué corregir",
        ),
        "letter_too_long": (
            "la carta de la plantilla «{found}» sería demasiado larga",
            "quita del texto lo que se repite, o pon la tabla en lugar de recorrer las facturas",
        ),
        "no_template": (
            "no hay ninguna plantilla para «{found}»",
            "añade una fila en la hoja Plantillas, o elige otra clave con `cobranza plantillas`",
        ),
        "unknown_template": ("no hay ninguna plantilla «{found}»", "elige una de estas: {known}"),
        "samples_not_written": ("no se puede escribir en la carpeta {found}", "elige otra con --carpeta"),
    }
)
