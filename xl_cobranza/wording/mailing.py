"""What is said about sending by mail: before it, after it, and in the log of contacts."""

from collections.abc import Mapping
from typing import Final

from xl_cobranza.domain.mailing import Hindrance, Posting, State

_ES: Final[Mapping[str, str]] = {
    # before
    "about_to_send": "Se van a enviar por {server}, desde {sender}, {count} correos:",
    "about_to_send_one": "Se va a enviar por {server}, desde {sender}, 1 correo:",
    "redirected": "PRUEBA: todos irán solo a {to}, y ninguno contará como enviado.",
    "mail": "  {customer} <{to}>",
    "more_mails": "  … y {count} más",
    "confirm": "Para enviarlos escribe el número de correos ({count}); con cualquier otra cosa no se envía nada:",
    "not_confirmed": "No se envió nada.",
    "would_send": "Simulación: ahora se enviarían {count} correos; no se envió ninguno.",
    "nothing_to_send": "No hay ningún correo que enviar ahora.",
    "waiting": "Espero {seconds} s antes del siguiente correo.",
    # after
    "sent": "Enviados: {count}.",
    "tested": "Prueba: {count} correos enviados a {to}. Ninguno cuenta como enviado.",
    "rejected": "Devueltos por el servidor: {count}. Corrige la dirección en Clientes; quedan anotados como Devuelto:",
    "postponed": "El servidor pidió esperar: {count}. Vuelve a ejecutar la orden más tarde:",
    "uncertain": "Inciertos: {count}. La conexión se cortó sin respuesta y quizá llegaron; no se reenvían solos. "
    "Mira la carpeta de enviados o pregunta al cliente, y después escribe: "
    "cobranza correo {workbook} --resolver enviada (o no-enviada) --cliente C",
    "item": "  {customer} <{to}>: {reply}",
    "held": "No se envían ahora: {count}.",
    "held_item": "  {customer}: {why}",
    "stopped": "El envío se detuvo; lo que falta se enviará cuando vuelvas a ejecutar la orden.",
    "written": "Anotados en Gestiones: {count}.",
    "not_written": "Lo enviado está a salvo en el registro y se anotará en Gestiones la próxima vez que ejecutes cobranza recalcular.",
    # the command `correo`
    "account": "Servidor: {server}. Seguridad: {security}. Usuario: {user}. Se envía desde: {sender}.",
    "no_user": "ninguno",
    "password_known": "Contraseña: guardada en este equipo.",
    "password_unknown": "Contraseña: falta. Para guardarla: cobranza correo {workbook} --guardar-clave",
    "redirect_on": "Redirigir a: {to}. Mientras esté puesto, nada llega a los clientes.",
    "limits": "Como mucho {minute} correos por minuto y {day} en 24 horas; en las últimas 24 horas: {used}.",
    "no_account": "No se puede enviar: en Política, escribe Servidor de correo y Correo.",
    "nothing_uncertain": "No hay ningún correo incierto.",
    "ask_password": "Contraseña de {user} (no se ve al escribirla): ",
    "password_kept": "Guardada en el almacén de contraseñas de este equipo; en el libro no queda nada.",
    "test_sent": "Correo de prueba enviado a {to}. Mira si llegó.",
    "test_subject": "Prueba de xl-cobranza",
    "test_body": "Este correo lo envió xl-cobranza para comprobar el servidor. No hay que hacer nada.",
    "resolved": "Resueltos: {count}.",
    "test_mark": "PRUEBA",
    # Outlook
    "drafted": "Borradores en Outlook: {count}. Revísalos allí y envíalos tú; no se ha enviado nada.",
}
_EN: Final[Mapping[str, str]] = {
    "about_to_send": "{count} mails are about to go through {server}, from {sender}:",
    "about_to_send_one": "1 mail is about to go through {server}, from {sender}:",
    "redirected": "TEST: all will go to {to} alone, and none will count as sent.",
    "mail": "  {customer} <{to}>",
    "more_mails": "  … and {count} more",
    "confirm": "To send them type the number of mails ({count}); with anything else nothing is sent:",
    "not_confirmed": "Nothing was sent.",
    "would_send": "Dry run: {count} mails would be sent now; none was.",
    "nothing_to_send": "There is no mail to send now.",
    "waiting": "Waiting {seconds} s before the next mail.",
    "sent": "Sent: {count}.",
    "tested": "Test: {count} mails sent to {to}. None counts as sent.",
    "rejected": "Returned by the server: {count}. Correct the address among the customers; they are logged as Returned:",
    "postponed": "The server asked to wait: {count}. Run the command again later:",
    "uncertain": "Uncertain: {count}. The connection broke without a reply and they may have arrived; they are not sent again "
    "by themselves. Look in the sent mail or ask the customer, then type: "
    "cobranza correo {workbook} --resolver enviada (or no-enviada) --cliente C",
    "item": "  {customer} <{to}>: {reply}",
    "held": "Not sent now: {count}.",
    "held_item": "  {customer}: {why}",
    "stopped": "Sending stopped; the rest will go when you run the command again.",
    "written": "Logged: {count}.",
    "not_written": "What was sent is safe in the send log and goes into the contact log the next time you run cobranza recalcular.",
    "account": "Server: {server}. Security: {security}. User: {user}. Sent from: {sender}.",
    "no_user": "none",
    "password_known": "Password: kept on this machine.",
    "password_unknown": "Password: missing. To keep it: cobranza correo {workbook} --guardar-clave",
    "redirect_on": "Redirect to: {to}. While it is set, nothing reaches the customers.",
    "limits": "At most {minute} mails a minute and {day} in 24 hours; in the last 24 hours: {used}.",
    "no_account": "Nothing can be sent: in the policy, type the mail server and the e-mail.",
    "nothing_uncertain": "There is no uncertain mail.",
    "ask_password": "Password of {user} (not shown as you type): ",
    "password_kept": "Kept in the password store of this machine; nothing stays in the workbook.",
    "test_sent": "Test mail sent to {to}. See whether it arrived.",
    "test_subject": "Test of xl-cobranza",
    "test_body": "xl-cobranza sent this mail to check the server. There is nothing to do.",
    "resolved": "Resolved: {count}.",
    "test_mark": "TEST",
    "drafted": "Drafts in Outlook: {count}. Look at them there and send them yourself; nothing was sent.",
}
MESSAGES: Final = {"es": _ES, "en": _EN}

