"""`Acuerdos`, and the schedule of each on a sheet of its own, `Acuerdo <id>`."""

import re
from dataclasses import replace
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_named
from xl_cobranza.book.port import Book
from xl_cobranza.book.records.columns import pass_over, read_columns
from xl_cobranza.book.records.customers import Directory
from xl_cobranza.domain.ledger import Agreement, Instalment
from xl_cobranza.errors import Problem

_WANTED: Final = ("id", "signed_on", "customer", "folios", "balance", "status", "replaces")


def read_agreements(book: Book, area: Area | None, directory: Directory) -> tuple[dict[str, Agreement], list[Problem]]:
    """Every agreement by its id; one that another replaces is closed, as is one that a person closed."""
    if area is None:
        return {}, []
    columns = read_columns(area, _WANTED)
    pass_over(columns, ("id", "signed_on", "customer"))
    agreements: dict[str, Agreement] = {}
    problems: list[Problem] = []
    for i in columns.records(("id", "signed_on", "customer")):
        key = columns["id"][i]
        if key in agreements:
            columns.tell("duplicate_agreement", i, "id", key)
            continue
        schedule, doubts = _read_schedule(book, key)
        problems += doubts
        agreements[key] = Agreement(
            columns.row(i),
            key,
            columns["signed_on"][i],
            directory[columns["customer"][i]],
            _folios(columns["folios"][i] or ""),
            columns["balance"][i],
            columns["status"][i] == "closed",
            schedule,
        )
    for old in filter(agreements.__contains__, columns["replaces"]):
        agreements[old] = replace(agreements[old], closed=True)
    return agreements, [*columns.problems(), *problems]


def _folios(text: str) -> tuple[str, ...]:
    """The invoices that an agreement covers.

    >>> _folios("A-001; A-002, A-003 y A-004")
    ('A-001', 'A-002', 'A-003', 'A-004')
    """
    return tuple(part.strip() for part in re.split(r"[;,\n]|\s+y\s+|\s+and\s+", text) if part.strip())


def _read_schedule(book: Book, key: str) -> tuple[tuple[Instalment, ...], list[Problem]]:
    titles = (layout.SCHEDULE.name, layout.SCHEDULE.english)
    area = next(filter(None, (find_named(book, layout.SCHEDULE, f"{title} {key}") for title in titles)), None)
    if area is None:
        return (), []
    columns = read_columns(area, ("number", "due", "instalment", "paid"))
    pass_over(columns, ("number", "due"))
    rows = columns.records(("number", "due", "instalment"))
    schedule = [
        Instalment(
            columns.row(i), columns["number"][i], columns["due"][i], columns["instalment"][i], columns["paid"][i]
        )
        for i in rows
    ]
    return tuple(schedule), columns.problems()
