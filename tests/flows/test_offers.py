"""What could be offered for the debts of a workbook, and the sheet `Ofertas` that keeps it."""

from datetime import date
from decimal import Decimal

import pytest

from tests.memory_book import MemoryBook, blank_template
from xl_cobranza.book.port import AddSheet, SetCell
from xl_cobranza.errors import Refused
from xl_cobranza.flows.agreements.offers import OffersPlan, compare_offers
from xl_cobranza.wording.problems import refusal

AS_OF = date(2026, 11, 20)
LEDGER = [
    ["Serie", "Folio", "Cliente", "Vencimiento", "Importe", "Acuerdo"],
    ["A", "101", "ACME", date(2026, 10, 1), 20000.0, None],
    ["A", "102", "ACME", date(2026, 11, 10), 10000.0, None],
    ["A", "103", "Panadería Sol", date(2026, 9, 1), 900.0, "AC-001"],
    ["A", "104", "Panadería Sol", date(2026, 10, 1), 300.0, None],
    ["A", "105", "Ca$a \"Luz\"", date(2026, 10, 1), 500.0, None],
]  # fmt: skip
PARAMETERS = [["Parámetro", "Valor"], ["Moneda", "MXN"], ["País", "MX"], ["Tasa moratoria", 0.365]]
AGREED = {
    "Acuerdos": [["Id", "Fecha", "Cliente", "Folios", "Saldo"], ["AC-001", date(2026, 9, 15), "Panadería Sol", "103", 900.0]],
    "Acuerdo AC-001": [["N.º", "Fecha", "Cuota"], [1.0, date(2026, 10, 15), 450.0], [2.0, date(2026, 12, 15), 450.0]],
}  # fmt: skip


def book(**sheets) -> MemoryBook:
    return MemoryBook(
        {"Facturas": LEDGER, "Parámetros": PARAMETERS, **AGREED, **sheets},
        patterns=blank_template(),
        name="d/Mi libro.xlsx",
    )


def compared(about: MemoryBook, **asked) -> OffersPlan:
    return compare_offers(about, AS_OF, **asked)


def applied(about: MemoryBook, **asked) -> OffersPlan:
    plan = compared(about, **asked)
    about.apply(plan.patches, plan.digest)
    return plan


def rows(about: MemoryBook) -> list[tuple[object, object]]:
    """Customer and offer of each row of the sheet that holds something."""
    grid = about.read("Ofertas")
    return [(grid.row(row).get(1), grid.row(row).get(4)) for row in range(2, grid.rows + 1) if grid.row(row)]


def test_all_that_a_customer_owes_with_its_interest_is_the_claim() -> None:
    plan = compared(book(), customer="acme")

    assert (plan.customer, plan.invoices) == ("ACME", ["A-101", "A-102"])
    assert (plan.balance, plan.interest, plan.currency) == (30000, 1100, "MXN")  # 50 days and 10 at one per mille
    assert plan.rate == Decimal("0.365")
    assert [row.id for row in plan.offers][:2] == ["sin_intereses", "descuento"]


def test_an_invoice_alone_and_what_to_type_to_agree() -> None:
    plan = compared(book(), folios=["A-102"])

    commands = {row.id: " ".join(row.command) for row in plan.offers}
    start = "cobranza acuerdo d/Mi libro.xlsx --folio A-102"
    assert commands["cuotas_3"] == f"{start} --cuotas 3 --primera 2026-12-20 --interes condonar"
    assert commands["nueva_fecha"] == f"{start} --cuotas 1 --primera 2026-12-21 --interes incluir"
    assert (
        commands["pago_parcial"] == f"{start} --pago-inicial 3000.00 --cuotas 1 --primera 2026-12-21 --interes condonar"
    )
    assert commands["descuento"].startswith(
        "cobranza registrar gestion d/Mi libro.xlsx --cliente ACME --canal Teléfono"
    )


def test_a_broken_agreement_is_replaced_with_all_that_it_covers() -> None:
    plan = compared(book(), customer="Panadería Sol")

    assert plan.invoices == ["A-103", "A-104"]
    assert "--sustituye AC-001" in " ".join(plan.offers[0].command)
    assert "No cumplió un acuerdo" in plan.offers[0].reason
    assert compared(book(), folios=["103"]).invoices == ["A-103"]


