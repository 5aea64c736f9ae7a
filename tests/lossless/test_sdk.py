"""Microsoft's own validator (Open XML SDK) finds no fault that was not there before."""

from collections import Counter
from multiprocessing.pool import ThreadPool
from pathlib import Path

from tests.lossless import ledger
from tests.lossless.corpus import FILES, copy, needed, new_errors
from tests.lossless.test_corpus import NO_ROOM_THERE, STRUCTURE_LOCKED, beside, first_tables
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.errors import Refused


def everything_done(source: Path, folder: Path) -> Path:
    """A ledger added and filled, and columns beside the user's own tables."""
    path = copy(source, folder)
    book = XlsxBook(path)
    for table in first_tables(book):
        try:
            book.apply([beside(table, 0), beside(table, 1)], book.digest())
        except Refused as refusal:
            if refusal.kind not in NO_ROOM_THERE:
                raise
    if source.name not in STRUCTURE_LOCKED:
        ledger.add_sheet(path)
        ledger.fill(path)
    return path


def test_the_sdk_finds_no_new_error(tmp_path: Path):
    needed(bool(FILES), "the corpus")

    def errors(source: Path) -> Counter:
        return new_errors(source, everything_done(source, tmp_path))

    with ThreadPool(2) as pool:
        found = dict(zip((path.name for path in FILES), pool.map(errors, FILES), strict=True))

    assert {name: errors for name, errors in found.items() if errors} == {}
