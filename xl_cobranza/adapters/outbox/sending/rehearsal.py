"""A test: messages that all go to one address of ours. Nothing is noted, for nothing reached a customer."""

from collections.abc import Callable, Sequence

from xl_cobranza.adapters.outbox.sending.batch import Clock
from xl_cobranza.adapters.outbox.sending.headers import Sender, sealed
from xl_cobranza.adapters.outbox.sending.pace import Limits, Pace
from xl_cobranza.adapters.outbox.sending.server import Conversation
from xl_cobranza.domain.mailing import Mail, State
from xl_cobranza.errors import Refused


def rehearse(
    mails: Sequence[Mail], sender: Sender, limits: Limits, connect: Callable[[], Conversation], clock: Clock
) -> int:
    """Send each once; how many went. Raises Refused: those of connecting, and `mail_server_fault` at the first no."""
    pace, conversation = Pace(limits), connect()
    try:
        for mail in mails:
            clock.sleep(pace.wait(clock.now()))
            at = clock.now()
            pace.note(at)
            # an identity of its own: a program that knows this one would hide the real message, or the next test
            key = f"test.{mail.identity.key}.{at:%Y%m%d%H%M%S%f}"
            reply = conversation.deliver(sender.address, mail.to, sealed(mail.content, sender, key, at))
            if reply.interrupted:
                raise KeyboardInterrupt
            if reply.state is not State.SENT:
                raise Refused("mail_server_fault", ", ".join(mail.to), reply.text)
    finally:
        conversation.close()
    return len(mails)
