"""Every kind of problem and refusal that the source can raise has its words, in both languages, and they fit."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from xl_cobranza.errors import SEVERITY, CobranzaError, Problem, Refused, WrongUsage
from xl_cobranza.wording.problems import TABLES, agreements_es, letters_es, problem, problems_es, refusal, refusals_es

SOURCE = Path(__file__).parents[2] / "xl_cobranza"
RAISED = ("Problem", "Refused", "WrongUsage", "CobranzaError", "Fault", "Unworkable")
LANGUAGES = ("es", "en")


class Call(NamedTuple):
    where: str
    name: str
    kinds: tuple[str, ...]
    data: frozenset[str] | None  # None: cannot be told from the source


def _kinds(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.IfExp):
        return _kinds(node.body) + _kinds(node.orelse)
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ()


def _data(call: ast.Call) -> frozenset[str] | None:
    keywords = {keyword.arg for keyword in call.keywords}
    if None in keywords or len(call.args) > 4:
        return None
    mapping = call.args[3] if len(call.args) == 4 else None
    for keyword in call.keywords:
        if keyword.arg == "data":
            mapping = keyword.value
    if mapping is None:
        return frozenset(k for k in keywords if k)
    if not isinstance(mapping, ast.Dict):
        return None
    return frozenset(k.value for k in mapping.keys if isinstance(k, ast.Constant))


def _calls() -> Iterator[Call]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in RAISED:
                where = f"{path.relative_to(SOURCE)}:{node.lineno}"
                yield Call(where, name, _kinds(node.args[0]), _data(node))


CALLS = tuple(_calls())


def _placeholders(kind: str, language: str) -> set[str]:
    what, cure = TABLES[language][kind]
    return {field for _, field, _, _ in Formatter().parse(what + cure) if field} - {"found", "ref", "kind"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_problem_has_its_words(language: str) -> None:
    assert sorted(set(SEVERITY) - set(TABLES[language])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_raised_in_the_source_has_its_words(language: str) -> None:
    unsaid = {kind: call.where for call in CALLS for kind in call.kinds if kind not in TABLES[language]}

    assert unsaid == {}


def test_every_problem_made_in_the_source_has_a_severity() -> None:
    unknown = {
        kind: call.where
        for call in CALLS
        for kind in call.kinds
        if call.name in ("Problem", "Fault") and kind not in SEVERITY
    }

    assert unknown == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_ask_only_for_data_that_the_source_gives(language: str) -> None:
    starved = {
        (kind, call.where): _placeholders(kind, language) - call.data
        for call in CALLS
        if call.data is not None
        for kind in call.kinds
        if kind in TABLES[language] and _placeholders(kind, language) - call.data
    }

    assert starved == {}


def test_both_languages_know_the_same_kinds_and_ask_for_the_same_data() -> None:
    assert set(TABLES["es"]) == set(TABLES["en"])
    assert {k: _placeholders(k, "es") for k in TABLES["es"]} == {k: _placeholders(k, "en") for k in TABLES["en"]}


def _strings_of_the_source() -> set[str]:
    """A kind may be chosen from a table, as the one of a file that is no workbook."""
    paths = [path for path in SOURCE.rglob("*.py") if "problems" not in path.parts]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_words_are_left_without_a_kind() -> None:
    assert sorted({*problems_es.PROBLEMS, *letters_es.PROBLEMS, *agreements_es.PROBLEMS} - set(SEVERITY)) == []
    assert (
        sorted({*refusals_es.REFUSALS, *letters_es.REFUSALS, *agreements_es.REFUSALS} - _strings_of_the_source()) == []
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_parts_join_into_one_sentence(language: str) -> None:
    for kind, (what, cure) in TABLES[language].items():
        assert not what.endswith((".", ";")), kind
        assert not cure.endswith("."), kind
        assert what[:1].islower() or what[:1] in "«“{" or what.split()[0].isupper() or what.split()[0] in PROPER, kind


PROPER = ("Excel", "LibreOffice")


def test_a_problem_says_where_what_and_what_to_do() -> None:
    found = Problem("impossible_date", "Facturas!F14", "30/02/2026")

    assert problem(found) == "Facturas!F14: «30/02/2026» no es una fecha que exista; escríbela como dd/mm/aaaa."
    assert problem(found, "en") == "Facturas!F14: “30/02/2026” is not a date that exists; type it as dd/mm/yyyy."


def test_a_refusal_without_a_place_begins_with_a_capital() -> None:
    assert refusal(WrongUsage("missing_option", found="--cliente")).startswith("Falta --cliente; ")


def test_a_path_at_the_beginning_keeps_its_letters() -> None:
    assert refusal(Refused("already_exists", found="libros/2026.xlsx")).startswith("libros/2026.xlsx ")


def test_a_question_keeps_its_mark() -> None:
    told = refusal(WrongUsage("misspelt_command", found="recalclar", suggestion="recalcular"))

    assert told == "No existe la orden «recalclar»; ¿querías decir recalcular?"


def test_braces_in_what_was_found_are_shown_as_they_are() -> None:
    assert "«{x}»" in problem(Problem("not_a_date", "A!A1", "{x}"))


@pytest.mark.parametrize("error", [Refused("never_worded", "libro.xlsx", "x"), CobranzaError("never_worded")])
def test_an_unworded_kind_is_still_told(error: CobranzaError) -> None:
    assert "never_worded" in refusal(error)


def test_a_missing_datum_does_not_hide_the_message() -> None:
    assert refusal(WrongUsage("misspelt_command", found="x")) == "No existe la orden «x»; ¿querías decir …?"
