"""A letter that hurts is told so, with why and kinder words; one that only informs is left alone."""

import pytest

from xl_cobranza.errors import SEVERITY, Severity
from xl_cobranza.wording.letters import tone
from xl_cobranza.wording.letters.tone.rows import BY_LANGUAGE, ENGLISH, REVEALING_FIELDS, SPANISH
from xl_cobranza.wording.problems import problem

HURTS = (  # text → what is told of it: kind and the words
    ("Aténgase a las consecuencias.", "threat", "Aténgase a las consecuencias"),
    ("Se arrepentirá de esto.", "threat", "Se arrepentirá"),
    ("Tomaremos otras medidas contra usted.", "threat", "Tomaremos otras medidas"),
    ("Nos veremos obligados a actuar.", "threat", "Nos veremos obligados a"),
    ("No nos deja otra opción.", "threat", "No nos deja otra opción"),
    ("Último aviso antes de cortar.", "threat", "Último aviso antes de"),
    ("Sabemos dónde trabaja.", "threat", "Sabemos dónde trabaja"),
    ("Le conminamos a pagar.", "threat", "Le conminamos"),
    ("Exigimos el pago.", "pressure", "Exigimos"),
    ("Pague de inmediato.", "pressure", "Pague de inmediato"),
    ("Abone inmediatamente la factura.", "pressure", "Abone inmediatamente"),
    ("Conteste a la mayor brevedad.", "pressure", "a la mayor brevedad"),
    ("El plazo es improrrogable.", "pressure", "improrrogable"),
    ("Usted es moroso.", "shame", "moroso"),
    ("Irá a la lista de morosos.", "shame", "lista de morosos"),
    ("Es inadmisible.", "shame", "inadmisible"),
    ("Obra de mala fe.", "shame", "mala fe"),
    ("Publicaremos su nombre.", "shame", "Publicaremos"),
    ("Avisaremos a sus clientes.", "shame", "Avisaremos a sus clientes"),
    ("Ha hecho caso omiso de mis cartas.", "shame", "Ha hecho caso omiso"),
    ("NOTIFICACIÓN judicial", "judicial", "NOTIFICACIÓN judicial"),
    ("Citatorio judicial", "judicial", "Citatorio judicial"),
    ("Orden de embargo", "judicial", "Orden de embargo"),
    ("Embargaremos sus cuentas.", "judicial", "Embargaremos"),
    ("Es un delito.", "judicial", "delito"),
    ("Podría ir a prisión.", "judicial", "prisión"),
    ("Expediente n.º 2345/2026", "judicial", "Expediente n.º 2"),
    ("Presentaremos una demanda.", "early", "demanda"),
    ("Hablará con usted nuestro abogado.", "early", "abogado"),
    ("Pasará a un despacho de cobranza.", "early", "despacho de cobranza"),
    ("¡Pague!", "exclaiming", "¡Pague!"),
    ("Esto no puede seguir!", "exclaiming", "Esto no puede seguir!"),
    ("DEBE PAGAR HOY", "shouting", "DEBE PAGAR HOY"),
)  # fmt: skip
FINE = (
    "Gracias, muchas gracias.", "¡Gracias!", "¡Hola!", "¡Muchas gracias por su pago!", "La factura venció el 5 de noviembre.",
    "Si no llegamos a una solución, a partir del 4 tendremos que pausar el servicio.", "Le pedimos que haga el pago antes del día 30.",
    "Estaremos encantados de ayudarle.", "Nos gustaría verle.", "Quien lo demande puede pedir copia.", "S.A. de C.V.", "RFC, IVA y CFDI",
    "CLABE 000 000 00000000000 0", "IBAN ES00 0000 0000", "El departamento de atención al cliente", "Un saludo", "Sin embargo, podemos hablarlo.", "Lamentablemente no lo recibimos.",
    "{{ TOTAL_DE_LA_FACTURA }} {% if DIAS %}EMBARGO{% endif %}".replace("EMBARGO", "x"), "{{ mora }}", "{# demanda #}",
)  # fmt: skip


