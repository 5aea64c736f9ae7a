"""`Plantillas` as it is read: words to keys, texts as they are, what cannot be understood told and kept from any letter."""

from tests.memory_book import MemoryBook
from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_sheet
from xl_cobranza.book.records.templates import read_templates
from xl_cobranza.book.rows import stage_keys
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.domain.policy import DEFAULT_STAGES, Policy
from xl_cobranza.flows.letters.templates import templates
from xl_cobranza.template.tabs.letters import rows
from xl_cobranza.wording.letters import choose, defaults
from xl_cobranza.wording.problems import problem

HEADINGS = [column.heading for column in layout.TEMPLATES.columns]


def read(*lines: list[object], headings=HEADINGS):
    book = MemoryBook({"Plantillas": [headings, *lines]})
    area = find_sheet(book, layout.TEMPLATES)
    assert area is not None
    found, told = read_templates(area, stage_keys(Policy()))
    return found, [problem(one) for one in told]


def test_a_row_is_a_template_and_its_text_keeps_its_lines():
    body = "  Hola, {{ contacto }}:\n\n*Gracias*\u00a0 y\u200b adiós\n\n[tabla]\n"

    found, told = read(["mia", "recordatorio", "preferente", "inglés", "whatsapp", " Asunto ", body])

    assert found == [LetterTemplate("mia", "recordatorio", "preferred", "en", "whatsapp", "Asunto", body.strip(), 2)]
    assert told == []


def test_blank_labels_fit_any_letter_and_blank_rows_are_none():
    found, told = read([None] * 7, ["mia", None, "-", "", None, None, "Hola"], [None] * 7)

    assert found == [LetterTemplate("mia", "", "", "", "", "", "Hola", 3)]
    assert told == []


def test_a_key_of_ours_brings_its_step_with_it():
    found, _ = read(
        ["Oferta", None, None, "Español", None, None, "Hola"],
        ["recordatorio_whatsapp", None, None, None, None, None, "Hola"],
    )

    assert [one.step for one in found] == ["oferta", "recordatorio"]


def test_a_word_nobody_knows_is_told_and_serves_no_letter():
    found, told = read(["mia", "Recordatoria", "Preferentes", "Klingon", "Paloma", None, "Hola"])

    assert told == [
        "Plantillas!B2: no se conoce «Recordatoria», y la plantilla no servirá a ninguna carta; ¿querías decir «Recordatorio»?",
        "Plantillas!C2: no se conoce «Preferentes», y la plantilla no servirá a ninguna carta; ¿querías decir «Preferente»?",
        "Plantillas!D2: no se conoce «Klingon»; elige una palabra de la lista de esa columna.",
        "Plantillas!E2: no se conoce «Paloma»; elige una palabra de la lista de esa columna.",
    ]
    for stage in DEFAULT_STAGES:
        assert choose([*found, *defaults()], stage.key, "preferred", "es", "email").row is None


def test_a_text_without_key_or_a_key_without_text_is_told():
    found, told = read([None, None, None, None, None, None, "Hola"], ["mia", None, None, None, None, "Asunto", None])

    assert found == []
    assert told == [
        "Plantillas!A2: la celda está vacía y ese dato hace falta; escríbelo.",
        "Plantillas!G3: la celda está vacía y ese dato hace falta; escríbelo.",
    ]


def test_the_same_key_twice_is_told_unless_it_is_for_another_letter():
    found, told = read(
        ["mia", None, None, "Español", None, None, "Hola"], ["mia", None, None, "Inglés", None, None, "Hello"],
        ["Mía", None, None, "Español", None, None, "Otra"], ["mia", None, None, "Español", "Carta", None, "Señores"],
    )  # fmt: skip

    assert [one.body for one in found] == ["Hola", "Hello", "Señores"]
    assert told == ["Plantillas!A4: «Mía» está repetido; deja una sola fila; mientras tanto vale la primera."]


def test_only_two_columns_are_needed():
    found, told = read(["mia", "Hola"], headings=["Clave", "Cuerpo"])

    assert [(one.key, one.body, one.step) for one in found] == [("mia", "Hola", "")]
    assert told == []


def test_a_number_as_text_and_an_error_in_a_cell():
    from xl_cobranza.book.port import CellError

    found, told = read(
        ["mia", None, None, None, None, 5.0, "Hola"], ["otra", None, None, None, None, None, CellError("#N/A")]
    )

    assert [(one.key, one.subject) for one in found] == [("mia", "5")]
    assert told == ["Plantillas!G3: la celda muestra el error #N/A; corrige su fórmula o escribe el dato."]


def test_the_rows_that_a_new_workbook_is_born_with_are_our_own_texts():
    lines = [[row[column.field] for column in layout.TEMPLATES.columns] for row in rows()]

    found = templates(MemoryBook({"Plantillas": [HEADINGS, *lines]}))

    assert found.problems == ()
    assert found.edited == frozenset()
    assert [one._replace(row=None) for one in found.templates[: len(lines)]] == list(defaults())


def test_a_sheet_of_that_name_for_something_else_is_told():
    found = templates(MemoryBook({"Plantillas": [["Nombre", "Talla"], ["Camisa", "M"]]}))

    assert [one.kind for one in found.problems] == ["sheet_without_columns"]
    assert list(found.templates) == list(defaults())
