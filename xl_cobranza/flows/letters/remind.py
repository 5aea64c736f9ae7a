"""Prepare the day's letters: decisions in, one letter for each customer to contact out, and their rows in the log.

A letter is `Preparado` until somebody says that it went: that blocks a second one on the same day and opens no gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from xl_cobranza.book import layout, words
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.headings import fold
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book, Patch, Value
from xl_cobranza.book.references import in_sheet_order
from xl_cobranza.book.rows import read_ledger, stage_keys
from xl_cobranza.book.today.refresh import emptied
from xl_cobranza.domain.case.history import THANKS
from xl_cobranza.domain.decide import Decided, decide
from xl_cobranza.domain.ledger import Customer, Ledger
from xl_cobranza.domain.letters import Letter, LetterTemplate, Skipped
from xl_cobranza.domain.mailing import Identity
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.reminders.choosing import Choice, Wanted, choose_letters
from xl_cobranza.domain.reminders.statement import name_of
from xl_cobranza.errors import Problem, Refused, WrongUsage
from xl_cobranza.flows.appending import Appended, append_rows
from xl_cobranza.flows.letters.templates import templates
from xl_cobranza.flows.review import Refs
from xl_cobranza.flows.today import Noted, log_row, take_notes
from xl_cobranza.wording.decisions import Teller


class Prepared(NamedTuple):
    """A letter, why it is due, and its row in the log."""

    letter: Letter
    reason: str
    ref: str
    id: str


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
) -> LetterPlan:
    """The letters of a day. What was noted in `Hoy` counts first, and goes into the log in the same plan.

    `step` (its key or name) asks for the letters of that step only, spoken ones too; `customer` (its key or name) for
    one customer. Raises `Refused` as `review` does, and customer_misspelt, customer_not_found; `WrongUsage`:
    bad_option_word. Reminding again on the same day prepares nothing new.
    """
    area = find_ledger(book, sheet)
    policy, problems = read_policy(book)
    read, told = read_ledger(book, area, policy, as_of)
    teller = Teller(policy, language or policy.parameters.language)
    noted = take_notes(book, read, policy, teller, as_of, make=True)
    decided = decide(noted.ledger, policy, as_of, Refs(book, area))
    who = known_customer(customer, noted.ledger.customers) if customer else ""
    choice = choose_letters(noted.ledger, decided, policy, as_of, Wanted(_step_key(step, policy), who))
    added = _logged(book, noted, choice, policy, teller)
    skipped = len(noted.notes.moved)
    letters = [
        Prepared(letter, teller.reason(decision), ref, id_)
        for (letter, decision), ref, id_ in zip(choice.letters, added.refs[skipped:], added.ids[skipped:], strict=True)
    ]
    patches = [*added.patches, *(emptied(noted.sheet, [note.row for note in noted.notes.moved]) if noted.sheet else ())]
    texts = templates(book, policy)
    problems = [*problems, *told, *noted.notes.problems, *decided.problems, *texts.problems]
    return LetterPlan(
        as_of, letters, choice.skipped, patches, in_sheet_order(problems, book), book.digest(), noted.ledger, decided,
        policy, texts.templates, teller, area.sheet,
    )  # fmt: skip


def _logged(book: Book, noted: Noted, choice: Choice, policy: Policy, teller: Teller) -> Appended:
    """What was noted and then what is prepared, below each other in the log."""
    rows = [log_row(note, policy, teller) for note in noted.notes.moved]
    rows += [_prepared(letter, policy, teller) for letter, _ in choice.letters]
    return append_rows(book, layout.LOG, rows, teller.language) if rows else Appended((), (), (), ())


def _prepared(letter: Letter, policy: Policy, teller: Teller) -> Mapping[str, Value]:
    def word(field: str, key: str) -> str:
        return words.english(field, key) if teller.language == "en" else words.spanish(field, key)

    to = ", ".join(filter(None, (letter.to.name, letter.address)))
    return {
        "on": letter.on,
        "author": policy.parameters.sender or None,
        "customer": letter.customer.key,
        "folio": ", ".join(name_of(one.invoice) for one in letter.thanked) or None if letter.step == THANKS else None,
        "direction": word("direction", "out"),
        "channel": teller.channel(letter.channel),
        "step": teller.stage(letter.step),
        "outcome": word("outcome", "prepared"),
        "evidence": word("evidence", "NONE"),
        "notes": to or None,
    }


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
