"""A letter, and a statement of account, as a document: the template filled in, with its letterhead on paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from xl_cobranza.domain.documents import Block, Document, Heading, Paragraph, Run, Table
from xl_cobranza.domain.letters import Letter, LetterTemplate, Section
from xl_cobranza.domain.policy import Parameters, Policy
from xl_cobranza.domain.reminders.statement import CurrencyAccount, Entry, Kind, Statement
from xl_cobranza.wording.letters import Composed, choose, compose
from xl_cobranza.wording.reminders.fields import letter_fields, lines_of_text
from xl_cobranza.wording.reminders.tables import headings, invoices, letter_tables, schedule
from xl_cobranza.wording.reminders.words import Reader

STATEMENT: Final = "estado_cuenta"
_LETTER_PAPER: Final = frozenset({"MX", "CO", "CL", "US", "CA", "PR", "CR", "SV", "GT", "HN", "NI", "PA", "DO", "VE"})


def template_of(letter: Letter, templates: Sequence[LetterTemplate]) -> LetterTemplate:
    """The template for the step, the customer's profile, the language and the channel. Raises Refused: no_template."""
    profile, channel = letter.customer.profile.value, letter.channel.value
    return choose(templates, letter.step, profile, letter.language, channel)


def composed(letter: Letter, policy: Policy, templates: Sequence[LetterTemplate]) -> Composed:
    """The letter's subject and blocks."""
    reader = Reader(letter.language, letter.country)
    fields = letter_fields(letter, policy, reader)
    return compose(template_of(letter, templates), fields, letter_tables(letter, reader), letter.language)


def document(letter: Letter, said: Composed, policy: Policy, *, on_paper: bool) -> Document:
    """The letter without a format; on paper with who writes, to whom, where and when."""
    title = said.subject or letter.customer.display_name
    if not on_paper:
        return Document(title, said.blocks, letter.language)
    reader = Reader(letter.language, letter.country)
    return Document(
        title,
        said.blocks,
        letter.language,
        letterhead(policy.parameters),
        tuple(filter(None, dict.fromkeys((letter.customer.display_name, letter.to.name)))),
        reader.day(letter.on),
        paper="us-letter" if letter.country in _LETTER_PAPER else "a4",
    )


def letterhead(parameters: Parameters) -> tuple[str, ...]:
    """Who writes, one thing a line."""
    lines = (parameters.company, *lines_of_text(parameters.address), parameters.phone, parameters.email)
    return tuple(filter(None, lines))


def ways_to_pay(parameters: Parameters, reader: Reader) -> list[tuple[str, str]]:
    """How to pay, a label and a line each; what the parameters say of it."""
    lines = [*lines_of_text(parameters.bank_data), *filter(None, (parameters.payment_link,))]
    return [(reader.words.TO_PAY if i == 0 else "", line) for i, line in enumerate(lines)]


def statement_document(
    told: Statement, letter: Letter, policy: Policy, templates: Sequence[LetterTemplate]
) -> Document:
    """The statement as the template `estado_cuenta` has it, with the ages and what an agreement still asks behind."""
    letter = replace(letter, step=STATEMENT, lines=told.lines)
    reader = Reader(letter.language, letter.country)
    movements, tables = movements_of(told, reader), dict(letter_tables(letter, reader))
    lines = [line for line in letter.lines if line.section in {Section.OVERDUE, Section.UPCOMING}]
    if lines:
        tables["tabla"] = invoices("tabla", lines, reader)._replace(title=reader.words.OPEN)
        tables.pop("por_vencer", None)
    tables["movimientos"] = movements
    fields = {**letter_fields(letter, policy, reader), **_balances(told, letter, reader)}
    said = compose(template_of(letter, templates), fields, tables)
    blocks: list[Block] = [Heading(reader.words.STATEMENT, 1)]
    for block in said.blocks:
        blocks += [block, *_ages_and_schedule(told, reader)] if block == movements else [block]
    return document(letter, Composed(said.subject, tuple(blocks)), policy, on_paper=True)


