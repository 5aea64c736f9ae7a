"""Our own letters, as a customer reads them: one file for each template with its tones, languages and cases.

A paragraph that the case before it had too is written `…`. `pytest --accept tests/letters` writes the files anew: read them.
"""

from pathlib import Path

import pytest

from tests.letters.cases import CASES
from xl_cobranza.adapters.outbox import plain
from xl_cobranza.domain.documents import Document
from xl_cobranza.domain.letters import LetterTemplate
from xl_cobranza.domain.policy import DEFAULT_STAGES
from xl_cobranza.wording.decisions_es import STAGES
from xl_cobranza.wording.letters import check, choose, compose, defaults, tone

EXPECTED = Path(__file__).parent / "expected"
VOICES = {"usted": ("usted", "es"), "tú": ("tu", "es"), "English": ("usted", "en")}
KEYS = list(dict.fromkeys(template.key for template in defaults()))
COUNTRIES = ("", "ES", "MX", "CO", "CL", "PE", "AR")
ALL = [template for address in ("usted", "tu") for template in defaults(address)]
SPOKEN_TO = {  # steps in which something is written to the customer, beside the rungs of the ladder
    "contestar", "corregir", "resolver_disputa", "renegociar", "cuota_por_vencer", "cuota_vencida", "aplicar_saldo", "agradecer", "promesa",
}  # fmt: skip


def written(template: LetterTemplate, case: str, *, tables: bool = True) -> list[str]:
    """The subject and the paragraphs of one letter."""
    sample = CASES[case](template.language)
    composed = compose(template, sample.fields, sample.tables if tables else {})
    write = plain.as_chat if template.channel == "whatsapp" else plain.as_file
    text = write(Document("", composed.blocks, template.language))
    return [*([f"[{composed.subject}]"] if composed.subject else []), *text.rstrip("\n").split("\n\n")]


def page(key: str) -> str:
    lines = []
    for voice, (address, language) in VOICES.items():
        (template,) = [one for one in defaults(address) if (one.key, one.language) == (key, language)]
        lines.append(f"######## {voice}")
        before: set[str] = set()
        for case in CASES:
            paragraphs = written(template, case)
            shown = [part if part not in before else "…" for part in paragraphs]
            kept = [part for place, part in enumerate(shown) if part != "…" or shown[place - 1 : place] != ["…"]]
            lines += [f"==== {case}", *(["(the same)"] if set(kept) == {"…"} else kept)]
            before |= set(paragraphs)
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_reads_as_it_should(key, accept):
    path, text = EXPECTED / f"{key}.txt", page(key)
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == text


def test_no_expected_letter_is_left_over():
    assert sorted(path.stem for path in EXPECTED.glob("*.txt")) == sorted(KEYS)


@pytest.mark.parametrize("template", ALL, ids=lambda one: f"{one.key}-{one.language}")
def test_our_texts_have_no_fault_and_hurt_nobody(template):
    assert check(template) == []
    for country in COUNTRIES:
        assert tone(f"{template.subject}\n{template.body}", country, template.language, step=template.step) == []


@pytest.mark.parametrize("address", ["usted", "tu"])
@pytest.mark.parametrize("channel", ["email", "letter", "whatsapp"])
@pytest.mark.parametrize("profile", ["preferred", "standard", "watched"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_step_in_which_we_write_has_its_letter(address, channel, profile, language):
    for step in (*(stage.key for stage in DEFAULT_STAGES), *SPOKEN_TO):
        chosen = choose(defaults(address), step, profile, language, channel)
        assert (chosen.step, chosen.language) == (step, language)
    assert set(STAGES) >= SPOKEN_TO


@pytest.mark.parametrize("template", ALL, ids=lambda one: f"{one.key}-{one.language}")
def test_no_letter_leaves_a_hole(template):
    for case in CASES:
        text = "\n\n".join(written(template, case, tables=False))
        for hole in ("  ", " .", " ,", " :", "()", "**", "{{", "{%", ": .", " ;", "..", ",,", "[aparte", "[tabla"):
            assert hole not in text.replace("…", ""), (case, hole, text)


@pytest.mark.parametrize(
    ("tu", "usted"),
    [(t, u) for t, u in zip(defaults("tu"), defaults(), strict=True) if t.language == "es"],
    ids=lambda one: one.key,
)
def test_tu_and_usted_never_meet_in_one_letter(tu, usted):
    assert tu.key == usted.key
    formal = {"usted", "ustedes", "dígame", "dígamelo", "propóngame", "le", "su", "envíeme", "diga"}
    familiar = {"tú", "te", "ti", "contigo", "dime", "dímelo", "tu", "tus", "proponme", "puedes", "tienes", "envíame"}

    if tu.key != "requerimiento":  # a formal demand is formal whoever it goes to
        assert set(tu.body.lower().replace("?", " ").replace(".", " ").replace(",", " ").split()) & formal == set()
    assert set(usted.body.lower().replace("?", " ").replace(".", " ").replace(",", " ").split()) & familiar == set()
