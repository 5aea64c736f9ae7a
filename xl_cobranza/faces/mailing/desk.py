"""The command `correo`: the mail server of a workbook, its password, a test, and the mails nobody knows about."""

import getpass
import sys
from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from xl_cobranza.adapters.outbox.sending import passwords, send_log
from xl_cobranza.adapters.outbox.sending.batch import Clock
from xl_cobranza.adapters.outbox.sending.pace import Limits
from xl_cobranza.adapters.outbox.sending.rehearsal import rehearse
from xl_cobranza.adapters.outbox.sending.server import connect
from xl_cobranza.book import words
from xl_cobranza.book.headings import fold
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book
from xl_cobranza.domain.mailing import Identity, Mail, Posting, State
from xl_cobranza.domain.policy import Parameters
from xl_cobranza.errors import Refused, WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.as_of import now
from xl_cobranza.faces.mailing.account import Setting, setting
from xl_cobranza.faces.mailing.written import write_down
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.mailing import message

_RESOLUTIONS: Final = {"enviada": State.CONFIRMED, "sent": State.CONFIRMED, "noenviada": State.RELEASED,
                       "notsent": State.RELEASED}  # fmt: skip
_ONE: Final = Limits(1, 1)


class Desk:
    """What `correo` does for one workbook; each answers an exit code."""

    def __init__(self, workbook: str, language: str | None) -> None:
        from xl_cobranza import template
        from xl_cobranza.adapters.xlsx.book import XlsxBook

        self._workbook = workbook
        self._book: Book = XlsxBook(workbook, None, template.blank)
        self._parameters: Parameters = read_policy(self._book)[0].parameters
        self._language = language or self._parameters.language

    def show(self) -> int:
        """The settings, and what waits for a person."""
        try:
            found = setting(self._parameters, with_password=False)
        except Refused as refused:
            self._answer_refusal(refused)
            return self._list() or 1
        parameters, user = self._parameters, found.account.user
        self._answer(
            "account", server=found.server, security=self._word("mail_security", found.account.security.value),
            user=user or message("no_user", self._language), sender=found.sender.address,
        )  # fmt: skip
        if user:
            key = "password_known" if passwords.is_known(user) else "password_unknown"
            self._answer(key, workbook=f'"{self._workbook}"')
        if found.redirect:
            self._answer("redirect_on", to=found.redirect)
        self._answer("limits", minute=parameters.mail_per_minute, day=parameters.mail_per_day, used=self._used())
        return self._list()

    def keep_password(self) -> int:
        """Ask for the password, unseen, and give it to the operating system. Raises Refused: no_terminal, no_keyring."""
        user = self._parameters.mail_user
        if not user:
            raise Refused("mail_not_set_up", found=f"«{self._word('parameter', 'mail_user')}»")
        if not sys.stdin.isatty():
            raise Refused("no_terminal", variable=passwords.VARIABLE)
        secret = getpass.getpass(message("ask_password", self._language, user=user))
        if secret:
            passwords.keep(user, secret)
            self._answer("password_kept")
        return 0 if secret else 1

    def test(self) -> int:
        """Send one mail to ourselves. Raises `Refused` at whatever does not work."""
        found = setting(self._parameters)
        to = found.redirect or found.sender.address
        rehearse([self._test_mail(to, found)], found.sender, _ONE, lambda: connect(found.account), self._clock())
        self._answer("test_sent", to=to)
        return 0

    def resolve(self, how: str, whom: str | None) -> int:
        """What a person found out about the mails in doubt; the workbook is told."""
        state = _RESOLUTIONS.get(fold(how))
        if state is None:
            raise WrongUsage("bad_resolution", found=how)
        with send_log.held(self._workbook, self._clock().now) as log:
            chosen = self._chosen(list(log.known.values()), state, whom)
            for posting in chosen:
                log.end(posting.identity, state, "")
            self._answer("resolved", count=len(chosen))
            try:
                rows = write_down(self._book, log)
            except Refused as refused:
                self._answer_refusal(refused)
                self._answer("not_written")
                return 1
        if rows:
            self._answer("written", count=rows)
        return 0

    def _chosen(self, known: Sequence[Posting], state: State, whom: str | None) -> list[Posting]:
        """Those in doubt; of a customer named, what came back too, if it is to go again."""
        may = {State.UNCERTAIN, State.REJECTED} if whom and state is State.RELEASED else {State.UNCERTAIN}
        chosen = [one for one in known if one.state in may and (whom is None or _is_of(one, whom))]
        if not chosen:
            raise Refused("nothing_to_resolve", found=whom or "")
        customers = sorted({one.identity.customer for one in chosen})
        if whom is None and len(customers) > 1:
            raise WrongUsage("which_to_resolve", found=", ".join(customers))
        return chosen

    def _list(self) -> int:
        """The mails in doubt; 1 when there are any."""
        doubts = [one for one in self._seen() if one.state in {State.UNCERTAIN, State.SENDING}]
        if not doubts:
            self._answer("nothing_uncertain")
            return 0
        self._answer("uncertain", count=len(doubts), workbook=f'"{self._workbook}"')
        for one in doubts:
            told = f"{one.at:%d/%m/%Y %H:%M} {one.reply}".strip()
            self._answer("item", customer=one.identity.customer, to=", ".join(one.to), reply=told)
        return 1

    def _used(self) -> int:
        since = self._clock().now() - timedelta(days=1)
        return sum(one.at > since and one.state is State.SENT for one in self._seen())

    def _seen(self) -> Sequence[Posting]:
        return sorted(send_log.seen(self._workbook).values(), key=lambda posting: posting.at)

    def _test_mail(self, to: str, found: Setting) -> Mail:
        written = EmailMessage(policy=SMTP)
        written["To"], written["Subject"] = to, message("test_subject", self._language)
        written.set_content(message("test_body", self._language), cte="quoted-printable")
        identity = Identity(found.sender.name, to, self._clock().now().date(), "", "email")
        return Mail(identity, (to,), written.as_bytes())

    def _clock(self) -> Clock:
        return Clock(lambda: now(self._parameters.timezone), lambda _: None)

    def _word(self, field: str, key: str) -> str:
        return words.english(field, key) if self._language == "en" else words.spanish(field, key)

    def _answer(self, key: str, **data: object) -> None:
        console.answer(console.wrapped(message(key, self._language, **data)))

    def _answer_refusal(self, refused: Refused) -> None:
        console.answer(console.wrapped(wording.refusal(refused, self._language)))


def _is_of(posting: Posting, whom: str) -> bool:
    """Named by its customer, its address or its reference."""
    return fold(whom) in {fold(text) for text in (posting.identity.customer, posting.reference, *posting.to)}


def run(
    workbook: str, language: str | None, *, keep: bool, test: bool, resolution: str | None, customer: str | None
) -> int:
    """One thing at a time, in the order in which they are needed; bare, it shows how things stand."""
    desk = Desk(workbook, language)
    if keep:
        return desk.keep_password()
    if resolution is not None:
        return desk.resolve(resolution, customer)
    return desk.test() if test else desk.show()
