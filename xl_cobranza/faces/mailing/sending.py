"""Send the letters of a batch: say what would go, ask, send, tell the workbook, and say what became of each."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from xl_cobranza.adapters.outbox.sending import headers, send_log
from xl_cobranza.adapters.outbox.sending.batch import Batch, Clock, Held, Report, sort_out
from xl_cobranza.adapters.outbox.sending.rehearsal import rehearse
from xl_cobranza.adapters.outbox.sending.server import Conversation, connect
from xl_cobranza.book.port import Book
from xl_cobranza.domain.contacting.zones import zone_of
from xl_cobranza.domain.hours import Later, may_send
from xl_cobranza.domain.ledger import Channel, Customer
from xl_cobranza.domain.mailing import Hindrance, Identity, Mail, Posting, State
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import CobranzaError, Refused
from xl_cobranza.faces import console
from xl_cobranza.faces.as_of import known_zone, now
from xl_cobranza.faces.mailing.account import Setting, setting
from xl_cobranza.faces.mailing.written import write_down
from xl_cobranza.wording import problems as wording
from xl_cobranza.wording.mailing import hindrance, message

_SHOWN: Final = 10  # mails listed before the question
_NOTICED: Final = 5  # seconds
_MOMENT: Final = {"es": "%d/%m/%Y %H:%M", "en": "%d/%m/%Y %H:%M"}


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of the letters. `rows` went into the log of contacts; `unwritten` says why they could not.

    `tested` counts those that went to the address of a test instead.
    """

    workbook: str
    report: Report = field(default_factory=Report)
    rows: int = 0
    unwritten: CobranzaError | None = None
    tested: int | None = None
    redirect: str = ""
    refused: bool = False  # the person did not confirm
    is_preview: bool = False

    @property
    def exit_code(self) -> int:
        """0 all went that may · 1 something needs a person · 130 interrupted."""
        report = self.report
        if report.interrupted:
            return 130
        if self.is_preview:
            return 0
        doubts = report.count(State.REJECTED, State.UNCERTAIN, State.POSTPONED)
        doubts += sum(held.why in {Hindrance.UNCERTAIN, Hindrance.REJECTED} for held in report.held)
        return int(bool(doubts or report.stopped or self.unwritten))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for: the workbook, its policy and customers, and `yes` when they will not be asked again."""

    workbook: str
    policy: Policy
    customers: Mapping[str, Customer]
    language: str = "es"
    yes: bool = False


def check(policy: Policy, as_of: date, *, yes: bool) -> Setting:
    """What can be refused before anything is made: settings, date, and nobody to ask.

    Raises `Refused`: those of `setting`, `send_of_another_day`, `send_needs_a_yes`.
    """
    found = setting(policy.parameters)
    if not found.redirect and as_of != now(policy.parameters.timezone).date():
        raise Refused("send_of_another_day", found=f"{as_of:%d/%m/%Y}")
    if not yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Refused("send_needs_a_yes")
    return found


def knock(found: Setting) -> None:
    """Connect and log in, and leave. Raises `Refused` of `connect`: better known before letters are made than after."""
    connect(found.account).close()


def preview(mails: Sequence[Mail], wish: Wish) -> Sending:
    """What would go now, sending nothing: the ones that may are postings that nobody has begun."""
    ready, held = _sorted_out(mails, wish)
    at = now(wish.policy.parameters.timezone)
    postings = [Posting(at, State.POSTPONED, mail.identity, mail.to, wish.workbook) for mail in ready]
    return Sending(wish.workbook, Report(postings, held), is_preview=True)


def send(book: Book, mails: Sequence[Mail], wish: Wish, found: Setting) -> Sending:
    """Send what may go now, once the person has confirmed it, and note it in the book."""
    if found.redirect:
        return _test(mails, wish, found)
    ready, held = _sorted_out(mails, wish)
    if not ready:
        return Sending(wish.workbook, Report(held=held))
    if not _confirmed(ready, wish, found):
        return Sending(wish.workbook, Report(held=held), refused=True)
    done = _send(book, ready, wish, found)
    return replace(done, report=replace(done.report, held=[*held, *done.report.held]))


def _sorted_out(mails: Sequence[Mail], wish: Wish) -> tuple[list[Mail], list[Held]]:
    return sort_out(mails, send_log.seen(wish.workbook), _hours(wish), now(wish.policy.parameters.timezone))


def _send(book: Book, ready: Sequence[Mail], wish: Wish, found: Setting) -> Sending:
    clock = _clock(wish)
    with send_log.held(wish.workbook, clock.now) as log:
        with console.progress(wish.language, "sending_mail", len(ready)) as advance:
            batch = Batch(
                log, found.sender, found.limits, _hours(wish), _connecting(found), clock, lambda _: advance()
            )  # fmt: skip
            report = batch.send(ready)
        try:
            return Sending(wish.workbook, report, write_down(book, log))
        except CobranzaError as error:
            return Sending(wish.workbook, report, unwritten=error)


def _test(mails: Sequence[Mail], wish: Wish, found: Setting) -> Sending:
    """All to one address; nothing is noted anywhere, for nothing reached a customer."""
    if not mails:
        return Sending(wish.workbook)
    if not _confirmed(mails, wish, found):
        return Sending(wish.workbook, refused=True)
    clock = _clock(wish)
    mark = message("test_mark", wish.language)
    tests = [
        mail._replace(
            to=(found.redirect,), content=headers.redirected(mail.content, found.redirect, mail.to, mark)
        )
        for mail in mails
    ]  # fmt: skip
    try:
        count = rehearse(tests, found.sender, found.limits, _connecting(found), clock)
    except Refused as refused:
        return Sending(wish.workbook, Report(stopped=refused))
    return Sending(wish.workbook, tested=count, redirect=found.redirect)


def _clock(wish: Wish) -> Clock:
    """The real one; a wait that a person notices is told."""

    def sleep(seconds: float) -> None:
        if seconds >= _NOTICED:
            console.say(message("waiting", wish.language, seconds=round(seconds)))
        time.sleep(seconds)

    return Clock(lambda: now(wish.policy.parameters.timezone), sleep)


def _connecting(found: Setting) -> Callable[[], Conversation]:
    return lambda: connect(found.account)


def _hours(wish: Wish) -> Callable[[Mail, datetime], Later | None]:
    """The contact hours of the customer, by their own clock; since when it may go, by that of the workbook."""
    parameters = wish.policy.parameters

    def asked(mail: Mail, at: datetime) -> Later | None:
        key = mail.identity.customer
        customer = wish.customers.get(key) or Customer(key)
        zone = known_zone(zone_of(customer.country, parameters.country, parameters.timezone)) or at.tzinfo
        moment = at.astimezone(zone).replace(tzinfo=None)
        later = may_send(customer, Channel(mail.identity.channel), moment, wish.policy)
        if later is None or later.at is None:
            return later
        return Later(later.reason, later.at.replace(tzinfo=zone).astimezone(at.tzinfo).replace(tzinfo=None))

    return asked


def _confirmed(mails: Sequence[Mail], wish: Wish, found: Setting) -> bool:
    """The person types the number of mails."""
    if wish.yes:
        return True
    language, count = wish.language, len(mails)
    key = "about_to_send_one" if count == 1 else "about_to_send"
    console.say(message(key, language, server=found.server, sender=found.sender.address, count=count))
    for mail in mails[:_SHOWN]:
        console.say(message("mail", language, customer=_name(mail.identity, wish), to=", ".join(mail.to)))
    if count > _SHOWN:
        console.say(message("more_mails", language, count=count - _SHOWN))
    if found.redirect:
        console.say(message("redirected", language, to=found.redirect))
    console.say(message("confirm", language, count=count))
    return sys.stdin.readline().strip() == str(count)


def _name(identity: Identity, wish: Wish) -> str:
    customer = wish.customers.get(identity.customer)
    return customer.display_name if customer else identity.customer


_LISTED: Final = ((State.REJECTED, "rejected"), (State.POSTPONED, "postponed"), (State.UNCERTAIN, "uncertain"))


def told(sending: Sending, wish: Wish) -> Iterator[str]:
    """What became of the letters, line by line."""
    report, language = sending.report, wish.language
    if sending.refused:
        yield message("not_confirmed", language)
        return
    if sending.is_preview:
        yield message("would_send", language, count=len(report.postings))
        yield from _told_held(report.held, wish)
        return
    if sending.tested is not None:
        yield message("tested", language, count=sending.tested, to=sending.redirect)
        return
    count = report.count(State.SENT)
    yield message("sent", language, count=count) if report.postings else message("nothing_to_send", language)
    for state, key in _LISTED:
        some = [posting for posting in report.postings if posting.state is state]
        if some:
            yield message(key, language, count=len(some), workbook=f'"{sending.workbook}"')
        for one in some:
            yield message("item", language, customer=_name(one.identity, wish), to=", ".join(one.to), reply=one.reply)
    yield from _told_held(report.held, wish)
    if report.stopped is not None:
        yield wording.refusal(report.stopped, language)
        yield message("stopped", language)
    if sending.rows:
        yield message("written", language, count=sending.rows)
    if sending.unwritten is not None:
        yield wording.refusal(sending.unwritten, language)
        yield message("not_written", language)


def _told_held(held: Sequence[Held], wish: Wish) -> Iterator[str]:
    if held:
        yield message("held", wish.language, count=len(held))
    for one in held:
        yield message("held_item", wish.language, customer=_name(one.mail.identity, wish), why=why(one, wish.language))


def why(held: Held, language: str) -> str:
    """Why one does not go now, with the day and the hour."""
    pattern = _MOMENT.get(language, _MOMENT["es"])
    at = f"{held.known.at:{pattern}}" if held.known else ""
    return hindrance(held.why, language, at=at, until=f"{held.until:{pattern}}" if held.until else "")


def as_object(sending: Sending) -> dict[str, Any]:
    """The same for `--json`."""
    report = sending.report
    return {
        "mails": [
            {"customer": p.identity.customer, "to": list(p.to), "state": p.state.value, "reply": p.reply, "id": p.reference}
            for p in report.postings
        ],
        "held": [
            {"customer": one.mail.identity.customer, "why": one.why.value, "until": one.until.isoformat() if one.until else None}
            for one in report.held
        ],
        "tested": sending.tested,
    }  # fmt: skip