def _balances(told: Statement, letter: Letter, reader: Reader) -> Mapping[str, str]:
    """What the account comes to, and of it what is overdue, unless money that is not applied would make that a riddle."""
    balances = {account.currency: account.balance for account in told.accounts}
    overdue = letter.total(Section.OVERDUE)
    is_part = all(amount <= balances.get(currency, amount) for currency, amount in overdue.items())
    total = reader.sums(balances)
    return {"total": total, "saldo_total": total, "total_vencido": reader.sums(overdue) if is_part else ""}


def statement_blocks(told: Statement, reader: Reader) -> tuple[Block, ...]:
    """The figures alone, for the pages behind a letter."""
    words = reader.words
    until = Paragraph((Run(f"{words.PAYMENTS_UNTIL} {reader.day(told.payments_until)}."),), "small")
    return Heading(words.STATEMENT, 1), movements_of(told, reader), *_ages_and_schedule(told, reader), until


def _ages_and_schedule(told: Statement, reader: Reader) -> Iterator[Block]:
    yield ages_of(told, reader)
    if told.instalments:
        yield schedule(told.instalments, reader)


def movements_of(told: Statement, reader: Reader) -> Table:
    """Every movement with the balance after it; a currency after the other, each with its balance."""
    rows = [_movement(entry, account, reader) for account in told.accounts for entry in account.entries]
    day, item, *_, balance = headings("movimientos", reader.language)
    totals = tuple(("", reader.words.BALANCE, "", "", reader.amount(a.balance, a.currency)) for a in told.accounts)
    nothing = (("", reader.words.NO_MOVEMENTS, "", "", ""),)
    return Table((day, item, *headings("movimientos", reader.language)[2:4], balance), tuple(rows) or nothing, frozenset({2, 3, 4}), totals)  # fmt: skip


def _movement(entry: Entry, account: CurrencyAccount, reader: Reader) -> tuple[str, ...]:
    amount = reader.amount(abs(entry.amount), account.currency)
    charge, credit = (amount, "") if entry.amount >= 0 else ("", amount)
    return (
        reader.short_day(entry.on),
        entry_words(entry, reader),
        charge,
        credit,
        reader.amount(entry.balance, account.currency),
    )


_NAMES_SHOWN: Final = 4


def entry_words(entry: Entry, reader: Reader) -> str:
    """What a movement is: «Factura A-118, vence el 05/11/2026»."""
    words, key = reader.words.MOVEMENTS, entry.kind.name
    if entry.kind is Kind.INVOICE and entry.due is not None:
        key = "INVOICE.due"
    if entry.kind is Kind.PAYMENT and not entry.names:
        key = "PAYMENT.none"
    more = len(entry.names) - _NAMES_SHOWN
    shown = [*entry.names[:_NAMES_SHOWN], *((reader.words.MORE.format(count=more),) if more > 0 else ())]
    return words[key].format(names=", ".join(shown), due=reader.short_day(entry.due))


def ages_of(told: Statement, reader: Reader) -> Table:
    """How old what is left is, a column a currency; only the ages that hold something."""
    keys = [key for key in _keys(told) if any(account.ages.get(key) for account in told.accounts)]
    rows = [
        (bucket_words(key, reader), *(reader.amount(a.ages[key], a.currency) for a in told.accounts)) for key in keys
    ]
    totals = (reader.words.TOTAL, *(reader.amount(account.balance, account.currency) for account in told.accounts))
    names = (account.currency or reader.words.BALANCE for account in told.accounts)
    columns = frozenset(range(1, len(told.accounts) + 1))
    return Table((reader.words.AGE, *names), tuple(rows), columns, (totals,), reader.words.AGES)


def _keys(told: Statement) -> Mapping[str, None]:
    return dict.fromkeys(key for account in told.accounts for key in account.ages)


def bucket_words(key: str, reader: Reader) -> str:
    """The name of an age as a customer reads it.

    >>> [bucket_words(key, Reader("es", "MX")) for key in ("not_due", "31-60", "over_90")]
    ['Por vencer', '31-60 días', 'Más de 90 días']
    """
    words = reader.words.BUCKETS
    name, _, limit = key.partition("_")
    if name == "over":
        return words["over"].format(limit=limit)
    return words[key] if key in words else words["between"].format(range=key)
