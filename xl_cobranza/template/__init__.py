"""The blank workbook and the sample: made by openpyxl from `book/layout`, kept as `workbook_template.xlsx`.

`python -m xl_cobranza.template` makes it again. openpyxl is imported only when something is built.
"""

from pathlib import Path

from xl_cobranza.template.packaged import copy_template
from xl_cobranza.template.sample import AS_OF as SAMPLE_AS_OF

__all__ = ["SAMPLE_AS_OF", "build", "copy_template"]


def build(path: Path, *, sample: bool) -> None:
    """Make a new workbook at `path`, blank or with the sample data."""
    from xl_cobranza.template.workbook import save

    save(path, sample=sample)
