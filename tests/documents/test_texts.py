"""What every document says, kept as files that a bookkeeper or a lawyer can read; figures against published ones."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.book.ledger_text import ledger
from tests.documents.books import AS_OF, SPAIN, mexico, spain
from tests.memory_book import MemoryBook
from xl_cobranza.adapters.outbox.writers import write
from xl_cobranza.flows.documents import DocumentRequest, Drawn, dossier, draw_up
from xl_cobranza.wording.documents.templates import DOSSIER, KEYS, ours
from xl_cobranza.wording.letters import check

EXPECTED = Path(__file__).parent / "expected"
PAID_UP = date(2023, 8, 31)  # the day of the published figures of interest

DOCUMENTS = {
    "acuerdo_mx": (mexico, AS_OF, DocumentRequest("acuerdo", agreement="AC-007")),
    "pagares_mx": (mexico, AS_OF, DocumentRequest("pagare", agreement="ac-007")),
    "pagare_es": (spain, PAID_UP, DocumentRequest("pagare", customer="Roble", until=date(2023, 12, 31))),
    "concesion_es": (
        spain,
        PAID_UP,
        DocumentRequest("concesion", folio="E002", amount=Decimal(1100), until=date(2023, 9, 15)),
    ),
    "concesion_mx": (mexico, AS_OF, DocumentRequest("concesion", folio="0103", amount=Decimal(900), until=AS_OF)),
    "resumen_mx": (mexico, AS_OF, DocumentRequest("resumen", customer="Olmo")),
    "resumen_de_un_acuerdo_mx": (mexico, AS_OF, DocumentRequest("resumen", customer="nopal verde, s.a. de c.v.")),
    "recibo_mx": (mexico, AS_OF, DocumentRequest("recibo", payment="P-0001")),
    "recibo_en": (mexico, AS_OF, DocumentRequest("recibo", payment="P-0002")),
    "finiquito_en": (mexico, AS_OF, DocumentRequest("finiquito", customer="Tuna")),
}
DOSSIERS = {
    "expediente_mx": (mexico, AS_OF, "Olmo"),
    "expediente_con_acuerdo_mx": (mexico, AS_OF, "Nopal"),
    "expediente_es": (spain, PAID_UP, "Roble"),
}


def drawn(name: str) -> Drawn:
    if name in DOSSIERS:
        book, as_of, customer = DOSSIERS[name]
        return dossier(book(), as_of, customer)
    book, as_of, request = DOCUMENTS[name]
    return draw_up(book(), as_of, request)


@pytest.mark.parametrize("name", [*DOCUMENTS, *DOSSIERS])
def test_a_document_says_what_its_file_says(name: str, accept: bool) -> None:
    said = write(drawn(name).document, "txt").decode()
    path = EXPECTED / f"{name}.txt"
    if accept:
        path.write_text(said, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == said


def test_no_expected_file_is_left_over() -> None:
    assert {path.stem for path in EXPECTED.glob("*.txt")} == {*DOCUMENTS, *DOSSIERS}


@pytest.mark.parametrize("key", [*KEYS, DOSSIER])
@pytest.mark.parametrize("country", ["ES", "MX", "AR", ""])
@pytest.mark.parametrize("language", ["es", "en"])
def test_our_texts_name_nothing_unknown_and_say_who_reviews_them(key: str, country: str, language: str) -> None:
    template = ours(key, country, language)

    assert check(template) == []
    assert "{{ revisor }}" in template.body.splitlines()[-1]


def test_an_acknowledgement_is_of_the_sum_that_the_schedule_pays_back() -> None:
    said = write(drawn("acuerdo_mx").document, "txt").decode()

    assert "31,000.50 MXN (treinta y un mil pesos 50/100 M.N.)" in said
    assert "12 %" in said
    assert "parcialidades" in said
    assert "enganche" in said


def test_the_notes_of_a_series_add_up_to_the_instalments() -> None:
    notes = [str(piece.fields["suma"]).replace(",", "").split()[0] for piece in drawn("pagares_mx").pieces]

    assert [Decimal(note) for note in notes] == [Decimal("10200.66"), Decimal("10200.66"), Decimal("10200.67")]


def test_a_note_of_spain_has_no_clause_of_interest_for_it_would_be_void() -> None:
    said = write(drawn("pagare_es").document, "txt").decode()

    assert "once mil doscientos diez euros con cincuenta céntimos" in said
    assert "interés" not in said
    assert "causará intereses" in write(drawn("pagares_mx").document, "txt").decode()


def test_interest_is_that_of_the_published_example_and_its_parts_add_up() -> None:
    """10 000 due 2022-11-30 paid 2023-08-31 at the rates of Spain: 67.9452 + 520.6849 + 203.8356 → 792.47."""
    said = write(drawn("expediente_es").document, "txt").decode()

    rows = [line.split() for line in said.splitlines() if line.startswith("E-001  ")]
    assert [row[-1] for row in rows] == ["67,95", "520,68", "203,84"]
    assert "792,47" in said
    assert "80,00" in said  # 40 EUR for each of two invoices, though claimed together: CJEU C-585/20


def test_currencies_are_never_added() -> None:
    said = write(drawn("expediente_mx").document, "txt").decode()

    first = {line.split()[0]: line.split()[1:] for line in said.splitlines() if line[:4] in {"MXN ", "USD "}}
    assert first == {
        "MXN": ["1,700.00", "900.00", "0.00", "72.35", "1,772.35"],
        "USD": ["2,000.00", "2,000.00", "500.00", "102.58", "2,102.58"],
    }
    assert "3,700.00" not in said


def test_the_customers_words_and_figures_are_those_of_its_country() -> None:
    assert "1.100,00 EUR (mil cien euros)" in write(drawn("concesion_es").document, "txt").decode()
    assert "repartir el pago en plazos" in write(drawn("concesion_es").document, "txt").decode()
    assert "repartir el pago en parcialidades" in write(drawn("concesion_mx").document, "txt").decode()


def as_of_text(book: MemoryBook) -> str:
    return repr([list(book.read(sheet).row(row).items()) for sheet in book.sheets for row in range(1, 12)])


@pytest.mark.parametrize("name", [*DOCUMENTS, *DOSSIERS])
def test_the_same_data_make_the_same_document_and_the_book_is_as_it_was(name: str) -> None:
    book = (DOSSIERS | DOCUMENTS)[name][0]()
    before = as_of_text(book)

    assert drawn(name).document == drawn(name).document
    assert as_of_text(book) == before


def test_what_is_asked_for_depends_on_the_country_and_on_who_owes() -> None:
    def needed(text: str, on: date = AS_OF) -> str:
        return repr(dossier(ledger(text), on, "Roble").document.blocks[-2])

    company, consumer = needed(SPAIN), needed(SPAIN.replace("| Empresa |", "| Consumidor |"))
    elsewhere = needed(SPAIN.replace("| ES   |", "| FR   |"))

    assert "Ley 3/2004" in company
    assert "MASC" in company
    assert "MASC" not in needed(SPAIN, date(2025, 4, 2))  # the law is of the day after
    assert "Ley 3/2004" not in consumer
    assert "arts. 1100 y 1108" in consumer
    assert "MASC" not in elsewhere
    assert "requisitos previos" in elsewhere


def test_a_consumer_owes_no_compensation() -> None:
    consumer = dossier(ledger(SPAIN.replace("| Empresa |", "| Consumidor |")), PAID_UP, "Roble")

    assert "Compensación" not in repr(consumer.document.blocks)
