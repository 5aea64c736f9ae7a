from datetime import date
from decimal import Decimal

import pytest

from tests.book.ledger_text import ledger
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.rows import as_of_cell, read_ledger
from xl_cobranza.domain.ledger import (
    Cause,
    Channel,
    Contact,
    CustomerKind,
    Evidence,
    Instalment,
    LogEntry,
    Outcome,
    Payment,
    Profile,
    Situation,
    Unreadable,
)

AS_OF = date(2026, 11, 22)
ONE_INVOICE = """
    [Facturas]
    Folio | Cliente | Vencimiento | Importe
    A-1   | Acme    | 2026-10-01  | 1500
    """


def read(text):
    book = ledger(text)
    policy, _ = read_policy(book)
    return read_ledger(book, find_ledger(book), policy, AS_OF)


def invoice(headings, cells):
    """The only invoice of a ledger that has these columns beside the four it needs."""
    found, problems = read(
        f"Folio | Cliente | Vencimiento | Importe | {headings}\nA-1 | Acme | 2026-10-01 | 1500 | {cells}"
    )
    assert problems == []
    return found.invoices[0]


def kinds(problems):
    return [(problem.kind, problem.ref) for problem in problems]


def test_the_smallest_ledger_has_a_default_for_all_the_rest():
    found, problems = read(ONE_INVOICE)
    (one,) = found.invoices

    assert (one.row, one.folio, one.customer, one.due, one.amount) == (
        2,
        "A-1",
        "Acme",
        date(2026, 10, 1),
        Decimal(1500),
    )
    assert set(one[9:]) == {None, "", False}
    assert (one.series, one.issued, one.currency, one.withheld) == ("", None, None, Decimal(0))
    assert (found.log, found.payments, found.agreements, problems) == (None, [], {}, [])


def test_every_column_of_an_invoice_is_read():
    one = invoice(
        "Serie | Emisión | Moneda | Retención | Pagado | En disputa | Motivo disputa | Responsable | Forma de pago | Vence documento"
        " | En pausa hasta | Promesa | Importe promesa | Descuento pronto pago | Hasta | Aplica a | Acuerdo | Etapa manual",
        "F | 2026-09-01 | M.N. | 100 | 200 | 300 | precio | Laura | Pagaré | 2026-12-01"
        " | 2026-11-30 | 2026-11-25 | 500 | 2 % | 2026-11-24 | A-0 | AC-1 | Negociación",
    )  # fmt: skip

    assert one.series == "F"
    assert one.issued == date(2026, 9, 1)
    assert (one.currency, one.withheld, one.paid, one.disputed) == ("MXN", 100, 200, 300)
    assert (one.dispute_reason, one.dispute_owner) == ("precio", "Laura")
    assert (one.instrument, one.instrument_due) == (True, date(2026, 12, 1))
    assert (one.on_hold_until, one.promise_date, one.promise_amount) == (date(2026, 11, 30), date(2026, 11, 25), 500)
    assert (one.discount, one.discount_until) == (Decimal("0.02"), date(2026, 11, 24))
    assert (one.applies_to, one.agreement, one.manual_stage) == ("A-0", "AC-1", "negociacion")


@pytest.mark.parametrize(
    ("typed", "folio"),
    [
        ("'00123", "00123"),
        ("123", "123"),
        ("\u00a0A-1\u200b", "A-1"),
        ("123456789012345678", "123456789012345680"),
        ("12.5", "12.5"),
    ],
)
def test_a_folio_is_text_and_keeps_what_makes_it_one(typed, folio):
    found, _ = read(f"Folio | Cliente | Vencimiento | Importe\n{typed} | Acme | 2026-10-01 | 1")

    assert found.invoices[0].folio == folio


@pytest.mark.parametrize(
    "day", ["2026-10-01", "2026-10-01T09:30", "46296", "1/10/2026", "01-oct-26", "1 de octubre de 2026"]
)
def test_a_due_date_is_read_however_it_was_typed(day):
    found, problems = read(f"Folio | Cliente | Vencimiento | Importe\nA-1 | Acme | {day} | 1")

    assert found.invoices[0].due == date(2026, 10, 1)
    assert problems == []


