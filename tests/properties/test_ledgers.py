"""What a ledger says does not depend on how it is laid out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.memory_book import MemoryBook
from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.port import NOT_CALCULATED, CellError, TableInfo
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.domain.policy import Policy

AS_OF = date(2026, 11, 22)
PLAIN = {"folio": "A-1", "customer": "Acme", "due": date(2026, 10, 1), "amount": 1.0}
READ = [column for column in layout.LEDGER.columns if not column.ours and column.field != "their_balance"]

rows = st.lists(
    st.tuples(
        st.text("ABC123", min_size=1, max_size=4),
        st.sampled_from(["Acme", "ACME", "Beta", None]),
        st.one_of(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.sampled_from(["31/02/2026", "03/04/2024", None])),
        st.one_of(st.floats(-1e6, 1e6).map(lambda x: round(x, 2)), st.sampled_from(["1.234", "1.234,50", None])),
    ),
    max_size=12,
)


def read(headings, cells):
    book = MemoryBook({"Hoja1": [headings, *cells]})
    return read_ledger(book, find_ledger(book), Policy(), AS_OF)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_change_what_is_read(cells, random):
    unique = list({(row[0], row[2]): row for row in cells}.values())
    shuffled = random.sample(unique, len(unique))
    headings = ["Folio", "Cliente", "Vencimiento", "Importe"]

    (one, told), (other, told_too) = read(headings, unique), read(headings, shuffled)

    assert sorted(map(content, one.invoices)) == sorted(map(content, other.invoices))
    assert sorted(u.folio for u in one.unreadable) == sorted(u.folio for u in other.unreadable)
    assert sorted((p.kind, p.found) for p in told if p.kind != "unknown_customer") == sorted(
        (p.kind, p.found) for p in told_too if p.kind != "unknown_customer"
    )


def content(invoice):
    return (invoice.folio, invoice.customer.casefold(), str(invoice.due), invoice.amount)


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.datetimes(),
    st.dates(),
    st.sampled_from(
        [CellError("#N/A"), NOT_CALCULATED, "1.234", "31/02/2026", "Total", "-", "Sí", "Importe", "Cliente"]
    ),
)


@given(st.data())
def test_whatever_the_cells_hold_every_row_is_read_told_or_passed_over(data):
    sheets = {}
    for sheet in (*layout.SHEETS[:6], layout.STAGES, layout.RATES, layout.HOLIDAYS):
        headings = [column.heading for column in sheet.columns if not column.ours]
        sheets[sheet.name] = [headings, *(data.draw(st.lists(anything, max_size=len(headings))) for _ in range(3))]
    book = MemoryBook(sheets, [TableInfo("Facturas", "Facturas", 1, 4, 1, len(sheets["Facturas"][0]), 0)])
    policy, _ = read_policy(book)

    found, problems = read_ledger(book, find_ledger(book), policy, AS_OF)

    for problem in problems:
        assert problem.severity
    read = {one.row for one in (*found.invoices, *found.unreadable)}
    told = {int(p.ref.rpartition("!")[2]) for p in problems if p.ref.startswith("Facturas!") and p.ref[9:].isdigit()}
    held = {
        row for row, cells in enumerate(sheets["Facturas"][1:], 2) if any(isinstance(cell, date) for cell in cells[3:5])
    }
    assert held <= read | told


@given(st.data(), st.randoms(use_true_random=False))
def test_headings_in_any_order_and_dress_are_found(data, random):
    extra = data.draw(st.lists(st.sampled_from(READ), unique_by=lambda c: c.field))
    columns = list({c.field: c for c in (*(layout.LEDGER.by_field[f] for f in PLAIN), *extra)}.values())
    random.shuffle(columns)
    english = data.draw(st.booleans())
    headings = [dressed(c.english if english else c.heading, data) for c in columns]
    margin = data.draw(st.integers(0, 3))

    area = find_ledger(MemoryBook({"Hoja1": [[]] * margin + [[None] * margin + headings]}))

    assert area.heading_row == margin + 1
    assert dict(area.columns) == {c.field: place for place, c in enumerate(columns, margin + 1)}


def dressed(heading, data):
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))
    before, after = data.draw(
        st.tuples(st.sampled_from(["", " ", "\u00a0", "*"]), st.sampled_from(["", ":", " *", " ★", "\n", " (1)"]))
    )
    bare = data.draw(st.sampled_from([str, lambda text: text.translate(str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU"))]))
    return before + bare(case(heading)).replace(" ", data.draw(st.sampled_from([" ", "  ", "\n", "_", "-"]))) + after
