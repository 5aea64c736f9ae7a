"""What can go wrong with sending by mail, in English: kind → what was found, what to do."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "password_in_workbook": (
        "this looks like a password, and a workbook shows it to whoever opens it",
        "delete it and keep it with cobranza correo LIBRO --guardar-clave",
    ),
    "uncertain_mail": (
        "nobody knows whether the mail to {found} of {at} arrived, and it is not sent again by itself",
        "find out and type cobranza correo LIBRO --resolver enviada or no-enviada",
    ),
    "mail_not_written": (
        "mails that were sent and the workbook does not say yet: {found}",
        "run cobranza recalcular again",
    ),
    "send_log_unreadable": (
        "line {found} of the send log cannot be read, and without it nothing is sent",
        "ask for help before touching that file; bring back a copy if you have one",
    ),
}
REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "sending_elsewhere": (
        "another run is sending mails of this folder (process {pid} on {host})",
        "wait until it is done and try again",
    ),
    "send_log_lost": (
        "another run began to send while this one waited, and this one stopped",
        "wait until the other is done and try again; nothing goes twice",
    ),
    "send_log_damaged": (
        "line {found} of the send log cannot be read, and without it nothing is sent",
        "ask for help before touching that file; bring back a copy if you have one",
    ),
    "mail_not_set_up": (
        "to send, {found} is missing among the parameters of the policy",
        "type it and try with cobranza correo LIBRO --probar",
    ),
    "mail_bad_redirect": (
        "“{found}”, where mails are to be redirected, is no address, and without one the letters would go to the customers",
        "correct it, or empty that cell if this is no longer a test",
    ),
    "no_mail_password": (
        "the mail password of {found} is missing",
        "keep it with cobranza correo LIBRO --guardar-clave, or put it into the variable {variable}",
    ),
    "no_terminal": (
        "the password is typed in a window, so that nobody sees it",
        "run the command in one, or put the password into the variable {variable}",
    ),
    "no_keyring": (
        "this machine offers no place to keep passwords ({found})",
        "install keyring (python -m pip install keyring), or put the password into the variable {variable}",
    ),
    "mail_unreachable": (
        "the mail server could not be reached ({found})",
        "check the connection, the mail server and the port",
    ),
    "mail_no_tls": (
        "the server offers no encrypted connection, and nothing is sent without one",
        "try the security SSL/TLS, or ask your provider for the port",
    ),
    "mail_no_login": (
        "the server takes no user and password on this port",
        "check the port and the security, or delete the mail user",
    ),
    "mail_certificate": (
        "the certificate of the server cannot be trusted ({found})",
        "check the name of the mail server; if it is right, tell your provider",
    ),
    "mail_password_in_clear": (
        "without encryption the password could be read on its way",
        "set the security to STARTTLS or SSL/TLS, or delete the mail user",
    ),
    "mail_login_refused": (
        "the server did not accept the user {found} and its password ({said})",
        "keep the password again with cobranza correo LIBRO --guardar-clave; some providers want one “for applications”",
    ),
    "mail_server_fault": ("the mail server replied “{found}”", "try again later"),
    "mail_sender_refused": (
        "the server does not let this address send ({found})",
        "correct the e-mail in the policy",
    ),
    "mail_server_says_later": (
        "the server failed several times in a row (last: {found}) and sending stopped",
        "run the command again later; nothing goes twice",
    ),
    "send_needs_a_yes": (
        "mails are about to go and there is nobody to confirm it",
        "run the command in a window, or add --si",
    ),
    "send_of_another_day": (
        "these letters are of {found}, and only those of today are sent",
        "leave --fecha out, empty FechaCorte, or keep them as drafts without --enviar",
    ),
    "nothing_to_resolve": ("there is no mail to resolve ({found})", "to see them: cobranza correo LIBRO"),
    "which_to_resolve": ("there are uncertain ones of several customers: {found}", "choose one with --cliente"),
    "bad_resolution": ("nothing is resolved as “{found}”", "type enviada or no-enviada"),
    "no_outlook": (
        "there is no Outlook to use ({found})",
        "open classic Outlook on Windows, or the .eml drafts of the folder, which any mail program reads",
    ),
}
