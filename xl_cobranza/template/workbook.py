"""The whole workbook, sheet by sheet, in the order of its tabs."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from xl_cobranza.book import layout
from xl_cobranza.book.letters.layout import LETTERS
from xl_cobranza.book.panel.places import SHEET as PANEL
from xl_cobranza.book.sheet import Column, Sheet
from xl_cobranza.template import agreements, choices, colours, figures, look
from xl_cobranza.template.archive import MADE_ON, reproducible
from xl_cobranza.template.sample import Cell, rows
from xl_cobranza.template.sheet import Placed, group, own, place, set_page
from xl_cobranza.template.tabs import instructions, letters, panel, policy, today
from xl_cobranza.template.tabs.policy import contact_rules

PRIVATE: Final = {  # last, grouped, and never printed
    layout.LEDGER.key: ("step", "channel", "priority", "reason"),
    layout.CUSTOMERS.key: ("profile", "shift", "notes"),
}
RARE: Final = {  # folded behind a «+», so that the sheet fits a screen and a page
    layout.LEDGER.key: (
        "withheld", "disputed", "dispute_reason", "dispute_owner", "situation", "instrument", "instrument_due",
        "on_hold_until", "promise_date", "promise_amount", "discount", "discount_until", "applies_to", "agreement",
        "manual_stage",
    ),
    layout.CUSTOMERS.key: (
        "tax_id", "country", "kind", "group", "other_contact", "email_2", "phone_2", "language", "term", "pay_days", "contract",
        "suspension_clause", "late_charges", "valid_until", "late_rate", "no_contact",
        "agreed_channels",
    ),
}  # fmt: skip
ONLY_IN_LEDGERS_OF_OTHERS: Final = ("paid", "their_balance")  # here `Pagos` and our own balance say it


class _Tab(NamedTuple):
    sheet: Sheet
    freeze_after: str = ""
    print_until: str = ""
    colour: str = look.THEIRS_FILL


_BEFORE_POLICY: Final = (
    _Tab(layout.LEDGER, "customer", "interest"),
    _Tab(layout.CUSTOMERS, "customer", "next_contact"),
    _Tab(layout.CONTACTS, "name"),
    _Tab(layout.PAYMENTS, "id"),
    _Tab(layout.LOG, "customer"),
    _Tab(layout.AGREEMENTS, "id"),
    _Tab(layout.OFFERS, "customer", "currency"),
)
_AFTER_POLICY: Final = (
    _Tab(layout.RATES, colour=look.POLICY_TAB),
    _Tab(layout.HOLIDAYS, colour=look.POLICY_TAB),
    _Tab(layout.CONTACT_RULES, colour=look.POLICY_TAB),
    _Tab(layout.TEMPLATES, "key", colour=look.POLICY_TAB),
)


def save(path: Path, *, sample: bool) -> None:
    """Make the workbook at `path`; the same version makes the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator, workbook.properties.created = "xl-cobranza", MADE_ON
    placed = {layout.TODAY.key: today.add(workbook)}
    placed[LETTERS.key] = _add(workbook, _Tab(LETTERS, "sent", "owed", look.OURS_FILL), sample=sample)
    placed |= {tab.sheet.key: _add(workbook, tab, sample=sample) for tab in _BEFORE_POLICY}
    schedules = agreements.add(workbook, placed) if sample else {}
    placed[layout.STAGES.key], placed[layout.PARAMETERS.key] = policy.add(workbook, sample=sample)
    placed |= {tab.sheet.key: _add(workbook, tab, sample=sample) for tab in _AFTER_POLICY}
    for sheet in (layout.LEDGER, layout.CUSTOMERS, layout.OFFERS, LETTERS):
        own(workbook, sheet, placed[sheet.key])
    name = layout.SCHEMA_NAME
    workbook.defined_names[name] = DefinedName(name, attr_text=str(layout.SCHEMA), hidden=True)
    results = panel.add(workbook, placed[layout.LEDGER.key])
    choices.add(placed)
    choices.columns(placed[LETTERS.key], [column for column in LETTERS.columns if not column.ours])
    colours.add(placed)
    figures.add(placed)
    instructions.add(workbook)
    workbook.active = 0
    written = BytesIO()
    workbook.save(written)
    told = {_part(workbook, sheet): cells for sheet, cells in {PANEL: results, **schedules}.items()}
    path.write_bytes(reproducible(written.getvalue(), told))


def _part(workbook: Workbook, sheet: str) -> str:
    """The name in the archive of what a sheet holds."""
    return f"xl/worksheets/sheet{workbook.sheetnames.index(sheet) + 1}.xml"


def columns(sheet: Sheet) -> list[Column]:
    """The columns of a sheet as the template orders them: what is only for our eyes comes last."""
    shown = [column for column in sheet.columns if column.field not in ONLY_IN_LEDGERS_OF_OTHERS]
    private = PRIVATE.get(sheet.key, ())
    return sorted(shown, key=lambda column: private.index(column.field) + 1 if column.field in private else 0)


def _add(workbook: Workbook, tab: _Tab, *, sample: bool) -> Placed:
    worksheet = workbook.create_sheet(tab.sheet.name)
    data = _data(tab.sheet, sample=sample)
    placed = place(worksheet, tab.sheet, columns(tab.sheet), data)
    set_page(placed, freeze_after=tab.freeze_after, print_until=tab.print_until, tab=tab.colour)
    group(placed, RARE.get(tab.sheet.key, ()), folded=True)
    group(placed, PRIVATE.get(tab.sheet.key, ()))
    return placed


def _data(sheet: Sheet, *, sample: bool) -> Iterable[Mapping[str, Cell]]:
    """The rows that it is born with: rules and letters always, invoices and customers in the sample only."""
    if sheet is layout.CONTACT_RULES:
        return contact_rules()
    if sheet is layout.TEMPLATES:
        return letters.rows()
    return rows(sheet) if sample else ()
