"""Four months of letters: forty customers of five countries, a run on each day that is worked, some days left out.

Every contact is held against the laws and waiting times as they are printed, by code that knows nothing of ours.
`pytest --accept tests/cases -m heavy` rewrites the page that the bookkeeper would sign; `git diff` is the review.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

import holidays
import pytest

from tests.cases.office import Office, days
from xl_cobranza import remind, template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout
from xl_cobranza.book.letters.marks import find_letters
from xl_cobranza.book.port import AppendRow, SetCell
from xl_cobranza.domain.hours import may_send
from xl_cobranza.domain.ledger import Channel
from xl_cobranza.flows.appending import append_rows

pytestmark = pytest.mark.heavy
PAGE = Path(__file__).parent / "calendar.txt"
FIRST, LAST = date(2026, 7, 1), date(2026, 10, 28)  # 120 days
AWAY = {
    *days(date(2026, 8, 10), date(2026, 8, 16)),
    date(2026, 7, 8),
    date(2026, 9, 3),
    date(2026, 9, 4),
    date(2026, 10, 1),
}
KINDS = ("Empresa", "Consumidor")
COUNTRIES = ("MX", "CO", "PE", "CL", "ES")
WAITS = {  # days, as `Política` prints them
    "Emitida": 7, "Por vencer": 5, "Recordatorio": 5, "Otro contacto": 5, "Aviso de suspensión": 7, "Suspensión": 7,
    "Visita y recordatorios": 10, "Negociación": 7, "Requerimiento de pago": 15,
}  # fmt: skip
HOURS = {  # from Monday to Friday, and on Saturday: the law, or prudence where there is none
    ("MX", "Empresa"): ((7, 22), (7, 22)), ("MX", "Consumidor"): ((7, 22), (7, 22)),
    ("CO", "Consumidor"): ((7, 19), (8, 15)), ("PE", "Consumidor"): ((7, 20), None), ("CL", "Consumidor"): ((8, 20), (8, 20)),
}  # fmt: skip
PRUDENT = ((8, 20), None)


class Client(NamedTuple):
    name: str
    country: str
    kind: str
    profile: str
    has_mail: bool
    never: bool  # asked not to be contacted
    pays_after: int | None  # days after the due date

    @property
    def row(self):
        mail = f"{self.name.split()[1]}@cliente.example".lower()
        return {
            "customer": self.name, "country": self.country, "kind": self.kind, "profile": self.profile,
            "contact": f"Contacto {self.name}", "email": mail if self.has_mail else None, "phone": "+52 55 5555 0134",
            "other_contact": f"Otra persona de {self.name}", "email_2": f"otra.{mail}", "phone_2": "+52 55 5555 0135",
            "no_contact": "Sí" if self.never else None,
            "agreed_channels": "Correo y teléfono" if (self.country, self.kind) == ("CO", "Consumidor") else None,
        }  # fmt: skip


class Contact(NamedTuple):
    at: datetime
    customer: str
    step: str
    channel: str


def clients(random):
    for number in range(40):
        country, kind = COUNTRIES[number % 5], KINDS[(number // 5) % 2]
        pays = random.choice([None, None, 0, 3, 9, 20, 45, 70])
        profile = random.choice(["Estándar", "Estándar", "Preferente", "En vigilancia"])
        yield Client(f"Cliente {number + 1:02}", country, kind, profile, number % 9 != 4, number % 13 == 12, pays)


def bills(everyone, random):
    number = 0
    for client in everyone:
        for _ in range(random.randint(1, 3)):
            number += 1
            due = FIRST + timedelta(random.randint(-25, 80))
            yield {
                "folio": f"F{number:03}", "customer": client.name, "issued": due - timedelta(30), "due": due,
                "amount": float(random.randint(20, 900) * 100), "currency": "MXN",
            }  # fmt: skip


def fill(office, sheet, rows):
    book = XlsxBook(office.path)
    area = office._area(book, sheet)
    table = area.table.name
    patches = [
        AppendRow(area.sheet, table, at, {area.columns[f]: value for f, value in row.items() if value is not None})
        for at, row in enumerate(rows, area.first_row)
    ]
    book.apply(patches, book.digest())


class Months:
    """The four months, worked through; what was done is kept as the bookkeeper remembers it."""

    def __init__(self, path):
        self.random = Random(6)
        self.office = Office(path, País="MX", Moneda="MXN", Empresa="Maderas del Norte", Remitente="Laura Ibáñez")
        self.clients = {client.name: client for client in clients(self.random)}
        self.bills = list(bills(self.clients.values(), self.random))
        fill(self.office, layout.CUSTOMERS, [client.row for client in self.clients.values()])
        fill(self.office, layout.LEDGER, [bill for bill in self.bills if bill["issued"] < FIRST])
        self.contacts, self.payments, self.twice = [], [], []
        for day in days(FIRST, LAST):
            for bill in self.bills:
                if bill["issued"] == day:
                    self.office.bill(**bill)
            self._pay(day)
            if day.weekday() < 5 and day not in AWAY:
                self._work(day)

    def _pay(self, day):
        due = [
            bill for bill in self.bills
            if (after := self.clients[bill["customer"]].pays_after) is not None
            and max(bill["due"] + timedelta(after), FIRST) == day
        ]  # fmt: skip
        for bill in due:
            self.office.receive(paid_on=day, customer=bill["customer"], folio=bill["folio"], amount=bill["amount"])
            self.payments.append((day, bill))

    def _work(self, day):
        book = XlsxBook(self.office.path, patterns=template.blank)
        plan = remind(book, day)
        book.apply(plan.patches, plan.digest)
        book = XlsxBook(self.office.path)
        again = remind(book, day)
        self.twice += [one.letter for one in again.letters]
        sent = [one.letter for one in plan.letters if self.random.random() < 0.9 and self._send(one.letter, plan, day)]
        calls = [one for one in plan.skipped if one.reason == "by_phone" and self.random.random() < 0.8]
        rows = [self._call(one, day, plan) for one in calls]
        patches = [*self._marks(book, {letter.customer.key for letter in sent}, day)]
        patches += append_rows(book, layout.LOG, rows).patches if rows else ()
        book.apply(patches, book.digest())

    def _send(self, letter, plan, day):
        """At some moment of the day, if it may leave then or later that day."""
        moment = datetime.combine(day, time(self.random.randint(5, 23), self.random.choice([0, 15, 30, 45])))
        later = may_send(letter.customer, letter.channel, moment, plan.policy)
        if later is not None and (later.at is None or later.at.date() != day):
            return False
        self._note(letter, moment if later is None else later.at, plan)
        return True

    def _call(self, skipped, day, plan):
        step, channel = plan.teller.stage(skipped.told["step"]), "Teléfono"
        self.contacts.append(Contact(datetime.combine(day, time(11)), skipped.customer.key, step, channel))
        return {
            "on": day, "customer": skipped.customer.key, "direction": "Saliente", "channel": channel, "step": step,
            "outcome": "Sin respuesta",
        }  # fmt: skip

    def _note(self, letter, moment, plan):
        channel = plan.teller.channel(letter.channel)
        self.contacts.append(Contact(moment, letter.customer.key, plan.teller.stage(letter.step), channel))

    @staticmethod
    def _marks(book, customers, day):
        sheet = find_letters(book)
        if sheet is None:
            return
        for row in range(sheet.area.first_row, sheet.area.last_row + 1):
            if sheet.area.grid.row(row).get(sheet.ours["customer"]) in customers:
                yield SetCell(sheet.area.sheet, row, sheet.typed["sent"], day)


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    return Months(tmp_path_factory.mktemp("calendar") / "cartera.xlsx")


@pytest.fixture
def by_customer(months):
    found = defaultdict(list)
    for contact in months.contacts:
        found[contact.customer].append(contact)
    return found


def reminders(contacts):
    """All but the thanks, which wait for nothing."""
    return [contact for contact in contacts if contact.step != "Agradecer"]


def test_running_again_on_a_day_prepares_nothing_new(months):
    assert months.twice == []


def test_a_customer_is_contacted_once_a_day_at_most(by_customer):
    for customer, contacts in by_customer.items():
        on = [contact.at.date() for contact in contacts]
        assert len(on) == len(set(on)), customer


def test_a_customer_is_contacted_twice_in_seven_days_at_most(by_customer):
    for contacts in by_customer.values():
        on = [contact.at.date() for contact in reminders(contacts)]
        assert [(a, c) for a, _, c in zip(on, on[1:], on[2:], strict=False) if (c - a).days < 7] == []


def test_every_step_is_given_its_time(by_customer):
    for contacts in by_customer.values():
        for before, after in pairwise(reminders(contacts)):
            assert (after.at.date() - before.at.date()).days >= WAITS[before.step], (before, after)


def test_what_leaves_by_mail_leaves_at_an_hour_that_the_law_allows(months):
    for contact in months.contacts:
        client = months.clients[contact.customer]
        if contact.channel == "Carta":
            continue
        weekdays, saturday = HOURS.get((client.country, client.kind), PRUDENT)
        begin, end = saturday if contact.at.weekday() == 5 else weekdays
        assert contact.at.weekday() < 6
        assert begin <= contact.at.hour < end, contact
        assert contact.channel == "Teléfono" or contact.at.date() not in holidays.country_holidays(client.country), (
            contact
        )


def test_a_consumer_in_colombia_hears_by_one_channel_a_week_and_nobody_else_is_asked(months, by_customer):
    consumers = [c for c in months.clients.values() if (c.country, c.kind) == ("CO", "Consumidor")]
    assert consumers
    for client in consumers:
        contacts = by_customer[client.name]
        assert "Otro contacto" not in [contact.step for contact in contacts]
        for before, after in pairwise(contacts):
            same_week = (after.at.date() - before.at.date()).days < 7
            assert not same_week or before.channel == after.channel


def test_an_announcement_or_a_demand_is_repeated_once_a_debt_for_want_of_proof(months, by_customer):
    for customer, contacts in by_customer.items():
        debts = sum(bill["customer"] == customer for bill in months.bills)
        for step in ("Aviso de suspensión", "Requerimiento de pago"):
            assert sum(contact.step == step for contact in contacts) <= 2 * debts, customer


def test_whoever_asked_for_no_contact_gets_none(months, by_customer):
    never = [client.name for client in months.clients.values() if client.never]

    assert never
    assert [name for name in never if by_customer[name]] == []


def test_who_has_paid_is_only_thanked(months, by_customer):
    last_paid = {bill["customer"]: day for day, bill in months.payments}
    for customer, day in last_paid.items():
        owes = [
            b
            for b in months.bills
            if b["customer"] == customer and (b["folio"] not in {p["folio"] for _, p in months.payments})
        ]
        if not owes:
            later = [contact for contact in by_customer[customer] if contact.at.date() > day]
            assert {contact.step for contact in later} <= {"Agradecer"}


def test_the_log_says_what_was_done_and_no_more(months):
    book = XlsxBook(months.office.path)
    plan = remind(book, LAST + timedelta(1))  # so that the last marks are read
    book.apply(plan.patches, plan.digest)
    rows = months.office.logged()
    done = [(row["customer"], row["on"], row["step"]) for row in rows if row["outcome"] in {"Enviado", "Sin respuesta"}]
    prepared = [(row["customer"], row["on"]) for row in rows if row["outcome"] == "Preparado"]

    assert sorted(done) == sorted((c.customer, c.at.date(), c.step) for c in months.contacts)
    assert len(prepared) == len(set(prepared))
    assert {Channel.EMAIL, Channel.LETTER} <= {entry.channel for entry in plan.ledger.log}


def page(months, by_customer):
    lines = ["# Cuatro meses de cartas", ""]
    paid = defaultdict(list)
    for day, bill in months.payments:
        paid[bill["customer"]].append((day, f"paga {bill['folio']}, {bill['amount']:,.2f}"))
    for client in months.clients.values():
        about = ", ".join(
            filter(None, (client.country, client.kind, client.profile, "no contactar" if client.never else ""))
        )
        lines.append(f"## {client.name} ({about})")
        theirs = [bill for bill in months.bills if bill["customer"] == client.name]
        lines += [f"   {b['folio']}: {b['amount']:,.2f}, vence el {b['due']:%d/%m/%Y}" for b in theirs]
        told = [(c.at, f"{c.step}, {c.channel}") for c in by_customer[client.name]]
        told += [(datetime.combine(day, time.min), text) for day, text in paid[client.name]]
        for at, text in sorted(told):
            shown = f"{at:%d/%m/%Y}" if at.time() == time.min else f"{at:%d/%m/%Y %H:%M}"
            lines.append(f"   {shown} {text}")
        lines.append("")
    return "\n".join(lines)


def test_the_page_is_the_one_that_was_signed(months, by_customer, accept):
    found = page(months, by_customer)
    if accept:
        PAGE.write_text(found, "utf-8")

    assert found == PAGE.read_text("utf-8")