def test_a_serial_is_read_by_the_calendar_of_its_workbook():
    book = ledger("Folio | Cliente | Vencimiento | Importe\nA-1 | Acme | 44834 | 1")
    book.date1904 = True

    found, _ = read_ledger(book, find_ledger(book), read_policy(book)[0], AS_OF)

    assert found.invoices[0].due == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("typed", "disputed"),
    [
        ("Sí", True),
        ("x", True),
        ("TRUE", True),
        ("250", Decimal(250)),
        ("1.234,50", Decimal("1234.50")),
        ("No", None),
        ("", None),
        ("0", None),
    ],
)
def test_a_dispute_is_of_the_whole_or_of_an_amount(typed, disputed):
    assert invoice("En disputa", typed).disputed == disputed


@pytest.mark.parametrize(
    ("typed", "situation"),
    [
        ("Cancelada", Situation.CANCELLED),
        ("ANULADA", Situation.CANCELLED),
        ("factoring", Situation.ASSIGNED),
        ("Vencida", None),
        ("", None),
    ],
)
def test_a_situation_is_known_by_its_synonyms_and_a_plain_status_says_nothing(typed, situation):
    assert invoice("Estatus", typed).situation is situation


def test_a_status_that_says_paid_is_the_payment_where_no_amount_says_otherwise():
    assert invoice("Retención | Estatus", "100 | Pagada").paid == Decimal(1400)
    found, problems = read(
        "Folio | Cliente | Vencimiento | Importe | Pagado | Estatus\nA-1 | Acme | 2026-10-01 | 1500 | 200 | Pagada"
    )
    assert found.invoices[0].paid == Decimal(200)
    assert kinds(problems) == [("paid_but_owes", "Facturas!F2")]


@pytest.mark.parametrize(
    ("typed", "held"),
    [("Cheque", True), ("letra de cambio", True), ("03 Transferencia electrónica", False), ("99 Por definir", False)],
)
def test_a_document_in_hand_is_told_from_a_way_to_pay(typed, held):
    assert invoice("Forma de pago", typed).instrument is held
    assert invoice("Forma de pago | Vence documento", f"{typed} | 2026-12-01").instrument is held


def test_the_due_date_of_a_document_says_that_there_is_one():
    assert invoice("Vence documento", "2026-12-01").instrument is True
    assert invoice("Forma de pago | Vence documento", " | 2026-12-01").instrument is True
    assert invoice("Forma de pago | Vence documento", " | ").instrument is False


def test_a_blank_currency_is_the_sign_in_the_amount_else_that_of_the_policy():
    found, problems = read("""
        [Facturas]
        Folio | Cliente | Vencimiento | Importe   | Moneda
        A-1   | Acme    | 2026-10-01  | 1500      |
        A-2   | Acme    | 2026-10-01  | €1.500,00 |
        A-3   | Acme    | 2026-10-01  | US$ 20.00 |
        A-4   | Acme    | 2026-10-01  | $ 20.00   |
        A-5   | Acme    | 2026-10-01  | $ 20.00   | EUR
        A-6   | Acme    | 2026-10-01  | 20        | ?
        [Política]
        Clave  | Valor
        Moneda | MXN
        """)

    assert [i.currency for i in found.invoices] == ["MXN", "EUR", "USD", "MXN", "EUR", None]
    assert kinds(problems) == [("unknown_currency", "Facturas!E7")]


def test_a_bad_cell_spoils_its_row_and_no_other():
    found, problems = read("""
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 31/02/2026  | 1
        A-2   | Acme    | 2026-10-01  | 1
              | Acme    | 2026-10-01  | doce
        """)

    assert [i.folio for i in found.invoices] == ["A-2"]
    assert found.unreadable == [Unreadable(2, "A-1", "Acme"), Unreadable(4, "", "Acme")]
    assert kinds(problems) == [
        ("impossible_date", "Facturas!C2"),
        ("blank_cell", "Facturas!A4"),
        ("not_an_amount", "Facturas!D4"),
    ]


