"""`Acuerdos`, and the schedule of each on a sheet of its own, `Acuerdo <id>`."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.finding import Area, find_named
from xl_cobranza.book.port import Book
from xl_cobranza.book.records.columns import pass_over, read_columns
from xl_cobranza.book.records.customers import Directory
from xl_cobranza.domain.cash.folios import folio_key
from xl_cobranza.domain.ledger import Agreement, Instalment, Invoice
from xl_cobranza.errors import Problem

_WANTED: Final = ("id", "signed_on", "customer", "folios", "balance", "acceleration", "status", "replaces")


def read_agreements(book: Book, area: Area | None, directory: Directory) -> tuple[dict[str, Agreement], list[Problem]]:
    """Every agreement by its id, as its row and its schedule say; what it means that one replaces another is the domain's."""
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
            columns["status"][i] in {"cancelled", "renegotiated"},
            schedule,
            columns["status"][i] == "renegotiated",
            bool(columns["acceleration"][i]),
            _folios(columns["replaces"][i] or ""),
        )
    for i, old in ((i, old) for i, text in enumerate(columns["replaces"]) if text for old in _folios(text)):
        if old not in agreements:
            columns.tell("unknown_agreement", i, "replaces", old)
    return agreements, [*columns.problems(), *problems]


def joined(invoices: Sequence[Invoice], agreements: Mapping[str, Agreement], *, has_column: bool) -> Sequence[Invoice]:
    """The invoices, each with the agreement it is under.

    A cell of the ledger says it. Where the ledger has no such column, or the cell names an agreement that a person
    called off, it is the open agreement that lists the folio.
    """
    by_folio = {
        (one.customer, folio_key(folio)): one.id
        for one in agreements.values()
        if not one.closed
        for folio in one.folios
    }
    off = {key for key, one in agreements.items() if one.closed and not one.renegotiated}
    if not by_folio or (has_column and not off):
        return invoices

    def under(invoice: Invoice) -> Invoice:
        if invoice.agreement not in off and (has_column or invoice.agreement):
            return invoice
        names = (invoice.series + invoice.folio, invoice.folio)
        found = next(filter(None, (by_folio.get((invoice.customer, folio_key(name))) for name in names)), "")
        return invoice._replace(agreement=found) if found else invoice

    return list(map(under, invoices))


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
    columns = read_columns(area, ("number", "due", "instalment", "interest", "paid"))
    # a formula there repeats what `Pagos` said when Excel last calculated: only a figure that was typed counts
    pass_over(columns, ("number", "due"))
    computed = area.grid.formulas(area.columns["paid"]) if "paid" in area.columns else frozenset()
    rows = columns.records(("number", "due", "instalment"))
    schedule = [
        Instalment(
            columns.row(i),
            columns["number"][i],
            columns["due"][i],
            columns["instalment"][i],
            None if columns.row(i) in computed else columns["paid"][i],
            columns["interest"][i],
        )
        for i in rows
    ]
    return tuple(schedule), columns.problems()
