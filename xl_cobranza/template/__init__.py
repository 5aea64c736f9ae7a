"""The blank workbook and the sample: made by openpyxl from `book/layout`, kept as `workbook_template.xlsx`.

`python -m xl_cobranza.template` makes it again. openpyxl is imported only when something is built.
"""

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xl_cobranza.template.packaged import copy_template
from xl_cobranza.template.sample import AS_OF as SAMPLE_AS_OF

__all__ = ["SAMPLE_AS_OF", "blank", "build", "copy_template"]


def build(path: Path, *, sample: bool) -> None:
    """Make a new workbook at `path`, blank or with the sample data."""
    from xl_cobranza.template.workbook import save

    save(path, sample=sample)


@cache
def blank() -> Path:
    """A blank workbook to take sheets from, made once and gone with the program."""
    folder = TemporaryDirectory(prefix="cobranza-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "blank.xlsx"
    build(path, sample=False)
    return path