def test_a_doubtful_cell_counts_as_blank_and_its_row_is_read():
    found, problems = read("Folio | Cliente | Vencimiento | Importe | Situación\nA-1 | Acme | 2026-10-01 | 1 | perdida")

    assert found.invoices[0].situation is None
    assert kinds(problems) == [("unknown_word", "Facturas!E2")]


def test_a_formula_of_theirs_is_read_by_its_result_and_reported_without_one():
    found, problems = read(
        "Folio | Cliente | Vencimiento | Importe\nA-1 | Acme | =2026-10-01 | =1500\nA-2 | Acme | =? | 1"
    )

    assert (found.invoices[0].due, found.invoices[0].amount) == (date(2026, 10, 1), 1500)
    assert kinds(problems) == [("not_calculated", "Facturas!C3")]


def test_a_credit_needs_no_due_date():
    found, problems = read("Folio | Cliente | Vencimiento | Importe\nNC-1 | Acme | | (200,00)")

    assert found.invoices[0].is_credit
    assert problems == []


def test_one_invoice_may_have_several_due_dates_but_not_the_same_one_twice():
    found, problems = read("""
        Serie | Folio | Cliente | Vencimiento | Importe
        A     | 1     | Acme    | 2026-10-01  | 1
        A     | 1     | Acme    | 2026-11-01  | 1
        B     | 1     | Acme    | 2026-10-01  | 1
        A     | 1     | Acme    | 01/10/2026  | 2
        """)

    assert [i.row for i in found.invoices] == [2, 3, 4]
    assert [u.row for u in found.unreadable] == [5]
    assert kinds(problems) == [("duplicate_row", "Facturas!B5")]


def test_rows_that_are_no_invoices_are_passed_over_wherever_they_stand():
    found, problems = read("""
        Folio | Cliente    | Vencimiento | Importe
        A-1   | Sumitec    | 2026-10-01  | 1
              | Total Sumitec |          | 1

        Folio | Cliente    | Vencimiento | Importe
        A-2   | Total Gas  | 2026-10-01  | 1
        SUMA: |            |             | =2
        """)

    assert [i.folio for i in found.invoices] == ["A-1", "A-2"]
    assert found.unreadable == []
    assert kinds(problems) == [
        ("total_row", "Facturas!3"),
        ("repeated_heading_row", "Facturas!5"),
        ("total_row", "Facturas!7"),
    ]


def test_a_summary_below_the_data_is_passed_over_but_a_broken_row_within_them_is_not():
    found, problems = read("""
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1

        A-2   |         |             | 1
        A-3   | Acme    | 2026-10-01  | 1

              | Acme    |             | 2
              | Vencido |             | 2
        """)

    assert [u.row for u in found.unreadable] == [4]
    assert [(p.kind, p.ref) for p in problems if p.kind == "note_row"] == [
        ("note_row", "Facturas!7"),
        ("note_row", "Facturas!8"),
    ]


def test_rows_that_name_an_invoice_are_no_summary_even_when_all_of_them_lack_a_date():
    found, problems = read("""
        Folio | Cliente | Vencimiento | Importe
        A-1   | Acme    | 2026-10-01  | 1

        A-2   | Acme    |             | 1
        A-3   | Acme    |             | 1
        """)

    assert [u.row for u in found.unreadable] == [4, 5]
    assert {p.kind for p in problems} == {"no_due_date"}


def test_an_english_workbook_is_read_the_same():
    found, problems = read("""
        [Invoices]
        Invoice | Customer | Issued     | Due date       | Amount   | Currency | Disputed | Situation
        A-1     | Acme     | 2026-09-01 | October 1, 2026| 1,500.00 | dollars  | yes      | Written off
        [Customers]
        Customer | Type     | Profile   | Terms (days)
        Acme     | Consumer | preferred | 30
        [Contact log]
        Date       | Customer | Direction | Channel | Step     | Outcome
        2026-10-05 | Acme     | Incoming  | Phone   | Reminder | Promise
        """)

    assert problems == []
    (one,) = found.invoices
    assert (one.due, one.amount, one.currency, one.disputed) == (date(2026, 10, 1), 1500, "USD", True)
    assert one.situation is Situation.WRITTEN_OFF
    assert found.customers["Acme"].kind is CustomerKind.CONSUMER
    assert (found.log[0].outgoing, found.log[0].step, found.log[0].outcome) == (False, "recordatorio", Outcome.PROMISE)


