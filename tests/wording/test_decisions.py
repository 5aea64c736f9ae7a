"""Decisions as a bookkeeper reads them."""

import string
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.domain.build import ago, contact, invoice, review
from xl_cobranza.domain.ledger import Agreement, Contact, Customer, Instalment, Invoice, Outcome
from xl_cobranza.domain.policy import DEFAULT_STAGES, Parameters, Policy
from xl_cobranza.wording import decisions_en, decisions_es
from xl_cobranza.wording.decisions import Teller

ROSA = Contact("Rosa Díaz", "Pagos", "rosa@olmo.example", "55 1234 5678", may_discuss=True)
LUIS = Contact("Luis Peña", "", "", "55 8765 4321", may_discuss=None)
OLMO = Customer("Olmo", name="Olmo, S.A. de C.V.", contacts=(ROSA, LUIS))


def told(*invoices: Invoice, language: str = "es", customer: Customer = OLMO, **context: Any) -> tuple[str, str]:
    """The action and the reason of the first invoice."""
    policy = context.setdefault("policy", Policy())
    decided = review(*invoices, customers=[customer], **context)
    teller, decision = Teller(policy, language), decided.decisions[0]
    return teller.action(decision, invoices[0], customer), teller.reason(decision)


@pytest.mark.parametrize("table", ["STAGES", "CHANNELS", "BUCKETS", "VERBS", "ACTIONS", "FACTS", "CAUSES", "DRIVERS"])
def test_both_languages_say_the_same_things_with_the_same_figures(table: str) -> None:
    spanish, english = getattr(decisions_es, table), getattr(decisions_en, table)

    assert _fields(spanish) == _fields(english)


def _fields(table: Mapping[str, str]) -> dict[str, set[str | None]]:
    parse = string.Formatter().parse
    return {key: {field for _, field, _, _ in parse(text) if field is not None} for key, text in table.items()}


def test_the_first_contact_of_an_old_debt_is_soft_and_says_why() -> None:
    """The sentences a bookkeeper finds on the first morning."""
    assert told(invoice(late=52)) == (
        "Escribir a Rosa Díaz, pagos: recordatorio suave; preguntar si hay dudas o un error en la factura",
        "52 días de vencida; nadie ha contactado aún: se empieza con suavidad; intento 1 de 2; "
        "prioridad por saldo y falta de contacto",
    )


def test_another_person_is_called_by_name() -> None:
    silent = [contact(40, "recordatorio"), contact(30, "recordatorio", outcome=Outcome.NO_ANSWER)]

    action, reason = told(invoice(late=52), log=silent)

    assert action == "Llamar a Luis Peña y pedirle ayuda"
    assert "2 gestiones sin respuesta, la última el 21/10/2026" in reason


def test_a_person_with_a_position_is_set_between_commas() -> None:
    swapped = Customer("Olmo", contacts=(LUIS, ROSA))
    silent = [contact(40, "recordatorio"), contact(30, "recordatorio")]

    assert told(invoice(late=52), customer=swapped, log=silent)[0] == "Llamar a Rosa Díaz, pagos, y pedirle ayuda"


def test_the_debt_is_never_mentioned_to_whom_it_may_not_be() -> None:
    silent = [contact(40, "recordatorio"), contact(30, "recordatorio")]
    guarded = Customer("Olmo", contacts=(ROSA, LUIS._replace(may_discuss=False)))
    nobody = Customer("Olmo", contacts=(ROSA._replace(may_discuss=False),))

    assert told(invoice(late=52), customer=guarded, log=silent)[0] == "Llamar a otra persona de Olmo y pedirle ayuda"
    assert told(invoice(late=52), customer=nobody)[0].startswith("Escribir a Olmo: ")


def test_nobody_known_is_somebody_at_the_customers() -> None:
    silent = [contact(40, "recordatorio"), contact(30, "recordatorio")]

    action, _ = told(invoice(late=52), customer=Customer("Olmo"), log=silent)

    assert action == "Llamar a otra persona de Olmo y pedirle ayuda"


