"""What looks like a secret: no workbook may hold one, for it shows it to whoever opens it."""

from typing import Final

from xl_cobranza.book.headings import fold

_PARTS: Final = ("contrasena", "password", "passwd", "clavedecorreo", "clavesmtp", "clavedelcorreo", "smtppass")
_WORDS: Final = frozenset({"clave", "pass", "pwd", "pin", "secreto", "token", "apikey"})


def names_a_password(word: str) -> bool:
    """Whether the name of a parameter asks for a password.

    >>> names_a_password("Contraseña de correo"), names_a_password("SMTP password"), names_a_password("Clave")
    (True, True, True)
    >>> names_a_password("Base de días")
    False
    """
    folded = fold(word)
    return folded in _WORDS or any(part in folded for part in _PARTS)
