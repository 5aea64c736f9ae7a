"""The letters of a day in a folder, with the page that lists them, and their rows in the log.

The files come first and the rows after. A run that dies between leaves whole letters and no rows: the next one makes the
same files again, under the same names, and writes the rows. The other way round a customer would count as
written to, and no letter would exist. When the workbook takes no rows the new files are taken back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xl_cobranza.adapters.outbox.folder import Staging, staging
from xl_cobranza.adapters.outbox.index_page import index_page
from xl_cobranza.book.port import Applied, Book
from xl_cobranza.domain.letters import Batch, BatchLetter, BatchLink, SkippedLetter
from xl_cobranza.errors import CobranzaError
from xl_cobranza.faces.letters.files import MadeLetter, Maker
from xl_cobranza.flows.letters.remind import LetterPlan
from xl_cobranza.wording import figures
from xl_cobranza.wording.reminders.telling import told, why_not

INDEX: Final = "indice"


class OneLetter:
    """What is kept of a letter once its files are written."""

    __slots__ = ("chat", "files", "made", "subject")

    def __init__(self, made: MadeLetter) -> None:
        self.made, self.subject, self.chat = made.prepared, made.subject, made.chat
        self.files = tuple((file.format, file.name) for file in made.files)


@dataclass(frozen=True, slots=True)
class Done:
    """The letters as they lie in the folder, the page that lists them, and what the workbook was told."""

    letters: tuple[OneLetter, ...] = ()
    index: Path | None = None
    applied: Applied | None = None


def prepare(
    book: Book, plan: LetterPlan, folder: Path, maker: Maker, on_done: Callable[[], None] = lambda: None
) -> Done:
    """Write everything; `on_done` is called after each letter. A folder for which there is no letter is not touched.

    Raises WrongUsage: no_such_folder, not_a_folder; Refused: folder_refused, folder_full, those of the letters, and
    those of the workbook.
    """
    if not plan.letters:
        return Done(applied=book.apply(plan.patches, plan.digest))
    with staging(folder) as stage:
        letters = tuple(_written(stage, maker, on_done))
        index = stage.add(stage.free_name(INDEX, ".html"), index_page(_batch(plan, letters)))
        stage.publish()
        try:
            applied = book.apply(plan.patches, plan.digest)
        except CobranzaError:
            stage.withdraw()
            raise
    return Done(letters, folder / index, applied)


def _written(stage: Staging, maker: Maker, on_done: Callable[[], None]) -> Iterator[OneLetter]:
    for made in maker.letters():
        for file in made.files:
            stage.add(file.name, file.content)
        yield OneLetter(made)
        on_done()


def _batch(plan: LetterPlan, letters: tuple[OneLetter, ...]) -> Batch:
    """The batch as its page shows it, in the language of our own person."""
    language, country = plan.language, plan.policy.parameters.country
    title = told("batch_title", language, day=f"{plan.as_of:%d/%m/%Y}")
    skipped = tuple(SkippedLetter(one.customer.display_name, why_not(one, plan.teller)) for one in plan.skipped)
    shown = []
    for one in letters:
        letter = one.made.letter
        links = [BatchLink(told(f"open_{format_}", language), name) for format_, name in one.files]
        if one.chat:
            links.append(BatchLink(told("open_whatsapp", language), one.chat))
        amounts = [figures.amount(a, c, country, language) for c, a in letter.owed.items()]
        addressee = ", ".join(filter(None, (letter.to.name, letter.address)))
        channel = plan.teller.channel(letter.channel)
        shown.append(
            BatchLetter(
                letter.customer.display_name, addressee, plan.teller.stage(letter.step), one.made.reason,
                tuple(amounts), channel, tuple(links),
            )
        )  # fmt: skip
    return Batch(title, tuple(shown), skipped, language)
