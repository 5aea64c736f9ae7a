"""What cannot be drawn up is refused before anything is made, and what is missing is named."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.book.ledger_text import ledger
from tests.documents.books import AS_OF, MEXICO, mexico
from xl_cobranza.errors import CobranzaError
from xl_cobranza.flows.documents import DocumentRequest, dossier, draw_up
from xl_cobranza.wording.problems import refusal

LATER = AS_OF + timedelta(10)
CASES = {
    "unknown_document": DocumentRequest("factura", customer="Olmo"),
    "document_needs": DocumentRequest("recibo", customer="Olmo"),
    "document_needs_sum": DocumentRequest("concesion", folio="0103"),
    "date_passed": DocumentRequest("concesion", folio="0103", amount=Decimal(1), until=AS_OF - timedelta(1)),
    "offer_above_debt": DocumentRequest("concesion", folio="0103", amount=Decimal("900.01"), until=LATER),
    "agreement_not_found": DocumentRequest("acuerdo", agreement="AC-008"),
    "payment_not_found": DocumentRequest("recibo", payment="P-9"),
    "folio_not_found": DocumentRequest("finiquito", folio="9999"),
    "customer_not_found": DocumentRequest("resumen", customer="Xyz"),
    "customer_misspelt": DocumentRequest("resumen", customer="Hnos"),
    "nothing_owed_here": DocumentRequest("pagare", customer="Tuna", until=LATER),
    "currencies_in_document": DocumentRequest("pagare", customer="Olmo", until=LATER),
    "still_owed": DocumentRequest("finiquito", customer="Olmo"),
}


@pytest.mark.parametrize("kind", CASES)
def test_it_is_refused(kind: str) -> None:
    with pytest.raises(CobranzaError) as refused:
        draw_up(mexico(), AS_OF, CASES[kind])

    assert refused.value.kind == kind
    for language in ("es", "en"):
        told = refusal(refused.value, language)
        assert "…" not in told
        assert "{" not in told


def test_two_things_at_once_are_one_too_many() -> None:
    with pytest.raises(CobranzaError) as refused:
        draw_up(mexico(), AS_OF, DocumentRequest("pagare", customer="Olmo", folio="0103", until=LATER))

    assert refusal(refused.value) == (
        "Al documento «pagare» le falta de qué trata; escribe una sola de estas opciones: --acuerdo | --folio | --cliente."
    )


def test_a_name_that_is_part_of_one_is_suggested() -> None:
    with pytest.raises(CobranzaError) as refused:
        dossier(mexico(), AS_OF, "nopal v")

    assert refusal(refused.value) == "No hay ningún cliente «nopal v»; ¿querías decir Nopal?"


def test_a_settlement_of_an_agreement_needs_it_fulfilled() -> None:
    with pytest.raises(CobranzaError, match="still_owed"):
        draw_up(mexico(), AS_OF, DocumentRequest("finiquito", agreement="AC-007"))

    paid = ledger(
        MEXICO.replace(
            "    P-0002 |", "    P-0003 | 2027-01-15 | Nopal | AC-007 | 31602.49 | MXN | SPEI 9\n    P-0002 |"
        )
    )
    drawn = draw_up(paid, date(2027, 3, 1), DocumentRequest("finiquito", agreement="AC-007"))

    assert "AC-007" in repr(drawn.document.blocks)
    assert "31,000.50 MXN" in repr(drawn.document.blocks)


def test_an_agreement_without_a_schedule_has_no_document() -> None:
    bare = MEXICO.replace("[Acuerdo AC-007]", "[Otra cosa]")

    with pytest.raises(CobranzaError, match="agreement_has_no_schedule"):
        draw_up(ledger(bare), AS_OF, DocumentRequest("acuerdo", agreement="AC-007"))


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        (
            DocumentRequest("pagare", folio="0101", until=LATER),
            "La factura A-0101 está en el acuerdo AC-007, que sigue en vigor; haz los pagarés de sus cuotas con --acuerdo AC-007;"
            " los de otras facturas, con --folio.",
        ),
        (
            DocumentRequest("concesion", customer="Nopal", amount=Decimal(9000), until=LATER),
            "La factura A-0101 está en el acuerdo AC-007, que sigue en vigor; renegócialo con cobranza acuerdo … --sustituye AC-007,"
            " o escribe antes Cancelado en su Estado, en Acuerdos.",
        ),
    ],
)
def test_what_an_agreement_covers_is_not_promised_a_second_time(request_: DocumentRequest, told: str) -> None:
    with pytest.raises(CobranzaError) as refused:
        draw_up(mexico(), AS_OF, request_)

    assert refusal(refused.value) == told
    assert "…" not in refusal(refused.value, "en").replace("acuerdo …", "")
    for over in (ledger(MEXICO.replace("Al corriente", "Cancelado")), date(2027, 1, 20)):  # called off; broken
        book, day = (mexico(), over) if isinstance(over, date) else (over, AS_OF)
        later = replace(request_, until=day + timedelta(10))
        assert draw_up(book, day, later).customer == "Nopal"


def test_no_note_falls_due_before_it_is_signed() -> None:
    with pytest.raises(CobranzaError, match="instalment_overdue"):
        draw_up(mexico(), date(2027, 1, 20), DocumentRequest("pagare", agreement="AC-007"))


def test_a_discount_for_early_payment_is_an_offer_already() -> None:
    text = """
        Folio | Cliente | Vencimiento | Importe | Moneda | Descuento pronto pago | Hasta
        A-1   | Olmo    | 2026-12-20  | 1000    | EUR    | 0.02                  | 2026-12-05
    """
    drawn = draw_up(ledger(text), AS_OF, DocumentRequest("concesion", folio="A-1"))

    assert drawn.pieces[0].fields["oferta"] == "980,00 EUR"
    assert drawn.pieces[0].fields["oferta_hasta"] == "5 de diciembre de 2026"


def test_a_returned_payment_has_no_receipt() -> None:
    given_back = MEXICO.replace("'0103 | 600 ", "'0103 | -600 ")

    with pytest.raises(CobranzaError, match="payment_returned"):
        draw_up(ledger(given_back), AS_OF, DocumentRequest("recibo", payment="P-0001"))


def test_a_payment_of_nobody_has_none_either() -> None:
    unknown = MEXICO.replace("P-0001 | 2026-10-05 | Olmo    | '0103", "P-0001 | 2026-10-05 |         |      ")

    with pytest.raises(CobranzaError, match="payment_of_nobody"):
        draw_up(ledger(unknown), AS_OF, DocumentRequest("recibo", payment="P-0001"))


def test_an_invoice_of_two_customers_is_asked_for_with_its_series() -> None:
    text = """
        Serie | Folio | Cliente | Vencimiento | Importe | Moneda
        A     | 1     | Olmo    | 2026-10-20  | 1000    | EUR
        B     | 1     | Roble   | 2026-10-20  | 1000    | EUR
    """
    wanted = DocumentRequest("pagare", folio="1", until=LATER)
    with pytest.raises(CobranzaError, match="folio_of_many"):
        draw_up(ledger(text), AS_OF, wanted)

    assert draw_up(ledger(text), AS_OF, DocumentRequest("pagare", folio="B-1", until=LATER)).customer == "Roble"


def test_a_sum_in_words_needs_its_currency() -> None:
    bare = """
        Folio | Cliente | Vencimiento | Importe
        A-1   | Olmo    | 2026-10-20  | 1000
    """
    with pytest.raises(CobranzaError, match="no_currency_in_document"):
        draw_up(ledger(bare), AS_OF, DocumentRequest("pagare", folio="A-1", until=LATER))

    assert "1.000" in repr(dossier(ledger(bare), AS_OF, "Olmo").document.blocks)
