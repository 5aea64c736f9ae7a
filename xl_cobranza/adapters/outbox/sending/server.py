"""A mail server: one conversation with it, and what each way of ending it means for the message.

Until the server has said 354 it has nothing of the message. From then on only its reply tells whether it took it
(RFC 5321 §4.2.5, §6.1): without one the message is uncertain. A password is never said without TLS but to this machine.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from typing import Final, NamedTuple

from xl_cobranza.domain.mailing import State
from xl_cobranza.domain.policy import MailSecurity
from xl_cobranza.errors import Refused

PORTS: Final = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NAME: Final = "[127.0.0.1]"  # ours in EHLO, as mail programs say it: looking it up may take seconds, and tells it
_OK, _GO_ON, _CLOSING = 2, 354, 421
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)
_ABOUT_US: Final = re.compile(r"\b5\.7\.\d")  # enhanced status of RFC 3463: security or policy, not the addressee


class Account(NamedTuple):
    """Where to send and as whom. Port 0 is the usual one; without `user` there is no login."""

    host: str
    port: int = 0
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""
    password: str = ""


class Timeouts(NamedTuple):
    """Seconds to wait for the server. RFC 5321 §4.5.3.2 asks for minutes: who hangs up early makes a doubt."""

    reply: float = 120.0
    taken: float = 600.0  # the reply to a whole message


class Reply(NamedTuple):
    """What became of a message, with the server's words.

    `is_open`: the conversation may go on. `strikes`: the fault may be ours or the server's, so that the next message may
    meet it too; `ends`: it is ours, so that the next one will, and this is the kind of refusal.
    """

    state: State
    text: str
    is_open: bool = True
    strikes: bool = False
    ends: str = ""
    interrupted: bool = False


class Conversation:
    """Logged in. Close it when done."""

    def __init__(self, smtp: smtplib.SMTP, timeouts: Timeouts) -> None:
        self._smtp, self._timeouts = smtp, timeouts

    def deliver(self, sender: str, to: tuple[str, ...], content: bytes) -> Reply:
        """Give one message; whatever happens is an answer, also Ctrl-C."""
        has_begun = False
        try:
            doubt = self._envelope(sender, to)
            if isinstance(doubt, Reply):
                return doubt
            answer = self._smtp.docmd("DATA")
            if answer[0] != _GO_ON:
                return self._no(answer, strikes=True)
            has_begun = True
            self._wait(self._timeouts.taken)
            self._smtp.send(_dotted(content))
            code, text = self._smtp.getreply()
            self._wait(self._timeouts.reply)
        except (OSError, smtplib.SMTPException) as fault:
            return self._lost(has_begun, str(fault) or type(fault).__name__)
        except KeyboardInterrupt:
            return self._lost(has_begun, "interrupted")._replace(interrupted=True)
        if code // 100 == _OK:
            return Reply(State.SENT, "; ".join([_said(code, text), *doubt]))
        return self._no((code, text), strikes=True)

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.quit()
        self._smtp.close()

    def _envelope(self, sender: str, to: tuple[str, ...]) -> Reply | list[str]:
        """From whom and to whom; the addresses that were refused while others were not."""
        answer = self._smtp.mail(sender)
        if answer[0] // 100 != _OK:
            reply = self._no(answer, strikes=True)
            ends = "mail_sender_refused" if reply.state is State.REJECTED else ""
            return reply._replace(state=State.POSTPONED, ends=ends)  # the customer's address was not even said
        answers = [(address, *self._smtp.rcpt(address)) for address in to]
        refused = [(address, code, text) for address, code, text in answers if code // 100 != _OK]
        if len(refused) < len(to):
            return [f"{address}: {_said(code, text)}" for address, code, text in refused]
        passing = [(code, text) for _, code, text in refused if code // 100 != 5]
        return self._no(passing[0] if passing else refused[0][1:], strikes=bool(passing))

    def _no(self, answer: tuple[int, bytes], *, strikes: bool) -> Reply:
        code, text = answer
        said = _said(code, text)
        is_final = code // 100 == 5
        is_open = code != _CLOSING and code > 0
        if is_open:
            with suppress(OSError, smtplib.SMTPException):  # the next message will meet it
                self._smtp.rset()
        else:
            self._smtp.close()
        return Reply(
            State.REJECTED if is_final else State.POSTPONED,
            said,
            is_open=is_open,
            strikes=strikes or bool(_ABOUT_US.search(said)),
        )

    def _lost(self, has_begun: bool, text: str) -> Reply:
        self._smtp.close()
        return Reply(State.UNCERTAIN if has_begun else State.POSTPONED, text, is_open=False, strikes=True)

    def _wait(self, seconds: float) -> None:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)


def connect(account: Account, timeouts: Timeouts | None = None, context: ssl.SSLContext | None = None) -> Conversation:
    """Connect, secure and log in.

    Raises `Refused` about the server: `mail_unreachable`, `mail_no_tls`, `mail_certificate`, `mail_password_in_clear`,
    `mail_login_refused`, `mail_server_fault`.
    """
    timeouts, where = timeouts or Timeouts(), f"{account.host}:{account.port or PORTS[account.security]}"
    if account.user and account.security is MailSecurity.NONE and account.host not in _HERE:
        raise Refused("mail_password_in_clear", where)
    try:
        smtp = _open(account, timeouts.reply, context)
        smtp.ehlo_or_helo_if_needed()
        if account.user:
            smtp.login(account.user, account.password)
    except ssl.SSLCertVerificationError as fault:
        raise Refused("mail_certificate", where, fault.verify_message) from fault
    except smtplib.SMTPAuthenticationError as fault:
        raise Refused(
            "mail_login_refused", where, account.user, said=_said(fault.smtp_code, fault.smtp_error)
        ) from fault
    except smtplib.SMTPNotSupportedError as fault:
        kind = "mail_no_login" if "AUTH" in str(fault) else "mail_no_tls"
        raise Refused(kind, where) from fault
    except smtplib.SMTPException as fault:
        raise Refused("mail_server_fault", where, _words(fault)) from fault
    except OSError as fault:
        raise Refused("mail_unreachable", where, str(fault.strerror or fault)) from fault
    return Conversation(smtp, timeouts)


def _open(account: Account, timeout: float, context: ssl.SSLContext | None) -> smtplib.SMTP:
    port = account.port or PORTS[account.security]
    if account.security is not MailSecurity.NONE:
        context = context or ssl.create_default_context()
    if account.security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(account.host, port, _NAME, timeout=timeout, context=context)
    smtp = smtplib.SMTP(account.host, port, _NAME, timeout=timeout)
    if account.security is MailSecurity.STARTTLS:
        try:
            code, text = smtp.starttls(context=context)
            if code // 100 != _OK:
                raise smtplib.SMTPNotSupportedError(f"STARTTLS: {_said(code, text)}")
        except BaseException:
            smtp.close()
            raise
    return smtp


def _words(fault: smtplib.SMTPException) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        return _said(fault.smtp_code, fault.smtp_error)
    return str(fault)


def _said(code: int, text: bytes | str) -> str:
    r"""The server's reply in one printable line.

    >>> _said(550, b"5.1.1 No such\r\n user")
    '550 5.1.1 No such user'
    """
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return f"{code} {' '.join(printable.split())}"[:300]


def _dotted(content: bytes) -> bytes:
    r"""As it goes over the wire: a dot more before a dot that begins a line, and the end (RFC 5321 §4.5.2).

    >>> _dotted(b"a\r\n.b")
    b'a\r\n..b\r\n.\r\n'
    """
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return _DOT.sub(b"..", ended) + b".\r\n"
