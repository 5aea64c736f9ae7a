"""Agreeing: which debt, on which terms, what is written and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tests.agreements.books import AS_OF, add_rows, invoice, new_book, opened, sign
from tests.memory_book import MemoryBook
from xl_cobranza import Proposal, agree, review
from xl_cobranza.book import layout
from xl_cobranza.book.finding import find_ledger
from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.book.rows import read_ledger
from xl_cobranza.errors import Refused

HEADINGS = ["Folio", "Cliente", "Vencimiento", "Importe", "Moneda", "Situación", "En disputa", "Acuerdo"]
DUE = date(2026, 10, 1)
LEDGER = [
    HEADINGS,
    ["A1", "Olmo", DUE, 1000.0, "MXN", None, None, None],
    ["A2", "Olmo", date(2026, 9, 1), 500.0, "MXN", None, None, None],
    ["A3", "Olmo", DUE, -120.0, "MXN", None, None, None],
    ["B1", "Haya", DUE, 300.0, "MXN", None, None, None],
    ["B2", "Haya", DUE, 40.0, "EUR", None, None, None],
    ["C1", "Tilo", DUE, 70.0, "MXN", "Incobrable", None, None],
    ["C2", "Tilo", DUE, 80.0, "MXN", None, "Sí", None],
    ["D1", "Pino", DUE, 90.0, "MXN", None, None, "AC-009"],
    ["E1", "Abeto", DUE, 60.0, "MXN", None, None, None],
    ["E1", "Arce", date(2026, 10, 2), 60.0, "MXN", None, None, None],
]
PAYMENTS = [["Fecha", "Cliente", "Folio", "Importe"], [date(2026, 11, 2), "Olmo", "A2", 500.0]]
TERMS = {"count": 3}


def plan_of(*folios, sheets=None, **others):
    book = MemoryBook(sheets or {"Facturas": LEDGER, "Pagos": PAYMENTS})
    return agree(book, AS_OF, Proposal(**{"folios": folios, **TERMS, **others}))


def read(path):
    book = opened(path)
    policy, _ = read_policy(book)
    return read_ledger(book, find_ledger(book), policy, AS_OF)


def rows_of(path, sheet):
    headings, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if any(row)]


@pytest.mark.parametrize(
    ("proposal", "kind", "told"),
    [
        ({"folios": ("A9",)}, "no_such_folio", "A1"),
        ({"folios": ("A2",)}, "folio_settled", "A2"),
        ({"folios": ("A3",)}, "folio_is_credit", "A3"),
        ({"folios": ("C1",)}, "folio_has_situation", "Incobrable"),
        ({"folios": ("D1",)}, "folio_in_agreement", "AC-009"),
        ({"customer": "Pino"}, "folio_in_agreement", "AC-009"),
        ({"folios": ("E1",)}, "folio_of_several", "Abeto, Arce"),
        ({"folios": ("A1", "B1")}, "several_customers", "Olmo, Haya"),
        ({"customer": "haya"}, "several_currencies", "MXN, EUR"),
        ({"customer": "Olmos"}, "customer_misspelt", "Olmo"),
        ({"customer": "Zeta"}, "customer_not_found", "Zeta"),
        ({"folios": ("A1",), "first_on": date(2026, 11, 19)}, "first_date_passed", "19/11/2026"),
        ({"folios": ("A1",), "payment": Decimal(5), "count": None, "rate": Decimal("0.12")}, "payment_below_interest", ""),
        ({"replaces": "AC-001"}, "no_such_agreement", "AC-001"),
        ({}, "no_debt_named", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_agreed_on_is_refused_and_says_why(proposal, kind, told):
    with pytest.raises(Refused) as refused:
        plan_of(**proposal)

    assert refused.value.kind == kind
    assert told in " ".join([refused.value.found, *refused.value.data.values()])


def test_the_refusal_of_a_small_payment_names_the_least_that_works_as_the_country_writes_it():
    with pytest.raises(Refused) as refused:
        plan_of("A1", payment=Decimal(10), count=None, rate=Decimal("0.12"))

    least = Decimal(refused.value.data["least"].removesuffix(" MXN").replace(",", "."))
    assert plan_of("A1", payment=least, count=None, rate=Decimal("0.12")).schedule[-1].balance == 0


def test_the_debt_is_the_balance_of_today_and_not_the_invoice():
    sheets = {"Facturas": LEDGER, "Pagos": [*PAYMENTS, [date(2026, 11, 10), "Olmo", "A1", 250.0]]}

    assert plan_of("A1", sheets=sheets).terms.balance == 750


def test_all_that_a_customer_owes_is_the_sum_of_what_may_be_agreed_on():
    plan = plan_of(customer="Tilo")

    assert [line.folio for line in plan.deal.invoices] == ["C2"]
    assert {problem.kind for problem in plan.problems} >= {"agreement_leaves_out", "agreement_of_disputed"}


def test_money_of_the_customer_that_pays_nothing_yet_is_told():
    (told,) = [problem for problem in plan_of("A1").problems if problem.kind == "agreement_beside_credit"]

    assert told.found == "120.00 MXN"


def test_due_dates_of_one_invoice_are_one_line():
    sheets = {"Facturas": [*LEDGER, ["A1", "Olmo", date(2026, 8, 1), 200.0, "MXN", None, None, None]]}
    plan = plan_of("A1", sheets=sheets)

    (line,) = plan.deal.invoices
    assert (line.folio, line.due, line.balance) == ("A1", date(2026, 8, 1), 1200)


@pytest.fixture
def olmo(tmp_path):
    return new_book(
        tmp_path / "olmo.xlsx",
        [invoice("00101", 1000.0), invoice("00102", 500.0, due=date(2026, 11, 30)), invoice("00103", 70.0)],
    )


def test_everything_an_agreement_writes(olmo):
    plan = sign(olmo, Proposal(("00101", "00102"), count=3, rate=Decimal("0.12"), down_payment=Decimal(300)))

    (listed,) = rows_of(olmo, "Acuerdos")
    assert (listed["Id"], listed["Cliente"], listed["Folios"]) == ("AC-001", "Olmo", "00101; 00102")
    assert (listed["Saldo"], listed["Pago inicial"], listed["Cuotas"], listed["Tasa"]) == (1500, 300, 3, 0.12)
    assert (listed["Método"], listed["Frecuencia"], listed["Estado"]) == ("frances", "mensual", None)
    assert [row["Acuerdo"] for row in rows_of(olmo, "Facturas")] == ["AC-001", "AC-001", None]
    (entry,) = rows_of(olmo, "Gestiones")
    assert (entry["Cliente"], entry["Resultado"], entry["Paso"]) == ("Olmo", "Respondió", "Negociación")
    assert entry["Notas"].startswith("Acuerdo AC-001: 3 cuotas de ")
    assert plan.sheet in load_workbook(olmo).sheetnames


def test_what_was_written_is_read_back_as_the_schedule(olmo):
    plan = sign(olmo, Proposal(("00101",), count=4, rate=Decimal("0.0824")))

    ledger, problems = read(olmo)

    (agreement,) = ledger.agreements.values()
    assert [(i.number, i.due, i.amount, i.paid) for i in agreement.schedule] == [
        (row.number, row.due, row.amount, None) for row in plan.schedule
    ]
    assert problems == []


def test_the_ladder_waits_from_the_next_run_on(olmo):
    sign(olmo, Proposal(("00101",), count=3))

    decisions = {row.id: row.stage_id for row in review(opened(olmo), AS_OF).decisions}

    assert decisions["00101"] == "en_acuerdo"
    assert decisions["00103"] != "en_acuerdo"


def test_the_same_agreement_is_never_made_twice(olmo):
    proposal = Proposal(("00101",), count=3)
    sign(olmo, proposal)
    before = olmo.read_bytes()

    with pytest.raises(Refused) as refused:
        sign(olmo, proposal)

    assert (refused.value.kind, refused.value.data["id"]) == ("folio_in_agreement", "AC-001")
    assert olmo.read_bytes() == before


def test_the_interest_waived_is_noted_as_an_offer(olmo):
    add_rows(olmo, layout.RATES, [{"since": date(2020, 1, 1), "rate": 0.10}])
    plan = sign(olmo, Proposal(("00101",), count=3, waived=Decimal("0.5")))

    accrued = Decimal(1000) * Decimal("0.10") * 50 / 365  # since the first of October
    assert plan.deal.waived + plan.deal.interest_included == round(accrued, 2)
    (listed,) = rows_of(olmo, "Acuerdos")
    assert (listed["Saldo"], listed["Condonado"]) == (1000, float(plan.deal.waived))
    assert plan.terms.balance == 1000 + plan.deal.interest_included
    (entry,) = rows_of(olmo, "Gestiones")
    assert (entry["Resultado"], "condonado: 6.85 MXN" in entry["Notas"]) == ("Oferta hecha", True)


def test_without_being_asked_the_interest_stays_out_and_is_not_waived(olmo):
    add_rows(olmo, layout.RATES, [{"since": date(2020, 1, 1), "rate": 0.10}])
    plan = sign(olmo, Proposal(("00101",), count=3))

    assert (plan.deal.waived, plan.deal.interest_included, plan.terms.balance) == (0, 0, 1000)
    assert plan.deal.left_out == Decimal("13.70")  # 1 000 at 10 % for 50 days


def test_interest_that_would_bear_interest_is_told(olmo):
    add_rows(olmo, layout.RATES, [{"since": date(2020, 1, 1), "rate": 0.10}])

    with_rate, without = (
        agree(opened(olmo), AS_OF, Proposal(("00101",), count=3, waived=Decimal(0), rate=rate))
        for rate in (Decimal("0.12"), Decimal(0))
    )

    assert [problem.kind for problem in with_rate.problems] == ["agreement_compounds"]
    assert without.problems == []


def test_an_id_or_a_sheet_is_never_used_again(olmo):
    sign(olmo, Proposal(("00101",), count=3))
    workbook = load_workbook(olmo)
    workbook["Acuerdos"]["A2"].value = None  # the row goes, the sheet stays
    workbook.create_sheet("acuerdo ac 002")["A1"].value = "mías"
    for row in (2, 3, 4):
        workbook["Facturas"].cell(row, 24).value = None
    workbook.save(olmo)

    plan = sign(olmo, Proposal(("00102",), count=3))

    assert (plan.deal.id, plan.sheet) == ("AC-003", "Acuerdo AC-003")


def test_the_series_of_ids_of_the_person_goes_on(olmo):
    day = date(2026, 1, 1)
    add_rows(olmo, layout.AGREEMENTS, [{"id": "2026/7", "signed_on": day, "customer": "Olmo", "status": "Cancelado"}])

    plan = sign(olmo, Proposal(("00102",), count=3))

    assert (plan.deal.id, plan.sheet) == ("2026/8", "Acuerdo 2026-8")
    assert len(read(olmo)[0].agreements["2026/8"].schedule) == 3


def test_one_that_was_called_off_gives_way_to_another(olmo):
    sign(olmo, Proposal(("00101",), count=3))
    workbook = load_workbook(olmo)
    sheet = workbook["Acuerdos"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Estado")
    sheet.cell(2, column).value = "Cancelado"
    workbook.save(olmo)

    plan = sign(olmo, Proposal(("00101",), count=5))

    assert plan.deal.id == "AC-002"
    assert {i.folio: i.agreement for i in read(olmo)[0].invoices}["00101"] == "AC-002"
    assert {row.id: row.stage_id for row in review(opened(olmo), AS_OF).decisions}["00101"] == "en_acuerdo"


def test_a_new_one_in_the_place_of_another_covers_what_that_still_owes(olmo):
    sign(olmo, Proposal(("00101", "00102"), count=3, first_on=AS_OF))
    add_rows(olmo, layout.PAYMENTS, [{"paid_on": date(2026, 11, 25), "folio": "AC-001", "amount": 600.0}])

    plan = sign(olmo, Proposal(replaces="AC-001", count=9), date(2026, 12, 1))

    assert (plan.deal.id, plan.terms.balance) == ("AC-002", 900)
    assert rows_of(olmo, "Acuerdos")[1]["Sustituye a"] == "AC-001"


def test_a_ledger_without_the_column_is_joined_by_its_folios(tmp_path):
    book = MemoryBook({"Facturas": [row[:5] for row in LEDGER]}, patterns=None)
    plan = agree(book, AS_OF, Proposal(("A1",), count=3))

    assert {problem.kind for problem in plan.problems} >= {"agreement_by_folio", "agreement_not_logged"}
    assert not [patch for patch in plan.patches if getattr(patch, "sheet", "") == "Facturas"]
    sheets = {
        "Facturas": [row[:5] for row in LEDGER],
        "Acuerdos": [["Id", "Fecha", "Cliente", "Folios"], ["AC-001", AS_OF, "Olmo", "A1"]],
        "Acuerdo AC-001": [["N.º", "Fecha", "Cuota"], [1.0, date(2026, 12, 1), 1000.0]],
    }
    decisions = {row.id: row.stage_id for row in review(MemoryBook(sheets), AS_OF).decisions}
    assert (decisions["A1"], decisions["B1"] == "en_acuerdo") == ("en_acuerdo", False)
    with pytest.raises(Refused, match="folio_in_agreement"):
        agree(MemoryBook(sheets), AS_OF, Proposal(("A1",), count=3))


def test_in_a_workbook_in_english_the_sheet_speaks_it(tmp_path):
    path = new_book(tmp_path / "en.xlsx", [invoice("1", 900.0)])
    workbook = load_workbook(path)
    for row in workbook["Política"].iter_rows():
        for cell in row:
            if cell.value == "Idioma":
                workbook["Política"].cell(cell.row, cell.column + 1).value = "en"
    workbook.save(path)

    plan = sign(path, Proposal(("1",), count=3))

    texts = [cell for row in load_workbook(path)[plan.sheet].iter_rows(values_only=True) for cell in row if cell]
    assert plan.sheet == "Agreement AC-001"
    assert {"Payment agreement AC-001", "Instalment", "Balance", "Status", "Total agreed"} <= set(texts)
    assert len(read(path)[0].agreements["AC-001"].schedule) == 3


def test_the_formulas_are_locked_without_a_password_and_what_may_be_typed_is_not(olmo):
    plan = sign(olmo, Proposal(("00101",), count=3))

    sheet = load_workbook(olmo)[plan.sheet]
    area = next(iter(sheet.tables.values())).ref
    unlocked = {cell.column_letter for row in sheet[area][1:] for cell in row if not cell.protection.locked}
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert unlocked == {"B", "C", "G"}
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("portrait", 1)
    assert sheet.print_area.endswith(f"$A$1:$H${sheet.max_row}")


def test_a_plan_is_good_for_one_state_of_the_workbook_only(olmo):
    book = opened(olmo)
    plan = agree(book, AS_OF, Proposal(("00101",), count=3))
    sign(olmo, Proposal(("00103",), count=3))

    with pytest.raises(Refused, match="changed_meanwhile"):
        opened(olmo).apply(plan.patches, plan.digest)
