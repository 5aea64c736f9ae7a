"""A year in the life of three agreements: signed, paid early, late, in part and twice, broken, renegotiated, settled.

One workbook, looked at every day, written on the days on which something happens. `pytest --accept tests/cases`
rewrites the page; `git diff` is the review.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cases.office import Office, days
from xl_cobranza import DecisionRow, Proposal, agree, review, template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_named, find_sheet
from xl_cobranza.book.port import SetCell, Value
from xl_cobranza.domain.agreements.terms import Method
from xl_cobranza.domain.days.working_days import WorkingCalendar
from xl_cobranza.flows.appending import append_rows
from xl_cobranza.flows.plan import Plan
from xl_cobranza.wording.problems import problem as problem_in_words

HERE = Path(__file__).parent
FIRST, LAST = date(2026, 1, 12), date(2026, 12, 31)
LOMAS, PASILLA, CLARIDAD = "Viveros Las Lomas", "Restaurante Pasilla", "Óptica Claridad"
CUSTOMERS = [
    (LOMAS, "Valeria Nieto", "valeria@lomas.example", "55 5555 0106"),
    (PASILLA, "Valentín Mora", "valentin@pasilla.example", "55 5555 0110"),
    (CLARIDAD, "Iván Cota", "ivan@claridad.example", "55 5555 0104"),
]
INVOICES = [
    ("201", LOMAS, date(2025, 10, 31), date(2025, 11, 30), 24000.0),
    ("202", LOMAS, date(2025, 12, 1), date(2025, 12, 31), 18000.0),
    ("203", LOMAS, date(2026, 1, 2), date(2026, 2, 1), 6000.0),
    ("301", PASILLA, date(2025, 11, 15), date(2025, 12, 15), 30000.0),
    ("401", CLARIDAD, date(2025, 12, 10), date(2026, 1, 9), 10000.0),
]

Event = tuple[str, Callable[[Office, date], object]]


def paid(customer: str, amount: float, folio: str = "", reference: str = "") -> Event:
    told = f"Entra un pago de {amount:,.2f}: {customer} {folio or 'sin folio'} {reference}".rstrip()
    return told, lambda office, day: office.receive(
        paid_on=day, customer=customer, folio=folio or None, amount=amount, currency="MXN", reference=reference or None
    )


def noted(customer: str, outcome: str, **more: Value) -> Event:
    text = ", ".join([outcome, *(f"{v:%d/%m/%Y}" if isinstance(v, date) else str(v) for v in more.values())])
    return f"Anota en Hoy: {customer}: {text}", lambda office, _: office.note(customer, outcome=outcome, **more)


def called(customer: str, text: str, **more: Value) -> Event:
    return f"Llama {customer}: {text}", lambda office, day: office.log(
        on=day, customer=customer, direction="Entrante", channel="Teléfono", notes=text, **more
    )


def agreed(told: str, **terms: object) -> Event:
    def sign(office: Office, day: date) -> None:
        book = XlsxBook(office.path, None, template.blank)
        plan = agree(book, day, Proposal(**terms))  # type: ignore[arg-type]
        book.apply(plan.patches, plan.digest)

    return f"Acuerda con {told}", sign


def settled(id_: str, customer: str, balance: float, amount: float, due: date, replaces: str) -> Event:
    """An agreement that she writes herself: a row, and a sheet with one payment that is less than the balance."""

    def write(office: Office, day: date) -> None:
        book = XlsxBook(office.path)
        row = {
            "id": id_, "signed_on": day, "customer": customer, "balance": balance, "waived": balance - amount,
            "instalments": 1.0, "replaces": replaces,
        }  # fmt: skip
        book.apply(append_rows(book, layout.AGREEMENTS, [row]).patches, book.digest())
        office.add_sheet(f"Acuerdo {id_}", [["N.º", "Fecha", "Cuota"], [1, due, amount]])

    told = f"Escribe en Acuerdos {id_}, que sustituye a {replaces}: {customer} paga {amount:,.2f} de {balance:,.2f}"
    return f"{told} el {due:%d/%m/%Y}", write


def moved(id_: str, number: int, day: date) -> Event:
    """She changes the date of an instalment in its sheet."""

    def edit(office: Office, _: date) -> None:
        book = XlsxBook(office.path)
        area = find_named(book, layout.SCHEDULE, f"Acuerdo {id_}")
        assert area is not None
        numbers = area.grid.column(area.columns["number"], area.first_row, area.last_row)
        cell = SetCell(area.sheet, area.first_row + numbers.index(float(number)), area.columns["due"], day)
        book.apply([cell], book.digest())

    return f"Cambia en Acuerdo {id_} la fecha de la parcialidad {number} al {day:%d/%m/%Y}", edit


def credited(folio: str, customer: str, amount: float, of: str) -> Event:
    return f"Nota de crédito {folio} a {customer}: {amount:,.2f}, de la {of}", lambda office, day: office.bill(
        folio=folio, customer=customer, issued=day, amount=-amount, currency="MXN", applies_to=of
    )


STORY: dict[date, list[Event]] = {
    date(2026, 1, 12): [
        called(LOMAS, "no puede pagar todo de una vez", outcome="Pide plazo"),
        called(PASILLA, "pide pagar en seis meses", outcome="Pide plazo"),
    ],
    date(2026, 1, 13): [
        agreed(
            f"{LOMAS}: 6 de 8,000, con aceleración", customer=LOMAS, count=6, first_on=date(2026, 2, 10), acceleration=True
        ),
        agreed(
            f"{PASILLA}: 6 parcialidades al 24 % anual", customer=PASILLA, count=6, rate=Decimal("0.24"),
            method=Method.FRENCH, first_on=date(2026, 2, 15),
        ),
    ],
    date(2026, 1, 20): [noted(CLARIDAD, "Promesa", promise_date=date(2026, 1, 23))],
    date(2026, 1, 23): [paid(CLARIDAD, 10000.0, "401")],
    date(2026, 1, 26): [noted(CLARIDAD, "Enviado", notes="gracias")],
    date(2026, 2, 4): [paid(LOMAS, 8000.0, "AC-001", "antes de tiempo")],
    date(2026, 2, 11): [noted(PASILLA, "Enviado", notes="recordatorio")],
    date(2026, 2, 16): [paid(PASILLA, 5355.77, "AC-002")],
    date(2026, 3, 5): [noted(LOMAS, "Enviado", notes="recordatorio")],
    date(2026, 3, 10): [paid(LOMAS, 4000.0, "AC-001", "una parte")],
    date(2026, 3, 11): [noted(LOMAS, "Respondió", notes="el resto, el viernes")],
    date(2026, 3, 13): [paid(LOMAS, 4000.0, "AC-001", "el resto"), paid(PASILLA, 5355.0, "AC-002", "77 centavos de menos")],
    date(2026, 4, 9): [paid(LOMAS, 8000.0, "AC-001"), paid(LOMAS, 8000.0, "AC-001", "por error, dos veces")],
    date(2026, 4, 15): [paid(PASILLA, 5355.77, "AC-002")],
    date(2026, 5, 15): [paid(PASILLA, 5355.77, "AC-002"), moved("AC-002", 5, date(2026, 6, 30))],
    date(2026, 6, 5): [noted(LOMAS, "Enviado", notes="recordatorio")],
    date(2026, 6, 11): [noted(LOMAS, "Sin respuesta")],
    date(2026, 6, 17): [noted(LOMAS, "Sin respuesta")],
    date(2026, 6, 24): [noted(LOMAS, "Respondió", notes="han perdido un cliente; pagarían 4,000 al mes")],
    date(2026, 6, 25): [
        agreed(
            f"{LOMAS}: sustituye a AC-001, 4 de 4,000 a fin de mes", customer=LOMAS, count=4,
            first_on=date(2026, 7, 31), replaces="AC-001",
        )
    ],
    date(2026, 6, 30): [paid(PASILLA, 5355.77, "AC-002")],
    date(2026, 7, 15): [paid(PASILLA, 5356.57, "AC-002", "la última, con los 77 centavos")],
    date(2026, 7, 16): [noted(PASILLA, "Enviado", notes="gracias por cumplir")],
    date(2026, 7, 31): [paid(LOMAS, 4000.0, "AC-003")],
    date(2026, 9, 1): [noted(LOMAS, "Promesa", promise_date=date(2026, 9, 3))],
    date(2026, 9, 3): [paid(LOMAS, 4000.0, "AC-003")],
    date(2026, 10, 6): [noted(LOMAS, "Sin respuesta")],
    date(2026, 10, 13): [noted(LOMAS, "Oferta hecha", notes="6,800 en un solo pago")],
    date(2026, 10, 14): [
        called(LOMAS, "aceptan", outcome="Recibida y conforme"),
        settled("AC-004", LOMAS, 8000.0, 6800.0, date(2026, 10, 30), "AC-003"),
    ],
    date(2026, 10, 30): [paid(LOMAS, 6800.0, "AC-004")],
    date(2026, 11, 3): [credited("NC-1", LOMAS, 1200.0, "203")],
    date(2026, 11, 4): [noted(LOMAS, "Enviado", notes="gracias y finiquito")],
}  # fmt: skip

STATUSES = {"kept": "al corriente", "late": "atrasado", "broken": "incumplido", "fulfilled": "cumplido",
            "renegotiated": "renegociado", "cancelled": "cancelado", "unknown": "sin calendario"}  # fmt: skip
CALENDAR = WorkingCalendar("MX")
WEEKDAYS = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(
        tmp_path_factory.mktemp("year") / "cartera.xlsx",
        País="MX",
        Moneda="MXN",
        Tolerancia=1.0,
        Empresa="Maderas del Norte",
    )
    for customer, contact, email, phone in CUSTOMERS:
        office.meet(customer=customer, contact=contact, email=email, phone=phone)
    for folio, customer, issued, due, amount in INVOICES:
        office.bill(folio=folio, customer=customer, issued=issued, due=due, amount=amount, currency="MXN")
    return office


class Page:
    """What changes: whom to contact, where each invoice stands and why, how each agreement goes, what was wrong."""

    def __init__(self) -> None:
        self.lines = ["# Un año de acuerdos", ""]
        self._known: dict[str, str] = {}

    def tell(self, day: date, plan: Plan, happened: list[str]) -> None:
        news = [line for key, line in _said(plan, day) if self._differs(key, line)]
        if news or happened:
            self.lines += [
                f"## {WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}",
                "",
                *news,
                *(f"* {one}" for one in happened),
                "",
            ]

    def _differs(self, key: str, line: str) -> bool:
        """A line is news when it says something else than the last time; days go by without being news."""
        same = self._known.get(key) == (now := line.partition(" · ")[0])
        self._known[key] = now
        return not same


def _said(plan: Plan, day: date) -> Iterator[tuple[str, str]]:
    yield (
        "!",
        "\n".join(f"! {problem_in_words(problem, country='MX')}" for problem in plan.problems) or "! nada que corregir",
    )
    for key, status in plan.agreements.items():
        yield key, f"= {key}: {STATUSES[status]}"
    due = {row.customer: row for row in plan.decisions if _leads(row, day)}
    for customer in sorted({row.customer or "" for row in plan.decisions}) if CALENDAR.is_working(day) else ():
        row = due.get(customer)
        yield f"→{customer}", f"→ {customer}: {f'{row.step}, {row.channel}. {row.action}' if row else 'nada'}"
    for row in plan.decisions:
        step = f" → {row.step}" if row.step else ""
        yield row.id, f"  {row.id} {row.customer}: {row.stage}{step}, {row.balance} MXN · {row.reason}"


def _leads(row: DecisionRow, day: date) -> bool:
    """Whether the customer is to be contacted about this row today."""
    due = row.step is not None and row.next_action_on is not None and row.next_action_on <= day
    return due and not row.action.startswith("Incluida")


def test_each_day_of_the_year_is_decided_as_a_bookkeeper_would(office: Office, accept: bool) -> None:
    page, book = Page(), XlsxBook(office.path)
    for day in days(FIRST, LAST):
        happened = STORY.get(day, [])
        plan = office.run(day) if happened else review(book, day)
        page.tell(day, plan, [told for told, _ in happened])
        for told, happens in happened:
            assert happens(office, day) is not False, f"{day}: {told}: the customer is not in Hoy"
        if happened:
            book = XlsxBook(office.path)
    page.lines += ["# Lo que queda escrito", "", *_written(XlsxBook(office.path))]
    kept, text = HERE / "year.txt", "\n".join(page.lines)
    if accept:
        kept.write_text(text, encoding="utf-8")

    assert text == kept.read_text(encoding="utf-8")


def _written(book: XlsxBook) -> Iterator[str]:
    """The log and the agreements, as they stand in the workbook at the end."""
    for sheet, fields in (
        (layout.AGREEMENTS, ("id", "signed_on", "customer", "balance", "waived", "instalments", "replaces")),
        (layout.LOG, ("id", "on", "customer", "direction", "channel", "step", "outcome", "promise_date", "notes")),
    ):
        area = find_sheet(book, sheet)
        assert area is not None
        yield f"## {sheet.name}"
        yield ""
        for row in range(area.first_row, area.last_row + 1):
            cells = (area.grid.row(row).get(area.columns[field]) for field in fields)
            yield " · ".join(
                f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in cells if cell not in {None, ""}
            )
        yield ""
