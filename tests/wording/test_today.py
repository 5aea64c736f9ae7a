"""What `Hoy` says: to our person what to do, to the customer how to begin; links that hold nothing but an address."""

import string
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, contact, invoice, payment
from xl_cobranza.domain.agenda import agenda
from xl_cobranza.domain.decide import decide
from xl_cobranza.domain.ledger import Agreement, Contact, Customer, Instalment, Ledger, Outcome
from xl_cobranza.domain.policy import DEFAULT_STAGES, Parameters, Policy
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.today import Talk, TodayTeller, en, es, links

ROSA = Contact("Rosa Díaz", "Pagos", "rosa@olmo.example", "55 5555 0134", may_discuss=True)
LUIS = Contact("Luis Peña", "", "luis@olmo.example", "55 5555 0199", may_discuss=None)
OLMO = Customer("Olmo", name="Olmo, S.A. de C.V.", country="MX", contacts=(ROSA, LUIS))
MEXICO = Policy(parameters=Parameters(country="MX", company="Ferretería Norte", sender="Laura"))


def row(*invoices, log=(), customer=OLMO, language="es", talk=None, payments=(), agreements=()):
    signed = {agreement.id: agreement for agreement in agreements}
    ledger = Ledger(list(invoices), (), tuple(payments), tuple(log), {customer.key: customer}, signed)
    decided = decide(ledger, MEXICO, AS_OF, lambda kind, at: f"{kind}!{at}")
    (errand,) = agenda(ledger, decided, AS_OF).errands
    return TodayTeller(MEXICO, Teller(MEXICO, language), ledger.customers).row(errand, talk)


def test_one_late_invoice_is_told_with_its_figures_and_asked_about():
    told = row(invoice("A-7", late=8, amount=34800))

    assert told["opening"].shown == (
        "Buenos días, Rosa Díaz. Quizá se les ha pasado: está pendiente la factura A-7, de 34,800.00 MXN, que venció el 12/11/2026. "
        "¿La recibieron bien, o hay alguna duda o un error?"
    )
    assert told["whom"].shown == "Rosa Díaz, pagos"
    assert told["owed"].shown == "34,800.00 MXN"
    assert told["phone"] == ("55 5555 0134", "tel:+525555550134")
    assert told["email"].address.startswith("mailto:rosa@olmo.example?subject=Factura%20A-7&body=Buenos%20d%C3%ADas")
    assert told["whatsapp"].address.startswith(
        "https://wa.me/525555550134?text="
        + quote("Buenos días, Rosa Díaz: soy Laura, de Ferretería Norte. Quizá", safe="")
    )


def test_many_invoices_are_counted_and_summed_by_currency():
    told = row(
        invoice("A1", late=8, amount=100), invoice("A2", late=9, amount=50), invoice("A3", late=9, currency="USD")
    )

    assert "3 facturas que suman 50.00 MXN" not in told["opening"].shown
    assert "3 facturas que suman 150.00 MXN · 1,000.00 USD" in told["opening"].shown
    assert told["invoices"].shown.splitlines() == ["A2: 50.00 MXN, 9 d", "A3: 1,000.00 USD, 9 d", "A1: 100.00 MXN, 8 d"]


def test_an_invoice_that_is_not_late_says_when_it_will_be():
    told = row(invoice("A1", late=8, amount=10), invoice("A2", late=0, amount=20), invoice("A3", late=-15, amount=30))

    assert told["invoices"].shown.splitlines() == ["A1: 10.00 MXN, 8 d", "A2: 20.00 MXN, hoy", "A3: 30.00 MXN, en 15 d"]


def test_a_long_list_of_invoices_is_cut_short():
    told = row(*(invoice(f"A{n}", late=8 + n, amount=10) for n in range(1, 9)))

    assert told["invoices"].shown.splitlines()[-1] == "y 4 más"
    assert "Facturas%20A8%2C%20A7%2C%20A6%20y%20otras" in told["email"].address


def test_another_person_is_asked_for_help_and_learns_of_no_debt():
    silent = [contact(day, "recordatorio", outcome=Outcome.NO_ANSWER) for day in (20, 10)]
    told = row(invoice("Z-7", late=30, amount=777), log=silent)

    assert told["step"].shown == "Otro contacto"
    assert told["whom"].shown == "Luis Peña"
    assert told["phone"].shown == "55 5555 0199"
    said = told["opening"].shown + told["email"].address + told["whatsapp"].address
    assert "Rosa Díaz" in told["opening"].shown
    assert not any(word in said for word in ("777", "Z-7", "factura", "Factura"))


def test_a_customer_without_contacts_has_a_row_all_the_same():
    told = row(invoice(late=8), customer=Customer("Olmo"))

    assert (told["whom"].shown, told["phone"].shown, told["email"].address) == ("", "", None)
    assert told["opening"].shown.startswith("Buenos días. Quizá")


