"""The person's own Word files, `plantillas/<key>.docx` beside the workbook: letters in Word are made of them."""

from pathlib import Path

from xl_cobranza.adapters.outbox.extras import extra
from xl_cobranza.domain.documents import Block
from xl_cobranza.domain.letters import Letter
from xl_cobranza.domain.reminders.statement import Statement
from xl_cobranza.errors import Problem, Refused, Severity
from xl_cobranza.faces.commands.texts.word import word_files
from xl_cobranza.flows.letters.remind import LetterPlan
from xl_cobranza.wording.letters.fields import folded
from xl_cobranza.wording.reminders.documents import movements_of, template_of
from xl_cobranza.wording.reminders.fields import letter_fields
from xl_cobranza.wording.reminders.tables import letter_tables
from xl_cobranza.wording.reminders.words import Reader


class OwnWord:
    """Those files for the letters of one plan. A file is in the language of the workbook, and serves letters in it.

    A key is looked for among the names of the files there are: what a workbook says never becomes a path.
    """

    def __init__(self, plan: LetterPlan, workbook: str) -> None:
        self._plan = plan
        self._files = {folded(path.stem): path for path in word_files(workbook)} if workbook else {}

    def file(self, letter: Letter) -> Path | None:
        """The file for the template that the letter is written by."""
        if not self._files or letter.language != self._plan.policy.parameters.language:
            return None
        return self._files.get(folded(template_of(letter, self._plan.templates).key))

    def check(self) -> tuple[Problem, ...]:
        """The doubts about the files that are needed.

        Raises Refused: extra_missing, word_template_damaged, or the kind of the first error in one.
        """
        files = dict.fromkeys(file for one in self._plan.letters if (file := self.file(one.letter)) is not None)
        if not files:
            return ()
        with extra("cartas"):
            from xl_cobranza.adapters.outbox.word.filling import check_word
        found = [problem for file in files for problem in check_word(file)]
        worst = next((problem for problem in found if problem.severity is Severity.ERROR), None)
        if worst is not None:
            raise Refused(worst.kind, worst.ref, worst.found, **worst.data)
        return tuple(found)

    def filled(self, file: Path, letter: Letter, told: Statement | None) -> bytes:
        """The letter as that file has it; where it goes with a statement, `[movimientos]` are there to be placed."""
        with extra("cartas"):
            from xl_cobranza.adapters.outbox.word.filling import fill_word
        reader = Reader(letter.language, letter.country)
        blocks: dict[str, Block] = dict(letter_tables(letter, reader))
        if told is not None:
            blocks["movimientos"] = movements_of(told, reader)
        return fill_word(file, letter_fields(letter, self._plan.policy, reader), blocks)
