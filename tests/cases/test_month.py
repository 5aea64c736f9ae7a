"""A month in the life: one workbook, one bookkeeper, thirty days. She opens `Hoy`, calls, and notes what came of it.

`pytest --accept tests/cases` rewrites the page that she would sign; `git diff` is the review.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cases.office import Office, days
from xl_cobranza import review
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.book import layout
from xl_cobranza.flows.plan import Plan
from xl_cobranza.wording.problems import problem as problem_in_words

HERE = Path(__file__).parent
FIRST, LAST = date(2026, 11, 2), date(2026, 12, 1)  # a Monday; the 16th is a holiday in Mexico

CUSTOMERS = [
    ("Ferretería El Roble", "Norma Lugo", "norma@roble.example", "55 5555 0101"),
    ("Textiles Quetzal", "Raúl Soto", "raul@quetzal.example", "55 5555 0102"),
    ("Panadería Sol", "Elena Prado", "elena@sol.example", "55 5555 0103"),
    ("Óptica Claridad", "Iván Cota", "ivan@claridad.example", "55 5555 0104"),
    ("Taller Aguirre", "Ramón Aguirre", "ramon@aguirre.example", "55 5555 0105"),
    ("Viveros Las Lomas", "Valeria Nieto", "valeria@lomas.example", "55 5555 0106"),
    ("Clínica Sonrisas", "Paula Vera", "paula@sonrisas.example", "55 5555 0107"),
    ("Muebles Arrayán", "Teresa Olmos", "teresa@arrayan.example", "55 5555 0108"),
]
INVOICES = [
    ("101", "Ferretería El Roble", date(2026, 10, 1), date(2026, 10, 31), 34800.0),
    ("102", "Textiles Quetzal", date(2026, 9, 10), date(2026, 10, 10), 80000.0),
    ("103", "Panadería Sol", date(2026, 9, 25), date(2026, 10, 25), 27260.0),
    ("104", "Óptica Claridad", date(2026, 9, 20), date(2026, 10, 20), 20300.0),
    ("105", "Taller Aguirre", date(2026, 10, 3), date(2026, 11, 2), 15660.0),
    ("106", "Viveros Las Lomas", date(2026, 10, 5), date(2026, 11, 4), 12040.0),
    ("107", "Viveros Las Lomas", date(2026, 10, 12), date(2026, 11, 11), 9280.0),
    ("108", "Clínica Sonrisas", date(2026, 9, 28), date(2026, 10, 28), 22620.0),
    ("109", "Muebles Arrayán", date(2026, 10, 9), date(2026, 11, 8), 11600.0),
    ("110", "Ferretería El Roble", date(2026, 10, 20), date(2026, 11, 19), 9048.0),
]

Event = tuple[str, Callable[[Office, date], object]]


def noted(customer: str, outcome: str, **more) -> Event:
    text = ", ".join([outcome, *(f"{v:%d/%m/%Y}" if isinstance(v, date) else str(v) for v in more.values())])
    return f"Anota en Hoy: {customer}: {text}", lambda office, _: office.note(customer, outcome=outcome, **more)


def paid(customer: str, amount: float, folio: str = "", reference: str = "") -> Event:
    told = f"Entra un pago de {amount:,.2f}: {customer or '?'} {folio or 'sin folio'} {reference}".rstrip()
    return told, lambda office, day: office.receive(
        paid_on=day,
        customer=customer or None,
        folio=folio or None,
        amount=amount,
        currency="MXN",
        reference=reference or None,
    )


def wrote(customer: str, text: str, **more) -> Event:
    return f"Escribe {customer}: {text}", lambda office, day: office.log(
        on=day, customer=customer, direction="Entrante", channel="Correo", notes=text, **more
    )


def proved(customer: str, step: str, evidence: str) -> Event:
    return f"Llega el acuse de {customer}: {step}, {evidence}", lambda office, day: office.log(
        on=day,
        customer=customer,
        direction="Saliente",
        channel="Carta",
        step=step,
        outcome="Enviado",
        evidence=evidence,
    )


def disputed(row: int, amount: float, reason: str) -> Event:
    def type_it(office: Office, _: date) -> None:
        office.correct(layout.LEDGER, row, "disputed", amount)
        office.correct(layout.LEDGER, row, "dispute_reason", reason)

    return f"Marca en disputa {amount:,.2f} de la fila {row}: {reason}", type_it


def settled(row: int) -> Event:
    return f"Quita la disputa de la fila {row}", lambda office, _: office.correct(layout.LEDGER, row, "disputed", None)


def billed(folio: str, customer: str, due: date, amount: float) -> Event:
    return f"Factura {folio} a {customer}: {amount:,.2f}, vence el {due:%d/%m/%Y}", lambda office, day: office.bill(
        folio=folio, customer=customer, issued=day, due=due, amount=amount, currency="MXN"
    )


def identified(row: int, customer: str) -> Event:
    told = f"Averigua de quién es el pago de la fila {row}: {customer}"
    return told, lambda office, _: office.correct(layout.PAYMENTS, row, "customer", customer)


def credited(folio: str, customer: str, amount: float, of: str) -> Event:
    return f"Nota de crédito {folio} a {customer}: {amount:,.2f}, de la {of}", lambda office, day: office.bill(
        folio=folio, customer=customer, issued=day, amount=-amount, currency="MXN", applies_to=of
    )


STORY: dict[date, list[Event]] = {
    date(2026, 11, 2): [
        noted("Textiles Quetzal", "Sin respuesta"),
        noted("Ferretería El Roble", "Respondió", notes="la paga esta semana"),
        noted("Panadería Sol", "Promesa", promise_date=date(2026, 11, 6)),
        noted("Óptica Claridad", "Promesa", promise_date=date(2026, 11, 5), promise_amount=20300.0),
        noted("Clínica Sonrisas", "me dijo que luego"),
        noted("Muebles Arrayán", "Enviado"),
    ],
    date(2026, 11, 3): [
        noted("Clínica Sonrisas", "Pide plazo", notes="pueden pagar en dos partes"),
        noted("Taller Aguirre", "Sin respuesta"),
    ],
    date(2026, 11, 4): [paid("Ferretería El Roble", 34800.0, "101", "SPEI 4471")],
    date(2026, 11, 5): [noted("Ferretería El Roble", "Enviado", notes="gracias enviadas")],
    date(2026, 11, 6): [paid("Panadería Sol", 27260.0, "103")],
    date(2026, 11, 9): [
        noted("Textiles Quetzal", "Sin respuesta"),
        noted("Panadería Sol", "Enviado"),
        noted("Taller Aguirre", "Disputa", notes="cobramos de más 2,000"),
    ],
    date(2026, 11, 10): [disputed(6, 2000.0, "Mano de obra de más"), noted("Óptica Claridad", "Sin respuesta")],
    date(2026, 11, 11): [
        paid("", 12040.0, "", "DEPÓSITO EN EFECTIVO"),
        wrote("Muebles Arrayán", "No me llegó la factura", cause="No recibió factura"),
    ],
    date(2026, 11, 12): [noted("Muebles Arrayán", "Enviado", notes="factura reenviada")],
    date(2026, 11, 13): [identified(4, "Viveros Las Lomas"), noted("Clínica Sonrisas", "Oferta hecha", notes="dos pagos de 11,310")],
    date(2026, 11, 17): [
        noted("Textiles Quetzal", "Sin respuesta", notes="la recepción toma recado"),
        noted("Óptica Claridad", "Promesa", promise_date=date(2026, 11, 19)),
        noted("Viveros Las Lomas", "Enviado", notes="gracias por el pago"),
    ],
    date(2026, 11, 18): [
        settled(6),
        credited("NC-1", "Taller Aguirre", 2000.0, "105"),
        paid("Taller Aguirre", 13660.0, "105"),
        billed("111", "Panadería Sol", date(2026, 12, 18), 14300.0),
    ],
    date(2026, 11, 19): [noted("Taller Aguirre", "Enviado", notes="disculpa y gracias"), noted("Panadería Sol", "Recibida y conforme")],
    date(2026, 11, 20): [paid("Clínica Sonrisas", 11310.0, "108")],
    date(2026, 11, 23): [noted("Textiles Quetzal", "Sin respuesta"), noted("Muebles Arrayán", "Promesa", promise_date=date(2026, 11, 27))],
    date(2026, 11, 25): [noted("Viveros Las Lomas", "Respondió", notes="la paga el viernes")],
    date(2026, 11, 27): [paid("Muebles Arrayán", 11600.0, "109"), paid("Viveros Las Lomas", 9280.0, "107")],
    date(2026, 11, 30): [
        noted("Textiles Quetzal", "Enviado", notes="aviso de suspensión, carta certificada"),
        noted("Óptica Claridad", "Rechazo", notes="dice que no puede"),
    ],
    date(2026, 12, 1): [proved("Textiles Quetzal", "Aviso de suspensión", "Entregado")],
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    office = Office(
        tmp_path_factory.mktemp("office") / "cartera.xlsx", País="MX", Moneda="MXN", Empresa="Maderas del Norte"
    )
    for customer, contact, email, phone in CUSTOMERS:
        office.meet(customer=customer, contact=contact, email=email, phone=phone)
    for folio, customer, issued, due, amount in INVOICES:
        office.bill(folio=folio, customer=customer, issued=issued, due=due, amount=amount, currency="MXN")
    return office


WEEKDAYS = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")


class Page:
    """What she reads each day: what was wrong, whom to contact, which invoices changed."""

    def __init__(self) -> None:
        self.lines = ["# Un mes de cobranza", ""]
        self._rows: dict[str, str] = {}
        self._invoices: dict[str, str] = {}

    def tell(self, day: date, plan: Plan) -> None:
        self.lines += [f"## {WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}", ""]
        self.lines += [f"! {problem_in_words(problem, country='MX')}" for problem in plan.problems]
        rows = {row["customer"]: f"{row['step']}, {row['channel']}. {row['action']}" for row in plan.today}
        news = [customer for customer, told in rows.items() if self._rows.get(customer) != told]
        same = [customer for customer in rows if customer not in news]
        self.lines += [f"→ {customer}: {rows[customer]}" for customer in news]
        if same:
            self.lines.append(f"→ como ayer: {', '.join(same)}")
        if not rows:
            self.lines.append("→ nadie")
        self._rows = rows
        for row in plan.decisions:
            now = f"{row.stage}{f' → {row.step}' if row.step else ''}, {row.balance} MXN"
            if self._invoices.get(row.id) != now:
                self.lines.append(f"  {row.id} {row.customer}: {now}. {row.reason}")
                self._invoices[row.id] = now


def test_the_first_morning_nobody_gets_a_hard_step(office: Office) -> None:
    plan = review(XlsxBook(office.path), FIRST)

    assert {row.stage_id for row in plan.decisions} >= {"aviso_suspension", "otro_contacto"}
    assert {row.step_id for row in plan.decisions} == {"emitida", "por_vencer", "recordatorio"}


def test_each_day_is_decided_as_a_bookkeeper_would(office: Office, accept: bool) -> None:
    page = Page()
    for day in days(FIRST, LAST):
        plan = office.run(day)
        assert list(review(XlsxBook(office.path), day).patches) == []
        page.tell(day, plan)
        for told, happens in STORY.get(day, []):
            assert happens(office, day) is not False, f"{day}: {told}: the customer is not in Hoy"
            page.lines.append(f"* {told}")
        page.lines.append("")
    kept, text = HERE / "month.txt", "\n".join(page.lines)
    if accept:
        kept.write_text(text, encoding="utf-8")

    assert text == kept.read_text(encoding="utf-8")
    notes = sum(told.startswith("Anota") for events in STORY.values() for told, _ in events)
    assert (
        sum(entry["direction"] == "Saliente" for entry in office.logged()) == notes
    )  # the unknown word was typed twice
