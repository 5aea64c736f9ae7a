"""The mail server that the workbook names, with the password of this machine."""

from typing import NamedTuple

from xl_cobranza.adapters.outbox.sending import passwords
from xl_cobranza.adapters.outbox.sending.headers import Sender
from xl_cobranza.adapters.outbox.sending.pace import Limits
from xl_cobranza.adapters.outbox.sending.server import PORTS, Account
from xl_cobranza.book import words
from xl_cobranza.domain.addresses import is_address
from xl_cobranza.domain.policy import Parameters
from xl_cobranza.errors import Refused


class Setting(NamedTuple):
    """What sending needs: the server, who sends, how fast, and for a test the one address that gets all."""

    account: Account
    sender: Sender
    limits: Limits
    redirect: str = ""

    @property
    def server(self) -> str:
        return f"{self.account.host}:{self.account.port or PORTS[self.account.security]}"


def setting(parameters: Parameters, *, with_password: bool = True) -> Setting:
    """Raises Refused: `mail_not_set_up` naming the parameter, `mail_bad_redirect`, `no_mail_password`."""
    if not parameters.mail_server:
        raise _missing("mail_server", parameters)
    address = parameters.email or parameters.mail_user
    if not is_address(address):
        raise _missing("email", parameters)
    if parameters.mail_redirect and not is_address(parameters.mail_redirect):
        raise Refused("mail_bad_redirect", found=parameters.mail_redirect)
    user = parameters.mail_user
    password = passwords.password(user) if user and with_password else ""
    account = Account(parameters.mail_server, parameters.mail_port, parameters.mail_security, user, password)
    limits = Limits(parameters.mail_per_minute, parameters.mail_per_day)
    name = parameters.company or parameters.sender
    return Setting(account, Sender(address, name), limits, parameters.mail_redirect)


def _missing(field: str, parameters: Parameters) -> Refused:
    word = words.english if parameters.language == "en" else words.spanish
    return Refused("mail_not_set_up", found=f"«{word('parameter', field)}»")
