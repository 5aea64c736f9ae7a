"""`Clientes` and `Contactos`, and the directory by which every other sheet names a customer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from xl_cobranza.book import words
from xl_cobranza.book.finding import Area
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import Columns, pass_over, read_columns
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import is_blank, read_text
from xl_cobranza.book.typed.values import read_choice, read_words
from xl_cobranza.domain.ledger import Channel, Contact, Customer, CustomerKind, Profile
from xl_cobranza.errors import Problem

_WANTED: Final = (
    "customer", "name", "country", "kind", "profile", "shift", "contact", "email", "phone", "other_contact", "email_2",
    "phone_2", "language", "credit_limit", "term", "pay_days", "suspension_clause", "late_charges", "late_rate", "no_contact",
    "agreed_channels",
)  # fmt: skip
_MAIN, _OTHER = ("contact", "email", "phone"), ("other_contact", "email_2", "phone_2")


class Directory(dict[str, str]):
    """A customer as typed → its identity: the key in `Clientes`, found by key or by name; else as first typed.

    Case, accents, spaces and punctuation do not tell two customers apart.
    """

    def __init__(self, known: Sequence[Customer] = ()) -> None:
        super().__init__({"": ""})
        self.customers: dict[str, Customer] = {}
        self._by_fold: dict[str, str] = {}
        for customer in known:
            self.customers[customer.key] = customer
            self._by_fold.setdefault(fold(customer.key) or customer.key, customer.key)
        for customer in known:
            if customer.name:
                self._by_fold.setdefault(fold(customer.name) or customer.name, customer.key)

    def __missing__(self, typed: str) -> str:
        folded = fold(typed) or typed
        key = self._by_fold.get(folded)
        if key is None:
            key = self._by_fold[folded] = typed
            self.customers[typed] = Customer(typed)
        self[typed] = key
        return key


def read_customers(area: Area | None, contacts: Area | None) -> tuple[Directory, list[Problem]]:
    """Everyone in `Clientes` with the people to talk to, in the order to try them."""
    if area is None:
        return Directory(), []
    columns = read_columns(
        area,
        _WANTED,
        {
            "kind": read_choice("kind", CustomerKind),
            "profile": read_choice("profile", Profile),
            "language": read_words("language"),
            "country": read_country,
            "pay_days": read_pay_days,
            "agreed_channels": read_channels,
        },
    )
    if "customer" not in area.columns:
        columns.values["customer"] = list(columns["name"])
    columns.values["customer"] = [k or n or "" for k, n in zip(columns["customer"], columns["name"], strict=True)]
    pass_over(columns, ("customer", "name"))
    known: dict[str, Customer] = {}
    for i in columns.records(("customer",)):
        customer = _customer(columns, i)
        if fold(customer.key) in known:
            columns.tell("duplicate_customer", i, "customer", customer.key)
        else:
            known[fold(customer.key)] = customer
    directory = Directory(list(known.values()))
    return directory, [*columns.problems(), *(_add_contacts(directory, contacts) if contacts else ())]


def _customer(columns: Columns, i: int) -> Customer:
    def text(name: str) -> str:
        return columns[name][i] or ""

    people = (Contact(text(who), "", text(mail), text(call), None) for who, mail, call in (_MAIN, _OTHER))
    return Customer(
        key=text("customer"),
        row=columns.row(i),
        name=text("name"),
        country=text("country"),
        kind=columns["kind"][i],
        profile=columns["profile"][i] or Profile.STANDARD,
        shift=columns["shift"][i],
        contacts=tuple(person for person in people if any((person.name, person.email, person.phone))),
        language=text("language"),
        credit_limit=columns["credit_limit"][i],
        term=columns["term"][i],
        pay_days=columns["pay_days"][i] or (),
        suspension_clause=columns["suspension_clause"][i],
        late_charges=columns["late_charges"][i],
        late_rate=columns["late_rate"][i],
        no_contact=bool(columns["no_contact"][i]),
        agreed_channels=columns["agreed_channels"][i] or frozenset(),
    )


def _add_contacts(directory: Directory, area: Area) -> list[Problem]:
    """The people of `Contactos`, behind those of `Clientes`; the same person is not listed twice."""
    columns = read_columns(area, ("customer", "name", "position", "email", "phone", "order", "may_discuss"))
    pass_over(columns, ("customer", "name"))
    people = list(columns.records(("customer", "name")))
    last = max((n for n in columns["order"] if n is not None), default=0) + 1
    for i in sorted(people, key=lambda i: columns["order"][i] if columns["order"][i] is not None else last):
        key = directory[columns["customer"][i]]
        person = Contact(
            columns["name"][i],
            columns["position"][i] or "",
            columns["email"][i] or "",
            columns["phone"][i] or "",
            columns["may_discuss"][i],
        )
        customer = directory.customers[key]
        directory.customers[key] = replace(customer, contacts=_with(customer.contacts, person))
    return columns.problems()


def _with(people: tuple[Contact, ...], person: Contact) -> tuple[Contact, ...]:
    for i, known in enumerate(people):
        if fold(known.name) == fold(person.name):
            merged = Contact(
                known.name,
                person.position,
                person.email or known.email,
                person.phone or known.phone,
                person.may_discuss,
            )
            return (*people[:i], merged, *people[i + 1 :])
    return (*people, person)


def read_country(value: Value) -> str | Fault | None:
    """The ISO code of a country, by its name or code.

    >>> read_country("México"), read_country("es"), read_country("Narnia")
    ('MX', 'ES', Fault(kind='unknown_word', found='Narnia'))
    """
    text = read_text(value)
    if not text or is_blank(text):
        return None
    code = words.key("country", text) or (text.upper() if re.fullmatch(r"[A-Za-z]{2}", text) else None)
    return code or Fault("unknown_word", text)


def read_channels(value: Value) -> frozenset[Channel] | Fault | None:
    """The channels by which a customer agreed to be contacted.

    >>> sorted(read_channels("Correo y WhatsApp")), read_channels("paloma")
    ([<Channel.EMAIL: 'email'>, <Channel.WHATSAPP: 'whatsapp'>], Fault(kind='unknown_word', found='paloma'))
    """
    text = read_text(value)
    if not text or is_blank(text):
        return None
    keys = [words.key("channel", part) for part in re.split(r"[;,/&]+|\s+(?:y|e|and)\s+", text) if part.strip()]
    found = frozenset(Channel(key) for key in keys if key)
    return Fault("unknown_word", text) if None in keys or not found else found


def read_pay_days(value: Value) -> tuple[int, ...] | Fault | None:
    """The days on which a customer pays: of the month, or of the week.

    >>> read_pay_days("15 y 30"), read_pay_days("viernes"), read_pay_days(10.0), read_pay_days("pronto")
    ((15, 30), (-5,), (10,), Fault(kind='unknown_word', found='pronto'))
    """
    text = read_text(value)
    if not text or is_blank(text):
        return None
    found = list(_days(text))
    return Fault("unknown_word", text) if not found or None in found else tuple(day for day in found if day)


def _days(text: str) -> Iterator[int | None]:
    """Each day named; None for what is none."""
    for part in re.split(r"[;,/&]+|\s+(?:y|e|and)\s+", text):
        word = re.sub(
            r"^\s*(?:(?:los|las|el|días?|dias?|day|days|cada|todos)\s+)+", "", part, flags=re.IGNORECASE
        ).strip()
        if word.isdigit():
            yield int(word) if 1 <= int(word) <= 31 else None
        elif word:
            key = words.key("weekday", word) or words.key("weekday", word.removesuffix("s"))
            yield int(key) if key else None
