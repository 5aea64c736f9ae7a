"""What a template can do, which one serves a letter, and what is said of one that is wrong."""

import pytest

from xl_cobranza.domain.documents import Bullets, Heading, PageBreak, Paragraph, Run, Signatures, Table
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.errors import Refused
from xl_cobranza.wording.letters import FIELDS, ITEMS, TABLES, available, check, choose, compose, defaults, examples
from xl_cobranza.wording.letters.fields import APART, field_names, item_names, table_names
from xl_cobranza.wording.problems import problem

TABLE = Table(("Factura",), (("A-1",),))


def template(body: str = "x", key: str = "mia", subject: str = "", **labels: object) -> LetterTemplate:
    said = {"step": "", "profile": "", "language": "", "channel": "", "row": 2, **labels}
    return LetterTemplate(key, subject=subject, body=body, **said)  # type: ignore[arg-type]


def blocks(body: str, tables=None, **fields):
    return compose(template(body), fields, tables or {}).blocks


def texts(body: str, **fields) -> list[str]:
    return ["".join(run.text for run in block.runs) for block in blocks(body, **fields) if isinstance(block, Paragraph)]


def said(body: str, subject: str = "", language: str = "es") -> list[str]:
    return [problem(one, language) for one in check(template(body, subject=subject), "Plantillas!G5")]


def test_the_marks_of_a_text():
    body = "# Título\n## Parte\nUna *negrita* y\notra línea\n\n- uno\n- *dos*\n\n1. primero\n2. segundo\n\n> al pie\n\n[tabla]\n[salto]\n[firmas]"
    people = Signatures((("Rosa", "Ventas"),))

    assert blocks(body, {"tabla": TABLE, "firmas": people}) == (
        Heading("Título", 1),
        Heading("Parte", 2),
        Paragraph((Run("Una "), Run("negrita", bold=True), Run(" y\notra línea"))),
        Bullets(((Run("uno"),), (Run("dos", bold=True),))),
        Bullets(((Run("primero"),), (Run("segundo"),)), numbered=True),
        Paragraph((Run("al pie"),), "small"),
        TABLE,
        PageBreak(),
        people,
    )


@pytest.mark.parametrize(
    "plain",
    ["2 * 3 * 4", "a*b*c", "* uno *", "**dos**", "A-1*", "10 %", "#1", "-5", "[nota] y más", "5.5", "*sin cerrar"],
)
def test_what_only_looks_like_a_mark_is_text(plain):
    assert blocks(plain) == (Paragraph((Run(plain),)),)


def test_conditions_and_loops_reach_over_paragraphs():
    body = "Uno\n\n{% if dias > 60 %}\nDos\n\n[tabla]\n{% else %}\nTres\n{% endif %}\n\nCuatro"

    late, soon = blocks(body, {"tabla": TABLE}, dias=61), blocks(body, {"tabla": TABLE}, dias=60)

    assert [type(block).__name__ for block in late] == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    assert texts(body, dias=60) == ["Uno", "Tres", "Cuatro"]
    assert TABLE not in soon


def test_a_comment_says_nothing_whatever_is_in_it():
    assert texts("Uno\n{# nota\n{% if dias %}\nmás #}\nDos{# x #} tres") == ["Uno\nDos tres"]


def test_a_loop_makes_one_item_a_row():
    rows = ({"folio": "A-1", "saldo": "10"}, {"folio": "A-2", "saldo": "20"})

    (found,) = blocks("{% for f in facturas %}\n- {{ f.folio }}: *{{ f.saldo }}*\n{% endfor %}", facturas=rows)

    assert [item[0].text for item in found.items] == ["A-1: ", "A-2: "]
    assert found.items[1][1] == Run("20", bold=True)


def test_what_a_row_lacks_is_blank():
    assert texts("{% for c in cuotas %}{{ c.numero }}: {{ c.estado }}.{% endfor %}", cuotas=({"fecha": "hoy"},)) == [
        "0: ."
    ]


def test_a_condition_at_the_end_of_a_line_keeps_the_line():
    assert texts("Hola{% if dias > 1 %}, tarde{% endif %}\nOtra", dias=5) == ["Hola, tarde\nOtra"]
    assert texts("Hola{% if dias > 1 %}, tarde{% endif %}\nOtra", dias=0) == ["Hola\nOtra"]


def test_a_line_of_which_nothing_is_left_is_gone():
    assert texts("Uno\n{{ cargo }}\nDos\n{% if dias > 1 %}tarde{% endif %}\nTres\n{{ telefono }} · {{ correo }}") == [
        "Uno\nDos\nTres"
    ]


def test_a_table_that_is_not_given_is_left_out_and_its_place_divides():
    assert texts("Uno\n[tabla]\nDos") == ["Uno", "Dos"]


def test_what_is_apart_comes_in_its_order():
    given = {name: Table((name,), ()) for name in reversed(APART)}

    assert [block.headings[0] for block in blocks("[aparte]", given)] == list(APART)


