"""What a decision is called and told in Spanish. One line a key; `{…}` are filled by `decisions`."""

from typing import Final

STAGES: Final = {
    "emitida": "Emitida",
    "por_vencer": "Por vencer",
    "recordatorio": "Recordatorio",
    "otro_contacto": "Otro contacto",
    "aviso_suspension": "Aviso de suspensión",
    "suspension": "Suspensión",
    "visita": "Visita y recordatorios",
    "negociacion": "Negociación",
    "requerimiento": "Requerimiento de pago",
    "externa": "Gestión externa",
    "legal": "Vía legal",
    "revisar": "Revisar",
    "cancelada": "Cancelada",
    "incobrable": "Incobrable",
    "cedida": "Cedida",
    "confirmada": "Confirmada",
    "concurso": "Concurso",
    "vinculada": "Vinculada",
    "pagada": "Pagada",
    "a_favor": "A favor del cliente",
    "diferencia_menor": "Diferencia menor",
    "no_contactar": "No contactar",
    "en_pausa": "En pausa",
    "en_disputa": "En disputa",
    "documentada": "Documentada",
    "en_acuerdo": "En acuerdo",
    "acuerdo_incumplido": "Acuerdo incumplido",
    "promesa": "Promesa de pago",
    # steps that are no stage
    "contestar": "Contestar",
    "identificar_pago": "Identificar pago",
    "revisar_banco": "Revisar banco",
    "resolver_disputa": "Resolver disputa",
    "corregir": "Corregir",
    "renegociar": "Renegociar",
    "cuota_por_vencer": "Cuota por vencer",
    "cuota_vencida": "Cuota vencida",
    "condonar": "Registrar condonación",
    "aplicar_saldo": "Aplicar saldo a favor",
    "agradecer": "Agradecer",
}

CHANNELS: Final = {
    "email": "Correo",
    "phone": "Teléfono",
    "whatsapp": "WhatsApp",
    "letter": "Carta",
    "visit": "Visita",
    "internal": "Interno",
}

BUCKETS: Final = {"not_due": "Por vencer", "over": "Más de {limit}", "unapplied": "Sin aplicar"}

VERBS: Final = {
    "email": "Escribir a {who}",
    "phone": "Llamar a {who}",
    "whatsapp": "Escribir por WhatsApp a {who}",
    "letter": "Enviar una carta a {who}",
    "visit": "Visitar a {who}",
    "internal": "Con {who}",
}

ACTIONS: Final = {
    "emitida": "{reach_and} y confirmar recepción, conformidad y condiciones de pago",
    "por_vencer": "{reach}: recordatorio amable antes del vencimiento",
    "recordatorio": "{reach}: recordatorio suave; preguntar si hay dudas o un error en la factura",
    "otro_contacto": "{reach_other_and} y pedirle ayuda",
    "aviso_suspension": "{reach}: avisar la suspensión y ofrecer una salida",
    "suspension": "Proponer la suspensión ya avisada a {name}",
    "visita": "{reach}: acordar una visita; recordatorio firme y cordial",
    "negociacion": "{reach}: negociar plazos o un descuento por pago único",
    "requerimiento": "Enviar a {who} el requerimiento de pago por medio fehaciente",
    "externa": "Preparar el expediente de {name} para la gestión externa",
    "legal": "Preparar el expediente de {name} para la vía legal",
    "contestar": "Contestar a {who}",
    "identificar_pago": "Identificar el pago o saldo a favor de {name} antes de reclamar",
    "revisar_banco": "Revisar en el banco si {name} ya pagó",
    "resolver_disputa": "Resolver la disputa con {owner} y contestar en 3 días hábiles",
    "corregir": "Corregir la factura {folio} y enviarla de nuevo a {who}",
    "corregir.no_invoice": "Enviar la factura {folio} a {who}",
    "corregir.missing_document": "Enviar a {who} el documento que falta de la factura {folio}",
    "renegociar": "{reach_and} y buscar otro acuerdo",
    "cuota_por_vencer": "{reach}: recordar con amabilidad {instalment}, que vence el {due}",
    "cuota_vencida": "{reach}: preguntar con suavidad por {instalment}, que venció el {due}",
    "condonar": "Registrar la nota de crédito por lo que se perdonó a {name} en el acuerdo",
    "aplicar_saldo": "Aplicar o devolver el saldo a favor de {name}",
    "agradecer": "Agradecer el pago a {who}",
    # no step: what to expect
    "promesa": "Esperar el pago prometido",
    "en_pausa": "Nada hasta que acabe la pausa",
    "en_acuerdo": "Seguir las cuotas del acuerdo",
    "en_acuerdo.ES": "Seguir los plazos del acuerdo",
    "en_acuerdo.MX": "Seguir las parcialidades del acuerdo",
    "documentada": "Esperar al vencimiento del documento",
    "no_contactar": "No contactar",
    "diferencia_menor": "Nada que reclamar",
    "cancelada": "Nada que reclamar",
    "incobrable": "Nada que reclamar",
    "cedida": "La cobra el cesionario",
    "confirmada": "La paga el banco del cliente (confirming)",
    "concurso": "Comunicar el crédito en el concurso",
    "vinculada": "Conciliar el saldo con la empresa vinculada",
    "revisar": "Corregir el dato señalado y recalcular",
    # pieces
    "custom": "{action} ({who})",
    "included": "Incluida en la gestión de {folio}",
    "someone_else": "otra persona de {name}",
    "responsible": "la persona responsable",
}

