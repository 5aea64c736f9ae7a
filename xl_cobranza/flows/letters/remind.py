"""Prepare the day's letters: decisions in, one letter for each customer to contact out, and their rows in the log.

A letter is `Preparado` until somebody says that it went: that blocks a second one on the same day and opens no gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from xl_cobranza.book import layout, words
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.headings import fold
from xl_cobranza.book.letters.marks import PREPARED, PREVIEWED, Marks, gone
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book, Patch, Value
from xl_cobranza.book.references import in_sheet_order
from xl_cobranza.book.rows import read_ledger, stage_keys
from xl_cobranza.domain.case.history import THANKS
from xl_cobranza.domain.cash.folios import name_of
from xl_cobranza.domain.decide import Decided, decide
from xl_cobranza.domain.ledger import Channel, Customer, Ledger, Outcome
from xl_cobranza.domain.letters import Letter, LetterTemplate, Skipped
from xl_cobranza.domain.mailing import Identity
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.reminders.choosing import Wanted, choose_letters
from xl_cobranza.errors import Problem, Refused, WrongUsage
from xl_cobranza.flows.appending import Appended, append_rows
from xl_cobranza.flows.letters.sheet import show_letters
from xl_cobranza.flows.letters.templates import templates, unsigned
from xl_cobranza.flows.review import Refs
from xl_cobranza.flows.today import Noted, take_notes
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.letters import Composed
from xl_cobranza.wording.reminders.documents import composed


class Prepared(NamedTuple):
    """A letter, what it says, why it is due, and its row in the log, if it has one."""

    letter: Letter
    said: Composed
    reason: str
    ref: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """Look at it, write the letters, then `book.apply(plan.patches, plan.digest)`."""

    as_of: date
    letters: Sequence[Prepared]
    skipped: Sequence[Skipped]
    patches: Sequence[Patch]
    problems: Sequence[Problem]
    digest: str
    ledger: Ledger
    decided: Decided
    policy: Policy
    templates: Sequence[LetterTemplate]
    teller: Teller
    sheet: str = ""  # that of the ledger

    @property
    def language(self) -> str:
        return self.teller.language


def remind(
    book: Book,
    as_of: date,
    *,
    sheet: str | None = None,
    language: str | None = None,
    step: str = "",
    customer: str = "",
    preview: bool = False,
    again: bool = False,
    needs_address: bool = True,
) -> LetterPlan:
    """The letters of a day. What was noted in `Hoy` or `Cartas` counts first, and goes into the log in the same plan.

    `step` (its key or name) asks for the letters of that step only, spoken ones too; `customer` (its key or name) for
    one customer. A `preview` shows them in the sheet `Cartas` and logs nothing; whom a person marked there with «No
    enviar» gets none that day. `again`: also those that were prepared today and are about to go; their rows are in
    the log already. Without `needs_address` a letter is made for whoever has none. Raises `Refused` as `review` does, customer_misspelt, customer_not_found, and those of a
    template; `WrongUsage`: bad_option_word. Reminding again on the same day prepares nothing new.
    """
    area = find_ledger(book, sheet)
    policy, problems = read_policy(book)
    read, told = read_ledger(book, area, policy, as_of)
    teller = Teller(policy, language or policy.parameters.language)
    noted = take_notes(book, read, policy, teller, as_of, make=True)
    waiting = _waiting(noted.ledger, as_of) if again else {}
    ledger, refs = _without(noted.ledger, waiting), Refs(book, area)
    decided = decide(ledger, policy, as_of, refs)
    who = known_customer(customer, ledger.customers) if customer else ""
    marks = Marks() if preview else noted.marks
    asked = Wanted(_step_key(step, policy), who, marks.unwanted, marks.unclear, needs_address)
    choice, texts = choose_letters(ledger, decided, policy, as_of, asked), templates(book, policy)
    said = [
        Prepared(letter, composed(letter, policy, texts.templates), teller.reason(decision))
        for letter, decision in choice.letters
    ]
    new = [one.letter for one in said if _mark(one.letter) not in waiting]
    added = _logged(book, noted, () if preview else new, policy, teller)
    own = len(noted.rows)
    places = dict(zip(map(_mark, new), zip(added.refs[own:], added.ids[own:], strict=True), strict=False))
    places |= {mark: (refs("log", row), "") for mark, row in waiting.items()}
    letters = [Prepared(*one[:3], *places.get(_mark(one.letter), ())) for one in said]
    sent = gone(noted.marks, teller.language, {one.letter.customer.key for one in letters})
    shown = show_letters(noted.marks, letters, teller, as_of, PREVIEWED if preview else PREPARED)
    missing = unsigned(book, policy) if letters else ()
    problems = [*problems, *told, *noted.problems, *decided.problems, *texts.problems, *missing]
    return LetterPlan(
        as_of, letters, choice.skipped, [*added.patches, *noted.emptied, *sent, *shown], in_sheet_order(problems, book),
        book.digest(), ledger, decided, policy, texts.templates, teller, area.sheet,
    )  # fmt: skip


_Mark = tuple[str, str, Channel | None]


def _mark(letter: Letter) -> _Mark:
    """What tells one letter of a day from another; the log says no more."""
    return letter.customer.key, letter.step, letter.channel


def _waiting(ledger: Ledger, as_of: date) -> dict[_Mark, int]:
    """What was prepared that day, with its row in the log."""
    return {
        (entry.customer, entry.step, entry.channel): entry.row
        for entry in ledger.log or ()
        if entry.on == as_of and entry.outgoing and entry.outcome is Outcome.PREPARED
    }


def _without(ledger: Ledger, waiting: Mapping[_Mark, int]) -> Ledger:
    """The same as it was before those were prepared."""
    rows = {*waiting.values()}
    return replace(ledger, log=[entry for entry in ledger.log or () if entry.row not in rows]) if rows else ledger


def _logged(book: Book, noted: Noted, letters: Sequence[Letter], policy: Policy, teller: Teller) -> Appended:
    """What was noted and then what is prepared, below each other in the log."""
    rows = [*noted.rows, *(_prepared(letter, policy, teller) for letter in letters)]
    return append_rows(book, layout.LOG, rows, teller.language) if rows else Appended((), (), (), ())


def _prepared(letter: Letter, policy: Policy, teller: Teller) -> Mapping[str, Value]:
    def word(field: str, key: str) -> str:
        return words.english(field, key) if teller.language == "en" else words.spanish(field, key)

    to = ", ".join(filter(None, (letter.to.name, letter.address)))
    return {
        "on": letter.on,
        "author": policy.parameters.sender or None,
        "customer": letter.customer.key,
        "folio": folio(letter) or None,
        "direction": word("direction", "out"),
        "channel": teller.channel(letter.channel),
        "step": teller.stage(letter.step),
        "outcome": word("outcome", "prepared"),
        "evidence": word("evidence", "NONE"),
        "notes": to or None,
    }


def folio(letter: Letter) -> str:
    """What its row in the log says of the invoices: those we give thanks for, else all that are open."""
    return ", ".join(name_of(one.invoice) for one in letter.thanked) if letter.step == THANKS else ""


def identity(letter: Letter, policy: Policy) -> Identity:
    """What makes this message no other, on whatever run it is made."""
    return Identity(policy.parameters.company, letter.customer.key, letter.on, letter.step, letter.channel.value)


def known_customer(asked: str, customers: Mapping[str, Customer]) -> str:
    """The key of a customer named by key or by name. Raises Refused: customer_misspelt, customer_not_found."""
    known = {fold(one.name): key for key, one in customers.items() if one.name} | {fold(key): key for key in customers}
    if fold(asked) in known:
        return known[fold(asked)]
    close = get_close_matches(fold(asked), known, n=3)
    if close:
        raise Refused("customer_misspelt", found=asked, suggestion=", ".join(known[word] for word in close))
    raise Refused("customer_not_found", found=asked)


def _step_key(asked: str, policy: Policy) -> str:
    if not asked:
        return ""
    key = stage_keys(policy)(asked)
    if key is None:
        known = ", ".join(stage.name or words.spanish("step", stage.key) for stage in policy.stages)
        raise WrongUsage("bad_option_word", "--paso", asked, known=known)
    return key
