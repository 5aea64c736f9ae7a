"""The Word files of the folder `plantillas` beside the workbook, checked before any letter is made of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from xl_cobranza.errors import Problem, Refused

FOLDER: Final = "plantillas"


def word_files(workbook: str) -> list[Path]:
    """The Word files beside a workbook, by name; what Word itself keeps there while one is open is passed over."""
    folder = Path(workbook).parent / FOLDER
    return sorted(path for path in folder.glob("*.docx") if not path.name.startswith("~$"))


def word_problems(files: Sequence[Path]) -> Iterator[Problem]:
    """What is wrong with each. Raises Refused: extra_missing, when the library that reads them is not there."""
    if not files:
        return
    from xl_cobranza.adapters.outbox.extras import extra

    with extra("cartas"):
        from xl_cobranza.adapters.outbox.word.filling import check_word
    for path in files:
        try:
            yield from check_word(path)
        except Refused as refusal:  # the others are looked at all the same
            yield Problem("word_file_unreadable", path.name, refusal.kind)
