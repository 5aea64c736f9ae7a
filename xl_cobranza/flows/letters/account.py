"""A customer's statement of account, read from a workbook; nothing is written to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import Book
from xl_cobranza.book.references import in_sheet_order
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Channel, Customer
from xl_cobranza.domain.letters import Letter, LetterTemplate
from xl_cobranza.domain.policy import Policy
from xl_cobranza.domain.reminders.choosing import addressee
from xl_cobranza.domain.reminders.statement import Statement, statement, theirs
from xl_cobranza.errors import Problem
from xl_cobranza.flows.letters.remind import known_customer
from xl_cobranza.flows.letters.templates import templates
from xl_cobranza.flows.review import Refs
from xl_cobranza.wording.reminders.documents import STATEMENT


@dataclass(frozen=True, slots=True)
class Account:
    """The statement, and the letter that it is sent with: to whom, in which language, about what."""

    statement: Statement
    letter: Letter
    policy: Policy
    templates: Sequence[LetterTemplate]
    problems: Sequence[Problem]
    language: str

    @property
    def customer(self) -> Customer:
        return self.letter.customer


def account(
    book: Book, as_of: date, customer: str, *, sheet: str | None = None, language: str | None = None
) -> Account:
    """The statement of one customer on a day; `language` outranks the customer's own.

    Raises `Refused` as `review` does, and customer_misspelt, customer_not_found.
    """
    area = find_ledger(book, sheet)
    policy, problems = read_policy(book)
    ledger, told = read_ledger(book, area, policy, as_of)
    decided = decide(ledger, policy, as_of, Refs(book, area))
    who = ledger.customers[known_customer(customer, ledger.customers)]
    own = who.language or policy.parameters.language
    lines = theirs(ledger, decided, who.key)
    letter = Letter(
        who, addressee(who, STATEMENT), STATEMENT, Channel.EMAIL, as_of, language or own,
        who.country or policy.parameters.country, lines[0].invoice if lines else None,
    )  # fmt: skip
    texts = templates(book, policy)
    found = statement(ledger, decided, policy, who.key, as_of)
    problems = [*problems, *told, *decided.problems, *texts.problems]
    spoken = language or policy.parameters.language
    return Account(found, letter, policy, texts.templates, in_sheet_order(problems, book), spoken)
