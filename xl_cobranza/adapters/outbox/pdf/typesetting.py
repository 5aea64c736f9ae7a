"""typst at work: one compiler for many letters, renewed before what it remembers grows large."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import typst

from xl_cobranza.adapters.outbox.pdf.data import frame_data
from xl_cobranza.domain.documents import Document

RENEWED_AFTER: Final = 200  # letters


def as_pdf(document: Document) -> bytes:
    """One document, already legible, as a tagged PDF without a date in it: the same document, the same bytes."""
    return _shared()(document)


@cache
def _shared() -> Callable[[Document], bytes]:
    return typesetter()


def typesetter(renewed_after: int = RENEWED_AFTER) -> Callable[[Document], bytes]:
    """A function that typesets one document after another.

    A fresh compiler costs as much as several letters, and one that is kept remembers all that it typeset: so it
    is kept for some letters only.
    """
    frame = (files(__package__) / "frame.typ").read_bytes()
    compiler = typst.Compiler()
    done = 0

    def typeset(document: Document) -> bytes:
        nonlocal compiler, done
        if done == renewed_after:
            compiler, done = typst.Compiler(), 0
        done += 1
        pdf = compiler.compile(frame, format="pdf", sys_inputs={"letter": frame_data(document)})
        assert isinstance(pdf, bytes)  # only pictures come page by page
        return pdf

    return typeset
