from datetime import date, time
from decimal import Decimal

import pytest

from tests.book.ledger_text import ledger
from tests.memory_book import MemoryBook
from xl_cobranza.book.policy_sheet import read_policy, stale_rates
from xl_cobranza.book.records.contact_rules import written
from xl_cobranza.book.words import spanish
from xl_cobranza.domain.contacting.defaults import DEFAULT_RULES
from xl_cobranza.domain.contacting.rules import ALL_DAY, Hours, Others
from xl_cobranza.domain.ledger import Channel, CustomerKind
from xl_cobranza.domain.policy import (
    DEFAULT_STAGES,
    AllocationOrder,
    DayCount,
    Gate,
    MailSecurity,
    Parameters,
    Policy,
    RatePeriod,
)

PARAMETERS = """
    Clave                | Valor
    País                 | México
    Moneda               | pesos
    Zona horaria         | America/Mexico_City
    Tramos               | 15; 30; 45
    Tolerancia           | 0.50
    Tasa moratoria       | 18 %
    Base de días         | 30/360
    Compensación fija    | 40
    Aplicación de pagos  | Proporcional
    Margen bancario      | 3 días
    Conciliado hasta     | 20/11/2026
    Contactos por semana | 1
    Gracia de acuerdos   | 0
    Tasa de descuento    | 12 %
    Pasos omitidos       | Visita; suspension
    Idioma               | Inglés
    Empresa              | Altavista
    Remitente            | Laura
    Dirección            | Av. del Ejemplo 120
    Teléfono             | 55 5555 0100
    Correo               | cobros@altavista.example
    Datos bancarios      | Banco Ejemplo, cuenta 1
    Enlace de pago       | https://pagos.altavista.example
    Servidor de correo   | smtp.altavista.example
    Puerto               | 465
    Seguridad            | SSL/TLS
    Usuario de correo    | laura
    Redirigir a          | yo@altavista.example
    Correos por minuto   | 10
    Correos por día      | 100
    """

READ = Parameters(
    country="MX",
    currency="MXN",
    timezone="America/Mexico_City",
    bucket_limits=(15, 30, 45),
    tolerance=Decimal("0.5"),
    late_rate=Decimal("0.18"),
    day_count=DayCount.THIRTY_360_US,
    fixed_compensation=Decimal(40),
    allocation=AllocationOrder.PRO_RATA,
    bank_margin=3,
    reconciled_until=date(2026, 11, 20),
    contacts_per_week=1,
    agreement_grace=0,
    discount_rate=Decimal("0.12"),
    skipped_steps=frozenset({"visita", "suspension"}),
    language="en",
    company="Altavista",
    sender="Laura",
    address="Av. del Ejemplo 120",
    phone="55 5555 0100",
    email="cobros@altavista.example",
    bank_data="Banco Ejemplo, cuenta 1",
    payment_link="https://pagos.altavista.example",
    mail_server="smtp.altavista.example",
    mail_port=465,
    mail_security=MailSecurity.TLS,
    mail_user="laura",
    mail_redirect="yo@altavista.example",
    mail_per_minute=10,
    mail_per_day=100,
)


def test_a_workbook_without_a_policy_has_the_defaults():
    assert read_policy(ledger("[Hoja1]\nhola")) == (Policy(), [])


def test_every_parameter_is_read_by_its_spanish_name():
    policy, problems = read_policy(ledger("[Política]" + PARAMETERS))

    assert policy.parameters == READ
    assert problems == []


def test_a_blank_value_keeps_the_default():
    policy, problems = read_policy(
        ledger("[Política: tabla Parámetros]\nClave | Valor\nTramos |\nMoneda | -\nEmpresa | Altavista")
    )

    assert policy.parameters == Parameters(company="Altavista")
    assert problems == []


def test_the_two_tables_may_stand_one_above_the_other_as_plain_ranges():
    policy, problems = read_policy(
        ledger("""
        [Política]
        Nuestras reglas

        Clave        | Etapa | Desde el día
        recordatorio | Aviso | 3
        legal        | Legal | 150

        Clave  | Valor
        País   | ES
        Idioma | es
        """)
    )

    assert [(s.key, s.name, s.from_day) for s in policy.stages] == [
        ("recordatorio", "Aviso", 3),
        ("legal", "Legal", 150),
    ]
    assert policy.parameters.country == "ES"
    assert problems == []