@pytest.mark.parametrize(("text", "offence", "words"), HURTS)
def test_what_hurts_is_told(text, offence, words):
    told = {(one.kind, one.found) for one in tone(text, "MX")}

    assert (f"tone_{offence}", words) in told


@pytest.mark.parametrize("text", FINE)
def test_what_informs_is_left_alone(text):
    assert tone(text, "MX") == []


@pytest.mark.parametrize(
    ("country", "bureau"),
    [
        ("MX", "Buró de Crédito"),
        ("ES", "ASNEF"),
        ("CO", "Datacrédito"),
        ("CL", "DICOM"),
        ("PE", "Infocorp"),
        ("AR", "Veraz"),
    ],
)
def test_a_credit_bureau_has_its_country_and_its_time(country, bureau):
    text = f"Podremos comunicarlo a {bureau} según la ley."

    assert [one.kind for one in tone(text, country, step="recordatorio")] == ["tone_shame"]
    assert tone(text, country, step="requerimiento") == []
    assert tone(text, "UY") == []


@pytest.mark.parametrize("step", ["externa", "legal", "requerimiento"])
def test_there_is_a_time_to_speak_of_lawyers(step):
    assert tone("Nuestros abogados preferirían evitar la vía judicial.", step=step) == []
    assert [one.kind for one in tone("Le embargaremos.", step=step)] == ["tone_judicial"]


def test_colombia_does_not_let_us_ask_why():
    text = "Díganos por qué no ha pagado."

    assert [one.kind for one in tone(text, "CO")] == ["tone_reasons"]
    assert tone(text, "MX") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sobre la factura {{ invoice }}",
        "Hay {{ total }}",
        "[tabla]",
        "[not_due]",
        "Su deuda",
        "un pago",
        "{% if dias > 3 %}x{% endif %}",
        "{% for f in facturas %}x{% endfor %}",
    ],
)
def test_another_person_is_told_nothing_of_the_debt(text):
    assert {one.kind for one in tone(text, step="otro_contacto")} == {"tone_disclosure"}
    assert {one.kind for one in tone(text, discreet=True)} == {"tone_disclosure"}
    assert tone(text) == []


def test_the_english_table_is_heeded_in_english():
    told = [(one.kind, one.found) for one in tone("FINAL NOTICE: pay now or we will sue you!", language="en")]

    assert told == [
        ("tone_shouting", "FINAL NOTICE"), ("tone_threat", "FINAL NOTICE"), ("tone_pressure", "pay now"),
        ("tone_exclaiming", "pay now or we will sue you!"), ("tone_early", "sue"),
    ]  # fmt: skip
    assert tone("I demand nothing of court cards in Spanish", language="es") == []


def test_a_warning_names_the_line_the_words_and_kinder_ones():
    (found,) = tone("Hola:\n\nEs usted moroso.", ref="Plantillas!G5")

    assert (
        problem(found) == "Plantillas!G5: línea 3: «moroso» avergüenza o acusa; mejor: la factura que sigue pendiente."
    )
    assert SEVERITY[found.kind] is Severity.WARNING


@pytest.mark.parametrize("row", [*SPANISH, *ENGLISH], ids=lambda row: row.pattern[:40])
def test_every_row_has_its_words_and_is_written_as_it_is_compared(row):
    assert f"tone_{row.offence}" in SEVERITY
    assert row.kinder
    assert not set(row.pattern) & set("áéíóúñÁÉÍÓÚÑ")


def test_kinder_words_hurt_nobody():
    for language, rows in BY_LANGUAGE.items():
        for row in rows:
            if row.kinder.startswith(("quítalo", "take it out", "déjalo", "leave it")):
                continue  # what to do, not what to write
            assert tone(row.kinder, language=language, step="legal") == [], row


def test_the_fields_that_reveal_a_debt_exist():
    from xl_cobranza.wording.letters.fields import kinds

    assert set(kinds()) >= REVEALING_FIELDS