@pytest.mark.parametrize("asked", [{"customer": "Panadería Sol"}, {"folios": ["A-103"]}])
def test_an_agreement_that_is_kept_needs_no_offers(asked) -> None:
    kept = {"Facturas": [*LEDGER[:4], *LEDGER[5:]]}
    kept["Acuerdo AC-001"] = [["N.º", "Fecha", "Cuota"], [1.0, date(2026, 12, 15), 900.0]]
    with pytest.raises(Refused) as refused:
        compared(book(**kept), **asked)

    assert refusal(refused.value) == (
        "El acuerdo AC-001 se está cumpliendo, y no hace falta ofrecer otra cosa;"
        " si hay que cambiarlo: cobranza acuerdo … --sustituye AC-001."
    )


def test_a_customer_whose_name_a_command_line_would_misread_is_named_by_the_invoices() -> None:
    about = book()
    plan = applied(about, customer='Ca$a "Luz"')

    assert "--folio A-105" in " ".join(plan.offers[0].command)
    typed = [about.read("Ofertas").row(row).get(15) for row in range(2, 9)]
    assert (
        typed[0] == 'cobranza acuerdo "Mi libro.xlsx" --folio A-105 --cuotas 1 --primera 2026-11-30 --interes condonar'
    )
    assert typed[1] is None  # the one that has to name the customer


def test_the_sheet_is_made_once_and_says_the_same_the_second_time() -> None:
    about = book()
    first = applied(about, customer="ACME")

    assert [type(patch) for patch in first.patches] == [AddSheet]
    assert rows(about)[0] == ("ACME", "Un solo pago, sin intereses")
    assert len(rows(about)) == 7
    assert list(compared(about, customer="ACME").patches) == []


def test_the_rows_of_a_customer_are_replaced_and_those_of_others_stay() -> None:
    about = book()
    applied(about, customer="ACME")
    applied(about, customer="Panadería Sol")
    applied(about, folios=["101"])

    assert [customer for customer, _ in rows(about)] == ["ACME"] * 7 + ["Panadería Sol"] * 7
    assert about.read("Ofertas").row(2)[2] == "A-101"


def test_fewer_offers_leave_no_old_row_behind_and_their_room_is_used_again() -> None:
    about = book()
    applied(about, customer="ACME")
    about.apply([SetCell("Parámetros", 4, 2, 0.0)], about.digest())  # no interest, so none to waive
    applied(about, customer="ACME")
    assert [customer for customer, _ in rows(about)] == ["ACME"] * 6

    applied(about, customer="Panadería Sol")
    assert [customer for customer, _ in rows(about)] == ["ACME"] * 6 + ["Panadería Sol"] * 6
    assert about.read("Ofertas").rows == 13


def test_a_sheet_of_theirs_with_that_name_is_left_alone_and_told() -> None:
    about = book(Ofertas=[["Mis ofertas"], ["dos por uno"]])

    plan = compared(about, customer="ACME")

    assert list(plan.patches) == []
    assert [problem.kind for problem in plan.problems] == ["sheet_name_taken"]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"customer": "acne"}, "customer_misspelt"),
        ({"customer": "Nadie"}, "customer_not_found"),
        ({"folios": ["999"]}, "no_such_folio"),
        ({"folios": ["101", "104"]}, "several_customers"),
    ],
)
def test_what_cannot_be_compared_is_refused(asked, kind) -> None:
    with pytest.raises(Refused) as refused:
        compared(book(), **asked)

    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("more", "rate"),
    [
        ([["Tasa de descuento", 0.12]], "0.12"),
        ([], "0.365"),
    ],
)
def test_the_policy_says_what_money_to_come_is_worth(more, rate) -> None:
    about = book(Parámetros=[*PARAMETERS, *more])

    assert compared(about, customer="ACME").rate == Decimal(rate)


def test_without_any_rate_it_is_ten_per_cent() -> None:
    about = book(Parámetros=PARAMETERS[:3])

    assert compared(about, customer="ACME").rate == Decimal("0.1")
    dated = book(Parámetros=PARAMETERS[:3], Intereses=[["Desde", "Tasa anual"], [date(2026, 1, 1), 0.1015]])
    assert compared(dated, customer="ACME").rate == Decimal("0.1015")
