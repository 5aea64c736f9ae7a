"""What letters and statements say beside their templates, in Spanish; the reader is the customer, but for `SKIPPED`."""

from typing import Final

LONG_DATE: Final = "d 'de' MMMM 'de' y"
SHORT_DATE: Final = "dd/MM/y"
TOTAL: Final = "Total"
AGREED_TITLE: Final = "Con fecha o acuerdo de pago"
CREDIT: Final = "Nota de crédito {name}"
INSTALMENT: Final = "{number} de {of}"
DOWN_PAYMENT: Final = "Pago inicial"
STATEMENT: Final = "Estado de cuenta"
AGES: Final = "Antigüedad de lo pendiente"
AGE: Final = "Antigüedad"
BALANCE: Final = "Saldo"
SCHEDULE: Final = "Pagos acordados que quedan"
MOVEMENTS: Final = {
    "INVOICE": "Factura {names}",
    "INVOICE.due": "Factura {names}, vence el {due}",
    "CREDIT_NOTE": "Nota de crédito {names}",
    "WITHHELD": "Retención de {names}",
    "INTEREST": "Interés del acuerdo {names}",
    "PAYMENT": "Pago: {names}",
    "PAYMENT.none": "Pago",
    "EARLIER": "Pagado de {names}",
    "UNAPPLIED": "Pago por identificar",
    "ADJUSTMENT": "Ajuste",
}
BUCKETS: Final = {
    "not_due": "Por vencer",
    "over": "Más de {limit} días",
    "between": "{range} días",
    "unapplied": "A su favor, sin aplicar",
}
NO_MOVEMENTS: Final = "No hay movimientos."
MORE: Final = "y {count} más"
PAYMENTS_UNTIL: Final = "Incluye los pagos recibidos hasta el"
UNTIL: Final = "Pagos hasta el"
OPEN: Final = "Pendiente de pago"
CUSTOMER: Final = "Cliente"
DAY: Final = "Fecha"
TO_PAY: Final = "Para pagar"

# Why a customer gets no letter: told to our own person.
SKIPPED: Final = {
    "another_step": "hoy le toca otro paso: {step}",
    "not_wanted": "marcado «No enviar» en la hoja Cartas",
    "mark_unclear": "en la hoja Cartas, su «No enviar» no se entiende: pon Sí, o déjalo vacío para que salga",
    "to_answer": "escribió y espera respuesta: contéstale tú primero",
    "to_correct": "antes hay que corregir o enviar lo que le falta",
    "unapplied_money": "tiene dinero o un saldo a favor sin aplicar: aclara primero a qué factura corresponde",
    "check_bank": "quizá ya pagó: revisa el banco y pon la fecha en «Conciliado hasta»",
    "internal": "«{step}» se hace en tu oficina, no con una carta",
    "proof_missing": "«{step}» ya se envió: anota en Gestiones su Evidencia (entregado, certificado) para pasar al siguiente",
    "by_phone": "«{step}» se habla por {channel}; está en la hoja Hoy. Para escribirlo: --paso {key}",
    "nobody_else": "no hay otra persona anotada; añádela en Clientes o en Contactos",
    "others_forbidden": "su país no permite hablar con otra persona, salvo que «Puede tratar la deuda» diga Sí",
    "channel_not_agreed": "no ha autorizado {channel}; anótalo en Clientes, «Canales autorizados»",
    "no_email": "falta el correo de la persona a quien se escribe; ponlo en la hoja Clientes, columna «Correo» (si es otra persona, «Correo 2»)",
    "bad_email": "«{found}» no es una dirección de correo; corrígela en la hoja Clientes, columna «Correo» (si es otra persona, «Correo 2»)",
    "no_phone": "falta el teléfono de la persona a quien se escribe; ponlo en la hoja Clientes, columna «Teléfono» (si es otra persona, «Teléfono 2»)",
    "prepared_today": "su carta de hoy ya está preparada",
    "resting": "se le deja tranquilo hasta el {on}",
    "no_contact": "pidió que no se le contacte",
    "disputed": "todo está en disputa: se resuelve primero",
    "in_agreement": "cumple su acuerdo",
    "promised": "prometió pagar y aún está a tiempo",
    "on_hold": "está en pausa",
    "documented": "entregó un documento que aún no vence",
    "unreadable": "sus filas tienen datos por corregir",
}

# What the command and the button say of a day's letters.
TOLD: Final = {
    "batch_title": "Cartas del {day}",
    "open_pdf": "Abrir PDF",
    "open_docx": "Abrir Word",
    "open_eml": "Abrir correo",
    "open_txt": "Ver texto",
    "open_html": "Ver página",
    "open_whatsapp": "Escribir por WhatsApp",
    "summary": "{sheet} al {day}: {count} cartas",
    "summary_one": "{sheet} al {day}: 1 carta",
    "no_letters": "{sheet} al {day}: hoy no hay ninguna carta que preparar.",
    "customer": "Cliente",
    "step": "Paso",
    "channel": "Canal",
    "to": "Para",
    "owed": "Importe",
    "subject": "Asunto",
    "skipped": "Sin carta ({count}):",
    "skipped_resting": "Además, a {count} clientes se les deja tranquilos hoy.",
    "skipped_resting_one": "Además, a 1 cliente se le deja tranquilo hoy.",
    "saved": "Guardadas en {folder}",
    "next_posted": "Abre {index}: ahí está cada carta, a quién va y por qué.",
    "next": "Abre {index}: ahí está cada carta, a quién va y por qué. Nada se ha enviado. Quedan en Gestiones como «Preparado»; "
    "cuando envíes una, márcala en la hoja Cartas o anótala: cobranza registrar gestion.",
    "dry_run": "Simulación: no se escribió nada. Con --carpeta DIR y sin --simular se preparan.",
    "previewed": "Guardado en {path}. Ábrelo en la hoja Cartas: marca «No enviar» en las que no quieras; luego, cobranza cartas con --carpeta.",
    "already": "Las de hoy ya estaban preparadas: {count}. No se repiten.",
    "statement": "Estado de cuenta de {customer} al {day}: {files}",
    "file": "Archivo",
    "button": "Cartas del {day}: {count}. Están en {folder}, con la página {index}, que se abre ahora. Nada se ha enviado.",
    "button_none": "Hoy no hay ninguna carta que preparar.",
    "button_preview": "Cartas del {day}: {count}. Marca «No enviar» en las que no quieras y pulsa Generar.",
    "folder_name": "Cartas {day}",
}