HINDRANCES: Final[Mapping[str, Mapping[Hindrance, str]]] = {
    "es": {
        Hindrance.ALREADY_SENT: "ya se le envió el {at}",
        Hindrance.UNCERTAIN: "hay uno incierto del {at}; resuélvelo antes con cobranza correo",
        Hindrance.REJECTED: "el servidor devolvió esa dirección el {at}; corrígela en Clientes",
        Hindrance.OUT_OF_HOURS: "fuera de horario; puede ir desde el {until}",
        Hindrance.NOT_ALLOWED: "a este cliente no se le puede escribir",
        Hindrance.DAY_IS_FULL: "se alcanzó el máximo por día; puede ir desde el {until}",
        Hindrance.STOPPED: "el envío se detuvo antes",
    },
    "en": {
        Hindrance.ALREADY_SENT: "already sent on {at}",
        Hindrance.UNCERTAIN: "there is an uncertain one of {at}; resolve it first with cobranza correo",
        Hindrance.REJECTED: "the server returned that address on {at}; correct it among the customers",
        Hindrance.OUT_OF_HOURS: "outside hours; it may go from {until}",
        Hindrance.NOT_ALLOWED: "this customer may not be written to",
        Hindrance.DAY_IS_FULL: "the daily maximum is reached; it may go from {until}",
        Hindrance.STOPPED: "sending stopped before",
    },
}

_NOTES: Final[Mapping[str, Mapping[State, str]]] = {
    "es": {
        State.SENT: "Correo a {to} (ref. {reference})",
        State.CONFIRMED: "Correo a {to}: una persona confirma que llegó (ref. {reference})",
        State.REJECTED: "Correo a {to}: el servidor respondió «{reply}» (ref. {reference})",
        State.UNCERTAIN: "Correo a {to}: sin respuesta del servidor, quizá llegó (ref. {reference})",
    },
    "en": {
        State.SENT: "Mail to {to} (ref. {reference})",
        State.CONFIRMED: "Mail to {to}: a person confirms that it arrived (ref. {reference})",
        State.REJECTED: "Mail to {to}: the server replied “{reply}” (ref. {reference})",
        State.UNCERTAIN: "Mail to {to}: no reply of the server, it may have arrived (ref. {reference})",
    },
}


def message(key: str, language: str = "es", **data: object) -> str:
    """One sentence, filled.

    >>> message("sent", "es", count=3)
    'Enviados: 3.'
    """
    return MESSAGES.get(language, _ES)[key].format(**data)


def hindrance(why: Hindrance, language: str = "es", **data: object) -> str:
    """Why a message does not go now; `at` and `until` as they are to be read.

    >>> hindrance(Hindrance.OUT_OF_HOURS, "es", until="30/11/2026 08:00")
    'fuera de horario; puede ir desde el 30/11/2026 08:00'
    """
    return HINDRANCES.get(language, HINDRANCES["es"])[why].format(**data)


def log_note(posting: Posting, language: str = "es") -> str:
    """What the log of contacts says of a message: to which address, what the server said, and its reference."""
    return _NOTES.get(language, _NOTES["es"])[posting.state].format(
        to=", ".join(posting.to), reply=posting.reply, reference=posting.reference
    )
