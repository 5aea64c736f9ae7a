"""What is written to a customer: the template that a person edits, and the letter that is ready to be written."""

from typing import NamedTuple


class LetterTemplate(NamedTuple):
    """One row of `Plantillas`, or one of ours. A blank `step`, `profile`, `language` or `channel` fits any.

    `step` is the key of a step (`recordatorio`), `profile` and `channel` the values of their enums, `language` `es`
    or `en`. `row` is the row of the sheet, None for one of ours.
    """

    key: str
    step: str
    profile: str
    language: str
    channel: str
    subject: str
    body: str
    row: int | None = None
