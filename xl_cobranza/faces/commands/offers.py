"""`cobranza ofertas`: what could be offered for a debt, side by side, and the command that agrees on each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xl_cobranza.book import layout
from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces import console
from xl_cobranza.faces.output import as_json
from xl_cobranza.faces.output.answering import answer
from xl_cobranza.faces.output.terminal import columns_of, problem_list
from xl_cobranza.faces.preview import preview
from xl_cobranza.faces.recalculation import Outcome, Request
from xl_cobranza.wording import figures
from xl_cobranza.wording.agreements.offers import command_line
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from xl_cobranza.flows.agreements.offers import OffersPlan

_COLUMNS = ("offer", "last_on", "recovered", "present_value", "cost", "plausibility")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose debt: a customer's, or some invoices."""

    customer: str
    folios: tuple[str, ...]


def compare(request: Request, asked: Asked, *, as_object: bool) -> int:
    """Show the offers and write them in `Ofertas` unless it is a dry run."""
    return answer(
        request,
        lambda outcome: _compared(request, asked, outcome),
        lambda outcome, plan: console.answer(_told(plan, outcome)),
        lambda outcome, plan: as_json.chunks(outcome, _object(plan) if plan else {"offers": []}),
        as_object=as_object,
    )


def _compared(request: Request, asked: Asked, outcome: Outcome) -> "tuple[Outcome, OffersPlan]":
    from xl_cobranza import template
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.book.policy_sheet import read_policy
    from xl_cobranza.faces.as_of import settle
    from xl_cobranza.flows.agreements.offers import compare_offers

    if not asked.customer and not asked.folios:
        raise WrongUsage("no_debt_named")
    book = XlsxBook(request.workbook, request.output, template.blank)
    as_of, doubts = settle(book, request.as_of, read_policy(book)[0].parameters.timezone)
    plan = compare_offers(
        book, as_of, customer=asked.customer, folios=asked.folios, sheet=request.sheet, language=request.language
    )
    problems = (*doubts, *plan.problems)
    outcome = replace(outcome, language=plan.language, country=plan.country, as_of=as_of, problems=problems)
    if request.dry_run:
        return replace(outcome, preview=preview(book, plan.patches)), plan
    applied = book.apply(plan.patches, plan.digest)
    return replace(outcome, applied=applied, problems=(*problems, *applied.problems)), plan


def _object(plan: "OffersPlan") -> dict[str, Any]:
    return {
        "customer": plan.customer,
        "invoices": list(plan.invoices),
        "currency": plan.currency,
        "balance": plan.balance,
        "interest": plan.interest,
        "discount_rate": plan.rate,
        "offers": [row._asdict() for row in plan.offers],
    }


def _told(plan: "OffersPlan", outcome: Outcome) -> str:
    parts = [_title(plan), _table(plan), *_details(plan)]
    if outcome.problems:
        parts.append(problem_list(outcome))
    parts.append(_ending(plan, outcome))
    return "\n\n".join(parts)


def _title(plan: "OffersPlan") -> str:
    def money(amount: object) -> str:
        return figures.amount(amount, plan.currency, plan.country, plan.language)  # type: ignore[arg-type]

    country = figures.at_home((plan.currency,), plan.country)
    key = "offers_title_interest" if plan.interest else "offers_title"
    rate = f"{figures.number((plan.rate * 100).normalize(), country, plan.language)} %"
    text = message(
        key, plan.language, customer=plan.customer, invoices=", ".join(plan.invoices), balance=money(plan.balance),
        interest=money(plan.interest), rate=rate, as_of=f"{plan.as_of:%d/%m/%Y}",
    )  # fmt: skip
    return console.wrapped(text)


def _table(plan: "OffersPlan") -> str:
    country = figures.at_home((plan.currency,), plan.country)
    named = [layout.OFFERS.by_field[field].heading_in(plan.language) for field in _COLUMNS]
    table = columns_of("", *named)
    for place in (3, 4, 5):
        table.columns[place].justify = "right"
        table.columns[place].no_wrap = True
    table.columns[2].no_wrap = True
    for number, row in enumerate(plan.offers, 1):
        money = (figures.number(a, country, plan.language) for a in (row.recovered, row.present_value, row.cost))
        table.add_row(str(number), row.offer, f"{row.last_on:%d/%m/%Y}", *money, row.plausibility)
    return console.rendered(table)


def _details(plan: "OffersPlan") -> Sequence[str]:
    """Of each offer: how it is paid, why it is plausible or not, and what to type."""
    country = figures.at_home((plan.currency,), plan.country)
    told = []
    for number, row in enumerate(plan.offers, 1):
        share = f"{figures.number(round(row.cost_share * 100, 1), country, plan.language)} %"
        lines = [
            message("offer_paid", plan.language, number=number, offer=row.offer, paid=row.paid, share=share),
            f"{row.plausibility}. {row.reason}",
            command_line(row.command) or "",
        ]
        told.append(
            "\n".join(console.wrapped(f"   {line}" if at else line, "   ") for at, line in enumerate(lines) if line)
        )
    return told


def _ending(plan: "OffersPlan", outcome: Outcome) -> str:
    language = plan.language
    if outcome.preview is not None:
        return message("offers_dry_run", language)
    if outcome.applied is None or outcome.applied.saved_to is None:
        return message("offers_unchanged", language, sheet=layout.OFFERS.name)
    lines = [message("saved", language, path=outcome.applied.saved_to, cells=outcome.applied.changed_cells)]
    if outcome.applied.backup:
        lines.append(message("backup", language, path=outcome.applied.backup))
    lines.append(message("offers_next", language, sheet=layout.OFFERS.name))
    return "\n".join(console.wrapped(line) for line in lines)