FACTS: Final = {
    "days.late": "{0} días de vencida",
    "days.one": "1 día de vencida",
    "days.today": "vence hoy",
    "days.ahead": "vence en {0} días",
    "days.tomorrow": "vence mañana",
    "pay_day": "se cuenta desde su día de pago, {0}",
    "first_contact": "nadie ha contactado aún: se empieza con suavidad",
    "unanswered": "{0} gestiones sin respuesta, la última el {1}",
    "unanswered.one": "sin respuesta a la gestión del {0}",
    "last_contact": "última gestión el {0}",
    "gate": "antes de «{0}» falta «{1}»",
    "announced": "suspensión avisada el {0}",
    "at_once": "pide plazo o tiene dificultades: se negocia ya",
    "at_once.refusals": "{0} negativas: se negocia ya",
    "time": "intento {0} de {1}",
    "not_issued": "se emite el {0}: no hay nada que confirmar todavía",
    "all_done": "lo de esta etapa ya está hecho: se espera",
    "all_taken": "ya se dieron todos los pasos: decide tú cómo seguir",
    "manual": "etapa decidida por una persona",
    "broken_promise": "{1} promesas incumplidas, la última del {0}",
    "broken_promise.one": "no cumplió la promesa del {0}",
    "part_disputed": "en disputa {0}: se reclama el resto",
    "part_promised": "prometió una parte para el {0}",
    "wrote": "el cliente escribió el {0} y espera respuesta",
    "unapplied": "el cliente tiene dinero sin aplicar: no se le escribe hasta identificarlo",
    "reconciled_until": "el banco solo está conciliado hasta el {0}",
    "cause": "la causa es nuestra: {0}",
    "disputed": "en disputa",
    "disputed.reason": "en disputa: {0}",
    "instrument_due": "hay un documento que vence el {0}",
    "agreement": "al corriente en el acuerdo {0}: {1} vence el {2}",
    "agreement_late": "en el acuerdo {0} falta {1}, que venció el {2}: se espera hasta el {3}",
    "agreement_unknown": "tiene el acuerdo {0}, que no dice en qué fechas se paga",
    "agreement_broken": "incumplió el acuerdo {0}: falta {1}, que venció el {2}",
    "agreement_behind": "en total lleva atrasados {0}",
    "agreement_accelerated": "según lo pactado, vence ya todo lo que queda: {0}",
    "agreement_fulfilled": "cumplió el acuerdo {0}: lo que queda, {1}, se le perdonó",
    "renegotiated": "el acuerdo ya se ha renegociado {0} veces",
    "renegotiated.one": "el acuerdo ya se renegoció una vez",
    "instalment_reminded": "se le recordó el {0}",
    "promised": "prometió pagar el {0}",
    "until": "en pausa hasta el {0}",
    "paid_on": "pagó el {0} después de una gestión",
    # rules that need no figure
    "rule.situation": "marcada como «{stage}»",
    "rule.related_party": "es de una empresa vinculada",
    "rule.paid": "no se debe nada",
    "rule.credit": "saldo a favor del cliente",
    "rule.small_difference": "por debajo de la tolerancia",
    "rule.no_contact": "el cliente está marcado como «No contactar»",
    "rule.unreadable": "un dato de la fila no se puede leer",
}

CAUSES: Final = {
    "no_invoice": "no recibió la factura",
    "invoice_error": "error en la factura",
    "missing_document": "falta un documento",
}

# an instalment as each country calls it, and the down payment
INSTALMENT: Final = {"": "la cuota {0} de {1}", "MX": "la parcialidad {0} de {1}", "ES": "el plazo {0} de {1}"}
DOWN_PAYMENT: Final = {"": "el pago inicial", "MX": "el enganche", "ES": "la entrada"}
ONLY_INSTALMENT: Final = "el pago acordado"
REST: Final = "el resto de {0}"
OF: Final = "{0} ({1})"

DRIVERS: Final = {
    "balance": "saldo",
    "broken": "compromiso incumplido",
    "unanswered": "falta de respuesta",
    "no_contact_days": "días sin contacto",
    "days_overdue": "días de vencida",
    "never_contacted": "falta de contacto",
    "profile": "perfil del cliente",
    "answer": "respuesta pendiente",
}

PRIORITY: Final = "prioridad por {0}"
KEPT: Final = "{0} de {1}"
AND: Final = " y "
DATE: Final = "%d/%m/%Y"
ANYONE: Final = "el cliente"  # a customer without a name, and how that is written behind «a» and «de»
JOINED: Final = {" a el cliente": " al cliente", " de el cliente": " del cliente"}