def test_a_customer_is_joined_by_key_or_by_name_whatever_its_punctuation():
    found, problems = read("""
        [Facturas]
        Folio | Cliente           | Vencimiento | Importe
        A-1   | 1001              | 2026-10-01  | 1
        A-2   | ACME, S.A. de C.V.| 2026-10-01  | 1
        A-3   | Peña y Cía        | 2026-10-01  | 1
        A-4   | PENA Y CIA        | 2026-10-01  | 1
        [Clientes]
        Cliente | Razón social
        1001    | Acme SA de CV
        """)

    assert [i.customer for i in found.invoices] == ["1001", "1001", "Peña y Cía", "Peña y Cía"]
    assert set(found.customers) == {"1001", "Peña y Cía"}
    assert kinds(problems) == [("unknown_customer", "Facturas!B4")]


def test_a_customer_without_a_key_column_is_known_by_its_name():
    found, _ = read(ONE_INVOICE + "[Clientes]\nRazón social | Perfil\n    ACME | VIP")

    assert found.customers["ACME"].profile is Profile.PREFERRED
    assert found.invoices[0].customer == "ACME"


def test_what_is_known_of_a_customer_is_read():
    found, problems = read(
        ONE_INVOICE
        + """
    [Clientes]
    Cliente | Nombre | País  | Tipo     | Perfil | Desfase (días) | Idioma | Límite de crédito | Plazo (días) | Días de pago | Cláusula de suspensión | Cargos por demora | Tasa moratoria | No contactar
    Acme    | Acme SA| Chile | Gobierno | VIP    | 5              | inglés | 9000              | 30 días      | 15 y último  | Sí                     | No                | 12 %           | x
    """
    )
    acme = found.customers["Acme"]

    assert problems == []
    assert (acme.row, acme.name, acme.country, acme.kind) == (2, "Acme SA", "CL", CustomerKind.PUBLIC)
    assert (acme.profile, acme.shift, acme.language) == (Profile.PREFERRED, 5, "en")
    assert (acme.credit_limit, acme.term, acme.pay_days) == (9000, 30, (15, 31))
    assert (acme.suspension_clause, acme.late_charges, acme.late_rate, acme.no_contact) == (
        True,
        False,
        Decimal("0.12"),
        True,
    )


def test_the_people_of_a_customer_come_in_the_order_to_try_them_and_nobody_twice():
    found, _ = read(
        ONE_INVOICE
        + """
    [Clientes]
    Cliente | Contacto  | Correo | Teléfono | Otro contacto | Teléfono 2
    Acme    | Rosa Díaz | r@a.es | 600      | Luis          | 601
    [Contactos]
    Cliente | Nombre    | Puesto  | Orden | Puede tratar la deuda
    ACME    | Nora      | Gerente | 3     | No
    Acme    | Pepe      | Almacén | 2     |
    Acme    | ROSA DIAZ | Pagos   | 1     | Sí
    """
    )

    assert found.customers["Acme"].contacts == (
        Contact("Rosa Díaz", "Pagos", "r@a.es", "600", True),
        Contact("Luis", "", "", "601", None),
        Contact("Pepe", "Almacén", "", "", None),
        Contact("Nora", "Gerente", "", "", False),
    )


def test_payments_are_read_and_a_blank_folio_or_customer_is_no_fault():
    found, problems = read(
        ONE_INVOICE
        + """
    [Pagos]
    Id  | Fecha      | Cliente | Folio | Importe | Moneda
    P-1 | 2026-10-05 | ACME    | A-1   | 500     | USD
    P-2 | 2026-10-06 |         |       | 1.234,50 |
    """
    )

    assert found.payments == [
        Payment(2, "P-1", date(2026, 10, 5), "Acme", "A-1", Decimal(500), "USD"),
        Payment(3, "P-2", date(2026, 10, 6), "", "", Decimal("1234.50"), None),
    ]
    assert problems == []


