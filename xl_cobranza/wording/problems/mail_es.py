"""What can go wrong with sending by mail, in Spanish: kind → what was found, what to do."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "password_in_workbook": (
        "aquí parece haber una contraseña, y un libro la enseña a quien lo abra",
        "bórrala y guárdala con cobranza correo LIBRO --guardar-clave",
    ),
    "uncertain_mail": (
        "no se sabe si llegó el correo a {found} del {at}, y no se reenvía solo",
        "averígualo y escribe cobranza correo LIBRO --resolver enviada o no-enviada",
    ),
    "mail_not_written": (
        "correos enviados que el libro aún no dice: {found}",
        "vuelve a ejecutar cobranza recalcular",
    ),
    "send_log_unreadable": (
        "la línea {found} del registro de envíos no se puede leer, y sin él no se envía nada",
        "pide ayuda antes de tocar ese archivo; recupera una copia si la tienes",
    ),
}
REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "sending_elsewhere": (
        "otra ejecución está enviando correos de esta carpeta (proceso {pid} en {host})",
        "espera a que termine y vuelve a intentarlo",
    ),
    "send_log_lost": (
        "otra ejecución empezó a enviar mientras esta esperaba, y esta se detuvo",
        "espera a que la otra termine y vuelve a intentarlo; nada va dos veces",
    ),
    "send_log_damaged": (
        "la línea {found} del registro de envíos no se puede leer, y sin él no se envía nada",
        "pide ayuda antes de tocar ese archivo; recupera una copia si la tienes",
    ),
    "mail_not_set_up": (
        "para enviar falta {found} en los Parámetros de la hoja Política",
        "escríbelo y prueba con cobranza correo LIBRO --probar",
    ),
    "mail_bad_redirect": (
        "«{found}», en Redirigir a, no es una dirección, y sin ella las cartas irían a los clientes",
        "corrígela, o vacía esa celda si ya no es una prueba",
    ),
    "no_mail_password": (
        "falta la contraseña de correo de {found}",
        "guárdala con cobranza correo LIBRO --guardar-clave, o ponla en la variable {variable}",
    ),
    "no_terminal": (
        "la contraseña se escribe en una ventana, para que nadie la vea",
        "ejecuta la orden en una, o pon la contraseña en la variable {variable}",
    ),
    "no_keyring": (
        "este equipo no ofrece dónde guardar contraseñas ({found})",
        "instala keyring (python -m pip install keyring), o pon la contraseña en la variable {variable}",
    ),
    "mail_unreachable": (
        "no se pudo conectar con el servidor de correo ({found})",
        "comprueba la conexión, Servidor de correo y Puerto",
    ),
    "mail_no_tls": (
        "el servidor no ofrece una conexión cifrada, y no se envía sin ella",
        "prueba con Seguridad SSL/TLS, o pregunta a tu proveedor por el puerto",
    ),
    "mail_no_login": (
        "el servidor no admite usuario y contraseña por este puerto",
        "comprueba Puerto y Seguridad, o borra Usuario de correo",
    ),
    "mail_certificate": (
        "el certificado del servidor no es de fiar ({found})",
        "comprueba el nombre en Servidor de correo; si es ese, avisa a tu proveedor",
    ),
    "mail_password_in_clear": (
        "sin cifrado, la contraseña se podría leer por el camino",
        "pon Seguridad STARTTLS o SSL/TLS, o borra Usuario de correo",
    ),
    "mail_login_refused": (
        "el servidor no aceptó el usuario {found} y su contraseña ({said})",
        "guarda la contraseña otra vez con cobranza correo LIBRO --guardar-clave; algunos proveedores piden una «de aplicación»",
    ),
    "mail_server_fault": ("el servidor de correo respondió «{found}»", "vuelve a intentarlo más tarde"),
    "mail_sender_refused": (
        "el servidor no deja enviar desde esta dirección ({found})",
        "corrige Correo en Política",
    ),
    "mail_server_says_later": (
        "el servidor falló varias veces seguidas (la última: {found}) y el envío se detuvo",
        "vuelve a ejecutar la orden más tarde; nada va dos veces",
    ),
    "send_needs_a_yes": (
        "van a salir correos y no hay nadie que lo confirme",
        "ejecuta la orden en una ventana, o añade --si",
    ),
    "send_of_another_day": (
        "estas cartas son del {found}, y solo se envían las de hoy",
        "quita --fecha, vacía FechaCorte, o déjalas en borrador sin --enviar",
    ),
    "nothing_to_resolve": ("no hay ningún correo que resolver ({found})", "para verlos: cobranza correo LIBRO"),
    "which_to_resolve": ("hay inciertos de varios clientes: {found}", "elige uno con --cliente"),
    "bad_resolution": ("no se puede resolver como «{found}»", "escribe enviada o no-enviada"),
    "no_outlook": (
        "no se pudo usar Outlook ({found})",
        "abre el Outlook clásico en Windows, o los borradores .eml de la carpeta, que sirven en cualquier programa de correo",
    ),
}
