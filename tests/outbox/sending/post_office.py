"""A real mail server that keeps what it took, and behaves message by message as it is told."""

import asyncio
import json
import os
import signal
import ssl
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from xl_cobranza.adapters.outbox.sending.batch import Batch, Clock
from xl_cobranza.adapters.outbox.sending.headers import Sender
from xl_cobranza.adapters.outbox.sending.pace import Limits
from xl_cobranza.adapters.outbox.sending.send_log import held
from xl_cobranza.adapters.outbox.sending.server import Account, Timeouts, connect
from xl_cobranza.domain.mailing import Identity, Mail, State
from xl_cobranza.domain.policy import MailSecurity

DAY = date(2026, 11, 27)
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SENDER = Sender("cobranza@altavista.example", "Altavista, S.A.")
AMPLE = Limits(1000, 1000)
OK = "250 2.0.0 taken"


class Handler:
    """What happens to the next messages, one word or reply each; without a plan they are taken.

    `rcpt 5xx …` answers to the address, a plain reply to the whole message. `lost early` ends the connection when the
    address is said, `lost at data` once the message was asked for, `lost late` when it is there, and `taken and lost`
    when it is kept; `slow` says nothing for long.
    """

    def __init__(self, *plan: str, login: bool = True) -> None:
        self.plan, self.login = list(plan), login
        self.taken: list[str] = []  # Message-ID of each message taken
        self.messages: list[tuple[list[str], bytes]] = []

    def _next(self, *kinds: str) -> str:
        return self.plan.pop(0) if self.plan and self.plan[0].startswith(kinds) else ""

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - as SMTP says it
        envelope.mail_from = address
        return self._next("mail ")[5:] or OK

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - as SMTP says it
        if self._next("lost early"):
            server.transport.abort()
            return OK
        reply = self._next("rcpt ")[5:] or OK
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - as SMTP says it
        told = self.plan.pop(0) if self.plan else ""
        if told == "slow":
            await asyncio.sleep(2)
        if told in {"", "taken and lost", "slow"}:
            self.keep(envelope)
        if "lost" in told:
            server.transport.abort()
        return told if told[:1].isdigit() else OK

    def keep(self, envelope) -> None:
        self.messages.append((envelope.rcpt_tos, envelope.content))
        self.taken.append(message_from_bytes(envelope.content)["Message-ID"])

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        return AuthResult(success=self.login and data.password == b"secreta", handled=False)


class Server(SMTP):
    """Says 354 and is gone, when the plan says so."""

    async def smtp_DATA(self, arg):  # noqa: N802 - as SMTP says it
        if getattr(self.event_handler, "plan", None) and self.event_handler.plan[0] == "lost at data":
            self.event_handler.plan.pop(0)
            await self.push("354 go on")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class PostOffice(Controller):
    def __init__(self, handler: Handler, context: ssl.SSLContext | None = None, **options) -> None:
        self.options = {"authenticator": handler.authenticate, "auth_require_tls": False, **options}
        self.options["tls_context"] = context
        super().__init__(handler, hostname="127.0.0.1", port=free_port())

    def factory(self):
        return Server(self.handler, **self.options)

    def account(self, **changes) -> Account:
        return Account("127.0.0.1", self.port, MailSecurity.NONE)._replace(**changes)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class FakeTime:
    """A clock that moves only while somebody sleeps."""

    def __init__(self, now: datetime = NOON) -> None:
        self.at, self.slept = now, []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)


def mail(
    customer: str = "C-01", day: date = DAY, to: tuple[str, ...] | None = None, step: str = "recordatorio"
) -> Mail:
    address = to or (f"{customer.lower()}@cliente.example",)
    text = (
        f"X-Unsent: 1\r\nTo: {', '.join(address)}\r\nSubject: Factura de {customer}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHola:\r\n.un punto al principio\r\n"
    )
    return Mail(Identity("Altavista", customer, day, step, "email"), address, text.encode())


def post(
    workbook: Path, account: Account, mails, time: FakeTime | None = None, limits=AMPLE, may_send=lambda *_: None,
    timeouts: Timeouts | None = None, context: ssl.SSLContext | None = None,
):  # fmt: skip
    """One run of sending, as a command makes it."""
    time = time or FakeTime()
    with held(workbook, time.now) as log:
        batch = Batch(log, SENDER, limits, may_send, lambda: connect(account, timeouts, context), time.clock)
        return batch.send(mails)


def ids(mails) -> list[str]:
    return [f"<{one.identity.key}@altavista.example>" for one in mails]


def states(report) -> list[State]:
    return [posting.state for posting in report.postings]


class ServerProcess:
    """A server in a process of its own, which lives on when a sender is killed; its record is a file."""

    def __init__(self, record: Path, plan: Callable[[int], str] = lambda _: "") -> None:
        self.record, self.port = record, free_port()
        record.touch()
        ready, tell = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            try:
                asyncio.run(self._serve(tell, plan))
            finally:
                os._exit(0)
        os.close(tell)
        assert os.read(ready, 1)
        os.close(ready)

    async def _serve(self, tell: int, plan: Callable[[int], str]) -> None:
        office, numbers = self, iter(range(10**9))

        class Recording(Handler):
            def keep(self, envelope) -> None:
                super().keep(envelope)
                with office.record.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(self.taken[-1]) + "\n")

            async def handle_DATA(self, server, session, envelope):  # noqa: N802 - as SMTP says it
                self.plan = [plan(next(numbers))]
                return await super().handle_DATA(server, session, envelope)

        handler = Recording()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Server(handler), "127.0.0.1", self.port)
        os.write(tell, b".")
        async with server:
            await server.serve_forever()

    @property
    def taken(self) -> list[str]:
        return [json.loads(line) for line in self.record.read_text("utf-8").splitlines()]

    @property
    def account(self) -> Account:
        return Account("127.0.0.1", self.port, MailSecurity.NONE)

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def parsed(content: bytes):
    return message_from_bytes(content, policy=default)