def test_the_two_tables_may_stand_side_by_side_as_plain_ranges():
    policy, problems = read_policy(
        ledger("""
        [Política]
        Clave        | Etapa | Desde el día | | Clave  | Valor
        recordatorio | Aviso | 3            | | País   | ES
                     |       |              | | Idioma | en
        """)
    )

    assert [s.from_day for s in policy.stages] == [3]
    assert (policy.parameters.country, policy.parameters.language) == ("ES", "en")
    assert problems == []


def test_a_rung_says_only_what_differs_from_the_default_of_its_key():
    policy, problems = read_policy(
        ledger("""
        [Política: tabla Etapas]
        Clave        | Etapa              | Desde el día | Veces | Espera | Acción | Canal    | Requiere
        emitida      | Emitida            | emisión      |       |        |        |          |
        recordatorio | Toque suave        |              | 3     |        | Saludar | WhatsApp |
        suspension   | Suspensión         | 40           |       |        |        |          | aviso entregado hace ≥ 7 días
        """)
    )
    issued, reminder, suspension = policy.stages

    assert issued == DEFAULT_STAGES[0]
    assert (reminder.name, reminder.action, reminder.from_day, reminder.times, reminder.wait) == (
        "Toque suave",
        "Saludar",
        1,
        3,
        5,
    )
    assert reminder.channel is Channel.WHATSAPP
    assert (suspension.from_day, suspension.gate, suspension.optional) == (40, Gate.ANNOUNCED, True)
    assert problems == []


def test_a_blank_row_inside_a_table_does_not_end_it():
    policy, _ = read_policy(
        ledger("""
        [Política: tabla Etapas]
        Clave        | Etapa | Desde el día
        recordatorio | Aviso | 3
                     |       |
        legal        | Legal | 150
        """)
    )

    assert [stage.key for stage in policy.stages] == ["recordatorio", "legal"]


def test_a_rung_of_their_own_is_kept_and_takes_its_place_by_its_day():
    policy, _ = read_policy(
        ledger("""
        [Política: tabla Etapas]
        Clave        | Etapa  | Desde el día
        legal        | Legal  | 121
        carta_amable | Carta  | 8
        recordatorio | Aviso  | 1
        """)
    )

    assert [stage.key for stage in policy.stages] == ["recordatorio", "carta_amable", "legal"]


def test_a_bad_cell_is_told_and_leaves_the_default_and_the_other_rows_alone():
    policy, problems = read_policy(
        ledger("""
        [Política: tabla Etapas]
        Clave        | Etapa | Desde el día | Veces | Canal  | Requiere
        recordatorio | Aviso | pronto       | 0     | Paloma | suerte
        legal        | Legal | 150          | 1     | Carta  |
        """)
    )

    assert [(p.kind, p.ref) for p in problems] == [("bad_policy", f"Política!{column}2") for column in "CDEF"]
    assert [s.from_day for s in policy.stages] == [1, 150]
    assert policy.stages[0].channel is Channel.EMAIL


def test_rates_are_read_in_the_order_of_their_days():
    policy, problems = read_policy(ledger("[Intereses]\nDesde | Tasa anual\n2026-07-01 | 10,5 %\n2026-01-01 | 0.11"))

    assert policy.rates == (
        RatePeriod(date(2026, 1, 1), Decimal("0.11")),
        RatePeriod(date(2026, 7, 1), Decimal("0.105")),
    )
    assert problems == []


def test_a_rate_that_cannot_be_read_leaves_a_gap_from_its_day_on():
    policy, problems = read_policy(
        ledger("[Intereses]\nDesde | Tasa anual\n2026-01-01 | 0.11\n2026-07-01 | 12\n2026-10-01 |")
    )

    assert [period.rate for period in policy.rates] == [Decimal("0.11"), None, None]
    assert [(p.kind, p.ref) for p in problems] == [("rate_above_one", "Intereses!B3"), ("blank_cell", "Intereses!B4")]


