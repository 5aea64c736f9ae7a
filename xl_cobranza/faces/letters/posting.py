"""From the letters of a day to mails: what `--enviar` and `--outlook` do once the letters lie in their folder."""

from collections.abc import Iterator

from xl_cobranza.domain.ledger import Channel
from xl_cobranza.domain.mailing import Mail
from xl_cobranza.faces.letters.files import Maker
from xl_cobranza.faces.mailing import sending
from xl_cobranza.faces.mailing.account import Setting
from xl_cobranza.faces.mailing.sending import Wish
from xl_cobranza.flows.letters.remind import LetterPlan, Prepared, folio, identity


def wish(workbook: str, plan: LetterPlan, *, yes: bool) -> Wish:
    """What the letters ask of the one who sends them."""
    return Wish(workbook, plan.policy, plan.ledger.customers, plan.language, yes)


def check(plan: LetterPlan, *, yes: bool) -> Setting:
    """Everything that can be refused before a letter is made, also by the server. Raises `Refused`, see `sending`."""
    found = sending.check(plan.policy, plan.as_of, yes=yes)
    if any(map(_goes_by_mail, plan.letters)):
        sending.knock(found)
    return found


def mails(plan: LetterPlan, maker: Maker) -> list[Mail]:
    """The letters whose channel is mail and that have an address, each as a message."""
    return list(_mails(plan, maker))


def _mails(plan: LetterPlan, maker: Maker) -> Iterator[Mail]:
    for prepared in filter(_goes_by_mail, plan.letters):
        letter, draft = prepared.letter, maker.mail(prepared)
        if draft is not None:
            yield Mail(identity(letter, plan.policy), (letter.to.email,), draft.content, folio(letter))


def _goes_by_mail(prepared: Prepared) -> bool:
    return prepared.letter.channel is Channel.EMAIL
