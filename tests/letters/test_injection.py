"""Whatever stands in a name or in a template, a letter holds it as text, and a template can do nothing but choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters.payloads import TEMPLATES, TEXTS
from xl_cobranza.domain.documents import Block, Bullets, Heading, Paragraph, Run, Table
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.errors import Refused
from xl_cobranza.wording.letters import check, compose, environment, examples
from xl_cobranza.wording.letters.fields import context

TABLE = Table(("Factura", "Saldo"), (("A-1", "10.00"),))
BODY = """# Aviso a {{ cliente }} de hoy

Hola, {{ cliente }}: debe *lo de {{ cliente }} aquí* y nada más.

- uno: {{ cliente }}.
- dos

1. {{ cliente }} al principio

{{ cliente }} al principio y al final {{ cliente }}

{{ cliente }}

[tabla]

{% for f in facturas %}
- {{ f.folio }}
{% endfor %}

> Nota para {{ cliente }}
"""


def template(body: str, subject: str = "") -> LetterTemplate:
    return LetterTemplate("prueba", "", "", "es", "", subject, body)


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """What a letter is made of, without its words: blocks, and bold pieces in them."""

    def bold(runs: tuple[Run, ...]) -> list[bool]:
        return [run.bold for run in runs]

    found: list[object] = []
    for block in blocks:
        match block:
            case Heading():
                found.append(("heading", block.level))
            case Paragraph():
                found.append(("paragraph", block.look, bold(block.runs)))
            case Bullets():
                found.append(("bullets", block.numbered, [bold(item) for item in block.items]))
            case _:
                found.append(type(block).__name__)
    return found


def words(blocks: tuple[Block, ...]) -> str:
    """All the text of a letter, block by block."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                parts.append(block.text)
            case Paragraph():
                parts.append("".join(run.text for run in block.runs))
            case Bullets():
                parts += ["".join(run.text for run in item) for item in block.items]
    return "\n".join(parts)


def filled(name: str) -> tuple[Block, ...]:
    fields = {"cliente": name, "facturas": ({"folio": name},)}
    return compose(template(BODY), fields, {"tabla": TABLE}).blocks


PLAIN = filled("Rosa")


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:40])
def test_a_name_is_only_text(text):
    blocks = filled(text)

    assert shape(blocks) == shape(PLAIN)
    assert words(blocks) == words(PLAIN).replace("Rosa", text)
    assert [run for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.link] == []


@given(st.text(min_size=1).filter(lambda text: text.strip() and any(c.isalnum() for c in text)))
def test_any_name_appears_as_it_is_and_changes_nothing_else(text):
    blocks = filled(text)

    assert shape(blocks) == shape(PLAIN)
    assert words(blocks) == words(PLAIN).replace("Rosa", text)


@given(st.text(), st.text())
def test_a_subject_is_one_line_whatever_is_in_it(name, other):
    subject = compose(
        template("x", "Aviso a {{ cliente }} por {{ folio }}"), {"cliente": name, "folio": other}, {}
    ).subject

    assert len(subject.splitlines()) == 1
    assert subject.isprintable()
    assert subject.startswith("Aviso a")


@pytest.mark.parametrize(("body", "kind"), TEMPLATES.items(), ids=lambda text: ascii(text)[:50])
def test_a_template_that_tries_more_is_refused_and_told(body, kind):
    bad = template(f"Primera línea\n{body}")

    kinds = {problem.kind.removesuffix("_misspelt") for problem in check(bad)}

    assert kind in kinds
    with pytest.raises(Refused):
        compose(bad, examples(), {})


@pytest.mark.parametrize(
    "body",
    [body for body, kind in TEMPLATES.items() if kind != "template_value"],
    ids=lambda text: ascii(text)[:50],
)
@pytest.mark.parametrize("escape", [False, True])
def test_the_sandbox_that_fills_word_files_refuses_the_same(body, escape):
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - of Jinja, of Python's parser, or for want of memory of names
        environment(escape=escape).from_string(body).render(context(examples()))

    assert not isinstance(refusal.value, AssertionError)


def test_a_letter_cannot_be_made_to_grow():
    body = "{% for f in facturas %}" + "x" * 1000 + "{% endfor %}"
    many = tuple({"folio": "A"} for _ in range(5000))

    with pytest.raises(Refused) as refusal:
        compose(template(body), {"facturas": many}, {})

    assert refusal.value.kind == "letter_too_long"


def test_more_rows_than_a_letter_can_hold_are_refused():
    with pytest.raises(Refused) as refusal:
        compose(template("x"), {"facturas": tuple({"folio": "A"} for _ in range(5001))}, {})

    assert refusal.value.kind == "letter_too_long"


def test_only_plain_data_may_enter():
    class Customer:
        name = "Rosa"

    for value in (Customer(), {"a": 1}, [1], 1.5, True, None, b"x", print):
        with pytest.raises(TypeError):
            compose(template("{{ cliente }}"), {"cliente": value}, {})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://x.example",
        "https://x",
        "https://x.example/ y",
        'https://x.example/"><b>',
        "data:x",
        "",
    ],
)
def test_only_a_plain_https_address_of_the_users_own_opens(address):
    (block,) = compose(template("Pague en {{ enlace_pago }} ya"), {"enlace_pago": address}, {}).blocks

    assert [run.link for run in block.runs if run.link] == []
    assert "".join(run.text for run in block.runs) == f"Pague en {address} ya"


def test_an_address_in_the_template_opens_but_not_when_a_field_would_be_part_of_it():
    (block,) = compose(
        template("Ver https://x.example/a y https://x.example/{{ folio }}"), {"folio": "../b"}, {}
    ).blocks

    assert [run.link for run in block.runs if run.link] == ["https://x.example/a"]


PIECES = st.lists(
    st.sampled_from(
        ["{{ ", " }}", "{% ", " %}", "{#", "#}", "if dias", "else", "endif", "for f in facturas", "endfor", "raw", "endraw", "cliente", "f.folio", "or", "*", "[tabla]",
         "# ", "- ", "\n", "\n\n", "> ", "|upper", "(", ")", "'", "x", "1", "~", "set a = 1", "-", "%", "\U000f0000", "\U0010fffd", "[", "]", "."]
    )
)  # fmt: skip


@given(PIECES.map("".join))
def test_any_template_is_filled_or_refused_and_check_knows_which(body):
    faults = [one for one in check(template(body)) if not one.kind.startswith("template_table")]

    if faults:
        with pytest.raises(Refused):
            compose(template(body), examples(), {"tabla": TABLE})
    else:
        assert isinstance(compose(template(body), examples(), {"tabla": TABLE}).blocks, tuple)


def test_what_a_letter_prints_is_counted():
    rows = tuple({"folio": "A"} for _ in range(5000))

    with pytest.raises(Refused) as refusal:
        compose(
            template(
                "{% for f in facturas %}{{ f.folio }}{{ f.folio }}{{ f.folio }}{{ f.folio }}{{ f.folio }}{% endfor %}"
            ),
            {"facturas": rows},
            {},
        )

    assert refusal.value.kind == "letter_too_long"


def test_of_many_faults_the_first_ones_are_told():
    assert len(check(template("{{ nada }}" * 5000))) == 20
