"""Refusals of documents and dossiers, in Spanish: what was found, what to do."""

from typing import Final

REFUSALS: Final = {
    "unknown_document": ("no hay ningún documento «{found}»", "elige entre: {known}"),
    "document_needs": ("al documento «{found}» le falta de qué trata", "escribe una sola de estas opciones: {known}"),
    "document_needs_sum": (
        "al documento «{found}» le falta {known}",
        "añádelo, con el importe o la fecha que proponéis",
    ),
    "date_passed": ("el {found} es anterior al día del documento ({known})", "elige un día que esté por llegar"),
    "offer_above_debt": (
        "{found} no está entre cero y lo que se debe ({known})",
        "escribe un importe que no pase de ahí",
    ),
    "agreement_not_found": ("no hay ningún acuerdo «{found}»", "los que hay son: {known}"),
    "agreement_has_no_schedule": (
        "el acuerdo {found} no tiene calendario",
        "haz su hoja «Acuerdo {found}», con N.º, Fecha y Cuota, o haz un acuerdo nuevo",
    ),
    "instalment_overdue": (
        "el acuerdo {found} tiene una cuota vencida, y un pagaré no puede vencer antes de firmarse",
        "renegocia el acuerdo; si ya está incumplido o cancelado, haz un pagaré de las facturas con --folio y --hasta",
    ),
    "note_of_agreed": (
        "la factura {found} está en el acuerdo {id}, que sigue en vigor",
        "haz los pagarés de sus cuotas con --acuerdo {id}; los de otras facturas, con --folio",
    ),
    "concession_of_agreed": (
        "la factura {found} está en el acuerdo {id}, que sigue en vigor",
        "renegócialo con cobranza acuerdo … --sustituye {id}, o escribe antes Cancelado en su Estado, en Acuerdos",
    ),
    "payment_returned": (
        "el movimiento {found} es una devolución, y de lo devuelto no se da recibo",
        "elige el Id de un cobro",
    ),
    "payment_not_found": ("no hay ningún pago con el Id «{found}»", "mira la columna Id de Pagos"),
    "payment_of_nobody": ("del pago {found} no se sabe de quién es", "escribe su Cliente en Pagos"),
    "folio_of_many": ("varios clientes tienen una factura «{found}»: {known}", "escríbela con su serie"),
    "nothing_owed_here": ("{found} no debe nada de eso a esta fecha", "revisa la fecha o elige otra factura"),
    "currencies_in_document": (
        "hay facturas en varias monedas ({found}), que no se suman",
        "haz un documento por factura, con --folio",
    ),
    "no_currency_in_document": (
        "no se sabe en qué moneda se debe {found}, y una suma en letras la dice",
        "escribe Moneda en Facturas, o en Política",
    ),
    "still_owed": (
        "{found} todavía debe algo, y un finiquito dice que no",
        "haz antes un recibo (recibo) o una propuesta (concesion)",
    ),
    "nothing_paid": ("de {found} no consta ningún pago", "anota el pago en Pagos y vuelve a intentarlo"),
    "file_differs": (
        "en {folder} ya hay otro {found}, que quizá editaste",
        "muévelo o cámbiale el nombre, o elige otra carpeta",
    ),
}
