"""The password of the mail server: kept by the operating system (keyring), or in an environment variable. Never in a file.

Keyring is an extra, and a machine may have no keyring: both are told apart from a password that was never kept.
"""

import os
from typing import Final

from xl_cobranza.errors import Refused

VARIABLE: Final = "COBRANZA_SMTP_PASSWORD"
SERVICE: Final = "xl-cobranza"


def password(user: str) -> str:
    """That of a user. Raises Refused("no_mail_password") when there is none anywhere."""
    found = os.environ.get(VARIABLE) or _kept(user)
    if not found:
        raise Refused("no_mail_password", found=user, variable=VARIABLE)
    return found


def is_known(user: str) -> bool:
    return bool(os.environ.get(VARIABLE) or _kept(user))


def keep(user: str, secret: str) -> None:
    """Give it to the operating system. Raises Refused: no_keyring."""
    try:
        import keyring

        keyring.set_password(SERVICE, user, secret)
    except Exception as fault:  # each backend has errors of its own
        raise Refused("no_keyring", found=type(fault).__name__, variable=VARIABLE) from fault


def _kept(user: str) -> str | None:
    try:
        import keyring

        return keyring.get_password(SERVICE, user)
    except Exception:  # noqa: BLE001 - without a keyring there is nothing kept; see `keep`
        return None
