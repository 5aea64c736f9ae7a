"""The blank workbook and the sample: made by openpyxl from `book/layout`, kept as `workbook_template.xlsx`.

`python -m xl_cobranza.template` makes it again. openpyxl is imported only when something is built.
"""

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xl_cobranza.book.agreements.shape import Shape
from xl_cobranza.template.packaged import copy_template
from xl_cobranza.template.sample import AS_OF as SAMPLE_AS_OF

__all__ = ["SAMPLE_AS_OF", "blank", "build", "copy_template"]


def build(path: Path, *, sample: bool) -> None:
    """Make a new workbook at `path`, blank or with the sample data."""
    from xl_cobranza.template.workbook import save

    save(path, sample=sample)


def blank(sheet: str = "") -> Path:
    """A workbook to take that sheet from, made once and gone with the program.

    A name that tells the shape of an agreement's sheet has a workbook of its own; the blank template has all others.
    """
    return _made(Shape.of(sheet))


@cache
def _made(shape: Shape | None) -> Path:
    if shape is None:
        path = _folder() / "blank.xlsx"
        build(path, sample=False)
        return path
    from xl_cobranza.template.tabs import agreement

    path = _folder() / f"{shape.pattern}.xlsx"
    agreement.save(path, shape)
    return path


@cache
def _folder() -> Path:
    folder = TemporaryDirectory(prefix="cobranza-")
    atexit.register(folder.cleanup)
    return Path(folder.name)