def test_the_log_is_read_by_the_names_that_the_policy_gives_its_steps():
    found, problems = read(
        ONE_INVOICE
        + """
    [Política: tabla Etapas]
    Clave        | Etapa
    recordatorio | Toque suave
    [Gestiones]
    Fecha      | Cliente | Folio | Sentido  | Canal   | Paso        | Resultado     | Fecha compromiso | Importe compromiso | Causa  | Evidencia
    2026-10-05 | Acme    | A-1   | Saliente | Llamada | toque suave | Promesa       | 2026-10-20       | 500                | Olvido | leído
    2026-10-06 | ACME    |       | Entrante | Correo  | Vía legal   |               |                  |                    |        |
    """
    )

    assert problems == []
    assert found.log == [
        LogEntry(2, date(2026, 10, 5), "Acme", "A-1", True, Channel.PHONE, "recordatorio", Outcome.PROMISE, date(2026, 10, 20), Decimal(500), Cause.FORGOTTEN, Evidence.READ),
        LogEntry(3, date(2026, 10, 6), "Acme", "", False, Channel.EMAIL, "legal", None, None, None, None, Evidence.NONE),
    ]  # fmt: skip


def test_a_day_to_pay_is_a_promise_whatever_little_else_was_noted():
    found, _ = read(
        ONE_INVOICE
        + """
    [Gestiones]
    Fecha      | Cliente | Resultado  | Compromiso
    2026-11-01 | Acme    |            | 2026-11-10
    2026-11-02 | Acme    | Respondió  | 2026-11-10
    2026-11-03 | Acme    | Pide plazo | 2026-11-10
    2026-11-04 | Acme    | Respondió  |
    """
    )

    assert [entry.outcome for entry in found.log or ()] == [
        Outcome.PROMISE,
        Outcome.PROMISE,
        Outcome.ASKS_TERMS,
        Outcome.ANSWERED,
    ]


def test_an_empty_log_is_not_the_same_as_none():
    assert read(ONE_INVOICE)[0].log is None
    assert read(ONE_INVOICE + "[Gestiones]\n    Fecha | Cliente")[0].log == []


def test_agreements_are_read_with_the_schedule_on_their_own_sheet():
    found, problems = read(
        ONE_INVOICE
        + """
    [Acuerdos]
    Id   | Fecha      | Cliente | Folios   | Saldo | Estado     | Sustituye a
    AC-1 | 2026-10-05 | Acme    | A-1; A-2 | 1500  | Vigente    |
    AC-2 | 2026-10-06 | Acme    | A-1      | 900   | Cancelado  |
    AC-3 | 2026-10-07 | Acme    | A-1      | 900   | Vigente    | AC-1
    [Acuerdo AC-3]
    N.º   | Fecha      | Cuota | Pagado
    1     | 2026-11-01 | 450   | 450
    2     | 2026-12-01 | 450   |
    Total |            | =900  |
    """
    )

    assert [(a.id, a.folios, a.closed, a.replaces) for a in found.agreements.values()] == [
        ("AC-1", ("A-1", "A-2"), False, ()),
        ("AC-2", ("A-1",), True, ()),
        ("AC-3", ("A-1",), False, ("AC-1",)),
    ]
    assert found.agreements["AC-3"].schedule == (
        Instalment(2, 1, date(2026, 11, 1), Decimal(450), Decimal(450)),
        Instalment(3, 2, date(2026, 12, 1), Decimal(450), None),
    )
    assert kinds(problems) == [("total_row", "'Acuerdo AC-3'!4")]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20/11/2026", date(2026, 11, 20)),
        ("=2026-11-20", None),
        ("", None),
        ("hoy", None),
    ],
)
def test_the_cutoff_date_counts_only_when_it_is_typed(typed, day):
    assert as_of_cell(ledger(f"[Política]\nFecha de corte | {typed}\nFechaCorte = Política!$B$1")) == day


def test_a_workbook_without_a_cutoff_date_has_none():
    assert as_of_cell(ledger(ONE_INVOICE)) is None
