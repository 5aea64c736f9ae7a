"""Make an agreement in a workbook on disk: read, agree, write unless it is a dry run, and tell."""

from dataclasses import replace
from typing import TYPE_CHECKING

from xl_cobranza.book.policy_sheet import read_policy
from xl_cobranza.faces import console
from xl_cobranza.faces.agreeing import telling
from xl_cobranza.faces.output.answering import answer
from xl_cobranza.faces.preview import preview
from xl_cobranza.faces.recalculation import Outcome, Request

if TYPE_CHECKING:
    from xl_cobranza.domain.agreements.proposal import Proposal
    from xl_cobranza.flows.agree import AgreementPlan


def make(request: Request, proposal: "Proposal", *, as_object: bool) -> int:
    """The exit code; a refusal is told like any other answer."""
    return answer(
        request,
        lambda outcome: _made(request, proposal, outcome),
        lambda outcome, plan: console.answer(telling.as_text(outcome, plan)),
        lambda outcome, plan: (telling.as_object(outcome, plan),),
        as_object=as_object,
    )


def _made(request: Request, proposal: "Proposal", outcome: Outcome) -> "tuple[Outcome, AgreementPlan]":
    from xl_cobranza import template
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.faces.as_of import settle
    from xl_cobranza.flows.agree import agree

    book = XlsxBook(request.workbook, request.output, template.blank)
    parameters = read_policy(book)[0].parameters
    as_of, doubts = settle(book, request.as_of, parameters.timezone)
    plan = agree(book, as_of, proposal, sheet=request.sheet)
    outcome = replace(
        outcome,
        language=request.language or plan.language,
        country=plan.country,
        as_of=as_of,
        problems=(*doubts, *plan.problems),
    )
    if request.dry_run:
        return replace(outcome, preview=preview(book, plan.patches)), plan
    applied = book.apply(plan.patches, plan.digest)
    return replace(outcome, applied=applied, problems=(*outcome.problems, *applied.problems)), plan
