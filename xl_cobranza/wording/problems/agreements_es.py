"""What can be wrong with an agreement, in Spanish; the rules of the words are those of `problems_es`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "agreement_of_disputed": (
            "la factura {found} está en disputa y entra en el acuerdo",
            "aclara antes la disputa, o deja por escrito que queda resuelta",
        ),
        "agreement_beside_credit": (
            "tiene a su favor {found} sin aplicar",
            "aplícalo a sus facturas antes de acordar, o descuéntalo del pago inicial",
        ),
        "agreement_leaves_out": (
            "la factura {found} se queda fuera del acuerdo, por su situación o porque ya está en otro",
            "revisa que sea lo que quieres",
        ),
        "agreement_compounds": (
            "el interés de mora incluido ({found}) pagará a su vez el interés del acuerdo",
            "comprueba que tu ley lo permite y que el cliente lo acepta por escrito",
        ),
        "agreement_by_folio": (
            "tus facturas no tienen columna Acuerdo: se reconocen por los folios que anota la hoja Acuerdos",
            "no hace falta que hagas nada",
        ),
        "agreement_not_logged": (
            "el libro no tiene hoja Gestiones y el acuerdo no se anota en ella",
            "si quieres llevarla, añádela con cobranza adoptar",
        ),
    }
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # which debt
        "no_such_folio": ("no hay ninguna factura «{found}»", "las más parecidas con saldo son: {known}"),
        "folio_of_several": (
            "la factura «{found}» la tienen varios clientes ({customers})",
            "indica cuál con --cliente, o escribe la serie",
        ),
        "folio_is_credit": ("{found} es una nota de crédito o un anticipo", "elige facturas que deban algo"),
        "folio_has_situation": (
            "la factura {found} tiene la situación «{situation}»",
            "si de verdad se puede acordar, borra antes esa situación",
        ),
        "folio_in_agreement": (
            "la factura {found} ya está en el acuerdo {id}",
            "para cambiar lo pactado: cobranza acuerdo … --sustituye {id}; para anularlo, escribe Cancelado en su Estado",
        ),
        "offers_while_kept": (
            "el acuerdo {id} se está cumpliendo, y no hace falta ofrecer otra cosa",
            "si hay que cambiarlo: cobranza acuerdo … --sustituye {id}",
        ),
        "folio_settled": ("la factura {found} no debe nada", "elige facturas con saldo"),
        "several_customers": (
            "esas facturas son de varios clientes ({found})",
            "haz un acuerdo con cada uno",
        ),
        "several_currencies": (
            "la deuda está en varias monedas ({found})",
            "haz un acuerdo por moneda, eligiendo las facturas con --folio",
        ),
        "owes_nothing": ("{found} no debe nada que se pueda acordar", "revisa su saldo en el libro"),
        "no_such_agreement": ("no hay ningún acuerdo «{found}»", "los que hay son: {known}"),
        "no_debt_named": ("falta decir qué se acuerda", "indica --folio o --cliente"),
        # how it was typed
        "options_exclude": ("{found} y {other} se contradicen", "deja solo una"),
        "bad_option_rate": ("«{found}» no es una tasa", "escríbela en por ciento, como 12 o 12,5%"),
        "ambiguous_option_rate": (
            "«{found}» puede ser un por ciento o una fracción",
            "escríbelo con su signo, como 12%",
        ),
        "bad_option_count": ("«{found}» no es un número entero desde 1", "escríbelo solo con cifras"),
        "bad_calendar": ("«{found}» no se entiende", "escribe FECHA=IMPORTE separados por punto y coma"),
        # on which terms
        "nothing_owed": ("no queda nada que acordar", "revisa el saldo"),
        "down_payment_too_high": (
            "el pago inicial ({down_payment}) no puede llegar a todo lo que se acuerda ({balance})",
            "pon uno menor, o registra el pago y ya está",
        ),
        "count_or_payment": ("falta saber en cuántas cuotas", "indica --cuotas N o --cuota X"),
        "payment_below_interest": (
            "pagando {payment} nunca se acaba: solo el interés son {interest}",
            "lo menos que funciona es {least}; o baja la tasa",
        ),
        "too_many_instalments": (
            "pagando {payment} harían falta más de {most} cuotas",
            "lo menos que funciona es {least}",
        ),
        "count_too_high": ("{count} cuotas son demasiadas", "el máximo son {most}"),
        "instalments_too_small": (
            "con cuotas en múltiplos de {step} no se puede repartir {financed} entre tantas",
            "pon menos cuotas o un redondeo menor",
        ),
        "first_date_passed": (
            "la primera cuota sería el {first}, antes del acuerdo ({signed})",
            "elige una fecha desde el {signed}",
        ),
        "dates_not_in_order": ("tras el {before} viene el {after}", "escribe las fechas en orden, sin repetir ninguna"),
        "amounts_do_not_add_up": (
            "los importes no suman lo acordado: la diferencia es {rest}",
            "corrígelos, o deja la última fecha sin importe y se llevará el resto",
        ),
    }
)
