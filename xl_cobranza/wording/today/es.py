"""What `Hoy` says in Spanish. The openings are said to the customer, with «usted»; the rest to our own person."""

from typing import Final

OPENINGS: Final = {
    "emitida": "¿Les llegó bien {debt}? Quería confirmar que todo está conforme y que la fecha de pago queda clara.",
    "por_vencer": "Le recuerdo con tiempo {debt}. ¿Está todo en orden para el pago?",
    "recordatorio": "Quizá se les ha pasado: está pendiente {debt}. ¿La recibieron bien, o hay alguna duda o un error?",
    "recordatorio.many": "Quizá se les ha pasado: están pendientes {debt}. ¿Las recibieron bien, o hay alguna duda o un error?",
    "otro_contacto": "No consigo hablar con {main} y quizá usted pueda ayudarme: ¿con quién podría tratar un asunto administrativo?",
    "aviso_suspension": "Antes de tener que pausar el servicio, busquemos una salida para {debt}: ¿qué fecha o qué plazos les vendrían bien?",
    "visita": "Me gustaría verles para encontrar juntos una solución para {debt}. ¿Qué día les viene bien?",
    "negociacion": "Busquemos algo que puedan cumplir con {debt}: plazos, o un descuento por un solo pago. ¿Qué les resultaría posible?",
    "requerimiento": "Antes de enviarles por escrito el requerimiento de {debt}, quería ofrecerles otra vez una fecha, o plazos.",
    "contestar": "Gracias por su mensaje, y perdone la espera. Le contesto ahora mismo.",
    "corregir": "Sentimos el inconveniente con la factura {folio}. Se la envío ya corregida; ¿me confirma que así está bien?",
    "cuota_por_vencer": "Le recuerdo con tiempo {debt}. ¿Está todo en orden para el pago?",
    "cuota_vencida": "Quizá se les ha pasado: está pendiente {debt}. ¿Ha habido algún problema con el pago?",
    "renegociar": "El acuerdo anterior no ha podido ser. ¿Qué pago les resultaría realista ahora?",
    "agradecer": "Muchas gracias por su pago. Es un gusto trabajar con ustedes.",
}

GREETING: Final = "Buenos días, {who}"
GREETING_NOBODY: Final = "Buenos días"
PRESENTATION: Final = ": soy {sender}, de {company}"
PRESENTATION_SENDER: Final = ": soy {sender}"
PRESENTATION_COMPANY: Final = ": le hablo de {company}"

ONE_LATE: Final = "la factura {folio}, de {amount}, que venció el {due}"
ONE_AHEAD: Final = "la factura {folio}, de {amount}, que vence el {due}"
ONE_TODAY: Final = "la factura {folio}, de {amount}, que vence hoy"
ONE_INSTALMENT_LATE: Final = "{part} de nuestro acuerdo, que venció el {due}"
ONE_INSTALMENT_AHEAD: Final = "{part} de nuestro acuerdo, que vence el {due}"
MANY: Final = "{count} facturas que suman {sum}"

INVOICE_LATE: Final = "{folio}: {amount}, {days} d"
INVOICE_AHEAD: Final = "{folio}: {amount}, en {days} d"
INVOICE_TODAY: Final = "{folio}: {amount}, hoy"
MORE: Final = "y {count} más"
SUBJECT: Final = "Factura {folio}"
SUBJECT_MANY: Final = "Facturas {folios}"
SUBJECT_MORE: Final = "Facturas {folios} y otras"
SUBJECT_PLAIN: Final = "{company}"
SUBJECT_AGREEMENT: Final = "Acuerdo {id}"
WRITE: Final = "Escribir"

TALK: Final = "{date}: {what}"

TOTALS_NONE: Final = "Hoy no hay que contactar a nadie."
TOTALS_ONE: Final = "1 cliente: {sum}"
TOTALS: Final = "{count} clientes: {sum}"

NOTHING: Final = "Nada pendiente"
BANK: Final = "Revisar si ya pagaron: {names}"
UNIDENTIFIED_OF: Final = "{name}: {sum}"
NOBODY: Final = "sin cliente"
ANSWERS: Final = "{names}"
DISPUTES: Final = "{items}"
DISPUTE: Final = "{folio} de {name}"
DISPUTE_REASON: Final = "{folio} de {name} («{reason}»)"

DATE: Final = "%d/%m/%Y"
