"""What was found and what to do about it, in Spanish: kind → (found, cure). See `problems`.

Neither part begins with a capital nor ends with a full stop. `{found}` and the fields of the data are
placeholders. The reader is addressed with «tú».
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # a cell that cannot be read
        "blank_cell": ("la celda está vacía y ese dato hace falta", "escríbelo"),
        "error_cell": ("la celda muestra el error {found}", "corrige su fórmula o escribe el dato"),
        "not_calculated": (
            "la fórmula no tiene un resultado guardado",
            "abre el libro en Excel, guárdalo y vuelve a recalcular",
        ),
        "impossible_date": ("«{found}» no es una fecha que exista", "escríbela como dd/mm/aaaa"),
        "not_a_date": ("«{found}» no es una fecha", "escríbela como dd/mm/aaaa"),
        "date_out_of_range": ("la fecha «{found}» queda fuera de 1990–2100", "revisa el año"),
        "not_an_amount": ("«{found}» no es un importe", "escribe solo el número, sin letras"),
        "ambiguous_amount": (
            "«{found}» puede leerse como miles o como decimales",
            "escríbelo como número, o con los dos decimales",
        ),
        "no_due_date": (
            "no hay fecha de vencimiento ni manera de deducirla",
            "escribe el vencimiento, o la emisión y el plazo del cliente",
        ),
        "not_a_whole_number": ("«{found}» no es un número entero", "escribe solo el número, sin decimales ni letras"),
        "duplicate_row": (
            "el folio «{found}» está repetido con el mismo vencimiento",
            "borra la fila que sobra o corrige su folio",
        ),
        # a cell that can be read, with a doubt
        "unknown_word": ("no se conoce «{found}»", "elige una palabra de la lista de esa columna"),
        "rate_above_one": (
            "la tasa «{found}» es mayor que 100 %",
            "escribe 11 % o 0,11 si querías decir once por ciento",
        ),
        "unknown_currency": ("no se sabe qué moneda es «{found}»", "escribe su código de tres letras, como MXN o EUR"),
        "unknown_customer": (
            "el cliente «{found}» no está en la hoja Clientes",
            "añádelo allí si quieres guardar sus datos",
        ),
        "duplicate_customer": (
            "el cliente «{found}» está repetido",
            "deja una sola fila; mientras tanto vale la primera",
        ),
        "derived_due_date": (
            "el vencimiento estaba vacío y se dedujo de la emisión y el plazo: {found}",
            "escríbelo si no es ese",
        ),
        "issued_in_future": ("la fecha de emisión «{found}» aún no ha llegado", "revísala"),
        "due_before_issue": ("el vencimiento «{found}» es anterior a la emisión", "corrige una de las dos fechas"),
        "paid_disagrees": (
            "lo pagado aquí ({found}) no coincide con la hoja Pagos",
            "corrige uno de los dos; mientras tanto vale el de esta fila",
        ),
        "paid_but_owes": (
            "la fila dice que está pagada y sus importes dicen que no",
            "corrige una de las dos cosas; mientras tanto valen los importes",
        ),
        "overpaid": (
            "se ha pagado más que el importe: sobran {found}",
            "reparte la diferencia o devuélvela al cliente",
        ),
        "unknown_folio": ("el folio «{found}» no está en la cartera", "corrige el folio o déjalo en blanco"),
        "ambiguous_folio": ("hay varias facturas con el folio «{found}»", "escribe también la serie, como A-105"),
        "unapplied_payment": ("queda dinero sin aplicar: {found}", "indica en Pagos a qué factura corresponde"),
        "other_currency": (
            "el pago ({found}) y la factura que nombra no están en la misma moneda, y no se aplica",
            "corrige la moneda de uno de los dos",
        ),
        "unknown_log_folio": (
            "ese cliente no tiene en la cartera ninguna factura «{found}», y la gestión no cuenta para ninguna",
            "corrige el folio o déjalo en blanco",
        ),
        "future_contact": (
            "la gestión es posterior a la fecha de corte: {found}",
            "no se cuenta hasta ese día; revisa la fecha",
        ),
        "future_payment": (
            "el pago es posterior a la fecha de corte: {found}",
            "no se cuenta hasta ese día; revisa la fecha",
        ),
        "unknown_agreement": ("no existe el acuerdo «{found}»", "corrige el Id o borra la celda"),
        "agreement_without_schedule": (
            "el acuerdo «{found}» no tiene su hoja de plazos",
            "créala o borra el acuerdo de esta factura",
        ),
        "stale_rate": (
            "la última tasa es del {found} y puede haber otra",
            "añade debajo la vigente, con su fecha y su fuente, aunque sea la misma",
        ),
        "rate_gap": ("no hay tasa de interés para {found}", "completa la hoja Intereses"),
        "old_manual_stage": ("la etapa manual «{found}» tiene más de 30 días", "confírmala o bórrala"),
        "unknown_stage": ("no se conoce la etapa «{found}»", "escribe una de las etapas de la hoja Política"),
        "bad_contact_rule": (
            "«{found}» no sirve como valor de esta regla",
            "escribe algo como {example}; mientras tanto la regla no cuenta",
        ),
        "bad_policy": (
            "«{found}» no sirve aquí",
            "corrígelo; mientras tanto vale el de fábrica",
        ),
        "old_cutoff_date": (
            "la fecha de corte es {found}, de hace más de 3 días",
            "actualízala, o borra la celda para usar la fecha de hoy",
        ),
        "cutoff_not_a_date": (
            "la fecha de corte «{found}» no es una fecha y se usó la de hoy",
            "escríbela como dd/mm/aaaa o borra la celda",
        ),
        "total_row": ("esta fila parece un total y no se cuenta", "no hace falta hacer nada"),
        "repeated_heading_row": (
            "esta fila repite los encabezados y no se cuenta como factura",
            "no hace falta hacer nada",
        ),
        "note_row": ("esta fila es una nota y no se cuenta", "no hace falta hacer nada"),
        "sheet_without_columns": (
            "la hoja no se pudo usar porque le falta: {found}",
            "añade esos encabezados, o cambia el nombre de la hoja si es para otra cosa",
        ),
        "unknown_parameter": ("no existe el parámetro «{found}»", "revisa cómo está escrito o borra la fila"),
        "repeated_in_policy": ("«{found}» está repetido", "deja una sola fila; mientras tanto vale la primera"),
        "duplicate_agreement": (
            "el acuerdo «{found}» está repetido",
            "cambia su Id o borra la fila; mientras tanto vale el primero",
        ),
        # a note in `Hoy` that cannot be moved into the log
        "note_without_outcome": (
            "la fila tiene algo anotado pero no su Resultado",
            "elige un Resultado de la lista; mientras tanto lo anotado se queda aquí",
        ),
        "note_without_date": (
            "hay una promesa sin la fecha del compromiso",
            "escríbela en Compromiso; mientras tanto lo anotado se queda aquí",
        ),
        "note_of_nobody": (
            "lo anotado no es de ningún cliente de la cartera: «{found}»",
            "anótalo en la fila de su cliente, o en la hoja Gestiones",
        ),
        "note_is_formula": (
            "lo anotado es una fórmula y no se puede pasar a Gestiones",
            "escribe el dato en lugar de la fórmula; mientras tanto se queda aquí",
        ),
        # an address to which no letter can go
        "not_an_address": ("«{found}» no es una dirección de correo", "corrígela, por ejemplo: pagos@empresa.com"),
        "several_addresses": (
            "«{found}» tiene más de una dirección de correo",
            "deja una; la otra va en Correo 2 o en la hoja Contactos",
        ),
        # what the figures of a customer, or of the dashboard, show
        "over_limit": (
            "debe {found} más de lo que permite su límite de crédito",
            "no le vendas más a crédito hasta que pague, o cambia su límite",
        ),
        "habit_worsens": (
            "paga cada vez más tarde: sus últimos pagos llegaron con {found} días de retraso y los anteriores con {before}",
            "habla con el cliente antes de que venza la próxima factura, o revisa su plazo",
        ),
        "panel_block_changed": (
            "se insertaron o quitaron filas o columnas dentro de «{found}» y el Panel ya no se pone al día ahí",
            "deshazlo, o borra la hoja Panel y vuelve a crearla",
        ),
        "panel_currencies": (
            "la columna de moneda no basta para separar las monedas en el Panel: {found}",
            "escribe la moneda de cada factura en su columna, siempre igual",
        ),
        # what belongs to whom
        "their_column": (
            "la columna «{found}» ya era tuya y no se escribe en ella",
            "el resultado está en otra columna, con el nombre terminado en (Cobranza)",
        ),
        "formula_in_our_cell": ("aquí hay una fórmula tuya y se respeta", "bórrala si prefieres el valor calculado"),
        "missing_our_column": ("falta la columna «{found}»", "recalcula el libro para añadirla"),
        "sheet_name_taken": (
            "ya tienes una hoja «{found}» para otra cosa, y se respeta",
            "cámbiale el nombre y repite la orden si quieres también la nuestra",
        ),
        "not_recalculated": (
            "la fórmula depende de lo que cambió y no se ha recalculado",
            "Excel lo hará al abrir el libro",
        ),
        "signature_broken": (
            "el libro llevaba una firma digital, que deja de valer",
            "vuelve a firmarlo si hace falta",
        ),
        "link_to_template": (
            "listas o colores de las hojas nuevas apuntan todavía a la plantilla",
            "guarda el libro y, en Datos > Editar vínculos > Cambiar origen, elige este mismo libro",
        ),
        "written_otherwise": (
            "Excel cambió lo que se escribió (celdas: {found})",
            "revisa el formato de la columna y vuelve a intentarlo",
        ),
    }
)
