"""The other sentences of the command line: the same in both languages, none missing, none left over."""

from pathlib import Path
from string import Formatter

from xl_cobranza.wording import help as usage
from xl_cobranza.wording.messages import MESSAGES

FACES = Path(__file__).parents[2] / "xl_cobranza" / "faces"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FACES.rglob("*.py"))


def _fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


def test_both_languages_say_the_same_with_the_same_data() -> None:
    fields = {language: {key: _fields(text) for key, text in table.items()} for language, table in MESSAGES.items()}

    assert fields["es"] == fields["en"]


def test_no_sentence_is_left_over() -> None:
    assert [key for key in MESSAGES["es"] if f'"{key}"' not in SOURCE] == []


def test_every_command_and_option_of_the_help_is_offered() -> None:
    assert [key for key in {**usage.COMMANDS, **usage.OPTIONS} if f'"{key}"' not in SOURCE] == []