def test_holidays_are_read():
    policy, _ = read_policy(ledger("[Festivos]\nFecha | Nombre\n2026-12-24 | Nochebuena\n31/12/2026 | Fin de año"))

    assert policy.holidays == {date(2026, 12, 24), date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 9), [("stale_rate", "Intereses!A3", "01/07/2026")]),
        (date(2026, 6, 1), []),
        (date(2026, 6, 30), []),
    ],
)
def test_a_rate_that_is_older_than_half_a_year_has_to_be_confirmed(as_of, told) -> None:
    book = ledger("""
        [Intereses]
        Desde      | Tasa anual | Fuente
        2026-01-01 | 10 %       | BCE
        2026-07-01 | 11 %       | BCE
    """)
    policy, _ = read_policy(book)

    assert [(p.kind, p.ref, p.found) for p in stale_rates(book, policy, as_of)] == told


def test_a_fixed_rate_needs_no_newer_one() -> None:
    book = ledger("""
        [Política]
        Clave          | Valor
        Tasa moratoria | 12 %
        [Intereses]
        Desde      | Tasa anual
        2020-01-01 | 10 %
    """)
    policy, _ = read_policy(book)

    assert stale_rates(book, policy, date(2026, 11, 20)) == []


CONTACT_RULES = [
    ["País", "Tipo", "Desde", "Regla", "Valor", "Fuente"],
    ["Colombia", "Consumidor", date(2023, 10, 10), "Horario de lunes a viernes", "7 a 19 h", "Ley 2300 de 2023"],
    [None, None, None, "Domingos y festivos", "No", None],
    ["MX", None, None, "Máximo por día", 1.0, "la casa"],
    ["MX", "Consumidor", None, "Terceros", "sin deuda", None],
    [None, None, None, "Solo canales autorizados", True, None],
    [],
]


def test_the_rules_of_contact_are_read_as_typed():
    policy, problems = read_policy(MemoryBook({"Reglas de contacto": CONTACT_RULES}))
    rules, kind = policy.contact_rules, CustomerKind.CONSUMER

    assert problems == []
    assert rules.limits("CO", kind, date(2026, 11, 27)).weekdays == Hours(time(7), time(19))
    mexico = rules.limits("MX", kind, date(2026, 11, 27))
    assert (mexico.sunday.is_closed, mexico.per_day, mexico.others, mexico.agreed_channels) == (
        True,
        1,
        Others.QUIETLY,
        True,
    )
    assert mexico.weekdays == ALL_DAY  # the sheet wins whole: what it does not say is free


def test_a_rule_that_cannot_be_read_is_told_and_does_not_count():
    bad = [
        CONTACT_RULES[0],
        ["MX", None, None, "Horario de lunes a viernes", "por la tarde", None],
        ["MX", None, None, "Máximo por día", -1.0, None],
        ["Narnia", None, None, "Máximo por día", 1.0, None],
        [None, None, None, "Máximo por luna", 1.0, None],
        [None, None, None, "Máximo por semana", 3.0, None],
    ]
    policy, problems = read_policy(MemoryBook({"Reglas de contacto": bad}))

    assert [(p.ref.rpartition("!")[2], p.kind) for p in problems] == [
        ("E2", "bad_contact_rule"), ("E3", "bad_contact_rule"), ("A4", "unknown_word"), ("D5", "unknown_word"),
    ]  # fmt: skip
    assert [row.setting for row in policy.contact_rules.rows] == [3]


def test_ours_can_be_written_and_read_back():
    table = [
        [r.country or None, r.kind and spanish("kind", r.kind), r.since, spanish("rule", r.rule), written(r), r.source]
        for r in DEFAULT_RULES
    ]
    policy, problems = read_policy(MemoryBook({"Reglas de contacto": [CONTACT_RULES[0], *table]}))

    assert problems == []
    assert [rule._replace(row=None) for rule in policy.contact_rules.rows] == list(DEFAULT_RULES)
    assert Policy().contact_rules == read_policy(MemoryBook({"Facturas": []}))[0].contact_rules