def test_the_last_conversation_is_told_with_what_was_noted():
    told = row(invoice(late=8), talk=Talk(AS_OF, ("Teléfono", "Sin respuesta", "estaba de viaje")))

    assert told["last_talk"].shown == "20/11/2026: Teléfono · Sin respuesta · estaba de viaje"


def test_everything_said_to_a_customer_has_its_sentence():
    done_in_our_own_office = {"suspension", "externa", "legal"}
    steps = {stage.key for stage in DEFAULT_STAGES} | {
        "contestar", "corregir", "renegociar", "agradecer", "cuota_por_vencer", "cuota_vencida",
    }  # fmt: skip

    for table in (es, en):
        assert {key.partition(".")[0] for key in table.OPENINGS} == steps - done_in_our_own_office


def test_both_languages_have_the_same_sentences_with_the_same_figures():
    def fields(module):
        tables = {f"{name}.{key}": text for name, value in vars(module).items() if name.isupper() and isinstance(value, dict)
                  for key, text in value.items()}  # fmt: skip
        tables |= {name: value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}
        return {
            key: {field for _, field, _, _ in string.Formatter().parse(text) if field} for key, text in tables.items()
        }

    assert fields(es) == fields(en)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "rosa@olmo.example?cc=x@y.example", "rosa@olmo.example,luis@olmo.example", "rosa", "@", "a@b",
        'rosa"@olmo.example', "rosa@olmo.example\nBcc: x@y.example", "=HYPERLINK(1)@olmo.example ", "rosa @olmo.example", "",
    ],
)  # fmt: skip
def test_what_is_no_address_opens_nothing(typed):
    address = links.mail(typed, "Factura")
    assert address is None or (address.count("@") == 1 and " " not in address and "\n" not in address)
    assert links.call(typed, "MX") is None
    assert links.whatsapp(typed, "MX", "hola") is None


@given(st.text(), st.text(), st.text())
def test_no_text_becomes_more_than_an_address(mail, subject, body):
    for address in (links.mail(mail, subject, body), links.call(mail, "ES"), links.whatsapp(mail, "ES", body)):
        if address is not None:
            assert address.startswith(("mailto:", "tel:+", "https://wa.me/"))
            assert not set(address) & set(" \n\r\t\"<>'`{}|\\^")
            assert len(address) <= 2083


@pytest.mark.parametrize(
    ("typed", "country", "digits"),
    [
        ("55 5555 0134", "MX", "525555550134"), ("+34 600 00 00 00", "MX", "34600000000"), ("(01) 555-0134", "PE", "5115550134"),
        ("600.000.000", "ES", "34600000000"), ("0034 600 000 000", "ES", "34600000000"), ("300 555 0134", "CO", "573005550134"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_country_writes_it(typed, country, digits):
    assert links.call(typed, country) == f"tel:+{digits}"


def test_money_that_pays_nothing_is_told_by_whom_it_is_from():
    ledger = Ledger([invoice("A1", amount=-300), invoice("A2")], payments=[payment(3, 70, customer="")])
    decided = decide(ledger, MEXICO, AS_OF, lambda kind, at: f"{kind}!{at}")
    lines = TodayTeller(MEXICO, Teller(MEXICO), {"Olmo": OLMO}).lines(agenda(ledger, decided, AS_OF))

    assert lines["unidentified"] == "sin cliente: 70.00 MXN; Olmo, S.A. de C.V.: 300.00 MXN"
    assert lines["answers"] == "Nada pendiente"


def test_sums_of_several_currencies_are_never_added():
    told = row(
        invoice("A1", late=8, amount=Decimal("0.1")), invoice("A2", late=8, amount=Decimal("0.2"), currency="EUR")
    )

    assert told["owed"].shown == "0.10 MXN · 0.20 EUR"


def test_an_instalment_is_spoken_of_with_what_is_left_of_it():
    schedule = tuple(Instalment(n, n, AS_OF + timedelta(due), Decimal(500), None) for n, due in ((1, -2), (2, 30)))
    signed = Agreement(2, "AC-1", AS_OF - timedelta(40), "Olmo", ("A1",), Decimal(1000), schedule=schedule)
    paid = [payment(20, 100, "A1")]

    told = row(invoice(late=50, agreement="AC-1"), agreements=[signed], payments=paid)

    assert told["opening"].shown.endswith(
        "está pendiente el resto de la parcialidad 1 de 2 (400.00 MXN) de nuestro acuerdo, que venció el 18/11/2026. "
        "¿Ha habido algún problema con el pago?"
    )
    assert told["owed"].shown == "400.00 MXN"
    assert "subject=Acuerdo%20AC-1" in told["email"].address
