"""Why nothing was done and what to do about it, in Spanish: kind → (found, cure). See `problems`.

The kinds are those of `Refused` and `WrongUsage`; the rules of the words are those of `problems_es`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# cures that several kinds share
REPAIR: Final = "ábrelo en Excel, acepta repararlo y guárdalo, o recupera una copia"
DISTRUST: Final = "no te fíes de él si no sabes de dónde viene; si es tuyo, guárdalo de nuevo desde Excel"
CLOSE_IT: Final = "ciérralo y vuelve a intentarlo, o guarda en otro libro con --salida"
ANOTHER_NAME: Final = "ábrelo en Excel y guárdalo con otro nombre"

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # a file that is no workbook of ours
        "no_such_file": ("no existe", "revisa el nombre y la carpeta: {found}"),
        "is_a_folder": (
            "es una carpeta, no un libro",
            "indica el archivo .xlsx; para toda la carpeta usa cobranza lote",
        ),
        "empty_file": ("el archivo está vacío", "recupera una copia, o crea uno con cobranza nuevo"),
        "cannot_read": ("no se puede leer ({found})", "comprueba que tienes permiso y que la unidad está conectada"),
        "name_too_long": ("el nombre del archivo o de su carpeta es demasiado largo", "acórtalo y vuelve a intentarlo"),
        "not_a_workbook": ("no es un libro de Excel ({found})", "indica un archivo .xlsx o .xlsm"),
        "text_file": ("es un archivo de texto ({found}) con nombre de libro", "ábrelo en Excel y guárdalo como .xlsx"),
        "old_xls": ("es un libro del formato antiguo .xls", "ábrelo en Excel y guárdalo como .xlsx"),
        "binary_xlsb": ("es un libro binario .xlsb", "ábrelo en Excel y guárdalo como .xlsx"),
        "ods_file": ("es una hoja de LibreOffice (.ods)", "ábrela y guárdala como .xlsx"),
        "password_protected": (
            "está protegido con contraseña y no se puede leer",
            "ábrelo en Excel y quita la contraseña en Archivo > Información > Proteger libro",
        ),
        "encrypted_part": ("una parte del archivo está cifrada ({found})", ANOTHER_NAME),
        "unknown_compression": (
            "una parte está comprimida de un modo que Excel no usa ({found}, método {method})",
            ANOTHER_NAME,
        ),
        "damaged_file": ("el archivo está dañado ({found})", REPAIR),
        "incomplete_file": ("el archivo está incompleto", "cópialo o descárgalo otra vez, o recupera una copia"),
        "damaged_part": ("una parte del archivo está dañada ({found})", REPAIR),
        "damaged_sheet": ("una hoja del archivo está dañada ({found})", REPAIR),
        "damaged_strings": ("los textos del archivo están dañados ({found})", REPAIR),
        "damaged_styles": ("los formatos del archivo están dañados ({found})", REPAIR),
        "missing_part": ("al archivo le falta una parte ({found})", REPAIR),
        "duplicate_part": ("el archivo trae dos veces la misma parte ({found})", DISTRUST),
        "unsafe_part_name": ("el archivo trae una parte con un nombre que ningún libro usa ({found})", DISTRUST),
        "zip_bomb": ("el archivo se infla de un modo que ningún libro tiene ({found})", DISTRUST),
        "doctype": ("el archivo declara un DOCTYPE, que ningún libro necesita ({found})", DISTRUST),
        "unsupported_encoding": (
            "el texto del archivo está en una codificación que no se conoce ({found})",
            ANOTHER_NAME,
        ),
        # a letter cannot be written
        "extra_missing": (
            "para escribir en PDF o Word falta {found}",
            "instala lo necesario con: python -m pip install {packages}",
        ),
        "unknown_letter_format": ("no se conoce el formato «{found}»", "elige entre: {known}"),
        "word_template_damaged": ("no es un documento de Word, o está dañado", "ábrelo en Word y guárdalo como .docx"),
        # the workbook cannot be written
        "open_in_excel": ("está abierto en Excel ({found})", CLOSE_IT),
        "open_in_libreoffice": ("está abierto en LibreOffice ({found})", CLOSE_IT),
        "open_elsewhere": ("otro programa lo tiene abierto", CLOSE_IT),
        "locked_by_run": (
            "otra ejecución de cobranza está trabajando en él (proceso {pid} en {host})",
            "espera a que termine y vuelve a intentarlo",
        ),
        "changed_meanwhile": ("alguien lo cambió mientras se leía y no se escribió nada", "vuelve a intentarlo"),
        "read_only_file": (
            "es de solo lectura",
            "quítale esa marca en sus propiedades, o guarda en otro libro con --salida",
        ),
        "folder_read_only": ("no se puede escribir en su carpeta", "pide permiso, o guarda en otro libro con --salida"),
        "no_permission": ("no tienes permiso para escribirlo", "pide permiso, o guarda en otro libro con --salida"),
        "no_space": (
            "no queda espacio en el disco",
            "libera espacio y vuelve a intentarlo; el libro quedó como estaba",
        ),
        "no_backup_folder": (
            "a su lado hay un archivo {found} donde va la carpeta de las copias de seguridad",
            "cámbiale el nombre a ese archivo",
        ),
        "file_vanished": (
            "el libro desapareció mientras se trabajaba",
            "comprueba que la unidad sigue conectada y vuelve a intentarlo",
        ),
        "folder_vanished": (
            "su carpeta desapareció mientras se trabajaba",
            "comprueba que la unidad sigue conectada y vuelve a intentarlo",
        ),
        "write_failed": (
            "no se pudo escribir ({found}) y el libro quedó como estaba",
            "vuelve a intentarlo, o guarda en otro libro con --salida",
        ),
        "merged_cells": (
            "ahí hay celdas combinadas ({found}) y va un dato de Cobranza",
            "sepáralas en Inicio > Combinar y centrar",
        ),
        "no_room": (
            "la celda ya tiene algo ({found}) y ahí va un dato de Cobranza",
            "mueve ese contenido a otro sitio",
        ),
        "sheet_full": (
            "no cabe: Excel no tiene tantas filas o columnas ({found})",
            "pasa las filas antiguas a otro libro",
        ),
        "protected_sheet": (
            "la hoja está protegida y la celda bloqueada",
            "quita la protección en Revisar > Desproteger hoja",
        ),
        "formula_in_the_way": ("ahí hay una fórmula tuya y no se escribe encima", "muévela o bórrala"),
        "unsafe_link": (
            "ese enlace no se escribe ({found}): solo correos, teléfonos y páginas https",
            "revisa el correo o el teléfono, que no lleve espacios",
        ),
        "no_such_sheet": ("no hay ninguna hoja «{found}»", "revisa el nombre de la hoja"),
        "output_extension": (
            "el resultado ha de llamarse como el libro: con {found} al final",
            "cambia el nombre que sigue a --salida",
        ),
        "table_has_totals": (
            "la tabla {found} tiene una fila de totales y no se puede añadir otra fila debajo",
            "quita la fila de totales y vuelve a intentarlo",
        ),
        "unwritable_value": ("ese valor no cabe en una celda de Excel ({found})", "revisa los datos de esa fila"),
        "no_open_workbook": ("no hay ningún libro abierto", "abre el tuyo y pulsa el botón otra vez"),
        "excel_busy": (
            "Excel está ocupado, o hay una celda a medio escribir",
            "pulsa Intro o Esc, cierra los cuadros abiertos y vuelve a intentarlo",
        ),
        "cannot_ask": ("este Excel no deja preguntar", "anota la fila tú en la hoja, o usa cobranza registrar"),
        "not_a_button": ("no existe el botón «{found}»", "vuelve a instalar el complemento, de la misma versión"),
        "several_ledgers_open": (
            "hay varias carteras en el libro: {found}",
            "ponte en la hoja de una de ellas y pulsa el botón otra vez",
        ),
        "filter_unreadable": (
            "la hoja está filtrada de un modo que no se sabe volver a poner, y con el filtro puesto no se puede escribir",
            "quita el filtro en Datos > Borrar y vuelve a intentarlo",
        ),
        "nothing_to_undo": ("no hay ningún cambio de Cobranza que deshacer", "para lo tuyo usa Deshacer de Excel"),
        "not_a_formula": ("la fórmula que había en esa celda ya no está", "vuelve a intentarlo"),
        "protected_structure": (
            "la estructura del libro está protegida y no se le pueden añadir hojas",
            "quita la protección en Revisar > Proteger libro",
        ),
        "strict_workbook": (
            "el libro está guardado como «Open XML estricto» y ahí no se puede poner esa hoja",
            "guárdalo en Archivo > Guardar como > Libro de Excel (.xlsx)",
        ),
        "sheet_exists": ("ya hay una hoja con ese nombre", "cámbiale el nombre a la que no sea de Cobranza"),
        "table_exists": (
            "ya hay una tabla o un nombre definido que se llama así",
            "cámbiale el nombre a lo que no sea de Cobranza",
        ),
        "heading_exists": ("la tabla ya tiene una columna «{found}»", "cámbiale el nombre a una de las dos"),
        "no_such_table": ("la tabla «{found}» ya no está", "vuelve a intentarlo"),
        "bad_sheet_name": ("Excel no admite ese nombre de hoja", "usa hasta 31 letras, sin : \\ / ? * [ ]"),
        # wrong usage of the command line
        "misspelt_command": ("no existe la orden «{found}»", "¿querías decir {suggestion}?"),
        "not_a_command": ("no existe la orden «{found}»", "escribe cobranza --help para ver las que hay"),
        "missing_argument": ("falta {found}", "escríbelo tras la orden; con --help se ve cómo"),
        "missing_option": ("falta {found}", "añádelo tras la orden; con --help se ve cómo"),
        "misspelt_option": ("no existe la opción {found}", "¿querías decir {suggestion}?"),
        "unknown_option": ("no existe la opción {found}", "con --help se ven las que hay"),
        "bad_option_value": ("el valor de {found} no sirve", "con --help se ve cuáles valen"),
        "option_without_value": ("la opción {found} va sin su valor", "escríbelo detrás, tras un espacio"),
        "extra_argument": ("sobra «{found}»", "si es un nombre con espacios, escríbelo entre comillas"),
        "not_understood": ("la orden no se entiende ({found})", "con --help se ve cómo escribirla"),
        "bad_option_date": ("«{found}» no es una fecha", "escríbela como 2026-11-22 o 22/11/2026"),
        "bad_option_amount": ("«{found}» no es un importe", "escríbelo como 1234.50"),
        "ambiguous_option_amount": ("«{found}» puede leerse como miles o como decimales", "escríbelo como 1234.50"),
        "bad_option_currency": ("no se conoce la moneda «{found}»", "escribe su código de tres letras, como MXN o EUR"),
        "bad_option_word": ("no se conoce «{found}»", "usa una de estas palabras: {known}"),
        "blank_option": ("el valor está vacío", "escríbelo o quita la opción"),
        "no_workbooks": ("no hay libros de Excel en {found}", "indica un archivo .xlsx, una carpeta o un patrón"),
        "already_exists": ("{found} ya existe y no se sobrescribe", "elige otro nombre o muévelo antes"),
        "not_a_workbook_name": ("«{found}» no acaba en .xlsx", "escribe el nombre del libro con .xlsx al final"),
        "no_such_folder": ("no existe la carpeta {found}", "créala antes o elige otra"),
        "folder_full": ("no queda espacio en {found}", "libera espacio o elige otra carpeta"),
        "folder_refused": ("no se puede escribir en {found}", "elige otra carpeta o pide permiso"),
        # a row to record
        "customer_not_found": (
            "no hay ningún cliente «{found}»",
            "usa su nombre o su clave tal como están en el libro",
        ),
        "customer_misspelt": ("no hay ningún cliente «{found}»", "¿querías decir {suggestion}?"),
        "folio_not_found": ("ese cliente no tiene ninguna factura «{found}»", "las suyas son: {known}"),
        # where the ledger is, and whose its columns are
        "no_ledger": (
            "ninguna hoja tiene las columnas que hacen falta ({found})",
            "escribe esos encabezados en una fila, o empieza con cobranza nuevo",
        ),
        "several_ledgers": ("hay varias carteras en el libro: {found}", "elige una con --hoja"),
        "sheet_misspelt": ("no hay ninguna hoja ni tabla «{found}»", "¿querías decir «{suggestion}»?"),
        "unknown_sheet": ("no hay ninguna hoja ni tabla «{found}»", "las hojas del libro son: {sheets}"),
        "missing_columns": (
            "a la hoja le falta: {found}",
            "añade esos encabezados a los que ya tiene, o elige otra hoja con --hoja",
        ),
        "ambiguous_headings": (
            "dos encabezados podrían ser {found} ({cells})",
            "deja ese nombre en uno solo y cambia el otro",
        ),
        "newer_schema": (
            "el libro se hizo con una versión más nueva del programa (esquema {found})",
            "actualiza el programa: python -m pip install --upgrade xl-cobranza",
        ),
        "cells_in_the_way": (
            "a la derecha de la tabla hacen falta celdas vacías y aquí está «{found}»",
            "mueve ese contenido o deja libres las columnas de al lado",
        ),
        # the add-in
        "no_excel_here": (
            "en este sistema no hay Excel ({found}), y el complemento es para Excel en Windows o macOS",
            "usa las mismas acciones como órdenes, por ejemplo cobranza recalcular, o instálalo en el equipo que tiene Excel",
        ),
        "other_xlwings": (
            "el complemento se hizo para xlwings {wanted} y aquí está la {found}",
            "escribe python -m pip install xlwings=={wanted} y vuelve a instalar",
        ),
        "addin_missing": (
            "al programa le falta su complemento ({found})",
            "vuelve a instalarlo: python -m pip install --force-reinstall xl-cobranza",
        ),
        "not_our_addin": (
            "{found} ya existe y no lo hizo este programa",
            "si no lo usas, cámbiale el nombre y vuelve a instalar",
        ),
        "not_our_settings": (
            "ya hay un ajuste «{found}» que no puso este programa",
            "bórralo si no lo necesitas y vuelve a instalar",
        ),
        "odd_interpreter": (
            "la carpeta de Python lleva letras que Excel no puede leer ({found})",
            "instala Python en otra carpeta, como C:\\cobranza",
        ),
        "addin_in_use": ("no se puede cambiar {found}", "cierra Excel y vuelve a intentarlo"),
        "builder_missing": (
            "para construir el complemento falta pyopenvba",
            "escribe python -m pip install pyopenvba==6.5.0 y repite la orden",
        ),
        "unexpected": (
            "algo falló por dentro y no se escribió nada",
            "vuelve a intentarlo; si se repite, envía este archivo a quien te da soporte: {found}",
        ),
        # in the cell of a worksheet function
        "ranges_differ": (
            "los rangos no tienen el mismo tamaño",
            "elige las mismas filas en todos, o una sola celda",
        ),
        "range_without_columns": ("al rango le falta: {found}", "elige también la fila de encabezados"),
        "no_rate": ("no hay tasa de interés", "escríbela como cuarto dato, en Política o en Intereses"),
        "not_a_count": ("«{found}» no es un número de cuotas", "escribe uno entre 1 y {most}"),
        "nothing_to_divide": ("un saldo de {found} no da para {count} cuotas", "revisa el saldo, o pide menos cuotas"),
        "not_a_discount": ("«{found}» no es un descuento", "escribe una fracción entre 0 y 1, como 0,02"),
        "no_days_to_gain": (
            "el descuento dura {found} días y el plazo {term}",
            "el plazo tiene que ser más largo",
        ),
        "unexpected_in_cell": (
            "algo falló por dentro",
            "vuelve a calcular; si se repite, envía este archivo a quien te da soporte: {found}",
        ),
        "worker_died": ("el proceso que trabajaba en este libro se cerró", "vuelve a intentarlo con ese libro solo"),
    }
)
