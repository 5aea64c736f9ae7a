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
PAYMENTS_UNTIL: Final = "Pagos recibidos hasta el"
CUSTOMER: Final = "Cliente"
DAY: Final = "Fecha"
TO_PAY: Final = "Para pagar"

# Why a customer gets no letter: told to our own person.
SKIPPED: Final = {
    "another_step": "hoy le toca otro paso: {step}",
    "not_wanted": "marcado «No enviar» en la hoja Cartas",
    "to_answer": "escribió y espera respuesta: contéstale tú primero",
    "to_correct": "antes hay que corregir o enviar lo que le falta",
    "unapplied_money": "tiene dinero o un saldo a favor sin aplicar: aclara primero a qué factura corresponde",
    "check_bank": "quizá ya pagó: revisa el banco y pon la fecha en «Conciliado hasta»",
    "internal": "«{step}» se hace en tu oficina, no con una carta",
    "by_phone": "«{step}» se habla por {channel}; está en la hoja Hoy. Para escribirlo: --paso {key}",
    "nobody_else": "no hay otra persona anotada; añádela en Clientes o en Contactos",
    "others_forbidden": "su país no permite hablar con otra persona, salvo que «Puede tratar la deuda» diga Sí",
    "channel_not_agreed": "no ha autorizado {channel}; anótalo en Clientes, «Canales autorizados»",
    "no_email": "falta el correo de la persona a quien se escribe",
    "bad_email": "«{found}» no es una dirección de correo",
    "no_phone": "falta el teléfono de la persona a quien se escribe",
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