def test_a_gate_is_told_with_both_names() -> None:
    _, reason = told(invoice(late=130), log=None)

    assert "antes de «Vía legal» falta «Requerimiento de pago»" in reason


@pytest.mark.parametrize(
    ("late", "says"),
    [
        (-12, "Vence en 12 días"),
        (-1, "Vence mañana"),
        (0, "Vence hoy"),
        (1, "1 día de vencida"),
        (2, "2 días de vencida"),
    ],
)
def test_days_are_told_as_people_tell_them(late: int, says: str) -> None:
    assert told(invoice(late=late))[1].startswith(says)


@pytest.mark.parametrize(("country", "amount"), [("ES", "1.300,50"), ("MX", "1,300.50"), ("", "1,300.50")])
def test_amounts_are_written_as_the_country_writes_them(country: str, amount: str) -> None:
    policy = Policy(parameters=Parameters(country=country))

    _, reason = told(invoice(late=15, amount=5000, disputed=Decimal("1300.50")), policy=policy)

    assert f"en disputa {amount} MXN" in reason


@pytest.mark.parametrize(("country", "word"), [("MX", "parcialidades"), ("ES", "plazos"), ("CO", "cuotas")])
def test_instalments_are_called_as_the_country_calls_them(country: str, word: str) -> None:
    agreed = Agreement(2, "AC-1", ago(40), "Olmo", ("A1",), schedule=(Instalment(2, 1, ago(-9), Decimal(500), None),))
    policy = Policy(parameters=Parameters(country=country))

    action, _ = told(invoice(late=50, agreement="AC-1"), agreements=[agreed], policy=policy)

    assert word in action


@pytest.mark.parametrize(
    ("due", "says"),
    [
        (-9, "al corriente en el acuerdo AC-1"),
        (
            3,
            "en el acuerdo AC-1 falta el pago acordado (500.00 MXN), que venció el 17/11/2026: se espera hasta el 22/11/2026",
        ),
        (None, "tiene el acuerdo AC-1, que no dice en qué fechas se paga"),
    ],
)
def test_an_agreement_is_called_kept_only_while_it_is(due: int | None, says: str) -> None:
    schedule = () if due is None else (Instalment(2, 1, ago(due), Decimal(500), None),)
    agreed = Agreement(2, "AC-1", ago(10), "Olmo", ("A1",), schedule=schedule)

    assert says in told(invoice(late=50, agreement="AC-1"), agreements=[agreed])[1]


def test_an_action_that_the_sheet_words_is_told_in_those_words() -> None:
    stages = tuple(
        stage
        if stage.key != "recordatorio"
        else stage.__class__("recordatorio", "Aviso 1", 1, 2, 5, stage.channel, action="Mandar saludo")
        for stage in DEFAULT_STAGES
    )
    policy = Policy(stages=stages)

    assert told(invoice(late=5), policy=policy)[0] == "Mandar saludo (Rosa Díaz, pagos)"
    assert Teller(policy).stage("recordatorio") == "Aviso 1"


def test_a_pay_day_explains_why_nothing_is_asked_yet() -> None:
    pays_on_the_25th = Customer("Olmo", pay_days=(25,))

    _, reason = told(invoice(late=10), customer=pays_on_the_25th)

    assert reason.startswith("10 días de vencida; se cuenta desde su día de pago, 25/11/2026")


def test_english_is_plain_english() -> None:
    action, reason = told(invoice(late=52), language="en")

    assert (
        action == "Write to Rosa Díaz, pagos: a soft reminder; ask whether there is a doubt or an error in the invoice"
    )
    assert reason.startswith("52 days overdue; nobody has been in touch yet: start softly; attempt 1 of 2")


def test_a_broken_promise_is_named_with_its_day() -> None:
    broke = contact(30, "recordatorio", outcome=Outcome.PROMISE, promise_date=ago(20))

    assert "no cumplió la promesa del 31/10/2026" in told(invoice(late=52), log=[broke])[1]