def test_how_to_pay_says_what_there_is():
    link = "https://pagos.example/a"

    (block,) = blocks("[pago]", enlace_pago=link, datos_bancarios="Banco\nCuenta 1", concepto="A-1")

    assert (
        "".join(run.text for run in block.runs)
        == f"Para pagar en línea: {link}\nPor transferencia: Banco\nCuenta 1\nConcepto del pago: A-1"
    )
    assert [run.link for run in block.runs if run.link] == [link]
    assert blocks("[pago]", concepto="A-1") == ()


def test_names_are_read_whatever_their_accents_case_and_language():
    one = compose(
        template("{{ Teléfono }} {{ PHONE }} {{ phone }}\n\n[Por vencer]\n[not-due]"),
        {"telefono": "1"},
        {"por_vencer": TABLE},
    )

    assert one.blocks == (Paragraph((Run("1 1 1"),)), TABLE, TABLE)


def test_no_two_names_are_the_same_to_a_reader():
    assert len({name for field in FIELDS for name in {field.name, field.english}}) == sum(
        len({f.name, f.english}) for f in FIELDS
    )
    assert all(
        field_names()[field.name] == field.name and field_names()[field.english] == field.name for field in FIELDS
    )
    assert all(table_names()[table.name] == table.name for table in TABLES)
    for name, items in ITEMS.items():
        rows = examples()[name]
        assert isinstance(rows, tuple)
        assert all(set(row) == set(items) for row in rows)
        assert set(item_names(name).values()) == set(items)


@pytest.mark.parametrize("row", [*FIELDS, *TABLES], ids=lambda row: row.name)
def test_every_name_says_what_it_is_in_both_languages(row):
    assert row.meaning
    assert row.meaning_en
    assert row.meaning != row.meaning_en


MESSAGES = {
    "{{ nombr }}": "Plantillas!G5: línea 1: no hay ningún campo «nombr»; ¿querías decir «nombre»?",
    "Hola\n\n{{ contcto }}": "Plantillas!G5: línea 3: no hay ningún campo «contcto»; ¿querías decir «contacto»?",
    "{{ zzz }}": "Plantillas!G5: línea 1: no hay ningún campo «zzz»; elige uno de la lista que da `cobranza plantillas --campos`.",
    "{% if dias > 60 %}\nx": "Plantillas!G5: línea 2: «x» no se entiende; revisa que cada {{ tenga su }} y cada {% if %} su {% endif %}.",
    "[tablla]": "Plantillas!G5: línea 1: no hay ninguna tabla [tablla]; ¿querías decir [tabla]?",
    "{% if dias > 1 %}[qué]{% endif %}": "Plantillas!G5: línea 1: no hay ninguna tabla [qué], y saldrá tal cual; quítala, o elige una de la lista que da `cobranza plantillas --campos`.",
    "{% for f in facturas %}{{ f.sald }}{% endfor %}": "Plantillas!G5: línea 1: no hay ningún campo «f.sald»; ¿querías decir «saldo»?",
    "{% if total > 5 %}x{% endif %}": "Plantillas!G5: línea 1: «total» es un texto y se compara con un número; compara un número, como dias, n_facturas o total_numero.",
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), MESSAGES.items())
def test_a_fault_says_where_what_and_what_was_meant(body, message):
    assert said(body) == [message]


def test_all_faults_are_told_at_once():
    assert len(said("{{ uno }}\n{{ dos * 2 }}\n{{ tres|cuatro }}\n\n[cinco]", subject="{{ seis }}")) == 5


def test_a_name_of_a_loop_is_known_only_inside_it():
    assert len(said("{% for f in facturas %}{{ f.folio }}{% endfor %}{{ f.folio }}")) >= 1


def choice(theirs, step="recordatorio", profile="standard", language="es", channel="email", key=None) -> LetterTemplate:
    return choose(available(theirs), step, profile, language, channel, key)


def test_theirs_before_ours_and_the_most_particular_first():
    any_step = template(key="a")
    step = template(key="b", step="recordatorio")
    channel = template(key="c", step="recordatorio", channel="email")
    profile = template(key="d", step="recordatorio", profile="preferred")
    english = template(key="e", step="recordatorio", language="en")
    theirs = [any_step, step, channel, profile, english]

    assert choice(theirs).key == "c"
    assert choice(theirs, channel="letter").key == "b"
    assert choice(theirs, profile="preferred").key == "d"
    assert choice(theirs, language="en", channel="letter").key == "e"
    assert choice(theirs, step="agradecer").key == "a"
    assert choice([english]).key == "recordatorio"
    assert choice(theirs, key="Agradecer").key == "agradecer"
    assert choice(theirs, key="A").key == "a"


def test_no_template_for_a_letter_is_told():
    with pytest.raises(Refused) as refusal:
        choice([], key="no hay")

    assert refusal.value.kind == "no_template"


def test_a_row_with_our_words_speaks_as_the_workbook_wants_and_another_keeps_its_own():
    ours = next(one for one in defaults() if one.key == "contestar")
    changed = ours._replace(subject="Hola", row=7)

    found = available([ours._replace(row=6), changed], "tu")

    assert found[0].subject == "Gracias por tu mensaje"
    assert found[0].row == 6
    assert found[1] == changed
